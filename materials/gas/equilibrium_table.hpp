// Equilibrium air, looked up: what a flight asks for at every body and step.
#pragma once

#include "materials/gas/stagnation.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace tektite::materials::gas {

/// What the table knows of a state at given pressure and enthalpy.
struct TabulatedAir {
  double pressure = 0.0;     ///< [Pa]
  double enthalpy = 0.0;     ///< against the elements at 298.15 K [J/kg]
  double temperature = 0.0;  ///< [K]
  double density = 0.0;      ///< [kg/m^3]
  double viscosity = 0.0;    ///< Blottner and Wilke [Pa s]
  double nitrogen = 0.0;     ///< mass fraction of N
  double oxygen = 0.0;       ///< mass fraction of O
  /// Enthalpy that is bound in atoms [J/kg of air].
  [[nodiscard]] double dissociation_enthalpy() const {
    return nitrogen * formation_of_nitrogen + oxygen * formation_of_oxygen;
  }
};

/// The stagnation point behind a normal shock, from the table.
struct TabulatedStagnation {
  TabulatedAir air;                   ///< at the stagnation point
  double density_ratio = 1.0;         ///< rho1/rho2 over the shock
  double pressure_coefficient = 1.0;  ///< (p_s - p1) / (rho1 V^2 / 2)
};

/// Bicubic in ln p and ln h, 0.1 Pa to 1e7 Pa and 34 K to 80 MJ/kg above 0 K. Against the exact
/// solution density, temperature and viscosity are within 0.1 % everywhere (tested; 0.03 % above
/// 10 Pa), the stagnation pressure behind a shock within 0.01 %. Outside, the exact solution is
/// taken: slower, never wrong. Immutable after construction: threads may share it.
class EquilibriumTable {
 public:
  EquilibriumTable();
  /// The one of this process, made when first asked for (0.03 s).
  [[nodiscard]] static const EquilibriumTable& shared();

  [[nodiscard]] TabulatedAir at(double pressure, double enthalpy) const;

  /// Equilibrium above Mach 1.5; below Mach 1.2 a perfect gas (gamma = 1.4) for the pressure, a
  /// smooth step in Mach number between; no shock below Mach 1.
  [[nodiscard]] TabulatedStagnation stagnation(const Stream& stream) const;

  /// Does (pressure, enthalpy) lie in the table?
  [[nodiscard]] bool holds(double pressure, double enthalpy) const;

 private:
  /// ln(p v), gamma, ln T, ln mu, y_N, y_O.
  static constexpr std::size_t fields = 6;
  struct Place {
    std::size_t first = 0;  ///< node of the lower left corner of the 4 x 4
    std::array<double, 4> by_pressure{};
    std::array<double, 4> by_enthalpy{};
  };
  [[nodiscard]] Place place(double pressure, double enthalpy) const;
  [[nodiscard]] double look_up(const Place& place, std::size_t field) const;
  /// p v [J/kg] and the isentropic exponent.
  struct Elastic {
    double work = 0.0;
    double gamma = 0.0;
  };
  [[nodiscard]] Elastic elastic(double pressure, double enthalpy) const;

  std::vector<double> nodes_;  ///< (pressure * enthalpies + enthalpy) * fields + field
};

}  // namespace tektite::materials::gas
