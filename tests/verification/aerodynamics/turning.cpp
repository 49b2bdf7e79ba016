// Force, moment and damping of bodies with six degrees of freedom, against closed forms.
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/lee_and_shear.hpp"
#include "solver/aerodynamics/newtonian.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <vector>

namespace tektite::aerodynamics {
namespace {

using constants::pi;
using test::Flyer;
using Vector = Vec3<BodyAxes>;

const std::array<std::int32_t, 1> whole = {0};

Settings pure() {
  Settings settings;
  settings.base = "none";
  settings.shear = "none";
  return settings;
}

void let_turn(Flyer& flyer, const Vec3<VehicleAxes>& centre) {
  flyer.state.bodies[0].mode = vehicle::AttitudeMode::integrated;
  flyer.state.bodies[0].mass.centre = centre;
}

const std::vector<Vector> ways = {unit(Vector{1.0, 0.2, 0.1}), unit(Vector{-0.3, 0.9, 0.4}),
                                  unit(Vector{0.2, -0.5, -0.8}), unit(Vector{0.6, 0.6, -0.5})};

// Between directions the wrench is that of the attitude itself, within the error that the database
// reports; the error is met by more directions.
TEST(Turning, WrenchIsThatOfTheAttitude) {
  for (const double knudsen : {0.0, 0.1, 1e6}) {
    const auto flow = test::air_at(20.0, knudsen);
    Flyer turning(test::closed_cylinder(1.0, 4.0, 0.3));
    turning.seal();
    let_turn(turning, {});
    Aerodynamics air(pure(), turning.vehicle);
    air.refresh(turning.state, whole);
    EXPECT_LE(air.turning_error(0), 0.01);
    for (const Vector& way : ways) {
      Flyer fixed(test::closed_cylinder(1.0, 4.0, 0.3));
      fixed.seal();
      fixed.fix(way);
      fixed.state.bodies[0].length = turning.state.bodies[0].length =
          air.reference_length(turning.body());
      Aerodynamics still(pure(), fixed.vehicle);
      still.refresh(fixed.state, whole);
      const auto exact = still.force(fixed.state, fixed.body(), flow);
      const AirWrench wrench = air.wrench(turning.body(), flow, way, {});
      const Vector expected = exact.side_area - exact.drag_area * way;
      const double scale = 1.84 * 8.0;  // the largest: broadside
      EXPECT_LT(norm(wrench.force - expected), 0.01 * scale) << knudsen;
      const auto loads = still.loads(fixed.state, fixed.body(), flow);
      Vec3<VehicleAxes> moment;
      for (const auto& part : loads.moment) moment += part;
      const Vector about = recast<BodyAxes>(moment) / flow.dynamic_pressure();
      EXPECT_LT(norm(wrench.moment - about), 0.01 * scale * 4.0) << knudsen;
    }
  }
}

// Exact: a sphere's force goes through its centre, so the moment about a centre of mass elsewhere
// is the arm times the force. Continuum and free-molecular.
TEST(Turning, SphereOffItsCentreOfMass) {
  for (const double knudsen : {0.0, 1e6}) {
    Flyer flyer({test::sphere(0.5, 0.05)});
    flyer.seal();
    const Vec3<VehicleAxes> centre{0.8, -0.3, 0.2};
    let_turn(flyer, centre);
    Aerodynamics air(pure(), flyer.vehicle);
    air.refresh(flyer.state, whole);
    const auto flow = test::air_at(20.0, knudsen);
    for (const Vector& way : ways) {
      const AirWrench wrench = air.wrench(flyer.body(), flow, way, {});
      const Vector arm = -recast<BodyAxes>(centre);
      EXPECT_LT(norm(wrench.moment - cross(arm, wrench.force)), 2e-3 * norm(wrench.force));
      EXPECT_LT(norm(wrench.force + dot(-wrench.force, way) * way), 3e-3 * norm(wrench.force));
    }
  }
}

// Exact: a sphere whose centre moves with u relative to the body's centre of mass feels the drag of
// v + u: the change is -C_D A (u + (u.d) d) / V, in the continuum and for molecules at S >> 1, at
// its centre. Here u = w x arm. It also turns with w itself: molecules that stick to its front
// half, 2 s a unit area, take 2 s (w x r) / V from it: a force -(4 pi/3) R^3 (w x d) / V, and the
// torque -2 pi R^4 (3/4 w across d + 1/2 w along d) / V.
TEST(Turning, SphereThatSwingsIsDamped) {
  const double R = 0.5;
  for (const double knudsen : {0.0, 1e6}) {
    Flyer flyer({test::sphere(R, 0.04)});
    flyer.seal();
    const Vec3<VehicleAxes> centre{2.0, 0.5, -1.0};
    let_turn(flyer, centre);
    Aerodynamics air(pure(), flyer.vehicle);
    air.refresh(flyer.state, whole);
    const auto flow = test::air_at(30.0, knudsen);
    const double V = flow.speed;
    const Vector arm = -recast<BodyAxes>(centre);
    for (const Vector& way : ways) {
      const Vector rate{0.3, -0.2, 0.5};
      const AirWrench still = air.wrench(flyer.body(), flow, way, {});
      const AirWrench moving = air.wrench(flyer.body(), flow, way, rate);
      const Vector u = cross(rate, arm);
      // Molecules: C_D = 2 without the terms in 1/S that the damping leaves out.
      const double drag = knudsen > 0.0 ? 2.0 * pi * R * R : -dot(still.force, way);
      Vector force = (-drag / V) * (u + dot(u, way) * way);
      Vector torque;
      if (knudsen > 0.0) {
        force -= (4.0 * pi / 3.0 * R * R * R / V) * cross(rate, way);
        const Vector along = dot(rate, way) * way;
        torque = (-2.0 * pi * R * R * R * R / V) * (0.75 * (rate - along) + 0.5 * along);
      }
      torque += cross(arm, force);
      const double scale = drag * norm(u) / V;
      EXPECT_LT(norm(moving.force - still.force - force), 0.01 * scale) << knudsen;
      EXPECT_LT(norm(moving.moment - still.moment - torque), 0.01 * scale * norm(arm)) << knudsen;
    }
  }
}

// Exact: a square plate that meets the flow flat and turns about a line through its middle in its
// plane is braked by -f (a^4 / 12) w / V, f = 2 C_pmax in Newtonian flow, 4 for molecules at S
// >> 1.
TEST(Turning, PlateThatFlapsIsDamped) {
  const double a = 2.0;
  for (const double knudsen : {0.0, 1e6}) {
    Flyer flyer({test::plate("plate", a, a, 0.0, 0.1)});
    const Vec3<VehicleAxes> middle = {0.0, 0.0, 0.0};
    let_turn(flyer, middle);
    // Where the shape puts the plate: its middle by area.
    Vec3<VehicleAxes> sum;
    for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
      const auto p = static_cast<std::size_t>(i);
      sum += (flyer.vehicle.mesh->area()[p] / (a * a)) * flyer.vehicle.mesh->centroid()[p];
    }
    flyer.state.bodies[0].mass.centre = sum;
    Settings settings = pure();
    settings.turning_error = 1e-4;  // the finest net
    Aerodynamics air(settings, flyer.vehicle);
    air.refresh(flyer.state, whole);
    const auto flow = test::air_at(20.0, knudsen);
    const Vector way{0.0, 0.0, 1.0};
    const double w = 0.4;
    const AirWrench still = air.wrench(flyer.body(), flow, way, {});
    const AirWrench moving = air.wrench(flyer.body(), flow, way, {w, 0.0, 0.0});
    const double factor = knudsen > 0.0 ? 4.0 : 2.0 * stagnation_pressure_coefficient(20.0);
    const double expected = -factor * a * a * a * a / 12.0 * w / flow.speed;
    const Vector change = moving.moment - still.moment;
    EXPECT_NEAR(change.x, expected, 0.01 * std::abs(expected)) << knudsen;
    EXPECT_NEAR(change.y, 0.0, 0.01 * std::abs(expected));
  }
}

// A body that is turned one way all the time and one whose attitude is fixed meet the same air.
TEST(Turning, ExposureIsThatOfTheAttitude) {
  for (const Vector& way : ways) {
    Flyer fixed(test::closed_cylinder(1.0, 4.0, 0.3));
    fixed.seal();
    fixed.fix(way);
    Aerodynamics still({}, fixed.vehicle);
    still.refresh(fixed.state, whole);
    Flyer turning(test::closed_cylinder(1.0, 4.0, 0.3));
    turning.seal();
    let_turn(turning, {});
    Aerodynamics air({}, turning.vehicle);
    air.refresh(turning.state, whole);
    air.expose(turning.body(), {&way, 1});
    double worst = 0.0;
    double different = 0.0;
    const auto& mesh = *turning.vehicle.mesh;
    for (std::int32_t i = 0; i < mesh.owned(); ++i) {
      const auto p = static_cast<std::size_t>(i);
      // A convex body: s alone decides, but for panels beside the horizon, where light is a ramp.
      if (std::abs(dot(mesh.normal()[p], recast<VehicleAxes>(way))) < 0.2) continue;
      for (int k = 0; k < vehicle::incidence_nodes; ++k) {
        const std::size_t at = 2 * p * vehicle::incidence_nodes + static_cast<std::size_t>(k);
        worst = std::max(worst, std::abs(air.exposure().weight[at] - still.exposure().weight[at]));
      }
      different =
          std::max(different, std::abs(air.exposure().peak[2 * p] - still.exposure().peak[2 * p]));
    }
    EXPECT_LT(worst, 1e-12);
    EXPECT_LT(different, 1e-12);
  }
}

// The mean over directions all around is the tumbling body's. Source: the closed cylinder's Cauchy
// mean of s^2 (1/6 of every panel), as in Tumbling.
TEST(Turning, MeanExposureAllAroundIsTumbling) {
  Flyer flyer({test::box(1.0, 0.6, 0.3, 0.1)});
  flyer.seal();
  let_turn(flyer, {});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  std::vector<Vector> all;
  const double golden = pi * (3.0 - std::sqrt(5.0));
  constexpr int count = 4000;
  for (int i = 0; i < count; ++i) {
    const double z = 1.0 - 2.0 * (i + 0.5) / count;
    const double r = std::sqrt(1.0 - z * z);
    all.push_back({r * std::cos(golden * i), r * std::sin(golden * i), z});
  }
  air.expose(flyer.body(), all);
  for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
    double square = 0.0;
    for (int k = 0; k < vehicle::incidence_nodes; ++k) {
      const double s = vehicle::incidence(k);
      square += air.exposure().weight[2 * static_cast<std::size_t>(i) * vehicle::incidence_nodes +
                                      static_cast<std::size_t>(k)] *
                s * s;
    }
    EXPECT_NEAR(square, 1.0 / 6.0, 0.01 / 6.0);  // 17 linear nodes are up to 0.4 % high
  }
}

