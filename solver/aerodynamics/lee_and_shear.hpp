// What Newtonian flow leaves out in the continuum: the lee, and friction. Both fade as (M/5)^4
// below Mach 5, where drag by shape class, which has them, takes over.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aerodynamics {

/// -1/M^2: the base of blunt bodies at hypersonic speed, 0.3 of the ambient pressure (recalled; a
/// vacuum would be -1.43/M^2).
[[nodiscard]] double base_inverse_square(const environment::Freestream& air);
[[nodiscard]] double no_base(const environment::Freestream& air);

/// Laminar shear of a flat plate along the running length x, on sides that meet the flow at sine of
/// incidence s: tau = 0.332 sqrt(rho* mu* u^3 / x) with the Newtonian edge, u = V sqrt(1 - s^2),
/// p = q C_p s^2, and density and viscosity at Eckert's reference temperature of a perfect gas,
/// T* = (Tw + T)/2 + 0.22 sqrt(Pr) V^2/(2 cp). tau goes with T*^-0.15, so that T* may be too high
/// by half (u below V, dissociation) for 6 % in tau. Value: C_tau sqrt(x) / (s (1 - s^2)^(3/4))
/// [m^0.5]. Ref: Eckert1955
[[nodiscard]] double shear_laminar_plate(const environment::Freestream& air, double pressure,
                                         double wall_temperature);
[[nodiscard]] double no_shear(const environment::Freestream& air, double pressure,
                              double wall_temperature);

}  // namespace tektite::aerodynamics
