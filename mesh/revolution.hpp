// Triangles on surfaces of revolution: staggered rows of nearly equilateral triangles.
#pragma once

#include "mesh/borders.hpp"
#include "mesh/placement.hpp"
#include "mesh/seams.hpp"
#include "mesh/shapes.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::mesh {

using Triangles = std::vector<std::array<std::int32_t, 3>>;

/// Meshes a cylinder, cone, disc, sphere or cap through its stations' nodes and appends the
/// triangles, outer side first, before any flip.
void mesh_revolution(int part, const Shape& shape, const Placement& placement,
                     const Borders& borders, Seams& seams, Triangles& triangles);

}  // namespace tektite::mesh
