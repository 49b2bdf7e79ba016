#include "solver/aerodynamics/low_speed.hpp"

namespace tektite::aerodynamics {

/// Across the flow 1.12; tumbling 0.9 as a plate. Ref: Hoerner1965 (recalled)
double disk_class(const LowSpeedFlow& flow, const ShapeClass& /*shape*/) {
  return mach_rise(flow, at_reynolds(at_bluntness(flow.bluntness, 0.9, 1.12), flow.reynolds), 1.15);
}

}  // namespace tektite::aerodynamics
