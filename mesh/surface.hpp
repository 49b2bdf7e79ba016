// A triangulated surface, whole on every rank: what shapes and file readers produce and what the
// distributed panel mesh is made from. Its numbering is the global numbering.
#pragma once

#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace tektite::mesh {

/// Replicated; every rank holds identical values. Index of a triangle = global panel id, of a
/// vertex = global vertex id. Orientation: the normal (right-hand rule) points to the outer side.
struct Surface {
  std::vector<Vec3<VehicleAxes>> vertices;  ///< [m]
  std::vector<std::array<std::int32_t, 3>>
      triangles;                    ///< vertex ids, counter-clockwise from outside
  std::vector<std::int32_t> part;   ///< per triangle: index of the part (wall) it belongs to
  std::vector<std::int32_t> patch;  ///< per triangle: patch, a piece of wall of physical size;
                                    ///< numbered over all parts from 0
  std::vector<double> radius_1;  ///< per triangle: principal radii of curvature of the ideal shape,
  std::vector<double> radius_2;  ///< radius_1 <= radius_2 [m]; infinity where flat

  [[nodiscard]] std::size_t panels() const { return triangles.size(); }
};

inline constexpr double flat = std::numeric_limits<double>::infinity();

}  // namespace tektite::mesh
