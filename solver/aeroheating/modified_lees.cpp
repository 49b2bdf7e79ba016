#include "solver/aeroheating/distribution.hpp"

namespace tektite::aeroheating {

double modified_lees(double s, [[maybe_unused]] double mach) {
  return 0.1 + 0.9 * s;
}

}  // namespace tektite::aeroheating
