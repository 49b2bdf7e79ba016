// Curve fits of equilibrium air, ions included: an answer of another kind than our own equilibrium.
#pragma once

namespace tektite::materials::gas {

/// What density and energy give.
struct FittedAir {
  double gamma = 0.0;        ///< 1 + p/(rho e)
  double pressure = 0.0;     ///< [Pa]
  double sound_speed = 0.0;  ///< [m/s]
};

/// TGAS1: pressure and speed of sound from density > 0 [kg/m^3] and internal energy against 0 K > 0
/// [J/kg]. Made for 1e-7 to 1e3 times the density of the ground and up to 25 000 K. The fit has
/// small steps between its regions. Ref: SrinivasanTannehillWeilmuenster1987
[[nodiscard]] FittedAir tgas1_air(double density, double energy);

}  // namespace tektite::materials::gas
