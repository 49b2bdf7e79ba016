// Heat that the glowing shock layer radiates to the wall.
#pragma once

namespace tektite::aeroheating {

/// Radiative flux at the stagnation point of a sphere: strength * R^exponent [W/m^2].
struct LayerRadiation {
  double strength = 0.0;  ///< for a radius of 1 m [W/m^2]
  double exponent = 0.0;  ///< before it is bounded for large radii

  /// At radius R > 0 [m]: the exponent is at most 1 below 1 m, 0.6 up to 2 m, 0.5 beyond.
  [[nodiscard]] double at(double radius) const;
};

/// Nothing below 9 km/s. Density > 0 [kg/m^3], speed [m/s].
/// q = 4.736e8 R^a rho^1.22 f(V) W/m^2, a = 1.072e6 V^-1.88 rho^-0.325; f tabulated from 9 to 16
/// km/s, its slope at the end kept beyond. Ref: TauberSutton1991
[[nodiscard]] LayerRadiation tauber_sutton(double density, double speed);
[[nodiscard]] LayerRadiation no_radiation(double density, double speed);

}  // namespace tektite::aeroheating
