// Closed walls and the space they enclose, against the formulas of solid geometry.
#include "mesh/closure.hpp"

#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace tektite::mesh {
namespace {

using std::numbers::pi;

/// A can far from the origin: barrel, and two ends whose outer sides both face along +x.
std::vector<ShapedPart> can(double size) {
  Shape barrel{.kind = ShapeKind::cylinder, .radius = 1.0, .length = 3.0};
  barrel.panel_size = size;
  barrel.position = {100.0, 50.0, -20.0};
  Shape aft{.kind = ShapeKind::disc, .radius = 1.0};
  aft.panel_size = size;
  aft.position = barrel.position;
  Shape front = aft;
  front.position.x += 3.0;
  return {{"barrel", barrel}, {"aft", aft}, {"front", front}};
}

TEST(Closure, VolumeOfACanConvergesWithSecondOrder) {
  const std::array<std::int32_t, 3> parts{0, 1, 2};
  std::array<double, 2> error{};
  std::size_t level = 0;
  for (const double size : {0.1, 0.05}) {
    const Surface surface = build_surface(can(size));
    ASSERT_TRUE(is_closed(surface, parts));
    const Orientation orientation = find_orientation(surface, parts);
    ASSERT_TRUE(orientation.is_consistent);
    EXPECT_EQ(orientation.sides, (std::vector<int>{1, -1, 1}));  // the aft end faces inwards
    error[level++] = std::abs(enclosed_volume(surface, parts, orientation.sides) - 3.0 * pi);
  }
  EXPECT_NEAR(std::log2(error[0] / error[1]), 2.0, 0.1);
  EXPECT_LT(error[1], 2e-2);
}

TEST(Closure, AFlippedPartTurnsItsSide) {
  auto parts = can(0.2);
  parts[0].shape.flip = true;
  const std::array<std::int32_t, 3> all{0, 1, 2};
  const Surface surface = build_surface(parts);
  EXPECT_EQ(find_orientation(surface, all).sides, (std::vector<int>{-1, -1, 1}));
  EXPECT_GT(enclosed_volume(surface, all, find_orientation(surface, all).sides), 0.0);
}

TEST(Closure, NamesTheOpenEdge) {
  const Surface surface = build_surface(can(0.2));
  const std::array<std::int32_t, 2> parts{0, 1};
  EXPECT_FALSE(is_closed(surface, parts));
  const auto open = first_open_edge(surface, parts);
  ASSERT_TRUE(open.has_value());
  EXPECT_EQ(open->part, 0);
  EXPECT_EQ(open->panels, 1);
  EXPECT_NEAR(open->middle.x, 103.0, 1e-12);
}

TEST(Closure, AnInnerBulkheadLeavesNoClosedSpaceOfAllParts) {
  auto parts = can(0.2);
  parts.push_back(parts[1]);
  parts[3].name = "bulkhead";
  parts[3].shape.position.x += 1.5;
  const Surface surface = build_surface(parts);
  const std::array<std::int32_t, 4> all{0, 1, 2, 3};
  const auto open = first_open_edge(surface, all);
  ASSERT_TRUE(open.has_value());
  EXPECT_EQ(open->panels, 3);
  const std::array<std::int32_t, 3> shell{0, 1, 2};
  EXPECT_TRUE(is_closed(surface, shell));
}

TEST(Closure, AMoebiusBandHasNoSides) {
  // Five triangles in a ring with a half turn.
  Surface band;
  for (int i = 0; i < 5; ++i) {
    const double angle = 2.0 * pi * i / 5;
    band.vertices.push_back({std::cos(angle), std::sin(angle), 0.3 * (i % 2)});
    band.triangles.push_back({i, (i + 1) % 5, (i + 2) % 5});
  }
  for (std::size_t i = 1; i < 5; i += 2) std::swap(band.triangles[i][0], band.triangles[i][1]);
  band.part.assign(5, 0);
  const std::array<std::int32_t, 1> parts{0};
  EXPECT_FALSE(find_orientation(band, parts).is_consistent);
  EXPECT_FALSE(is_closed(band, parts));
}

TEST(Closure, NoPanelsCloseNothing) {
  const Surface surface = build_surface(can(0.2));
  const std::array<std::int32_t, 1> parts{7};
  EXPECT_FALSE(is_closed(surface, parts));
}

}  // namespace
}  // namespace tektite::mesh
