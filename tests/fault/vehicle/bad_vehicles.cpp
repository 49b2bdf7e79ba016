// What cannot be built is refused with the place in the file and the rule that was broken.
#include <gtest/gtest.h>

#include "tests/unit/vehicle/builder.hpp"
#include <gmock/gmock.h>

namespace tektite::vehicle {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// drum() with `from` replaced once.
std::string changed(const std::string& from, const std::string& to, const std::string& more = "") {
  std::string text = drum(more);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("not in the drum: " + from);
  return text.replace(at, from.size(), to);
}

TEST(BadVehicles, TheDrumItselfIsGood) {
  EXPECT_EQ(complaint(drum()), "");
}

TEST(BadVehicles, ThicknessMustBePositive) {
  EXPECT_THAT(complaint(changed("thickness: 2 mm", "thickness: 0 mm")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("thickness")));
  EXPECT_THAT(complaint(changed("thickness: 2 mm", "thickness: -2 mm")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("thickness")));
}

TEST(BadVehicles, CellsMustBeThickEnoughToBeResolved) {
  EXPECT_THAT(complaint(changed("cells: 2", "cells: 100")), "");
  EXPECT_THAT(complaint(changed("2 mm, cells: 2", "0.05 mm, cells: 100")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("thinner than the 1e-06 m")));
  EXPECT_THAT(complaint(changed("cells: 2", "cells: 250, grading: 100")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("thinner than the 1e-06 m")));
}

TEST(BadVehicles, UnknownMaterialsAreNamed) {
  EXPECT_THAT(complaint(changed("aluminium_2219_t87", "aluminum_2219_t87")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("aluminum_2219_t87")));
  EXPECT_THAT(complaint(changed("steel_316", "unobtainium")),
              AllOf(StartsWith("test.yaml:12:"), HasSubstr("unobtainium")));
}

TEST(BadVehicles, UnknownPartsAndStacksListTheKnownOnes) {
  EXPECT_THAT(complaint(changed("stack: skin", "stack: skim")),
              AllOf(StartsWith("test.yaml:6:"), HasSubstr("known: skin")));
  EXPECT_THAT(complaint(changed("between: [barrel, front]", "between: [barrel, top]")),
              AllOf(StartsWith("test.yaml:12:"), HasSubstr("barrel, front, back")));
  EXPECT_THAT(complaint(changed("walls: [barrel", "walls: [barel")),
              AllOf(StartsWith("test.yaml:10:"), HasSubstr("'barel'")));
}

TEST(BadVehicles, NamesAreUnique) {
  EXPECT_THAT(complaint(changed("name: front", "name: back")),
              AllOf(StartsWith("test.yaml:8:"), HasSubstr("'back' is taken")));
  const std::string box =
      "shape: box, size: [0.1 m, 0.1 m, 0.1 m], material: copper, inside: [barrel]";
  EXPECT_THAT(complaint(drum("objects:\n  - {name: a, " + box + "}\n  - {name: a, " + box + "}\n")),
              AllOf(StartsWith("test.yaml:15:"), HasSubstr("'a' is taken")));
  // The second of two copies of `a` is called "a 2", and so would this one be.
  EXPECT_THAT(complaint(drum("objects:\n  - {name: a, count: 2, " + box + "}\n  - {name: a 2, " +
                             box + "}\n")),
              AllOf(StartsWith("test.yaml:15:"), HasSubstr("'a 2' is taken")));
  // `inside: [barrel]` could mean either.
  EXPECT_THAT(complaint(drum("objects:\n  - {name: barrel, " + box + "}\n")),
              AllOf(StartsWith("test.yaml:14:"), HasSubstr("'barrel' is taken")));
  // A joint's ring flies under the joint's name.
  EXPECT_THAT(complaint(drum("objects:\n  - {name: ring, " + box + "}\n")),
              AllOf(StartsWith("test.yaml:14:"), HasSubstr("'ring' is taken")));
}

TEST(BadVehicles, OpenVolumesSayWhereTheOpeningIs) {
  EXPECT_THAT(complaint(changed("walls: [barrel, front, back]", "walls: [barrel, front]")),
              AllOf(StartsWith("test.yaml:10:"), HasSubstr("opening near"), HasSubstr("barrel")));
}

TEST(BadVehicles, PartsNeedNeighbours) {
  const std::string text = R"(panel_size: 0.2 m
stacks:
  skin: {layers: [{material: copper, thickness: 2 mm}]}
parts:
  - {name: near, stack: skin, wall: {shape: plate, size: [1 m, 1 m]}}
  - {name: far, stack: skin, wall: {shape: plate, size: [1 m, 1 m], at: [0 m, 0 m, 5 m]}}
)";
  EXPECT_THAT(complaint(text), AllOf(StartsWith("test.yaml:5:"), HasSubstr("'near' touches no")));
  EXPECT_THAT(complaint(changed("between: [barrel, front]", "between: [front, back]")),
              AllOf(StartsWith("test.yaml:12:"), HasSubstr("share no border")));
}

TEST(BadVehicles, StacksAreLayersWithGapsBetween) {
  EXPECT_THAT(complaint(changed("[{material", "[{gap: 5 mm}, {material")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("between two layers")));
  EXPECT_THAT(complaint(changed("cells: 2}]", "cells: 2}, {gap: 5 mm}]")),
              AllOf(StartsWith("test.yaml:4:"), HasSubstr("ends with a gap")));
}

TEST(BadVehicles, ObjectsFitTheirShapeAndTheirHost) {
  const auto object = [](const std::string& entries) {
    return complaint(drum("objects:\n  - {name: a, inside: [barrel], " + entries + "}\n"));
  };
  EXPECT_THAT(object("shape: box, size: [0.1 m, 0.1 m], material: copper"),
              AllOf(StartsWith("test.yaml:14:"),
                    HasSubstr("must have 3 items where shape is box or plate, found 2")));
  EXPECT_THAT(object("shape: sphere, size: [0.1 m], thickness: 60 mm, material: copper"),
              AllOf(StartsWith("test.yaml:14:"), HasSubstr("more than half")));
  EXPECT_THAT(
      object("shape: sphere, size: [0.1 m], thickness: 0.02 mm, cells: 50, material: copper"),
      AllOf(StartsWith("test.yaml:14:"), HasSubstr("thinner than the 1e-06 m")));
  EXPECT_THAT(object("shape: sphere, size: [0.1 m]"),
              AllOf(StartsWith("test.yaml:14:"),
                    HasSubstr("material: is missing, and needed where shells is not given")));
  EXPECT_THAT(object("shape: sphere, size: [3 m], thickness: 5 mm, material: copper"),
              HasSubstr("more space than it has"));
  EXPECT_THAT(complaint(drum("objects:\n  - {name: a, shape: sphere, size: [0.1 m], material: "
                             "copper}\n")),
              AllOf(StartsWith("test.yaml:14:"), HasSubstr("inside")));
}

TEST(BadVehicles, JointsNeedStrength) {
  EXPECT_THAT(complaint(changed("steel_316", "kevlar")),
              AllOf(StartsWith("test.yaml:12:"), HasSubstr("no strength")));
}

}  // namespace
}  // namespace tektite::vehicle
