# Where the libraries come from, and which versions. Each is looked for in CMAKE_PREFIX_PATH, in
# PETSC_DIR and PETSC_ARCH, in PKG_CONFIG_PATH and in the system; on Debian 12 that finds the packages.
# One that is missing, too old or too new stops the configuration with its name. jobs/README.md says
# which versions were tried.

find_package(PkgConfig REQUIRED)
if(DEFINED ENV{PETSC_DIR})
  list(PREPEND CMAKE_PREFIX_PATH $ENV{PETSC_DIR} $ENV{PETSC_DIR}/$ENV{PETSC_ARCH})
endif()

function(tektite_missing name debian wanted)
  message(FATAL_ERROR "${name} ${wanted} was not found. Install the package ${debian} (or run "
    "jobs/install); elsewhere, name its prefix in CMAKE_PREFIX_PATH. See jobs/README.md.")
endfunction()

# tektite_find(package debian-package least below [find_package arguments...]): a library with a
# package for CMake, of a version from `least` to less than `below` (empty: whatever comes).
macro(tektite_find name debian least below)
  find_package(${name} QUIET ${ARGN})
  if(NOT ${name}_FOUND OR (${name}_VERSION AND ${name}_VERSION VERSION_LESS "${least}") OR
      (${name}_VERSION AND NOT "${below}" STREQUAL "" AND NOT ${name}_VERSION VERSION_LESS "${below}"))
    tektite_missing(${name} ${debian} "from ${least} to below ${below} (found: ${${name}_VERSION})")
  endif()
endmacro()

# tektite_pkg(target debian-package "module >= least" header library): a library that pkg-config
# knows; or else its header and library by name, as some are installed without a .pc file.
function(tektite_pkg target debian wanted header library)
  pkg_check_modules(${target} QUIET IMPORTED_TARGET GLOBAL ${wanted})
  if(${target}_FOUND)
    return()
  endif()
  find_path(${target}_HEADERS ${header})
  find_library(${target}_LIBRARY ${library})
  string(REGEX REPLACE " .*" "" module "${wanted}")
  pkg_check_modules(${target}_ANY QUIET ${module})
  if(NOT ${target}_HEADERS OR NOT ${target}_LIBRARY OR ${target}_ANY_FOUND)
    tektite_missing(${library} ${debian} "(${wanted}; found: ${${target}_ANY_VERSION})")
  endif()
  add_library(PkgConfig::${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(PkgConfig::${target} SYSTEM INTERFACE ${${target}_HEADERS})
  target_link_libraries(PkgConfig::${target} INTERFACE ${${target}_LIBRARY})
endfunction()

tektite_find(MPI libopenmpi-dev "" "" COMPONENTS C CXX)
if(MPI_CXX_VERSION VERSION_LESS 3.0)
  tektite_missing(MPI libopenmpi-dev "3.0 (the standard; found: ${MPI_CXX_VERSION})")
endif()
tektite_pkg(PETSC petsc-dev "PETSc >= 3.18" petscdmplex.h petsc)
tektite_pkg(UDUNITS libudunits2-dev "udunits >= 2.2" udunits2.h udunits2)
tektite_pkg(XXHASH libxxhash-dev "libxxhash >= 0.8" xxhash.h xxhash)
tektite_pkg(GEOGRAPHICLIB libgeographiclib-dev "geographiclib >= 1.52" GeographicLib/Geodesic.hpp Geographic)
tektite_pkg(ERFA liberfa-dev "erfa >= 2.0" erfa.h erfa)
tektite_find(yaml-cpp libyaml-cpp-dev 0.7 1)
tektite_find(ZLIB zlib1g-dev 1.2 2)
tektite_find(fmt libfmt-dev 9 12)
tektite_find(spdlog libspdlog-dev 1.10 2)
tektite_find(CLI11 libcli11-dev 2.1 3)
tektite_find(nlohmann_json nlohmann-json3-dev 3.10 4)
tektite_find(Eigen3 libeigen3-dev 3.4 4)
tektite_find(embree libembree-dev 3.12 4)
tektite_find(Boost libboost-dev 1.74 2)
tektite_find(VTK libvtk9-dev 9.1 10 COMPONENTS CommonCore CommonDataModel IOXML IOParallelXML IOGeometry IOPLY IOLegacy
  RenderingCore RenderingOpenGL2 RenderingAnnotation RenderingFreeType InteractionStyle FiltersGeneral FiltersCore FiltersExtraction
  ImagingCore IOImage)

# PETSc's direct solvers are several times slower on the reference BLAS.
option(TEKTITE_ANY_BLAS "PETSc uses another fast BLAS than OpenBLAS" OFF)
find_library(TEKTITE_OPENBLAS NAMES openblas PATH_SUFFIXES openblas-serial)
if(NOT TEKTITE_OPENBLAS AND NOT TEKTITE_ANY_BLAS)
  tektite_missing(OpenBLAS libopenblas-serial-dev "(or -DTEKTITE_ANY_BLAS=ON)")
endif()

# What each room links from outside. PRIVATE detail of the room wherever its headers allow it.
foreach(room base case mesh materials input vehicle environment trajectory aerodynamics aeroheating flow thermal
    structure fragmentation risk output driver)
  add_library(tektite_external_${room} INTERFACE)
  add_library(tektite::external_${room} ALIAS tektite_external_${room})
endforeach()
target_link_libraries(tektite_external_base INTERFACE PkgConfig::PETSC MPI::MPI_CXX fmt::fmt spdlog::spdlog
  PkgConfig::XXHASH)
target_link_libraries(tektite_external_case INTERFACE yaml-cpp PkgConfig::UDUNITS)
target_link_libraries(tektite_external_materials INTERFACE yaml-cpp)
target_link_libraries(tektite_external_environment INTERFACE PkgConfig::GEOGRAPHICLIB)
target_link_libraries(tektite_external_input INTERFACE ZLIB::ZLIB PkgConfig::ERFA)
target_link_libraries(tektite_external_trajectory INTERFACE PkgConfig::ERFA)
target_link_libraries(tektite_external_aerodynamics INTERFACE embree)
target_link_libraries(tektite_external_output INTERFACE VTK::IOXML VTK::CommonDataModel VTK::RenderingOpenGL2
  VTK::RenderingAnnotation VTK::RenderingFreeType VTK::InteractionStyle VTK::IOImage VTK::FiltersCore VTK::FiltersExtraction nlohmann_json::nlohmann_json)
target_link_libraries(tektite_external_driver INTERFACE CLI11::CLI11 nlohmann_json::nlohmann_json)

configure_file(${CMAKE_CURRENT_LIST_DIR}/version.hpp.in ${CMAKE_BINARY_DIR}/generated/tektite_version.hpp @ONLY)
