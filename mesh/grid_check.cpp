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

/// Centroids and vertices, each in its box of the lattice: an index below the number of cells is a
/// centroid, what follows are vertices.
struct Probes {
  std::vector<Point> place;
  std::vector<std::pair<std::int64_t, std::int32_t>> sorted;  ///< box, index
};

Probes probes_of(const Grid& grid, const Lattice& lattice) {
  Probes probes;
  std::vector<std::uint8_t> used(grid.vertices.size(), 0);
  for (const std::int32_t corner : grid.corners) used[static_cast<std::size_t>(corner)] = 1;
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    probes.place.push_back(geometry_of(grid, cell).centroid);
  }
  probes.place.insert(probes.place.end(), grid.vertices.begin(), grid.vertices.end());
  for (std::size_t i = 0; i < probes.place.size(); ++i) {
    if (i >= grid.cells() && used[i - grid.cells()] == 0) continue;
    probes.sorted.emplace_back(lattice.box_of(probes.place[i]), static_cast<std::int32_t>(i));
  }
  std::ranges::sort(probes.sorted);
  return probes;
}

/// Throws if the probe is inside the cell without being its own.
void require_outside(const Grid& grid, std::size_t cell, const Probes& probes, std::size_t probe) {
  if (probe == cell) return;
  const bool is_vertex = probe >= grid.cells();
  const auto vertex = static_cast<std::int32_t>(probe - grid.cells());
  if (is_vertex && std::ranges::find(grid.corners_of(cell), vertex) != grid.corners_of(cell).end())
    return;
  const Point& p = probes.place[probe];
  if (!is_inside(grid, cell, p)) return;
  std::size_t other = probe;
  if (is_vertex) {  // a cell that it is a corner of
    const auto at = std::ranges::find(grid.corners, vertex) - grid.corners.begin();
    other =
        static_cast<std::size_t>(std::ranges::upper_bound(grid.first, at) - grid.first.begin() - 1);
  }
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
          require_outside(grid, cell, probes, static_cast<std::size_t>(at->second));
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
