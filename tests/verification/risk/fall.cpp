// Falls to the ground: terminal speed, footprint of a breakup, and a sphere with C_D = 1.
#include "solver/risk/fall.hpp"

#include "solver/base/constants.hpp"
#include "solver/environment/us76.hpp"
#include "solver/trajectory/entry.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

namespace tektite::risk {
namespace {

using constants::degree;

double relative(double ours, double reference) {
  return std::abs(ours / reference - 1.0);
}

/// rho = 1.225 exp(-h / 7200 m), nothing else.
class ExponentialAir final : public environment::Atmosphere {
 public:
  [[nodiscard]] environment::AirState at(const environment::AirPoint& point) const override {
    return {.density = 1.225 * std::exp(-point.altitude / 7200.0),
            .temperature = 250.0,
            .pressure = 1.0,
            .molar_mass = 0.029,
            .mean_free_path = 1.0,
            .viscosity = 1e-5,
            .sound_speed = 300.0};
  }
  [[nodiscard]] environment::Composition composition(const environment::AirPoint&) const override {
    return {};
  }
};

environment::Environment resting_sphere() {
  environment::Planet planet;
  planet.equatorial_radius = 6371e3;
  planet.gravitational_parameter = 9.80665 * 6371e3 * 6371e3;
  planet.degree = 0;
  return environment::Environment(std::make_unique<ExponentialAir>(), planet);
}

// FRG-02. Source: sqrt(2 beta g / rho), beta = m / (C_D A), evaluated by hand.
TEST(Fall, TerminalVelocity) {
  EXPECT_LT(relative(terminal_velocity(10, 1, 1.225), 12.6534), 1e-5);
  EXPECT_LT(relative(terminal_velocity(20, 1, 1.225), 17.8946), 1e-5);
  EXPECT_LT(relative(terminal_velocity(200, 1, 1.225), 56.5877), 1e-5);
  EXPECT_LT(relative(terminal_velocity(50, 0.92 * 0.2, 1.225), 65.96042), 1e-6);
  EXPECT_LT(relative(terminal_velocity(1000, 1.2, 1.225), 115.50922), 1e-6);
  // Kinetic energy at that speed: 15 J is reached by a mass of 15 rho / (g beta).
  const double mass = 0.093686;
  const double speed = terminal_velocity(mass, mass / 20, 1.225);
  EXPECT_LT(relative(0.5 * mass * speed * speed, 15.0), 1e-5);
}

// FRG-03. Source: integration outside this code from 78 km, 7600 m/s, -1.5 deg, exponential
// atmosphere, resting sphere of 6371 km. The spread of ballistic coefficients is the footprint.
TEST(Fall, Footprint) {
  struct Row {
    double beta, time, speed, range;
  };
  const Row rows[] = {{10, 1210.478, 12.6606, 408.1275},
                      {30, 753.712, 21.9537, 585.9984},
                      {100, 486.002, 40.2445, 806.6811},
                      {300, 362.837, 70.5596, 1020.8918},
                      {1000, 302.401, 135.6056, 1258.4756}};
  const environment::Environment environment = resting_sphere();
  const double R = environment.planet().equatorial_radius;
  FallingPiece piece;
  piece.flight.position = {0.0, R + 78e3, 0.0};
  piece.flight.velocity = {7600 * std::cos(1.5 * degree), -7600 * std::sin(1.5 * degree), 0.0};
  piece.mass = 2.0;
  piece.length = 1.0;
  const std::vector<FallingPiece> pieces(std::size(rows), piece);
  FallControl tight;
  tight.tolerance = {1e-10, 1e-4, 1e-7, 1.0, 30.0};
  const auto drag = [&](std::size_t i, double, double, double) { return 2.0 / rows[i].beta; };
  const std::vector<Impact> impacts = fall_to_ground(environment, pieces, drag, tight);
  const std::vector<Impact> quick = fall_to_ground(environment, pieces, drag);
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    SCOPED_TRACE(rows[i].beta);
    const auto range = [&](const Impact& impact) {
      const auto& r = impact.flight.position;
      return 1e-3 * R * std::atan2(r.x, r.y);
    };
    ASSERT_TRUE(impacts[i].landed);
    EXPECT_LT(relative(impacts[i].time, rows[i].time), 2e-6);    // digits given
    EXPECT_LT(relative(impacts[i].speed, rows[i].speed), 4e-6);  // digits given
    EXPECT_LT(relative(range(impacts[i]), rows[i].range), 1e-6);
    EXPECT_DOUBLE_EQ(impacts[i].energy, impacts[i].speed * impacts[i].speed);
    // The tolerance of every day is good to metres.
    EXPECT_NEAR(range(quick[i]), range(impacts[i]), 0.02);
    EXPECT_LT(relative(quick[i].time, impacts[i].time), 1e-5);
    EXPECT_LT(relative(quick[i].speed, impacts[i].speed), 1e-4);
  }
}

// Source: C_D = 1 sphere of dynamics check R100 with C_D = 1: rotating WGS84 Earth, J2, US76,
// integration outside this code: 438.575 s, 55.1917 m/s, 38.452635 N, 84.633746 W.
TEST(Fall, SphereOverTheRealEarth) {
  const environment::Environment environment(
      std::make_unique<environment::StandardAtmosphere1976>());
  FallingPiece piece;
  piece.flight = trajectory::flight_of({.altitude = 77.5e3,
                                        .latitude = 29.546067 * degree,
                                        .longitude = -82.134333 * degree,
                                        .speed = 7500.0,
                                        .flight_path_angle = -0.959331 * degree,
                                        .heading = 347.168296 * degree});
  piece.time = 100.0;
  piece.mass = 1.472883;
  piece.length = 0.1;
  const auto drag = [](double, double, double) { return 0.25 * constants::pi * 0.01; };
  trajectory::Path path;
  const Impact impact = fall_to_ground(environment, piece, drag, {}, &path);
  ASSERT_TRUE(impact.landed);
  EXPECT_LT(relative(impact.time - 100.0, 438.575), 2e-6);
  EXPECT_LT(relative(impact.speed, 55.1917), 1e-5);
  EXPECT_NEAR(impact.place.latitude / degree, 38.452635, 5e-5);  // 5 m
  EXPECT_NEAR(impact.place.longitude / degree, -84.633746, 5e-5);
  EXPECT_NEAR(impact.place.altitude, 0.0, 1e-3);
  EXPECT_EQ(path.end(), impact.time);
}

// What the drag callable is given: definitions of Mach, Reynolds and Knudsen numbers.
TEST(Fall, DragSeesTheFlowNumbers) {
  const environment::Environment environment(
      std::make_unique<environment::StandardAtmosphere1976>());
  FallingPiece piece;
  piece.flight.position = environment::to_earth_fixed({0.3, 0.4, 9e3});
  piece.flight.velocity = -200.0 * environment::local_frame(0.3, 0.4).up;
  piece.mass = 10.0;
  piece.length = 0.5;
  const auto air = environment.freestream(piece.flight.position, piece.flight.velocity, 0.0);
  bool first = true;
  const auto drag = [&](double mach, double reynolds, double knudsen) {
    if (first) {
      EXPECT_DOUBLE_EQ(mach, air.mach());
      EXPECT_DOUBLE_EQ(reynolds, air.reynolds(0.5));
      EXPECT_DOUBLE_EQ(knudsen, air.knudsen(0.5));
    }
    first = false;
    return 0.1;
  };
  const Impact impact = fall_to_ground(environment, piece, drag);
  EXPECT_FALSE(first);
  // It arrives at its terminal speed (local gravity and density, 0.3 %).
  EXPECT_LT(relative(impact.speed, terminal_velocity(10.0, 0.1, 1.225)), 3e-3);
}

// A piece without drag on a circular orbit does not land.
TEST(Fall, StaysUp) {
  const environment::Environment environment = resting_sphere();
  const double r = environment.planet().equatorial_radius + 400e3;
  FallingPiece piece;
  piece.flight.position = {r, 0.0, 0.0};
  piece.flight.velocity = {0.0, std::sqrt(environment.planet().gravitational_parameter / r), 0.0};
  piece.mass = 1.0;
  piece.length = 1.0;
  const auto none = [](double, double, double) { return 0.0; };
  const Impact impact = fall_to_ground(environment, piece, none);
  EXPECT_FALSE(impact.landed);
  EXPECT_EQ(impact.time, 7200.0);
  EXPECT_NEAR(impact.place.altitude, 400e3, 1.0);
}

}  // namespace
}  // namespace tektite::risk
