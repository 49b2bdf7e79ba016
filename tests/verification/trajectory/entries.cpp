// Whole entries: Allen and Eggers' closed form, reference integrations over a resting sphere, and
// spheres with C_D = 1 over the rotating WGS84 Earth with US76.
#include "solver/base/constants.hpp"
#include "solver/environment/environment.hpp"
#include "solver/environment/us76.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/trajectory/flight.hpp"

#include <gtest/gtest.h>

#include "tests/verification/trajectory/extremum.hpp"
#include <cmath>
#include <cstdio>
#include <memory>
#include <span>
#include <utility>

namespace tektite::trajectory {
namespace {

using constants::degree;

double relative(double ours, double reference) {
  return std::abs(ours / reference - 1.0);
}

// DYN-09. Exact: straight line at angle gamma, rho = 1.225 exp(-h / 7200 m), no gravity
// (AllenEggers1958). State: altitude and speed.
TEST(Entries, AllenEggers) {
  struct Row {
    double entry_speed, angle, beta, peak, peak_speed, peak_altitude, V60, V40, V20;
  };
  const Row rows[] = {
      {7800, 6, 100, 162.467612, 4730.9391, 48512.900, 7047.783, 1526.706, 0.0},
      {7800, 20, 400, 531.598707, 4730.9391, 29996.627, 7739.797, 6886.108, 1051.131},
      {7000, 90, 1000, 1251.811987, 4245.7146, 15674.557, 6992.584, 6881.671, 5321.268},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.angle);
    const double sine = std::sin(row.angle * degree);
    const auto drag = [&](double h, double V) {
      return 0.5 * 1.225 * std::exp(-h / 7200.0) * V * V / row.beta;
    };
    const auto rate = [&](double, const Values<2>& y) {
      return Values<2>{-y[1] * sine, -drag(y[0], y[1])};
    };
    StepControl<2> control;
    control.relative = 1e-11;
    control.absolute = {1e-6, 1e-9};
    control.longest_step = 1.0;
    // The closed form has V = V_E infinitely high: start where its speed is exact.
    const double h0 = 160e3;
    const double V0 = row.entry_speed *
                      std::exp(-1.225 * 7200.0 / (2 * row.beta * sine) * std::exp(-h0 / 7200.0));
    DormandPrince march(rate, 0.0, Values<2>{h0, V0}, control);
    Peak peak;
    double peak_altitude = 0.0, peak_speed = 0.0;
    while (march.value()[0] > 15e3 && march.time() < 400.0) {
      const DenseStep<2> step = march.step(400.0);
      for (const auto& [altitude, speed] :
           {std::pair{60e3, row.V60}, std::pair{40e3, row.V40}, std::pair{20e3, row.V20}}) {
        const auto time = first_zero(
            step, [altitude = altitude](double, const Values<2>& y) { return y[0] - altitude; },
            step.begin);
        if (time && speed > 0.0) {
          EXPECT_LT(relative(step.at(*time)[1], speed), 1e-6);
        }
      }
      const auto deceleration = [&](double t) { return drag(step.at(t)[0], step.at(t)[1]); };
      const Peak in_step = find_peak(deceleration, step.begin, step.end(), 8);
      if (in_step.value > peak.value) {
        peak = in_step;
        peak_altitude = step.at(peak.time)[0];
        peak_speed = step.at(peak.time)[1];
      }
    }
    EXPECT_LT(relative(peak.value, row.peak), 1e-7);
    EXPECT_LT(relative(peak_speed, row.peak_speed), 1e-4);
    EXPECT_LT(relative(peak_altitude, row.peak_altitude), 1e-4);
  }
}

/// A sphere of 6371 km at rest, g = 9.80665 (R/r)^2.
environment::Planet resting_sphere() {
  environment::Planet planet;
  planet.equatorial_radius = 6371e3;
  planet.gravitational_parameter = 9.80665 * 6371e3 * 6371e3;
  planet.degree = 0;
  return planet;
}

// DYN-10. Source: an eighth-order integration outside this code (rtol 1e-12), seven to eight
// digits: rho = 1.225 exp(-h / 7200 m), no lift, from 120 km.
TEST(Entries, RestingSphere) {
  struct Row {
    double speed, angle, beta, time, impact_speed, range, peak, peak_altitude, peak_speed, q;
  };
  const Row rows[] = {
      {7800, -1.5, 100, 677.5242, 40.244533, 2284.486, 8.468962, 49.4199, 3602.414, 8305.2142},
      {7800, -6, 100, 457.1996, 40.244533, 769.536, 18.090303, 47.4980, 4607.212, 17740.5265},
      {7500, -1, 50, 794.5246, 28.374689, 2002.388, 9.173549, 54.2542, 3708.777, 4498.0891},
      {7800, -20, 400, 177.1921, 82.004943, 283.896, 56.202758, 29.8720, 4775.675, 220464.3109},
      {7800, -1.5, 400, 545.5761, 82.004948, 2646.202, 8.486726, 39.4423, 3607.128, 33290.5423},
  };
  const environment::Planet planet = resting_sphere();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.beta * row.angle);
    const double R = planet.equatorial_radius;
    vehicle::Flight start;
    start.position = {0.0, R + 120e3, 0.0};
    start.velocity = {0.0, row.speed * std::sin(row.angle * degree),
                      row.speed * std::cos(row.angle * degree)};
    const auto density = [&](const Vec3<EarthFixed>& r) {
      return 1.225 * std::exp(-environment::altitude(r, planet) / 7200.0);
    };
    const auto drag = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
      return (-0.5 * density(r) * norm(v) / row.beta) * v;
    };
    const Tolerance tight{1e-12, 1e-5, 1e-8, 1.0, 10.0};
    const Path path = advance(start, {}, 0.0, 2000.0, drag, tight, planet);
    ASSERT_TRUE(path.landed());
    const vehicle::Flight end = path.back();
    EXPECT_LT(relative(path.end(), row.time), 1e-6);
    EXPECT_LT(relative(norm(end.velocity), row.impact_speed), 1e-6);
    const double angle =
        std::atan2(norm(cross(start.position, end.position)), dot(start.position, end.position));
    EXPECT_LT(relative(1e-3 * R * angle, row.range), 1e-6);
    const Peak peak =
        find_peak([&](double t) { return norm(drag(t, path.position(t), path.velocity(t))); }, 0.0,
                  path.end());
    EXPECT_LT(relative(peak.value / constants::standard_gravity, row.peak), 1e-6);
    // Where a flat maximum lies is known to the root of what its value is known to.
    EXPECT_LT(relative(norm(path.velocity(peak.time)), row.peak_speed), 1e-4);
    EXPECT_LT(
        relative(1e-3 * environment::altitude(path.position(peak.time), planet), row.peak_altitude),
        1e-4);
    EXPECT_LT(relative(peak.value * row.beta, row.q), 1e-6);  // q = beta a
  }
}

