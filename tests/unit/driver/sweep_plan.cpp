// Sweep files: which members they make, and what they refuse.
#include "solver/base/error.hpp"
#include "solver/driver/sweep/flight.hpp"
#include "solver/driver/sweep/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <set>

namespace tektite::driver::sweep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A case and a sweep file in a folder that goes again.
class SweepPlan : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("tektite_plan_") +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "case.yaml") << R"(tektite: 1
title: balls
entry:
  epoch: 2030-06-01T00:00:00Z
  altitude: 84 km
  latitude: 10 deg
  longitude: 20 deg
  speed: 7.5 km/s
  flight_path_angle: -2 deg
  heading: 45 deg
  attitude: {mode: tumbling, rate: 5 deg/s}
vehicle:
  panel_size: 0.12 m
  temperature: 300 K
  objects:
    - {name: ball, shape: sphere, size: [0.5 m], thickness: 5 mm, material: copper}
)";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Plan read(const std::string& rest) const {
    const auto file = folder_ / "sweep.yaml";
    std::ofstream(file) << "tektite_sweep: 1\ntitle: t\ncase: case.yaml\n" << rest;
    return Plan::read(file.string());
  }

  std::string complaint(const std::string& rest) const {
    try {
      (void)read(rest).all_members();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "accepted";
  }

  std::filesystem::path folder_;
};

const std::string speed = "vary: [{key: entry.speed, uniform: {least: 7 km/s, greatest: 8 km/s}}";

TEST_F(SweepPlan, AGridHasEveryCombinationTheFirstKeySlowest) {
  const Plan plan = read(
      "vary:\n"
      "  - {key: entry.speed, values: [7 km/s, 8 km/s]}\n"
      "  - {key: vehicle.objects.ball.material, values: [copper, cfrp, a286]}\n");
  ASSERT_EQ(plan.members(), 6);
  std::vector<std::string> all;
  for (std::int64_t i = 0; i < 6; ++i) all.push_back(plan.value(0, i) + " " + plan.value(1, i));
  EXPECT_THAT(all, ElementsAre("7 km/s copper", "7 km/s cfrp", "7 km/s a286", "8 km/s copper",
                               "8 km/s cfrp", "8 km/s a286"));
  EXPECT_THAT(plan.all_members()[4].settings,
              ElementsAre("entry.speed=8 km/s", "vehicle.objects.ball.material=cfrp"));
}

TEST_F(SweepPlan, AZipTakesTheListsInStep) {
  const Plan plan = read(
      "design: zip\nvary:\n"
      "  - {key: entry.speed, values: [7 km/s, 8 km/s]}\n"
      "  - {key: entry.heading, values: [1 deg, 2 deg]}\n");
  ASSERT_EQ(plan.members(), 2);
  EXPECT_EQ(plan.value(0, 1) + " " + plan.value(1, 1), "8 km/s 2 deg");
}

TEST_F(SweepPlan, SamplesOfAKeyDoNotDependOnOtherKeysNorOnTheirNumber) {
  const std::string more = ", {key: entry.heading, normal: {mean: 45 deg, deviation: 1 deg}}]\n";
  const Plan one = read("seed: 5\ncount: 10\n" + speed + "]\n");
  const Plan two = read("seed: 5\ncount: 20\n" + speed + more);
  const Plan other = read("seed: 6\ncount: 10\n" + speed + "]\n");
  for (std::int64_t i = 0; i < 10; ++i) EXPECT_EQ(one.value(0, i), two.value(0, i));
  EXPECT_NE(one.value(0, 0), other.value(0, 0));
}

TEST_F(SweepPlan, MoreSamplesAddMembersAtTheEnd) {
  const std::string both = ", {key: entry.heading, values: [1 deg, 2 deg, 3 deg]}]\n";
  const Plan few = read("count: 4\n" + speed + both);
  const Plan many = read("count: 9\n" + speed + both);
  ASSERT_EQ(few.members(), 12);
  ASSERT_EQ(many.members(), 27);
  for (std::int64_t i = 0; i < 12; ++i) {
    EXPECT_EQ(few.value(0, i), many.value(0, i));
    EXPECT_EQ(few.value(1, i), many.value(1, i));
  }
  // All combinations of listed values share a sample: differences between them are theirs.
  EXPECT_EQ(few.value(0, 3), few.value(0, 5));
  EXPECT_NE(few.value(0, 3), few.value(0, 6));
}

