#include "mesh/grid.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tektite::mesh {
namespace {

using Point = Vec3<VehicleAxes>;

std::string name_of(const Grid& grid, std::size_t cell) {
  return fmt::format("cell {} of solid '{}'", cell,
                     grid.part_name[static_cast<std::size_t>(grid.part[cell])]);
}

void check_numbers(const Grid& grid) {
  const auto vertices = static_cast<std::int32_t>(grid.vertices.size());
  for (std::size_t v = 0; v < grid.vertices.size(); ++v) {
    const Point& p = grid.vertices[v];
    require(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "node {} has coordinates that are not finite", v);
  }
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    const bool has_part =
        grid.part[cell] >= 0 && grid.part[cell] < static_cast<std::int32_t>(grid.part_name.size());
    require(has_part, "cell {} belongs to no solid: give its volume a physical group", cell);
    for (const std::int32_t corner : grid.corners_of(cell)) {
      require(corner >= 0 && corner < vertices, "{} has corner {}, which is not there",
              name_of(grid, cell), corner);
    }
  }
}

void check_shapes(const Grid& grid) {
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    const CellGeometry is = geometry_of(grid, cell);
    require(is.volume > 0.0,
            "{} at ({:.6g}, {:.6g}, {:.6g}) m is inverted: its volume is {:.3g} m3; turn its "
            "corners round or mesh anew",
            name_of(grid, cell), is.centroid.x, is.centroid.y, is.centroid.z, is.volume);
    for (int k = 0; k < face_count(grid.shape[cell]); ++k) {
      const FaceGeometry face = geometry_of(grid, face_of(grid, cell, k));
      require(dot(face.area, face.centroid - is.centroid) > 0.0,
              "{} at ({:.6g}, {:.6g}, {:.6g}) m is warped: its centroid lies behind its face {}; "
              "mesh anew",
              name_of(grid, cell), is.centroid.x, is.centroid.y, is.centroid.z, k);
    }
  }
}

/// Is the point on the inner side of all faces of the cell, by more than round-off?
bool is_inside(const Grid& grid, std::size_t cell, const Point& p) {
  for (int k = 0; k < face_count(grid.shape[cell]); ++k) {
    const FaceGeometry face = geometry_of(grid, face_of(grid, cell, k));
    const double size = norm(face.area);
    if (dot(face.area, p - face.centroid) > -1e-6 * size * std::sqrt(size)) return false;
  }
  return true;
}

/// Cells by the box of a uniform lattice that their bounding boxes touch.
class Lattice {
 public:
  explicit Lattice(const Grid& grid) {
    constexpr double huge = std::numeric_limits<double>::max();
    low_ = {huge, huge, huge};
    Point high = -low_;
    for (const Point& p : grid.vertices) {
      low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y), std::min(low_.z, p.z)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
    const Point extent = high - low_;
    const double volume =
        std::max(extent.x, 1e-12) * std::max(extent.y, 1e-12) * std::max(extent.z, 1e-12);
    // About one cell a box, were the bounding box full.
    side_ = std::cbrt(volume / static_cast<double>(grid.cells()));
    for (int i = 0; i < 3; ++i) {
      count_[static_cast<std::size_t>(i)] = std::clamp(static_cast<std::int64_t>(extent[i] / side_),
                                                       std::int64_t{1}, std::int64_t{1024});
      step_[static_cast<std::size_t>(i)] =
          std::max(extent[i], 1e-12) / static_cast<double>(count_[static_cast<std::size_t>(i)]);
    }
  }

  [[nodiscard]] std::int64_t place(double value, int axis) const {
    const auto a = static_cast<std::size_t>(axis);
    return std::clamp(static_cast<std::int64_t>((value - low_[axis]) / step_[a]), std::int64_t{0},
                      count_[a] - 1);
  }
  [[nodiscard]] std::int64_t box(std::int64_t i, std::int64_t j, std::int64_t k) const {
    return (k * count_[1] + j) * count_[0] + i;
  }
  [[nodiscard]] std::int64_t box_of(const Point& p) const {
    return box(place(p.x, 0), place(p.y, 1), place(p.z, 2));
  }

