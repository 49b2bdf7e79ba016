#include "solver/aeroheating/stagnation.hpp"

#include <cmath>

namespace tektite::aeroheating {

StagnationFlux detra_kemp_riddell(const environment::Freestream& air, const FilmWall& /*wall*/) {
  return {.plain = 1.1035e8 * std::sqrt(air.density / 1.225) * std::pow(air.speed / 7925.0, 3.15)};
}

double shape_factor(double ratio) {
  return std::sqrt(0.5 * (1.1 + 0.9 * std::sqrt(ratio)));
}

}  // namespace tektite::aeroheating
