// Connected components of a distributed panel mesh.
#pragma once

#include "mesh/panel_mesh.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::mesh {

/// Two panels, by global id, that hang together without sharing an edge.
struct Link {
  std::int64_t a = 0;
  std::int64_t b = 0;
};

/// Label of each local panel: the smallest global id of its component; -1 where `present` is 0.
/// Two present panels are in one component if an edge with `holds` joins them, or a link does
/// (`links`: the same on every rank; ignored if one end is not present).
/// `present` per local panel with ghosts up to date, `holds` per local edge. @note Collective
[[nodiscard]] std::vector<std::int64_t> components(const PanelMesh& mesh,
                                                   std::span<const std::uint8_t> present,
                                                   std::span<const std::uint8_t> holds,
                                                   std::span<const Link> links);

}  // namespace tektite::mesh
