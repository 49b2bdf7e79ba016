#include "solver/driver/sweep/process.hpp"

#include "io/case/spelling.hpp"
#include "solver/base/error.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace tektite::driver::sweep {
namespace {

/// Where the child finds what it keeps: the first descriptor after the three that all have.
constexpr int kept_descriptor = 3;

struct Actions {
  Actions() { posix_spawn_file_actions_init(&actions); }
  ~Actions() { posix_spawn_file_actions_destroy(&actions); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  posix_spawn_file_actions_t actions{};
};

struct Attributes {
  Attributes() {
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    sigset_t ours;
    sigemptyset(&ours);
    for (const int number : {SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGHUP}) sigaddset(&ours, number);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &ours);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  posix_spawnattr_t attributes{};
};

Ending ending_of(int status) {
  if (WIFSIGNALED(status)) return {128 + WTERMSIG(status), WTERMSIG(status)};
  const int code = WEXITSTATUS(status);
  // mpirun and shells say so of a process that they started.
  return {code, code > 128 && code < 128 + 65 ? code - 128 : 0};
}

}  // namespace

Process::Process(const std::vector<std::string>& words, const std::string& output, int kept) {
  Actions files;
  Attributes attributes;
  posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files.actions, STDOUT_FILENO, output.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0644);
  posix_spawn_file_actions_adddup2(&files.actions, STDOUT_FILENO, STDERR_FILENO);
  if (kept >= 0) posix_spawn_file_actions_adddup2(&files.actions, kept, kept_descriptor);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int problem = posix_spawnp(&id_, arguments[0], &files.actions, &attributes.attributes,
                                   arguments.data(), environ);
  require_or(ExitCode::io_failed, problem == 0, "cannot start {}: {}", words.front(),
             std::strerror(problem));
}

bool Process::poll(Ending& ending) const {
  int status = 0;
  if (::waitpid(id_, &status, WNOHANG) != id_) return false;
  ending = ending_of(status);
  return true;
}

Ending Process::wait() const {
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  return ending_of(status);
}

void Process::signal(int number) const {
  ::kill(id_, number);
}

std::string own_program() {
  std::error_code problem;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", problem);
  require_or(ExitCode::io_failed, !problem, "cannot find this program: {}", problem.message());
  return path.string();
}

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::size_t size_of(const std::string& path) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  return problem ? 0 : static_cast<std::size_t>(size);
}

std::string last_complaint(const std::string& output, std::size_t from) {
  constexpr std::size_t most = 65536;  // from the end: an output may be long
  const std::size_t size = size_of(output);
  std::ifstream file(output, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(size > from + most ? size - most : from));
  const std::string name = "tektite: ";
  std::string last;
  std::string complaint;
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t\r-") == std::string::npos) continue;
    last = line;
    if (line.starts_with(name)) complaint = line.substr(name.size());
  }
  return io::printable(complaint.empty() ? last : complaint, 500);
}

}  // namespace tektite::driver::sweep
