// Heat that single molecules bring to one side of a flat element.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Flux at sine of incidence s in [-1, 1] into a wall at `wall_temperature` [K], full thermal
/// accommodation, gamma = 1.4 [W/m^2]. Negative where the wall is hotter than what arrives.
/// Ref: SchaafChambre1961, Bird1994
[[nodiscard]] double free_molecular_heat(const environment::Freestream& air, double s,
                                         double wall_temperature);

/// Mean of that over the surface of a convex body in all directions alike, lee sides too: closed
/// form of int f(s) ds / 2 over [-1, 1] [W/m^2].
[[nodiscard]] double free_molecular_mean(const environment::Freestream& air,
                                         double wall_temperature);

}  // namespace tektite::aeroheating
