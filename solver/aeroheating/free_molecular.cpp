#include "solver/aeroheating/free_molecular.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aeroheating {

double free_molecular_heat(const environment::Freestream& air, double s, double wall_temperature) {
  constexpr double gamma = 1.4;
  const double thermal = air.gas_constant() * air.temperature;  // R T
  const double S = air.speed / std::sqrt(2.0 * thermal);
  const double x = S * s;
  const double gauss = std::exp(-x * x);
  const double arriving = gauss + std::sqrt(constants::pi) * x * std::erfc(-x);
  const double energy = S * S + gamma / (gamma - 1.0) -
                        0.5 * (gamma + 1.0) / (gamma - 1.0) * wall_temperature / air.temperature;
  const double pressure = air.density * thermal;
  return pressure * std::sqrt(thermal / (2.0 * constants::pi)) * (energy * arriving - 0.5 * gauss);
}

}  // namespace tektite::aeroheating
