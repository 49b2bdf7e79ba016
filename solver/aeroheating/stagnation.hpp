// Cold-wall (300 K) convective flux at the stagnation point of a sphere in continuum flow. All of
// these go with 1/sqrt(radius), so each is written for a radius of 1 m: W/m^2 times sqrt(m).
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// 1.7415e-4 sqrt(rho) V^3. Ref: SuttonGraves1971
[[nodiscard]] double sutton_graves(const environment::Freestream& air);

/// 1.1035e8 sqrt(rho / 1.225) (V / 7925)^3.15. Ref: DetraKempRiddell1957, with the constant used by
/// DRAMA
[[nodiscard]] double detra_kemp_riddell(const environment::Freestream& air);

/// St = 2.1 / sqrt(Re0), q = St 0.5 rho V^3, with Re0 on the diameter and on viscosity at the
/// stagnation temperature of a perfect gas, mu(T) (T0/T)^0.75. Ref: Lips2005
[[nodiscard]] double scarab(const environment::Freestream& air);

/// Factor on a sphere's flux where the smaller principal radius is `ratio` (in [0, 1]) times the
/// larger: sqrt((1.1 + 0.9 sqrt(ratio)) / 2); 1 on a sphere, 0.742 on a cylinder across the flow.
/// Ref: DetraHidalgo1961 (recalled)
[[nodiscard]] double shape_factor(double ratio);

}  // namespace tektite::aeroheating
