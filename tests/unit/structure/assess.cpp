// What fails in a pressurised module, against formulas written out here.
#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/structure/formulas.hpp"
#include "solver/structure/structure.hpp"
#include "solver/vehicle/coherency.hpp"
#include "solver/vehicle/mass.hpp"

#include <gtest/gtest.h>

#include "tests/unit/structure/module.hpp"
#include <cmath>

namespace tektite::structure {
namespace {

using vehicle::FailedThing;
using vehicle::FailureMode;

/// A module in thin air, at rest unless told otherwise.
struct Flight {
  explicit Flight(const module::Options& options = {}) : vehicle(module::build(options)) {
    state = module::enter(*vehicle);
    state.next_body = 1;
    state.bodies[0].flight.rate = {};
    const vehicle::MassSums masses(*vehicle);
    state.bodies[0].mass = masses.bodies(state)[0].properties;
    const auto sides = 2 * static_cast<std::size_t>(vehicle->mesh->owned());
    surface.pressure.assign(sides, 0.0);
    exposure.peak.assign(sides, 0.0);
    air.resize(1);
    air[0].sound_speed = 300.0;
  }
  [[nodiscard]] vehicle::Assessment assess() const {
    return Structure(Settings{}, *vehicle).assess(state, surface, exposure, air, loads);
  }
  /// Largest demand on a part's panels.
  [[nodiscard]] double demand_on(const vehicle::Assessment& found, int part) const {
    double most = 0.0;
    for (std::size_t p = 0; p < found.demand.size(); ++p) {
      if (vehicle->mesh->part()[p] == part) most = std::max(most, found.demand[p]);
    }
    return vehicle->mesh->world().max(most);
  }
  void heat_patch(int patch, double temperature) {
    module::heat(*vehicle, state, temperature,
                 [&](std::size_t p) { return vehicle->mesh->patch()[p] == patch; });
  }
  [[nodiscard]] int barrel_patch(double x) const {
    int best = -1;
    double nearest = 1e9;
    for (std::size_t k = 0; k < vehicle->patches.size(); ++k) {
      const double distance = std::abs(vehicle->patches[k].centre.x - x);
      if (vehicle->patches[k].part == 0 && distance < nearest - 1e-9) {
        nearest = distance;
        best = static_cast<int>(k);
      }
    }
    return best;
  }