struct Row {
  double time, altitude, speed, latitude, longitude;  // [s], [km], [m/s], [deg], [deg]
};
struct Sphere {
  double mass, area, altitude;
  double peak, peak_altitude, peak_speed;  // [g], [km], [m/s]
};

void expect_sphere(const Sphere& sphere, std::span<const Row> rows) {
  const environment::Environment environment(
      std::make_unique<environment::StandardAtmosphere1976>());
  const vehicle::Flight start = flight_of({.altitude = sphere.altitude,
                                           .latitude = 29.546067 * degree,
                                           .longitude = -82.134333 * degree,
                                           .speed = 7500.0,
                                           .flight_path_angle = -0.959331 * degree,
                                           .heading = 347.168296 * degree});
  const auto drag = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
    const auto air = environment.freestream(r, v, 0.0);
    return (-0.5 * air.density * air.speed * sphere.area / sphere.mass) * v;
  };
  const Path path = advance(start, {}, 0.0, 2000.0, drag, {});
  ASSERT_TRUE(path.landed());
  EXPECT_LT(relative(path.end(), rows.back().time), 2e-4);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.time);
    const bool last = &row == &rows.back();
    const vehicle::Flight now = path.at(last ? path.end() : row.time);
    const environment::Geodetic place = environment::to_geodetic(now.position);
    EXPECT_LT(relative(norm(now.velocity), row.speed), 2e-4);
    EXPECT_NEAR(place.altitude, 1e3 * row.altitude, 2e-4 * 1e3 * row.altitude + 1e-3);
    EXPECT_NEAR(place.latitude / degree, row.latitude, 2e-4);
    EXPECT_NEAR(place.longitude / degree, row.longitude, 2e-4);
  }
  const Peak peak = find_peak(
      [&](double t) { return norm(drag(t, path.position(t), path.velocity(t))); }, 0.0, path.end());
  EXPECT_LT(relative(peak.value / constants::standard_gravity, sphere.peak), 2e-4);
  // Where a flat maximum lies is known to the root of what its value is known to.
  EXPECT_LT(relative(norm(path.velocity(peak.time)), sphere.peak_speed), 1e-3);
  EXPECT_LT(relative(1e-3 * environment::altitude(path.position(peak.time)), sphere.peak_altitude),
            1e-3);
  std::printf("  impact at %.3f s (reference %.3f)\n", path.end(), rows.back().time);
}

