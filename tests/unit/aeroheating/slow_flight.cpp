// Heat of molecules in slow flight and at rest. Sources: Kennard's conductance of a thin gas; the
// slope of the flux itself; no step and no sign change of the film.
#include "solver/aeroheating/aeroheating.hpp"
#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/heat_law.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <cmath>
#include <span>

namespace tektite::aeroheating {
namespace {

using test::Flyer;

std::size_t owned(const Flyer& flyer) {
  return static_cast<std::size_t>(flyer.vehicle.mesh->owned());
}

/// The outer sides see the flow at incidence node `node` in all attitudes, after one metre.
vehicle::Exposure facing(std::size_t panels, int node, double running = 1.0) {
  vehicle::Exposure exposure;
  exposure.weight.assign(2 * panels * vehicle::incidence_nodes, 0.0);
  exposure.peak.assign(2 * panels, 0.0);
  exposure.running.assign(2 * panels, 0.0);
  for (std::size_t i = 0; i < panels; ++i) {
    exposure.weight[2 * i * vehicle::incidence_nodes + static_cast<std::size_t>(node)] = 1.0;
    exposure.peak[2 * i] = vehicle::incidence(node) * vehicle::incidence(node) + 1e-9;
    exposure.running[2 * i] = running;
  }
  return exposure;
}

TEST(SlowFlight, ThinGasConductsAtRest) {
  // Kennard: (gamma + 1)/(gamma - 1) sqrt(R / (8 pi T)) p for each kelvin, full accommodation.
  auto flow = test::molecules_at(0.0);
  for (const double atoms : {0.0, 0.25, 1.0}) {
    flow.atoms = atoms;
    const double gamma = (7.0 - 2.0 * atoms) / (5.0 - 2.0 * atoms);
    const double expected =
        (gamma + 1.0) / (gamma - 1.0) *
        std::sqrt(flow.gas_constant() / (8.0 * constants::pi * flow.temperature)) * flow.pressure /
        constants::air_specific_heat;
    EXPECT_NEAR(free_molecular_conductance(flow, 0.3), expected, 1e-12 * expected);
    EXPECT_NEAR(free_molecular_mean_conductance(flow), expected, 1e-12 * expected);
  }
}

TEST(SlowFlight, ConductanceIsTheSlopeOfTheFlux) {
  for (const double speed_ratio : {0.2, 1.0, 5.0}) {
    auto flow = test::molecules_at(speed_ratio);
    flow.atoms = 0.1;
    const double step = constants::air_specific_heat * 100.0;  // J/kg
    for (const double s : {-0.4, 0.0, 0.7, 1.0}) {
      const double slope =
          (free_molecular_heat(flow, s, 300.0) - free_molecular_heat(flow, s, 400.0)) / step;
      EXPECT_NEAR(free_molecular_conductance(flow, s), slope, 1e-9 * slope);
    }
    const double slope =
        (free_molecular_mean(flow, 300.0) - free_molecular_mean(flow, 400.0)) / step;
    EXPECT_NEAR(free_molecular_mean_conductance(flow), slope, 1e-9 * slope);
  }
}

TEST(SlowFlight, AtomsBringLessHeat) {
  // At rest and in fast flight: the terms gamma/(gamma-1) - (gamma+1)/(2 (gamma-1)) Tw/T on S^2.
  auto flow = test::molecules_at(10.0);
  const double S = flow.speed_ratio();
  const double wall = 300.0 / flow.temperature;
  const auto energy = [&](double gamma) {
    return S * S + gamma / (gamma - 1.0) - 0.5 * (gamma + 1.0) / (gamma - 1.0) * wall;
  };
  const double molecules = free_molecular_heat(flow, 1.0, 300.0);
  flow.atoms = 1.0;
  const double atoms = free_molecular_heat(flow, 1.0, 300.0);
  EXPECT_NEAR(atoms / molecules, energy(5.0 / 3.0) / energy(1.4), 1e-9);
}

TEST(SlowFlight, FilmIsContinuousAndPositive) {
  // Every bridging, thin and dense air, cold and warm, panels and objects alike: from flight at
  // rest to fast flight the film has no step, and there is none without heat.
  Flyer flyer({test::sphere(0.5, 0.3)});
  flyer.state.bodies[0].length = 1.0;
  for (const char* bridging : {"matting", "root", "stanton"}) {
    Settings settings;
    settings.bridging = bridging;
    const Aeroheating heating(settings, flyer.vehicle);
    HeatModels models(settings);
    vehicle::SurfaceLoads loads;
    const auto exposure = facing(owned(flyer), 16);
    for (const double knudsen : {1e-3, 0.3, 1e3}) {
      for (const double temperature : {190.0, 360.0}) {
        double panel = 0.0;
        double object = 0.0;
        for (double ratio = 0.05; ratio < 5.0; ratio *= 1.01) {
          auto flow = test::molecules_at(ratio);
          flow.mean_free_path = knudsen;
          flow.speed *= std::sqrt(temperature / flow.temperature);
          flow.sound_speed *= std::sqrt(temperature / flow.temperature);
          flow.temperature = temperature;
          heating.surface_loads(flyer.state, exposure, std::span(&flow, 1), loads);
          HeatLaw law;
          models.make(flow, 1.0, false, law);
          const double mean = models.mean(law, 0.5).film * law.per_enthalpy;
          ASSERT_GT(loads.film[0], 0.0) << bridging << ' ' << knudsen << ' ' << ratio;
          ASSERT_GT(mean, 0.0);
          if (panel > 0.0) {  // power laws up to V^3 make 3 % of a step of 1 %
            EXPECT_NEAR(loads.film[0], panel, 0.04 * panel)
                << bridging << ' ' << knudsen << ' ' << ratio;
            EXPECT_NEAR(mean, object, 0.04 * object) << bridging << ' ' << knudsen << ' ' << ratio;
          }
          panel = loads.film[0];
          object = mean;
        }
      }
    }
  }
}

}  // namespace
}  // namespace tektite::aeroheating
