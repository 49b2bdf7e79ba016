// The section's keys: defaults are those of the settings, and what is typed arrives.
#include "solver/structure/settings.hpp"

#include "solver/structure/structure.hpp"

#include <gtest/gtest.h>

namespace tektite::structure {
namespace {

TEST(Keys, DefaultsAndTypedValues) {
  const Settings defaults(io::read_case_text("{}", "case", structure_keys()).root());
  EXPECT_EQ(defaults.wall_strength_factor, Settings{}.wall_strength_factor);
  EXPECT_EQ(defaults.joint_strength_factor, Settings{}.joint_strength_factor);
  EXPECT_EQ(defaults.mount_strength_factor, Settings{}.mount_strength_factor);
  EXPECT_EQ(defaults.discharge_coefficient, Settings{}.discharge_coefficient);
  EXPECT_EQ(defaults.interaction, Settings{}.interaction);
  const Settings typed(io::read_case_text("wall_strength_factor: 0.8\ninteraction: linear\n",
                                          "case", structure_keys())
                           .root());
  EXPECT_EQ(typed.wall_strength_factor, 0.8);
  EXPECT_EQ(typed.interaction, "linear");
}

TEST(Keys, AnUnknownInteractionNamesTheKnown) {
  Settings settings;
  settings.interaction = "cubic";
  const vehicle::Vehicle vehicle;
  try {
    const Structure structure(settings, vehicle);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("elliptic, linear"), std::string::npos);
  }
}

}  // namespace
}  // namespace tektite::structure
