#include "solver/driver/local.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

namespace tektite::driver {

int guarded_locally(const std::function<ExitCode()>& work) {
  try {
    return static_cast<int>(work());
  } catch (const Error& error) {
    std::fprintf(stderr, "tektite: %s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "tektite: out of memory\n");
    return static_cast<int>(ExitCode::physics_failed);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tektite: unexpected failure: %s\n", error.what());
    return static_cast<int>(ExitCode::physics_failed);
  }
}

ExitCode print_locally(const std::string& text) {
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  require_or(ExitCode::io_failed, is_written, "the standard output cannot be written: {}",
             std::strerror(errno));
  return ExitCode::done;
}

}  // namespace tektite::driver
