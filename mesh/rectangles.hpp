// Triangles and patches on the flat faces of boxes and plates.
#pragma once

#include "mesh/borders.hpp"
#include "mesh/placement.hpp"
#include "mesh/seams.hpp"
#include "mesh/shapes.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::mesh {

/// A rectangle in a shape's axes, spanned by two of them; its normal is u x v.
struct Face {
  LocalPoint corner;
  LocalPoint u;  ///< one side [m]
  LocalPoint v;  ///< the other side [m]
  int axis_u = 0;
  int axis_v = 1;
};

/// Faces of a box or a plate, normals outwards.
[[nodiscard]] std::vector<Face> faces_of(const Shape& shape);

/// Meshes a box or plate and appends the triangles, outer side first, before any flip.
void mesh_rectangles(int part, const Shape& shape, const Placement& placement,
                     const Borders& borders, Seams& seams,
                     std::vector<std::array<std::int32_t, 3>>& triangles);

/// Patches of a box or plate: a grid of near-square fields on each face.
class RectanglePatches {
 public:
  RectanglePatches(const Shape& shape, double patch_size);
  [[nodiscard]] std::int32_t count() const { return first_.back(); }
  /// Patch of a point on the face with the given normal (shape's axes).
  [[nodiscard]] std::int32_t at(const LocalPoint& p, const LocalPoint& normal) const;

 private:
  std::vector<Face> faces_;
  std::vector<std::array<std::int32_t, 2>> fields_;  ///< per face: along u, along v
  std::vector<std::int32_t> first_;
};

}  // namespace tektite::mesh
