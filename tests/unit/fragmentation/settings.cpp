// The section's keys: defaults are those of the settings, and what is typed arrives.
#include "solver/fragmentation/fragmentation.hpp"

#include <gtest/gtest.h>

namespace tektite::fragmentation {
namespace {

TEST(Keys, DefaultsAndTypedValues) {
  const Settings defaults(io::read_case_text("{}", "case", fragmentation_keys()).root());
  EXPECT_EQ(defaults.debris_energy, 15.0);
  EXPECT_EQ(defaults.debris_area_share, Settings{}.debris_area_share);
  EXPECT_TRUE(defaults.children_tumble);
  EXPECT_FALSE(defaults.child_rate.has_value());
  const Settings typed(io::read_case_text("debris_energy: 5 J\nchild_attitude: inherited\n"
                                          "child_rate: 0.5 rad/s\n",
                                          "case", fragmentation_keys())
                           .root());
  EXPECT_EQ(typed.debris_energy, 5.0);
  EXPECT_FALSE(typed.children_tumble);
  EXPECT_EQ(typed.child_rate.value(), 0.5);
}

}  // namespace
}  // namespace tektite::fragmentation
