#include "solver/base/log.hpp"

#include "solver/base/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <spdlog/details/null_mutex.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

namespace tektite::log {
namespace {

constexpr int loud_repeats = 10;

/// Text inside the quotes of a JSON string.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result;
}

/// The message itself, bare or as JSON: what the pattern's %* stands for.
class Body : public spdlog::custom_flag_formatter {
 public:
  explicit Body(Format format) : format_(format) {}
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
              spdlog::memory_buf_t& out) override {
    const std::string_view text(message.payload.data(), message.payload.size());
    const std::string shown = format_ == Format::json ? escaped(text) : std::string(text);
    out.append(shown.data(), shown.data() + shown.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<Body>(format_);
  }

 private:
  Format format_;
};

std::unique_ptr<spdlog::formatter> formatter(Format format, const std::string& pattern) {
  auto result = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  result->add_flag<Body>('*', format).set_pattern(pattern);
  return result;
}

std::string json_pattern(int rank) {
  return fmt::format(R"({{"time":"%Y-%m-%dT%H:%M:%S.%eZ","rank":{},"level":"%l","text":"%*"}})",
                     rank);
}

/// stdout for what is said, stderr for what is wrong; a bar at the bottom gives way.
class Terminal : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit Terminal(Format format) : format_(format) {}
  void show_bar(const std::string& text) {
    std::fputs(("\r" + text + "\x1b[K").c_str(), stdout);
    std::fflush(stdout);
    has_bar_ = true;
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (has_bar_) std::fputs("\r\x1b[K", stdout);
    has_bar_ = false;
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    std::string text(line.data(), line.size());
    if (format_ == Format::text && message.level == spdlog::level::warn) text = "warning: " + text;
    if (format_ == Format::text && message.level == spdlog::level::err) text = "tektite: " + text;
    std::FILE* const stream = message.level >= spdlog::level::warn ? stderr : stdout;
    std::fflush(stdout);
    std::fputs(text.c_str(), stream);
    std::fflush(stream);
  }
  void flush_() override {}

 private:
  Format format_;
  bool has_bar_ = false;
};

/// Appends whole lines by the system's own calls: what a call returns is known at once.
class LogFile : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit LogFile(const std::string& path)
      : path_(path),
        descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    require_or(ExitCode::io_failed, descriptor_ >= 0, "cannot write the log file {}: {}", path,
               std::strerror(errno));
  }
  ~LogFile() override { close(); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void close() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (descriptor >= 0 && ::close(descriptor) != 0) note();
  }
  [[nodiscard]] const std::string& failure() const { return failure_; }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (descriptor_ < 0 || !failure_.empty()) return;
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    std::string_view rest(line.data(), line.size());
    while (!rest.empty()) {
      const auto written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return note();
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void flush_() override {}

 private:
  void note() {
    if (failure_.empty()) {
      failure_ = fmt::format("cannot write the log file {}: {}", path_, std::strerror(errno));
    }
  }

  std::string path_;
  int descriptor_;
  std::string failure_;
};

struct Log {
  int rank = 0;
  Format format = Format::text;
  bool every_rank = false;
  bool is_hushed = false;
  std::shared_ptr<Terminal> terminal;
  std::shared_ptr<LogFile> file;
  std::unique_ptr<spdlog::logger> logger;
  std::map<std::string, int, std::less<>> warnings;
  std::string failure;

  /// The logger, made anew where its sinks have changed.
  void rebuild() {
    logger = std::make_unique<spdlog::logger>("tektite");
    if (rank == 0) {
      if (!terminal) terminal = std::make_shared<Terminal>(format);
      terminal->set_formatter(
          formatter(format, format == Format::json ? json_pattern(rank) : std::string("%*")));
      logger->sinks().push_back(terminal);
    }
    if (file) {
      file->set_formatter(formatter(
          format, format == Format::json ? json_pattern(rank)
                                         : fmt::format("%Y-%m-%dT%H:%M:%S.%eZ [{}] %l: %*", rank)));
      logger->sinks().push_back(file);
    }
    logger->set_level(is_hushed ? spdlog::level::off : spdlog::level::info);
  }
};

Log& state() {
  static Log log;
  if (!log.logger) log.rebuild();
  return log;
}

}  // namespace

void hush(bool is_hushed) {
  Log& log = state();
  log.is_hushed = is_hushed;
  log.rebuild();
}

void start(int rank, Format format, bool every_rank) {
  Log& log = state();
  log.rank = rank;
  log.format = format;
  log.every_rank = every_rank;
  log.terminal.reset();
  log.rebuild();
}

void open_file(const std::string& path) {
  Log& log = state();
  if (log.rank != 0 && !log.every_rank) return;
  log.failure.clear();
  log.file = std::make_shared<LogFile>(log.rank == 0 ? path : fmt::format("{}.{}", path, log.rank));
  log.rebuild();
}

void close_file() {
  Log& log = state();
  for (const auto& [kind, count] : log.warnings) {
    if (count <= loud_repeats) continue;
    log.logger->warn("{} further warnings like this one were not shown: {}", count - loud_repeats,
                     kind);
  }
  log.warnings.clear();
  if (!log.file) return;
  log.file->close();
  log.failure = log.file->failure();
  log.file.reset();
  log.rebuild();
}

std::string failure() {
  const Log& log = state();
  return log.file ? log.file->failure() : log.failure;
}

void write_progress(const std::string& line, const std::string& bar) {
  Log& log = state();
  if (bar.empty()) return write_info(line);
  if (log.terminal) log.terminal->show_bar(bar);
  if (log.file) log.file->log({"tektite", spdlog::level::info, line});
}

void write_info(const std::string& text) {
  state().logger->info("{}", text);
}

void write_warning(std::string_view kind, const std::string& text) {
  Log& log = state();
  auto found = log.warnings.find(kind);
  if (found == log.warnings.end()) found = log.warnings.emplace(std::string(kind), 0).first;
  const int count = ++found->second;
  if (count < loud_repeats) log.logger->warn("{}", text);
  if (count == loud_repeats) log.logger->warn("{} (further ones like it are counted)", text);
}

void write_error(const std::string& text) {
  state().logger->error("{}", text);
}

}  // namespace tektite::log
