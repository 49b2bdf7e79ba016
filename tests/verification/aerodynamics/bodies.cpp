// Whole bodies of panels, through the attitude database, against closed forms.
// Sources: Cauchy's invariants of convex bodies (computed in the aerodynamics reference page, rows
// AER-06 and AER-07), free-molecular sphere and cylinder (SchaafChambre1961, AER-04, AER-05),
// Newtonian sphere, cylinder and plate (Lees1955).
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/free_molecular.hpp"
#include "solver/aerodynamics/low_speed.hpp"
#include "solver/aerodynamics/newtonian.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace tektite::aerodynamics {
namespace {

using constants::pi;
using test::Flyer;

const std::array<std::int32_t, 1> whole = {0};

/// Closed forms know neither base pressure nor friction.
Settings pure() {
  Settings settings;
  settings.base = "none";
  settings.shear = "none";
  return settings;
}

TEST(Tumbling, BoxHasCauchysDragAndSilhouette) {  // AER-06
  Flyer flyer({test::box(1.0, 0.6, 0.3, 0.1)});
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(20.0);
  EXPECT_NEAR(flyer.area(), 2.16, 1e-12);
  const double expected = 0.27 * stagnation_pressure_coefficient(20.0);
  EXPECT_NEAR(air.force(flyer.state, flyer.body(), flow).drag_area, expected, 1e-3 * expected);
  EXPECT_NEAR(air.mean_projected_area(flyer.body()), 0.54, 1e-3 * 0.54);
  EXPECT_NEAR(air.reference_length(flyer.body()), std::sqrt(4.0 / pi * 0.54), 1e-3);
}

TEST(Tumbling, ClosedCylinderConvergesToCauchy) {  // AER-07: L/D = 2, 0.490874 Cpmax D L
  const double D = 1.0;
  const double L = 2.0;
  const double cpmax = stagnation_pressure_coefficient(20.0);
  std::vector<double> errors;
  for (const double size : {0.2, 0.1, 0.05}) {
    Flyer flyer(test::closed_cylinder(0.5 * D, L, size));
    Aerodynamics air(pure(), flyer.vehicle);
    air.refresh(flyer.state, whole);
    const double drag = air.force(flyer.state, flyer.body(), test::air_at(20.0)).drag_area;
    errors.push_back(drag / (0.490874 * cpmax * D * L) - 1.0);
    RecordProperty("error_" + std::to_string(size), std::to_string(errors.back()));
    // Cauchy holds for the inscribed polyhedron too: what is left is the set of directions.
    EXPECT_NEAR(drag, cpmax * flyer.area() / 8.0, 5e-4 * drag);
    EXPECT_NEAR(air.mean_projected_area(flyer.body()), flyer.area() / 4.0, 1e-3 * flyer.area() / 4);
  }
  EXPECT_LT(std::abs(errors[2]), 1e-3);
}

TEST(Tumbling, ConvexBodyInFreeMolecularFlowIsASphere) {
  Flyer flyer({test::box(1.0, 0.6, 0.3, 0.1)});
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  for (const double S : {5.0, 8.0, 11.0, 20.0}) {
    const auto flow = test::molecules_at(S);
    const double expected =
        0.54 * free_molecular_sphere_drag(S, 500.0 / flow.temperature, Accommodation{});
    EXPECT_NEAR(air.force(flyer.state, flyer.body(), flow).drag_area, expected, 1e-3 * expected);
  }
}

TEST(Fixed, SphereConvergesAtSecondOrder) {
  // Newtonian C_D = Cpmax / 2; free-molecular sphere at S = 8. The polyhedron is inscribed.
  const double newton = 0.5 * stagnation_pressure_coefficient(20.0) * pi;
  const auto molecules = test::molecules_at(8.0);
  const double free =
      free_molecular_sphere_drag(8.0, 500.0 / molecules.temperature, Accommodation{}) * pi;
  std::vector<double> continuum_error;
  std::vector<double> molecular_error;
  std::vector<double> panels;
  for (const double size : {0.4, 0.2, 0.1}) {
    Flyer flyer({test::sphere(1.0, size)});
    flyer.fix({0.3, 0.7, 0.65});
    Aerodynamics air(pure(), flyer.vehicle);
    air.refresh(flyer.state, whole);
    const auto& body = flyer.body();
    continuum_error.push_back(1.0 -
                              air.force(flyer.state, body, test::air_at(20.0)).drag_area / newton);
    molecular_error.push_back(1.0 - air.force(flyer.state, body, molecules).drag_area / free);
    panels.push_back(static_cast<double>(flyer.vehicle.mesh->global()));
  }
  for (std::size_t i = 0; i + 1 < panels.size(); ++i) {
    const double refinement = 0.5 * std::log(panels[i + 1] / panels[i]);
    EXPECT_GT(std::log(continuum_error[i] / continuum_error[i + 1]) / refinement, 1.8);
    EXPECT_GT(std::log(molecular_error[i] / molecular_error[i + 1]) / refinement, 1.8);
  }
  EXPECT_LT(std::abs(continuum_error.back()), 6e-3);
  EXPECT_LT(std::abs(molecular_error.back()), 6e-3);
}

TEST(Fixed, CylinderAcrossTheFlow) {
  // Side wall alone: its inner side is closed off. Newtonian 2/3 Cpmax, free-molecular closed form.
  Flyer flyer({test::cylinder(0.5, 2.0, 0.04)});
  flyer.seal();
  flyer.fix({0.0, 0.6, 0.8});
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const double newton = 2.0 / 3.0 * stagnation_pressure_coefficient(20.0) * 2.0;
  EXPECT_NEAR(air.force(flyer.state, flyer.body(), test::air_at(20.0)).drag_area, newton,
              4e-3 * newton);
  for (const double S : {8.0, 14.0, 20.0}) {
    const auto flow = test::molecules_at(S);
    const double free =
        2.0 * free_molecular_cylinder_drag(S, 500.0 / flow.temperature, Accommodation{});
    EXPECT_NEAR(air.force(flyer.state, flyer.body(), flow).drag_area, free, 4e-3 * free) << S;
  }
}

TEST(Fixed, PlateInMoleculesFeelsBothSides) {
  // Two sides of a plate at Tw/T = 1, S = 8: normal 2.23718173, edge-on 0.14104740 (quadrature of
  // SchaafChambre1961; normal: the lee side's share vanishes).
  Flyer flyer({test::plate("wing", 1.0, 1.0, 0.0, 0.25)});
  const auto flow = test::molecules_at(8.0);
  Settings settings;
  settings.wall_temperature = flow.temperature;
  Aerodynamics air(settings, flyer.vehicle);
  flyer.fix({0.0, 0.0, 1.0});
  air.refresh(flyer.state, whole);
  EXPECT_NEAR(air.force(flyer.state, flyer.body(), flow).drag_area, 2.23718173, 1e-6);
  flyer.fix({1.0, 0.0, 0.0});
  air.refresh(flyer.state, whole);
  EXPECT_NEAR(air.force(flyer.state, flyer.body(), flow).drag_area, 0.14104740, 1e-6);
}

TEST(Fixed, PlateLiftsAndTurns) {
  // Newtonian plate at incidence 30 deg: normal force Cpmax sin^2, drag sin^3, side sin^2 cos;
  // its moment about the vehicle's origin is place x force.
  auto part = test::plate("wing", 1.0, 2.0, 0.7, 0.25);
  Flyer flyer({part});
  flyer.fix({std::cos(pi / 6.0), 0.0, std::sin(pi / 6.0)});
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(20.0);
  const double normal = stagnation_pressure_coefficient(20.0) * 0.25 * 2.0;
  const AirForce force = air.force(flyer.state, flyer.body(), flow);
  EXPECT_NEAR(force.drag_area, 0.5 * normal, 1e-9);
  EXPECT_NEAR(norm(force.side_area), std::cos(pi / 6.0) * normal, 1e-9);
  EXPECT_LT(force.side_area.z, 0.0);
  const auto loads = air.loads(flyer.state, flyer.body(), flow);
  ASSERT_EQ(loads.force.size(), 1U);
  EXPECT_NEAR(loads.force[0].z, -normal * flow.dynamic_pressure(), 1e-9 * flow.dynamic_pressure());
  EXPECT_NEAR(loads.moment[0].x, 0.0, 1e-9 * flow.dynamic_pressure());
  EXPECT_NEAR(loads.moment[0].y, 0.0, 1e-9 * flow.dynamic_pressure());
}

TEST(Tumbling, PartForcesAddUpToTheDrag) {
  Flyer flyer(test::closed_cylinder(0.5, 2.0, 0.2));
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(22.0, 0.05);
  const auto loads = air.loads(flyer.state, flyer.body(), flow);
  ASSERT_EQ(loads.weight.size(), 162U);
  double weight = 0.0;
  double drag = 0.0;
  for (std::size_t k = 0; k < loads.weight.size(); ++k) {
    weight += loads.weight[k];
    Vec3<VehicleAxes> total;
    for (std::size_t p = 0; p < 3; ++p) total += loads.force[3 * k + p];
    drag -= loads.weight[k] * dot(recast<BodyAxes>(total), loads.direction[k]);
  }
  EXPECT_NEAR(weight, 1.0, 1e-12);
  const double mean = air.force(flyer.state, flyer.body(), flow).drag_area;
  EXPECT_NEAR(drag, mean * flow.dynamic_pressure(), 1e-10 * drag);
}

TEST(Pressure, ClosedBodyAtRestFeelsNoNetForce) {
  Flyer flyer(test::closed_cylinder(0.5, 2.0, 0.1));
  flyer.seal();
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(0.0);
  vehicle::SurfaceLoads loads;
  air.pressures(flyer.state, std::span(&flow, 1), loads);
  Vec3<VehicleAxes> total;
  ExactSums sums(3);
  for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    EXPECT_DOUBLE_EQ(loads.pressure[2 * p], flow.pressure);
    EXPECT_EQ(loads.pressure[2 * p + 1], 0.0);  // the cabin's side
    const auto force =
        -loads.pressure[2 * p] * flyer.vehicle.mesh->area()[p] * flyer.vehicle.mesh->normal()[p];
    for (int c = 0; c < 3; ++c) sums.add(static_cast<std::size_t>(c), force[c]);
  }
  sums.reduce(flyer.vehicle.mesh->world());
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(sums.value(c), 0.0, 1e-12 * flow.pressure);
}

