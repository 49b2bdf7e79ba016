// Modified Newtonian pressure behind a shock in equilibrium air.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aerodynamics {

/// Pressure coefficient at the stagnation point, (p_s - p) / (rho V^2 / 2): behind a normal shock
/// in equilibrium air (materials/gas) above Mach 5, of a perfect gas below Mach 3, a smooth step
/// between. 1.91 to 1.94 at entry speeds, against 1.84 of a perfect gas. Continuum flow only.
/// Ref: Lees1955 (modified Newtonian)
[[nodiscard]] double real_gas_newtonian(const environment::Freestream& air);

}  // namespace tektite::aerodynamics
