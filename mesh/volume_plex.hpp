// From the replicated grid of cells to a distributed DMPlex that remembers the global numbering.
#pragma once

#include "mesh/grid.hpp"
#include "mesh/plex.hpp"

namespace tektite::mesh {

/// As make_plex, for cells of any shapes: Plex::id is the grid's for cells and vertices, -1 for
/// edges and faces. `owner`: rank of each cell. @note Collective
[[nodiscard]] Plex make_volume_plex(const Communicator& world, const Grid& grid,
                                    std::span<const std::int32_t> owner);

}  // namespace tektite::mesh
