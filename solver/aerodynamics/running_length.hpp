// How far the flow has run along a body's surface.
#pragma once

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

/// Length [m] that the flow has run along a surface when it gets to a place `behind` [m] the front
/// of the body, that it meets at sine of incidence s: as on a plate that begins at the front. On a
/// sphere that is R tan(phi/2) at the angle phi from the stagnation point, half of the arc at most.
/// At least half the size of a panel of `area` [m^2].
[[nodiscard]] inline double running_length(double behind, double s, double area) {
  const double along = std::sqrt(std::max(1.0 - s * s, 1e-4));
  return std::max(behind / along, 0.5 * std::sqrt(area));
}

}  // namespace tektite::aerodynamics
