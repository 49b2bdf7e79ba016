// Fabric that the air gets hold of. Not for other rooms.
#pragma once

#include "solver/structure/walls.hpp"

#include <span>
#include <vector>

namespace tektite::structure {

/// Sheets of fabric (Vehicle::sheets) that come off now, by object: those on which some panel of
/// their patch is bare on the outside, with the sheets right below them; and all of a patch that is
/// about to lose a panel. One failure a sheet, of all ranks. `strength`: per owned panel.
/// @note Collective
[[nodiscard]] std::vector<vehicle::Failure> bare_sheets(const vehicle::Vehicle& vehicle,
                                                        const vehicle::State& state,
                                                        std::span<const WallStrength> strength);

}  // namespace tektite::structure
