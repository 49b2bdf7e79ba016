#include "solver/aerodynamics/low_speed.hpp"

#include "solver/aerodynamics/models.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

double mach_rise(const LowSpeedFlow& flow, double subsonic, double peak) {
  const double mach = flow.mach;
  if (mach >= hypersonic_begin) return flow.newtonian;
  // A slender body's Newtonian coefficient is no measure of its wave drag: it rises all the same.
  const double top = std::max(peak * flow.hypersonic, peak * subsonic);
  if (mach <= peak_mach) {
    return subsonic + smooth_step(mach, subsonic_end, peak_mach) * (top - subsonic);
  }
  return top + smooth_step(mach, peak_mach, hypersonic_begin) * (flow.newtonian - top);
}

double at_reynolds(double turbulent, double reynolds) {
  const double Re = std::max(reynolds, 1e-3);
  return turbulent + 24.0 / Re + 6.0 / (1.0 + std::sqrt(Re));
}

double at_bluntness(double bluntness, double tumbling, double across) {
  constexpr double slender = 0.2;
  const double k = std::clamp(bluntness, 0.0, 1.0);
  return k < 0.5 ? slender + 2.0 * k * (tumbling - slender)
                 : tumbling + (2.0 * k - 1.0) * (across - tumbling);
}

double drag_of_shape_class(const LowSpeedFlow& flow, const ShapeClass& shape, ClassDrag sphere) {
  double coefficient = shape.of(Shape::sphere) * sphere(flow, shape);
  const auto classes = shape_classes();
  for (std::size_t i = 1; i < shape_count; ++i) {
    if (shape.weight[i] > 0.0) coefficient += shape.weight[i] * classes[i].make(flow, shape);
  }
  return coefficient;
}

double half_below_mach_1(const LowSpeedFlow& flow, const ShapeClass& /*shape*/,
                         ClassDrag /*sphere*/) {
  if (flow.mach >= hypersonic_begin) return flow.newtonian;
  return flow.mach < 1.0 ? 0.5 * flow.hypersonic : flow.hypersonic;
}

double constant_below_mach_5(const LowSpeedFlow& flow, const ShapeClass& /*shape*/,
                             ClassDrag /*sphere*/) {
  return flow.mach >= hypersonic_begin ? flow.newtonian : flow.hypersonic;
}

}  // namespace tektite::aerodynamics
