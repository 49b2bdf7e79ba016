#include "solver/aerodynamics/low_speed.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>

namespace tektite::aerodynamics {

namespace {

// Ref: Hoerner1965 (recalled). Below the crisis of Re 2e5, which is left out.
constexpr double side_on = 1.2;
constexpr double end_on = 0.85;
constexpr double side_on_bluntness = 2.0 / 3.0;

/// Mean over all directions by the cross-flow principle: 1.2 sin^3 on D L and 0.85 cos^3 on the
/// ends, on the mean projected area. 0.74 to 0.83 for L/D 1 to 3, 0.90 for long ones.
double tumbling_drag(double slenderness) {
  const double x = std::max(slenderness, 0.1);
  const double pi = constants::pi;
  return (side_on * 3.0 * pi / 16.0 * x + end_on * pi / 16.0) / (pi / 4.0 * x + pi / 8.0);
}

}  // namespace

double cylinder_class(const LowSpeedFlow& flow, const ShapeClass& shape) {
  const double k = std::clamp(flow.bluntness, 0.0, 1.0);
  const double tumbling = tumbling_drag(shape.slenderness);
  double plateau = 0.0;
  if (k <= 0.5) {
    plateau = at_bluntness(k, tumbling, end_on);
  } else if (k <= side_on_bluntness) {
    plateau = tumbling + (k - 0.5) / (side_on_bluntness - 0.5) * (side_on - tumbling);
  } else {
    plateau = side_on + (k - side_on_bluntness) / (1.0 - side_on_bluntness) * (end_on - side_on);
  }
  return mach_rise(flow, at_reynolds(plateau, flow.reynolds), 1.15);
}

}  // namespace tektite::aerodynamics
