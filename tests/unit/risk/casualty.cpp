// Casualty area, expectation and verdicts against the published table and computed examples.
#include "solver/risk/casualty.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace tektite::risk {
namespace {

using constants::degree;
constexpr double km2 = 1e6;

// FRG-01. Source: (0.6 m + sqrt(A))^2 (NASA8719.14C), evaluated by hand.
TEST(Casualty, Area) {
  EXPECT_NEAR(casualty_area(1.0), 2.56, 1e-12);
  EXPECT_NEAR(casualty_area(2.0) + casualty_area(0.5) + casualty_area(0.05), 6.443913, 1e-6);
  EXPECT_NEAR(10 * casualty_area(0.1), 8.394733, 1e-6);
  EXPECT_NEAR(casualty_area(0.0), 0.36, 1e-15);
}

// Source: table of critical areas by inclination, 2024 and 2030 (CNES2023, seen in a public code).
TEST(Casualty, CriticalAreaOfTheTable) {
  const double table[][2] = {{0, 8.40},  {5, 9.16},  {25, 4.77}, {35, 4.23}, {50, 5.65},
                             {55, 6.02}, {90, 8.59}, {92, 8.58}, {98, 8.46}, {110, 7.80}};
  for (const auto& row : table) {
    EXPECT_NEAR(critical_casualty_area(row[0] * degree, 2024), row[1], 1e-9) << row[0];
  }
  EXPECT_NEAR(critical_casualty_area(50 * degree, 2030), 5.40, 1e-9);
  EXPECT_NEAR(critical_casualty_area(55 * degree, 2030), 5.77, 1e-9);
}

// Source: the same, at 51.64 deg: 5.771 m^2 (17.33 persons/km^2) in 2024, 5.721 in 2025, 5.521
// (18.11) in 2030. Between 2024 and 2030 ours is linear in the year: 0.2 % off in 2025.
TEST(Casualty, DensityUnderTheStationsOrbit) {
  const double i = 51.64 * degree;
  EXPECT_NEAR(critical_casualty_area(i, 2024), 5.771, 5e-4);
  EXPECT_NEAR(critical_casualty_area(i, 2030), 5.521, 1e-3);
  EXPECT_NEAR(critical_casualty_area(i, 2025), 5.721, 0.01);
  EXPECT_NEAR(population_density(i, 2024) * km2, 17.33, 5e-3);
  EXPECT_NEAR(population_density(i, 2030) * km2, 18.11, 5e-3);
}

TEST(Casualty, RetrogradeOrbitsMirrorPrograde) {
  EXPECT_NEAR(critical_casualty_area(150 * degree, 2024), critical_casualty_area(30 * degree, 2024),
              1e-12);
  EXPECT_NEAR(critical_casualty_area(180 * degree, 2024), 8.40, 1e-9);
  EXPECT_EQ(critical_casualty_area(0.9, 2010), critical_casualty_area(0.9, 2024));
  EXPECT_GT(population_density(0.9, 2031), population_density(0.9, 2030));
  EXPECT_THROW((void)critical_casualty_area(3.2, 2024), Error);
}

// Source: a casualty area equal to the critical one gives 1e-4 by definition, and then
// P(>=1) = 1 - exp(-1e-4) = 9.9995e-5.
TEST(Casualty, CriticalAreaIsOneInTenThousand) {
  RiskSettings settings;
  settings.inclination = 51.64 * degree;
  settings.year = 2024;
  settings.standards = {"nasa_8719_14c"};
  const double critical = critical_casualty_area(settings.inclination, 2024);
  const Arrival arrivals[] = {{critical, 15.0}, {50.0, 14.999}};
  const CasualtyRisk risk = assess_casualties(arrivals, settings);
  EXPECT_EQ(risk.counted, 1);
  EXPECT_EQ(risk.below_threshold, 1);
  EXPECT_NEAR(risk.expectation_if_uncontrolled, 1e-4, 1e-18);
  EXPECT_NEAR(risk.probability_if_uncontrolled, 9.9995e-5, 1e-10);
  ASSERT_EQ(risk.verdicts.size(), 1U);
  EXPECT_TRUE(risk.verdicts[0].applies);
}

// Source: 2.56 m^2 at 14.3 and at 50 persons/km^2: 3.6608e-5 and 1.28e-4.
TEST(Casualty, ExpectationIsAreaTimesDensity) {
  EXPECT_NEAR(casualty_area(1.0) * 14.3 / km2, 3.6608e-5, 1e-12);
  RiskSettings settings;
  settings.inclination = 51.64 * degree;
  settings.year = 2024;
  const Arrival arrivals[] = {{casualty_area(1.0), 1e5}};
  EXPECT_NEAR(assess_casualties(arrivals, settings).expectation_if_uncontrolled, 2.56 * 17.33e-6,
              2e-8);
}

TEST(Casualty, ControlledEntryIsJudgedByItsBurn) {
  RiskSettings settings;
  settings.inclination = 51.64 * degree;
  settings.year = 2031;
  settings.controlled = true;
  settings.burn_failure_probability = 0.01;
  settings.standards = {"nasa_8719_14c"};
  const Arrival arrivals[] = {{300.0, 1e5}};
  const CasualtyRisk risk = assess_casualties(arrivals, settings);
  ASSERT_EQ(risk.verdicts.size(), 2U);
  EXPECT_FALSE(risk.verdicts[0].applies);
  EXPECT_FALSE(risk.verdicts[0].met);  // 300 m^2 is 50 times too much for an uncontrolled entry
  EXPECT_TRUE(risk.verdicts[1].applies);
  EXPECT_TRUE(risk.verdicts[1].met);
  EXPECT_DOUBLE_EQ(risk.expectation_if_controlled, 0.01 * risk.expectation_if_uncontrolled);
  settings.burn_failure_probability = 0.05;
  EXPECT_FALSE(assess_casualties(arrivals, settings).verdicts[1].met);
}

TEST(Casualty, NothingArrives) {
  RiskSettings settings;
  settings.inclination = 0.9;
  settings.year = 2030;
  settings.standards = {"nasa_8719_14c"};
  const CasualtyRisk risk = assess_casualties({}, settings);
  EXPECT_EQ(risk.expectation_if_uncontrolled, 0.0);
  EXPECT_TRUE(risk.verdicts[0].met);
}

RiskSettings read(const std::string& text) {
  static const io::Keys root = {
      {.name = "risk", .type = io::KeyType::section, .keys = &risk_keys()}};
  return read_risk(io::read_case_text(text, "case.yaml", root).root().section("risk"));
}

TEST(ReadRisk, Defaults) {
  const RiskSettings settings = read("{}");
  EXPECT_FALSE(settings.inclination_given);
  EXPECT_FALSE(settings.year_given);
  EXPECT_FALSE(settings.controlled);
  EXPECT_EQ(settings.standards, std::vector<std::string>{"nasa_8719_14c"});
}

TEST(ReadRisk, Given) {
  const RiskSettings settings =
      read("risk: {inclination: 51.64 deg, year: 2031, burn_failure_probability: 0.02}");
  EXPECT_NEAR(settings.inclination, 51.64 * degree, 1e-15);
  EXPECT_EQ(settings.year, 2031);
  EXPECT_TRUE(settings.controlled);
  EXPECT_EQ(settings.burn_failure_probability, 0.02);
}

TEST(ReadRisk, Refuses) {
  for (const char* text : {"risk: {standards: [esa]}", "risk: {burn_failure_probability: 2}",
                           "risk: {inclination: 200 deg}"}) {
    try {
      (void)read(text);
      ADD_FAILURE() << "accepted: " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      EXPECT_THAT(error.what(), testing::HasSubstr("case.yaml:1"));
    }
  }
}

}  // namespace
}  // namespace tektite::risk