TEST(Pressure, PanelsOfASphereCarryItsDrag) {
  // Mean over directions of Cpmax s^2 is Cpmax/6 on every panel of a convex body; the 17-node
  // exposure interpolates s^2 linearly, which is 0.2 % too much.
  Flyer flyer({test::sphere(1.0, 0.2)});
  flyer.seal();
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(20.0);
  vehicle::SurfaceLoads loads;
  air.pressures(flyer.state, std::span(&flow, 1), loads);
  const double expected = flow.dynamic_pressure() * stagnation_pressure_coefficient(20.0) / 6.0;
  for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    EXPECT_NEAR(loads.pressure[2 * p] - flow.pressure, expected, 4e-3 * expected);
    EXPECT_NEAR(air.exposure().peak[2 * p], 1.0, 0.05);
  }
  EXPECT_NEAR(air.peak_pressure(flyer.body(), flow), 6.0 * expected, 1e-9 * expected);
}

TEST(Exposure, ConvexBodiesAreHeatedAt275Thousandths) {
  // Area mean of 0.1 + 0.9 s over all directions (computed in the heating reference page), with the
  // exposures of the database; exact for a linear function but for the set of directions.
  for (const bool is_box : {true, false}) {
    Flyer flyer(is_box ? std::vector{test::box(1.0, 0.6, 0.3, 0.1)}
                       : test::closed_cylinder(0.5, 2.0, 0.1));
    Aerodynamics air(pure(), flyer.vehicle);
    air.refresh(flyer.state, whole);
    double heat = 0.0;
    for (std::int32_t i = 0; i < flyer.vehicle.mesh->owned(); ++i) {
      const auto p = static_cast<std::size_t>(i);
      for (int k = 0; k < vehicle::incidence_nodes; ++k) {
        heat +=
            flyer.vehicle.mesh->area()[p] * (0.1 + 0.9 * vehicle::incidence(k)) *
            air.exposure().weight[2 * p * vehicle::incidence_nodes + static_cast<std::size_t>(k)];
      }
    }
    EXPECT_NEAR(heat / flyer.area(), 0.275, 1e-3 * 0.275);
  }
}

