#include "solver/aeroheating/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aeroheating {

double modified_lees(double s, double /*mach*/) {
  return 0.1 + 0.9 * s;
}

double lees_cylinder(double s, double /*mach*/) {
  const double theta = std::acos(std::clamp(s, 0.0, 1.0));
  if (theta < 1e-3) return 1.0;  // 1 - O(theta^2); the integral cancels there
  const double integral = 0.25 * theta * theta + 0.25 * theta * std::sin(2.0 * theta) +
                          (std::cos(2.0 * theta) - 1.0) / 8.0;
  return s * s * theta / std::sqrt(2.0 * integral);
}

double swept_cylinder(double s, double /*mach*/) {
  return std::pow(s, 1.1);
}

double cosine_power(double s, double /*mach*/) {
  return s * std::sqrt(s);
}

double flat_face(double s, double /*mach*/) {
  return 0.55 * s;
}

}  // namespace tektite::aeroheating
