// Cells that fill a solid, whole on every rank: what sweeps and file readers produce and what the
// distributed volume mesh is made from. Its numbering is the global numbering.
#pragma once

#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tektite::mesh {

enum class CellShape : std::uint8_t { tetrahedron, pyramid, prism, hexahedron };

/// Corners of a face, turned outwards (right-hand rule); the fourth is -1 in a triangle.
using FaceCorners = std::array<std::int32_t, 4>;

/// A face of a cell with a name of its own in the file or shape.
struct MarkedFace {
  FaceCorners corners{};  ///< vertices, ascending; the fourth is -1 in a triangle
  std::int32_t mark = 0;  ///< index into Grid::mark_name
};

/// Replicated; every rank holds identical values. Index of a cell = global cell id, of a vertex =
/// global vertex id. Corners run as Gmsh has them: the first face's right-hand normal points into
/// the cell, towards the corner or the face that follows.
struct Grid {
  std::vector<Vec3<VehicleAxes>> vertices;  ///< [m]
  std::vector<CellShape> shape;             ///< per cell
  std::vector<std::int64_t> first{0};       ///< per cell: its first corner; cells + 1 entries
  std::vector<std::int32_t> corners;        ///< vertex ids
  std::vector<std::int32_t> part;           ///< per cell: index into part_name
  std::vector<std::string> part_name;
  std::vector<MarkedFace> marks;       ///< faces that carry a mark; all others have mark 0
  std::vector<std::string> mark_name;  ///< mark_name[0] is "": unmarked

  [[nodiscard]] std::size_t cells() const { return shape.size(); }
  [[nodiscard]] std::span<const std::int32_t> corners_of(std::size_t cell) const {
    return std::span(corners).subspan(static_cast<std::size_t>(first[cell]),
                                      static_cast<std::size_t>(first[cell + 1] - first[cell]));
  }
  void add(CellShape kind, std::span<const std::int32_t> its_corners, std::int32_t its_part);
};

[[nodiscard]] int corner_count(CellShape shape);
[[nodiscard]] int face_count(CellShape shape);
/// The `k`-th face of a cell.
[[nodiscard]] FaceCorners face_of(const Grid& grid, std::size_t cell, int k);
/// Its corners in ascending order, -1 last in a triangle: the same from both sides.
[[nodiscard]] FaceCorners face_key(const FaceCorners& face);

/// A face as geometry. Quadrangles need not be flat: they are four triangles about their mean
/// point.
struct FaceGeometry {
  Vec3<VehicleAxes> area;      ///< vector, outwards [m^2]
  Vec3<VehicleAxes> centroid;  ///< [m]
};
[[nodiscard]] FaceGeometry geometry_of(const Grid& grid, const FaceCorners& face);

struct CellGeometry {
  double volume = 0.0;         ///< [m^3], negative for a cell turned inside out
  Vec3<VehicleAxes> centroid;  ///< [m]
};
[[nodiscard]] CellGeometry geometry_of(const Grid& grid, std::size_t cell);

/// A face with one cell: where the solid meets the outside.
struct BorderFace {
  std::int64_t cell = 0;
  std::int32_t slot = 0;  ///< which of the cell's faces
  std::int32_t mark = 0;
};

/// All border faces, by ascending cell, then slot. The place in the list is the face's global id.
/// Throws bad_input for a face with more than two cells and for a mark that is on no face.
[[nodiscard]] std::vector<BorderFace> border_of(const Grid& grid);

/// Throws bad_input, naming part and cell, for: corners that do not exist, coordinates that are not
/// finite, cells turned inside out or so warped that their centroid is behind one of their faces,
/// cells in the same place (a centroid, or a point just behind the border, inside a cell that
/// shares no vertex with its own). Overlaps thinner than a tenth of a face may pass. Not
/// collective; work grows with the cells, not with their square.
void check(const Grid& grid);

}  // namespace tektite::mesh