TEST(Objects, CylinderTumblesAsCauchySays) {  // AER-07
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.shape = vehicle::ObjectShape::cylinder;
  object.size = {1.0, 2.0, 0.0};
  object.surface_area = pi * 1.0 * 2.0 + 0.5 * pi;
  flyer.vehicle.objects.push_back(object);
  vehicle::Body body;
  body.id = 1;
  body.object = 0;
  flyer.state.bodies.push_back(body);
  const Aerodynamics air(pure(), flyer.vehicle);
  const double drag = air.force(flyer.state, body, test::air_at(20.0)).drag_area;
  EXPECT_NEAR(drag / (stagnation_pressure_coefficient(20.0) * 2.0), 0.490874, 1e-6);
  // Free-molecular: the sphere's coefficient on a quarter of the surface.
  const auto flow = test::molecules_at(8.0);
  EXPECT_NEAR(
      air.force(flyer.state, body, flow).drag_area,
      free_molecular_sphere_drag(8.0, 500.0 / flow.temperature, {}) * 0.25 * object.surface_area,
      1e-9);
}

/// Mean over a convex body that tumbles: sin^2 over the half that meets the flow, a sixth.
TEST(Objects, MeanPressureIsASixthOfThePeak) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = pi;
  flyer.vehicle.objects.assign(2, object);
  vehicle::Body body;
  body.id = 1;
  body.object = 1;
  flyer.state.bodies.push_back(body);
  Aerodynamics air(pure(), flyer.vehicle);
  air.refresh(flyer.state, whole);
  const auto flow = test::air_at(20.0);
  vehicle::SurfaceLoads loads;
  air.pressures(flyer.state, std::vector{flow, flow}, loads);
  const double peak = stagnation_pressure_coefficient(20.0) * flow.dynamic_pressure();
  ASSERT_EQ(loads.object_pressure.size(), 2U);
  EXPECT_EQ(loads.object_pressure[0], 0.0);
  EXPECT_NEAR(loads.object_pressure[1], flow.pressure + peak / 6.0, 1e-9 * peak);
}

TEST(Objects, SphereFallsAsHendersonSays) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = pi;  // diameter 1 m
  flyer.vehicle.objects.push_back(object);
  vehicle::Body body;
  body.id = 1;
  body.object = 0;
  const Aerodynamics air(pure(), flyer.vehicle);
  auto flow = test::air_at(0.5);
  flow.density = 1.225;  // Re = 1.225 * V / mu
  const double reynolds = flow.reynolds(1.0);
  EXPECT_NEAR(air.force(flyer.state, body, flow).drag_area,
              henderson_sphere_drag(0.5, reynolds, 500.0 / flow.temperature) * 0.25 * pi, 1e-12);
}

}  // namespace
}  // namespace tektite::aerodynamics
