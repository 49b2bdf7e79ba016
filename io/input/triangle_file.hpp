// Triangle meshes from files.
#pragma once

#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tektite::input {

/// What a mesh file says, in the file's own axes. Coordinates are taken as metres.
struct TriangleFile {
  std::vector<Vec3<VehicleAxes>> vertices;             ///< [m], each place once, each used
  std::vector<std::array<std::int32_t, 3>> triangles;  ///< in file order, turned as in the file
};

/// Reads .stl, .obj, .ply, .vtp, .vtu or .msh; the ending says which. Vertices at exactly the same
/// place become one; polygons are cut into fans of triangles. Throws bad_input, naming the file,
/// for a file that is missing, not a regular file, empty, cut short or malformed, for vertex
/// numbers out of range, coordinates that are not finite, and triangles without area. Not
/// collective: one rank reads and shares.
[[nodiscard]] TriangleFile read_triangles(const std::string& path);

}  // namespace tektite::input
