// Walls from shapes: each is meshed in its own axes at a wanted panel size, placed in the
// vehicle's, and sewn to its neighbours where their borders coincide.
#pragma once

#include "mesh/surface.hpp"
#include "solver/base/vec.hpp"

#include <string>
#include <vector>

namespace tektite::mesh {

enum class ShapeKind { cylinder, cone, disc, box, plate, sphere, cap, file };

/// A shape in its own axes. Axis of revolution is +x, from x = 0 at its base. Normals point away
/// from the axis (cylinder, cone, sphere, cap), outwards (box), along +x (disc), along +z (plate).
///   cylinder: radius, length. cone: radius (at x = 0), radius_end (at x = length), length.
///   disc: radius, inner_radius (0: full), at x = 0. box: size (x, y, z), centred on the origin.
///   plate: size (x, y), centred, in z = 0. sphere: radius, centred on the origin.
///   cap: part of a sphere with `radius` of its rim circle at x = 0 and `length` its height along
///   +x. file: a triangle mesh that io/input has read into `vertices` and `triangles`.
struct Shape {
  ShapeKind kind = ShapeKind::cylinder;
  double radius = 0.0;           ///< [m]
  double radius_end = 0.0;       ///< [m]
  double inner_radius = 0.0;     ///< [m]
  double length = 0.0;           ///< [m]
  Vec3<VehicleAxes> size{};      ///< [m]
  double panel_size = 0.1;       ///< wanted length of a panel's edges [m]
  double patch_size = 1.0;       ///< wanted extent of a patch, independent of panel_size [m]
  bool flip = false;             ///< turn the outer side to the other side
  Vec3<VehicleAxes> position{};  ///< of the shape's origin in the vehicle's axes [m]
  Quaternion orientation{};      ///< turns the shape's axes into the vehicle's
  std::vector<Vec3<VehicleAxes>> vertices{};             ///< kind file only [m]
  std::vector<std::array<std::int32_t, 3>> triangles{};  ///< kind file only
};

/// One wall: a shape with the name used in messages.
struct ShapedPart {
  std::string name;
  Shape shape;
};

/// Meshes all parts into one surface; part index = position in `parts`. Borders that coincide are
/// meshed alike and share nodes, so that touching parts conform. Throws bad_input, naming the part,
/// for sizes that are not positive, borders that touch without conforming, and degenerate
/// triangles. Same result on every rank; not collective.
[[nodiscard]] Surface build_surface(const std::vector<ShapedPart>& parts);

}  // namespace tektite::mesh
