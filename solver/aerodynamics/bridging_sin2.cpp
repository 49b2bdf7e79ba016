#include "solver/aerodynamics/bridging.hpp"
#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aerodynamics {

double bridge_sin2(double knudsen) {
  if (knudsen <= 1e-3) return 0.0;
  if (knudsen >= 10.0) return 1.0;
  const double wave = std::sin(constants::pi * (0.375 + 0.125 * std::log10(knudsen)));
  return wave * wave;
}

double bridge_sin2_narrow(double knudsen) {
  if (knudsen <= 0.01) return 0.0;
  if (knudsen >= 1.0) return 1.0;
  const double wave = std::sin(constants::pi * (0.5 + 0.25 * std::log10(knudsen)));
  return wave * wave;
}

}  // namespace tektite::aerodynamics
