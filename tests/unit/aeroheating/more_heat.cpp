// Plates, radiation, multipliers, catalysis and ranges as panels and objects get them.
#include "solver/aeroheating/aeroheating.hpp"
#include "solver/aeroheating/heat_law.hpp"
#include "solver/aeroheating/models.hpp"
#include "solver/aeroheating/plate.hpp"
#include "solver/aeroheating/radiation.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace tektite::aeroheating {
namespace {

using constants::pi;
using environment::Freestream;
using test::Flyer;

std::size_t owned(const Flyer& flyer) {
  return static_cast<std::size_t>(flyer.vehicle.mesh->owned());
}

/// Flux into a wall at this temperature [W/m^2].
double flux_into(const vehicle::SurfaceLoads& loads, std::size_t index, double temperature) {
  return loads.film[index] * (loads.recovery[index] - constants::air_specific_heat * temperature);
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

Freestream dense(double speed) {
  auto flow = test::air_at(1.0);
  flow.speed = speed;
  flow.density *= 1e3;  // far from free-molecular: bridging does nothing
  flow.pressure *= 1e3;
  return flow;
}

struct Flat : Flyer {
  Flat() : Flyer({test::plate("wing", 1.0, 1.0, 0.0, 0.5)}) { state.bodies[0].length = 1.0; }
  vehicle::SurfaceLoads loads(const Settings& settings, const Freestream& flow,
                              const vehicle::Exposure& exposure) const {
    vehicle::SurfaceLoads result;
    const Aeroheating heating(settings, vehicle);
    heating.surface_loads(state, exposure, std::span(&flow, 1), result);
    return result;
  }
};

TEST(Plates, TheGreaterOfPlateAndDistribution) {
  const Flat flat;
  const Freestream flow = dense(6000.0);
  const FilmWall cold;
  for (const char* name : {"laminar", "turbulent", "tauber_laminar", "tauber_turbulent"}) {
    const Plate plate = find_model(plate_models(), "plate", name).make;
    Settings settings;
    settings.distribution = "cosine_power";  // nothing along the flow
    settings.plate = name;
    const int node = 2;  // 7 degrees
    const double s = vehicle::incidence(node);
    const double at_one = plate.flux(plate_air(flow), s, cold);
    const double blunt =
        std::pow(s, 1.5) * Aeroheating({}, flat.vehicle).stagnation_flux(flow, 0.5);
    for (const double length : {0.01, 1.0, 16.0, 1e4}) {
      const auto loads =
          flat.loads(settings, flow, facing(owned(flat), node, 1.0 / std::sqrt(length)));
      const double expected = std::max(at_one / std::pow(length, plate.power), blunt);
      EXPECT_NEAR(flux_into(loads, 0, 300.0), expected, 1e-3 * expected) << name << " " << length;
      EXPECT_EQ(loads.film[1], 0.0);
    }
  }
}

TEST(Plates, MeanOverTheAttitudes) {
  // Half of the attitudes at one incidence, a quarter at another.
  const Flat flat;
  const Freestream flow = dense(6000.0);
  Settings settings;
  settings.distribution = "cosine_power";
  settings.plate = "turbulent";
  auto exposure = facing(owned(flat), 0, 1.0 / std::sqrt(0.3));
  exposure.weight[0] = 0.5;
  exposure.weight[3] = 0.25;
  const PlateAir air = plate_air(flow);
  const FilmWall cold;
  const double expected = (0.5 * eckert_turbulent(air, 0.0, cold) +
                           0.25 * eckert_turbulent(air, vehicle::incidence(3), cold)) /
                          std::pow(0.3, 0.2);
  const auto loads = flat.loads(settings, flow, exposure);
  EXPECT_NEAR(flux_into(loads, 0, 300.0), expected, 1e-3 * expected);
}

TEST(Radiation, ComesOnTopWhateverTheWall) {
  // 11 km/s, 2.5e-4 kg/m^3, R = 0.5 m: 218.36838 W/cm^2 (HEA-07), for a wall of any temperature.
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  auto flow = test::air_at(1.0);
  flow.speed = 11000.0;
  flow.density = 2.5e-4;
  Settings settings;
  settings.panel_factor = 1.2;
  settings.multipliers = {{"hot spot", "ball", 1.5, 1.0, 2.0}};  // of films, not of radiation
  vehicle::SurfaceLoads dark;
  vehicle::SurfaceLoads bright;
  const auto at = [&](const vehicle::Exposure& exposure) {
    settings.radiation = "none";
    Aeroheating(settings, flyer.vehicle)
        .surface_loads(flyer.state, exposure, std::span(&flow, 1), dark);
    settings.radiation = "tauber_sutton";
    Aeroheating(settings, flyer.vehicle)
        .surface_loads(flyer.state, exposure, std::span(&flow, 1), bright);
  };
  at(facing(owned(flyer), 16));
  for (const double wall : {300.0, 2000.0, 3000.0}) {
    EXPECT_NEAR(flux_into(bright, 0, wall) - flux_into(dark, 0, wall), 1.2 * 218.36838e4,
                1e-6 * 218.36838e4);
  }
  EXPECT_EQ(bright.recovery[1], 0.0);
  // Elsewhere the shock is as strong as the speed across it: f(V s). 11 km/s * 15/16 = 10312.5 m/s
  // has f = 55 + 26 / 4.
  at(facing(owned(flyer), 15));
  EXPECT_NEAR(flux_into(bright, 0, 300.0) - flux_into(dark, 0, 300.0),
              1.2 * 218.36838e4 * (55.0 + 26.0 / 4.0) / 151.0, 1e-6 * 218.36838e4);
  // 11 km/s * 13/16 is below 9 km/s.
  at(facing(owned(flyer), 13));
  EXPECT_EQ(bright.recovery[0], dark.recovery[0]);
  flow.speed = 7800.0;
  at(facing(owned(flyer), 16));
  EXPECT_EQ(bright.recovery[0], dark.recovery[0]);
}

TEST(Radiation, OfObjectsIsTheMeanOverDirections) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = pi;
  object.nose_radius = 0.5;
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
  auto flow = test::air_at(1.0);
  flow.speed = 11000.0;
  flow.density = 2.5e-4;
  Settings settings;
  vehicle::SurfaceLoads dark;
  vehicle::SurfaceLoads bright;
  const std::vector<Freestream> flows = {flow, flow};
  const auto exposure = facing(owned(flyer), 16);
  Aeroheating(settings, flyer.vehicle).surface_loads(flyer.state, exposure, flows, dark);
  settings.radiation = "tauber_sutton";
  Aeroheating(settings, flyer.vehicle).surface_loads(flyer.state, exposure, flows, bright);
  double mean = 0.0;  // over the whole surface, lee side dark
  constexpr int n = 20000;
  for (int i = 0; i < n; ++i) {
    mean += 0.5 * tauber_sutton(2.5e-4, 11000.0 * (i + 0.5) / n).strength / n;
  }
  const double expected = mean / tauber_sutton(2.5e-4, 11000.0).strength * 218.36838e4;
  EXPECT_EQ(bright.object_film[0], dark.object_film[0]);
  // f(V) has corners and a step at 9 km/s, the nodes are 12: 2 % of something that is less than the
  // uncertainty of a factor 2.
  EXPECT_NEAR((bright.object_recovery[0] - dark.object_recovery[0]) * bright.object_film[0],
              expected, 0.02 * expected);
}

TEST(Multipliers, OnTheFilmsOfTheirPart) {
  Flyer flyer({test::plate("wing", 1.0, 1.0, 0.0, 0.5), test::plate("flap", 1.0, 1.0, 2.0, 0.5)});
  flyer.state.bodies[0].length = 1.0;
  const Freestream flow = dense(6000.0);
  Settings settings;
  settings.panel_factor = 0.9;
  vehicle::SurfaceLoads plain;
  vehicle::SurfaceLoads more;
  Aeroheating(settings, flyer.vehicle)
      .surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), plain);
  settings.multipliers = {{"gap", "flap", 3.0, 2.0, 4.0}, {"edge", "flap", 0.5, 0.2, 1.0}};
  Aeroheating(settings, flyer.vehicle)
      .surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), more);
  for (std::size_t i = 0; i < owned(flyer); ++i) {
    const double factor = flyer.vehicle.mesh->part()[i] == 1 ? 1.5 : 1.0;
    EXPECT_NEAR(more.film[2 * i], factor * plain.film[2 * i], 1e-12);
    EXPECT_EQ(more.recovery[2 * i], plain.recovery[2 * i]);
  }
  settings.multipliers[0].part = "tail";
  EXPECT_THROW(Aeroheating(settings, flyer.vehicle), Error);
}

