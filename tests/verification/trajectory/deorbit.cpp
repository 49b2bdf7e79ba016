// Entry states from orbits and from inertial velocities.
#include "solver/trajectory/deorbit.hpp"

#include "solver/base/constants.hpp"
#include "solver/trajectory/entry.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>

namespace tektite::trajectory {
namespace {

using constants::degree;
using testing::HasSubstr;

environment::Planet point_mass() {
  environment::Planet planet = environment::earth;
  planet.degree = 0;
  return planet;
}

// An entry interface whose osculating orbit was worked out by hand and outside this code: 120 km,
// 30 S, 140 E, 7600 m/s at -1.5 deg, azimuth 60 deg, Earth rotation angle 35 deg.
const OrbitElements interface_orbit{.semi_major_axis = 6704951.887109,
                                    .eccentricity = 0.039485917,
                                    .inclination = 40.345831309 * degree,
                                    .ascending_node = 217.471161992 * degree,
                                    .argument_of_perigee = 347.907881631 * degree,
                                    .true_anomaly = 321.872290622 * degree};

/// Mean anomaly of a true anomaly (Kepler's equation, forwards).
double mean_anomaly(double nu, double e) {
  const double E = 2.0 * std::atan2(std::sqrt(1.0 - e) * std::sin(0.5 * nu),
                                    std::sqrt(1.0 + e) * std::cos(0.5 * nu));
  return E - e * std::sin(E);
}

// Source: two-body motion. Started 60 deg before, the body has to pass the interface as given
// there, at the time of Kepler's equation and at the longitude that the turned Earth has then.
TEST(Deorbit, AnOrbitPassesTheInterfaceThatItBelongsTo) {
  const environment::Planet planet = point_mass();
  OrbitElements earlier = interface_orbit;
  earlier.true_anomaly -= 60.0 * degree;
  const double rate =
      std::sqrt(planet.gravitational_parameter / std::pow(interface_orbit.semi_major_axis, 3));
  const double duration =
      (mean_anomaly(interface_orbit.true_anomaly, interface_orbit.eccentricity) -
       mean_anomaly(earlier.true_anomaly, earlier.eccentricity)) /
      rate;
  const double angle = 35.0 * degree - planet.rotation_rate * duration;
  const Descent found = descend(earlier, {}, 120e3, angle, planet);
  EXPECT_NEAR(found.time, duration, 1e-3);  // the elements have ten digits
  EXPECT_NEAR(found.flight.position.x, -4314499.952446, 10.0);
  EXPECT_NEAR(found.flight.position.y, 3620295.318812, 10.0);
  EXPECT_NEAR(found.flight.position.z, -3230373.735384, 10.0);
  EXPECT_NEAR(norm(found.flight.velocity), 7600.0, 1e-3);
}

// Source: energy and angular momentum of two-body motion: a burn of 90 m/s against the motion on a
// circular orbit of 420 km leaves speed and angle at 120 km above a sphere.
TEST(Deorbit, ABurnLeavesEnergyAndAngularMomentum) {
  environment::Planet planet = point_mass();
  planet.flattening = 0.0;
  planet.rotation_rate = 0.0;
  const double mu = planet.gravitational_parameter;
  const double r1 = planet.equatorial_radius + 420e3, r2 = planet.equatorial_radius + 120e3;
  const double v1 = std::sqrt(mu / r1) - 90.0;
  const double v2 = std::sqrt(v1 * v1 - 2.0 * mu / r1 + 2.0 * mu / r2);
  const double level = r1 * v1 / r2;
  const OrbitElements orbit{.semi_major_axis = r1, .inclination = 51.6 * degree};
  const Descent found = descend(orbit, {90.0, 1234.5}, 120e3, 0.3, planet);
  EXPECT_GT(found.time, 1234.5 + 600.0);
  EXPECT_NEAR(norm(found.flight.position), r2, 1e-2);
  EXPECT_NEAR(norm(found.flight.velocity), v2, 1e-5);
  const Vec3<EarthFixed> up = unit(found.flight.position);
  EXPECT_NEAR(dot(found.flight.velocity, up), -std::sqrt(v2 * v2 - level * level), 1e-4);
}

TEST(Deorbit, OrbitsThatDoNotComeDownAreRefused) {
  const auto message = [](const OrbitElements& orbit, const Burn& burn, double altitude) {
    try {
      (void)descend(orbit, burn, altitude, 0.0);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return std::string(error.what());
    }
    return std::string("no error");
  };
  const OrbitElements high{.semi_major_axis = environment::earth.equatorial_radius + 420e3};
  EXPECT_THAT(message(high, {}, 120e3), HasSubstr("does not come down"));
  EXPECT_THAT(message(high, {90.0, 0.0}, 500e3), HasSubstr("below the altitude of entry"));
  EXPECT_THAT(message(high, {8000.0, 0.0}, 120e3), HasSubstr("more than the speed"));
  EXPECT_THAT(message(interface_orbit, {10.0, 4000.0}, 110e3), HasSubstr("before the burn"));
}

io::Case entry_case(const std::string& text) {
  static const io::Keys root = {
      {.name = "entry", .type = io::KeyType::section, .keys = &entry_keys()}};
  return io::read_case_text("entry: " + text, "case.yaml", root);
}

// Source: the interface above, by hand: 7958.214428980 m/s, -1.432467732 deg, 61.479077713 deg in
// axes that do not turn.
TEST(Entry, InertialVelocity) {
  const io::Case scenario = entry_case(
      "{epoch: 2030-01-01T00:00:00Z, altitude: 120 km, latitude: -30 deg, longitude: 140 deg, "
      "velocity_frame: inertial, speed: 7958.214428980 m/s, flight_path_angle: -1.432467732 deg, "
      "heading: 61.479077713 deg}");
  const Entry entry = read_entry(scenario.root().section("entry"));
  EXPECT_NEAR(entry.point.speed, 7600.0, 1e-6);
  EXPECT_NEAR(entry.point.flight_path_angle, -1.5 * degree, 1e-10);
  EXPECT_NEAR(entry.point.heading, 60.0 * degree, 1e-10);
}

// The epoch of the run is that of the passage, to the time of which UT1 has turned the Earth.
TEST(Entry, OrbitWithBurn) {
  const std::string orbit =
      "{epoch: 2030-12-31T23:30:00.5Z, altitude: 122 km, orbit: {perigee_altitude: 415 km, "
      "apogee_altitude: 422 km, inclination: 51.64 deg, ascending_node: 130 deg, "
      "argument_of_perigee: 75 deg, true_anomaly: 310 deg, delta_v: 110 m/s, burn_after: 600 s";
  const io::Case scenario = entry_case(orbit + "}}");
  const Entry entry = read_entry(scenario.root().section("entry"));
  EXPECT_NEAR(entry.point.altitude, 122e3, 1e-2);
  EXPECT_NEAR(entry.inclination, 51.64 * degree, 0.05 * degree);
  EXPECT_LT(entry.point.flight_path_angle, -0.5 * degree);
  EXPECT_GT(entry.point.flight_path_angle, -2.5 * degree);
  EXPECT_GT(entry.epoch.seconds_since_2000, 978'262'200 + 600);
  EXPECT_GE(entry.epoch.fraction, 0.0);
  EXPECT_LT(entry.epoch.fraction, 1.0);
  // 0.5 s of UT1 are 0.5 s of rotation in longitude, and nothing else but the Earth's flattening.
  const io::Case turned = entry_case(orbit + ", ut1_minus_utc: 0.5 s}}");
  const Entry other = read_entry(turned.root().section("entry"));
  EXPECT_NEAR(std::remainder(entry.point.longitude - other.point.longitude, 2.0 * constants::pi),
              0.5 * 7.292115e-5, 1e-9);
  EXPECT_NEAR(entry.point.latitude, other.point.latitude, 1e-9);
  for (const char* wrong : {", latitude: 3 deg}", ", orbit: {perigee_altitude: 400 km}}"}) {
    EXPECT_THROW(
        (void)entry_case("{epoch: 2030-12-31T23:30:00Z, altitude: 122 km" + std::string(wrong)),
        Error);
  }
}

}  // namespace
}  // namespace tektite::trajectory
