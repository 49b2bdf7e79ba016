// The alternatives of this room. Limits of a line name quantities of validity.hpp.
#pragma once

#include "solver/aeroheating/plate.hpp"
#include "solver/aeroheating/radiation.hpp"
#include "solver/aeroheating/stagnation.hpp"
#include "solver/base/registry.hpp"
#include "solver/environment/freestream.hpp"

#include <span>

namespace tektite::aeroheating {

/// Stagnation flux of spheres, cold wall.
using Stagnation = StagnationFlux (*)(const environment::Freestream& air, const FilmWall& wall);
/// Share of the stagnation flux at sine of incidence s in [0, 1].
using Distribution = double (*)(double s, double mach);
/// From continuum and free-molecular flux to the flux between [W/m^2].
using Bridging = double (*)(double continuum, double free_molecular, double knudsen);
/// Flux on a plate at sine of incidence s and a running length of 1 m, cold wall [W/m^2].
using PlateFlux = double (*)(const PlateAir& flow, double s, const FilmWall& wall);
/// A plate's flux, and the power of 1/running length that it goes with; no function: no plate.
struct Plate {
  PlateFlux flux = nullptr;
  double power = 0.5;
};
/// Radiation of the shock layer at the stagnation point.
using Radiation = LayerRadiation (*)(double density, double speed);

[[nodiscard]] std::span<const Model<Stagnation>> stagnation_models();
[[nodiscard]] std::span<const Model<Distribution>> distribution_models();
[[nodiscard]] std::span<const Model<Bridging>> bridging_models();
[[nodiscard]] std::span<const Model<Plate>> plate_models();
[[nodiscard]] std::span<const Model<Radiation>> radiation_models();

}  // namespace tektite::aeroheating