// One sample in each of n equally likely shares, for every key. Ref: McKayEtAl1979
TEST_F(SweepPlan, ALatinHypercubeHasOneSampleInEveryShare) {
  const Plan plan = read("sampling: latin_hypercube\ncount: 16\n" + speed +
                         ", {key: entry.heading, uniform: {least: 0 rad, greatest: 1 rad}}]\n");
  std::set<int> speeds;
  std::set<int> headings;
  int in_step = 0;
  for (std::int64_t i = 0; i < 16; ++i) {
    const double v = std::stod(plan.value(0, i));
    const double h = std::stod(plan.value(1, i));
    const int a = static_cast<int>(std::floor((v - 7000.0) / 1000.0 * 16.0));
    const int b = static_cast<int>(std::floor(h * 16.0));
    speeds.insert(a);
    headings.insert(b);
    in_step += a == b ? 1 : 0;
  }
  EXPECT_EQ(speeds.size(), 16U);
  EXPECT_EQ(headings.size(), 16U);
  EXPECT_LT(in_step, 8);  // each key is shuffled on its own
}

// The mean of n uniform samples of [7, 8] km/s has the standard error 1 km/s / sqrt(12 n).
TEST_F(SweepPlan, MonteCarloSamplesHaveTheMeanOfTheirDistribution) {
  const Plan plan = read("count: 4000\n" + speed + "]\n");
  double sum = 0.0;
  for (std::int64_t i = 0; i < 4000; ++i) sum += std::stod(plan.value(0, i));
  EXPECT_NEAR(sum / 4000.0, 7500.0, 4.0 * 1000.0 / std::sqrt(12.0 * 4000.0));
}

TEST_F(SweepPlan, RefusesKeysThatTheCaseDoesNotHaveWithTheNearestOne) {
  EXPECT_THAT(complaint("vary: [{key: entry.sped, values: [1 km/s]}]\n"),
              HasSubstr("sweep.yaml:4:14: error: entry.sped: unknown key 'sped'; did you mean "
                        "'speed'?"));
  EXPECT_THAT(complaint("vary: [{key: vehicle.objects.bal.thickness, values: [1 mm]}]\n"),
              HasSubstr("did you mean 'ball'?"));
  EXPECT_THAT(complaint("vary: [{key: vehicle.stacks.wall.layers, values: [1 mm]}]\n"),
              HasSubstr("there is no 'wall'"));
  EXPECT_THAT(complaint("vary: [{key: entry, values: [1 mm]}]\n"),
              HasSubstr("one value is wanted"));
  EXPECT_THAT(complaint("set: [entry.sped=1 km/s]\nvary: [{key: entry.speed, values: [1 km/s]}]\n"),
              HasSubstr("did you mean 'speed'?"));
}

TEST_F(SweepPlan, RefusesEveryFaultOfAFileAtOnce) {
  const std::string text = complaint(
      "vary:\n  - {key: entry.sped, values: [1 km/s]}\n"
      "  - {key: entry.heading, uniform: {least: 1 km, greatest: 2 km}}\n");
  EXPECT_THAT(text, HasSubstr("sweep.yaml:5:"));
  EXPECT_THAT(text, HasSubstr("sweep.yaml:6:"));
  EXPECT_THAT(text, HasSubstr("another dimension"));
}

