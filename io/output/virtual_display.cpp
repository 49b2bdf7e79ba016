#include "io/output/virtual_display.hpp"

#include "solver/base/error.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tektite::output {
namespace {

constexpr int patience = 20000;  ///< until the server answers [ms]

/// Both ends of a pipe; closed when it dies.
struct Pipe {
  std::array<int, 2> end{-1, -1};
  Pipe() {
    require_or(ExitCode::io_failed, ::pipe(end.data()) == 0, "cannot make a pipe");
    ::fcntl(end[0], F_SETFD, FD_CLOEXEC);
  }
  ~Pipe() {
    close_writer();
    ::close(end[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_writer() {
    if (end[1] >= 0) ::close(end[1]);
    end[1] = -1;
  }
};

/// -1 if there is no such program.
pid_t start_server(int answer) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string descriptor = std::to_string(answer);
  std::array<std::string, 8> words{"Xvfb", "-displayfd",   descriptor,  "-screen",
                                   "0",    "1600x1000x24", "-nolisten", "tcp"};
  std::array<char*, words.size() + 1> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t child = -1;
  const int failed = posix_spawnp(&child, "Xvfb", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

/// What the server writes when it is ready: the number of its display. Empty if it does not.
std::string read_display(int answer) {
  std::string text;
  while (text.find('\n') == std::string::npos) {
    pollfd wait{answer, POLLIN, 0};
    const int ready = ::poll(&wait, 1, patience);
    if (ready < 0 && errno == EINTR) continue;
    std::array<char, 32> chunk{};
    const auto got = ready > 0 ? ::read(answer, chunk.data(), chunk.size()) : 0;
    if (got <= 0) return {};
    text.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return text.substr(0, text.find('\n'));
}

void end_server(pid_t server) {
  ::kill(server, SIGTERM);
  while (::waitpid(server, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

VirtualDisplay::VirtualDisplay() {
  const char* display = std::getenv("DISPLAY");
  if (display != nullptr) before_ = display;
  Pipe pipe;
  const pid_t server = start_server(pipe.end[1]);
  pipe.close_writer();
  const std::string number = server > 0 ? read_display(pipe.end[0]) : std::string();
  if (!number.empty()) {
    server_ = server;
    ::setenv("DISPLAY", (":" + number).c_str(), 1);
    return;
  }
  if (server > 0) end_server(server);
  require(before_.has_value(),
          "no X display to render on: install the package xvfb, or set DISPLAY");
}

VirtualDisplay::~VirtualDisplay() {
  if (server_ < 0) return;
  end_server(server_);
  if (before_) {
    ::setenv("DISPLAY", before_->c_str(), 1);
  } else {
    ::unsetenv("DISPLAY");
  }
}

}  // namespace tektite::output
