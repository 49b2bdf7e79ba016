// The whole case: every room's table of keys under one root.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"

#include <cstdint>

namespace tektite::driver {

[[nodiscard]] const io::Keys& case_keys();

/// When the march looks, and when it ends.
struct MarchSettings {
  double macro_step = 0.0;        ///< longest [s]
  double resolution = 0.0;        ///< events are located to this [s]
  double longest = 0.0;           ///< time after which the run gives up [s]
  double handover_mach = 0.0;     ///< slower bodies past breakup fall to the ground on their own
  double handover_heating = 0.0;  ///< ... if their stagnation flux is below this [W/m^2]
  double tumbling_turn = 0.0;     ///< of an integrated attitude in a macro-step [rad]
  double tolerance = 0.0;         ///< relative, of trajectories

  explicit MarchSettings(const io::Section& section);
};

/// What is written, and how often.
struct OutputSettings {
  double fields_every = 0.0;          ///< flight time between field outputs [s]
  double trajectory_every = 0.0;      ///< flight time between points of a trajectory [s]
  double checkpoint_every = 0.0;      ///< wall clock between checkpoints [s]
  std::int64_t checkpoint_steps = 0;  ///< macro-steps between checkpoints; 0: any number
  double progress_every = 0.0;        ///< wall clock between progress lines [s]

  explicit OutputSettings(const io::Section& section);
};

}  // namespace tektite::driver
