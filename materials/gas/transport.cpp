#include "materials/gas/transport.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::materials::gas {

namespace {

struct Blottner {
  double a, b, c;
};
constexpr std::array<Blottner, species_count> blottner = {{{0.0268, 0.318, -11.3},
                                                           {0.0449, -0.0826, -9.20},
                                                           {0.0436, -0.0336, -9.58},
                                                           {0.0116, 0.603, -12.4},
                                                           {0.0203, 0.429, -11.6}}};

/// Wilke's mean of a property over the species, weighted with their viscosities `mu`.
double wilke(const EquilibriumAir& air, const PerSpecies& mu, const PerSpecies& property) {
  double sum = 0.0;
  for (std::size_t i = 0; i < species_count; ++i) {
    double share = 0.0;
    for (std::size_t j = 0; j < species_count; ++j) {
      const double heavier = molar_masses[j] / molar_masses[i];
      const double root = 1.0 + std::sqrt(mu[i] / mu[j] * std::sqrt(heavier));
      share += air.mole[j] * root * root / std::sqrt(8.0 * (1.0 + 1.0 / heavier));
    }
    sum += air.mole[i] * property[i] / share;
  }
  return sum;
}

}  // namespace

PerSpecies viscosities(double temperature) {
  const double x = std::log(temperature);
  PerSpecies mu{};
  for (std::size_t i = 0; i < species_count; ++i) {
    mu[i] = 0.1 * std::exp((blottner[i].a * x + blottner[i].b) * x + blottner[i].c);
  }
  return mu;
}

double viscosity(const EquilibriumAir& air) {
  const PerSpecies mu = viscosities(air.temperature);
  return wilke(air, mu, mu);
}

double conductivity(const EquilibriumAir& air) {
  const PerSpecies mu = viscosities(air.temperature);
  const Thermodynamics thermo = thermodynamics(air.temperature);
  PerSpecies k{};
  for (std::size_t i = 0; i < species_count; ++i) {
    const double inner = thermo.heat_capacity[i] - 1.0 - 1.5;  // cv beyond that of motion, per R
    k[i] = mu[i] * constants::gas_constant / molar_masses[i] * (2.5 * 1.5 + inner);
  }
  return wilke(air, mu, k);
}

}  // namespace tektite::materials::gas
