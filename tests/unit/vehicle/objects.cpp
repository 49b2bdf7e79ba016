// Cells of objects against exact volumes and areas; hosts, copies and rings.
#include "solver/base/constants.hpp"
#include "solver/vehicle/mass.hpp"

#include <gtest/gtest.h>

#include "tests/unit/vehicle/builder.hpp"
#include <cmath>

namespace tektite::vehicle {
namespace {

using constants::pi;

double mass_of(const Object& object) {
  double mass = 0.0;
  for (const ObjectCell& cell : object.cells) mass += cell.mass;
  return mass;
}

double density(const char* name) {
  return shipped_library().find(name).density();
}

// The rule of vehicle.objects[].nose_radius worked out by hand: faces of R = w / sqrt(pi),
// stretched by sqrt(l / w) up to 1.82, and 1 / sqrt(R) averaged by area.
TEST(ObjectNoses, LongFacesAreCylindersAcrossTheFlow) {
  // Bar of 80 mm by 80 mm by 1.4 m: ends 45.135 mm, sides 82.146 mm.
  const Vehicle bar =
      build_object("shape: box, size: [1.4 m, 80 mm, 80 mm], material: titanium_6al_4v");
  EXPECT_NEAR(bar.objects.at(0).nose_radius, 0.080575, 2e-5);
  // Cube of 0.2 m: every face 0.2 / sqrt(pi).
  const Vehicle cube =
      build_object("shape: box, size: [0.2 m, 0.2 m, 0.2 m], material: titanium_6al_4v");
  EXPECT_NEAR(cube.objects.at(0).nose_radius, 0.2 / std::sqrt(pi), 1e-12);
  // Cylinder as long as it is thick: side and ends alike, half its diameter.
  const Vehicle can =
      build_object("shape: cylinder, size: [0.3 m, 0.3 m], material: titanium_6al_4v");
  EXPECT_NEAR(can.objects.at(0).nose_radius, 0.15, 1e-12);
  const Vehicle given = build_object(
      "shape: cylinder, size: [0.3 m, 0.3 m], material: titanium_6al_4v, nose_radius: 0.2 m");
  EXPECT_EQ(given.objects.at(0).nose_radius, 0.2);
}

TEST(ObjectCells, AGradedSphereIsWhole) {
  const Vehicle vehicle =
      build_object("shape: sphere, size: [0.3 m], material: titanium_6al_4v, cells: 7, grading: 8");
  const Object& object = vehicle.objects.at(0);
  ASSERT_EQ(object.cells.size(), 7U);
  const double expected = density("titanium_6al_4v") * pi / 6.0 * 0.027;
  EXPECT_NEAR(mass_of(object), expected, 1e-12 * expected);
  for (std::size_t c = 0; c + 1 < object.cells.size(); ++c) {
    EXPECT_NEAR(object.cells[c + 1].thickness / object.cells[c].thickness, std::sqrt(2.0), 1e-12);
  }
}

TEST(ObjectCells, SolidSphereIsWhole) {
  const Vehicle vehicle =
      build_object("shape: sphere, size: [0.3 m], material: titanium_6al_4v, cells: 7");
  const Object& object = vehicle.objects.at(0);
  ASSERT_EQ(object.cells.size(), 7U);
  const double expected = density("titanium_6al_4v") * pi / 6.0 * 0.027;
  EXPECT_NEAR(mass_of(object), expected, 1e-12 * expected);
  EXPECT_NEAR(object.mass, expected, 1e-12 * expected);
  EXPECT_EQ(object.inner_area, 0.0);
  EXPECT_NEAR(object.surface_area, pi * 0.09, 1e-14);
  EXPECT_NEAR(object.nose_radius, 0.15, 1e-14);
  EXPECT_NEAR(object.inertia[0], 0.4 * expected * 0.15 * 0.15, 1e-12);
  double depth = 0.0;
  for (const ObjectCell& cell : object.cells) {
    const double outer = 0.15 - depth;
    const double inner = outer - cell.thickness;
    EXPECT_NEAR(cell.outer_area, 4.0 * pi * outer * outer, 1e-13);
    EXPECT_NEAR(
        cell.mass,
        density("titanium_6al_4v") * 4.0 / 3.0 * pi * (std::pow(outer, 3) - std::pow(inner, 3)),
        1e-12);
    depth += cell.thickness;
  }
  EXPECT_NEAR(depth, 0.15, 1e-14);
}

TEST(ObjectCells, HollowSphereIsItsShell) {
  const Vehicle vehicle = build_object(
      "shape: sphere, size: [0.5 m], thickness: 5 mm, material: aluminium_6061_t6, cells: 20");
  const Object& object = vehicle.objects.at(0);
  const double shell = pi / 6.0 * (std::pow(0.5, 3) - std::pow(0.49, 3));
  EXPECT_NEAR(mass_of(object) / (density("aluminium_6061_t6") * shell), 1.0, 1e-12);
  EXPECT_NEAR(object.inner_area, pi * 0.49 * 0.49, 1e-13);
  EXPECT_NEAR(object.cells.back().thickness, 5e-3 / 20, 1e-18);
}

TEST(ObjectCells, CylinderHasItsEnds) {
  const Vehicle solid = build_object("shape: cylinder, size: [0.2 m, 0.5 m], material: copper");
  const Object& rod = solid.objects.at(0);
  EXPECT_NEAR(mass_of(rod) / (density("copper") * pi * 0.01 * 0.5), 1.0, 1e-12);
  EXPECT_NEAR(rod.surface_area, pi * 0.2 * 0.5 + 2.0 * pi * 0.01, 1e-13);
  const Vehicle hollow = build_object(
      "shape: cylinder, size: [0.2 m, 0.5 m], thickness: 10 mm, material: copper, cells: 3");
  const double space = pi * (0.01 * 0.5 - 0.0081 * 0.48);
  EXPECT_NEAR(mass_of(hollow.objects.at(0)) / (density("copper") * space), 1.0, 1e-12);
  EXPECT_NEAR(hollow.objects.at(0).inner_area, pi * 0.18 * 0.48 + 2.0 * pi * 0.0081, 1e-13);
}

TEST(ObjectCells, BoxIsExact) {
  const Vehicle solid =
      build_object("shape: box, size: [0.4 m, 0.3 m, 0.2 m], material: copper, cells: 5");
  const Object& box = solid.objects.at(0);
  EXPECT_NEAR(mass_of(box) / (density("copper") * 0.024), 1.0, 1e-12);
  EXPECT_NEAR(box.surface_area, 2.0 * (0.12 + 0.06 + 0.08), 1e-14);
  EXPECT_NEAR(box.inertia[2], box.mass * (0.16 + 0.09) / 12.0, 1e-10);
  EXPECT_EQ(box.second_largest(), 0.3);
  const Vehicle hollow =
      build_object("shape: box, size: [0.4 m, 0.3 m, 0.2 m], thickness: 2 mm, material: copper");
  const double space = 0.024 - 0.396 * 0.296 * 0.196;
  EXPECT_NEAR(mass_of(hollow.objects.at(0)) / (density("copper") * space), 1.0, 1e-12);
}

TEST(ObjectCells, ShellsFollowEachOtherInwards) {
  const Vehicle vehicle = build_object(
      "shape: sphere, size: [0.3 m], shells: [{material: copper, thickness: 10 mm, cells: 2}, "
      "{material: steel_316, thickness: 20 mm, cells: 3}]");
  const Object& object = vehicle.objects.at(0);
  ASSERT_EQ(object.cells.size(), 5U);
  EXPECT_EQ(object.cells[1].material->name(), "copper");
  EXPECT_EQ(object.cells[2].material->name(), "steel_316");
  const auto ball = [](double r) { return 4.0 / 3.0 * pi * r * r * r; };
  EXPECT_NEAR(object.mass,
              density("copper") * (ball(0.15) - ball(0.14)) +
                  density("steel_316") * (ball(0.14) - ball(0.12)),
              1e-11);
  EXPECT_NEAR(object.inner_area, 4.0 * pi * 0.0144, 1e-13);
}

TEST(ObjectCells, DeclaredMassScalesTheCells) {
  const Vehicle vehicle =
      build_object("shape: box, size: [0.4 m, 0.3 m, 0.2 m], material: copper, mass: 25 kg");
  EXPECT_NEAR(mass_of(vehicle.objects.at(0)), 25.0, 1e-12);
}

TEST(Hosts, EveryHostHasItsCopies) {
  const Vehicle vehicle = build(drum(R"(objects:
  - {name: rack, count: 2, inside: [barrel], shape: box, size: [0.2 m, 0.2 m, 0.2 m], material: copper, thickness: 5 mm, at: [0.5 m, 0 m, 0 m], step: [0.5 m, 0 m, 0 m]}
  - {name: unit, count: 3, inside: [rack], shape: sphere, size: [40 mm], material: copper, at: [-0.05 m, 0 m, 0 m], step: [0.05 m, 0 m, 0 m]}
)"));
  ASSERT_EQ(vehicle.objects.size(), 2U + 6U + 1U);  // the joint's ring is one too
  EXPECT_EQ(vehicle.objects[1].name, "rack 2");
  EXPECT_NEAR(vehicle.objects[1].position.x, 1.0, 1e-15);
  EXPECT_EQ(vehicle.objects[7].name, "unit 6");
  EXPECT_EQ(vehicle.objects[7].host_object, 1);
  EXPECT_NEAR(vehicle.objects[7].position.x, 1.0 - 0.05 + 0.1, 1e-15);
  EXPECT_EQ(vehicle.objects[0].host_part, 0);
  EXPECT_FALSE(vehicle.objects[0].mount_panels.empty());
  for (const std::int64_t p : vehicle.objects[0].mount_panels) {
    EXPECT_EQ(vehicle.surface.part[static_cast<std::size_t>(p)], 0);
  }
}

TEST(Rings, AreTheirJointsAndWeighNothingUntilFree) {
  const Vehicle vehicle = build(drum());
  const Joint& joint = vehicle.joints.at(0);
  ASSERT_GE(joint.ring, 0);
  const Object& ring = vehicle.objects[static_cast<std::size_t>(joint.ring)];
  EXPECT_EQ(ring.joint, 0);
  EXPECT_EQ(ring.name, "ring");
  EXPECT_NEAR(mass_of(ring), 6.0, 1e-12);
  EXPECT_NEAR(ring.surface_area, 0.12, 1e-15);
  // A thin hoop: m r^2 about its axis and half of it about a diameter.
  const double radius = 0.5 * ring.size[0];
  EXPECT_NEAR(radius, 0.5, 0.005);
  EXPECT_NEAR(ring.inertia[0], 6.0 * radius * radius, 1e-9);
  EXPECT_NEAR(ring.inertia[1], 3.0 * radius * radius, 1e-9);
  const State state = whole_state(vehicle, 300.0);
  const auto index = static_cast<std::size_t>(joint.ring);
  EXPECT_EQ(state.object_body[index], -1);
  for (const double mass : state.solid.object_mass[index]) EXPECT_EQ(mass, 0.0);
}

TEST(WholeVehicle, WeighsTheSumOfItsThings) {
  const Vehicle vehicle = build(drum(R"(objects:
  - {name: box, inside: [barrel], shape: box, size: [0.4 m, 0.3 m, 0.2 m], material: copper, mass: 20 kg, at: [1 m, 0 m, 0 m]}
)"));
  State state = whole_state(vehicle, 300.0);
  Body body;
  state.bodies.push_back(body);
  state.next_body = 1;
  const MassSums sums(vehicle);
  const BodyMass whole = sums.bodies(state).at(0);
  double area = 0.0;
  for (const Patch& patch : vehicle.patches) area += patch.area;
  const double walls = area * 2e-3 * density("aluminium_2219_t87");
  EXPECT_NEAR(whole.properties.mass, walls + 6.0 + 20.0 + state.solid.gas_mass[0], 1e-9);
  EXPECT_NEAR(whole.wetted_area, area, 1e-9);
  // Only the ring at x = 2 m is off the middle at x = 1 m.
  EXPECT_NEAR(whole.properties.centre.x, 1.0 + 6.0 / whole.properties.mass, 1e-6);
}

}  // namespace
}  // namespace tektite::vehicle
