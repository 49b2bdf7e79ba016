// Who sees the flow: shadows, cavities, and no panel that shadows itself. Geometry is the
// reference.
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/directions.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <numeric>

namespace tektite::aerodynamics {
namespace {

using test::Flyer;

const std::array<std::int32_t, 1> whole = {0};

/// Share of attitudes in which a side sees the flow.
double seen(const vehicle::Exposure& exposure, std::size_t panel, int side) {
  const std::size_t first = (2 * panel + static_cast<std::size_t>(side)) * vehicle::incidence_nodes;
  double sum = 0.0;
  for (int k = 0; k < vehicle::incidence_nodes; ++k) {
    sum += exposure.weight[first + static_cast<std::size_t>(k)];
  }
  return sum;
}

TEST(Directions, SphereIsIsotropicToFifthDegree) {
  for (const int level : {0, 1, 2, 3}) {
    const Directions set = sphere_directions(level);
    ASSERT_EQ(set.size(), static_cast<std::size_t>(10 * (1 << (2 * level)) + 2));
    double sum = 0.0;
    double xx = 0.0;
    double xxxx = 0.0;
    double xy = 0.0;
    double xxy = 0.0;
    for (std::size_t k = 0; k < set.size(); ++k) {
      const auto& d = set.direction[k];
      const double w = set.weight[k];
      EXPECT_NEAR(norm(d), 1.0, 1e-14);
      sum += w;
      xx += w * d.x * d.x;
      xy += w * d.x * d.y;
      xxy += w * d.x * d.x * d.y;
      xxxx += w * d.x * d.x * d.x * d.x;
      EXPECT_GT(std::min({std::abs(d.x), std::abs(d.y), std::abs(d.z)}), level < 3 ? 5e-3 : 0.0);
    }
    EXPECT_NEAR(sum, 1.0, 1e-13);
    EXPECT_NEAR(xx, 1.0 / 3.0, 1e-13);
    EXPECT_NEAR(xy, 0.0, 1e-13);
    EXPECT_NEAR(xxy, 0.0, 1e-13);
    EXPECT_NEAR(xxxx, 1.0 / 5.0, 1e-13);
  }
}

TEST(Directions, CircleIsAtRightAnglesToItsAxis) {
  const Vec3<BodyAxes> axis = unit(Vec3<BodyAxes>{0.2, -0.5, 0.8});
  const Directions set = circle_directions(axis, 36);
  Vec3<BodyAxes> mean;
  for (std::size_t k = 0; k < set.size(); ++k) {
    EXPECT_NEAR(dot(set.direction[k], axis), 0.0, 1e-14);
    EXPECT_NEAR(norm(set.direction[k]), 1.0, 1e-14);
    mean += set.weight[k] * set.direction[k];
  }
  EXPECT_NEAR(norm(mean), 0.0, 1e-14);
}

TEST(Visibility, ClosedCylinderNeverShadowsItself) {
  // A staggered mesh of a cylinder is slightly dimpled: a facet may face directions that graze the
  // true wall from behind, and there a neighbour is truly in the way. Wherever facet and true wall
  // both face the flow, nothing may be. Far from the origin single precision is at its worst.
  const Directions set = sphere_directions(2);
  for (const double place : {0.0, 50.0}) {
    for (const double size : {0.3, 0.1}) {
      auto parts = test::closed_cylinder(1.0, 4.0, size);
      for (auto& part : parts) part.shape.position += {place, -place, place};
      Flyer flyer(parts);
      Aerodynamics air({}, flyer.vehicle);
      air.refresh(flyer.state, whole);
      const auto& mesh = *flyer.vehicle.mesh;
      for (std::int32_t i = 0; i < mesh.owned(); ++i) {
        const auto p = static_cast<std::size_t>(i);
        Vec3<BodyAxes> wall = recast<BodyAxes>(mesh.normal()[p]);
        if (mesh.part()[p] == 0) {
          wall =
              unit(Vec3<BodyAxes>{0.0, mesh.centroid()[p].y + place, mesh.centroid()[p].z - place});
        }
        double surely = 0.0;
        double at_most = 0.0;
        for (std::size_t k = 0; k < set.size(); ++k) {
          const double s = dot(recast<BodyAxes>(mesh.normal()[p]), set.direction[k]);
          if (s > 0.0) at_most += set.weight[k];
          if (s > 0.0 && dot(wall, set.direction[k]) > 0.0) surely += set.weight[k];
        }
        const double share = seen(air.exposure(), p, vehicle::outer);
        ASSERT_GE(share, surely - 1e-12) << "panel " << p << " at " << place << ", size " << size;
        ASSERT_LE(share, at_most + 1e-12);
        ASSERT_GT(surely, 0.47);
        ASSERT_EQ(seen(air.exposure(), p, vehicle::inner), 0.0);
      }
    }
  }
}

TEST(Visibility, BoxNeverShadowsItself) {
  // Every side sees half of all directions, exactly: the set is symmetric about its centre.
  auto part = test::box(2.0, 1.0, 0.5, 0.1);
  part.shape.position = {50.0, 50.0, -50.0};
  Flyer flyer({part});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    EXPECT_NEAR(seen(air.exposure(), p, vehicle::outer), 0.5, 1e-12);
    EXPECT_EQ(seen(air.exposure(), p, vehicle::inner), 0.0);
  }
}

TEST(Visibility, SphereNeverShadowsItself) {
  Flyer flyer({test::sphere(1.0, 0.15)});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    EXPECT_NEAR(seen(air.exposure(), p, vehicle::outer), 0.5, 1e-12);
    EXPECT_EQ(seen(air.exposure(), p, vehicle::inner), 0.0);
  }
}

