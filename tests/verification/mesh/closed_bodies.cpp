// Bodies of shapes are closed: a uniform pressure neither pushes nor turns them. Exact.
#include "mesh/panel_mesh.hpp"
#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <cmath>
#include <vector>

namespace tektite {
namespace {

void expect_closed(const std::vector<mesh::ShapedPart>& parts, const char* name) {
  const test::Flyer flyer(parts);
  const auto& mesh = *flyer.vehicle.mesh;
  Vec3<VehicleAxes> force;
  Vec3<VehicleAxes> moment;
  double area = 0.0;
  double reach = 0.0;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    const Vec3<VehicleAxes> push = mesh.area()[p] * mesh.normal()[p];
    force += push;
    moment += cross(mesh.centroid()[p], push);
    area += mesh.area()[p];
    reach = std::max(reach, norm(mesh.centroid()[p]));
  }
  EXPECT_LT(norm(force), 1e-12 * area) << name;
  EXPECT_LT(norm(moment), 1e-12 * area * reach) << name;
}

TEST(ClosedBodies, UniformPressureNeitherPushesNorTurns) {
  expect_closed({test::sphere(0.7, 0.1)}, "sphere");
  expect_closed({test::box(1.0, 0.6, 0.3, 0.1)}, "box");
  expect_closed(test::closed_cylinder(1.0, 3.0, 0.2), "closed cylinder");
}

}  // namespace
}  // namespace tektite
