// Panels, objects and joints get what their air, incidences and radii give.
#include "solver/aeroheating/aeroheating.hpp"
#include "solver/aeroheating/bridging.hpp"
#include "solver/aeroheating/distribution.hpp"
#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/stagnation.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <cmath>
#include <span>
#include <vector>

namespace tektite::aeroheating {
namespace {

using constants::pi;
using environment::Freestream;
using test::Flyer;

/// Cold-wall (300 K) flux that a side would get.
double cold_wall_flux(const vehicle::SurfaceLoads& loads, std::size_t index) {
  return loads.film[index] *
         (loads.recovery[index] - constants::air_specific_heat * constants::cold_wall_temperature);
}

/// An exposure written by hand: the side sees the flow at incidence node `node` in all attitudes.
vehicle::Exposure facing(std::size_t owned, int node) {
  vehicle::Exposure exposure;
  exposure.weight.assign(2 * owned * vehicle::incidence_nodes, 0.0);
  exposure.peak.assign(2 * owned, 0.0);
  for (std::size_t i = 0; i < owned; ++i) {
    exposure.weight[2 * i * vehicle::incidence_nodes + static_cast<std::size_t>(node)] = 1.0;
    exposure.peak[2 * i] = vehicle::incidence(node) * vehicle::incidence(node);
  }
  return exposure;
}

/// An exposure spread evenly over s from 0 to 1 in half of all attitudes: a convex body that
/// tumbles.
vehicle::Exposure tumbling(std::size_t owned) {
  vehicle::Exposure exposure = facing(owned, vehicle::incidence_nodes - 1);
  for (std::size_t i = 0; i < owned; ++i) {
    for (int k = 0; k < vehicle::incidence_nodes; ++k) {
      const bool is_end = k == 0 || k == vehicle::incidence_nodes - 1;
      exposure.weight[2 * i * vehicle::incidence_nodes + static_cast<std::size_t>(k)] =
          (is_end ? 0.25 : 0.5) / (vehicle::incidence_nodes - 1);
    }
  }
  return exposure;
}

std::size_t owned(const Flyer& flyer) {
  return static_cast<std::size_t>(flyer.vehicle.mesh->owned());
}

TEST(Panels, SphereNoseGetsTheStagnationFlux) {
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  for (const char* name : {"detra_kemp_riddell", "sutton_graves", "scarab"}) {
    Settings settings;
    settings.stagnation = name;
    const Aeroheating heating(settings, flyer.vehicle);
    auto flow = test::air_at(1.0);
    flow.speed = 7000.0;
    vehicle::SurfaceLoads loads;
    heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
    const double expected =
        matting(heating.stagnation_flux(flow, 0.5), free_molecular_heat(flow, 1.0, 300.0), 0.0);
    for (std::size_t i = 0; i < owned(flyer); ++i) {
      EXPECT_NEAR(cold_wall_flux(loads, 2 * i), expected, 1e-9 * expected) << name;
      EXPECT_EQ(loads.film[2 * i + 1], 0.0);
      EXPECT_EQ(loads.recovery[2 * i + 1], 0.0);
      EXPECT_DOUBLE_EQ(loads.recovery[2 * i],
                       constants::air_specific_heat * flow.temperature + 0.5 * 7000.0 * 7000.0);
    }
  }
}

TEST(Panels, RadiusIsClippedToTheBody) {
  // Flat: the radius of the body's silhouette. Sharp (2 mm): a tenth of it. Cylinder: its factor.
  const auto flux = [](const std::vector<mesh::ShapedPart>& parts, double length) {
    Flyer flyer(parts);
    flyer.state.bodies[0].length = length;
    const Aeroheating heating({}, flyer.vehicle);
    auto flow = test::air_at(1.0);
    flow.speed = 7000.0;
    flow.density *= 1e3;  // far from free-molecular: bridging does nothing
    vehicle::SurfaceLoads loads;
    heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
    const double at_one = heating.stagnation_flux(flow, 1.0);
    return owned(flyer) > 0 ? cold_wall_flux(loads, 0) / at_one : 0.0;
  };
  EXPECT_NEAR(flux({test::plate("wing", 1.0, 1.0, 0.0, 0.5)}, 0.8), 1.0 / std::sqrt(0.4), 1e-6);
  EXPECT_NEAR(flux({test::sphere(0.02, 0.01)}, 1.0), 1.0 / std::sqrt(0.05), 1e-6);
  EXPECT_NEAR(flux({test::cylinder(0.5, 2.0, 0.2)}, 4.0), std::sqrt(0.55) / std::sqrt(0.5), 1e-6);
}

TEST(Panels, ConvexBodyTumblesAt275Thousandths) {
  // 0.1 + 0.9 s over all directions is 0.275 for every convex body (heating reference, section 8);
  // exact through the incidence nodes, since the function is linear.
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  const Aeroheating heating({}, flyer.vehicle);
  auto flow = test::air_at(1.0);
  flow.speed = 7000.0;
  flow.density *= 1e4;
  vehicle::SurfaceLoads loads;
  heating.surface_loads(flyer.state, tumbling(owned(flyer)), std::span(&flow, 1), loads);
  const double expected = 0.275 * heating.stagnation_flux(flow, 0.5);
  for (std::size_t i = 0; i < owned(flyer); ++i) {
    EXPECT_NEAR(cold_wall_flux(loads, 2 * i), expected, 1e-6 * expected);
  }
}

TEST(Panels, ThinAirBringsTheFreeMolecularFlux) {
  // Mean over all directions: a quarter of rho V^3 / 2, times the accommodation.
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  Settings settings;
  settings.accommodation = 0.9;
  const Aeroheating heating(settings, flyer.vehicle);
  auto flow = test::air_at(1.0);
  flow.speed = 7800.0;
  flow.density = 1e-12;
  vehicle::SurfaceLoads loads;
  heating.surface_loads(flyer.state, tumbling(owned(flyer)), std::span(&flow, 1), loads);
  const double arriving = 0.9 * 0.25 * 0.5 * flow.density * std::pow(7800.0, 3);
  for (std::size_t i = 0; i < owned(flyer); ++i) {
    EXPECT_NEAR(cold_wall_flux(loads, 2 * i), arriving, 0.01 * arriving);
  }
}

TEST(Panels, GoneOrNotFlyingGetNothing) {
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  const Aeroheating heating({}, flyer.vehicle);
  const auto flow = test::air_at(20.0);
  vehicle::SurfaceLoads loads;
  if (owned(flyer) > 0) flyer.state.body[0] = -1;
  heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
  for (std::size_t i = 0; i < owned(flyer); ++i) EXPECT_EQ(loads.film[2 * i] == 0.0, i == 0);
  flyer.state.bodies[0].status = vehicle::BodyStatus::landed;
  heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
  for (const double film : loads.film) EXPECT_EQ(film, 0.0);
}

TEST(Objects, ReleasedSphereTumblesAt275Thousandths) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = pi;
  object.nose_radius = 0.5;
  object.cells.resize(1);
  flyer.vehicle.objects = {object, object};
  flyer.vehicle.objects[1].host_object = 0;  // still inside
  flyer.state.solid.object_mass = {{1.0}, {1.0}};
  flyer.state.object_body = {1, 1};
  flyer.state.object_released = {1, 0};
  flyer.state.bodies[0].length = 1.0;
  auto body = flyer.state.bodies[0];
  body.id = 1;
  body.object = 0;
  flyer.state.bodies.push_back(body);
  auto flow = test::air_at(20.0);
  flow.density *= 1e4;
  const std::vector<Freestream> flows = {flow, flow};
  vehicle::SurfaceLoads loads;
  const auto exposure = facing(owned(flyer), 16);
  for (const double factor : {1.0, 1.5}) {
    Settings settings;
    settings.object_factor = factor;
    const Aeroheating heating(settings, flyer.vehicle);
    heating.surface_loads(flyer.state, exposure, flows, loads);
    const double expected = factor * 0.275 * heating.stagnation_flux(flow, 0.5);
    EXPECT_NEAR(loads.object_film[0] * film_enthalpy(flow), expected, 1e-6 * expected);
    EXPECT_EQ(loads.object_recovery[0], recovery_enthalpy(flow));
    EXPECT_EQ(loads.object_film[1], 0.0);
    EXPECT_EQ(loads.object_recovery[1], 0.0);
  }
  // Thin air, mean over all directions: sphere mean of free-molecular heat (0.25 in the limit).
  flow.density = 1e-12;
  const Aeroheating heating({}, flyer.vehicle);
  heating.surface_loads(flyer.state, exposure, std::vector<Freestream>{flow, flow}, loads);
  const double kinetic = 0.5 * flow.density * std::pow(flow.speed, 3);
  EXPECT_NEAR(loads.object_film[0] * film_enthalpy(flow) / kinetic, 0.25, 0.0025);
}

// On the outer side of a wall half of the directions are blocked: half of what it gets alone.
// Inside a volume that its body still encloses, and in a body that does not fly: nothing.
TEST(Objects, MountedOutsideMeetsHalfOfTheFlow) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = pi;
  object.nose_radius = 0.5;
  object.host_part = 0;
  object.cells.resize(1);
  flyer.vehicle.objects = {object, object};
  flyer.vehicle.objects[1].volume = 0;
  flyer.state.volume_body = {0};
  flyer.state.solid.object_mass = {{1.0}, {1.0}};
  flyer.state.object_body = {0, 0};
  flyer.state.object_released = {0, 0};
  flyer.state.bodies[0].length = 1.0;
  auto flow = test::air_at(20.0);
  flow.density *= 1e4;
  vehicle::SurfaceLoads loads;
  const Aeroheating heating({}, flyer.vehicle);
  heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
  const double expected = 0.5 * 0.275 * heating.stagnation_flux(flow, 0.5);
  EXPECT_NEAR(loads.object_film[0] * film_enthalpy(flow), expected, 1e-6 * expected);
  EXPECT_EQ(loads.object_film[1], 0.0);
  flyer.state.volume_body = {-1};  // torn open wide
  heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
  EXPECT_EQ(loads.object_film[1], loads.object_film[0]);
}

