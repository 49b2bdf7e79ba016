# One room of the house is one static library with exactly the links that the layer table allows.

add_library(tektite_options INTERFACE)
add_library(tektite::options ALIAS tektite_options)
target_include_directories(tektite_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(tektite_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -ffp-contract=off $<$<BOOL:${TEKTITE_WERROR}>:-Werror>)

# The processor it is built for. x86-64-v3 is what compute nodes have had since 2013 to 2015 while login
# nodes may be newer; `native` is the machine that compiles. -ffp-contract=off above keeps multiply and
# add apart, so that results have the same bits whatever is chosen here.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(TEKTITE_PROCESSOR x86-64-v3 CACHE STRING "What -march is given: x86-64, x86-64-v3, native, ...")
else()
  set(TEKTITE_PROCESSOR "" CACHE STRING "What -march is given; empty: nothing")
endif()
if(TEKTITE_PROCESSOR)
  target_compile_options(tektite_options INTERFACE -march=${TEKTITE_PROCESSOR})
endif()
if(TEKTITE_PROCESSOR STREQUAL "x86-64-v3")
  # Compiled for any processor: it says so where this one is too old (solver/base/processor.cpp).
  set_source_files_properties(${CMAKE_SOURCE_DIR}/solver/base/processor.cpp PROPERTIES
    COMPILE_OPTIONS -march=x86-64 COMPILE_DEFINITIONS TEKTITE_PROCESSOR_V3)
endif()
target_compile_definitions(tektite_options INTERFACE OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX
  $<$<OR:$<BOOL:${TEKTITE_AUDIT}>,$<CONFIG:Debug>>:TEKTITE_AUDIT>)

# tektite_room(name DIR folder USES room...): sources are every .cpp of the folder.
function(tektite_room name)
  cmake_parse_arguments(ROOM "" "DIR" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${ROOM_DIR}/*.cpp)
  set(target tektite_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(tektite::${name} ALIAS ${target})
  target_link_libraries(${target} ${scope} tektite::options tektite::external_${name})
  foreach(used IN LISTS ROOM_USES)
    target_link_libraries(${target} ${scope} tektite::${used})
  endforeach()
endfunction()
