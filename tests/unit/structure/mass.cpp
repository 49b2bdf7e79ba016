// Mass properties by exact sums, against closed forms.
#include "solver/vehicle/mass.hpp"

#include <gtest/gtest.h>

#include "tests/unit/structure/module.hpp"

namespace tektite::vehicle {
namespace {

// A thin box of 2 x 3 x 4 m: faces integrate exactly.
TEST(MassSums, ThinBox) {
  mesh::Shape shape{.kind = mesh::ShapeKind::box, .size = {2.0, 3.0, 4.0}};
  shape.panel_size = 0.5;
  shape.position = {7.0, -1.0, 2.0};
  Vehicle v;
  v.surface = mesh::build_surface({{"box", shape}});
  v.stacks = {module::plain_stack(0.002)};
  v.parts.resize(1);
  v.patches = measure_patches(v.surface);
  v.groups = 1;
  v.mesh = std::make_unique<mesh::PanelMesh>(Communicator(MPI_COMM_WORLD), v.surface,
                                             std::vector<double>(v.surface.panels(), 1.0));
  v.cell_offset.assign(1, 0);
  for (int p = 0; p < v.mesh->local(); ++p) v.cell_offset.push_back(v.cell_offset.back() + 2);
  State state = module::enter(v);
  state.next_body = 1;
  const BodyMass found = MassSums(v).bodies(state)[0];
  const double s = 5.4, a = 2.0, b = 3.0, c = 4.0;
  const auto second = [&](double l, double m,
                          double n) {  // integral of the coordinate along l, squared
    return s *
           (2.0 * m * n * l * l / 4.0 + 2.0 * l * m * l * l / 12.0 + 2.0 * l * n * l * l / 12.0);
  };
  EXPECT_NEAR(found.wetted_area, 2.0 * (a * b + b * c + c * a), 1e-11);
  EXPECT_NEAR(found.properties.mass, s * 52.0, 1e-10);
  EXPECT_NEAR(norm(found.properties.centre - Vec3<VehicleAxes>{7.0, -1.0, 2.0}), 0.0, 1e-12);
  EXPECT_NEAR(found.properties.inertia(0, 0), second(b, a, c) + second(c, a, b), 1e-9);
  EXPECT_NEAR(found.properties.inertia(1, 1), second(a, b, c) + second(c, a, b), 1e-9);
  EXPECT_NEAR(found.properties.inertia(2, 2), second(a, b, c) + second(b, a, c), 1e-9);
  EXPECT_NEAR(found.properties.inertia(0, 1), 0.0, 1e-9);
}

TEST(MassSums, RingBoxAndGas) {
  const auto vehicle = module::build();
  const State state = module::enter(*vehicle);
  const MassSums masses(*vehicle);
  // Ring: m r^2 about its axis, half of it across; r from the polygon's perimeter.
  const MassProperties ring = properties(masses.joint(1));
  EXPECT_NEAR(ring.inertia(0, 0), 20.0, 0.3);
  EXPECT_NEAR(ring.inertia(1, 1) / ring.inertia(0, 0), 0.5, 1e-12);
  EXPECT_NEAR(ring.centre.x, 4.0, 1e-12);
  // Box of 0.6 x 0.5 x 0.4 m: m (b^2 + c^2) / 12.
  const MassProperties rack = properties(masses.object(state, 0));
  EXPECT_NEAR(rack.inertia(0, 0), 100.0 * (0.25 + 0.16) / 12.0, 1e-11);
  EXPECT_NEAR(rack.inertia(2, 2), 100.0 * (0.36 + 0.25) / 12.0, 1e-11);
  EXPECT_NEAR(masses.volume_centre(0).x, 2.0, 1e-9);
  EXPECT_EQ(masses.outermost(state, 1), 0U);
  EXPECT_NEAR(masses.gas(state, 0).mass, 101325.0 * vehicle->volumes[0].space / (287.053 * 293.0),
              1e-9);
}

TEST(MassSums, PartsAddUpToTheBody) {
  const auto vehicle = module::build();
  State state = module::enter(*vehicle);
  state.next_body = 1;
  const MassSums masses(*vehicle);
  const std::int32_t ids[] = {0};
  const std::vector<Moments> parts = masses.parts(state, ids);
  Moments all;
  for (const Moments& part : parts) all += part;
  const MassProperties whole = masses.bodies(state)[0].properties;
  const MassProperties summed = properties(all);
  EXPECT_NEAR(summed.mass / whole.mass, 1.0, 1e-14);
  EXPECT_NEAR(norm(summed.centre - whole.centre), 0.0, 1e-13);
  for (int i = 0; i < 9; ++i) {
    const auto k = static_cast<std::size_t>(i);
    EXPECT_NEAR(summed.inertia.a[k], whole.inertia.a[k], 1e-11 * whole.inertia.a[0]);
  }
  // A disc holds its own panels and its joint, the barrel the objects and the gas.
  EXPECT_NEAR(parts[1].mass, 20.0 + 16.2 * parts[1].wetted_area, 1e-10);
}

// A body that loses mass goes on as the rigid body it was.
TEST(Recentre, KeepsEveryPointInItsMotion) {
  Body body;
  body.mass = {10.0, {1.0, 2.0, 3.0}, {}};
  body.flight.velocity = {10.0, 20.0, 30.0};
  body.flight.attitude = turn(0.0, 0.0, 1.0, 1.5707963267948966);  // body x to y
  body.flight.rate = {0.0, 0.0, 2.0};
  recentre(body, {5.0, {2.0, 2.0, 3.0}, {}});
  EXPECT_NEAR(body.flight.position.y, 1.0, 1e-15);
  EXPECT_NEAR(body.flight.position.x, 0.0, 1e-15);
  EXPECT_NEAR(body.flight.velocity.x, 8.0, 1e-14);
  EXPECT_NEAR(body.flight.velocity.y, 20.0, 1e-14);
  EXPECT_EQ(body.mass.mass, 5.0);
}

}  // namespace
}  // namespace tektite::vehicle
