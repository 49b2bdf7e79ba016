// Where a shape stands in the vehicle: its own axes against the vehicle's.
#pragma once

#include "solver/base/vec.hpp"

namespace tektite::mesh {

/// Axes in which a shape is described (see Shape).
struct ShapeAxes {};

using Point = Vec3<VehicleAxes>;
using LocalPoint = Vec3<ShapeAxes>;

/// Rigid placement. Immutable.
class Placement {
 public:
  Placement(const Quaternion& orientation, const Point& position)
      : turn_(rotation(normalised(orientation))), position_(position) {}

  [[nodiscard]] Point place(const LocalPoint& p) const { return direction(p) + position_; }
  [[nodiscard]] Point direction(const LocalPoint& d) const {
    return recast<VehicleAxes>(turn_ * d);
  }
  [[nodiscard]] LocalPoint local(const Point& p) const {
    const Point d = p - position_;
    return {turn_(0, 0) * d.x + turn_(1, 0) * d.y + turn_(2, 0) * d.z,
            turn_(0, 1) * d.x + turn_(1, 1) * d.y + turn_(2, 1) * d.z,
            turn_(0, 2) * d.x + turn_(1, 2) * d.y + turn_(2, 2) * d.z};
  }

 private:
  Mat3 turn_;
  Point position_;
};

}  // namespace tektite::mesh
