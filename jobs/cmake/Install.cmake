# cmake --install: a tree that may be moved. The program finds its materials from where it lies; the
# libraries it was built with are found by its run path: beside it first, then where they were.
include(GNUInstallDirs)

set_target_properties(tektite PROPERTIES
  INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR};$ORIGIN/../lib"
  INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS tektite RUNTIME DESTINATION bin)
install(DIRECTORY materials/library/ DESTINATION share/tektite/materials FILES_MATCHING PATTERN *.yaml)
install(DIRECTORY cases DESTINATION share/tektite)
install(DIRECTORY jobs/slurm jobs/pbs DESTINATION share/tektite/jobs)
install(FILES jobs/site.sh jobs/batch.sh jobs/README.md DESTINATION share/tektite/jobs)
install(FILES README.md LICENSE CITATION.cff CHANGELOG.md DESTINATION share/doc/tektite)