// Closed form: base pressure -1/M^2 on the lee of a box that flies face on adds A / M^2 of drag.
TEST(LeeAndShear, BaseOfABoxThatFliesFaceOn) {
  Settings with = pure();
  with.base = "inverse_square";
  const double mach = 8.0;
  Flyer flyer({test::box(1.0, 0.6, 0.3, 0.1)});
  flyer.seal();
  flyer.fix({1.0, 0.0, 0.0});
  Aerodynamics without(pure(), flyer.vehicle);
  without.refresh(flyer.state, whole);
  Aerodynamics air(with, flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(mach);
  const double added = air.force(flyer.state, flyer.body(), flow).drag_area -
                       without.force(flyer.state, flyer.body(), flow).drag_area;
  EXPECT_NEAR(added, 0.18 / (mach * mach), 1e-12);
}

// Closed form: a plate of length L at incidence s has the laminar friction force
// integral of K s (1 - s^2)^(3/4) / sqrt(x) dx = 2 K s (1 - s^2)^(3/4) sqrt(L) per width.
TEST(LeeAndShear, FrictionOfAnInclinedPlateConverges) {
  const double length = 2.0;
  const auto flow = test::air_at(20.0);
  const double angle = 30.0 * constants::degree;  // of the plate to the flow
  std::vector<double> errors;
  for (const double size : {0.1, 0.05, 0.025}) {
    Flyer flyer({test::plate("plate", length, 1.0, 0.0, size)});
    flyer.fix({std::cos(angle), 0.0, std::sin(angle)});
    Aerodynamics inviscid(pure(), flyer.vehicle);
    inviscid.refresh(flyer.state, whole);
    Settings with = pure();
    with.shear = "laminar_plate";
    Aerodynamics air(with, flyer.vehicle);
    air.refresh(flyer.state, whole);
    const double drag = air.force(flyer.state, flyer.body(), flow).drag_area -
                        inviscid.force(flyer.state, flyer.body(), flow).drag_area;
    const double s = std::sin(angle), c = std::cos(angle);
    const double K =
        shear_laminar_plate(flow, stagnation_pressure_coefficient(20.0), with.wall_temperature);
    const double force = 2.0 * K * s * std::pow(c, 1.5) * std::sqrt(length);
    errors.push_back(std::abs(drag / (force * c) - 1.0));
  }
  EXPECT_LT(errors[2], 0.03);  // 1/sqrt(x) at the front: order 1/2
  EXPECT_LT(errors[2], errors[1]);
  EXPECT_LT(errors[1], errors[0]);
}

// Source: the laminar flat plate with Eckert's reference temperature, computed by hand at 70 km,
// 7 km/s, Tw = 500 K: T* = 360 + 0.22 sqrt(0.71) 7000^2 / 2009 = 4881 K, mu* by Sutherland.
TEST(LeeAndShear, LaminarPlateByHand) {
  auto flow = test::air_at(1.0);
  flow.speed = 7000.0;
  const double reference = 0.5 * (500.0 + 219.585) + 0.22 * std::sqrt(0.71) * 49e6 / 2009.0;
  const double viscosity =
      1.438e-5 * std::pow(reference / 219.585, 1.5) * (219.585 + 110.4) / (reference + 110.4);
  const double s = 0.5, x = 1.5, pressure = 1.84;
  const double u = 7000.0 * std::sqrt(1.0 - s * s);
  const double q = flow.dynamic_pressure();
  const double density = q * pressure * s * s / (flow.gas_constant() * reference);
  const double shear = 0.332 * density * u * u / std::sqrt(density * u * x / viscosity);
  const double coefficient =
      shear_laminar_plate(flow, pressure, 500.0) / std::sqrt(x) * s * std::pow(1.0 - s * s, 0.75);
  EXPECT_NEAR(coefficient, shear / q, 1e-10);
}

}  // namespace
}  // namespace tektite::aerodynamics