TEST(Multipliers, OfACase) {
  const auto read = [](const std::string& text) {
    const auto scenario =
        io::read_case_text("multipliers: [" + text + "]", "case.yaml", aeroheating_keys());
    return Settings(scenario.root());
  };
  const Settings good = read("{name: gap, part: wing, factor: 2, range: [1, 4]}");
  ASSERT_EQ(good.multipliers.size(), 1U);
  EXPECT_EQ(good.multipliers[0].part, "wing");
  EXPECT_EQ(good.multipliers[0].factor, 2.0);
  EXPECT_EQ(good.multipliers[0].greatest, 4.0);
  const auto message = [&](const std::string& text) {
    try {
      static_cast<void>(read(text));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(message("{name: gap, part: wing, factor: 5, range: [1, 4]}"),
              testing::AllOf(testing::HasSubstr("case.yaml:1:"), testing::HasSubstr("range")));
  EXPECT_THAT(message("{name: gap, part: wing, factor: 2, range: [4, 1]}"),
              testing::HasSubstr("least first"));
  EXPECT_THAT(message("{name: gap, part: wing, factor: 2}"), testing::HasSubstr("range"));
  EXPECT_THAT(message("{name: gap, part: wing, factor: -1, range: [-2, 1]}"),
              testing::HasSubstr("case.yaml:1:"));
  // A part that the vehicle lacks: with its place in the file.
  const Flat flat;
  const auto scenario =
      io::read_case_text("multipliers: [{name: gap, part: tail, factor: 2, range: [1, 4]}]",
                         "case.yaml", aeroheating_keys());
  try {
    const Aeroheating heating(scenario.root(), flat.vehicle);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(),
                testing::AllOf(testing::HasSubstr("case.yaml:1:"), testing::HasSubstr("tail"),
                               testing::HasSubstr("wing")));
  }
  EXPECT_THROW(static_cast<void>(io::read_case_text("catalycity: 0.5", "c", aeroheating_keys())),
               Error);  // sutton_graves and the like have no use for it
}

TEST(Panels, CatalycityDependsOnTheRadius) {
  // Smaller radii are further from catalytic; between the two limits; through the panel loop.
  Flyer flyer({test::sphere(0.5, 0.2)});
  const auto flow = dense(7000.0);
  const auto nose = [&](const char* model, double catalycity, double length) {
    flyer.state.bodies[0].length = length;
    Settings settings;
    settings.stagnation = model;
    settings.catalycity = catalycity;
    settings.radius_greatest = 1.0;
    settings.radius_least = 1.0;
    vehicle::SurfaceLoads loads;
    const Aeroheating heating(settings, flyer.vehicle);
    heating.surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
    const double flux = flux_into(loads, 0, 300.0);
    EXPECT_NEAR(flux, heating.stagnation_flux(flow, 0.5 * length), 1e-5 * flux);
    return flux;
  };
  const auto share = [&](double length) {
    const double none = nose("fay_riddell_noncatalytic", 1.0, length);
    return (nose("fay_riddell_partial", 1e-4, length) - none) /
           (nose("fay_riddell_frozen", 1.0, length) - none);
  };
  EXPECT_GT(share(1.0), 0.0);
  EXPECT_LT(share(0.01), share(1.0));
  EXPECT_LT(share(1.0), 1.0);
}

TEST(Panels, SlowFlightCoolsAHotWall) {
  // Mach 1.5 in air of 220 K recovers less than 320 K: a wall of 700 K loses heat.
  const Flat flat;
  Freestream flow = dense(1.0);
  flow.speed = 1.5 * flow.sound_speed;
  const auto loads = flat.loads({}, flow, facing(owned(flat), 16));
  EXPECT_GT(loads.film[0], 0.0);
  EXPECT_LT(flux_into(loads, 0, 700.0), 0.0);
  EXPECT_LT(loads.recovery[0], total_enthalpy(flow));
}

TEST(FilmWall, HardlyChangesAFilm) {
  // Films for a wall of 1000 K: Fay and Riddell's (rho mu)_w^0.1 is (4.17591e-5 * 1.36927e-2 /
  // (1.98092e-5 * 4.56423e-2))^0.1 = 0.9552; free-molecular fluxes have 3 R for cp, 3.5 R, of the
  // wall's enthalpy.
  Flyer flyer({test::sphere(0.5, 0.2)});
  flyer.state.bodies[0].length = 1.0;
  Settings cold;
  cold.stagnation = "fay_riddell_equilibrium";
  Settings warm = cold;
  warm.wall_temperature = 1000.0;
  const auto film = [&](const Settings& settings, const Freestream& flow) {
    vehicle::SurfaceLoads loads;
    Aeroheating(settings, flyer.vehicle)
        .surface_loads(flyer.state, facing(owned(flyer), 16), std::span(&flow, 1), loads);
    return loads.film[0];
  };
  auto flow = dense(7000.0);
  EXPECT_NEAR(film(warm, flow) / film(cold, flow), 0.9552, 2e-4);
  flow.density = 1e-11;
  const double R = flow.gas_constant();
  const double total = total_enthalpy(flow);
  const auto molecular = [&](double wall) {  // hypersonic limit
    return (0.5 * 49e6 + (3.5 - 0.5) * R * flow.temperature - 3.0 * R * wall) /
           (total - constants::air_specific_heat * wall);
  };
  EXPECT_NEAR(film(warm, flow) / film(cold, flow), molecular(1000.0) / molecular(300.0), 3e-4);
}

TEST(Ranges, AreCounted) {
  const Flat flat;
  const Aeroheating heating({}, flat.vehicle);  // detra_kemp_riddell: 1.8 to 8 km/s
  vehicle::SurfaceLoads loads;
  const auto exposure = facing(owned(flat), 16);
  const auto fly = [&](double speed, double density) {
    auto flow = test::air_at(1.0);
    flow.speed = speed;
    flow.density = density;
    heating.surface_loads(flat.state, exposure, std::span(&flow, 1), loads);
    return heating.range_hits();
  };
  EXPECT_EQ(fly(7000.0, 1e-4), 0);
  EXPECT_EQ(fly(8500.0, 1e-4), 1);
  EXPECT_EQ(fly(8500.0, 1e-4), 2);
  EXPECT_EQ(fly(1500.0, 1e-2), 3);
  EXPECT_EQ(fly(1500.0, 1e-6), 3);  // no heat to speak of
  EXPECT_EQ(fly(1500.0, 1e-2), 4);
}

TEST(Ranges, AreCountedByModelAndLimit) {
  RangeWatch watch("heating.stagnation", "of_limits",
                   {Limit{"mach", 3.0, 10.0}, Limit{"radius", 0.3, 3.0}});
  const auto look = [&](double mach, double radius, double altitude) {
    watch.look({.mach = mach, .radius = radius, .altitude = altitude});
  };
  look(5.0, 1.0, 70e3);  // within both
  look(2.0, 1.0, 60e3);
  look(12.0, 5.0, 50e3);
  look(1.0, 1.0, 40e3);
  ASSERT_EQ(watch.uses().size(), 4U);
  EXPECT_EQ(watch.uses()[0].name, "heating.stagnation of_limits, mach below 3");
  EXPECT_EQ(watch.uses()[3].name, "heating.stagnation of_limits, radius above 3 m");
  const std::array<std::int64_t, 4> counts = {2, 1, 0, 1};
  const std::array<double, 4> first = {60e3, 50e3, 0.0, 50e3};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(watch.uses()[i].count, counts[i]) << i;
    EXPECT_EQ(watch.uses()[i].first_altitude, first[i]) << i;
  }
  watch.begin();
  EXPECT_EQ(watch.hits(), 0);
  look(1.0, 1.0, 30e3);
  EXPECT_EQ(watch.uses()[0].count, 1);
  EXPECT_EQ(watch.uses()[0].first_altitude, 30e3);
}

