// What is left of a body takes over the answers of its parent's rays: the same light, to the last
// bit, as if every ray were cast again. Reference: the same survey without a former table.
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/shadows.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <vector>

namespace tektite::aerodynamics {
namespace {

using test::Flyer;

/// A tube that is open at one end, with a box inside and a plate beside it: much shadow.
std::vector<mesh::ShapedPart> cluttered(double size, double place) {
  std::vector<mesh::ShapedPart> parts = {
      test::cylinder(1.0, 3.0, size), test::disc("end", 1.0, 3.0, false, size),
      test::box(0.6, 0.5, 1.2, size), test::plate("array", 2.0, 1.5, 1.4, size)};
  parts[2].shape.position = {1.0, 0.2, 0.1};
  parts[3].shape.position += {0.5, 0.8, 0.0};
  for (auto& part : parts) part.shape.position += {place, -place, place};
  return parts;
}

/// A vehicle of which pieces go one after the other.
struct Crumbling {
  Crumbling(double size, double place, unsigned seed)
      : flyer(cluttered(size, place)), random(seed), extent(place + 4.0) {
    left.resize(flyer.vehicle.surface.panels());
    std::iota(left.begin(), left.end(), 0);
  }
  /// Holes of random place and size, and single panels.
  void crumble() {
    const auto& mesh = *flyer.vehicle.mesh;
    std::uniform_real_distribution<double> share(0.0, 1.0);
    std::array<std::pair<Vec3<VehicleAxes>, double>, 3> holes;
    for (auto& [at, size] : holes) {
      at = mesh.centroid()[static_cast<std::size_t>(left[random() % left.size()])];
      size = 0.1 + 0.5 * share(random);
    }
    std::erase_if(left, [&](std::int64_t panel) {
      const auto at = mesh.centroid()[static_cast<std::size_t>(panel)];
      return share(random) < 0.02 || std::ranges::any_of(holes, [&](const auto& hole) {
               return norm(at - hole.first) < hole.second;
             });
    });
  }
  /// Light on what is left. On one rank local ids are global ones.
  std::vector<double> light(const Directions& directions, bool inner_closed,
                            const ShadowTable* former, ShadowTable* kept, std::int64_t* rays) {
    const std::vector<std::int32_t> mine(left.begin(), left.end());
    const Shadows::Body body{
        *flyer.vehicle.mesh, flyer.vehicle.surface, device, left, directions, extent, 1};
    Shadows shadows(
        body, mine, [&](std::int32_t panel) { return std::ranges::binary_search(mine, panel); },
        [&](std::int32_t panel, int side) {
          return inner_closed && side == vehicle::inner &&
                 flyer.vehicle.mesh->part()[static_cast<std::size_t>(panel)] == 0;
        },
        former);
    std::vector<double> lit(directions.size());
    std::vector<double> all;
    for (const std::int32_t panel : mine) {
      for (const int side : {vehicle::outer, vehicle::inner}) {
        all.push_back(shadows.look(panel, side, lit) ? 1.0 : 0.0);
        all.insert(all.end(), lit.begin(), lit.end());
      }
    }
    if (rays != nullptr) *rays += shadows.rays();
    if (kept != nullptr) *kept = shadows.take();
    return all;
  }

  Flyer flyer;
  RayDevice device;
  std::mt19937 random;
  double extent;
  std::vector<std::int64_t> left;
};

TEST(TakenOver, LightIsThatOfRaysCastAnew) {
  const Directions directions = sphere_directions(2);
  std::int64_t pairs = 0;
  for (const double place : {0.0, 50.0}) {
    Crumbling body(0.2, place, place > 0.0 ? 7 : 3);
    ShadowTable table;
    static_cast<void>(body.light(directions, true, nullptr, &table, nullptr));
    std::int64_t with = 0;
    std::int64_t without = 0;
    for (int round = 0; round < 4; ++round) {
      body.crumble();
      ShadowTable next;
      // The tube's inner side, closed before, opens in the second round.
      const bool is_closed = round == 0;
      const auto taken = body.light(directions, is_closed, &table, &next, &with);
      const auto anew = body.light(directions, is_closed, nullptr, nullptr, &without);
      ASSERT_EQ(taken, anew) << "round " << round << " at " << place;
      pairs += static_cast<std::int64_t>(anew.size());
      table = std::move(next);
    }
    std::printf("  at %.0f m: %lld rays instead of %lld\n", place, static_cast<long long>(with),
                static_cast<long long>(without));
    EXPECT_LT(with, without);
  }
  EXPECT_GT(pairs, 1'000'000);
}

TEST(TakenOver, FinerNetTakesOverTheCoarser) {
  Crumbling body(0.3, 0.0, 5);
  ShadowTable coarse;
  static_cast<void>(body.light(sphere_directions(2), false, nullptr, &coarse, nullptr));
  const Directions fine = sphere_directions(3);
  std::int64_t with = 0;
  std::int64_t without = 0;
  EXPECT_EQ(body.light(fine, false, &coarse, nullptr, &with),
            body.light(fine, false, nullptr, nullptr, &without));
  EXPECT_LT(with, without);
}

TEST(TakenOver, TableOfAnotherBodyIsNotUsed) {
  // The box is not part of what the table knows: its shadow must be found.
  const Directions directions = sphere_directions(2);
  Crumbling body(0.3, 0.0, 5);
  const auto all = body.left;
  const auto& part = body.flyer.vehicle.surface.part;
  std::erase_if(body.left, [&](auto panel) { return part[static_cast<std::size_t>(panel)] == 2; });
  ShadowTable without_box;
  static_cast<void>(body.light(directions, false, nullptr, &without_box, nullptr));
  body.left = all;
  EXPECT_EQ(body.light(directions, false, &without_box, nullptr, nullptr),
            body.light(directions, false, nullptr, nullptr, nullptr));
}

TEST(TakenOver, DatabasesAreTheSame) {
  // A body comes apart into two; one room has seen it whole, the other sees the pieces only.
  Flyer flyer(cluttered(0.25, 0.0));
  Aerodynamics has_seen({}, flyer.vehicle);
  const std::array<std::int32_t, 1> whole = {0};
  has_seen.refresh(flyer.state, whole);
  vehicle::Body piece = flyer.state.bodies[0];
  piece.id = 1;
  piece.parent = 0;
  flyer.state.bodies.push_back(piece);
  const auto& mesh = *flyer.vehicle.mesh;
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.local()); ++p) {
    const bool leaves = mesh.part()[p] == 3 || mesh.centroid()[p].x > 2.0;
    flyer.state.body[p] = flyer.state.refresh_body[p] = leaves ? 1 : 0;
  }
  const std::array<std::int32_t, 2> both = {0, 1};
  const std::int64_t before = has_seen.rays();
  has_seen.refresh(flyer.state, both);
  Aerodynamics has_not({}, flyer.vehicle);
  has_not.refresh(flyer.state, both);
  EXPECT_LT(has_seen.rays() - before, has_not.rays());
  EXPECT_EQ(has_seen.exposure().weight, has_not.exposure().weight);
  EXPECT_EQ(has_seen.exposure().running, has_not.exposure().running);
  const auto air = test::air_at(22.0, 0.05);
  for (const auto& body : flyer.state.bodies) {
    const auto one = has_seen.loads(flyer.state, body, air);
    const auto other = has_not.loads(flyer.state, body, air);
    EXPECT_EQ(one.force, other.force);
    EXPECT_EQ(one.moment, other.moment);
  }
}

}  // namespace
}  // namespace tektite::aerodynamics
