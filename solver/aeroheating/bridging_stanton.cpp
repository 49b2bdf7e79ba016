#include "solver/aeroheating/bridging.hpp"

#include <cmath>

namespace tektite::aeroheating {

double stanton_blend(double continuum, double free_molecular, double knudsen) {
  constexpr double least = 5e-3;
  constexpr double greatest = 100.0;
  if (knudsen <= least) return continuum;
  if (knudsen >= greatest) return free_molecular;
  static const double span = std::log(greatest / least);
  // From -2 to 2, and stretched so that the ends are 0 and 1.
  const double x = 4.0 * std::log(knudsen / least) / span - 2.0;
  static const double end = std::erf(2.0);
  return continuum + (free_molecular - continuum) * 0.5 * (1.0 + std::erf(x) / end);
}

}  // namespace tektite::aeroheating
