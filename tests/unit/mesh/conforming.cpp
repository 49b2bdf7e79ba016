// Parts that share rims or edges are sewn: topology (Euler characteristic), open edges, quality.
#include "mesh/shapes.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <numbers>
#include <set>
#include <string>

namespace tektite::mesh {
namespace {

using std::numbers::pi;

const Quaternion backwards = turn(0.0, 0.0, 1.0, pi);

struct Topology {
  int euler = 0;
  std::map<int, int> edges_by_panels;  ///< number of panels at an edge -> number of such edges
};

Topology topology_of(const Surface& surface) {
  std::map<std::pair<int, int>, int> count;
  std::set<int> used;
  for (const auto& t : surface.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      used.insert(t[k]);
      ++count[std::minmax(t[k], t[(k + 1) % 3])];
    }
  }
  Topology topology;
  for (const auto& [edge, panels] : count) ++topology.edges_by_panels[panels];
  topology.euler = static_cast<int>(used.size()) - static_cast<int>(count.size()) +
                   static_cast<int>(surface.panels());
  return topology;
}

double smallest_angle(const Surface& surface) {
  double least = pi;
  for (const auto& t : surface.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const auto& a = surface.vertices[static_cast<std::size_t>(t[k])];
      const auto& b = surface.vertices[static_cast<std::size_t>(t[(k + 1) % 3])];
      const auto& c = surface.vertices[static_cast<std::size_t>(t[(k + 2) % 3])];
      least = std::min(least, std::acos(dot(unit(b - a), unit(c - a))));
    }
  }
  return least * 180.0 / pi;
}

/// A pressurised module: barrel, two cones, two hatch discs, each with its own panel size.
std::vector<ShapedPart> module_parts(double size) {
  Shape barrel{.kind = ShapeKind::cylinder, .radius = 2.15, .length = 6.5};
  barrel.panel_size = size;
  Shape front{.kind = ShapeKind::cone, .radius = 2.15, .radius_end = 0.95, .length = 1.0};
  front.panel_size = 0.8 * size;
  front.position = {6.5, 0.0, 0.0};
  Shape aft = front;  // the same cone, turned about
  aft.panel_size = 1.1 * size;
  aft.position = {0.0, 0.0, 0.0};
  aft.orientation = backwards;
  Shape front_hatch{.kind = ShapeKind::disc, .radius = 0.95};
  front_hatch.panel_size = size;
  front_hatch.position = {7.5, 0.0, 0.0};
  Shape aft_hatch = front_hatch;
  aft_hatch.position = {-1.0, 0.0, 0.0};
  aft_hatch.orientation = backwards;
  return {{"barrel", barrel},
          {"front cone", front},
          {"aft cone", aft},
          {"front hatch", front_hatch},
          {"aft hatch", aft_hatch}};
}

TEST(Conforming, ModuleIsAClosedSphereTopologically) {
  const Surface surface = build_surface(module_parts(0.3));
  const Topology topology = topology_of(surface);
  EXPECT_EQ(topology.euler, 2);
  EXPECT_EQ(topology.edges_by_panels.size(), 1U);
  EXPECT_TRUE(topology.edges_by_panels.contains(2));
  EXPECT_GT(smallest_angle(surface), 25.0);
}

TEST(Conforming, InnerBulkheadsShareTheirRimWithTheBarrel) {
  auto parts = module_parts(0.3);
  Shape bulkhead{.kind = ShapeKind::disc, .radius = 2.15};
  bulkhead.panel_size = 0.3;
  bulkhead.position = {6.5, 0.0, 0.0};  // where barrel and cone meet
  parts.push_back({"end bulkhead", bulkhead});
  bulkhead.position = {2.37, 0.0, 0.0};  // in the middle of the barrel
  bulkhead.panel_size = 0.17;
  parts.push_back({"middle bulkhead", bulkhead});
  const Surface surface = build_surface(parts);
  const Topology topology = topology_of(surface);
  EXPECT_EQ(topology.euler, 4);  // each disc closes one more cell
  EXPECT_EQ(topology.edges_by_panels.size(), 2U);
  const int ring = static_cast<int>(std::round(2 * pi * 2.15 / 0.24)) +
                   static_cast<int>(std::round(2 * pi * 2.15 / 0.17));
  EXPECT_EQ(topology.edges_by_panels.at(3), ring);
}

TEST(Conforming, RimsAgreeWhateverTheTurnAboutTheAxis) {
  Shape cylinder{.kind = ShapeKind::cylinder, .radius = 1.0, .length = 1.0};
  cylinder.panel_size = 0.2;
  Shape disc{.kind = ShapeKind::disc, .radius = 1.0};
  disc.panel_size = 0.31;
  disc.orientation = turn(1.0, 0.0, 0.0, 0.123);
  Shape dome{.kind = ShapeKind::cap, .radius = 1.0, .length = 0.7};
  dome.panel_size = 0.2;
  dome.position = {1.0, 0.0, 0.0};
  dome.orientation = turn(1.0, 0.0, 0.0, 2.5);
  const Surface surface = build_surface({{"c", cylinder}, {"d", disc}, {"e", dome}});
  const Topology topology = topology_of(surface);
  EXPECT_EQ(topology.euler, 2);
  EXPECT_EQ(topology.edges_by_panels.size(), 1U);
}