 private:
  Point low_;
  double side_ = 1.0;
  std::array<std::int64_t, 3> count_{};
  std::array<double, 3> step_{};
};

/// Points that must not be inside a stranger's cell: centroids of all cells, and points just behind
/// the border: where two solids overlap, part of the border of one is inside the other.
struct Probes {
  std::vector<Point> place;
  std::vector<std::int32_t> cell;                             ///< that each belongs to
  std::vector<std::pair<std::int64_t, std::int32_t>> sorted;  ///< box of the lattice, index
};

Probes probes_of(const Grid& grid, const Lattice& lattice) {
  constexpr double to_corner = 0.9, below = 1e-4;
  Probes probes;
  const auto add = [&](const Point& p, std::size_t cell) {
    probes.sorted.emplace_back(lattice.box_of(p), static_cast<std::int32_t>(probes.place.size()));
    probes.place.push_back(p);
    probes.cell.push_back(static_cast<std::int32_t>(cell));
  };
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    add(geometry_of(grid, cell).centroid, cell);
  }
  for (const BorderFace& border : border_of(grid)) {
    const auto cell = static_cast<std::size_t>(border.cell);
    const FaceCorners face = face_of(grid, cell, border.slot);
    const FaceGeometry is = geometry_of(grid, face);
    const Point inwards = -below / std::sqrt(norm(is.area)) * is.area;
    add(is.centroid + inwards, cell);
    for (const std::int32_t corner : face) {
      if (corner < 0) continue;
      const Point& end = grid.vertices[static_cast<std::size_t>(corner)];
      add(is.centroid + to_corner * (end - is.centroid) + inwards, cell);
    }
  }
  std::ranges::sort(probes.sorted);
  return probes;
}

bool share_a_vertex(const Grid& grid, std::size_t one, std::size_t other) {
  const auto corners = grid.corners_of(other);
  return std::ranges::any_of(grid.corners_of(one), [&](std::int32_t v) {
    return std::ranges::find(corners, v) != corners.end();
  });
}

/// Throws if the probe is inside the cell without being its own or a neighbour's.
void require_outside(const Grid& grid, std::size_t cell, const Probes& probes, std::size_t probe) {
  const auto other = static_cast<std::size_t>(probes.cell[probe]);
  if (other == cell) return;
  const Point& p = probes.place[probe];
  if (!is_inside(grid, cell, p) || share_a_vertex(grid, cell, other)) return;
  require(false,
          "solids overlap: {} and {} are in the same place, at ({:.6g}, {:.6g}, {:.6g}) m; cut one "
          "out of the other",
          name_of(grid, std::min(cell, other)), name_of(grid, std::max(cell, other)), p.x, p.y,
          p.z);
}

void check_overlaps(const Grid& grid) {
  const Lattice lattice(grid);
  const Probes probes = probes_of(grid, lattice);
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    Point low = grid.vertices[static_cast<std::size_t>(grid.corners_of(cell)[0])];
    Point high = low;
    for (const std::int32_t corner : grid.corners_of(cell)) {
      const Point& p = grid.vertices[static_cast<std::size_t>(corner)];
      low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
    for (std::int64_t k = lattice.place(low.z, 2); k <= lattice.place(high.z, 2); ++k) {
      for (std::int64_t j = lattice.place(low.y, 1); j <= lattice.place(high.y, 1); ++j) {
        const std::int64_t first = lattice.box(lattice.place(low.x, 0), j, k);
        const std::int64_t last = lattice.box(lattice.place(high.x, 0), j, k);
        auto at = std::ranges::lower_bound(probes.sorted, std::pair{first, std::int32_t{0}});
        for (; at != probes.sorted.end() && at->first <= last; ++at) {
          const Point& p = probes.place[static_cast<std::size_t>(at->second)];
          const bool is_near = p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y &&
                               p.z >= low.z && p.z <= high.z;
          if (is_near) {
            require_outside(grid, cell, probes, static_cast<std::size_t>(at->second));
          }
        }
      }
    }
  }
}

}  // namespace

void check(const Grid& grid) {
  require(grid.cells() > 0, "a solid without cells");
  check_numbers(grid);
  check_shapes(grid);
  check_overlaps(grid);
}

}  // namespace tektite::mesh
