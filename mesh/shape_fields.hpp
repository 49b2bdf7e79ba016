// What panels inherit from the ideal shape: their patch and their radii of curvature.
#pragma once

#include "mesh/placement.hpp"
#include "mesh/shapes.hpp"
#include "mesh/surface.hpp"

#include <cstddef>
#include <cstdint>

namespace tektite::mesh {

/// The triangles [first, end) of a surface.
struct TriangleRange {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// Appends patch and radii of a part's triangles, not flipped yet, and returns its number of
/// patches; they are numbered from `first_patch`. Throws bad_input if a patch has no panel.
std::int32_t append_shape_fields(const ShapedPart& part, const Placement& placement,
                                 const TriangleRange& range, std::int32_t first_patch,
                                 Surface& surface);

}  // namespace tektite::mesh
