// What the run says: rank 0 to the terminal and to the run's log file.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace tektite::log {

/// Say nothing on ranks other than 0. Call once per process, after MPI has started.
void start(int rank);
/// Also write to this file from now on. Throws an Error with ExitCode::io_failed.
void open_file(const std::string& path);
void close_file();

void write_info(const std::string& text);
void write_warning(const std::string& text);

template <class... Arguments>
void info(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  write_info(fmt::format(text, std::forward<Arguments>(arguments)...));
}
/// A warning that repeats is printed a few times, then counted.
template <class... Arguments>
void warning(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  write_warning(fmt::format(text, std::forward<Arguments>(arguments)...));
}

}  // namespace tektite::log
