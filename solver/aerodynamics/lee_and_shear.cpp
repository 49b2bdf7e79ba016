#include "solver/aerodynamics/lee_and_shear.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

namespace {

constexpr double hypersonic_begin = 5.0;
constexpr double prandtl = 0.71;
constexpr double sutherland_temperature = 110.4;  // [K]

double fade(double mach) {
  const double part = std::min(mach / hypersonic_begin, 1.0);
  return part * part * part * part;
}

}  // namespace

double base_inverse_square(const environment::Freestream& air) {
  const double mach = air.mach();
  return mach > 0.0 ? -fade(mach) / (mach * mach) : 0.0;
}

double no_base(const environment::Freestream&) {
  return 0.0;
}

double shear_laminar_plate(const environment::Freestream& air, double pressure,
                           double wall_temperature) {
  const double V = air.speed;
  const double q = air.dynamic_pressure();
  if (!(q > 0.0)) return 0.0;
  const double heated = std::sqrt(prandtl) * V * V / (2.0 * constants::air_specific_heat);
  const double reference = 0.5 * (wall_temperature + air.temperature) + 0.22 * heated;
  const double ratio = reference / air.temperature;
  const double viscosity = air.viscosity * ratio * std::sqrt(ratio) *
                           (air.temperature + sutherland_temperature) /
                           (reference + sutherland_temperature);
  const double per_pressure = viscosity / (air.gas_constant() * reference);  // rho* mu* / p
  return fade(air.mach()) * 0.332 * V * std::sqrt(V * pressure * per_pressure / q);
}

double no_shear(const environment::Freestream&, double, double) {
  return 0.0;
}

}  // namespace tektite::aerodynamics
