#include "materials/gas/equilibrium_table.hpp"

#include "materials/gas/shock.hpp"
#include "materials/gas/transport.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::materials::gas {

namespace {

/// Uniform nodes in a logarithm. One more at each end than are looked up between.
struct Axis {
  double first = 0.0;
  double step = 0.0;
  std::size_t count = 0;
  [[nodiscard]] double node(std::size_t i) const { return first + step * static_cast<double>(i); }
};
constexpr Axis pressures = {-2.7, 0.4, 50};     // ln of Pa: 0.1 Pa .. 1.5e7 Pa is looked up
constexpr Axis enthalpies = {10.4, 0.02, 395};  // ln of J/kg above 0 K: 34 kJ/kg .. 85 MJ/kg

/// Shift of the logarithm's zero: air at 0 K has 0.
double above_zero(double enthalpy) {
  return enthalpy + enthalpy_at_zero;
}

/// Weights of four neighbours at t in [0, 1] between the middle two: Lagrange, third order.
std::array<double, 4> weights(double t) {
  const double a = t + 1.0, c = t - 1.0, d = t - 2.0;
  return {-t * c * d / 6.0, a * c * d / 2.0, -a * t * d / 2.0, a * t * c / 6.0};
}

/// Rayleigh's pressure behind a normal shock of a perfect gas, or isentropic compression, over p1;
/// gamma = 1.4. Ref: NACA1135
double perfect_pressure(double mach) {
  const double m2 = mach * mach;
  if (mach <= 1.0) return std::pow(1.0 + 0.2 * m2, 3.5);
  return std::pow(1.2 * m2, 3.5) * std::pow(2.4 / (2.8 * m2 - 0.4), 2.5);
}

}  // namespace

EquilibriumTable::EquilibriumTable() {
  nodes_.resize(pressures.count * enthalpies.count * fields);
  double* node = nodes_.data();
  for (std::size_t i = 0; i < pressures.count; ++i) {
    const double pressure = std::exp(pressures.node(i));
    double guess = 40.0;
    for (std::size_t j = 0; j < enthalpies.count; ++j) {
      const double enthalpy = std::exp(enthalpies.node(j)) - enthalpy_at_zero;
      const EquilibriumAir air = at_enthalpy(pressure, enthalpy, guess);
      guess = air.temperature;
      const double values[fields] = {
          std::log(pressure / air.density), air.gamma,   std::log(air.temperature),
          std::log(viscosity(air)),         air.mass(N), air.mass(O)};
      node = std::copy(values, values + fields, node);
    }
  }
}

const EquilibriumTable& EquilibriumTable::shared() {
  static const EquilibriumTable table;
  return table;
}

bool EquilibriumTable::holds(double pressure, double enthalpy) const {
  const double h = above_zero(enthalpy);
  if (!(pressure > 0.0) || !(h > 0.0)) return false;
  const auto is_within = [](double x, const Axis& axis) {
    return x >= axis.node(1) && x < axis.node(axis.count - 2);
  };
  return is_within(std::log(pressure), pressures) && is_within(std::log(h), enthalpies);
}

EquilibriumTable::Place EquilibriumTable::place(double pressure, double enthalpy) const {
  const double x = (std::log(pressure) - pressures.first) / pressures.step;
  const double y = (std::log(above_zero(enthalpy)) - enthalpies.first) / enthalpies.step;
  const auto i = static_cast<std::size_t>(x);
  const auto j = static_cast<std::size_t>(y);
  return {((i - 1) * enthalpies.count + (j - 1)) * fields, weights(x - static_cast<double>(i)),
          weights(y - static_cast<double>(j))};
}

double EquilibriumTable::look_up(const Place& place, std::size_t field) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double* row = &nodes_[place.first + i * enthalpies.count * fields + field];
    double line = 0.0;
    for (std::size_t j = 0; j < 4; ++j) line += place.by_enthalpy[j] * row[j * fields];
    sum += place.by_pressure[i] * line;
  }
  return sum;
}

EquilibriumTable::Elastic EquilibriumTable::elastic(double pressure, double enthalpy) const {
  if (!holds(pressure, enthalpy)) {
    const EquilibriumAir air = at_enthalpy(pressure, enthalpy);
    return {pressure / air.density, air.gamma};
  }
  const Place at = place(pressure, enthalpy);
  return {std::exp(look_up(at, 0)), look_up(at, 1)};
}

TabulatedAir EquilibriumTable::at(double pressure, double enthalpy) const {
  TabulatedAir air;
  air.pressure = pressure;
  air.enthalpy = enthalpy;
  if (!holds(pressure, enthalpy)) {
    const EquilibriumAir exact = at_enthalpy(pressure, enthalpy);
    air.temperature = exact.temperature;
    air.density = exact.density;
    air.viscosity = gas::viscosity(exact);
    air.nitrogen = exact.mass(N);
    air.oxygen = exact.mass(O);
    return air;
  }
  const Place at = place(pressure, enthalpy);
  air.density = pressure * std::exp(-look_up(at, 0));
  air.temperature = std::exp(look_up(at, 2));
  air.viscosity = std::exp(look_up(at, 3));
  // The cubic may pass a little below nothing where the first atoms appear.
  air.nitrogen = std::max(look_up(at, 4), 0.0);
  air.oxygen = std::max(look_up(at, 5), 0.0);
  return air;
}

TabulatedStagnation EquilibriumTable::stagnation(const Stream& stream) const {
  const double p1 = stream.pressure();
  const double flow = stream.density * stream.speed * stream.speed;
  const double total = stream.total_enthalpy();
  const double mach = stream.mach();
  constexpr double perfect_below = 1.2;
  constexpr double real_above = 1.5;
  TabulatedStagnation result;
  const double m2 = std::max(mach * mach, 1.0);
  result.density_ratio = (2.0 + 0.4 * m2) / (2.4 * m2);
  double pressure = p1 * perfect_pressure(mach);
  if (mach > perfect_below) {
    const auto specific_volume = [&](double p, double h) { return elastic(p, h).work / p; };
    const NormalShock shock = normal_shock(stream, specific_volume, 1e-6);
    const auto [work, gamma] = elastic(shock.pressure, shock.enthalpy);
    const double power = gamma / (gamma - 1.0);
    const double real =
        shock.pressure * std::pow(1.0 + (total - shock.enthalpy) / (power * work), power);
    const double x = std::min((mach - perfect_below) / (real_above - perfect_below), 1.0);
    const double share = x * x * (3.0 - 2.0 * x);
    pressure += share * (real - pressure);
    result.density_ratio += share * (shock.density_ratio - result.density_ratio);
  }
  result.pressure_coefficient =
      mach < 0.05 ? 1.0 + 0.25 * mach * mach : (pressure - p1) / (0.5 * flow);
  result.air = at(pressure, total);
  return result;
}

}  // namespace tektite::materials::gas
