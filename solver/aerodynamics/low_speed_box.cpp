#include "solver/aerodynamics/low_speed.hpp"

namespace tektite::aerodynamics {

/// A cube face-on 1.05, tumbling 0.8. Ref: Hoerner1965 (recalled)
double box_class(const LowSpeedFlow& flow, const ShapeClass& /*shape*/) {
  return mach_rise(flow, at_reynolds(at_bluntness(flow.bluntness, 0.8, 1.05), flow.reynolds), 1.15);
}

}  // namespace tektite::aerodynamics
