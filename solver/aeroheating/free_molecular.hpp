// Heat that single molecules bring to one side of a flat element.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Flux at sine of incidence s in [-1, 1] into a wall at `wall_temperature` [K], full thermal
/// accommodation, gamma of the air [W/m^2]. Negative where the wall is hotter than what arrives.
/// Ref: SchaafChambre1961, Bird1994
[[nodiscard]] double free_molecular_heat(const environment::Freestream& air, double s,
                                         double wall_temperature);

/// Mean of that over the surface of a convex body in all directions alike, lee sides too: closed
/// form of int f(s) ds / 2 over [-1, 1] [W/m^2].
[[nodiscard]] double free_molecular_mean(const environment::Freestream& air,
                                         double wall_temperature);

/// How the flux falls as the wall gets hotter, per J/kg of c_p Tw: -d(flux)/d(c_p Tw) [kg/(m^2 s)].
/// Positive at any speed; at rest the heat that a thin gas conducts. Ref: SchaafChambre1961,
/// Kennard1938
[[nodiscard]] double free_molecular_conductance(const environment::Freestream& air, double s);
/// Mean of that over a convex body in all directions alike.
[[nodiscard]] double free_molecular_mean_conductance(const environment::Freestream& air);

}  // namespace tektite::aeroheating
