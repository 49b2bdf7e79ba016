// What verbs share that run in one process without MPI.
#pragma once

#include "solver/base/error.hpp"

#include <functional>
#include <string>

namespace tektite::driver {

/// Does the work and returns the exit code of the process; errors end in one message.
[[nodiscard]] int guarded_locally(const std::function<ExitCode()>& work);

/// Writes a text to the standard output; throws io_failed if it cannot be written.
ExitCode print_locally(const std::string& text);

}  // namespace tektite::driver
