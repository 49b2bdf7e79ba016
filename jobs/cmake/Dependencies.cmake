# Every library comes from a Debian package; a missing one stops the configuration with its name.

find_package(PkgConfig REQUIRED)

# tektite_find(package PACKAGE debian-package [find_package arguments...])
macro(tektite_find name debian)
  find_package(${name} QUIET ${ARGN})
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} was not found. Install the package ${debian} (or run jobs/install).")
  endif()
endmacro()

# tektite_pkg(target module debian-package)
macro(tektite_pkg target module debian)
  pkg_check_modules(${target} QUIET IMPORTED_TARGET ${module})
  if(NOT ${target}_FOUND)
    message(FATAL_ERROR "${module} was not found. Install the package ${debian} (or run jobs/install).")
  endif()
endmacro()

tektite_find(MPI "libopenmpi-dev" COMPONENTS C CXX)
tektite_pkg(PETSC PETSc petsc-dev)
tektite_pkg(UDUNITS udunits libudunits2-dev)
tektite_pkg(XXHASH libxxhash libxxhash-dev)
tektite_find(yaml-cpp libyaml-cpp-dev)
tektite_find(fmt libfmt-dev)
tektite_find(spdlog libspdlog-dev)
tektite_find(CLI11 libcli11-dev)
tektite_find(nlohmann_json nlohmann-json3-dev)
tektite_find(Eigen3 libeigen3-dev)
tektite_find(embree libembree-dev)
tektite_find(Boost libboost-dev)
tektite_pkg(GEOGRAPHICLIB geographiclib libgeographiclib-dev)
tektite_find(VTK libvtk9-dev COMPONENTS CommonCore CommonDataModel IOXML IOParallelXML IOGeometry IOPLY IOLegacy
  RenderingCore RenderingOpenGL2 RenderingAnnotation RenderingFreeType InteractionStyle FiltersGeneral FiltersCore FiltersExtraction
  ImagingCore IOImage)

# PETSc's direct solvers are several times slower on the reference BLAS.
find_library(TEKTITE_OPENBLAS NAMES openblas PATH_SUFFIXES openblas-serial)
if(NOT TEKTITE_OPENBLAS)
  message(FATAL_ERROR "OpenBLAS was not found. Install the package libopenblas-serial-dev (or run jobs/install).")
endif()

# What each room links from outside. PRIVATE detail of the room wherever its headers allow it.
foreach(room base case mesh materials input vehicle environment trajectory aerodynamics aeroheating flow thermal
    structure fragmentation risk output driver)
  add_library(tektite_external_${room} INTERFACE)
  add_library(tektite::external_${room} ALIAS tektite_external_${room})
endforeach()
target_link_libraries(tektite_external_base INTERFACE PkgConfig::PETSC MPI::MPI_CXX fmt::fmt)
target_link_libraries(tektite_external_case INTERFACE yaml-cpp PkgConfig::UDUNITS PkgConfig::XXHASH)
target_link_libraries(tektite_external_materials INTERFACE yaml-cpp)
target_link_libraries(tektite_external_environment INTERFACE PkgConfig::GEOGRAPHICLIB)
target_link_libraries(tektite_external_input INTERFACE VTK::IOGeometry VTK::IOPLY VTK::IOXML VTK::CommonDataModel)
target_link_libraries(tektite_external_aerodynamics INTERFACE embree)
target_link_libraries(tektite_external_output INTERFACE VTK::IOXML VTK::CommonDataModel VTK::RenderingOpenGL2
  VTK::RenderingAnnotation VTK::RenderingFreeType VTK::InteractionStyle VTK::IOImage VTK::FiltersCore VTK::FiltersExtraction nlohmann_json::nlohmann_json
  PkgConfig::XXHASH)
target_link_libraries(tektite_external_driver INTERFACE CLI11::CLI11 nlohmann_json::nlohmann_json)

configure_file(${CMAKE_CURRENT_LIST_DIR}/version.hpp.in ${CMAKE_BINARY_DIR}/generated/tektite_version.hpp @ONLY)
