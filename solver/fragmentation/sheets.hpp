// Sheets of fabric that come off a wall. Not for other rooms.
#pragma once

#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>

namespace tektite::fragmentation {

/// Moves mass and heat of the fabric that each failed sheet is made of from the cells of its
/// panels to the sheet's object, whose cells share them alike. Other failures are passed over.
/// Which body the object is in is left to the caller. @note Collective
void take_off_sheets(const vehicle::Vehicle& vehicle, std::span<const vehicle::Failure> failures,
                     vehicle::State& state);

}  // namespace tektite::fragmentation
