// Solids that must be refused, by name: overlaps, cells turned inside out, faces of three cells,
// meshes without material, shapes that are none.
#include "mesh/sweeps.hpp"
#include "mesh/volume_mesh.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <gmock/gmock.h>
#include <limits>
#include <string>

namespace tektite::mesh {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "accepted";
}

Grid block(const std::string& name, double x) {
  return sweep_box(name, {x, 0.0, 0.0}, {0.1, 0.1, 0.1}, {3, 3, 3});
}

TEST(BadSolids, Overlap) {
  for (const double shift : {0.001, 0.05, 0.1 / 6.0, 0.099}) {
    Grid grid = block("hull", 0.0);
    join(grid, block("ring", shift));
    EXPECT_THAT(refusal([&] { check(grid); }),
                AllOf(HasSubstr("overlap"), HasSubstr("'hull'"), HasSubstr("'ring'")))
        << shift;
  }
  Grid apart = block("hull", 0.0);
  join(apart, block("ring", 0.1));
  EXPECT_EQ(refusal([&] { check(apart); }), "accepted");
}

TEST(BadSolids, SmallSolidInsideALargeCell) {
  Grid grid = sweep_box("hull", {}, {1.0, 1.0, 1.0}, {1, 1, 1});
  join(grid, sweep_box("bolt", {0.2, 0.2, 0.2}, {0.01, 0.01, 0.01}, {1, 1, 1}));
  EXPECT_THAT(refusal([&] { check(grid); }), HasSubstr("overlap"));
}

TEST(BadSolids, InvertedCell) {
  Grid grid = block("ring", 0.0);
  std::swap(grid.corners[8 * 5 + 0], grid.corners[8 * 5 + 4]);
  std::swap(grid.corners[8 * 5 + 1], grid.corners[8 * 5 + 5]);
  std::swap(grid.corners[8 * 5 + 2], grid.corners[8 * 5 + 6]);
  std::swap(grid.corners[8 * 5 + 3], grid.corners[8 * 5 + 7]);
  EXPECT_THAT(refusal([&] { check(grid); }),
              AllOf(HasSubstr("cell 5 of solid 'ring'"), HasSubstr("inverted")));
}

TEST(BadSolids, FaceOfThreeCells) {
  Grid grid = sweep_box("one", {}, {1.0, 1.0, 1.0}, {2, 1, 1});
  const auto corners = grid.corners_of(0);
  const std::array<std::int32_t, 8> again{corners[0], corners[1], corners[2], corners[3],
                                          corners[4], corners[5], corners[6], corners[7]};
  grid.add(CellShape::hexahedron, again, 0);
  EXPECT_THAT(refusal([&] { static_cast<void>(border_of(grid)); }),
              HasSubstr("a face has two cells at most"));
}

TEST(BadSolids, Numbers) {
  Grid grid = block("ring", 0.0);
  grid.vertices[7].y = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(refusal([&] { check(grid); }), HasSubstr("not finite"));
  grid = block("ring", 0.0);
  grid.corners[3] = 4000;
  EXPECT_THAT(refusal([&] { check(grid); }), HasSubstr("corner 4000"));
  grid = block("ring", 0.0);
  grid.part[2] = 4;
  EXPECT_THAT(refusal([&] { check(grid); }), HasSubstr("physical group"));
  EXPECT_THAT(refusal([] { check(Grid{}); }), HasSubstr("without cells"));
}

TEST(BadSolids, Shapes) {
  EXPECT_THAT(refusal([] {
                static_cast<void>(sweep_box("b", {}, {1, 0, 1}, {1, 1, 1}));
              }),
              HasSubstr("solid 'b'"));
  EXPECT_THAT(refusal([] {
                static_cast<void>(sweep_ring("r", {0.2, 0.1, 1.0}, {1, 8, 1}));
              }),
              HasSubstr("inner radius < outer radius"));
  EXPECT_THAT(refusal([] {
                static_cast<void>(sweep_ring("r", {0.1, 0.2, 1.0}, {1, 2, 1}));
              }),
              HasSubstr("three around"));
  EXPECT_THAT(refusal([] { static_cast<void>(sweep_sphere("s", 0.1, 0.1, 3, 1)); }),
              HasSubstr("solid 's'"));
}

}  // namespace
}  // namespace tektite::mesh
