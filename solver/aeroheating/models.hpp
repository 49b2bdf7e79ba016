// The alternatives of this room.
#pragma once

#include "solver/base/registry.hpp"
#include "solver/environment/freestream.hpp"

#include <span>

namespace tektite::aeroheating {

/// Stagnation flux of a sphere of radius 1 m; others by 1/sqrt(radius) [W/m^2 sqrt(m)].
using Stagnation = double (*)(const environment::Freestream&);
/// Share of the stagnation flux at sine of incidence s in [0, 1].
using Distribution = double (*)(double s, double mach);
/// From continuum and free-molecular flux to the flux between [W/m^2].
using Bridging = double (*)(double continuum, double free_molecular);

[[nodiscard]] std::span<const Model<Stagnation>> stagnation_models();
[[nodiscard]] std::span<const Model<Distribution>> distribution_models();
[[nodiscard]] std::span<const Model<Bridging>> bridging_models();

}  // namespace tektite::aeroheating
