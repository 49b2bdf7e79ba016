// What has changed between two resolved cases is named as --set names it.
#include "io/case/differences.hpp"

#include "solver/base/error.hpp"

#include <gtest/gtest.h>

namespace tektite::io {
namespace {

TEST(Differences, NamesKeysWithBothValues) {
  const auto changes = differences(
      "march: {macro_step: 0.5 s, longest: 2 h}\nvehicle:\n  parts:\n    - {name: can, stack: a}\n"
      "    - {name: lid, stack: b}\n  list: [1 m, 2 m]\n",
      "march: {macro_step: 0.25 s, longest: 2 h}\nvehicle:\n  parts:\n    - {name: lid, stack: c}\n"
      "    - {name: can, stack: a}\n  list: [1 m, 3 m]\nextra: yes\n");
  ASSERT_EQ(changes.size(), 4U) << "the order of named entries does not matter";
  EXPECT_EQ(changes[0].path, "march.macro_step");
  EXPECT_EQ(changes[0].before, "0.5 s");
  EXPECT_EQ(changes[0].after, "0.25 s");
  EXPECT_EQ(changes[1].path, "vehicle.parts.lid.stack");
  EXPECT_EQ(changes[2].path, "vehicle.list.1");
  EXPECT_EQ(changes[3].path, "extra");
  EXPECT_EQ(changes[3].before, "");
  EXPECT_TRUE(differences("a: 1 # comment\n", "a: 1\n").empty());
  EXPECT_THROW((void)differences("a: [", "a: 1"), Error);
}

}  // namespace
}  // namespace tektite::io
