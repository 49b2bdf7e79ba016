# The real program as a whole. Every shipped case is a test by existing: its file must check. The
# smoke case is flown on 1 to 4 ranks, and all must tell the same story to the last byte.
file(GLOB shipped_cases CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cases/*/case.yaml)
foreach(case_file IN LISTS shipped_cases)
  get_filename_component(folder ${case_file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  add_test(NAME case_check.${name} COMMAND tektite check ${case_file} --no-forecast)
  set_tests_properties(case_check.${name} PROPERTIES LABELS case TIMEOUT 300)
endforeach()

set(smoke_case ${CMAKE_SOURCE_DIR}/cases/smoke/case.yaml)
set(smoke_output ${CMAKE_BINARY_DIR}/cases/smoke)
foreach(ranks 1 2 3 4)
  add_test(NAME case_run.smoke.${ranks}
    COMMAND ${TEKTITE_MPIEXEC} ${ranks} $<TARGET_FILE:tektite> run ${smoke_case} --force
            --output ${smoke_output}.${ranks})
  set_tests_properties(case_run.smoke.${ranks} PROPERTIES
    LABELS case PROCESSORS 2 TIMEOUT 300 FIXTURES_SETUP smoke)
endforeach()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
list(JOIN TEKTITE_MPIEXEC " " mpiexec_words)

# tests/program/<script>.py on a number of ranks, with a case to start from.
function(tektite_program_test script ranks label)
  add_test(NAME program.${script}.${ranks}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/program/${script}.py
            --tektite $<TARGET_FILE:tektite> --mpiexec "${mpiexec_words}" --ranks ${ranks} ${ARGN})
  set_tests_properties(program.${script}.${ranks} PROPERTIES
    LABELS ${label} PROCESSORS 2 TIMEOUT 300 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endfunction()

tektite_program_test(same_story 4 case --case ${smoke_case} --runs ${smoke_output})
set_tests_properties(program.same_story.4 PROPERTIES FIXTURES_REQUIRED smoke)
foreach(ranks 1 2)
  tektite_program_test(bad_input ${ranks} fault --case ${smoke_case})
  tektite_program_test(stop_and_resume ${ranks} case --case ${smoke_case})
endforeach()
tektite_program_test(sweep 1 case --case ${smoke_case})
tektite_program_test(demise 1 case --case ${CMAKE_SOURCE_DIR}/cases/sphere/hollow.yaml)
# What `check` forecasts, against what a run takes; destiny takes minutes.
foreach(name smoke sphere destiny)
  foreach(ranks 1 2)
    set(test program.forecast.${name}.${ranks})
    add_test(NAME ${test}
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/program/forecast.py
              --tektite $<TARGET_FILE:tektite> --mpiexec "${mpiexec_words}" --ranks ${ranks}
              --case ${CMAKE_SOURCE_DIR}/cases/${name}/case.yaml)
    set_tests_properties(${test} PROPERTIES LABELS case PROCESSORS 2 TIMEOUT 1200
      ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
  endforeach()
endforeach()
set_tests_properties(program.forecast.destiny.1 program.forecast.destiny.2 PROPERTIES LABELS slow)
tektite_program_test(attack_set 1 fault --case ${smoke_case})
tektite_program_test(signals 2 fault --case ${smoke_case})
tektite_program_test(inputs 2 fault --case ${smoke_case})

# The rigs: a part of each by default, all of it as jobs/test -L fault.
add_library(tektite_fault_shim MODULE fault/shim/shim.c)
target_compile_options(tektite_fault_shim PRIVATE -Wall -Wextra)
target_link_libraries(tektite_fault_shim PRIVATE ${CMAKE_DL_LIBS})
set(shim $<TARGET_FILE:tektite_fault_shim>)
tektite_program_test(kills 2 fault --case ${smoke_case} --with ${shim} 8 1)
tektite_program_test(damage 2 fault --case ${smoke_case} --with 8)
tektite_program_test(io_faults 1 fault --case ${smoke_case} --with ${shim} 0.08)
foreach(test signals.2 kills.2 damage.2 io_faults.1)
  set_tests_properties(program.${test} PROPERTIES TIMEOUT 900)
endforeach()
# tektite_rig(script ranks seconds arguments...)
function(tektite_rig script ranks seconds)
  add_test(NAME rig.${script}.${ranks}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/program/${script}.py
            --tektite $<TARGET_FILE:tektite> --mpiexec "${mpiexec_words}" --ranks ${ranks} ${ARGN})
  set_tests_properties(rig.${script}.${ranks} PROPERTIES
    LABELS "fault;slow" PROCESSORS 2 TIMEOUT ${seconds} ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endfunction()
tektite_rig(kills 2 7200 --case ${smoke_case} --with ${shim} 200 2)
tektite_rig(damage 2 3600 --case ${smoke_case} --with 60)
tektite_rig(io_faults 1 7200 --case ${smoke_case} --with ${shim} 1)
tektite_rig(io_faults 2 7200 --case ${smoke_case} --with ${shim} 0.25)
tektite_program_test(disk_full 1 fault --case ${smoke_case})
tektite_program_test(books 1 case --case ${CMAKE_SOURCE_DIR}/cases/destiny/case.yaml)
tektite_program_test(air 2 case --case ${smoke_case})
tektite_program_test(attitude 2 case --case ${smoke_case})
tektite_program_test(orbits 2 case --case ${smoke_case})
foreach(ranks 1 2 4)
  tektite_program_test(loads ${ranks} case --case ${smoke_case})
endforeach()

# A real Slurm of one node, started by the tests: minutes, and packages that few want (jobs/install
# slurm). Not among the default tests.
function(tektite_slurm_test script)
  add_test(NAME ${script}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/slurm/${script}.py
            --tektite $<TARGET_FILE:tektite> --jobs ${CMAKE_SOURCE_DIR}/jobs ${ARGN})
  set_tests_properties(${script} PROPERTIES LABELS slurm RUN_SERIAL ON TIMEOUT 3600 SKIP_RETURN_CODE 77
    ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endfunction()
tektite_slurm_test(slurm_chain --case ${smoke_case} --mpiexec "${mpiexec_words}")
tektite_slurm_test(slurm_array --sweep ${CMAKE_SOURCE_DIR}/cases/smoke/sweep.yaml)

# The installed tree, moved.
add_test(NAME program.installed
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/program/installed.py
          --build ${CMAKE_BINARY_DIR} --source ${CMAKE_SOURCE_DIR})
set_tests_properties(program.installed PROPERTIES LABELS case TIMEOUT 300 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)

# The case language: one-fault cases against parser and JSON Schema, and the verbs around it.
find_program(TEKTITE_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(NOT TEKTITE_PYTHON)
  set(TEKTITE_PYTHON ${Python3_EXECUTABLE})
endif()
add_test(NAME fault_mutations
  COMMAND ${TEKTITE_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/fault/mutations.py
          --tektite $<TARGET_FILE:tektite> --cases ${CMAKE_SOURCE_DIR}/cases --most 20)
set_tests_properties(fault_mutations PROPERTIES
  LABELS fault TIMEOUT 900 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
add_test(NAME program.case_language
  COMMAND ${TEKTITE_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/program/case_language.py
          --tektite $<TARGET_FILE:tektite> --case ${smoke_case})
set_tests_properties(program.case_language PROPERTIES
  LABELS fault TIMEOUT 600 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)

# resolved.yaml flies to the same bits: to the ground, and for cases that take long for a while only by
# default and to the ground under the label slow.
function(tektite_resolved_test name label)
  add_test(NAME resolved.${label}.${name}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/program/resolved.py
            --tektite $<TARGET_FILE:tektite> --case ${CMAKE_SOURCE_DIR}/cases/${name}/case.yaml ${ARGN})
  set_tests_properties(resolved.${label}.${name} PROPERTIES
    LABELS ${label} TIMEOUT 14400 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endfunction()
foreach(case_file IN LISTS shipped_cases)
  get_filename_component(folder ${case_file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  if(name MATCHES "^(smoke|sphere)$")
    tektite_resolved_test(${name} case)
  else()
    tektite_resolved_test(${name} case -- "march.longest=4 s" "output.fields.every=2 s")
    tektite_resolved_test(${name} slow)
  endif()
endforeach()
