// Viscosity and heat conduction of hot air.
#pragma once

#include "materials/gas/equilibrium.hpp"

namespace tektite::materials::gas {

/// Viscosities of the pure species, mu = 0.1 exp((A ln T + B) ln T + C) [Pa s]. The fit is for 1000
/// to 10 000 K: 10 % too high at 300 K. Ref: BlottnerJohnsonEllis1971 (coefficients to the digits
/// of SU2)
[[nodiscard]] PerSpecies viscosities(double temperature);

/// Viscosity of the mixture [Pa s]. Ref: Wilke1950
[[nodiscard]] double viscosity(const EquilibriumAir& air);

/// Conductivity of the mixture with its composition held, k_i = mu_i (5/2 cv of motion + the other
/// cv) (Eucken), mixed likewise [W/(m K)]. What reactions carry is not in it. Ref: Wilke1950
[[nodiscard]] double conductivity(const EquilibriumAir& air);

}  // namespace tektite::materials::gas
