#include "solver/aeroheating/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aeroheating {

double lees(double theta, double epsilon) {
  if (theta < 1e-3) return 1.0;  // 1 - O(theta^2); the denominator cancels there
  const double t2 = theta * theta;
  const double first =
      t2 - 0.5 * theta * std::sin(4.0 * theta) + (1.0 - std::cos(4.0 * theta)) / 8.0;
  const double second = t2 - theta * std::sin(2.0 * theta) + 0.5 * (1.0 - std::cos(2.0 * theta));
  const double cosine = std::cos(theta);
  const double pressure = (1.0 - epsilon) * cosine * cosine + epsilon;
  return 2.0 * theta * std::sin(theta) * pressure /
         std::sqrt((1.0 - epsilon) * first + 4.0 * epsilon * second);
}

double lees_distribution(double s, double mach) {
  // Below Mach 1 the pressure law behind the formula has no meaning; it is held at Mach 1.
  const double m = std::max(mach, 1.0);
  return lees(std::acos(std::clamp(s, 0.0, 1.0)), 1.0 / (1.4 * m * m));
}

}  // namespace tektite::aeroheating
