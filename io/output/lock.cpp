#include "io/output/lock.hpp"

#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "io/output/json.hpp"
#include "io/output/run_folder.hpp"
#include "solver/base/log.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace tektite::output {
namespace {

using Json = nlohmann::ordered_json;

constexpr double long_silence = 3600.0;  // s
constexpr double beat_every = 10.0;      // s

double now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string host_name() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

/// Of a file of the kernel's, which has no size; empty if it is not there.
std::string first_line(const std::string& path) {
  std::ifstream stream(path);
  std::string line;
  std::getline(stream, line);
  return line;
}

/// Field 22 of /proc/<pid>/stat; 0: there is no such process.
std::int64_t start_of(std::int64_t pid) {
  const std::string line = first_line(fmt::format("/proc/{}/stat", pid));
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  if (line.size() > name_end + 2 && (line[name_end + 2] == 'Z' || line[name_end + 2] == 'X')) {
    return 0;  // dead, and not yet fetched by its parent
  }
  std::size_t at = name_end + 1;
  for (int field = 3; field < 22 && at != std::string::npos; ++field) at = line.find(' ', at + 1);
  return at == std::string::npos ? 0 : std::strtoll(line.c_str() + at, nullptr, 10);
}

std::string boot_id() {
  return first_line("/proc/sys/kernel/random/boot_id");
}

std::string batch_job() {
  for (const char* name : {"SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID"}) {
    if (const char* value = std::getenv(name)) return value;
  }
  return {};
}

std::string new_token() {
  std::random_device source;
  return fmt::format("{:08x}{:08x}", source(), source());
}

std::string lock_text(const std::string& token) {
  const auto pid = static_cast<std::int64_t>(getpid());
  const Json json{{"host", host_name()}, {"pid", pid},         {"started", start_of(pid)},
                  {"boot", boot_id()},   {"job", batch_job()}, {"token", token}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string describe(const LockHolder& holder) {
  std::string text = fmt::format("process {} on {}", holder.pid, holder.host);
  if (!holder.job.empty()) text += fmt::format(", batch job {}", holder.job);
  return text;
}

/// Makes the file where there is none. False: there is one.
bool make_new(const std::string& path, const std::string& text) {
  // What is linked is whole: nobody ever reads half a lock.
  const std::string own = fmt::format("{}.{}.{}", path, host_name(), getpid());
  write_bytes(own, text);
  const int failed = ::link(own.c_str(), path.c_str()) == 0 ? 0 : errno;
  // NFS may do the link and lose the answer: what counts is the number of names.
  struct stat status {};
  const bool made = ::stat(own.c_str(), &status) == 0 && status.st_nlink == 2;
  ::unlink(own.c_str());
  if (made) return true;
  require_or(ExitCode::io_failed, failed == EEXIST || failed == EPERM || failed == EOPNOTSUPP,
             "cannot make {}: {}", path, std::strerror(failed));
  if (failed == EEXIST) return false;
  // A file system without links.
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0 && errno == EEXIST) return false;
  require_or(ExitCode::io_failed, descriptor >= 0, "cannot make {}: {}", path,
             std::strerror(errno));
  ::close(descriptor);
  write_text(path, text);
  return true;
}

}  // namespace

std::optional<LockHolder> read_lock(const std::string& folder) {
  const std::string path = folder + "/lock";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) return std::nullopt;
  LockHolder holder;
  const auto json = parse_json(read_text(path));
  const auto text = [&](const char* key) {
    const bool has = json.is_object() && json.contains(key) && json[key].is_string();
    return has ? json[key].get<std::string>() : std::string();
  };
  const auto number = [&](const char* key) {
    const bool has = json.is_object() && json.contains(key) && json[key].is_number_integer();
    return has ? json[key].get<std::int64_t>() : 0;
  };
  holder.host = text("host").empty() ? "an unknown host" : text("host");
  holder.pid = number("pid");
  holder.started = number("started");
  holder.boot = text("boot");
  holder.job = text("job");
  holder.token = text("token");
  holder.silent = std::max(0.0, now() - static_cast<double>(status.st_mtim.tv_sec));
  return holder;
}

Life life_of(const LockHolder& holder) {
  const bool is_here = holder.host == host_name();
  if (is_here && !holder.boot.empty() && holder.boot == boot_id()) {
    const std::int64_t started = start_of(holder.pid);
    return started != 0 && started == holder.started ? Life::alive : Life::gone;
  }
  // Containers share a kernel, not process ids; a restarted host has other ones.
  if (!holder.job.empty() && holder.job == batch_job()) return Life::gone;
  return holder.silent > long_silence ? Life::gone : Life::unknown;
}

RunLock::RunLock(const Communicator& world, const std::string& folder, bool take_over)
    : is_root_(world.is_root()), path_(folder + "/lock"), token_(new_token()), last_beat_(now()) {
  on_root(world, [&] {
    require(!folder.empty(), "the path of the run directory is empty");
    std::error_code error;
    require(!exists(folder) || std::filesystem::is_directory(folder, error),
            "{} exists and is not a directory; use another --output", folder);
    make_folders(folder);
    const std::string text = lock_text(token_);
    if (make_new(path_, text)) return;
    const auto holder = read_lock(folder);
    if (holder) {
      const Life life = life_of(*holder);
      require(take_over || life == Life::gone, "{} is in use by {}, last heard of {:.0f} s ago{}",
              folder, describe(*holder), holder->silent,
              life == Life::alive ? "" : "; if that job is over, say --take-over");
      log::warning("{} was left behind by {}: taken over", path_, describe(*holder));
    }
    write_text(path_, text);
    // Two jobs may have found the same lock: the last one to write it stays.
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const auto now_held = read_lock(folder);
    require(now_held && now_held->token == token_, "{} has just been taken over by {}", folder,
            now_held ? describe(*now_held) : "another job");
  });
}

RunLock::~RunLock() {
  if (!is_root_) return;
  static_cast<void>(attempt([&] {
    const auto holder = read_lock(path_.substr(0, path_.size() - 5));
    if (holder && holder->token == token_) ::unlink(path_.c_str());
  }));
}

void RunLock::beat() {
  if (!is_root_ || now() - last_beat_ < beat_every) return;
  last_beat_ = now();
  static_cast<void>(::utimensat(AT_FDCWD, path_.c_str(), nullptr, 0));
}

}  // namespace tektite::output
