// Air in chemical equilibrium: N2, O2, NO, N, O of elemental nitrogen to oxygen as 79 to 21.
// Ions are left out: they matter above about 9000 K. Plain functions, no MPI, nothing owned.
#pragma once

#include "materials/gas/species.hpp"

namespace tektite::materials::gas {

/// Everything that the equilibrium says about one state.
struct EquilibriumAir {
  double pressure = 0.0;       ///< [Pa]
  double temperature = 0.0;    ///< [K]
  double density = 0.0;        ///< [kg/m^3]
  double molar_mass = 0.0;     ///< mean [kg/mol]
  double enthalpy = 0.0;       ///< against the elements at 298.15 K [J/kg]
  double entropy = 0.0;        ///< [J/(kg K)]
  double heat_capacity = 0.0;  ///< at constant pressure, reactions included [J/(kg K)]
  double gamma = 0.0;          ///< rho a^2 / p, the exponent of an isentropic change
  double sound_speed = 0.0;    ///< of sound slow enough for equilibrium [m/s]
  PerSpecies mole{};           ///< mole fractions, sum 1

  /// Mass fraction of a species.
  [[nodiscard]] double mass(Species species) const {
    return mole[species] * molar_masses[species] / molar_mass;
  }
  /// Internal energy against air at 0 K [J/kg].
  [[nodiscard]] double energy_above_zero() const {
    return enthalpy + enthalpy_at_zero - pressure / density;
  }
  /// 1 + p/(rho e): what TGAS1 gives.
  [[nodiscard]] double effective_gamma() const {
    return 1.0 + pressure / (density * energy_above_zero());
  }
  /// Enthalpy that is bound in atoms [J/kg of air].
  [[nodiscard]] double dissociation_enthalpy() const {
    return mass(N) * formation_of_nitrogen + mass(O) * formation_of_oxygen;
  }
};

/// State at pressure [Pa] and temperature [K], both > 0. Partial pressures to rounding: Newton on
/// the root of that of O2, which is monotone. Beyond the polynomials' 200 to 20 000 K with constant
/// heat capacities (species.hpp).
[[nodiscard]] EquilibriumAir at_temperature(double pressure, double temperature);

/// State at pressure [Pa] and enthalpy against the elements at 298.15 K [J/kg]. The temperature is
/// sought between 10 and 40 000 K; an enthalpy beyond gives that end. `guess` [K] makes it faster,
/// not better.
[[nodiscard]] EquilibriumAir at_enthalpy(double pressure, double enthalpy, double guess = 1000.0);

}  // namespace tektite::materials::gas