TEST(Visibility, PlateInFrontShadowsTheOneBehind) {
  Flyer flyer({test::plate("front", 1.0, 1.0, 1.0, 0.1), test::plate("back", 2.0, 1.0, 0.0, 0.1)});
  flyer.fix({0.0, 0.0, 1.0});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto& mesh = *flyer.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    const bool is_back = mesh.part()[p] == 1;
    if (is_back && std::abs(std::abs(mesh.centroid()[p].x) - 0.5) < 0.02) continue;  // on the brink
    const bool is_behind = is_back && std::abs(mesh.centroid()[p].x) < 0.5;
    EXPECT_EQ(seen(air.exposure(), p, vehicle::outer), is_behind ? 0.0 : 1.0);
    EXPECT_EQ(seen(air.exposure(), p, vehicle::inner), 0.0);
    EXPECT_EQ(air.exposure().peak[2 * p], is_behind ? 0.0 : 1.0);
  }
  // Seen from ahead the two are one rectangle of 2 m x 1 m; 1 m^2 of the back is in the shade.
  EXPECT_NEAR(air.mean_projected_area(flyer.body()), 2.0, 0.05);
}

TEST(Visibility, OpenShellIsMetOnItsInnerSide) {
  // A tube flying along its axis with one end closed: the disc's inner side is met through the
  // tube.
  Flyer flyer({test::cylinder(0.5, 1.0, 0.1), test::disc("aft", 0.5, 0.0, true, 0.1)});
  flyer.fix({1.0, 0.0, 0.0});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto& mesh = *flyer.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    if (mesh.part()[p] == 0) continue;
    EXPECT_EQ(seen(air.exposure(), p, vehicle::inner), 1.0);
    EXPECT_EQ(seen(air.exposure(), p, vehicle::outer), 0.0);
  }
  // Sealed, it is not met.
  flyer.seal();
  air.refresh(flyer.state, whole);
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    EXPECT_EQ(seen(air.exposure(), static_cast<std::size_t>(i), vehicle::inner), 0.0);
  }
  // The volume has opened.
  flyer.state.sealed[0] = 0;
  air.refresh(flyer.state, whole);
  EXPECT_GT(air.mean_projected_area(flyer.body()), 0.7);
}

TEST(Visibility, BodiesDoNotShadowEachOther) {
  Flyer flyer(
      {test::plate("front", 1.0, 1.0, 1.0, 0.25), test::plate("back", 1.0, 1.0, 0.0, 0.25)});
  flyer.fix({0.0, 0.0, 1.0});
  auto second = flyer.state.bodies[0];
  second.id = 1;
  flyer.state.bodies.push_back(second);
  const auto& mesh = *flyer.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.local(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    flyer.state.body[p] = flyer.state.refresh_body[p] = mesh.part()[p];
  }
  Aerodynamics air({}, flyer.vehicle);
  const std::array<std::int32_t, 2> both = {0, 1};
  air.refresh(flyer.state, both);
  EXPECT_NEAR(air.mean_projected_area(flyer.state.bodies[0]), 1.0, 1e-12);
  EXPECT_NEAR(air.mean_projected_area(flyer.state.bodies[1]), 1.0, 1e-12);
  EXPECT_TRUE(air.has_database(1));
  air.forget(1);
  EXPECT_FALSE(air.has_database(1));
}

TEST(Database, GoesStaleWithLostArea) {
  Flyer flyer({test::plate("wing", 1.0, 1.0, 0.0, 0.5)});
  Aerodynamics air({}, flyer.vehicle);
  auto body = flyer.body();
  EXPECT_TRUE(air.is_stale(body));  // none yet
  air.refresh(flyer.state, whole);
  body.refresh_area = 1.0;
  body.wetted_area = 0.995;
  EXPECT_FALSE(air.is_stale(body));
  body.wetted_area = 0.985;
  EXPECT_TRUE(air.is_stale(body));
}

TEST(Settings, UnknownModelIsRefused) {
  Flyer flyer({test::plate("wing", 1.0, 1.0, 0.0, 0.5)});
  Settings settings;
  settings.bridging = "magic";
  EXPECT_THROW(Aerodynamics(settings, flyer.vehicle), Error);
}

TEST(Settings, DefaultsAreThoseOfTheKeys) {
  const auto resolved = io::read_case_text("{}", "empty", aerodynamics_keys());
  const Settings typed(resolved.root());
  const Settings bare;
  EXPECT_EQ(typed.continuum, bare.continuum);
  EXPECT_EQ(typed.free_molecular, bare.free_molecular);
  EXPECT_EQ(typed.bridging, bare.bridging);
  EXPECT_EQ(typed.normal_accommodation, bare.normal_accommodation);
  EXPECT_EQ(typed.tangential_accommodation, bare.tangential_accommodation);
  EXPECT_EQ(typed.wall_temperature, bare.wall_temperature);
  EXPECT_EQ(typed.directions, bare.directions);
  EXPECT_EQ(typed.spin_directions, bare.spin_directions);
  EXPECT_EQ(typed.refresh_share, bare.refresh_share);
  EXPECT_EQ(typed.low_speed, bare.low_speed);
  EXPECT_EQ(typed.sphere_drag, bare.sphere_drag);
  EXPECT_EQ(typed.subpanel, bare.subpanel);
  EXPECT_EQ(typed.drag_table, bare.drag_table);
  EXPECT_EQ(typed.shapes.size(), bare.shapes.size());
  EXPECT_EQ(typed.neighbours.shadow, bare.neighbours.shadow);
  EXPECT_EQ(typed.neighbours.range, bare.neighbours.range);
  EXPECT_EQ(typed.neighbours.interference, bare.neighbours.interference);
}

}  // namespace
}  // namespace tektite::aerodynamics
