// Diffusion integrals of the US Standard Atmosphere 1976 between 86 and 1000 km.
// Ref: USSA1976
#pragma once

#include "solver/environment/atmosphere.hpp"

#include <vector>

namespace tektite::environment::us76 {

// The standard's own constants: not to be replaced by modern ones.
inline constexpr double gas_constant = 8314.32;          ///< R* [J/(kmol K)]
inline constexpr double avogadro = 6.022169e26;          ///< [1/kmol]
inline constexpr double boltzmann = 1.380622e-23;        ///< [J/K]
inline constexpr double sea_level_molar_mass = 28.9644;  ///< M0 [kg/kmol]
inline constexpr double standard_gravity = 9.80665;      ///< g0 [m/s^2]
inline constexpr double earth_radius = 6356766.0;        ///< r0, of geopotential altitude [m]
inline constexpr double upper_begin = 86e3;              ///< [m]
inline constexpr double upper_end = 1000e3;              ///< [m]

/// A quantity and its derivative by altitude.
struct Graded {
  double value;
  double slope;
};
/// Kinetic temperature [K] and gradient [K/m]; altitude in [86 km, 1000 km].
[[nodiscard]] Graded upper_temperature(double altitude);

/// Mixture at one altitude, slopes taken from one side.
struct UpperAir {
  double log_pressure = 0.0;        ///< ln(p / Pa)
  double log_pressure_slope = 0.0;  ///< [1/m]
  double molar_mass = 0.0;          ///< mean [kg/kmol]
  double molar_mass_slope = 0.0;    ///< [kg/(kmol m)]
  Composition fractions{};          ///< by number
};
/// Both ends of an interval of altitude, seen from within it.
struct UpperAirCell {
  UpperAir bottom;
  UpperAir top;
};

/// Step of the trapezoid rule [m].
inline constexpr double quadrature_step = 10.0;

/// The upper air in cells of `spacing` [m], a multiple of the quadrature step that divides 1 km.
[[nodiscard]] std::vector<UpperAirCell> integrate_upper_air(double spacing);

}  // namespace tektite::environment::us76
