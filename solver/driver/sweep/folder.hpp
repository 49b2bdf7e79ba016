// The folder of a sweep: its members on disk, and how each of them stands.
#pragma once

#include "solver/driver/sweep/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tektite::driver::sweep {

enum class Standing {
  waiting,  ///< never started
  running,  ///< somebody holds its lock
  done,
  stopped,  ///< on request, with a checkpoint (exit 75)
  killed,   ///< died of a signal, or without a word
  failed,   ///< ended with an error
};

[[nodiscard]] const char* name_of(Standing standing);

/// What is known of a member from what lies in its folder.
struct MemberStatus {
  Standing standing = Standing::waiting;
  int exit_code = -1;  ///< of the last try that ended; negative: none
  std::string reason;  ///< in words; empty where there is nothing to say
};

/// How a try of a member ended.
struct Outcome {
  int exit_code = 0;
  int signal = 0;      ///< that killed it; 0: none
  std::string reason;  ///< the program's last complaint
};

/// The right to run a member: an flock that dies with its last holder. Movable, not copyable.
class MemberLock {
 public:
  explicit MemberLock(int descriptor) : descriptor_(descriptor) {}
  MemberLock(MemberLock&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  MemberLock& operator=(MemberLock&& other) noexcept;
  MemberLock(const MemberLock&) = delete;
  MemberLock& operator=(const MemberLock&) = delete;
  ~MemberLock();

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

///   sweep.yaml       the sweep as it was read, all defaults written out
///   manifest.json    the case, its hash, seed, what varies, how many members
///   members.csv      the values of all members
///   members/0007/    member.json, lock, output, outcome.json, and run/: an ordinary run folder
class SweepFolder {
 public:
  /// Writes a planned sweep. A folder that holds the same sweep is left as it is, and gets the
  /// members that it lacks if the plan only has more of them; one that holds another is bad_input.
  static SweepFolder create(const std::string& path, const Plan& plan,
                            const std::vector<Member>& members);
  /// Throws bad_input if `path` is not the folder of a sweep.
  static SweepFolder open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::string& case_path() const { return case_path_; }
  [[nodiscard]] std::int64_t members() const { return members_; }
  /// Of listed values: member `index` has combination `index % combinations()`.
  [[nodiscard]] std::int64_t combinations() const { return combinations_; }
  /// What varies: path and unit ("" if not a number).
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& axes() const {
    return axes_;
  }

  [[nodiscard]] std::string member_path(std::int64_t index) const;
  [[nodiscard]] std::string run_path(std::int64_t index) const;
  /// Throws bad_input if the record is missing or damaged.
  [[nodiscard]] Member member(std::int64_t index) const;
  /// The values of the axes, as they were put into the case.
  [[nodiscard]] std::vector<std::string> values(const Member& member) const;

  [[nodiscard]] MemberStatus status(std::int64_t index) const;
  /// The same, whether or not it runs now: for whoever holds its lock.
  [[nodiscard]] MemberStatus last_try(std::int64_t index) const;
  [[nodiscard]] bool has_checkpoint(std::int64_t index) const;

  /// Empty if another process runs the member.
  [[nodiscard]] std::optional<MemberLock> try_lock(std::int64_t index) const;
  /// Forgets the last try: from now on a member without outcome was killed.
  void clear_outcome(std::int64_t index) const;
  void write_outcome(std::int64_t index, const Outcome& outcome) const;

 private:
  explicit SweepFolder(std::string path) : path_(std::move(path)) {}
  void read_manifest();
  [[nodiscard]] bool is_running(std::int64_t index) const;

  std::string path_;
  std::string title_;
  std::string case_path_;
  std::int64_t members_ = 0;
  std::int64_t combinations_ = 1;
  std::vector<std::pair<std::string, std::string>> axes_;
};

/// "0007", with as many digits as the largest index of any sweep needs.
[[nodiscard]] std::string member_name(std::int64_t index);

}  // namespace tektite::driver::sweep
