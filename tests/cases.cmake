# Every shipped case is a test by existing: its file must check. The smoke case is flown on 1 and 2
# ranks, and both must tell the same story.
file(GLOB shipped_cases CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cases/*/case.yaml)
foreach(case_file IN LISTS shipped_cases)
  get_filename_component(folder ${case_file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  add_test(NAME case_check.${name} COMMAND tektite check ${case_file})
  set_tests_properties(case_check.${name} PROPERTIES LABELS case TIMEOUT 300)
endforeach()

set(smoke_case ${CMAKE_SOURCE_DIR}/cases/smoke/case.yaml)
if(EXISTS ${smoke_case})
  set(smoke_output ${CMAKE_BINARY_DIR}/cases/smoke)
  foreach(ranks 1 2)
    add_test(NAME case_run.smoke.${ranks}
      COMMAND ${TEKTITE_MPIEXEC} ${ranks} $<TARGET_FILE:tektite> run ${smoke_case} --force
              --output ${smoke_output}.${ranks})
    set_tests_properties(case_run.smoke.${ranks} PROPERTIES
      LABELS case PROCESSORS ${ranks} TIMEOUT 600 FIXTURES_SETUP smoke)
  endforeach()
  foreach(table fragments events)
    add_test(NAME case_ranks.smoke.${table}
      COMMAND ${CMAKE_COMMAND} -E compare_files ${smoke_output}.1/tables/${table}.csv
              ${smoke_output}.2/tables/${table}.csv)
    set_tests_properties(case_ranks.smoke.${table} PROPERTIES LABELS case FIXTURES_REQUIRED smoke)
  endforeach()
endif()
