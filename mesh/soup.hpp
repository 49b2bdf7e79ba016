// Triangles that come from a file: their check, their patches and an estimate of their curvature.
#pragma once

#include "mesh/placement.hpp"
#include "mesh/seams.hpp"
#include "mesh/shapes.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::mesh {

/// Throws bad_input, naming the part, for bad indices, coordinates that are not finite, and
/// triangles without area.
void require_sound(const ShapedPart& part);

/// Places the file's triangles. Vertices that coincide with borders or other files are shared.
void mesh_soup(int part, const Shape& shape, const Placement& placement, Seams& seams,
               std::vector<std::array<std::int32_t, 3>>& triangles);

/// Patch of each triangle: the cell of a regular grid of `patch_size` in the file's axes that its
/// centroid lies in, counted over the occupied cells in the order of (x, y, z).
[[nodiscard]] std::vector<std::int32_t> soup_patches(const Shape& shape);

/// Principal radii of each triangle, the smaller one first [m]. The shape operator that best turns
/// a triangle's edges into the differences of its vertex normals (Ref: Rusinkiewicz2004, section
/// 3.1); a vertex normal averages the triangles that meet there within 40 degrees, so that a sharp
/// edge does not count as curvature. Infinite where the normals turn by less than 1e-6 rad.
[[nodiscard]] std::vector<std::array<double, 2>> soup_radii(const Shape& shape);

}  // namespace tektite::mesh