TEST(Ranges, AreSaidOnceOnEachSide) {
  const auto path = std::filesystem::temp_directory_path() / ("ranges_" + std::to_string(getpid()));
  log::open_file(path.string());
  RangeWatch watch("heating.stagnation", "of_ranges", {Limit{"mach", 3.0, 10.0}});
  for (const double mach : {5.0, 2.0, 1.0, 20.0, 30.0, 2.5}) watch.look({.mach = mach});
  log::close_file();
  std::ifstream file(path);
  std::string line;
  std::vector<std::string> said;
  while (std::getline(file, line)) {
    if (line.find("of_ranges") != std::string::npos) said.push_back(line);
  }
  std::filesystem::remove(path);
  EXPECT_EQ(watch.hits(), 5);
  ASSERT_EQ(said.size(), 2U);
  EXPECT_THAT(said[0], testing::HasSubstr("of_ranges is asked at a mach of 2; it is known from 3"));
  EXPECT_THAT(said[1], testing::HasSubstr("a mach of 20; it is known from 3 to 10"));
}

TEST(Ranges, EveryLineHasThem) {
  // What a limit is about is known, and its ends are in order. Bridgings hold everywhere.
  const auto look = [](const auto& table, bool is_needed) {
    for (const auto& line : table) {
      EXPECT_EQ(!line.limits[0].quantity.empty(), is_needed && line.name != "none") << line.name;
      for (const Limit& limit : line.limits) {
        if (limit.quantity.empty()) continue;
        EXPECT_NE(condition_named(limit.quantity), nullptr) << line.name;
        EXPECT_LT(limit.least, limit.greatest) << line.name;
      }
    }
  };
  look(stagnation_models(), true);
  look(distribution_models(), true);
  look(plate_models(), true);
  look(radiation_models(), true);
  look(bridging_models(), false);
}

TEST(Means, OfEveryDistribution) {
  // The twelve directions against a sum over very many; s^1.1 has the worst corner at the edge.
  HeatLaw law;
  const auto flow = dense(7000.0);
  for (const auto& line : distribution_models()) {
    Settings settings;
    settings.distribution = std::string(line.name);
    HeatModels models(settings);
    models.make(flow, 1.0, false, law);
    double mean = 0.0;
    constexpr int n = 100000;
    for (int i = 0; i < n; ++i) mean += 0.5 * line.make((i + 0.5) / n, flow.mach()) / n;
    EXPECT_NEAR(law.mean_share, mean, 2e-6) << line.name;
  }
}

}  // namespace
}  // namespace tektite::aeroheating
