#include "solver/aerodynamics/bridging.hpp"

#include <cmath>

namespace tektite::aerodynamics {

double bridge_erf(double knudsen) {
  if (knudsen <= 0.0) return 0.0;
  return 0.5 * std::erfc(-(std::log10(knudsen) + 0.845) / 0.585);
}

}  // namespace tektite::aerodynamics
