#include "solver/structure/formulas.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::structure {

double load_ratio(double load, double capacity) {
  if (load <= 0.0) return 0.0;
  if (load >= no_capacity * capacity) return no_capacity;
  return load / capacity;
}

Membrane membrane_forces(double pressure, double radius_1, double radius_2) {
  return {0.5 * pressure * radius_1, pressure * radius_1 * (1.0 - 0.5 * radius_1 / radius_2)};
}

double von_mises(double first, double second) {
  return std::sqrt(first * first - first * second + second * second);
}

namespace {

/// The root w > 0 of K1 w + K2 w^3 = load, for positive arguments. The left side is convex and
/// rising, so Newton's steps from above come down to it one after the other.
double deflection_over_thickness(double load, double K1, double K2) {
  double w = std::min(load / K1, std::cbrt(load / K2));
  for (int i = 0; i < 60; ++i) {
    const double next = w - (K1 * w + K2 * w * w * w - load) / (K1 + 3.0 * K2 * w * w);
    if (std::abs(next - w) <= 1e-15 * w) return next;
    w = next;
  }
  return w;
}

}  // namespace

PlateResponse clamped_plate(double pressure, double radius, double thickness, double youngs_modulus,
                            double poisson_ratio) {
  const double nu = poisson_ratio;
  const double plane = 1.0 - nu * nu;
  const double slender = radius / thickness;
  const double load = pressure * slender * slender * slender * slender / youngs_modulus;
  const double w = deflection_over_thickness(load, 16.0 / (3.0 * plane), 2.6 / plane);
  const double scale = youngs_modulus / (slender * slender);
  return {w * thickness, scale * (2.0 / (1.0 - nu) * w + 0.976 * w * w),
          scale * (4.0 / plane * w + 1.73 * w * w)};
}

double restrained_bar_stress(double youngs_modulus, double expansion, double temperature_rise) {
  return -youngs_modulus * expansion * temperature_rise;
}

double stagnation_pressure_coefficient(double mach) {
  constexpr double gamma = 1.4;
  const double M2 = mach * mach;
  if (M2 < 1e-4) return 1.0;  // the differences below would lose their digits
  double ratio = 0.0;         // stagnation pressure over static pressure ahead
  if (M2 <= 1.0) {
    ratio = std::pow(1.0 + 0.5 * (gamma - 1.0) * M2, gamma / (gamma - 1.0));
  } else {
    ratio = std::pow(0.5 * (gamma + 1.0) * M2, gamma / (gamma - 1.0)) *
            std::pow((gamma + 1.0) / (2.0 * gamma * M2 - (gamma - 1.0)), 1.0 / (gamma - 1.0));
  }
  return (ratio - 1.0) / (0.5 * gamma * M2);
}

}  // namespace tektite::structure
