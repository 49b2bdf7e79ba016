#include "solver/aeroheating/stagnation.hpp"

#include <cmath>

namespace tektite::aeroheating {

StagnationFlux sutton_graves(const environment::Freestream& air, const FilmWall& /*wall*/) {
  return {.plain = 1.7415e-4 * std::sqrt(air.density) * air.speed * air.speed * air.speed};
}

}  // namespace tektite::aeroheating
