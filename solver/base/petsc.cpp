#include "solver/base/petsc.hpp"

#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

namespace tektite::petsc {

void fail(PetscErrorCode code, const char* file, int line) {
  const char* text = nullptr;
  PetscErrorMessage(code, &text, nullptr);
  throw Error(ExitCode::physics_failed,
              fmt::format("{}:{}: PETSc error {} ({})", file, line, static_cast<int>(code),
                          text != nullptr ? text : "no description"));
}

namespace {
std::map<std::string, PetscLogStage>& stages() {
  static std::map<std::string, PetscLogStage> known;
  return known;
}
}  // namespace

Stage::Stage(const char* name) {
  auto found = stages().find(name);
  if (found == stages().end()) {
    PetscLogStage stage = 0;
    check(PetscLogStageRegister(name, &stage));
    found = stages().emplace(name, stage).first;
  }
  check(PetscLogStagePush(found->second));
}

Stage::~Stage() {
  static_cast<void>(PetscLogStagePop());
}

Session::Session(int argc, char** argv) {
  // Open MPI looks for graphics cards by way of every X server on the machine, and when one of them
  // ends at that moment, so does this process.
  setenv("HWLOC_COMPONENTS", "-gl", 0);
  // Without mpirun, Open MPI would start a daemon for a possible MPI_Comm_spawn. It outlives a
  // process that crashes, and holds its output open: a test runner would wait for it for ever.
  if (std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr) {
    setenv("OMPI_MCA_ess_singleton_isolated", "1", 0);
    // Such processes would all share one folder in /tmp, which the first to end takes away from
    // those that are just beginning; alone, none is needed.
    setenv("OMPI_MCA_orte_create_session_dirs", "0", 0);
  }
  // A file .petscrc in the home or working folder would be an input that nobody sees.
  // PETSc keeps the list.
  static std::string skip = "-skip_petscrc";
  static std::vector<char*> arguments;
  arguments.assign(argv, argv + argc);
  arguments.insert(arguments.begin() + (argc > 0 ? 1 : 0), skip.data());
  arguments.push_back(nullptr);
  int count = argc + 1;
  char** list = arguments.data();
  check(PetscInitialize(&count, &list, nullptr, nullptr));
  check(PetscPopSignalHandler());
  check(PetscPushErrorHandler(PetscReturnErrorHandler, nullptr));
}

Session::~Session() {
  stages().clear();
  static_cast<void>(PetscFinalize());
}

}  // namespace tektite::petsc
