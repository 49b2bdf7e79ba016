#include "solver/driver/sweep/flight.hpp"

#include "solver/base/log.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/sweep/process.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>
#include <unistd.h>
#include <utility>

namespace tektite::driver::sweep {
namespace {

using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t stop_wanted = 0;
volatile std::sig_atomic_t checkpoint_wanted = 0;

extern "C" void on_stop(int /*signal*/) {
  stop_wanted = 1;
}
extern "C" void on_checkpoint(int /*signal*/) {
  checkpoint_wanted = 1;
}

/// Our signals for the members are those of the batch system for us. The handlers stay as long as
/// this lives.
class Signals {
 public:
  Signals() {
    stop_wanted = 0;
    checkpoint_wanted = 0;
    for (std::size_t i = 0; i < std::size(numbers); ++i) {
      old_[i] = std::signal(numbers[i], numbers[i] == SIGUSR1 ? on_checkpoint : on_stop);
    }
  }
  ~Signals() {
    for (std::size_t i = 0; i < std::size(numbers); ++i) std::signal(numbers[i], old_[i]);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  static constexpr int numbers[4] = {SIGTERM, SIGINT, SIGUSR2, SIGUSR1};
  void (*old_[4])(int) = {};
};

int usable_cores() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// The words in front of the program. mpirun passes USR1 and USR2 on to the ranks.
std::vector<std::string> launch_words(const FlightOptions& options, int jobs) {
  if (!options.launcher.empty()) {
    std::vector<std::string> words = split_words(options.launcher);
    for (std::string& word : words) {
      const std::size_t at = word.find("{ranks}");
      if (at != std::string::npos) word.replace(at, 7, std::to_string(options.ranks));
    }
    return words;
  }
  if (options.ranks == 1) return {};
  // Without this every member would be bound to the same first cores.
  std::vector<std::string> words{"mpirun", "--quiet", "--bind-to",
                                 "none",   "-n",      std::to_string(options.ranks)};
  if (options.ranks * jobs > usable_cores()) {
    for (const char* word : {"--oversubscribe", "--mca", "mpi_yield_when_idle", "1"}) {
      words.emplace_back(word);
    }
  }
  return words;
}

/// A member's case may have been edited since it was planned.
void check_case(const SweepFolder& folder, const Member& member) {
  const io::Case scenario =
      io::read_case(folder.case_path(), case_keys(), {.overrides = member.settings});
  require(scenario.hash() == member.case_hash,
          "{} is not the case any more that this sweep was made from (member {}): plan it again in "
          "another folder",
          folder.case_path(), member_name(member.index));
}

/// A member in flight.
struct Flying {
  Member member;
  MemberLock lock;
  Process process;
  Clock::time_point started;
  std::size_t output_before = 0;
  bool is_resumed = false;
};

class Fleet {
 public:
  /// `failures`: exit codes of members that are left alone.
  Fleet(const SweepFolder& folder, const FlightOptions& options, std::vector<Member> waiting,
        std::set<int> failures)
      : folder_(folder),
        waiting_(std::move(waiting)),
        all_(waiting_.size()),
        failures_(std::move(failures)) {
    std::reverse(waiting_.begin(), waiting_.end());
    take_over_ = options.take_over;
    jobs_ = options.jobs > 0 ? options.jobs : std::max(1, usable_cores() / options.ranks);
    launch_ = launch_words(options, jobs_);
    // Open MPI looks for graphics cards by way of every X server there is, and dies with it.
    ::setenv("HWLOC_COMPONENTS", "-gl", 0);
  }

