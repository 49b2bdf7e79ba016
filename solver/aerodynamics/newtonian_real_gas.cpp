#include "solver/aerodynamics/newtonian_real_gas.hpp"

#include "materials/gas/equilibrium_table.hpp"
#include "solver/aerodynamics/newtonian.hpp"

#include <algorithm>

namespace tektite::aerodynamics {

double real_gas_newtonian(const environment::Freestream& air) {
  constexpr double perfect_below = 3.0;
  constexpr double real_above = 5.0;
  const double mach = air.mach();
  const double perfect = stagnation_pressure_coefficient(mach);
  if (!(mach > perfect_below) || !(air.density > 0.0)) return perfect;
  const double real = materials::gas::EquilibriumTable::shared()
                          .stagnation({air.density, air.temperature, air.speed})
                          .pressure_coefficient;
  const double x = std::min((mach - perfect_below) / (real_above - perfect_below), 1.0);
  return perfect + (real - perfect) * x * x * (3.0 - 2.0 * x);
}

}  // namespace tektite::aerodynamics
