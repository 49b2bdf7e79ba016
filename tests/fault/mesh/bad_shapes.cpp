// What the user can get wrong about shapes: each is one clear message with exit code bad_input.
#include "mesh/shapes.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>
#include <limits>
#include <string>

namespace tektite::mesh {
namespace {

using testing::HasSubstr;

std::string message_of(const std::vector<ShapedPart>& parts) {
  try {
    static_cast<void>(build_surface(parts));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "accepted";
}

Shape sized(Shape shape, double panel_size = 0.2) {
  shape.panel_size = panel_size;
  return shape;
}

const Shape can = sized({.kind = ShapeKind::cylinder, .radius = 1.0, .length = 2.0});
const Shape lid = sized({.kind = ShapeKind::disc, .radius = 1.0});
const Shape sheet = sized({.kind = ShapeKind::plate, .size = {2.0, 1.0, 0.0}});
const Shape crate = sized({.kind = ShapeKind::box, .size = {2.0, 1.0, 1.0}});

TEST(BadShapes, SizesThatAreNotPositiveNamePartAndKey) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {0.0, -1.0, nan, std::numeric_limits<double>::infinity()}) {
    Shape shape = can;
    shape.radius = bad;
    EXPECT_THAT(message_of({{"barrel", shape}}),
                HasSubstr("part 'barrel': radius must be positive"));
    shape = can;
    shape.length = bad;
    EXPECT_THAT(message_of({{"barrel", shape}}), HasSubstr("length must be positive"));
    shape = can;
    shape.panel_size = bad;
    EXPECT_THAT(message_of({{"barrel", shape}}), HasSubstr("panel_size must be positive"));
    shape = can;
    shape.patch_size = bad;
    EXPECT_THAT(message_of({{"barrel", shape}}), HasSubstr("patch_size must be positive"));
    shape = crate;
    shape.size.z = bad;
    EXPECT_THAT(message_of({{"bus", shape}}), HasSubstr("part 'bus': size (z) must be positive"));
  }
  Shape annulus = lid;
  annulus.inner_radius = 1.0;
  EXPECT_THAT(message_of({{"ring", annulus}}), HasSubstr("inner_radius must be below radius"));
  Shape cone{.kind = ShapeKind::cone, .length = 1.0};
  EXPECT_THAT(message_of({{"cone", cone}}), HasSubstr("both zero"));
  Shape placed = can;
  placed.position.y = nan;
  EXPECT_THAT(message_of({{"can", placed}}), HasSubstr("position must be finite"));
  placed = can;
  placed.orientation = {0.0, 0.0, 0.0, 0.0};
  EXPECT_THAT(message_of({{"can", placed}}), HasSubstr("orientation must be a rotation"));
}

TEST(BadShapes, AbsurdCountsAreRefusedBeforeMemoryIsTaken) {
  EXPECT_THAT(message_of({{"barrel", sized(can, 1e-9)}}),
              HasSubstr("panel_size 1e-09 m would make"));
  Shape shape = can;
  shape.patch_size = 1e-9;
  EXPECT_THAT(message_of({{"barrel", shape}}), HasSubstr("patch_size 1e-09 m would make"));
  shape.patch_size = 0.05;
  EXPECT_THAT(message_of({{"barrel", shape}}), HasSubstr("a patch has no panel"));
}

TEST(BadShapes, BordersThatTouchWithoutConformingNameBothParts) {
  Shape other = can;  // side by side, rims touch in a point
  other.position = {0.0, 2.0, 0.0};
  EXPECT_THAT(message_of({{"left", can}, {"right", other}}),
              testing::AllOf(HasSubstr("'left'"), HasSubstr("'right'"), HasSubstr("touch")));
  other.position = {0.0, 1.2, 0.0};  // rims cross
  EXPECT_THAT(message_of({{"left", can}, {"right", other}}), HasSubstr("touch"));
  Shape wing = sheet;  // a corner on the rim
  wing.position = {1.0, 1.5, 0.0};
  EXPECT_THAT(message_of({{"can", can}, {"wing", wing}}),
              testing::AllOf(HasSubstr("'can'"), HasSubstr("'wing'")));
}

TEST(BadShapes, EdgesThatOverlapInPartOrEndInsideAFaceAreRefused) {
  Shape shorter = sheet;
  shorter.size.x = 1.0;
  shorter.position = {0.0, 1.0, 0.5};
  EXPECT_THAT(message_of({{"bus", crate}, {"wing", shorter}}), HasSubstr("touch"));
  Shape middle = sheet;  // its edge runs across the middle of the box's face
  middle.position = {0.0, 1.0, 0.1};
  EXPECT_THAT(message_of({{"bus", crate}, {"wing", middle}}), HasSubstr("touch"));
  Shape inside = sheet;  // edge strictly inside the face
  inside.size.x = 1.0;
  inside.position = {0.0, 1.0, 0.1};
  EXPECT_THAT(message_of({{"bus", crate}, {"wing", inside}}),
              HasSubstr("part 'wing' touches part"));
  Shape wing = sheet;  // along the barrel's side
  wing.size.x = 1.0;
  wing.position = {1.0, 1.5, 0.0};
  EXPECT_THAT(message_of({{"can", can}, {"wing", wing}}), HasSubstr("part 'wing' touches part"));
}

TEST(BadShapes, PartsInTheSamePlaceAreRefused) {
  EXPECT_THAT(message_of({{"a", lid}, {"b", lid}}), HasSubstr("part 'b' touches part 'a'"));
  Shape finer = sized(lid, 0.13);
  EXPECT_THAT(message_of({{"a", lid}, {"b", finer}}), HasSubstr("part 'b' touches part 'a'"));
  Shape file{.kind = ShapeKind::file};
  file.vertices = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  file.triangles = {{0, 1, 2}};
  EXPECT_THAT(message_of({{"a", file}, {"b", file}}),
              HasSubstr("'a' and 'b' lie in the same place"));
}

TEST(BadShapes, ACornerInCommonIsAccepted) {
  Shape other = sheet;
  other.position = {2.0, 1.0, 0.0};
  EXPECT_EQ(message_of({{"a", sheet}, {"b", other}}), "accepted");
}

TEST(BadShapes, PartsApartAreAccepted) {
  Shape inner = sized({.kind = ShapeKind::cylinder, .radius = 0.9, .length = 2.0});
  EXPECT_EQ(message_of({{"outer", can}, {"inner", inner}}), "accepted");
  Shape lifted = lid;
  lifted.position.x = -0.01;
  EXPECT_EQ(message_of({{"can", can}, {"lid", lifted}}), "accepted");
}

TEST(BadShapes, FilesWithBadNumbersAreRefused) {
  Shape file{.kind = ShapeKind::file};
  EXPECT_THAT(message_of({{"hull", file}}), HasSubstr("no triangles"));
  file.vertices = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  file.triangles = {{0, 1, 3}};
  EXPECT_THAT(message_of({{"hull", file}}), HasSubstr("has vertex 3, but there are 3"));
  file.triangles = {{0, 1, -1}};
  EXPECT_THAT(message_of({{"hull", file}}), HasSubstr("has vertex -1"));
  file.triangles = {{0, 1, 1}};
  EXPECT_THAT(message_of({{"hull", file}}), HasSubstr("has no area"));
  file.triangles = {{0, 1, 2}};
  EXPECT_EQ(message_of({{"hull", file}}), "accepted");
  file.vertices[1].x = std::nan("");
  EXPECT_THAT(message_of({{"hull", file}}), HasSubstr("not finite"));
}

}  // namespace
}  // namespace tektite::mesh
