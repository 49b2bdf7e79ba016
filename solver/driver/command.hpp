// The command line, and what surrounds a run: MPI, PETSc, exit codes, last words.
#pragma once

namespace tektite::driver {

/// Parses the command line, does what it asks for and returns the exit code of the process.
[[nodiscard]] int run_command(int argc, char** argv);

}  // namespace tektite::driver
