// Failures to bodies on a small module: conservation, lineage, releases, openings, debris.
#include "solver/base/constants.hpp"
#include "solver/fragmentation/fragmentation.hpp"

#include <gtest/gtest.h>

#include "tests/unit/structure/module.hpp"
#include <cmath>

namespace tektite::fragmentation {
namespace {

using vehicle::EventKind;
using vehicle::FailedThing;
using vehicle::Failure;
using vehicle::FailureMode;

struct Flight {
  explicit Flight(const module::Options& options = {})
      : vehicle(module::build(options)),
        state(module::enter(*vehicle)),
        room(Settings{}, *vehicle) {
    room.initialise(state);
  }
  Breakup fail(FailedThing thing, std::int64_t index, FailureMode mode) {
    const Failure failure{thing, index, mode, 0, 1.0, 600.0, -1};
    return room.split(state, std::span(&failure, 1));
  }
  [[nodiscard]] std::int64_t barrel_patch(double x, double z) const {
    std::size_t best = 0;
    double nearest = 1e9;
    for (std::size_t k = 0; k < vehicle->patches.size(); ++k) {
      const auto& c = vehicle->patches[k].centre;
      const double distance = std::hypot(c.x - x, c.z - z, c.y);
      if (vehicle->patches[k].part == 0 && distance < nearest) {
        nearest = distance;
        best = k;
      }
    }
    return static_cast<std::int64_t>(best);
  }
  [[nodiscard]] const vehicle::Body& body(std::size_t b) const { return state.bodies[b]; }
  [[nodiscard]] double flying_mass() const {
    double mass = 0.0;
    for (const vehicle::Body& b : state.bodies) {
      if (b.status == vehicle::BodyStatus::flying) mass += b.mass.mass;
    }
    return mass;
  }

