#include "solver/aeroheating/free_molecular.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aeroheating {

namespace {

/// What the formula is made of.
struct Molecules {
  double S = 0.0;        ///< speed ratio
  double energy = 0.0;   ///< of what arrives, less what leaves, over R T
  double leaving = 0.0;  ///< what leaves, over R Tw
  double scale = 0.0;    ///< p sqrt(R T / 2 pi) [W/m^2]
};

Molecules molecules(const environment::Freestream& air, double wall_temperature) {
  const double thermal = air.gas_constant() * air.temperature;  // R T
  const double S = air.speed / std::sqrt(2.0 * thermal);
  const double gamma = air.heat_capacity_ratio();
  const double leaving = 0.5 * (gamma + 1.0) / (gamma - 1.0);
  return {S, S * S + gamma / (gamma - 1.0) - leaving * wall_temperature / air.temperature, leaving,
          air.density * thermal * std::sqrt(thermal / (2.0 * constants::pi))};
}

/// Molecules that arrive at a side, over those that arrive at rest.
double arriving_at(double x) {
  return std::exp(-x * x) + std::sqrt(constants::pi) * x * std::erfc(-x);
}

/// The mean of that over a convex body, times 2 S: int over [-S, S].
double arriving_in_all(double S) {
  return std::sqrt(constants::pi) * std::erf(S) * (S * S + 0.5) + S * std::exp(-S * S);
}

/// Conductance per molecule that arrives [kg/(m^2 s)].
double per_arriving(const environment::Freestream& air, const Molecules& m) {
  return m.scale * m.leaving / (air.temperature * constants::air_specific_heat);
}

}  // namespace

double free_molecular_conductance(const environment::Freestream& air, double s) {
  const Molecules m = molecules(air, 0.0);
  return per_arriving(air, m) * arriving_at(m.S * s);
}

double free_molecular_mean_conductance(const environment::Freestream& air) {
  const Molecules m = molecules(air, 0.0);
  if (m.S < 1e-3) return per_arriving(air, m);  // at rest every direction is the same
  return per_arriving(air, m) * arriving_in_all(m.S) / (2.0 * m.S);
}

double free_molecular_heat(const environment::Freestream& air, double s, double wall_temperature) {
  const Molecules m = molecules(air, wall_temperature);
  const double x = m.S * s;
  return m.scale * (m.energy * arriving_at(x) - 0.5 * std::exp(-x * x));
}

double free_molecular_mean(const environment::Freestream& air, double wall_temperature) {
  const Molecules m = molecules(air, wall_temperature);
  if (m.S < 1e-3) return m.scale * (m.energy - 0.5);  // at rest every direction is the same
  const double even = std::sqrt(constants::pi) * std::erf(m.S);  // int exp(-x^2) dx over [-S, S]
  return m.scale * (m.energy * arriving_in_all(m.S) - 0.5 * even) / (2.0 * m.S);
}

}  // namespace tektite::aeroheating
