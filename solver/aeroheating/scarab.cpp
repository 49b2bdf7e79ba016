#include "solver/aeroheating/stagnation.hpp"
#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aeroheating {

double scarab(const environment::Freestream& air) {
  if (!(air.speed > 0.0)) return 0.0;
  const double kinetic = 0.5 * air.speed * air.speed;
  const double stagnation = air.temperature + kinetic / constants::air_specific_heat;
  const double viscosity = air.viscosity * std::pow(stagnation / air.temperature, 0.75);
  const double reynolds = air.density * air.speed * 2.0 / viscosity;
  return 2.1 / std::sqrt(reynolds) * air.density * air.speed * kinetic;
}

}  // namespace tektite::aeroheating