// Source: an eighth-order integration outside this code (rtol 1e-9): rotating WGS84 Earth, J2,
// US76, C_D = 1. Aluminium spheres of 2813 kg/m^3.
TEST(Entries, SphereOfTenCentimetres) {
  const Row rows[] = {
      {0.000000, 77.500000, 7500.000000, 29.54606700, -82.13433300},
      {40.000000, 71.618814, 7258.008119, 32.11611676, -82.81750746},
      {80.000000, 63.509024, 6662.320599, 34.55024958, -83.49212968},
      {120.000000, 52.189089, 5150.272587, 36.63930836, -84.09491506},
      {160.000000, 38.206602, 2320.568101, 37.96004657, -84.48722687},
      {200.000000, 26.483875, 524.697133, 38.37435091, -84.61107010},
      {240.000000, 17.666058, 191.057203, 38.44603370, -84.63208342},
      {280.000000, 11.897871, 113.582492, 38.45244454, -84.63382374},
      {320.000000, 8.010642, 85.468440, 38.45263295, -84.63382135},
      {360.000000, 4.899133, 71.218761, 38.45263486, -84.63378804},
      {400.000000, 2.250272, 61.788763, 38.45263480, -84.63376394},
      {438.575403, 0.000000, 55.191694, 38.45263478, -84.63374606},
  };
  expect_sphere({1.472883, 0.25 * constants::pi * 0.01, 77.5e3, 8.0952, 41.638, 3072.64}, rows);
}
TEST(Entries, SphereOfOneMetre) {
  const Row rows[] = {
      {0.000000, 120.000000, 7500.000000, 29.54606700, -82.13433300},
      {40.000000, 114.213237, 7507.231042, 32.13644895, -82.82306449},
      {80.000000, 106.902324, 7516.354803, 34.72895551, -83.54328858},
      {120.000000, 98.074586, 7527.225516, 37.32434875, -84.30066917},
      {160.000000, 87.739482, 7538.876898, 39.92316910, -85.10196511},
      {200.000000, 75.908009, 7544.418606, 42.52480903, -85.95503722},
      {240.000000, 62.590405, 7499.534248, 45.12152486, -86.86696458},
      {280.000000, 47.792558, 7163.936206, 47.66491779, -87.83017718},
      {320.000000, 31.892593, 5150.258130, 49.87853534, -88.73501532},
      {360.000000, 18.429345, 1393.743526, 50.94588623, -89.19473217},
      {400.000000, 8.428030, 334.158126, 51.17157747, -89.29278548},
      {439.588848, 0.000000, 187.991062, 51.20853186, -89.30844880},
  };
  expect_sphere({1472.883, 0.25 * constants::pi, 120e3, 11.3467, 27.443, 3906.84}, rows);
}

}  // namespace
}  // namespace tektite::trajectory