TEST_F(SweepPlan, RefusesDistributionsThatAreNone) {
  const auto sampled = [this](const std::string& moments) {
    return complaint("count: 3\nvary: [{key: vehicle.temperature, " + moments + "}]\n");
  };
  EXPECT_THAT(sampled("uniform: {least: 300 K, greatest: 300 K}"),
              HasSubstr("must be above least"));
  EXPECT_THAT(sampled("normal: {mean: 300 K, deviation: 0 K}"), HasSubstr("greater than 0"));
  EXPECT_THAT(sampled("normal: {mean: 300 K, deviation: 5 degC}"), HasSubstr("is a difference"));
  EXPECT_THAT(sampled("normal: {mean: 300, deviation: 5 K}"), HasSubstr("the unit is missing"));
  EXPECT_THAT(sampled("log_normal: {median: 300 K, factor: 0.9}"), HasSubstr("factor: must be"));
  EXPECT_THAT(sampled("triangular: {least: 300 K, mode: 400 K, greatest: 350 K}"),
              HasSubstr("must lie between"));
  EXPECT_THAT(sampled("normal: {mean: 300 K, deviation: 1 K, least: 900 K}"),
              HasSubstr("hardly any"));
  EXPECT_THAT(sampled("values: [300 K], uniform: {least: 300 K, greatest: 301 K}"),
              HasSubstr("found values, uniform"));
}

TEST_F(SweepPlan, RefusesCountsAndListsThatDoNotFit) {
  EXPECT_THAT(complaint(speed + "]\n"), HasSubstr("count: is missing"));
  EXPECT_THAT(complaint("count: 2\nvary: [{key: entry.speed, values: [7 km/s]}]\n"),
              HasSubstr("nothing is sampled"));
  EXPECT_THAT(
      complaint("count: 2\nvary: [{key: atmosphere.model, normal: {mean: 1, deviation: 1}}]"),
      HasSubstr("only numbers can be sampled"));
  EXPECT_THAT(complaint("design: zip\nvary: [{key: entry.speed, values: [7 km/s, 8 km/s]}, "
                        "{key: entry.heading, values: [1 deg, 2 deg, 3 deg]}]"),
              HasSubstr("equal length"));
  EXPECT_THAT(complaint("vary: [{key: vehicle.objects.ball.thickness, values: [1 mm]}, "
                        "{key: vehicle.objects.0.thickness, values: [1 mm]}]"),
              HasSubstr("varies already"));
}

// One member of many is outside of the key's range: all members are held against the case's table.
TEST_F(SweepPlan, NamesTheMembersWhoseCaseIsRefused) {
  const std::string text =
      complaint("vary: [{key: march.resolution, values: [0.1 s, 0.2 s, 0 s, 0.1 m]}]\n");
  EXPECT_THAT(text, HasSubstr("member 0002 (march.resolution=0 s) is refused"));
  EXPECT_THAT(text, HasSubstr("must be in"));
  EXPECT_THAT(text, HasSubstr("member 0003"));
  EXPECT_THAT(text, HasSubstr("another dimension"));
  EXPECT_THAT(text, testing::Not(HasSubstr("member 0001")));
}

TEST_F(SweepPlan, ExtremesHaveEveryListedTextAndBothEndsOfEveryNumber) {
  const Plan plan = read("count: 50\n" + speed +
                         ", {key: vehicle.objects.ball.material, values: [copper, cfrp]}]\n");
  const auto members = plan.all_members();
  const auto chosen = plan.extremes(members);
  double least = 1e9;
  double greatest = 0.0;
  std::set<std::string> materials;
  for (const std::int64_t i : chosen) {
    least = std::min(least, std::stod(plan.value(0, i)));
    greatest = std::max(greatest, std::stod(plan.value(0, i)));
    materials.insert(plan.value(1, i));
  }
  for (const Member& member : members) {
    EXPECT_LE(least, std::stod(plan.value(0, member.index)));
    EXPECT_GE(greatest, std::stod(plan.value(0, member.index)));
  }
  EXPECT_THAT(materials, ElementsAre("cfrp", "copper"));
  EXPECT_LE(chosen.size(), 4U);
}

TEST(Indices, AreReadStrictly) {
  EXPECT_THAT(read_indices("0-2,7,1", 8), ElementsAre(0, 1, 2, 7));
  for (const char* bad : {"8", "3-1", "a", "", "1,", "-1", "1-", "0x1"}) {
    EXPECT_THROW((void)read_indices(bad, 8), Error) << bad;
  }
}

}  // namespace
}  // namespace tektite::driver::sweep
