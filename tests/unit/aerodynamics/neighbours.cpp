// Shadows between bodies. Source: plane geometry (the lens of two circles); a brute-force search
// over all pairs for the grid of cells.
#include "solver/aerodynamics/neighbours.hpp"

#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tektite::aerodynamics {
namespace {

using constants::pi;

const Vec3<EarthFixed> ahead = unit(Vec3<EarthFixed>{0.3, -0.8, 0.52});
const Vec3<EarthFixed> aside = unit(cross(ahead, Vec3<EarthFixed>{0.0, 0.0, 1.0}));
// Far from the centre of the Earth places are known to 1e-9 m: factors to that over a diameter.
const Vec3<EarthFixed> origin{6.4e6, 1.2e5, -3.0e5};
const NeighbourSettings on{.shadow = true, .range = 5.0, .interference = 1.0};

TEST(Neighbours, OnlyTheFirstOfALineIsLit) {
  std::vector<Disc> line;
  for (int i = 0; i < 6; ++i) line.push_back({origin - (2.0 * i) * ahead, ahead, 1.0});
  std::vector<double> factor;
  neighbour_factors(on, line, factor);
  EXPECT_EQ(factor[0], 1.0);
  for (std::size_t i = 1; i < line.size(); ++i) EXPECT_NEAR(factor[i], 0.0, 1e-9) << i;
}

TEST(Neighbours, AnOffsetLeavesTheLensOfTwoCirclesDark) {
  for (const double offset : {0.0, 0.2, 0.5, 0.8, 0.99, 1.01, 2.0}) {
    const std::vector<Disc> pair = {{origin, ahead, 1.0},
                                    {origin - 3.0 * ahead + offset * aside, ahead, 1.0}};
    std::vector<double> factor;
    neighbour_factors(on, pair, factor);
    // Two circles of radius 1/2 at distance d: lens = acos(d)/2 - d/2 sqrt(1 - d^2).
    const double d = std::min(offset, 1.0);
    const double lens = 0.5 * std::acos(d) - 0.5 * d * std::sqrt(1.0 - d * d);
    EXPECT_EQ(factor[0], 1.0);
    EXPECT_NEAR(factor[1], 1.0 - lens / (0.25 * pi), 1e-6) << offset;
  }
}

TEST(Neighbours, ASmallBodyDarkensItsShareOfALargeOne) {
  const std::vector<Disc> pair = {{origin, ahead, 0.5},
                                  {origin - 2.0 * ahead + 0.3 * aside, ahead, 2.0}};
  std::vector<double> factor;
  neighbour_factors(on, pair, factor);
  EXPECT_NEAR(factor[1], 1.0 - 0.0625, 1e-12);
}

TEST(Neighbours, OutOfReachThereIsNoShadow) {
  for (const double distance : {4.9, 5.1}) {
    const std::vector<Disc> pair = {{origin, ahead, 1.0}, {origin - distance * ahead, ahead, 1.0}};
    std::vector<double> factor;
    neighbour_factors(on, pair, factor);
    EXPECT_NEAR(factor[1], distance < 5.0 ? 0.0 : 1.0, 1e-9);
  }
}

TEST(Neighbours, NothingIsShadowedWithoutTheModel) {
  const std::vector<Disc> pair = {{origin, ahead, 1.0}, {origin - ahead, ahead, 1.0}};
  std::vector<double> factor;
  neighbour_factors({}, pair, factor);
  EXPECT_EQ(factor, (std::vector<double>{1.0, 1.0}));
}

TEST(Neighbours, TwoShadowsAreNotCountedTwice) {
  // Two circles of half the radius that touch each other inside the disc: together half of it; the
  // same twice: a quarter.
  const std::vector<Circle> apart = {{-0.5, 0.0, 0.5}, {0.5, 0.0, 0.5}};
  const std::vector<Circle> same = {{0.2, 0.1, 0.5}, {0.2, 0.1, 0.5}};
  EXPECT_NEAR(lit_share(1.0, apart), 0.5, 1e-3);
  EXPECT_NEAR(lit_share(1.0, same), 0.75, 1e-3);
}

TEST(Neighbours, SeveralShadowsMakeTheirUnion) {
  // A circle, one inside it, and one that overlaps it and hangs over the rim: by lenses of two.
  const std::vector<Circle> circles = {{0.0, 0.0, 0.6}, {-0.3, 0.1, 0.2}, {0.9, 0.0, 0.5}};
  const double dark = 0.36 * pi + overlap_area(1.0, 0.5, 0.9) - overlap_area(0.6, 0.5, 0.9);
  for (int turn = 0; turn < 3; ++turn) {
    std::vector<Circle> turned = circles;
    std::rotate(turned.begin(), turned.begin() + turn, turned.end());
    EXPECT_NEAR(lit_share(1.0, turned), 1.0 - dark / pi, 1e-3);
    for (Circle& one : turned) std::swap(one.x, one.y);  // across the strips
    EXPECT_NEAR(lit_share(1.0, turned), 1.0 - dark / pi, 1e-3);
  }
}

TEST(Neighbours, InterferenceFadesWithDistance) {
  NeighbourSettings settings = on;
  settings.interference = 1.5;
  // Beside the shadow: lit, and next to another body.
  const std::vector<Disc> pair = {{origin, ahead, 1.0},
                                  {origin - 0.6 * ahead + 1.5 * aside, ahead, 1.0}};
  std::vector<double> factor;
  neighbour_factors(settings, pair, factor);
  EXPECT_EQ(factor[0], 1.0);
  EXPECT_NEAR(factor[1], 1.0 + 0.5 * (1.0 - std::hypot(0.6, 1.5) / 5.0), 1e-9);
}

TEST(Neighbours, CellsFindWhatAllPairsFind) {
  // A cloud of 400 bodies of 3 cm to 8 m, and the same question asked of all pairs.
  std::vector<Disc> cloud;
  std::uint64_t seed = 12345;
  const auto draw = [&] {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(seed >> 11) * 0x1p-53;
  };
  for (int i = 0; i < 400; ++i) {
    const Vec3<EarthFixed> place{40.0 * draw(), 40.0 * draw(), 40.0 * draw()};
    cloud.push_back({origin + place, ahead, 0.03 * std::pow(250.0, draw())});
  }
  std::vector<double> factor;
  neighbour_factors(on, cloud, factor);
  int shadowed = 0;
  for (std::size_t i = 0; i < cloud.size(); ++i) {
    bool is_touched = false;
    bool is_covered = false;
    for (std::size_t j = 0; j < cloud.size(); ++j) {
      const auto to = cloud[j].position - cloud[i].position;
      const double along = dot(to, ahead);
      if (i == j || along <= 0.0 || norm(to) > 5.0 * cloud[j].diameter) continue;
      const double covered =
          overlap_area(0.5 * cloud[i].diameter, 0.5 * cloud[j].diameter, norm(to - along * ahead));
      is_touched = is_touched || covered > 0.0;
      is_covered = is_covered || covered > 0.01 * cloud[i].diameter * cloud[i].diameter;
    }
    EXPECT_TRUE(factor[i] < 1.0 || !is_covered) << i;
    EXPECT_TRUE(factor[i] == 1.0 || is_touched) << i;
    shadowed += is_covered ? 1 : 0;
  }
  EXPECT_GT(shadowed, 20);
}

TEST(Neighbours, ShadeTakesFromTheShadedBodyAlone) {
  vehicle::State state;
  state.bodies.resize(2);
  state.bodies[0].id = 3;
  state.bodies[1].id = 7;
  state.body = {3, 7, -1};
  state.object_body = {7, 3};
  state.joint_body = {7, -1};
  const std::vector<double> factor = {1.0, 0.25};
  std::vector<environment::Freestream> air(2);
  for (auto& each : air) each.pressure = 10.0;
  vehicle::SurfaceLoads loads;
  loads.pressure = {110.0, 10.0, 110.0, 0.0, 0.0, 0.0};
  loads.film = {1.0, 0.0, 1.0, 0.0, 0.0, 0.0};
  loads.object_film = {2.0, 2.0};
  loads.object_pressure = {110.0, 110.0};
  loads.joint_film = {4.0, 4.0};
  shade(state, factor, air, loads);
  // 10 Pa are ambient: of the 100 Pa above, a quarter stays.
  EXPECT_EQ(loads.pressure, (std::vector<double>{110.0, 10.0, 35.0, 0.0, 0.0, 0.0}));
  EXPECT_EQ(loads.film, (std::vector<double>{1.0, 0.0, 0.25, 0.0, 0.0, 0.0}));
  EXPECT_EQ(loads.object_film, (std::vector<double>{0.5, 2.0}));
  EXPECT_EQ(loads.object_pressure, (std::vector<double>{35.0, 110.0}));
  EXPECT_EQ(loads.joint_film, (std::vector<double>{1.0, 4.0}));
}

}  // namespace
}  // namespace tektite::aerodynamics