  ExitCode fly() {
    const Signals signals;
    bool told = false;
    while (!flying_.empty() || (!waiting_.empty() && stop_wanted == 0)) {
      while (stop_wanted == 0 && !waiting_.empty() && static_cast<int>(flying_.size()) < jobs_) {
        start(std::move(waiting_.back()), false);
        waiting_.pop_back();
      }
      if (checkpoint_wanted != 0) {
        checkpoint_wanted = 0;
        for (const Flying& one : flying_) one.process.signal(SIGUSR1);
      }
      if (stop_wanted != 0 && !told) {
        told = true;
        log::info("stopping: {} members write a checkpoint", flying_.size());
        for (const Flying& one : flying_) one.process.signal(SIGUSR2);
      }
      look_after();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return verdict();
  }

 private:
  void start(Member member, bool afresh) {
    const std::int64_t index = member.index;
    auto lock = folder_.try_lock(index);
    if (!lock) {
      log::info("member {} is run by another process", member_name(index));
      return;
    }
    const MemberStatus before = folder_.last_try(index);
    if (before.standing == Standing::done) return;  // by another process, a moment ago
    const bool is_resumed = !afresh && is_worth_resuming(before) && folder_.has_checkpoint(index);
    const std::string output = folder_.member_path(index) + "/output";
    const std::size_t output_before = size_of(output);
    folder_.clear_outcome(index);
    const Process process(words_of(member, is_resumed), output, lock->descriptor());
    flying_.push_back(
        {std::move(member), *std::move(lock), process, Clock::now(), output_before, is_resumed});
  }

  /// What stopped, was killed or had trouble with its disk was right until then. What failed
  /// otherwise would fail again at the same place.
  static bool is_worth_resuming(const MemberStatus& status) {
    return status.standing == Standing::stopped || status.standing == Standing::killed ||
           status.exit_code == static_cast<int>(ExitCode::io_failed);
  }

  [[nodiscard]] std::vector<std::string> words_of(const Member& member, bool is_resumed) const {
    std::vector<std::string> words = launch_;
    words.push_back(own_program());
    const std::string run = folder_.run_path(member.index);
    if (is_resumed) {
      words.insert(words.end(), {"resume", run});
    } else {
      words.insert(words.end(), {"run", folder_.case_path(), "--output", run, "--force"});
    }
    if (take_over_) words.emplace_back("--take-over");
    if (is_resumed) return words;
    for (const std::string& setting : member.settings) {
      words.insert(words.end(), {"--set", setting});
    }
    return words;
  }

  void look_after() {
    for (std::size_t i = 0; i < flying_.size();) {
      Ending ending;
      if (!flying_[i].process.poll(ending)) {
        ++i;
        continue;
      }
      Flying landed = std::move(flying_[i]);
      flying_.erase(flying_.begin() + static_cast<std::ptrdiff_t>(i));
      land(std::move(landed), ending);
    }
  }

  void land(Flying landed, const Ending& ending) {
    const std::int64_t index = landed.member.index;
    const std::string output = folder_.member_path(index) + "/output";
    const auto code = static_cast<ExitCode>(ending.exit_code);
    const bool is_fine = code == ExitCode::done || code == ExitCode::stopped;
    folder_.write_outcome(index,
                          {ending.exit_code, ending.signal,
                           is_fine ? std::string() : last_complaint(output, landed.output_before)});
    if (code == ExitCode::no_checkpoint && landed.is_resumed && stop_wanted == 0) {
      log::info("member {} has no usable checkpoint: from the start", member_name(index));
      Member member = landed.member;
      { const Flying gone = std::move(landed); }  // its lock
      start(std::move(member), true);
      return;
    }
    const MemberStatus status = folder_.last_try(index);
    const double seconds = std::chrono::duration<double>(Clock::now() - landed.started).count();
    ++ended_;
    log::info("member {} {} after {:.1f} s ({} of {}){}{}", member_name(index),
              name_of(status.standing), seconds, ended_, all_, status.reason.empty() ? "" : ": ",
              status.reason);
    if (status.standing == Standing::stopped) {
      is_stopped_ = true;
    } else if (status.standing != Standing::done) {
      failures_.insert(ending.exit_code);
    }
  }

  [[nodiscard]] ExitCode verdict() const {
    if (is_stopped_ || (stop_wanted != 0 && !waiting_.empty())) return ExitCode::stopped;
    if (failures_.empty()) return ExitCode::done;
    const int code = *failures_.begin();
    const bool is_ours = code == 2 || code == 3 || code == 4 || code == 5;
    return failures_.size() == 1 && is_ours ? static_cast<ExitCode>(code)
                                            : ExitCode::physics_failed;
  }

  const SweepFolder& folder_;
  std::vector<Member> waiting_;  ///< the next one at the back
  std::size_t all_ = 0;
  int jobs_ = 1;
  bool take_over_ = false;
  std::vector<std::string> launch_;
  std::vector<Flying> flying_;
  std::size_t ended_ = 0;
  bool is_stopped_ = false;
  std::set<int> failures_;
};

bool is_wanted(const MemberStatus& status, bool retry) {
  switch (status.standing) {
    case Standing::done:
    case Standing::running:
      return false;
    case Standing::failed:
      return retry;
    default:
      return true;
  }
}

std::int64_t read_index(std::string_view text, const std::string& whole) {
  std::int64_t index = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), index);
  require(problem == std::errc{} && end == text.data() + text.size() && index >= 0,
          "--members {}: indices such as 0-4,7 are wanted", whole);
  return index;
}

}  // namespace

std::vector<std::int64_t> read_indices(const std::string& text, std::int64_t count) {
  std::set<std::int64_t> indices;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const std::string_view part(text.data() + begin, comma - begin);
    const std::size_t dash = part.find('-');
    const std::int64_t first = read_index(part.substr(0, dash), text);
    const std::int64_t last =
        dash == std::string_view::npos ? first : read_index(part.substr(dash + 1), text);
    require(first <= last && last < count, "--members {}: the sweep has the members 0 to {}", text,
            count - 1);
    for (std::int64_t i = first; i <= last; ++i) indices.insert(i);
    begin = comma + 1;
  }
  return {indices.begin(), indices.end()};
}

