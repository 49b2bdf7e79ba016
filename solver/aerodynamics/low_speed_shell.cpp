#include "solver/aerodynamics/low_speed.hpp"

namespace tektite::aerodynamics {

/// An open hemisphere has 1.42 with its hollow ahead and 0.38 behind: 0.9 on average; across the
/// flow as a plate. Ref: Hoerner1965 (recalled)
double shell_class(const LowSpeedFlow& flow, const ShapeClass& /*shape*/) {
  return mach_rise(flow, at_reynolds(at_bluntness(flow.bluntness, 0.9, 1.17), flow.reynolds), 1.15);
}

}  // namespace tektite::aerodynamics
