// Keys that depend on others (keys.hpp): what is needed, what has no meaning, how many, which
// names. Every expectation is worked out from the table below by hand.
#include "io/case/resolve.hpp"
#include "io/case/section.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace tektite::io {
namespace {

using testing::HasSubstr;
using testing::Not;

const Keys& wall_keys() {
  static const Keys keys = {
      {.name = "name", .type = KeyType::name, .presence = Presence::required, .unique = true},
      {.name = "shape",
       .type = KeyType::choice,
       .fallback = "ball",
       .choices = {"ball", "box", "file"}},
      {.name = "radius",
       .unit = "m",
       .required_when = {is("shape", {"ball"})},
       .only_when = {is("shape", {"ball"})}},
      {.name = "size",
       .type = KeyType::numbers,
       .unit = "m",
       .required_when = {is("shape", {"box"})},
       .only_when = {is("shape", {"box"})},
       .counts = {{.fewest = 3, .most = 3, .when = is("shape", {"box"})}}},
      {.name = "cells", .type = KeyType::integer, .fallback = "2", .only_when = {absent("gap")}},
      {.name = "gap", .unit = "m"},
      {.name = "axis", .type = KeyType::numbers, .some_nonzero = true},
      {.name = "beside", .type = KeyType::name, .names_in = {"walls", "others"}},
      {.name = "of", .type = KeyType::name, .library = "stuff"},
  };
  return keys;
}

const Keys& root_keys() {
  static const Keys keys = {
      {.name = "walls", .type = KeyType::list, .keys = &wall_keys(), .counts = {{.most = 2}}},
      {.name = "others", .type = KeyType::map, .keys = &wall_keys()}};
  return keys;
}

std::string message(const std::string& walls) {
  try {
    (void)read_case_text("walls:\n" + walls, "c.yaml", root_keys(),
                         {.libraries = {{"stuff", {"copper", "cfrp"}}}});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Conditions, NeededAndWithoutMeaning) {
  EXPECT_EQ(message("  - {name: a, radius: 1 m}\n"), "");  // a ball by default
  EXPECT_EQ(message("  - {name: a}\n"),
            "c.yaml:2:5: error: walls[0].radius: is missing, and needed where shape is ball");
  EXPECT_EQ(message("  - {name: a, shape: file}\n"), "");
  EXPECT_EQ(message("  - {name: a, shape: file, radius: 1 m}\n"),
            "c.yaml:2:28: error: walls[0].radius: has a meaning only where shape is ball");
  EXPECT_EQ(message("  - {name: a, radius: 1 m, gap: 1 m, cells: 3}\n"),
            "c.yaml:2:38: error: walls[0].cells: has a meaning only where gap is not given");
  // Of a shape that is none nothing is known: one error, not three.
  EXPECT_THAT(message("  - {name: a, shape: bail, size: [1 m]}\n"),
              testing::AllOf(HasSubstr("unknown choice 'bail'"), Not(HasSubstr("\n"))));
}

TEST(Conditions, CountsNamesAndZeros) {
  EXPECT_EQ(message("  - {name: a, shape: box, size: [1 m, 2 m]}\n"),
            "c.yaml:2:33: error: walls[0].size: must have 3 items where shape is box, found 2");
  EXPECT_THAT(message("  - {name: a, shape: file}\n  - {name: b, shape: file}\n"
                      "  - {name: c, shape: file}\n"),
              HasSubstr("walls: must have 0 to 2 items, found 3"));
  EXPECT_EQ(message("  - {name: a, shape: file}\n  - {name: a, shape: file}\n"),
            "c.yaml:3:12: error: walls[1].name: the name 'a' is taken");
  EXPECT_EQ(message("  - {name: a, shape: file, axis: [0, 0]}\n"),
            "c.yaml:2:34: error: walls[0].axis: must not be zero");
  EXPECT_EQ(message("  - {name: a, shape: file, beside: b}\n  - {name: b, shape: file}\n"), "");
  EXPECT_EQ(message("  - {name: a, shape: file, beside: c}\nothers: {c: {name: c, radius: 1 m}}\n"),
            "");
  EXPECT_EQ(message("  - {name: abcd, shape: file, beside: abcde}\n"),
            "c.yaml:2:39: error: walls[0].beside: there is no 'abcde' in walls or others; did you "
            "mean 'abcd'? known: abcd");
  EXPECT_EQ(message("  - {name: a, shape: file, of: coper}\n"),
            "c.yaml:2:32: error: walls[0].of: unknown stuff 'coper'; did you mean 'copper'?");
}

TEST(Conditions, DefaultsWithoutMeaningAreNotWrittenButCanBeRead) {
  const Case scenario =
      read_case_text("walls: [{name: a, radius: 1 m, gap: 2 m}]\n", "c.yaml", root_keys());
  const Section wall = scenario.root().list("walls")[0];
  EXPECT_FALSE(wall.has("cells"));
  EXPECT_EQ(wall.integer("cells"), 2);
  EXPECT_THAT(scenario.resolved(), Not(HasSubstr("cells")));
  EXPECT_EQ(read_case_text(scenario.resolved(), "r.yaml", root_keys()).hash(), scenario.hash());
}

}  // namespace
}  // namespace tektite::io
