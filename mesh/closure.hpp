// Do walls close a space, and how large is it?
#pragma once

#include "mesh/surface.hpp"
#include "solver/base/vec.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tektite::mesh {

/// An edge of the chosen parts that does not join exactly two of their panels.
struct OpenEdge {
  Vec3<VehicleAxes> middle;  ///< [m]
  std::int32_t part = 0;     ///< of its first panel
  int panels = 0;            ///< how many meet there: 1, or 3 and more
};

/// The open edge with the lowest vertex ids; none if the parts' panels close a space.
[[nodiscard]] std::optional<OpenEdge> first_open_edge(const Surface& surface,
                                                      std::span<const std::int32_t> parts);

/// Is every edge of the parts' panels used by exactly two of them? False for no panels.
[[nodiscard]] bool is_closed(const Surface& surface, std::span<const std::int32_t> parts);

/// Volume by the divergence theorem [m^3]. `sides` per part: +1 where the outer side faces out of
/// the space, -1 where it faces in. Meaningful for closed parts; negative if all sides are
/// reversed.
[[nodiscard]] double enclosed_volume(const Surface& surface, std::span<const std::int32_t> parts,
                                     std::span<const int> sides);

/// Which way the parts of a closed surface face.
struct Orientation {
  bool is_consistent = false;  ///< false: no choice of sides makes neighbours agree
  std::int32_t part_a = -1;    ///< where it is not: two parts that disagree (or one within itself)
  std::int32_t part_b = -1;
  std::vector<int> sides;  ///< per part as given: +1 outer side faces out of the space, -1 in
};

/// Finds the sides for which the enclosed volume is positive. Parts that do not hang together are
/// turned each on their own, so that a space with a hollow in it is not described.
[[nodiscard]] Orientation find_orientation(const Surface& surface,
                                           std::span<const std::int32_t> parts);

}  // namespace tektite::mesh
