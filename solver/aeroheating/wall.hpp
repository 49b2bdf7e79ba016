// What the wall does to the flux.
#pragma once

#include "solver/base/constants.hpp"
#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Total enthalpy cp T + V^2/2, relative to 0 K [J/kg].
[[nodiscard]] double total_enthalpy(const environment::Freestream& air);

/// Recovery enthalpy cp T + r V^2/2, relative to 0 K [J/kg]. From Mach 3 up r = 1: most of the heat
/// then enters where the flow stagnates. Below Mach 1 r = sqrt(Pr) = 0.843, the laminar boundary
/// layer's, so that a wall can cool in slow flight; smooth between.
[[nodiscard]] double recovery_enthalpy(const environment::Freestream& air);

/// Flux into a wall at `wall_temperature` over the flux into one at 300 K:
/// (recovery - cp Tw) / (total - cp 300 K).
[[nodiscard]] double hot_wall(const environment::Freestream& air, double wall_temperature);

/// Temperature at which a wall radiates `flux` [W/m^2] to a cold surrounding [K].
[[nodiscard]] double radiative_equilibrium(double flux, double emissivity);
/// The same for a cold-wall flux that falls as the wall heats up [K]. Newton's method.
[[nodiscard]] double hot_wall_equilibrium(const environment::Freestream& air, double cold_wall_flux,
                                          double emissivity);

/// What turns the flux into a wall of this temperature [K] into a film coefficient: recovery - cp
/// Tw [J/kg], kept above V^2/4. At 300 K the floor matters below 0.6 km/s in cold air, where the
/// difference passes through zero although heat is still exchanged; with it the film coefficient
/// falls smoothly to zero with speed.
[[nodiscard]] double film_enthalpy(const environment::Freestream& air,
                                   double wall_temperature = constants::cold_wall_temperature);

}  // namespace tektite::aeroheating
