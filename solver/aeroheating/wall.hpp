// What the wall does to the flux.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Recovery enthalpy cp T + V^2/2, relative to 0 K [J/kg].
[[nodiscard]] double recovery_enthalpy(const environment::Freestream& air);

/// Flux into a wall at `wall_temperature` over the flux into one at 300 K:
/// (h0 - cp Tw) / (h0 - cp 300 K).
[[nodiscard]] double hot_wall(const environment::Freestream& air, double wall_temperature);

/// Temperature at which a wall radiates `flux` [W/m^2] to a cold surrounding [K].
[[nodiscard]] double radiative_equilibrium(double flux, double emissivity);
/// The same for a cold-wall flux that falls as the wall heats up [K]. Newton's method.
[[nodiscard]] double hot_wall_equilibrium(const environment::Freestream& air, double cold_wall_flux,
                                          double emissivity);

/// What turns a cold-wall flux into a film coefficient: recovery - cp 300 K [J/kg], kept above
/// V^2/4. The floor matters below 0.6 km/s in cold air, where the difference passes through zero
/// although heat is still exchanged; with it the film coefficient falls smoothly to zero with
/// speed.
[[nodiscard]] double film_enthalpy(const environment::Freestream& air);

}  // namespace tektite::aeroheating
