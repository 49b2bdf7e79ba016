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

std::vector<std::int32_t> partition_panels(const Surface& surface, std::span<const double> weight,
                                           int ranks) {
  const std::size_t panels = surface.panels();
  expect(weight.size() == panels, "a weight for each panel");
  constexpr double huge = std::numeric_limits<double>::max();
  Vec3<VehicleAxes> low{huge, huge, huge};
  Vec3<VehicleAxes> high = -low;
  for (const auto& p : surface.vertices) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  const double extent = std::max(
      {high.x - low.x, high.y - low.y, high.z - low.z, std::numeric_limits<double>::min()});
  std::vector<std::pair<std::uint64_t, std::size_t>> curve(panels);
  double total = 0.0;
  for (std::size_t i = 0; i < panels; ++i) {
    Vec3<VehicleAxes> sum;
    for (const std::int32_t vertex : surface.triangles[i]) {
      sum += surface.vertices[static_cast<std::size_t>(vertex)];
    }
    const auto p = (sum / 3.0 - low) / extent;
    curve[i] = {morton_key(p.x, p.y, p.z), i};
    expect(std::isfinite(weight[i]) && weight[i] >= 0.0, "weights are finite and not negative");
    total += weight[i];
  }
  std::ranges::sort(curve);
  const bool alike = !(total > 0.0);
  if (alike) total = static_cast<double>(panels);
  std::vector<std::int32_t> owner(panels, 0);
  double before = 0.0;
  for (const auto& [key, panel] : curve) {
    const double own = alike ? 1.0 : weight[panel];
    const double middle = (before + 0.5 * own) / total;
    owner[panel] = std::clamp(static_cast<std::int32_t>(middle * ranks), 0, ranks - 1);
    before += own;
  }
  return owner;
}

}  // namespace tektite::mesh
