#include "solver/aeroheating/oxidation.hpp"

namespace tektite::aeroheating {

double oxidation_flux(double film, double probability, OxideHeat heat) {
  return probability * film * oxygen_in_air * heat;
}

}  // namespace tektite::aeroheating
