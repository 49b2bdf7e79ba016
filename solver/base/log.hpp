// What the run says: rank 0 to the terminal and to the run's log file, the other ranks, where asked
// for, to log files of their own.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace tektite::log {

enum class Format {
  text,  ///< terminal: the bare text; file: time, [rank], level, text
  json,  ///< both: one object a line with time, rank, level, text
};

/// Call once per process, after MPI has started. Ranks other than 0 say nothing on the terminal,
/// and keep a file only if `every_rank`.
void start(int rank, Format format = Format::text, bool every_rank = false);
/// Also append to this file from now on; other ranks to "<path>.<rank>". Throws an Error with
/// ExitCode::io_failed on the rank that cannot.
void open_file(const std::string& path);
/// Says how many repeats were not shown, and closes. Never throws: see failure().
void close_file();
/// Why a line could not be written to the file; empty: all were. Lines after that are only said on
/// the terminal.
[[nodiscard]] std::string failure();

/// Nothing is said, nor written to the file, while it is hushed. For what is tried on the side.
void hush(bool is_hushed);

void write_info(const std::string& text);
void write_warning(std::string_view kind, const std::string& text);
/// How far it is: `line` to the file; to the terminal the line as well, or `bar` if it is not
/// empty, which the next bar or message takes the place of. The caller knows whether there is a
/// terminal.
void write_progress(const std::string& line, const std::string& bar);
/// Last words: to stderr as "tektite: text", and to the file.
void write_error(const std::string& text);

template <class... Arguments>
void info(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  write_info(fmt::format(text, std::forward<Arguments>(arguments)...));
}
/// Of each kind (the format string) the first ten are shown, the rest are counted.
template <class... Arguments>
void warning(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  const fmt::string_view kind = text;
  write_warning({kind.data(), kind.size()},
                fmt::format(text, std::forward<Arguments>(arguments)...));
}

}  // namespace tektite::log
