#include "solver/aerodynamics/newtonian.hpp"

#include <cmath>

namespace tektite::aerodynamics {

double stagnation_pressure_coefficient(double mach, double gamma) {
  const double m2 = mach * mach;
  const double power = gamma / (gamma - 1.0);
  if (mach < 0.05) return 1.0 + 0.25 * m2;  // series: the closed form cancels at rest
  const double dynamic = 0.5 * gamma * m2;  // q / p
  if (mach < 1.0) return (std::pow(1.0 + 0.5 * (gamma - 1.0) * m2, power) - 1.0) / dynamic;
  const double recompression =
      (gamma + 1.0) * (gamma + 1.0) * m2 / (4.0 * gamma * m2 - 2.0 * (gamma - 1.0));
  const double shock = (1.0 - gamma + 2.0 * gamma * m2) / (gamma + 1.0);
  return (std::pow(recompression, power) * shock - 1.0) / dynamic;
}

}  // namespace tektite::aerodynamics
