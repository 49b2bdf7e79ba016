#include "solver/aeroheating/free_molecular.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aeroheating {

namespace {

constexpr double gamma = 1.4;

/// What the formula is made of.
struct Molecules {
  double S = 0.0;       ///< speed ratio
  double energy = 0.0;  ///< of what arrives, less what leaves, over R T
  double scale = 0.0;   ///< p sqrt(R T / 2 pi) [W/m^2]
};

Molecules molecules(const environment::Freestream& air, double wall_temperature) {
  const double thermal = air.gas_constant() * air.temperature;  // R T
  const double S = air.speed / std::sqrt(2.0 * thermal);
  return {S,
          S * S + gamma / (gamma - 1.0) -
              0.5 * (gamma + 1.0) / (gamma - 1.0) * wall_temperature / air.temperature,
          air.density * thermal * std::sqrt(thermal / (2.0 * constants::pi))};
}

}  // namespace

double free_molecular_heat(const environment::Freestream& air, double s, double wall_temperature) {
  const auto [S, energy, scale] = molecules(air, wall_temperature);
  const double x = S * s;
  const double gauss = std::exp(-x * x);
  const double arriving = gauss + std::sqrt(constants::pi) * x * std::erfc(-x);
  return scale * (energy * arriving - 0.5 * gauss);
}

double free_molecular_mean(const environment::Freestream& air, double wall_temperature) {
  const auto [S, energy, scale] = molecules(air, wall_temperature);
  if (S < 1e-3) return scale * (energy - 0.5);  // at rest every direction is the same
  const double root = std::sqrt(constants::pi);
  const double even = root * std::erf(S);  // int exp(-x^2) dx over [-S, S]
  // int exp(-x^2) + sqrt(pi) x (1 + erf x) dx over [-S, S]
  const double arriving = even * (S * S + 0.5) + S * std::exp(-S * S);
  return scale * (energy * arriving - 0.5 * even) / (2.0 * S);
}

}  // namespace tektite::aeroheating
