// The set of attitudes of a body: directions in which it moves through the air, with weights.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/vehicle/state.hpp"

#include <array>
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

/// A direction between three of a net's directions.
struct Between {
  std::array<int, 3> index{};
  std::array<double, 3> weight{};  ///< in [0, 1], sum 1
};

/// The triangles between sphere_directions(level), for interpolation: linear on each triangle, seen
/// from the centre. Of a function with second derivatives f'' the error is below f'' e^2 / 6, with
/// e the longest edge: 0.33, 0.165, 0.083 at levels 2, 3, 4.
class SphereNet {
 public:
  explicit SphereNet(int level = 0);
  [[nodiscard]] int level() const { return static_cast<int>(triangles_.size()) - 1; }
  /// The triangle that a unit vector points into. Descends the levels: 20 + 4 level tests.
  [[nodiscard]] Between at(const Vec3<BodyAxes>& direction) const;
  /// Directions of this net that lie in the middle of two of the net one level coarser: these, and
  /// the two. In ascending order. Empty at level 0.
  [[nodiscard]] const std::vector<std::array<int, 3>>& middles() const { return middles_; }

 private:
  std::vector<Vec3<BodyAxes>> vertices_;
  /// Per level; triangle t of a level is divided into 4 t ... 4 t + 3 of the next.
  std::vector<std::vector<std::array<int, 3>>> triangles_;
  std::vector<std::array<int, 3>> middles_;
};

/// `count` directions of equal weight at right angles to the unit vector `axis`.
[[nodiscard]] Directions circle_directions(const Vec3<BodyAxes>& axis, int count);

/// Those of a body's attitude mode.
[[nodiscard]] Directions directions_of(const vehicle::Body& body, int level, int circle_count);

}  // namespace tektite::aerodynamics
