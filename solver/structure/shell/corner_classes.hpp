// Who shares unknowns with whom: the corners of panels that hang together at a vertex.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::structure::shell {

/// Corner classes of a set of panels. A vertex has one class for each group of its panels that hold
/// together through edges at that vertex; a crack that reaches it splits its class.
struct CornerClasses {
  std::vector<std::array<std::int32_t, 3>> panel;  ///< classes of each panel's corners
  std::vector<std::int64_t> vertex;                ///< per class: its vertex
  [[nodiscard]] std::size_t size() const { return vertex.size(); }
};

/// `panels`: vertices of each panel, by ascending global panel id. `broken`: edges that no longer
/// hold, as (lower, higher) vertex, sorted; an edge that holds joins all its panels, however many.
/// Classes are numbered by vertex, then by their first panel, so the numbering follows from the
/// global ids alone.
[[nodiscard]] CornerClasses corner_classes(std::span<const std::array<std::int64_t, 3>> panels,
                                           std::span<const std::array<std::int64_t, 2>> broken);

}  // namespace tektite::structure::shell
