#include "solver/aeroheating/wall.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aeroheating {

namespace {
constexpr double cold_wall_enthalpy =
    constants::air_specific_heat * constants::cold_wall_temperature;

/// Share of the kinetic energy that a wall recovers.
double recovery_factor(double mach) {
  if (!(mach < 3.0)) return 1.0;
  static const double laminar = std::sqrt(0.71);  // Prandtl's number
  const double x = std::max(0.5 * (mach - 1.0), 0.0);
  return laminar + (1.0 - laminar) * x * x * (3.0 - 2.0 * x);
}

}  // namespace

double total_enthalpy(const environment::Freestream& air) {
  return constants::air_specific_heat * air.temperature + 0.5 * air.speed * air.speed;
}

double recovery_enthalpy(const environment::Freestream& air) {
  return constants::air_specific_heat * air.temperature +
         recovery_factor(air.mach()) * 0.5 * air.speed * air.speed;
}

double hot_wall(const environment::Freestream& air, double wall_temperature) {
  return (recovery_enthalpy(air) - constants::air_specific_heat * wall_temperature) /
         (total_enthalpy(air) - cold_wall_enthalpy);
}

double radiative_equilibrium(double flux, double emissivity) {
  return std::pow(flux / (emissivity * constants::stefan_boltzmann), 0.25);
}

double hot_wall_equilibrium(const environment::Freestream& air, double cold_wall_flux,
                            double emissivity) {
  const double film = cold_wall_flux / film_enthalpy(air);
  const double recovery = recovery_enthalpy(air);
  const double radiation = emissivity * constants::stefan_boltzmann;
  double temperature = radiative_equilibrium(cold_wall_flux, emissivity);
  for (int i = 0; i < 50; ++i) {  // convex and monotone: converges from above in a few steps
    const double cube = temperature * temperature * temperature;
    const double residual = radiation * cube * temperature -
                            film * (recovery - constants::air_specific_heat * temperature);
    const double change = residual / (4.0 * radiation * cube + film * constants::air_specific_heat);
    temperature -= change;
    if (std::abs(change) < 1e-12 * temperature) break;
  }
  return temperature;
}

double film_enthalpy(const environment::Freestream& air, double wall_temperature) {
  return std::max(total_enthalpy(air) - constants::air_specific_heat * wall_temperature,
                  0.25 * air.speed * air.speed);
}

}  // namespace tektite::aeroheating
