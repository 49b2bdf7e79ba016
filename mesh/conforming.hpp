// The last look at a surface just built: parts meet in common nodes only, no panel counts twice.
#pragma once

#include "mesh/placement.hpp"
#include "mesh/seams.hpp"
#include "mesh/shapes.hpp"
#include "mesh/surface.hpp"

#include <vector>

namespace tektite::mesh {

/// Throws bad_input, naming both parts, where a node of one lies on another's ideal surface without
/// being a node of it. Surfaces from files are checked as the first of the two only.
void require_conforming(const std::vector<ShapedPart>& parts,
                        const std::vector<Placement>& placements, const Seams& seams);

/// Throws bad_input for a triangle that appears twice or that sewing has made degenerate.
void require_distinct(const std::vector<ShapedPart>& parts, const Surface& surface);

}  // namespace tektite::mesh
