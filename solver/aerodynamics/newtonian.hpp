// Continuum pressure: modified Newtonian.
#pragma once

namespace tektite::aerodynamics {

/// Ratio of specific heats of cold air.
inline constexpr double gamma_air = 1.4;

/// Pressure coefficient at the stagnation point, (p0 - p) / q, of a perfect gas. Above Mach 1
/// behind a normal shock (Rayleigh), below by isentropic compression; both meet at Mach 1, and the
/// limit at rest is 1. `mach` >= 0, `gamma` > 1.
/// Ref: Lees1955 (modified Newtonian), NACA1135, eq. (100) (Rayleigh) and eq. (44).
[[nodiscard]] double stagnation_pressure_coefficient(double mach, double gamma = gamma_air);

/// Modified Newtonian pressure coefficient of a side that meets the flow at sine of incidence s.
[[nodiscard]] inline double newtonian_pressure(double stagnation_coefficient, double s) {
  return s > 0.0 ? stagnation_coefficient * s * s : 0.0;
}

}  // namespace tektite::aerodynamics