TEST(Objects, LeesSphereMean) {
  // 0.199564 of the stagnation flux over the whole sphere at Mach 10 (heating reference, section
  // 3).
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.nose_radius = 0.5;
  object.surface_area = pi;
  object.cells.resize(1);
  flyer.vehicle.objects = {object};
  flyer.state.solid.object_mass = {{1.0}};
  flyer.state.object_body = {1};
  flyer.state.object_released = {1};
  flyer.state.bodies[0].length = 1.0;
  auto body = flyer.state.bodies[0];
  body.id = 1;
  body.object = 0;
  flyer.state.bodies.push_back(body);
  Settings settings;
  settings.distribution = "lees";
  const Aeroheating heating(settings, flyer.vehicle);
  auto flow = test::air_at(10.0);
  flow.density *= 1e4;
  vehicle::SurfaceLoads loads;
  heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::vector<Freestream>{flow, flow},
                        loads);
  const double q0 = heating.stagnation_flux(flow, 0.5);
  EXPECT_NEAR(loads.object_film[0] * film_enthalpy(flow) / q0, 0.199564, 2e-5);
}

TEST(Settings, DefaultsAreThoseOfTheKeys) {
  const auto resolved = io::read_case_text("{}", "empty", aeroheating_keys());
  const Settings typed(resolved.root());
  const Settings bare;
  EXPECT_EQ(typed.stagnation, bare.stagnation);
  EXPECT_EQ(typed.distribution, bare.distribution);
  EXPECT_EQ(typed.bridging, bare.bridging);
  EXPECT_EQ(typed.plate, bare.plate);
  EXPECT_EQ(typed.radiation, bare.radiation);
  EXPECT_EQ(typed.wall_temperature, bare.wall_temperature);
  EXPECT_EQ(typed.catalycity, bare.catalycity);
  EXPECT_EQ(typed.accommodation, bare.accommodation);
  EXPECT_EQ(typed.radius_least, bare.radius_least);
  EXPECT_EQ(typed.radius_greatest, bare.radius_greatest);
  EXPECT_EQ(typed.object_factor, bare.object_factor);
  EXPECT_EQ(typed.panel_factor, bare.panel_factor);
  EXPECT_TRUE(typed.multipliers.empty());
  EXPECT_THROW(io::read_case_text("stagnation: magic", "wrong", aeroheating_keys()), Error);
}

}  // namespace
}  // namespace tektite::aeroheating
