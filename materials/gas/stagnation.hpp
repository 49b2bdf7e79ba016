// The normal shock ahead of a body and the stagnation point behind it, air in equilibrium.
#pragma once

#include "materials/gas/equilibrium.hpp"

namespace tektite::materials::gas {

/// Undisturbed air and its speed towards the body. Its pressure follows from density and
/// temperature with the molar mass of cold air, and it does not react.
struct Stream {
  double density = 0.0;      ///< > 0 [kg/m^3]
  double temperature = 0.0;  ///< > 0 [K]
  double speed = 0.0;        ///< >= 0 [m/s]

  [[nodiscard]] double pressure() const;        ///< [Pa]
  [[nodiscard]] double mach() const;            ///< with the heat capacity of cold air
  [[nodiscard]] double total_enthalpy() const;  ///< against the elements at 298.15 K [J/kg]
};

/// Behind the shock, and at the stagnation point.
struct StagnationPoint {
  double density_ratio = 1.0;         ///< rho1/rho2 over the shock; 1 below Mach 1
  EquilibriumAir shocked;             ///< just behind the shock; below Mach 1 the stream itself
  EquilibriumAir stagnation;          ///< brought to rest without losses
  double pressure_coefficient = 0.0;  ///< (p_s - p1) / (rho1 V^2 / 2); limit 1 at rest
};

/// The exact solution, to about 1e-9: mass, momentum and energy over the shock by secants in
/// rho1/rho2, the solution without a shock divided out; then constant entropy. About 10 us: see
/// EquilibriumTable for flights.
[[nodiscard]] StagnationPoint stagnation_point(const Stream& stream);

}  // namespace tektite::materials::gas
