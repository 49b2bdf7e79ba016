#include "solver/aeroheating/stagnation.hpp"

#include <cmath>

namespace tektite::aeroheating {

double scarab(const environment::Freestream& air) {
  if (!(air.speed > 0.0)) return 0.0;
  const double mach = air.mach();
  const double heated = 1.0 + 0.2 * mach * mach;  // T0 / T of a perfect gas, gamma = 1.4
  const double viscosity = air.viscosity * std::pow(heated, 0.75);
  const double reynolds = air.density * air.speed * 2.0 / viscosity;
  return 2.1 / std::sqrt(reynolds) * 0.5 * air.density * air.speed * air.speed * air.speed;
}

}  // namespace tektite::aeroheating
