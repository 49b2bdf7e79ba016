#include "solver/aerodynamics/low_speed.hpp"

#include <algorithm>

namespace tektite::aerodynamics {

/// Across the flow 1.17 if square, up to 1.28 from an aspect ratio of 10 on; tumbling 0.9, the
/// middle of 0.75 to 1.0. Ref: Hoerner1965 (recalled)
double plate_class(const LowSpeedFlow& flow, const ShapeClass& shape) {
  const double across = 1.17 + 0.11 * std::clamp((shape.slenderness - 1.0) / 9.0, 0.0, 1.0);
  return mach_rise(flow, at_reynolds(at_bluntness(flow.bluntness, 0.9, across), flow.reynolds),
                   1.15);
}

}  // namespace tektite::aerodynamics
