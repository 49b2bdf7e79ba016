// Heat of burning metal. Not yet asked for by the thermal room: it will add this to what its
// surfaces get.
#pragma once

#include "solver/base/registry.hpp"

#include <span>

namespace tektite::aeroheating {

/// Heat of an oxide's making, per mass of oxygen used up [J/kg].
using OxideHeat = double;
/// Oxides by name.
[[nodiscard]] std::span<const Model<OxideHeat>> oxides();

/// Mass fraction of oxygen in air.
inline constexpr double oxygen_in_air = 0.2315;

/// Oxygen reaches the wall as heat does: q = probability * film * 0.2315 * heat [W/m^2], with the
/// film coefficient [kg/(m^2 s)] and the probability in [0, 1] that oxygen which arrives reacts.
/// Ref: DRAMA (its materials carry the probability)
[[nodiscard]] double oxidation_flux(double film, double probability, OxideHeat heat);

}  // namespace tektite::aeroheating
