// Objects as polygons, for pictures.
#pragma once

#include "solver/vehicle/vehicle.hpp"

#include <vector>

namespace tektite::output {

/// Vertices in the vehicle's axes [m] and polygons, counter-clockwise from outside.
struct Polygons {
  std::vector<Vec3<VehicleAxes>> vertices;
  std::vector<std::vector<int>> faces;
};

/// The object's shape around its position; edges of a box or plate and a cylinder's length (x) lie
/// along the vehicle's axes.
[[nodiscard]] Polygons draw_object(const vehicle::Object& object);

}  // namespace tektite::output
