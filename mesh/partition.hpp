// Who owns which panel: a Morton curve through the centroids, cut into pieces of equal weight.
#pragma once

#include "mesh/grid.hpp"
#include "mesh/surface.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::mesh {

/// Owner rank of each panel. Pieces of the curve are contiguous and ascend with the rank; a rank
/// may get none. Panels of equal place on the curve follow in the order of their ids.
/// `weight` per panel, finite and not negative; if all are zero, each counts 1.
[[nodiscard]] std::vector<std::int32_t> partition_panels(const Surface& surface,
                                                         std::span<const double> weight, int ranks);

/// The same for the cells of a solid.
[[nodiscard]] std::vector<std::int32_t> partition_cells(const Grid& grid,
                                                        std::span<const double> weight, int ranks);

/// Place of a point of the unit cube on a Morton curve of 21 bits an axis.
[[nodiscard]] std::uint64_t morton_key(double x, double y, double z);

}  // namespace tektite::mesh
