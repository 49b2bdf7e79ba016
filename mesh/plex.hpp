// From the replicated surface to a distributed DMPlex that remembers the global numbering.
#pragma once

#include "mesh/surface.hpp"
#include "solver/base/communicator.hpp"
#include "solver/base/petsc.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::mesh {

/// A DMPlex with one layer of overlap, and the global id of each of its points: of panels for
/// cells, of vertices for vertices, -1 for edges. DMPlex's own numbering depends on the partition.
struct Plex {
  petsc::Mesh dm;
  std::vector<std::int64_t> id;  ///< per point of the local chart
};

/// `owned`: ascending global ids of the panels that this rank owns. @note Collective
[[nodiscard]] Plex make_plex(const Communicator& world, const Surface& surface,
                             std::span<const std::int64_t> owned);

}  // namespace tektite::mesh
