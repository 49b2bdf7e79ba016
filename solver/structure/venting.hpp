// Gas leaving a volume through an opening.
#pragma once

namespace tektite::structure {

/// What is left in the volume and what has gone. Energy closes: m cv T before = after +
/// enthalpy_out.
struct Vented {
  double mass = 0.0;          ///< left in the volume [kg]
  double temperature = 0.0;   ///< of what is left [K]
  double mass_out = 0.0;      ///< [kg], >= 0
  double enthalpy_out = 0.0;  ///< that left with it, relative to 0 K [J]
};

/// Adiabatic blow-down of air, cp of constants.hpp, from `space` [m^3] through an orifice of
/// `effective_area` (area times discharge coefficient) [m^2] against `outside_pressure` [Pa] during
/// dt [s]. What stays expands isentropically. Choked, then subsonic until the pressures are equal;
/// gas does not come back in. Ref: Shapiro1953
[[nodiscard]] Vented blow_down(double mass, double temperature, double space, double effective_area,
                               double outside_pressure, double dt);

}  // namespace tektite::structure