  std::unique_ptr<vehicle::Vehicle> vehicle;
  vehicle::State state;
  Fragmentation room;
};

/// Momentum [kg m/s] and angular momentum about `about`, Earth-fixed axes [kg m^2/s], of flying
/// bodies.
struct Momentum {
  double mass = 0.0;
  Vec3<EarthFixed> linear;
  Vec3<EarthFixed> angular;
};
Momentum momentum_of(const vehicle::State& state, const vehicle::Flight& about) {
  Momentum sum;
  for (const vehicle::Body& b : state.bodies) {
    if (b.status != vehicle::BodyStatus::flying) continue;
    const Vec3<EarthFixed> v = b.flight.velocity - about.velocity;
    sum.mass += b.mass.mass;
    sum.linear += b.mass.mass * v;
    sum.angular += b.mass.mass * cross(b.flight.position - about.position, v) +
                   rotate<EarthFixed>(b.flight.attitude, b.mass.inertia * b.flight.rate);
  }
  return sum;
}

void expect_conserved(const vehicle::State& before, const vehicle::State& after) {
  const vehicle::Flight& about = before.bodies[0].flight;
  const Momentum a = momentum_of(before, about);
  const Momentum b = momentum_of(after, about);
  EXPECT_NEAR(b.mass / a.mass, 1.0, 1e-14);
  // Places are differences of numbers of 6.5e6 m: 1e-9 m each.
  EXPECT_NEAR(norm(b.linear - a.linear), 0.0, 1e-8 * a.mass);
  EXPECT_NEAR(norm(b.angular - a.angular) / norm(a.angular), 0.0, 1e-9);
}

TEST(Initialise, OneBodyOfEverything) {
  const Flight flight;
  ASSERT_EQ(flight.state.bodies.size(), 1U);
  const vehicle::Body& body = flight.body(0);
  EXPECT_EQ(body.first_panel, 0);
  EXPECT_EQ(body.parent, -1);
  EXPECT_NEAR(body.birth_altitude, 80000.0, 1.0);
  const vehicle::Volume& cabin = flight.vehicle->volumes[0];
  const double gas = cabin.pressure * cabin.space / (287.053 * 293.0);
  double walls = 0.0;
  for (const vehicle::Patch& patch : flight.vehicle->patches) {
    walls += patch.area * (patch.part == 0 ? 10.8 : 16.2);
  }
  EXPECT_NEAR(body.mass.mass, walls + 40.0 + 115.0 + gas, 1e-8);
  ASSERT_EQ(flight.state.events.size(), 1U);
  EXPECT_EQ(flight.state.events[0].kind, EventKind::entry);
  EXPECT_EQ(flight.state.sealed[0], 1);
}

TEST(Split, AJointLetsGoOfTheLighterSide) {
  Flight flight;
  const vehicle::State before = flight.state;
  const Breakup breakup = flight.fail(FailedThing::joint, 1, FailureMode::section_load);
  EXPECT_EQ(breakup.new_bodies, std::vector<std::int32_t>{1});
  EXPECT_EQ(breakup.changed, std::vector<std::int32_t>{0});
  ASSERT_EQ(flight.state.bodies.size(), 2U);
  const vehicle::Body& disc = flight.body(1);
  EXPECT_EQ(disc.parent, 0);
  EXPECT_NEAR(disc.mass.mass, 20.0 + 16.2 * disc.wetted_area, 1e-10);  // with the ring
  EXPECT_EQ(flight.state.joint_body[1], 1);
  EXPECT_EQ(flight.state.joint_body[0], 0);
  EXPECT_EQ(flight.state.object_body[0], 0);
  EXPECT_EQ(flight.state.events[static_cast<std::size_t>(disc.birth_event)].kind,
            EventKind::joint_failure);
  // The bore is open now.
  EXPECT_EQ(flight.state.sealed[0], 0);
  EXPECT_NEAR(flight.state.opening[0], constants::pi, 0.05);
  EXPECT_EQ(flight.state.volume_body[0], 0);
  expect_conserved(before, flight.state);
}

TEST(Split, APatchTearsAlongItsEdgesAndVents) {
  Flight flight;
  const vehicle::State before = flight.state;
  const std::int64_t patch = flight.barrel_patch(3.0, 1.0);
  const double area = flight.vehicle->patches[static_cast<std::size_t>(patch)].area;
  const Breakup breakup = flight.fail(FailedThing::patch, patch, FailureMode::membrane);
  ASSERT_EQ(breakup.new_bodies.size(), 1U);
  EXPECT_NEAR(flight.body(1).mass.mass, 10.8 * area, 1e-11);
  EXPECT_NEAR(flight.body(1).wetted_area, area, 1e-12);
  EXPECT_NEAR(flight.state.opening[0], area, 1e-12);
  EXPECT_NEAR(flight.state.opening_width[0], std::sqrt(4.0 * area / constants::pi), 1e-12);
  EXPECT_EQ(flight.state.sealed[0], 0);
  ASSERT_EQ(breakup.events.size(), 3U);
  EXPECT_EQ(breakup.events[0].kind, EventKind::burst);
  EXPECT_EQ(breakup.events[1].kind, EventKind::vent);
  EXPECT_EQ(breakup.events[2].kind, EventKind::separation);
  expect_conserved(before, flight.state);
  // Two patches apart are two openings: areas add up, the width is that of the larger.
  const double width = flight.state.opening_width[0];
  const std::int64_t other = flight.barrel_patch(1.0, -1.0);
  flight.fail(FailedThing::patch, other, FailureMode::membrane);
  EXPECT_NEAR(flight.state.opening[0],
              area + flight.vehicle->patches[static_cast<std::size_t>(other)].area, 1e-12);
  EXPECT_NEAR(flight.state.opening_width[0], width, 0.1 * width);
  EXPECT_EQ(flight.state.events.back().kind, EventKind::separation);
}

// An object leaves when its mount has failed and an opening is wider than its second largest size:
// the rack (0.5 m) through a patch of 0.8 m, not through one of 0.4 m; the box (0.1 m) through
// both.
TEST(Release, NeedsAFailedMountAndAWideOpening) {
  for (const double patch_size : {0.8, 0.4}) {
    Flight flight({.panel_size = 0.2, .patch_size = patch_size});
    flight.fail(FailedThing::mount, 0, FailureMode::mount_load);
    EXPECT_EQ(flight.state.object_released[0], 0) << "loose, but shut in";
    flight.fail(FailedThing::patch, flight.barrel_patch(2.8, 1.0), FailureMode::membrane);
    const bool wide = patch_size > 0.5;
    EXPECT_EQ(flight.state.opening_width[0] > 0.5, wide);
    EXPECT_EQ(flight.state.object_released[0] != 0, wide);
    EXPECT_EQ(flight.state.object_released[2], 0) << "its mount holds";
    const vehicle::State before = flight.state;
    flight.fail(FailedThing::mount, 2, FailureMode::mount_load);
    EXPECT_EQ(flight.state.object_released[2], 1);
    const vehicle::Body& box = flight.state.bodies.back();
    EXPECT_EQ(box.object, 2);
    EXPECT_EQ(box.first_panel, -1);
    EXPECT_NEAR(box.mass.mass, 5.0, 1e-12);
    EXPECT_NEAR(box.wetted_area, 0.06, 1e-15);
    EXPECT_EQ(flight.state.object_body[2], box.id);
    EXPECT_EQ(flight.state.events[static_cast<std::size_t>(box.birth_event)].kind,
              EventKind::mount_failure);
    expect_conserved(before, flight.state);
    if (!wide) continue;
    // The ball travels inside the rack.
    EXPECT_EQ(flight.state.object_body[1], flight.state.object_body[0]);
    EXPECT_EQ(flight.state.object_released[1], 0);
    const auto rack = static_cast<std::size_t>(flight.state.object_body[0]);
    EXPECT_NEAR(flight.body(rack).mass.mass, 110.0, 1e-12);
    // When the rack has demised, the ball flies on its own, from the rack's place.
    flight.state.solid.object_mass[0].assign(1, 0.0);
    flight.room.split(flight.state, {});
    EXPECT_EQ(flight.state.object_released[1], 1);
    EXPECT_EQ(flight.state.bodies.back().object, 1);
    EXPECT_EQ(flight.state.bodies.back().parent, static_cast<std::int32_t>(rack));
    EXPECT_EQ(flight.body(rack).mass.mass, 0.0);
    EXPECT_TRUE(flight.room.split(flight.state, {}).is_empty());
  }
}

// A sheet leaves with its patch's fabric and the heat in it, also that of a panel which melts at
// the same moment; mass is kept to round-off. 2 and 1 kg/m^2 of fabric as built.
TEST(Release, FabricFliesInSheets) {
  Flight flight({.is_covered = true});
  const vehicle::Vehicle& vehicle = *flight.vehicle;
  const std::int64_t patch = flight.barrel_patch(2.8, 1.0);
  const auto& sheets = vehicle.sheets[static_cast<std::size_t>(patch)];
  ASSERT_EQ(sheets.size(), 2U);
  const double area = vehicle.patches[static_cast<std::size_t>(patch)].area;
  std::int64_t panel = 0;
  while (vehicle.surface.patch[static_cast<std::size_t>(panel)] != patch) ++panel;
  for (std::size_t p = 0; p < flight.state.body.size(); ++p) {
    if (vehicle.mesh->patch()[p] != patch) continue;
    const auto cell = static_cast<std::size_t>(vehicle.cell_offset[p]);
    flight.state.solid.enthalpy[cell + 1] = module::cloth().enthalpy(700.0);
  }
  const double before = flight.flying_mass();
  const vehicle::State was = flight.state;
  const std::vector<Failure> failures{
      {FailedThing::panel, panel, FailureMode::molten, 0, 1.0, 850.0, -1, {}},
      {FailedThing::sheet, sheets[0], FailureMode::uncovered, 0, 1.0, 700.0, -1, {}},
      {FailedThing::sheet, sheets[1], FailureMode::uncovered, 0, 1.0, 293.0, -1, {}}};
  const Breakup breakup = flight.room.split(flight.state, failures);
  ASSERT_EQ(breakup.new_bodies.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto object = static_cast<std::size_t>(sheets[i]);
    const vehicle::Body& sheet = flight.body(i + 1);
    EXPECT_EQ(sheet.object, sheets[i]);
    EXPECT_EQ(sheet.status, vehicle::BodyStatus::flying);
    EXPECT_NEAR(sheet.mass.mass, (i == 0 ? 2.0 : 1.0) * area, 1e-12);
    EXPECT_NEAR(sheet.wetted_area, 2.0 * area, 0.01 * area) << "both faces";
    EXPECT_EQ(flight.state.object_released[object], 1);
    for (const double h : flight.state.solid.object_enthalpy[object]) {
      EXPECT_NEAR(h, module::cloth().enthalpy(i == 0 ? 700.0 : 293.0), 1e-6);
    }
    const vehicle::Event& event = flight.state.events[static_cast<std::size_t>(sheet.birth_event)];
    EXPECT_EQ(event.kind, EventKind::release);
    EXPECT_EQ(event.mode, static_cast<std::int32_t>(FailureMode::uncovered));
  }
  const auto triangle = vehicle.surface.triangles[static_cast<std::size_t>(panel)];
  const auto corner = [&](std::size_t i) {
    return vehicle.surface.vertices[static_cast<std::size_t>(triangle[i])];
  };
  const double panel_area = 0.5 * norm(cross(corner(1) - corner(0), corner(2) - corner(0)));
  EXPECT_NEAR(breakup.molten_mass, panel_area * (2.7 + 10.8), 1e-12) << "no fabric in it";
  EXPECT_NEAR((flight.flying_mass() + breakup.molten_mass) / before, 1.0, 1e-14);
  const Momentum a = momentum_of(was, was.bodies[0].flight);
  const Momentum b = momentum_of(flight.state, was.bodies[0].flight);
  // The panel's own momentum left with it: what it had at its place in the turning vehicle.
  const vehicle::Body& whole = was.bodies[0];
  const Vec3<VehicleAxes> middle = (corner(0) + corner(1) + corner(2)) / 3.0;
  const Vec3<VehicleAxes> arm = middle - whole.mass.centre;
  const Vec3<EarthFixed> speed = rotate<EarthFixed>(
      whole.flight.attitude, cross(whole.flight.rate, Vec3<BodyAxes>{arm.x, arm.y, arm.z}));
  EXPECT_NEAR(norm(b.linear + breakup.molten_mass * speed - a.linear), 0.0, 1e-8 * before);
}

// A rack that melts away inside leaves the ball loose in the cabin until that is open.
TEST(Release, ContentsOfAMeltedHostAreLooseInTheCabin) {
  Flight flight;
  flight.state.solid.object_mass[0].assign(1, 0.0);
  flight.room.split(flight.state, {});
  EXPECT_EQ(flight.state.object_released[1], 0);
  EXPECT_EQ(flight.state.object_body[1], 0);
  flight.fail(FailedThing::patch, flight.barrel_patch(2.8, 1.0), FailureMode::membrane);
  EXPECT_EQ(flight.state.object_released[1], 1);
  EXPECT_EQ(flight.state.bodies.back().object, 1);
  EXPECT_NEAR(flight.state.bodies.back().mass.mass, 10.0, 1e-12);
  EXPECT_EQ(flight.state.object_released[0], 0) << "nothing of it is left to fly";
}

TEST(Release, AMountWithoutPanelsIsLost) {
  Flight flight;
  std::vector<Failure> failures;
  for (const std::int64_t panel : flight.vehicle->objects[2].mount_panels) {
    failures.push_back({FailedThing::panel, panel, FailureMode::molten, 0, 1.0, 850.0, -1});
  }
  const double before = flight.flying_mass();
  const Breakup breakup = flight.room.split(flight.state, failures);
  EXPECT_EQ(flight.state.mount_holds[2], 0);
  EXPECT_EQ(flight.state.object_released[2], 1) << "the hole is wide enough";
  EXPECT_NEAR(breakup.molten_mass, 10.8 * flight.state.opening[0], 1e-10);
  EXPECT_NEAR(breakup.molten_energy, breakup.molten_mass * module::metal().enthalpy(293.0),
              1e-9 * breakup.molten_energy);
  EXPECT_NEAR((flight.flying_mass() + breakup.molten_mass + breakup.debris_mass) / before, 1.0,
              1e-14);
}

// The barrel melts away: two discs and both objects are left, the cabin is no more.
TEST(Release, TheHostIsGone) {
  Flight flight;
  std::vector<Failure> failures;
  for (std::size_t t = 0; t < flight.vehicle->surface.panels(); ++t) {
    if (flight.vehicle->surface.part[t] != 0) continue;
    failures.push_back(
        {FailedThing::panel, static_cast<std::int64_t>(t), FailureMode::molten, 0, 1.0, 850.0, -1});
  }
  const double before = flight.flying_mass();
  const double gas = flight.state.solid.gas_mass[0];
  const Breakup breakup = flight.room.split(flight.state, failures);
  ASSERT_EQ(flight.state.bodies.size(), 4U);  // a disc keeps id 0; the other, rack and box are new
  EXPECT_EQ(flight.body(2).object, 0);
  EXPECT_EQ(flight.body(3).object, 2);
  EXPECT_EQ(flight.state.volume_body[0], -1);
  EXPECT_EQ(flight.state.sealed[0], 0);
  EXPECT_EQ(flight.state.solid.gas_mass[0], 0.0);
  EXPECT_EQ(breakup.vented_mass, gas);
  EXPECT_NEAR((flight.flying_mass() + breakup.molten_mass + breakup.vented_mass) / before, 1.0,
              1e-14);
}

// All panels gone: the body has demised, its joints are counted, objects fly on.
TEST(Split, NothingLeft) {
  Flight flight;
  std::vector<Failure> failures;
  for (std::size_t t = 0; t < flight.vehicle->surface.panels(); ++t) {
    failures.push_back(
        {FailedThing::panel, static_cast<std::int64_t>(t), FailureMode::molten, 0, 1.0, 850.0, -1});
  }
  const double before = flight.flying_mass();
  const Breakup breakup = flight.room.split(flight.state, failures);
  EXPECT_EQ(flight.body(0).status, vehicle::BodyStatus::demised);
  EXPECT_EQ(breakup.debris_mass, 0.0);
  // The rings of both joints, which no panel carries any more, fly on alone with their heat.
  for (std::size_t j = 0; j < 2; ++j) {
    EXPECT_EQ(flight.state.joint_body[j], -1);
    const auto ring = static_cast<std::size_t>(flight.vehicle->joints[j].ring);
    const auto id = static_cast<std::size_t>(flight.state.object_body[ring]);
    ASSERT_LT(id, flight.state.bodies.size());
    EXPECT_EQ(flight.body(id).status, vehicle::BodyStatus::flying);
    EXPECT_NEAR(flight.body(id).mass.mass, 20.0, 1e-12);
    EXPECT_EQ(flight.state.solid.object_enthalpy[ring], flight.state.solid.joint_enthalpy[j]);
  }
  EXPECT_NEAR(
      (flight.flying_mass() + breakup.molten_mass + breakup.vented_mass + breakup.debris_mass) /
          before,
      1.0, 1e-14);
}

// Fragments reference, section 3: (0.1 kg, 0.01 m^2, C_D 1) 8.0054 J; (1, 0.05) 160.109 J.
TEST(Debris, ArrivalEnergy) {
  EXPECT_NEAR(arrival_energy(0.1, 0.01), 8.0054, 1e-3);
  EXPECT_NEAR(arrival_energy(1.0, 0.05), 160.109, 1e-2);
}

// A patch of 0.16 m^2 of 0.5 mm arrives with 5 J, one of 0.6 m^2 with 18 J.
TEST(Debris, OnlyBelowFifteenJoules) {
  for (const double patch_size : {0.8, 0.4}) {
    Flight flight({.panel_size = 0.2, .patch_size = patch_size, .wall = 0.0005});
    const double before = flight.flying_mass();
    const std::int64_t patch = flight.barrel_patch(2.8, 1.0);
    const double mass = 1.35 * flight.vehicle->patches[static_cast<std::size_t>(patch)].area;
    const Breakup breakup = flight.fail(FailedThing::patch, patch, FailureMode::membrane);
    ASSERT_EQ(flight.state.bodies.size(), 2U);
    const bool small = patch_size < 0.5;
    EXPECT_EQ(flight.body(1).status == vehicle::BodyStatus::debris, small);
    EXPECT_NEAR(breakup.debris_mass, small ? mass : 0.0, 1e-12);
    EXPECT_NEAR(breakup.debris_energy, breakup.debris_mass * module::metal().enthalpy(293.0), 1e-6);
    EXPECT_NEAR((flight.flying_mass() + breakup.debris_mass) / before, 1.0, 1e-14);
  }
}

}  // namespace
}  // namespace tektite::fragmentation
