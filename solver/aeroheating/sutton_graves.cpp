#include "solver/aeroheating/stagnation.hpp"

#include <cmath>

namespace tektite::aeroheating {

double sutton_graves(const environment::Freestream& air) {
  return 1.7415e-4 * std::sqrt(air.density) * air.speed * air.speed * air.speed;
}

}  // namespace tektite::aeroheating
