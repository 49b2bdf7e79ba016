#include "solver/base/log.hpp"

#include "solver/base/error.hpp"

#include <cstdio>
#include <map>
#include <memory>

namespace tektite::log {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct Log {
  bool speaks = true;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::map<std::string, int> warnings;
};

Log& state() {
  static Log log;
  return log;
}

constexpr int loud_repeats = 3;

void write(std::FILE* terminal, const std::string& text) {
  if (!state().speaks) return;
  fmt::print(terminal, "{}\n", text);
  std::fflush(terminal);
  if (state().file) {
    fmt::print(state().file.get(), "{}\n", text);
    std::fflush(state().file.get());
  }
}

}  // namespace

void start(int rank) {
  state().speaks = rank == 0;
}

void open_file(const std::string& path) {
  if (!state().speaks) return;
  state().file.reset(std::fopen(path.c_str(), "a"));
  require_or(ExitCode::io_failed, state().file != nullptr, "cannot write the log file {}", path);
}

void close_file() {
  state().file.reset();
}

void write_info(const std::string& text) {
  write(stdout, text);
}

void write_warning(const std::string& text) {
  const int count = ++state().warnings[text];
  if (count < loud_repeats) write(stderr, "warning: " + text);
  if (count == loud_repeats) write(stderr, "warning: " + text + " (further repeats are not shown)");
}

}  // namespace tektite::log
