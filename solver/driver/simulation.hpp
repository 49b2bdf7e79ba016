// The flight from entry to the ground, and everything that is written on the way.
#pragma once

#include "io/output/fields.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/trajectory_log.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/march.hpp"
#include "solver/driver/models.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace tektite::driver {

class Simulation {
 public:
  /// Starts at `entry`, or at the newest checkpoint of `folder` if there is none. @note Collective
  Simulation(const io::Case& scenario, Models& models, output::RunFolder& folder,
             std::optional<vehicle::State> entry);

  /// Flies until nothing flies any more: ExitCode::done; or until a signal asks to stop:
  /// ExitCode::stopped, with a checkpoint. On an error the last good state has been written.
  /// @note Collective
  ExitCode fly_to_ground();

  [[nodiscard]] const vehicle::State& state() const { return state_; }
  [[nodiscard]] const output::TrajectoryLog& trajectories() const { return trajectories_; }
  [[nodiscard]] double elapsed() const;  ///< wall clock of this process's flying [s]

 private:
  ExitCode loop();
  void record(double before, bool force);
  /// A point of each flying body born later than this flight time [s].
  void log_trajectories(double born_after);
  void write_fields();
  void write_checkpoint();
  void report_progress(const StepReport& step, const char* status);
  [[nodiscard]] bool is_due(double before, double every) const;

  const io::Case& scenario_;
  Models& models_;
  output::RunFolder& folder_;
  OutputSettings settings_;
  bool is_resumed_ = false;
  vehicle::State state_;
  March march_;
  output::FieldWriter fields_;
  output::TrajectoryLog trajectories_;
  std::chrono::steady_clock::time_point start_;
  double start_time_ = 0.0;       ///< flight time at which this process began [s]
  double last_progress_ = -1e9;   ///< wall clock [s]
  double last_checkpoint_ = 0.0;  ///< wall clock [s]
  std::string checkpoint_;        ///< name of the last one
};

/// Asks a running simulation to checkpoint and stop: from a signal handler.
void request_stop();
/// SIGTERM, SIGINT and SIGUSR1 call request_stop(); SIGXFSZ becomes an error of the write.
void install_signal_handlers();

}  // namespace tektite::driver
