#include "solver/aerodynamics/bridging.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

double bridge_sigmoid(double knudsen) {
  constexpr double continuum = 1e-4;
  constexpr double free = 100.0;
  if (knudsen <= continuum) return 0.0;
  if (knudsen >= free) return 1.0;
  const double x = std::log(knudsen / continuum) / std::log(free / continuum);
  const double sigmoid = 0.5 * std::erfc(-(4.0 * x - 2.0));
  // The published form pulls the ratio of straight line to sigmoid back to nearly 1.
  const double ratio = x / sigmoid;
  const double tamed = ratio > 1.0 ? 1.0 + 0.1508 * (ratio - 1.0) : 1.0 + 1e-6 * (ratio - 1.0);
  return std::clamp(sigmoid * tamed, 0.0, 1.0);
}

}  // namespace tektite::aerodynamics
