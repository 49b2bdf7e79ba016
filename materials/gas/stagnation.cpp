#include "materials/gas/stagnation.hpp"

#include "materials/gas/shock.hpp"
#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::materials::gas {

namespace {

constexpr double cold_gas_constant = constants::gas_constant / cold_molar_mass;

/// Pressure at which gas of this entropy has the enthalpy `total`: Newton in ln p, along which
/// d s = -p/(rho T) d ln p at constant enthalpy.
EquilibriumAir isentropic(const EquilibriumAir& from, double total) {
  const double power = from.gamma / (from.gamma - 1.0);
  const double heat = power * from.pressure / from.density;
  double logarithm = std::log(from.pressure) + power * std::log1p((total - from.enthalpy) / heat);
  EquilibriumAir air = at_enthalpy(std::exp(logarithm), total, from.temperature);
  for (int i = 0; i < 20; ++i) {
    const double change =
        (air.entropy - from.entropy) * air.density * air.temperature / air.pressure;
    logarithm += change;
    air = at_enthalpy(std::exp(logarithm), total, air.temperature);
    if (std::abs(change) < 1e-8) break;
  }
  return air;
}

}  // namespace

double Stream::pressure() const {
  return density * cold_gas_constant * temperature;
}

double Stream::mach() const {
  const Thermodynamics at = thermodynamics(temperature);
  const double heat = nitrogen_share * at.heat_capacity[N2] + oxygen_share * at.heat_capacity[O2];
  return speed / std::sqrt(heat / (heat - 1.0) * cold_gas_constant * temperature);
}

double Stream::total_enthalpy() const {
  return cold_enthalpy(temperature) + 0.5 * speed * speed;
}

StagnationPoint stagnation_point(const Stream& stream) {
  StagnationPoint point;
  double guess = stream.temperature + 0.3 * stream.speed * stream.speed / 1004.5;
  const auto specific_volume = [&](double pressure, double enthalpy) {
    const EquilibriumAir air = at_enthalpy(pressure, enthalpy, guess);
    guess = air.temperature;
    return 1.0 / air.density;
  };
  const NormalShock shock = normal_shock(stream, specific_volume, 1e-10);
  point.density_ratio = shock.density_ratio;
  point.shocked = at_enthalpy(shock.pressure, shock.enthalpy, guess);
  point.stagnation = isentropic(point.shocked, stream.total_enthalpy());
  const double dynamic = 0.5 * stream.density * stream.speed * stream.speed;
  point.pressure_coefficient =
      dynamic > 0.0 ? (point.stagnation.pressure - stream.pressure()) / dynamic : 1.0;
  return point;
}

}  // namespace tektite::materials::gas
