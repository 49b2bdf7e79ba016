#include "mesh/partition.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tektite::mesh {
namespace {

/// Spreads the lower 21 bits so that two zeros follow each.
std::uint64_t spread(std::uint64_t bits) {
  bits &= 0x1fffff;
  bits = (bits | bits << 32) & 0x1f00000000ffffULL;
  bits = (bits | bits << 16) & 0x1f0000ff0000ffULL;
  bits = (bits | bits << 8) & 0x100f00f00f00f00fULL;
  bits = (bits | bits << 4) & 0x10c30c30c30c30c3ULL;
  return (bits | bits << 2) & 0x1249249249249249ULL;
}

std::uint64_t quantise(double value) {
  return static_cast<std::uint64_t>(std::clamp(value, 0.0, 1.0) * 0x1fffff);
}

}  // namespace

std::uint64_t morton_key(double x, double y, double z) {
  return spread(quantise(x)) | spread(quantise(y)) << 1 | spread(quantise(z)) << 2;
}

namespace {

using Point = Vec3<VehicleAxes>;

/// Owner of each of the `centroids`, all within the bounds of `vertices`.
std::vector<std::int32_t> partition(std::span<const Point> vertices,
                                    std::span<const Point> centroids,
                                    std::span<const double> weight, int ranks) {
  constexpr double huge = std::numeric_limits<double>::max();
  Point low{huge, huge, huge};
  Point high = -low;
  for (const auto& p : vertices) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  const double extent = std::max(
      {high.x - low.x, high.y - low.y, high.z - low.z, std::numeric_limits<double>::min()});
  std::vector<std::pair<std::uint64_t, std::size_t>> curve(centroids.size());
  double total = 0.0;
  for (std::size_t i = 0; i < centroids.size(); ++i) {
    const auto p = (centroids[i] - low) / extent;
    curve[i] = {morton_key(p.x, p.y, p.z), i};
    expect(std::isfinite(weight[i]) && weight[i] >= 0.0, "weights are finite and not negative");
    total += weight[i];
  }
  std::ranges::sort(curve);
  const bool alike = !(total > 0.0);
  if (alike) total = static_cast<double>(centroids.size());
  std::vector<std::int32_t> owner(centroids.size(), 0);
  double before = 0.0;
  for (const auto& [key, i] : curve) {
    const double own = alike ? 1.0 : weight[i];
    const double middle = (before + 0.5 * own) / total;
    owner[i] = std::clamp(static_cast<std::int32_t>(middle * ranks), 0, ranks - 1);
    before += own;
  }
  return owner;
}

}  // namespace

std::vector<std::int32_t> partition_panels(const Surface& surface, std::span<const double> weight,
                                           int ranks) {
  expect(weight.size() == surface.panels(), "a weight for each panel");
  std::vector<Point> centroids(surface.panels());
  for (std::size_t i = 0; i < centroids.size(); ++i) {
    Point sum;
    for (const std::int32_t vertex : surface.triangles[i]) {
      sum += surface.vertices[static_cast<std::size_t>(vertex)];
    }
    centroids[i] = sum / 3.0;
  }
  return partition(surface.vertices, centroids, weight, ranks);
}

std::vector<std::int32_t> partition_cells(const Grid& grid, std::span<const double> weight,
                                          int ranks) {
  expect(weight.size() == grid.cells(), "a weight for each cell");
  std::vector<Point> centroids(grid.cells());
  for (std::size_t i = 0; i < centroids.size(); ++i) {
    Point sum;
    for (const std::int32_t vertex : grid.corners_of(i)) {
      sum += grid.vertices[static_cast<std::size_t>(vertex)];
    }
    centroids[i] = sum / static_cast<double>(grid.corners_of(i).size());
  }
  return partition(grid.vertices, centroids, weight, ranks);
}

}  // namespace tektite::mesh