  std::unique_ptr<vehicle::Vehicle> vehicle;
  vehicle::State state;
  vehicle::SurfaceLoads surface;
  vehicle::Exposure exposure;
  std::vector<environment::Freestream> air;
  std::vector<vehicle::AttitudeLoads> loads;
};

// p R sqrt(3)/2 over 400 MPa times 4 mm on the barrel; the plate formula on the discs. Neither
// depends on the panels' size.
TEST(Assess, ColdPressureIndependentOfPanels) {
  const double plate_demand = clamped_plate(101325.0, 0.15, 0.006, 70e9, 0.3).edge_stress / 400e6;
  for (const double size : {0.3, 0.15}) {
    const Flight flight({.panel_size = size});
    const vehicle::Assessment found = flight.assess();
    EXPECT_TRUE(found.failures.empty());
    EXPECT_NEAR(flight.demand_on(found, 0), 101325.0 * std::sqrt(0.75) / 1.6e6, 1e-9);
    EXPECT_NEAR(flight.demand_on(found, 1), plate_demand, 1e-9);
    // The joints: p times the bore over 1 MN.
    EXPECT_NEAR(found.worst, 101325.0 * constants::pi / 1e6, 1e-9);
  }
}

// At 693 K 160 MPa are left: 600 kPa need 519.6 kN/m of 640; at 793 K 400: the hotter of two tears.
TEST(Assess, TheMostOverloadedPatchTearsFirst) {
  Flight flight({.pressure = 600e3});
  for (auto& joint : flight.vehicle->joints) joint.tension = 1e8;
  const int hot = flight.barrel_patch(1.0);
  const int hotter = flight.barrel_patch(3.0);
  flight.heat_patch(hot, 773.0);  // 112 MPa: 448 kN/m
  flight.heat_patch(hotter, 793.0);
  vehicle::Assessment found = flight.assess();
  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_EQ(found.failures[0].thing, FailedThing::patch);
  EXPECT_EQ(found.failures[0].index, hotter);
  EXPECT_EQ(found.failures[0].mode, FailureMode::membrane);
  EXPECT_NEAR(found.failures[0].demand, 600e3 * std::sqrt(0.75) / 400e3, 1e-9);
  EXPECT_NEAR(found.failures[0].temperature, 793.0, 1e-6);
  // Equals fail together, in order of their numbers.
  flight.heat_patch(hot, 793.0);
  found = flight.assess();
  ASSERT_EQ(found.failures.size(), 2U);
  EXPECT_LT(found.failures[0].index, found.failures[1].index);
}

// Vented, a fixed module feels the pressures outside; a tumbling one the stagnation pressure where
// the exposure's peak says so: p + q C_p sin^2.
TEST(Assess, VentedWallsCarryTheAirOutside) {
  Flight flight;
  flight.state.sealed[0] = 0;
  flight.state.solid.gas_mass[0] = 0.0;
  flight.air[0].density = 1e-3;
  flight.air[0].speed = 6000.0;  // Mach 20, q 18 kPa
  flight.air[0].pressure = 60.0;
  std::fill(flight.exposure.peak.begin(), flight.exposure.peak.end(), 0.5);
  const double in = 18e3 * stagnation_pressure_coefficient(20.0) * 0.5;
  EXPECT_NEAR(flight.demand_on(flight.assess(), 0), in * std::sqrt(0.75) / 1.6e6, 1e-9);
  flight.state.bodies[0].mode = vehicle::AttitudeMode::fixed;
  std::fill(flight.surface.pressure.begin(), flight.surface.pressure.end(), 3060.0);
  EXPECT_NEAR(flight.demand_on(flight.assess(), 0), 3000.0 * std::sqrt(0.75) / 1.6e6, 1e-9);
}

TEST(Assess, MoltenPanelsAreGone) {
  Flight flight;
  const auto chosen = [&](std::size_t p) {
    const auto id = flight.vehicle->mesh->global_id()[p];
    return id == 5 || id == 17 || id == 100;
  };
  // 800 to 850 K melt it: below the coherent liquid fraction it is weak, but there.
  module::heat(*flight.vehicle, flight.state, 800.0 + 50.0 * (vehicle::coherency - 0.02), chosen);
  EXPECT_TRUE(flight.assess().failures.empty());
  module::heat(*flight.vehicle, flight.state, 800.0 + 50.0 * (vehicle::coherency + 0.02), chosen);
  const vehicle::Assessment found = flight.assess();
  ASSERT_EQ(found.failures.size(), 3U);
  EXPECT_EQ(found.failures[0].index, 5);
  EXPECT_EQ(found.failures[1].index, 17);
  EXPECT_EQ(found.failures[2].index, 100);
  EXPECT_EQ(found.failures[2].mode, FailureMode::molten);
}

// A bumper gone on one panel bares the sheets of its patch; so does a panel that melts under its
// cover. What is still covered, or has left, does not come up.
TEST(Assess, FabricComesOffByThePatch) {
  Flight flight({.is_covered = true});
  EXPECT_TRUE(flight.assess().failures.empty());
  const vehicle::Vehicle& vehicle = *flight.vehicle;
  const auto on = [&](std::int64_t id, auto&& change) {
    const std::int32_t p = vehicle::find_owned(*vehicle.mesh, id);
    if (p >= 0) change(static_cast<std::size_t>(vehicle.cell_offset[static_cast<std::size_t>(p)]));
  };
  const auto patch_of = [&](std::size_t id) {
    return static_cast<std::size_t>(vehicle.surface.patch[id]);
  };
  vehicle::Solid& solid = flight.state.solid;
  on(5, [&](std::size_t cell) { solid.cell_mass[cell] = 0.0; });
  vehicle::Assessment found = flight.assess();
  ASSERT_EQ(found.failures.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(found.failures[i].thing, FailedThing::sheet);
    EXPECT_EQ(found.failures[i].index, vehicle.sheets[patch_of(5)][i]);
    EXPECT_EQ(found.failures[i].mode, FailureMode::uncovered);
    EXPECT_EQ(found.failures[i].body, 0);
    EXPECT_NEAR(found.failures[i].temperature, 293.0, 1e-9);
  }
  // The upper sheet has left: the lower one is bare.
  on(5, [&](std::size_t cell) { solid.cell_mass[cell + 1] = 0.0; });
  found = flight.assess();
  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_EQ(found.failures[0].index, vehicle.sheets[patch_of(5)][1]);
  on(5, [&](std::size_t cell) { solid.cell_mass[cell + 2] = 0.0; });
  EXPECT_TRUE(flight.assess().failures.empty());
  // A panel of another patch melts through from within.
  const std::size_t other = 100;
  ASSERT_NE(patch_of(other), patch_of(5));
  on(100, [&](std::size_t cell) {
    for (std::size_t c = cell + 3; c < cell + 5; ++c) {
      solid.enthalpy[c] = module::metal().enthalpy(849.0);
    }
  });
  found = flight.assess();
  ASSERT_EQ(found.failures.size(), 3U);
  EXPECT_EQ(found.failures[0].thing, FailedThing::panel);
  EXPECT_EQ(found.failures[1].index, vehicle.sheets[patch_of(other)][0]);
  EXPECT_EQ(found.failures[2].index, vehicle.sheets[patch_of(other)][1]);
}

// 318 kN of pressure on 1 MN: at 793 K a quarter of it is left.
TEST(Assess, AJointWeakensWithItsOwnTemperature) {
  Flight flight;
  flight.state.solid.joint_enthalpy[1].assign(3, module::metal().enthalpy(793.0));
  const vehicle::Assessment found = flight.assess();
  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_EQ(found.failures[0].thing, FailedThing::joint);
  EXPECT_EQ(found.failures[0].index, 1);
  EXPECT_NEAR(found.failures[0].demand, 4.0 * 101325.0 * constants::pi / 1e6, 1e-8);
  EXPECT_NEAR(found.failures[0].temperature, 793.0, 1e-6);
  EXPECT_EQ(found.failures[0].direction, -1);
}

// The rack weighs 110 kg with the ball in it; pushed evenly at 500 m/s^2 its mount carries 55 kN
// of 50. The third attitude is the worst.
TEST(Assess, MountsCarryInertia) {
  Flight flight;
  for (auto& joint : flight.vehicle->joints) {
    joint.tension = joint.shear = joint.bending = joint.torsion = 1e9;
  }
  const vehicle::MassProperties mass = flight.state.bodies[0].mass;
  vehicle::AttitudeLoads air;
  air.body = 0;
  for (const double a : {100.0, 300.0, 500.0}) {
    air.weight.push_back(1.0 / 3.0);
    air.direction.push_back({0.0, 0.0, 1.0});
    for (int part = 0; part < 3; ++part) {
      const Vec3<VehicleAxes> force{0.0, 0.0, part == 0 ? a * mass.mass : 0.0};
      air.force.push_back(force);
      air.moment.push_back(cross(mass.centre, force));
    }
  }
  flight.loads.push_back(air);
  vehicle::Assessment found = flight.assess();
  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_EQ(found.failures[0].thing, FailedThing::mount);
  EXPECT_EQ(found.failures[0].index, 0);
  EXPECT_NEAR(found.failures[0].demand, 1.1, 1e-9);
  EXPECT_EQ(found.failures[0].direction, 2);
  EXPECT_EQ(found.failures[0].wind, (Vec3<BodyAxes>{0.0, 0.0, 1.0}));
  EXPECT_EQ(found.failures[0].mode, FailureMode::mount_load);
  // Its panels at 543 K, 250 MPa: 5/8 of the strength is left, and the third largest load suffices.
  flight.loads[0].force[6] = 0.7 * flight.loads[0].force[6];
  flight.loads[0].moment[6] = 0.7 * flight.loads[0].moment[6];
  EXPECT_TRUE(flight.assess().failures.empty());
  const auto& panels = flight.vehicle->objects[0].mount_panels;
  module::heat(*flight.vehicle, flight.state, 543.0, [&](std::size_t p) {
    return std::binary_search(panels.begin(), panels.end(), flight.vehicle->mesh->global_id()[p]);
  });
  found = flight.assess();
  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_NEAR(found.failures[0].demand, 0.7 * 1.1 / 0.625, 1e-8);
}

std::string message_of(const Flight& flight) {
  try {
    Structure(Settings{}, *flight.vehicle).check_cold(flight.state);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "";
}

TEST(CheckCold, NamesWhatIsTooWeakWithItsMargin) {
  EXPECT_EQ(message_of(Flight()), "");
  // 3 MPa: 2.598 MN/m on 1.6: margin 1/1.6238 - 1 = -0.384.
  const std::string text = message_of(Flight({.pressure = 3e6}));
  EXPECT_NE(text.find("part 'barrel' would fail cold under its pressure: margin of safety -0.384"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("joint 'joint 0-1'"), std::string::npos) << text;
  EXPECT_NE(text.find("part 'aft'"), std::string::npos) << text;
}

TEST(CheckCold, RefusesLoops) {
  const Flight flight;
  flight.vehicle->parts[2].group = 1;  // as if the discs were one piece
  EXPECT_NE(message_of(flight).find("joint 'joint 0-2' closes a loop"), std::string::npos);
}

// Gas that leaves through the opening, with the discharge coefficient.
TEST(Vent, UsesOpeningAndCoefficient) {
  Flight flight;
  const Structure structure(Settings{}, *flight.vehicle);
  EXPECT_NEAR(structure.volume_pressure(flight.state, 0), 101325.0, 1e-6);
  EXPECT_EQ(structure.vent(flight.state, 0, 0.0, 1.0).mass_out, 0.0);
  flight.state.sealed[0] = 0;
  flight.state.opening[0] = 0.5;
  const double mass = flight.state.solid.gas_mass[0];
  EXPECT_EQ(structure.vent(flight.state, 0, 10.0, 0.5).mass_out,
            blow_down(mass, 293.0, flight.vehicle->volumes[0].space, 0.4, 10.0, 0.5).mass_out);
}

}  // namespace
}  // namespace tektite::structure
