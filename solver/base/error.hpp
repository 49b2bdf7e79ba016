// How Tektite fails: three words, one exit code each.
//   require - the user or a file is wrong: an exception with the rule, the value and the remedy.
//   expect  - we are wrong: a message with the rank, then abort; compiled in where TEKTITE_AUDIT
//   is. petsc::check (petsc.hpp) - PETSc failed: an exception that names the call site.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace tektite {

/// What the process returns to the shell.
enum class ExitCode : int {
  done = 0,
  bad_input = 2,
  physics_failed = 3,
  io_failed = 4,
  no_checkpoint = 5,
  stopped = 75,
};

/// Base of every exception that carries an exit code. `what()` is ready for the user.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

/// Throws an Error with ExitCode::bad_input unless `condition` holds.
template <class... Arguments>
void require(bool condition, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (!condition) {
    throw Error(ExitCode::bad_input, fmt::format(text, std::forward<Arguments>(arguments)...));
  }
}

/// Throws an Error with the given exit code unless `condition` holds.
template <class... Arguments>
void require_or(ExitCode code, bool condition, fmt::format_string<Arguments...> text,
                Arguments&&... arguments) {
  if (!condition) throw Error(code, fmt::format(text, std::forward<Arguments>(arguments)...));
}

namespace detail {
[[noreturn]] void expectation_failed(const char* what, const char* file, int line);
}

/// States what must be true unless the program itself is wrong. Costs nothing outside audit builds.
inline void expect([[maybe_unused]] bool condition, [[maybe_unused]] const char* what,
                   [[maybe_unused]] const char* file = __builtin_FILE(),
                   [[maybe_unused]] int line = __builtin_LINE()) {
#ifdef TEKTITE_AUDIT
  if (!condition) detail::expectation_failed(what, file, line);
#endif
}

}  // namespace tektite
