// The mesh formats: one reader each, listed in models.cpp.
#pragma once

#include "io/input/file_bytes.hpp"
#include "io/input/triangle_file.hpp"
#include "solver/base/registry.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tektite::input {

/// Returns what the file says; connectivity and coordinates are checked by the caller. Throws
/// bad_input for a malformed file.
using ReadFormat = TriangleFile (*)(const FileBytes& file);

TriangleFile read_stl(const FileBytes& file);
TriangleFile read_obj(const FileBytes& file);
TriangleFile read_ply(const FileBytes& file);
TriangleFile read_gmsh(const FileBytes& file);
TriangleFile read_vtk_poly_data(const FileBytes& file);
TriangleFile read_vtk_unstructured(const FileBytes& file);

/// The checked mesh of a file in memory, by the ending of its name: all of read_triangles() but the
/// reading. Throws bad_input.
[[nodiscard]] TriangleFile triangles_of(const FileBytes& file);

/// All formats, by file ending.
[[nodiscard]] std::span<const Model<ReadFormat>> formats();

/// Appends the polygon as a fan of triangles around its first corner.
template <class Indices>
void append_polygon(const Indices& polygon, TriangleFile& mesh) {
  for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
    mesh.triangles.push_back({polygon[0], polygon[i], polygon[i + 1]});
  }
}

}  // namespace tektite::input