TEST(Conforming, BoxesAndPlatesShareEdges) {
  Shape box{.kind = ShapeKind::box, .size = {2.0, 1.0, 1.0}};
  box.panel_size = 0.2;
  Shape wing{.kind = ShapeKind::plate, .size = {2.0, 3.0, 0.0}};
  wing.panel_size = 0.3;
  wing.position = {0.0, 2.0, 0.5};  // its edge is the box's upper edge
  const Surface surface = build_surface({{"bus", box}, {"wing", wing}});
  const Topology topology = topology_of(surface);
  EXPECT_EQ(topology.edges_by_panels.at(3), 10);
  EXPECT_EQ(topology.euler, 2);  // a sphere with a flap
}

TEST(Conforming, VerticesLieOnTheIdealShape) {
  Shape cone{.kind = ShapeKind::cone, .radius = 2.0, .radius_end = 0.5, .length = 3.0};
  cone.panel_size = 0.2;
  for (const auto& p : build_surface({{"cone", cone}}).vertices) {
    EXPECT_NEAR(std::hypot(p.y, p.z), 2.0 - 0.5 * p.x, 1e-14);
  }
}

TEST(Conforming, PanelsAreNearlyEquilateral) {
  for (const ShapeKind kind :
       {ShapeKind::cylinder, ShapeKind::cone, ShapeKind::disc, ShapeKind::sphere, ShapeKind::cap}) {
    Shape shape{.kind = kind, .radius = 1.0, .radius_end = 0.4, .length = 1.0};
    shape.panel_size = 0.1;
    const Surface surface = build_surface({{"shape", shape}});
    const double least = smallest_angle(surface);
    std::printf("kind %d: %zu panels, smallest angle %.1f deg\n", static_cast<int>(kind),
                surface.panels(), least);
    EXPECT_GT(least, kind == ShapeKind::cylinder ? 55.0 : 30.0);
  }
}

TEST(Conforming, RadiiAreThoseOfTheIdealShape) {
  Shape cone{.kind = ShapeKind::cone, .radius = 2.0, .radius_end = 1.0, .length = 1.0};
  cone.panel_size = 0.2;
  Shape ball{.kind = ShapeKind::sphere, .radius = 0.7};
  ball.position = {10.0, 0.0, 0.0};
  const Surface surface = build_surface({{"cone", cone}, {"ball", ball}});
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    if (surface.part[i] == 1) {
      EXPECT_DOUBLE_EQ(surface.radius_1[i], 0.7);
      EXPECT_DOUBLE_EQ(surface.radius_2[i], 0.7);
    } else {
      // Normal radius of curvature of a 45 degree cone: r sqrt(2).
      EXPECT_GT(surface.radius_1[i], 0.9 * std::sqrt(2.0));
      EXPECT_LT(surface.radius_1[i], 2.0 * std::sqrt(2.0));
      EXPECT_EQ(surface.radius_2[i], flat);
    }
  }
}

TEST(Patches, LayoutDoesNotDependOnThePanelSize) {
  for (const ShapeKind kind :
       {ShapeKind::cylinder, ShapeKind::cone, ShapeKind::disc, ShapeKind::sphere, ShapeKind::cap,
        ShapeKind::box, ShapeKind::plate}) {
    std::vector<std::vector<Vec3<VehicleAxes>>> centres;
    for (const double size : {0.1, 0.05}) {
      Shape shape{
          .kind = kind, .radius = 2.0, .radius_end = 1.2, .length = 2.3, .size = {2.0, 3.1, 1.0}};
      shape.panel_size = size;
      shape.patch_size = 0.8;
      const Surface surface = build_surface({{"shape", shape}});
      const int patches = *std::ranges::max_element(surface.patch) + 1;
      std::vector<Vec3<VehicleAxes>> centre(static_cast<std::size_t>(patches));
      std::vector<double> area(static_cast<std::size_t>(patches), 0.0);
      for (std::size_t i = 0; i < surface.panels(); ++i) {
        const auto& t = surface.triangles[i];
        const auto& a = surface.vertices[static_cast<std::size_t>(t[0])];
        const auto& b = surface.vertices[static_cast<std::size_t>(t[1])];
        const auto& c = surface.vertices[static_cast<std::size_t>(t[2])];
        const double own = 0.5 * norm(cross(b - a, c - a));
        area[static_cast<std::size_t>(surface.patch[i])] += own;
        centre[static_cast<std::size_t>(surface.patch[i])] += own * (a + b + c) / 3.0;
      }
      for (std::size_t i = 0; i < area.size(); ++i) {
        ASSERT_GT(area[i], 0.0);
        centre[i] = centre[i] / area[i];
        // Near-square fields of the wanted size.
        EXPECT_GT(area[i], 0.3 * 0.8 * 0.8) << static_cast<int>(kind);
        EXPECT_LT(area[i], 2.2 * 0.8 * 0.8) << static_cast<int>(kind);
      }
      centres.push_back(centre);
    }
    ASSERT_EQ(centres[0].size(), centres[1].size()) << static_cast<int>(kind);
    for (std::size_t i = 0; i < centres[0].size(); ++i) {
      EXPECT_LT(norm(centres[0][i] - centres[1][i]), 0.06) << static_cast<int>(kind);
    }
  }
}

TEST(Patches, AreNumberedOverAllParts) {
  const Surface surface = build_surface(module_parts(0.3));
  std::map<int, int> part_of;
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    const auto [place, added] = part_of.emplace(surface.patch[i], surface.part[i]);
    EXPECT_EQ(place->second, surface.part[i]);
  }
  int next = 0;
  int part = 0;
  for (const auto& [patch, owner] : part_of) {
    EXPECT_EQ(patch, next++);
    EXPECT_GE(owner, part);
    part = owner;
  }
}

}  // namespace
}  // namespace tektite::mesh
