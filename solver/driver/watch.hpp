// Why a run checkpoints or stops before it is over: signals, the batch system's time limit, the
// clock, a disk that takes no more.
#pragma once

#include "solver/base/error.hpp"
#include "solver/driver/checkup.hpp"
#include "solver/driver/keys.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tektite::driver {

/// What is said of a stop.
enum class StopReason : std::int64_t { none, signal, time_limit };

/// TERM, INT and USR2 ask for a checkpoint and a stop, USR1 for a checkpoint; XFSZ becomes an error
/// of the write.
void install_signal_handlers();
/// As a signal does.
void request_stop();
void request_checkpoint();

/// "HH:MM:SS" or "D-HH:MM:SS" in seconds. Throws bad_input.
[[nodiscard]] double parse_duration(const std::string& text);
/// When the batch job must be over, seconds of the system's clock: TEKTITE_END_TIME, else
/// SLURM_JOB_END_TIME. Throws bad_input if it is not a number.
[[nodiscard]] std::optional<double> end_time_of_batch();

/// Decides, step by step. Each rank says what it wishes; what is agreed comes back with the step.
class Watch {
 public:
  /// `end`: by the system's clock [s]; none: no limit.
  Watch(const OutputSettings& settings, std::optional<double> end);

  /// Of this rank, now. Forgets a wish for a checkpoint, which is then agreed on.
  [[nodiscard]] Wishes wishes(std::int64_t step);
  /// Something could not be written; noted until the ranks agree.
  void note(const std::optional<Error>& failure);
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  // What all ranks have agreed on in a step.
  [[nodiscard]] static StopReason stop(const Wishes& agreed);
  [[nodiscard]] static bool is_checkpoint_due(const Wishes& agreed) { return agreed[1] != 0; }
  [[nodiscard]] static bool has_failed(const Wishes& agreed) { return agreed[2] != 0; }
  /// Wall clock since the start of the process's flying, of the slowest rank [s].
  [[nodiscard]] static double clock(const Wishes& agreed) {
    return static_cast<double>(agreed[3]) * 1e-6;
  }

  /// A checkpoint of `step` was written (or read, which costs as much) in `seconds`, the most of
  /// all ranks.
  void checkpoint_done(std::int64_t step, double seconds);
  void checkpoint_read(std::int64_t step, double seconds);

  [[nodiscard]] double elapsed() const;           ///< wall clock of this process [s]
  [[nodiscard]] double until_checkpoint() const;  ///< [s], not negative
  [[nodiscard]] double until_limit() const;       ///< [s]; negative: no limit
  [[nodiscard]] std::int64_t last_step() const { return last_step_; }  ///< with a checkpoint
  [[nodiscard]] double cost() const { return cost_; }                  ///< of a checkpoint [s]

 private:
  /// Kept before the limit: twice the longest checkpoint, twice the longest step, and the end.
  [[nodiscard]] double reserve() const;

  OutputSettings settings_;
  std::optional<double> end_;
  std::chrono::steady_clock::time_point start_;
  std::optional<Error> failure_;
  double last_checkpoint_ = 0.0;  ///< wall clock [s]
  std::int64_t last_step_ = -1;
  double cost_ = 0.0;
  double longest_step_ = 0.0;  ///< wall clock [s]
  double last_look_ = 0.0;     ///< wall clock [s]
};

}  // namespace tektite::driver
