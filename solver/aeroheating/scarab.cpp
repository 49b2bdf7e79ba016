#include "solver/aeroheating/stagnation.hpp"

#include <cmath>

namespace tektite::aeroheating {

StagnationFlux scarab(const environment::Freestream& air, const FilmWall& /*wall*/) {
  if (!(air.speed > 0.0)) return {};
  const double mach = air.mach();
  const double heated = 1.0 + 0.2 * mach * mach;  // T0 / T of a perfect gas, gamma = 1.4
  const double viscosity = air.viscosity * std::pow(heated, 0.75);
  const double reynolds = air.density * air.speed * 2.0 / viscosity;
  return {.plain =
              2.1 / std::sqrt(reynolds) * 0.5 * air.density * air.speed * air.speed * air.speed};
}

}  // namespace tektite::aeroheating
