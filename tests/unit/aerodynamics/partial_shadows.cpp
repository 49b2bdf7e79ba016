// Lit shares of panels at the edges of shadows. Source: areas of union of plane figures; the search
// for what rises above a plane against a search of all triangles.
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/horizon.hpp"
#include "solver/aerodynamics/shadows.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

namespace tektite::aerodynamics {
namespace {

using constants::pi;
using test::Flyer;

const std::array<std::int32_t, 1> whole = {0};

double projected(const std::vector<mesh::ShapedPart>& parts, const Vec3<BodyAxes>& direction,
                 int subpanel, bool is_sealed = false) {
  Flyer flyer(parts);
  flyer.fix(direction);
  if (is_sealed) flyer.seal();
  Settings settings;
  settings.subpanel = subpanel;
  Aerodynamics air(settings, flyer.vehicle);
  air.refresh(flyer.state, whole);
  return air.mean_projected_area(flyer.body());
}

TEST(PartialShadows, SubCentroidsAreTheCentroid) {
  for (const int level : {0, 1, 2}) {
    const auto points = sub_centroids(level);
    ASSERT_EQ(points.size(), std::size_t{1} << (2 * level));
    std::array<double, 3> mean{};
    for (const auto& point : points) {
      EXPECT_NEAR(point[0] + point[1] + point[2], 1.0, 1e-15);
      for (std::size_t c = 0; c < 3; ++c) mean[c] += point[c] / static_cast<double>(points.size());
    }
    for (const double part : mean) EXPECT_NEAR(part, 1.0 / 3.0, 1e-15);
  }
}

TEST(PartialShadows, SphereBehindSphere) {
  // Two circles of radius R at distance d across the flow cover 2 pi R^2 less their lens. The
  // polyhedra are inscribed, so the reference is what one of them covers.
  auto front = test::sphere(1.0, 0.12);
  auto back = test::sphere(1.0, 0.12);
  const Vec3<BodyAxes> wind = unit(Vec3<BodyAxes>{0.31, 0.22, 0.9});
  const double one = projected({front}, wind, 0);
  EXPECT_NEAR(one, pi, 0.005 * pi);
  back.name = "second";
  for (const double offset : {0.0, 0.6, 1.3}) {
    const Vec3<BodyAxes> aside = unit(cross(wind, Vec3<BodyAxes>{1.0, 0.0, 0.0}));
    back.shape.position = recast<VehicleAxes>(-4.0 * wind + offset * aside);
    const double half = 0.5 * offset;
    const double lens = 2.0 * std::acos(half) - offset * std::sqrt(1.0 - half * half);
    const double expected = (2.0 * pi - lens) * one / pi;
    std::array<double, 3> error{};
    for (const int level : {0, 1, 2}) {
      error[static_cast<std::size_t>(level)] =
          projected({front, back}, wind, level) / expected - 1.0;
    }
    std::printf("  sphere behind sphere, offset %.1f R: errors %.5f %.5f %.5f\n", offset, error[0],
                error[1], error[2]);
    EXPECT_LT(std::abs(error[1]), 5e-3);
    EXPECT_LT(std::abs(error[2]), 5e-3);
  }
}

TEST(PartialShadows, PlateBehindPlate) {
  // 1 m x 1 m in front of 2 m x 1 m, its edges not along those of panels: 2 m2 together.
  for (const double offset : {0.0, 0.013, 0.037}) {
    auto front = test::plate("front", 1.0, 1.0, 1.0, 0.125);
    front.shape.position.x = offset;
    const auto back = test::plate("back", 2.0, 1.0, 0.0, 0.125);
    const Vec3<BodyAxes> wind{0.0, 0.0, 1.0};
    std::array<double, 3> area{};
    for (const int level : {0, 1, 2}) {
      area[static_cast<std::size_t>(level)] = projected({front, back}, wind, level);
    }
    std::printf("  plate behind plate, offset %.3f m: %.5f %.5f %.5f m2\n", offset, area[0],
                area[1], area[2]);
    EXPECT_NEAR(area[2], 2.0, 0.01);
  }
}

TEST(PartialShadows, ConcaveCorner) {
  // A floor of 2 m x 2 m and a wall 1 m high that stands on it across its middle. From 45 degrees
  // above, the wall hides the strip of 1 m behind it, and what it hides it shows: 4 m2 sin 45.
  const auto floor = test::plate("floor", 2.0, 2.0, 0.0, 0.11);
  auto wall = test::plate("wall", 1.0, 2.0, 0.501, 0.11);
  wall.shape.position.x = 0.013;
  wall.shape.orientation = normalised(Quaternion{1.0, 0.0, 1.0, 0.0});
  const double expected = 4.0 * std::sqrt(0.5);
  std::array<double, 3> area{};
  for (const int level : {0, 1, 2}) {
    area[static_cast<std::size_t>(level)] = projected({floor, wall}, {1.0, 0.0, 1.0}, level);
  }
  std::printf("  concave corner: errors %.5f %.5f %.5f\n", area[0] / expected - 1.0,
              area[1] / expected - 1.0, area[2] / expected - 1.0);
  EXPECT_NEAR(area[1], expected, 0.005 * expected);
  EXPECT_NEAR(area[2], expected, 0.005 * expected);
}

TEST(PartialShadows, CubeOnItsDiagonal) {
  const double expected = std::sqrt(3.0);
  for (const int level : {0, 1, 2}) {
    EXPECT_NEAR(projected({test::box(1.0, 1.0, 1.0, 0.1)}, {1.0, 1.0, 1.0}, level, true), expected,
                1e-9);
  }
}

TEST(PartialShadows, ConvexBodiesNeedNoRays) {
  const Flyer flyer({test::box(2.0, 1.0, 0.5, 0.05)});
  const auto& mesh = *flyer.vehicle.mesh;
  std::vector<std::int64_t> all(flyer.vehicle.surface.panels());
  std::iota(all.begin(), all.end(), 0);
  std::vector<std::int32_t> mine(static_cast<std::size_t>(mesh.owned()));
  std::iota(mine.begin(), mine.end(), 0);
  const RayDevice device;
  const Directions directions = sphere_directions(2);
  const Shadows shadows(
      {mesh, flyer.vehicle.surface, device, all, directions, 2.0, 2}, mine,
      [](std::int32_t) { return true; },
      [](std::int32_t, int side) { return side == vehicle::inner; });
  std::vector<double> lit(directions.size());
  for (const std::int32_t panel : mine) {
    EXPECT_TRUE(shadows.look(panel, vehicle::outer, lit));
    EXPECT_FALSE(shadows.look(panel, vehicle::inner, lit));
  }
  EXPECT_EQ(shadows.rays(), 0);
}

TEST(PartialShadows, RaysThatAreNotCastWouldHaveGotAway) {
  // Every direction of every side by a ray of its own, against what is done with the horizon.
  auto parts = test::closed_cylinder(0.5, 2.0, 0.15);
  parts.push_back(test::sphere(0.4, 0.2));
  parts.back().shape.position = {1.0, 1.1, 0.3};
  const Flyer flyer(parts);
  const auto& mesh = *flyer.vehicle.mesh;
  std::vector<std::int64_t> all(flyer.vehicle.surface.panels());
  std::iota(all.begin(), all.end(), 0);
  std::vector<std::int32_t> mine(static_cast<std::size_t>(mesh.owned()));
  std::iota(mine.begin(), mine.end(), 0);
  const RayDevice device;
  const Scene scene(device, flyer.vehicle.surface, all);
  const Directions directions = sphere_directions(2);
  const Shadows shadows(
      {mesh, flyer.vehicle.surface, device, all, directions, 2.0, 0}, mine,
      [](std::int32_t) { return true; }, [](std::int32_t, int) { return false; });
  std::vector<double> lit(directions.size());
  std::vector<std::uint8_t> blocked(1);
  std::int64_t dark = 0;
  std::int64_t rays = 0;
  for (const std::int32_t panel : mine) {
    const auto p = static_cast<std::size_t>(panel);
    const auto& corner = mesh.corners()[p];
    const double edge = std::max(
        {norm(corner[1] - corner[0]), norm(corner[2] - corner[1]), norm(corner[0] - corner[2])});
    for (const int side : {vehicle::outer, vehicle::inner}) {
      const auto normal = side == vehicle::outer ? mesh.normal()[p] : -mesh.normal()[p];
      const auto origin = mesh.centroid()[p] + ray_lift(edge, mesh.radius_1()[p], 2.0) * normal;
      static_cast<void>(shadows.look(panel, side, lit));
      for (std::size_t k = 0; k < directions.size(); ++k) {
        const auto direction = recast<VehicleAxes>(directions.direction[k]);
        if (dot(normal, direction) <= 0.0) {
          ASSERT_EQ(lit[k], 0.0);
          continue;
        }
        const Ray ray{origin, direction};
        scene.find_blocked(std::span(&ray, 1), blocked);
        ASSERT_EQ(lit[k], blocked[0] != 0 ? 0.0 : 1.0) << panel << ' ' << side << ' ' << k;
        ++rays;
        dark += side == vehicle::outer ? blocked[0] : 0;
      }
    }
  }
  EXPECT_GT(dark, 100);  // the two shadow each other
  EXPECT_LT(shadows.rays(), 3 * rays / 4);
}

TEST(PartialShadows, NothingStandsAboveTheHorizon) {
  // Bound of the search against the steepest vertex, midpoint and centroid of all triangles.
  auto parts = test::closed_cylinder(0.5, 2.0, 0.2);
  parts.push_back(test::sphere(0.4, 0.2));
  parts.back().shape.position = {1.0, 1.1, 0.3};
  const Flyer flyer(parts);
  const auto& surface = flyer.vehicle.surface;
  std::vector<std::int64_t> all(surface.panels());
  std::iota(all.begin(), all.end(), 0);
  const HorizonTree horizon(surface, all);
  const auto& mesh = *flyer.vehicle.mesh;
  int useful = 0;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    const auto normal = mesh.normal()[p];
    const auto origin = mesh.centroid()[p] + 1e-3 * normal;
    const double bound = horizon.sine(origin, normal);
    useful += bound < 1.0 ? 1 : 0;
    double most = 0.0;
    for (const auto& corner : surface.triangles) {
      const auto at = [&](std::size_t c) {
        return surface.vertices[static_cast<std::size_t>(corner[c])];
      };
      for (const auto& point : {at(0), at(1), at(2), 0.5 * (at(0) + at(1)), 0.5 * (at(1) + at(2)),
                                (at(0) + at(1) + at(2)) / 3.0}) {
        most = std::max(most, dot(normal, point - origin) / norm(point - origin));
      }
    }
    ASSERT_GE(bound, most - 1e-12) << i;
  }
  EXPECT_GT(useful, mesh.owned() / 4);
}

TEST(PartialShadows, DistanceToATriangle) {
  const std::array<Vec3<VehicleAxes>, 3> corner = {{{0, 0, 0}, {4, 0, 0}, {0, 3, 0}}};
  EXPECT_NEAR(distance_to_triangle({1, 1, 2}, corner), 2.0, 1e-15);    // above the face
  EXPECT_NEAR(distance_to_triangle({2, -3, 4}, corner), 5.0, 1e-15);   // beside an edge
  EXPECT_NEAR(distance_to_triangle({-3, -4, 0}, corner), 5.0, 1e-15);  // beside a corner
  EXPECT_NEAR(distance_to_triangle({7, 0, 4}, corner), 5.0, 1e-15);    // beside another
  EXPECT_NEAR(distance_to_triangle({0, 7, 3}, corner), 5.0, 1e-15);    // and the third
  // Beyond the hypotenuse, 3x + 4y = 12: from its middle outwards by (3, 4) / 5.
  EXPECT_NEAR(distance_to_triangle({2.6, 2.3, 0}, corner), 1.0, 1e-12);
  EXPECT_NEAR(distance_to_triangle({-2, 1, 0}, corner), 2.0, 1e-15);
}

}  // namespace
}  // namespace tektite::aerodynamics
