// How high does anything of a body stand above the plane of one of its panels? Directions above
// that horizon need no rays: a convex body costs next to none.
#pragma once

#include "mesh/surface.hpp"
#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::aerodynamics {

/// The triangles of a body in a tree. Each node is held by a box along the axes, tight for walls
/// along them, and by a flat can along its mean normal, tight for a piece of curved wall, whose box
/// would rise above the plane of a neighbour. Replicated; keeps a reference to the surface.
class HorizonTree {
 public:
  /// `triangles`: global panel ids of the body in `surface`.
  HorizonTree(const mesh::Surface& surface, std::span<const std::int64_t> triangles);

  /// Least sine of elevation above which a ray from `origin` meets nothing: for every point p of
  /// the body normal . (p - origin) <= sine * |p - origin|. `normal`: unit. 0: nothing of the body
  /// rises above the plane. A bound, never too small; 1 if it is above `useless_above` or not
  /// found within some hundred looks: then the rays cost less than the search. What single
  /// precision takes off the places of ray and triangle is allowed for: above the horizon a ray
  /// that is cast all the same meets nothing.
  [[nodiscard]] double sine(const Vec3<VehicleAxes>& origin, const Vec3<VehicleAxes>& normal) const;
  static constexpr double useless_above = 0.5;

 private:
  struct Node {
    Vec3<VehicleAxes> centre;      ///< of the can [m]
    Vec3<VehicleAxes> box_centre;  ///< [m]
    Vec3<VehicleAxes> box_half;    ///< half of its edges [m]
    Vec3<VehicleAxes> axis;        ///< unit, of the flat can that holds the triangles
    double half = 0.0;             ///< of the can's height [m]
    double radius = 0.0;           ///< of the can [m]
    double reach = 0.0;            ///< of the can from its centre [m]
    std::int32_t first = 0;        ///< of its triangles
    std::int32_t count = 0;
    std::int32_t right = -1;  ///< second child; the first comes next. -1: a leaf
  };
  /// Bound of the sine of elevation of all that is in a node.
  [[nodiscard]] double elevation(const Vec3<VehicleAxes>& origin, const Vec3<VehicleAxes>& normal,
                                 const Node& node) const;
  [[nodiscard]] std::array<Vec3<VehicleAxes>, 3> corners_of(
      const std::array<std::int32_t, 3>& corner) const;
  void build(std::int32_t first, std::int32_t count);

  const mesh::Surface& surface_;
  std::vector<std::array<std::int32_t, 3>> corners_;  ///< vertices, in the order of the leaves
  std::vector<Node> nodes_;
  double blur_ = 0.0;  ///< that single precision may lift a triangle by [m]
};

/// Distance of a point from a triangle [m]. Ref: Ericson2005, 5.1.5
[[nodiscard]] double distance_to_triangle(const Vec3<VehicleAxes>& point,
                                          const std::array<Vec3<VehicleAxes>, 3>& corner);

}  // namespace tektite::aerodynamics
