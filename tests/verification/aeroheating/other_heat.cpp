// Plates, radiation of the shock layer, further distributions, closed means: row HEA-07
// and the tables of the heating reference page.
#include "solver/aeroheating/bridging.hpp"
#include "solver/aeroheating/distribution.hpp"
#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/models.hpp"
#include "solver/aeroheating/plate.hpp"
#include "solver/aeroheating/radiation.hpp"
#include "solver/aeroheating/stagnation.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"
#include "solver/environment/freestream.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace tektite::aeroheating {
namespace {

using constants::degree;
using environment::Freestream;

Freestream air(double density, double speed, double temperature = 219.585) {
  Freestream result;
  result.density = density;
  result.speed = speed;
  result.temperature = temperature;
  result.molar_mass = 0.0289644;
  result.pressure = density * result.gas_constant() * temperature;
  result.sound_speed = std::sqrt(1.4 * result.gas_constant() * temperature);
  return result;
}

const Freestream state_a = air(8.28286e-5, 7000.0);

TEST(Plate, Eckert) {
  // rho 1e-3 kg/m^3, 3 km/s, 250 K, wall 600 K, x = 1 m.
  const PlateEdge edge{1e-3, 3000.0, 250.0};
  const PlateHeat laminar = eckert_plate(edge, 600.0, 1.0, Layer::laminar);
  EXPECT_NEAR(laminar.flux, 7643.452, 1e-6 * 7643.452);
  EXPECT_NEAR(laminar.reynolds, 12580.77, 1e-6 * 12580.77);
  EXPECT_NEAR(laminar.reference_temperature, 1255.452, 1e-6 * 1255.452);
  const PlateHeat turbulent = eckert_plate(edge, 600.0, 1.0, Layer::turbulent);
  EXPECT_NEAR(turbulent.flux, 12002.597, 1e-6 * 12002.597);
  EXPECT_NEAR(turbulent.reference_temperature, 1304.234, 1e-6 * 1304.234);
  EXPECT_NEAR(eckert_plate(edge, 600.0, 4.0, Layer::laminar).flux, 7643.452 / 2.0, 0.01);
  EXPECT_NEAR(eckert_plate(edge, 600.0, 32.0, Layer::turbulent).flux, 12002.597 / 2.0, 0.01);
}

TEST(Plate, InHotAirIsEckertsWhereAirIsPerfect) {
  // A slow stream along the plate (1500 m/s: T* = 520 K): equilibrium air is a perfect gas, and
  // what differs is viscosity (Blottner's against Sutherland's, its root in the laminar flux) and
  // cp, some per cent each.
  const Freestream flow = air(1e-3, 1500.0, 250.0);
  const FilmWall wall(400.0);
  const auto exact = [&](Layer layer) {
    return eckert_plate({flow.density, flow.speed, flow.temperature}, 400.0, 1.0, layer).flux;
  };
  const double to_wall = film_enthalpy(flow, 400.0) / film_enthalpy(flow);
  const PlateAir on = plate_air(flow);
  EXPECT_NEAR(eckert_laminar(on, 0.0, wall) * to_wall / exact(Layer::laminar), 1.0, 0.02);
  EXPECT_NEAR(eckert_turbulent(on, 0.0, wall) * to_wall / exact(Layer::turbulent), 1.0, 0.03);
  // With incidence: density of Newtonian pressure, speed and temperature along the plate.
  const double s = std::sin(15.0 * degree);
  const double speed = 1500.0 * std::cos(15.0 * degree);
  const double temperature =
      250.0 + (1500.0 * 1500.0 - speed * speed) / (2.0 * constants::air_specific_heat);
  const double pressure = flow.pressure + flow.dynamic_pressure() * on.pressure_coefficient * s * s;
  EXPECT_NEAR(on.pressure_coefficient, 1.81, 0.02);  // Rayleigh at Mach 4.7
  const double density = pressure / (flow.gas_constant() * temperature);
  const double inclined =
      eckert_plate({density, speed, temperature}, 400.0, 1.0, Layer::laminar).flux;
  EXPECT_NEAR(eckert_laminar(on, s, wall) * to_wall / inclined, 1.0, 0.02);
  // Full incidence: nothing flows along.
  EXPECT_EQ(eckert_laminar(on, 1.0, wall), 0.0);
}

TEST(Plate, Tauber) {
  // State A at 10 degrees, x = 1 m, cold: 7.995956e4 W/m^2. 60 km, 30 degrees, 1000 K, h_w/h0 =
  // 0.1, 3.5 and 6 km/s.
  EXPECT_NEAR(tauber_laminar_flux(state_a, std::sin(10.0 * degree), 1.0, 0.0), 7.995956e4,
              1e-6 * 7.995956e4);
  const double s = std::sin(30.0 * degree);
  EXPECT_NEAR(tauber_turbulent_flux(air(3.09678e-4, 3500.0), s, 1.0, 0.1, 1000.0), 1.043552e5,
              1e-6 * 1.043552e5);
  EXPECT_NEAR(tauber_turbulent_flux(air(3.09678e-4, 6000.0), s, 1.0, 0.1, 1000.0), 7.106047e5,
              1e-6 * 7.106047e5);
  EXPECT_NEAR(tauber_laminar_flux(state_a, s, 4.0, 0.0) * 2.0,
              tauber_laminar_flux(state_a, s, 1.0, 0.0), 1e-6);
}

TEST(Plate, TauberThroughTheRegistryIsTheFormula) {
  // h_w/h0 = 1004.5 * 300 / (1004.5 * 219.585 + V^2/2) = 0.012190 at 300 K.
  const FilmWall cold;
  const double s = std::sin(10.0 * degree);
  EXPECT_NEAR(tauber_laminar(plate_air(state_a), s, cold), 7.995956e4 * (1.0 - 0.012190),
              1e-5 * 7.995956e4);
}

TEST(Radiation, TauberSutton) {  // HEA-07 is the first
  const double rows[][4] = {
      {11000, 2.5e-4, .5, 218.36838}, {12600, 2.3e-4, .23, 569.73950}, {10000, 1e-4, 1, 21.85142}};
  for (const auto& [speed, density, radius, expected] : rows) {
    const double flux = tauber_sutton(density, speed).at(radius) / 1e4;  // W/cm^2
    EXPECT_NEAR(flux, expected, 1e-6 * expected) << speed;
  }
  EXPECT_NEAR(tauber_sutton(2.5e-4, 11000.0).exponent, 0.40091, 1e-5);
  // Nothing below 9 km/s; large radii bound the exponent: 0.6 from 1 m, 0.5 above 2 m.
  EXPECT_EQ(tauber_sutton(1e-4, 8999.0).at(0.5), 0.0);
  const LayerRadiation steep = tauber_sutton(1e-7, 10000.0);
  EXPECT_GT(steep.exponent, 1.0);
  EXPECT_NEAR(steep.at(0.5) / steep.strength, 0.5, 1e-12);
  EXPECT_NEAR(steep.at(2.0) / steep.strength, std::pow(2.0, 0.6), 1e-12);
  EXPECT_NEAR(steep.at(2.5) / steep.strength, std::sqrt(2.5), 1e-12);
}

/// State A, R = 0.5 m, Sutton and Graves: the mass transfer that oxidation goes by (heating.md 10).
TEST(Film, OfStateA) {
  const FilmWall cold;
  const double film =
      sutton_graves(state_a, cold).at(1.0 / std::sqrt(0.5)) / film_enthalpy(state_a);
  EXPECT_NEAR(film, 0.0314841, 2e-6 * 0.0314841);
}

TEST(Distribution, CylinderAndPowers) {
  const auto at = [](Distribution model, double angle) {
    return model(std::cos(angle * degree), 10.0);
  };
  EXPECT_NEAR(at(&cosine_power, 30.0), .8059, 5e-5);
  EXPECT_NEAR(at(&cosine_power, 45.0), .5946, 5e-5);
  EXPECT_NEAR(at(&cosine_power, 60.0), .3536, 5e-5);
  EXPECT_NEAR(at(&lees_cylinder, 30.0), .8036, 5e-5);
  EXPECT_NEAR(at(&lees_cylinder, 60.0), .3307, 5e-5);
  EXPECT_EQ(lees_cylinder(1.0, 10.0), 1.0);
  EXPECT_NEAR(lees_cylinder(std::cos(1.1e-3), 10.0), 1.0, 1e-5);
  // Mean over the circumference, lee side nothing: 0.27265.
  double mean = 0.0;
  constexpr int n = 20000;
  for (int i = 0; i < n; ++i) {
    const double angle = 90.0 * (i + 0.5) / n;
    mean += 0.5 * at(&lees_cylinder, angle) / n;
  }
  EXPECT_NEAR(mean, .27265, 5e-6);
  // A face at right angles: 0.55 of the sphere, that of 3.3 radii.
  EXPECT_NEAR(flat_face(1.0, 10.0), 1.0 / std::sqrt(3.3), 1e-3);
  EXPECT_NEAR(swept_cylinder(std::cos(60.0 * degree), 10.0), std::pow(0.5, 1.1), 1e-12);
}

TEST(FreeMolecularHeat, MeanInClosedForm) {
  // Against the sum over directions, and 0.251408 of rho V^3/2 at 120 km and 7.8 km/s.
  Freestream flow = air(2.2221e-8, 7800.0, 360.0);
  flow.molar_mass = 0.026204;
  EXPECT_NEAR(free_molecular_mean(flow, 300.0) / (0.5 * flow.density * std::pow(7800.0, 3)),
              0.251408, 2e-6);
  for (const double speed : {0.05, 1.0, 300.0, 1000.0, 7800.0}) {
    for (const double wall : {200.0, 300.0, 1500.0}) {
      flow.speed = speed;
      double mean = 0.0;
      constexpr int n = 4000;
      for (int i = 0; i < n; ++i) {
        mean += free_molecular_heat(flow, -1.0 + 2.0 * (i + 0.5) / n, wall) / n;
      }
      const double scale = std::abs(free_molecular_heat(flow, 1.0, wall));
      EXPECT_NEAR(free_molecular_mean(flow, wall), mean, 1e-6 * scale) << speed << " " << wall;
    }
  }
}

TEST(Bridging, StantonBlend) {
  // Ends at the source's Knudsen numbers, half way in between on a logarithm, no jump.
  EXPECT_EQ(stanton_blend(5.0, 2.0, 4.9e-3), 5.0);
  EXPECT_EQ(stanton_blend(5.0, 2.0, 101.0), 2.0);
  EXPECT_NEAR(stanton_blend(5.0, 2.0, std::sqrt(5e-3 * 100.0)), 3.5, 1e-12);
  EXPECT_NEAR(stanton_blend(5.0, 2.0, 5e-3 * (1.0 + 1e-9)), 5.0, 1e-8);
  EXPECT_NEAR(stanton_blend(5.0, 2.0, 100.0 * (1.0 - 1e-9)), 2.0, 1e-8);
  double last = 5.0;
  for (double knudsen = 1e-3; knudsen < 1e3; knudsen *= 1.3) {
    const double flux = stanton_blend(5.0, 2.0, knudsen);
    EXPECT_LE(flux, last);
    last = flux;
  }
}

TEST(Wall, RecoversLessInSlowFlight) {
  // From Mach 3 up the whole kinetic energy; below Mach 1 sqrt(0.71) of it; a wall hotter than that
  // is cooled.
  const Freestream fast = air(1e-2, 3.01 * state_a.sound_speed);
  EXPECT_DOUBLE_EQ(recovery_enthalpy(fast), 1004.5 * 219.585 + 0.5 * fast.speed * fast.speed);
  const Freestream slow = air(1e-2, 200.0);
  EXPECT_NEAR(recovery_enthalpy(slow), 1004.5 * 219.585 + std::sqrt(0.71) * 2e4, 1e-6);
  EXPECT_LT(hot_wall(air(1e-2, 2.0 * state_a.sound_speed), 900.0), 0.0);
  double last = 0.0;
  for (double speed = 0.0; speed < 1200.0; speed += 1.0) {
    const double recovery = recovery_enthalpy(air(1e-2, speed));
    EXPECT_GE(recovery, last);
    if (last > 0.0) {
      EXPECT_LT(recovery - last, 1400.0) << speed;
    }
    last = recovery;
  }
}

}  // namespace
}  // namespace tektite::aeroheating
