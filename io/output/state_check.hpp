// Does a State that came from a file fit the vehicle?
#pragma once

#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

namespace tektite::output {

/// Checksums say that a file is as it was written, not who wrote it: every index that the march
/// will follow is compared with what there is, every number it computes with must be finite, and no
/// mass negative. Throws no_checkpoint with the first fault. Ghosts are not looked at. Not
/// collective.
void check_state(const vehicle::Vehicle& vehicle, const vehicle::State& state);

}  // namespace tektite::output
