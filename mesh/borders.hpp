// Borders of shapes: rim circles and straight edges. Borders that coincide are meshed alike.
#pragma once

#include "mesh/meridian.hpp"
#include "mesh/placement.hpp"
#include "mesh/shapes.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace tektite::mesh {

/// A circle in space, cut into `nodes` equal arcs from the direction `first` on.
struct Circle {
  Point centre;
  Point axis;           ///< unit
  Point first;          ///< unit, in the circle's plane
  Point second;         ///< axis x first
  double radius = 0.0;  ///< [m]
  int nodes = 0;
  [[nodiscard]] Point at(int node) const;
};

/// A circle that a surface of revolution must have nodes on.
struct Station {
  double s = 0.0;          ///< arc length along the part's meridian [m]
  std::size_t circle = 0;  ///< index into Borders::circles
};

/// A straight edge between two corners.
struct Segment {
  int part = 0;
  int axis = 0;  ///< of the part's axes it runs along: 0, 1, 2
  Point from;
  Point to;
};

/// All borders of a set of parts, matched.
struct Borders {
  std::vector<Circle> circles;                 ///< each place once
  std::vector<std::vector<int>> circle_parts;  ///< parts that have the circle as a rim, ascending
  std::vector<std::vector<Station>> stations;  ///< per part, by ascending s
  std::vector<Segment> segments;
  std::vector<std::array<int, 3>> divisions;  ///< per part: of its edges along x, y, z
};

[[nodiscard]] bool is_revolution(ShapeKind kind);

/// Panel size that a shape is meshed at: the wanted one, or smaller where it is slender [m].
[[nodiscard]] double panel_size_of(const Shape& shape);

/// Finds, matches and divides the borders. Throws bad_input, naming both parts, where borders meet
/// without coinciding. `tolerance` [m].
[[nodiscard]] Borders match_borders(const std::vector<ShapedPart>& parts,
                                    const std::vector<Placement>& placements, double tolerance);

/// Throws bad_input if two borders of different parts touch or cross without coinciding.
void require_borders_apart(const Borders& borders, const std::vector<ShapedPart>& parts,
                           double tolerance);

}  // namespace tektite::mesh
