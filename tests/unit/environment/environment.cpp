// Environment from a case, its freestream, and the registry of atmospheres.
#include "solver/environment/environment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>

namespace tektite::environment {
namespace {

io::Case atmosphere_case(const std::string& text) {
  static const io::Keys root = {
      {.name = "atmosphere", .type = io::KeyType::section, .keys = &atmosphere_keys()}};
  return io::read_case_text(text, "case.yaml", root);
}

TEST(EnvironmentRoom, DefaultModelIsUs76) {
  const io::Case absent = atmosphere_case("{}");
  const Environment environment(absent.root().section("atmosphere"), {});
  EXPECT_NEAR(environment.atmosphere().at({0.0}).pressure, 101325.0, 1e-9);
}

TEST(EnvironmentRoom, UnknownModelNamesTheKnownOnes) {
  try {
    atmosphere_case("atmosphere: {model: us77}");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    EXPECT_THAT(error.what(), testing::HasSubstr("us76"));
    EXPECT_THAT(error.what(), testing::HasSubstr("case.yaml:1"));
  }
}

TEST(EnvironmentRoom, EveryModelIsDescribed) {
  for (const auto& model : atmosphere_models()) {
    EXPECT_FALSE(model.description.empty());
    EXPECT_EQ(model.reference.empty(), model.name == "table");
  }
}

// Source: definitions. Mach, Reynolds, Knudsen and speed ratio from the air of 70 km.
TEST(EnvironmentRoom, Freestream) {
  const Environment environment(atmosphere_case("{}").root().section("atmosphere"), {});
  const Vec3<EarthFixed> r = to_earth_fixed({0.4, 1.0, 70e3});
  const Freestream air = environment.freestream(r, {3000.0, -4000.0, 5000.0}, 0.0);
  EXPECT_NEAR(air.altitude, 70e3, 1e-7);
  EXPECT_DOUBLE_EQ(air.speed, std::sqrt(5e7));
  EXPECT_NEAR(air.density, 8.28286e-5, 1e-9);
  EXPECT_DOUBLE_EQ(air.mach(), air.speed / air.sound_speed);
  EXPECT_NEAR(air.speed_ratio(), air.mach() * std::sqrt(0.7), 1e-4 * air.mach());
  EXPECT_DOUBLE_EQ(air.knudsen(2.0), 0.5 * air.mean_free_path);
  EXPECT_DOUBLE_EQ(air.reynolds(2.0), air.density * air.speed * 2.0 / air.viscosity);
  EXPECT_DOUBLE_EQ(air.dynamic_pressure(), 0.5 * air.density * 5e7);
}

// The air turns with the Earth: a body at rest in Earth-fixed axes meets none.
TEST(EnvironmentRoom, AirRotatesWithTheEarth) {
  const Environment environment(atmosphere_case("{}").root().section("atmosphere"), {});
  EXPECT_EQ(environment.freestream(to_earth_fixed({0.0, 0.0, 1e5}), {}, 0.0).speed, 0.0);
}

}  // namespace
}  // namespace tektite::environment
