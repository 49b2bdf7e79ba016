#include "solver/aeroheating/bridging.hpp"

#include <cmath>

namespace tektite::aeroheating {

double harmonic_root(double continuum, double free_molecular, double /*knudsen*/) {
  if (!(free_molecular > 0.0)) return 0.0;
  const double ratio = continuum / free_molecular;
  return continuum / std::sqrt(1.0 + ratio * ratio);
}

}  // namespace tektite::aeroheating
