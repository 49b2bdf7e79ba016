// `tektite loads` against closed forms: plates, discs and a sphere in continuum and free-molecular
// flow, signs of lift, side force and moments, the wall's temperature.
#include "solver/driver/loads.hpp"

#include "solver/base/constants.hpp"
#include "solver/environment/us76.hpp"
#include "solver/trajectory/entry.hpp"

#include <gtest/gtest.h>

#include "tests/verification/driver/examined.hpp"
#include <algorithm>
#include <cmath>

namespace tektite::driver {
namespace {

using constants::degree;

const std::string metal =
    "  stacks: {thin: {layers: [{material: aluminium_6061_t6, thickness: 1 mm}]}, thick: {layers: "
    "[{material: aluminium_6061_t6, thickness: 3 mm}]}}\n";

std::string plate(const std::string& parts, double panel_size = 0.25) {
  return fmt::format("  panel_size: {} m\n", panel_size) + metal + "  parts:\n" + parts;
}

/// Newton's flow and no more.
const std::string newton = "aerodynamics: {base: none, shear: none}\n";

const std::string square =
    "    - {name: sheet, stack: thin, wall: {shape: plate, size: [2 m, 2 m]}}\n";

/// Rayleigh's pitot formula, in the form p02 / p1. Ref: NACA1135, gamma = 1.4
double newtonian_peak(double mach) {
  const double m2 = mach * mach;
  const double pitot = std::pow(6.0 * m2 / 5.0, 3.5) * std::pow(6.0 / (7.0 * m2 - 1.0), 2.5);
  return (pitot - 1.0) / (0.7 * m2);
}

/// Sides that meet the flow.
template <class Test>
void expect_on_lit(const Examined& examined, const PanelLoads& panels, const Test& test) {
  int lit = 0;
  const auto& exposure = examined.models.aerodynamics.exposure();
  for (std::size_t i = 0; i < panels.pressure.size(); ++i) {
    if (!(exposure.peak[i] > 0.0)) continue;
    ++lit;
    test(i);
  }
  EXPECT_GT(lit, 10);
}

// A plate at 23 degrees at Mach 20: C_N = Cpmax sin^2. Exact, so to rounding; a straight line
// between nodes of incidence is 1e-3 away. Ref: Lees1955
TEST(LoadsOfAPlate, InContinuum) {
  const double angle = 23.0 * degree;
  const double sound = environment::StandardAtmosphere1976().at({.altitude = 40e3}).sound_speed;
  Examined examined(
      level_case(40e3, 20.0 * sound, "mode: fixed, angle_of_attack: 23 deg", plate(square), newton),
      300.0);
  const Loads loads = examined.probe.at({});
  ASSERT_EQ(loads.bodies.size(), 1U);
  const BodyLoads& body = loads.bodies.front();
  ASSERT_LT(body.knudsen, 1e-3);
  EXPECT_NEAR(loads.air.mach(), 20.0, 1e-9);
  const double peak = newtonian_peak(20.0);
  EXPECT_NEAR(peak, 1.837443, 1e-6);  // tables of NACA1135 give it to four digits
  const double q = loads.air.dynamic_pressure();
  const double normal = peak * std::pow(std::sin(angle), 2);
  EXPECT_NEAR(body.silhouette, 4.0 * std::sin(angle), 1e-9);
  EXPECT_NEAR(body.force.z, q * 4.0 * normal, 1e-9 * q);  // the air comes from below
  EXPECT_NEAR(body.against.x, q * 4.0 * normal * std::sin(angle), 1e-9 * q);
  EXPECT_NEAR(body.against.z, q * 4.0 * normal * std::cos(angle), 1e-9 * q);
  EXPECT_NEAR(body.against.y, 0.0, 1e-9 * q);
  EXPECT_NEAR(norm(body.moment), 0.0, 1e-9 * q);
  EXPECT_NEAR(body.drag_coefficient * body.reference_area, 4.0 * normal * std::sin(angle), 1e-9);
  EXPECT_NEAR(body.stagnation_pressure, loads.air.pressure + q * peak, 1e-9 * q);
  const PanelLoads panels = examined.probe.panels();
  expect_on_lit(examined, panels, [&](std::size_t i) {
    EXPECT_EQ(i % 2, static_cast<std::size_t>(vehicle::inner));
    EXPECT_NEAR(panels.incidence[i], std::sin(angle), 1e-12);
    EXPECT_NEAR(panels.pressure[i], loads.air.pressure + q * normal, 1e-9 * q);
    EXPECT_EQ(panels.shear[i], 0.0);
  });
  EXPECT_NEAR(loads.whole.area, 4.0, 1e-12);
  EXPECT_NEAR(loads.whole.pressure.value, loads.air.pressure + q * normal, 1e-9 * q);
  EXPECT_EQ(loads.whole.pressure.side, vehicle::inner);
}

// At 45 degrees, speed ratio 8, wall as warm as the air: Cp = 1.17228927, Ctau = 1. The shaded side
// is 45 degrees away from what reaches it: exp(-32). Ref: SchaafChambre1961
TEST(LoadsOfAPlate, InFreeMolecularFlow) {
  const auto air = environment::StandardAtmosphere1976().at({.altitude = 250e3});
  const double speed =
      8.0 * std::sqrt(2.0 * constants::gas_constant / air.molar_mass * air.temperature);
  Examined examined(
      level_case(250e3, speed, "mode: fixed, angle_of_attack: 45 deg", plate(square),
                 fmt::format("aerodynamics: {{wall_temperature: {:.17g} K}}\n", air.temperature)),
      300.0);
  const Loads loads = examined.probe.at({});
  const BodyLoads& body = loads.bodies.front();
  EXPECT_EQ(body.molecular_share, 1.0);
  EXPECT_NEAR(loads.air.speed_ratio(), 8.0, 1e-9);
  const double q = loads.air.dynamic_pressure();
  const PanelLoads panels = examined.probe.panels();
  expect_on_lit(examined, panels, [&](std::size_t i) {
    EXPECT_NEAR(panels.pressure[i] / q, 1.17228927, 1e-8);
    EXPECT_NEAR(panels.shear[i] / q, 1.0, 1e-8);
  });
  // Forces come from tables of the coefficients, linear over 4096 intervals of the sine.
  EXPECT_NEAR(body.force.z / (4.0 * q), 1.17228927, 1e-6);
  EXPECT_NEAR(body.force.x / (4.0 * q), -1.0, 1e-6);
  EXPECT_NEAR(loads.whole.shear.value / q, 1.0, 1e-8);
}

// A positive sideslip moves the vehicle to its right: the air pushes it to the left.
TEST(LoadsOfAPlate, SidewaysIsToTheLeft) {
  const double slip = 30.0 * degree;
  Examined examined(
      level_case(50e3, 7000.0, "mode: fixed, sideslip: 30 deg",
                 plate("    - {name: sheet, stack: thin, wall: {shape: disc, radius: 1 m, "
                       "direction: [0, 1, 0]}}\n"),
                 newton),
      300.0);
  const BodyLoads body = examined.probe.at({}).bodies.front();
  EXPECT_GT(body.force.y, 0.0);
  EXPECT_NEAR(body.against.y / body.force.y, std::cos(slip), 1e-12);
  EXPECT_NEAR(body.against.x / body.force.y, std::sin(slip), 1e-12);
  EXPECT_NEAR(body.against.z, 0.0, 1e-9 * body.force.y);
}

// Two squares edge to edge, one three times as heavy: the pressure acts a quarter of a metre behind
// the centre of mass and lifts the tail, so the nose (+x) goes down: a positive moment about +y.
TEST(LoadsOfAPlate, MomentIsAboutTheCentreOfMass) {
  Examined examined(
      level_case(
          50e3, 7000.0, "mode: fixed, angle_of_attack: 40 deg",
          plate("    - {name: tail, stack: thin, wall: {shape: plate, size: [1 m, 1 m], at: [-0.5 "
                "m, 0 m, 0 m]}}\n"
                "    - {name: nose, stack: thick, wall: {shape: plate, size: [1 m, 1 m], at: [0.5 "
                "m, 0 m, 0 m]}}\n"),
          newton),
      300.0, {.area = 2.0, .length = 4.0});
  const Loads loads = examined.probe.at({});
  const BodyLoads& body = loads.bodies.front();
  EXPECT_NEAR(body.mass, 2700.0 * 0.004, 0.02 * body.mass);  // nominal density of aluminium
  EXPECT_NEAR(body.moment.y, 0.25 * body.force.z, 1e-9 * body.force.z);
  EXPECT_NEAR(body.moment.x, 0.0, 1e-9 * body.force.z);
  EXPECT_NEAR(body.moment.z, 0.0, 1e-9 * body.force.z);
  EXPECT_EQ(body.reference_area, 2.0);
  EXPECT_EQ(body.reference_length, 4.0);
  EXPECT_NEAR(body.drag_coefficient, body.against.x / (2.0 * loads.air.dynamic_pressure()), 1e-9);
}

/// A drum, closed, at an angle of attack and of sideslip.
const std::string drum = plate(
    "    - {name: barrel, stack: thin, wall: {shape: cylinder, radius: 1 m, length: 3 m}}\n"
    "    - {name: front, stack: thin, wall: {shape: disc, radius: 1 m, at: [3 m, 0 m, 0 m]}}\n"
    "    - {name: back, stack: thick, wall: {shape: disc, radius: 1 m, direction: [-1, 0, 0]}}\n"
    "  volumes:\n    - {name: inside, walls: [barrel, front, back], pressure: 0 Pa}\n");

// What the panels say adds up to the force and moment that the database says: in continuum with
// base pressure and friction, between, and in free-molecular flow. Tolerance: the database keeps
// four speed ratios and goes between them by a cubic in 1/S, 5e-4 here; and it counts the molecules
// that reach shaded sides by their thermal motion, 3e-3 at a speed ratio of 7, which no panel gets.
TEST(LoadsOfADrum, PanelsAddUpToTheForce) {
  for (const double altitude : {60e3, 95e3, 110e3, 200e3}) {
    SCOPED_TRACE(altitude);
    Examined examined(level_case(altitude, 7500.0,
                                 "mode: fixed, angle_of_attack: 25 deg, sideslip: 10 deg", drum),
                      300.0);
    const Loads loads = examined.probe.at({});
    const BodyLoads& body = loads.bodies.front();
    const PanelLoads panels = examined.probe.panels();
    const mesh::PanelMesh& mesh = *examined.models.vehicle.mesh;  // one rank: in global order
    const Vec3<BodyAxes> motion = loads.attitude.wind;
    const double ambient = (1.0 - body.molecular_share) * loads.air.pressure;
    const Vec3<VehicleAxes> centre = state_at_entry(examined.models).bodies.front().mass.centre;
    Vec3<BodyAxes> force, moment;
    for (std::size_t i = 0; i < mesh.area().size(); ++i) {
      const std::size_t side = 2 * i + vehicle::outer;
      const auto normal = recast<BodyAxes>(mesh.normal()[i]);
      // Friction is along the flow, in the panel's plane.
      const Vec3<BodyAxes> along = unit(dot(motion, normal) * normal - motion);
      const Vec3<BodyAxes> share = mesh.area()[i] * (panels.shear[side] * along -
                                                     (panels.pressure[side] - ambient) * normal);
      force += share;
      moment += cross(recast<BodyAxes>(mesh.centroid()[i] - centre), share);
    }
    const double allowed = (1e-3 + 4e-3 * body.molecular_share) * norm(body.force);
    EXPECT_LT(norm(force - body.force), allowed);
    EXPECT_LT(norm(moment - body.moment), 1.0 * allowed);  // over an arm of 1 m
    if (altitude < 90e3) {                                 // shaded: the base, -1/M^2
      const double base =
          loads.air.pressure - loads.air.dynamic_pressure() / std::pow(loads.air.mach(), 2);
      EXPECT_NEAR(panels.pressure[2 * (mesh.area().size() - 1)], base, 1e-9 * base);
    }
    EXPECT_GT(loads.whole.shear.value, 0.0);
  }
}

// 0.1 + 0.9 s over the lit half of a sphere: q0 2 pi R^2 0.55; C_D = Cpmax / 2. A mesh of triangles
// of size h is (h/R)^2/8 away from a sphere: 0.2 % here. A wall at 1000 K takes 0.971205 of what
// one at 300 K takes, at 70 km and 7 km/s (hot-wall factor with cp = 1004.5 J/(kg K)).
TEST(LoadsOfASphere, HeatAndDrag) {
  const std::string ball =
      plate("    - {name: ball, stack: thin, wall: {shape: sphere, radius: 1 m}}\n", 0.12);
  const std::string text = level_case(70e3, 7000.0, "mode: fixed", ball, newton);
  Examined cold(text, 300.0);
  const Loads loads = cold.probe.at({});
  const double q0 = loads.bodies.front().stagnation_flux;
  EXPECT_NEAR(loads.whole.heat / (q0 * 2.0 * constants::pi * 0.55), 1.0, 4e-3);
  EXPECT_NEAR(loads.whole.flux.value / q0, 1.0, 2e-3);
  EXPECT_LT(norm(loads.whole.flux.place - Vec3<VehicleAxes>{1, 0, 0}), 0.12);
  EXPECT_NEAR(loads.bodies.front().drag_coefficient, 0.5 * newtonian_peak(loads.air.mach()), 4e-3);
  EXPECT_NEAR(loads.bodies.front().silhouette, constants::pi, 8e-3 * constants::pi);

  Examined hot(text, 1000.0);
  EXPECT_NEAR(hot.probe.at({}).whole.heat / loads.whole.heat, 0.971205, 1e-6);
}

// What is asked for takes the place of the case, and going back gives the same bits.
TEST(LoadsProbe, ConditionsDoNotAct) {
  const std::string text = level_case(70e3, 7000.0, "mode: tumbling", plate(square));
  Examined examined(text, 300.0);
  const Loads before = examined.probe.at({});
  const Attitude level{vehicle::AttitudeMode::fixed, trajectory::wind_of(0.3, 0.0), "a"};
  const Loads other = examined.probe.at({.altitude = 55e3, .speed = 3000.0, .attitude = level});
  EXPECT_NEAR(other.air.altitude, 55e3, 1e-3);
  EXPECT_NEAR(other.air.speed, 3000.0, 1e-9);
  EXPECT_TRUE(other.bodies.front().is_turned_one_way);
  Examined direct(
      level_case(55e3, 3000.0, fmt::format("mode: fixed, angle_of_attack: {:.17g} rad", 0.3),
                 plate(square)),
      300.0);
  EXPECT_EQ(direct.probe.at({}).bodies.front().force, other.bodies.front().force);
  EXPECT_EQ(direct.probe.at({}).whole.heat, other.whole.heat);
  const Loads after = examined.probe.at({});
  EXPECT_EQ(after.whole.heat, before.whole.heat);
  EXPECT_EQ(after.bodies.front().drag_coefficient, before.bodies.front().drag_coefficient);
  // A square that tumbles shows half of its area in the mean, a quarter of both faces.
  EXPECT_NEAR(after.bodies.front().silhouette, 2.0, 0.02);
}

}  // namespace
}  // namespace tektite::driver
