// The flight from entry to the ground, and everything that is written on the way.
#pragma once

#include "io/output/fields.hpp"
#include "io/output/lock.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/trajectory_log.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/march.hpp"
#include "solver/driver/models.hpp"
#include "solver/driver/watch.hpp"

#include <optional>
#include <string>

namespace tektite::driver {

/// How a run is carried out; nothing of it changes what is computed.
struct RunOptions {
  std::optional<double> end{};      ///< when it must have stopped, system's clock [s]
  bool bar = false;                 ///< progress as a bar on a terminal
  bool accept_changes = false;      ///< resume from a checkpoint of another case
  output::RunLock* lock = nullptr;  ///< gets signs of life; not owned
  March::Onlooker onlooker{};       ///< for tests
};

class Simulation {
 public:
  /// Starts at `entry`, or at the newest checkpoint of `folder` if there is none. @note Collective
  Simulation(const io::Case& scenario, Models& models, output::RunFolder& folder,
             std::optional<vehicle::State> entry, RunOptions options = {});

  /// Flies until nothing flies any more: ExitCode::done; or until a signal or the time limit asks
  /// to stop: ExitCode::stopped, with a checkpoint. On an error the last good state has been
  /// written, and after a failure of the physics fields/last_words.pvtp as well. @note Collective
  ExitCode fly_to_ground();

  /// Says in progress.json how it ended, once all results are written. @note Collective
  void conclude(ExitCode code);

  [[nodiscard]] const vehicle::State& state() const { return state_; }
  [[nodiscard]] const output::TrajectoryLog& trajectories() const { return trajectories_; }
  [[nodiscard]] double elapsed() const { return watch_.elapsed(); }  ///< of this process [s]

 private:
  ExitCode loop();
  void record(double before, bool force);
  /// A point of each flying body born later than this flight time [s].
  void log_trajectories(double born_after);
  void write_fields(const vehicle::State& state, bool are_last_words);
  void write_checkpoint();
  /// What can be saved of a run that fails.
  void save_what_is_left(const Error& error);
  /// @note Collective
  [[nodiscard]] output::Progress progress(const StepReport& step) const;
  void report_progress(const StepReport& step);
  [[nodiscard]] bool is_due(double before, double every) const;

  const io::Case& scenario_;
  Models& models_;
  output::RunFolder& folder_;
  OutputSettings settings_;
  RunOptions options_;
  Watch watch_;
  bool is_resumed_ = false;
  std::string checkpoint_;  ///< name of the last one
  vehicle::State state_;
  March march_;
  output::FieldWriter fields_;
  output::TrajectoryLog trajectories_;
  StepReport last_step_;
  std::string stop_reason_;
  double start_altitude_ = 0.0;  ///< of the main body when this process began [m]
  double last_progress_ = -1e9;  ///< wall clock [s]
};

}  // namespace tektite::driver
