// One job a run folder: a file that says who computes in it, on which host, and that it still does.
#pragma once

#include "solver/base/communicator.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tektite::output {

/// What the file `lock` of a run folder says.
struct LockHolder {
  std::string host;
  std::int64_t pid = 0;
  std::int64_t started = 0;  ///< of the process, in the kernel's ticks; tells apart equal pids
  std::string boot;          ///< the kernel's boot id; pids of an earlier boot are gone
  std::string job;           ///< of the batch system; empty: none
  std::string token;         ///< another one each time
  double silent = 0.0;       ///< since the last sign of life [s]
};

/// Who holds the folder; none if nobody does. A file that cannot be read as a lock is held by an
/// unknown host. Throws io_failed.
[[nodiscard]] std::optional<LockHolder> read_lock(const std::string& folder);

enum class Life { alive, gone, unknown };
/// By its process where it is of this host, else by the time it has been silent: an hour is gone.
/// An earlier start of this batch job is gone as well.
[[nodiscard]] Life life_of(const LockHolder& holder);

/// Holds a folder for this job from construction to destruction, over hosts: the file is made with
/// O_EXCL, which network file systems honour where they do not honour flock.
class RunLock {
 public:
  /// Makes the folder where it does not exist. The lock of a holder that is gone is taken over with
  /// a line in the log, and so is any if `take_over`. Throws bad_input, on every rank, where
  /// another job holds the folder; io_failed. @note Collective
  RunLock(const Communicator& world, const std::string& folder, bool take_over);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// A sign of life, by rank 0; cheap when the last one is young. Not collective.
  void beat();

 private:
  bool is_root_;
  std::string path_;
  std::string token_;
  double last_beat_ = 0.0;
};

}  // namespace tektite::output
