#include "solver/base/constants.hpp"
#include "solver/environment/atmosphere.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

namespace tektite::environment {

AirState air_of(double density, double temperature, double molar_mass, double atoms) {
  constexpr double diameter = 3.65e-10;  // effective, of collisions [m]
  constexpr double beta = 1.458e-6;      // Sutherland [kg/(s m K^0.5)]
  constexpr double S = 110.4;            // Sutherland [K]
  constexpr double gamma = 1.4;
  const double R = constants::gas_constant / molar_mass;
  const double number_density = density / molar_mass * constants::avogadro;
  const double root = std::sqrt(temperature);
  return {
      .density = density,
      .temperature = temperature,
      .pressure = density * R * temperature,
      .molar_mass = molar_mass,
      .mean_free_path =
          1.0 / (std::numbers::sqrt2 * std::numbers::pi * diameter * diameter * number_density),
      .viscosity = beta * temperature * root / (temperature + S),
      .sound_speed = std::sqrt(gamma * R * temperature),
      .atoms = atoms,
  };
}

double atoms_of(const Composition& parts) {
  const double all = std::accumulate(parts.begin(), parts.end(), 0.0);
  return all > 0.0 ? 1.0 - (parts[constituent::N2] + parts[constituent::O2]) / all : 0.0;
}

}  // namespace tektite::environment
