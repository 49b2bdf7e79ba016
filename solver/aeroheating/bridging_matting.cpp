#include "solver/aeroheating/bridging.hpp"

#include <cmath>

namespace tektite::aeroheating {

double matting(double continuum, double free_molecular, double /*knudsen*/) {
  return continuum > 0.0 ? -continuum * std::expm1(-free_molecular / continuum) : 0.0;
}

}  // namespace tektite::aeroheating
