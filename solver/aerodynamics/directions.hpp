// The set of attitudes of a body: directions in which it moves through the air, with weights.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/vehicle/state.hpp"

#include <vector>

namespace tektite::aerodynamics {

struct Directions {
  std::vector<Vec3<BodyAxes>> direction;  ///< unit
  std::vector<double> weight;             ///< sum 1
  [[nodiscard]] std::size_t size() const { return direction.size(); }
};

/// Vertices of an icosahedron divided `level` times, weighted with the solid angle around each:
/// 10 * 4^level + 2 directions. Exact for polynomials up to degree 5. Turned so that no direction
/// lies in a plane of the axes: panels drawn along the axes are never met at exactly s = 0.
[[nodiscard]] Directions sphere_directions(int level);

/// `count` directions of equal weight at right angles to the unit vector `axis`.
[[nodiscard]] Directions circle_directions(const Vec3<BodyAxes>& axis, int count);

/// Those of a body's attitude mode.
[[nodiscard]] Directions directions_of(const vehicle::Body& body, int level, int circle_count);

}  // namespace tektite::aerodynamics