void check_members(const std::string& case_path, const std::vector<Member>& members,
                   const std::vector<std::int64_t>& which) {
  std::string output = (std::filesystem::temp_directory_path() / "tektite-check-XXXXXX").string();
  const int file = ::mkstemp(output.data());
  require_or(ExitCode::io_failed, file >= 0, "cannot write a temporary file {}", output);
  ::close(file);
  std::string complaint;
  std::int64_t refused = -1;
  for (const std::int64_t index : which) {
    const Member& member = members[static_cast<std::size_t>(index)];
    std::vector<std::string> words{own_program(), "check", case_path};
    for (const std::string& setting : member.settings) {
      words.insert(words.end(), {"--set", setting});
    }
    const std::size_t before = size_of(output);
    if (Process(words, output).wait().exit_code == 0) continue;
    complaint = last_complaint(output, before);
    refused = index;
    break;
  }
  std::filesystem::remove(output);
  require(refused < 0, "member {} is refused: {}", member_name(refused), complaint);
}

ExitCode fly_members(const SweepFolder& folder, const FlightOptions& options) {
  std::vector<std::int64_t> indices = options.members;
  if (indices.empty()) {
    for (std::int64_t i = 0; i < folder.members(); ++i) indices.push_back(i);
  }
  std::vector<Member> chosen;
  std::set<int> failures;
  for (const std::int64_t index : indices) {
    const MemberStatus status = folder.status(index);
    if (status.standing == Standing::failed && !options.retry) failures.insert(status.exit_code);
    if (!is_wanted(status, options.retry)) continue;
    chosen.push_back(folder.member(index));
    check_case(folder, chosen.back());
  }
  if (!failures.empty()) {
    log::info("members that failed are left alone; `tektite sweep resume` tries them again");
  }
  if (chosen.empty()) log::info("nothing to fly");
  return Fleet(folder, options, std::move(chosen), std::move(failures)).fly();
}

}  // namespace tektite::driver::sweep
