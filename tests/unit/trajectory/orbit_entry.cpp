// Entry states from orbit files.
#include "solver/trajectory/orbit_entry.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace tektite::trajectory {
namespace {

using constants::degree;
using testing::HasSubstr;

/// A folder of this process that goes with the object, with a case in it that names one file.
class OrbitFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("tektite_orbit_entry_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// `entry` is the section in braces.
  Entry read(const std::string& file, const std::string& entry) const {
    static const io::Keys root = {
        {.name = "entry", .type = io::KeyType::section, .keys = &entry_keys()}};
    std::ofstream(folder_ / "orbit.txt", std::ios::binary) << file;
    const io::Case scenario =
        io::read_case_text("entry: " + entry, "case.yaml", root, {.folder = folder_.string()});
    return read_entry(scenario.root().section("entry"));
  }
  std::string message(const std::string& file, const std::string& entry) const {
    try {
      (void)read(file, entry);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "no error";
  }

 private:
  std::filesystem::path folder_;
};

std::string opm(const std::string& frame, const std::string& epoch, const double (&r)[3],
                const double (&v)[3], const std::string& more = "") {
  return fmt::format(
      "CCSDS_OPM_VERS = 2.0\nCREATION_DATE = 2030-01-01T00:00:00\nORIGINATOR = TEST\n"
      "OBJECT_NAME = CAN\nOBJECT_ID = 1998-067A\nCENTER_NAME = EARTH\nREF_FRAME = {}\n"
      "TIME_SYSTEM = UTC\nEPOCH = {}\nX = {}\nY = {}\nZ = {}\nX_DOT = {}\nY_DOT = {}\nZ_DOT = "
      "{}\n{}",
      frame, epoch, r[0], r[1], r[2], v[0], v[1], v[2], more);
}

/// A circular orbit of 420 km in the equator's plane, inertial axes, in km.
std::string circular(const std::string& more = "", double height = 420.0) {
  const double r = 6378.137 + height, v = std::sqrt(398600.4418 / r);
  return opm("GCRF", "2030-01-02T00:00:00", {r, 0.0, 0.0}, {0.0, v, 0.0}, more);
}

// Source: an entry interface worked out by hand and outside this code: 120 km, 30 S, 140 E, 7600
// m/s at -1.5 deg, azimuth 60 deg. In Earth-fixed axes the file says it as it is.
TEST_F(OrbitFileTest, AnEarthFixedStateIsTheEntry) {
  const vehicle::Flight flight = flight_of({.altitude = 120e3,
                                            .latitude = -30.0 * degree,
                                            .longitude = 140.0 * degree,
                                            .speed = 7600.0,
                                            .flight_path_angle = -1.5 * degree,
                                            .heading = 60.0 * degree});
  const auto& v = flight.velocity;
  const std::string text =
      opm("ITRF2014", "2030-01-02T00:00:00.25", {-4314.499952446, 3620.295318812, -3230.373735384},
          {1e-3 * v.x, 1e-3 * v.y, 1e-3 * v.z});
  const Entry entry = read(text, "{orbit: {file: orbit.txt}}");
  EXPECT_NEAR(entry.point.altitude, 120e3, 1e-5);
  EXPECT_NEAR(entry.point.latitude, -30.0 * degree, 1e-12);
  EXPECT_NEAR(entry.point.longitude, 140.0 * degree, 1e-12);
  EXPECT_NEAR(entry.point.speed, 7600.0, 1e-8);
  EXPECT_NEAR(entry.point.flight_path_angle, -1.5 * degree, 1e-11);
  EXPECT_NEAR(entry.point.heading, 60.0 * degree, 1e-11);
  EXPECT_EQ(entry.epoch.seconds_since_2000, 10959LL * 86400 - 43200);
  EXPECT_EQ(entry.epoch.fraction, 0.25);
}

// A burn is a manoeuvre along the velocity, whoever asks for it; an OEM with that state is the
// same.
TEST_F(OrbitFileTest, BurnManoeuvreAndEphemerisAgree) {
  const Entry burn = read(circular(),
                          "{altitude: 122 km, orbit: {file: orbit.txt, "
                          "delta_v: 110 m/s, burn_after: 600 s}}");
  EXPECT_NEAR(burn.point.altitude, 122e3, 1e-2);
  EXPECT_LT(burn.point.flight_path_angle, -1.0 * degree);
  // Ten minutes to the burn, and less than half a revolution (46 min) down.
  const auto after = static_cast<double>(burn.epoch.seconds_since_2000 - 946814400LL);
  EXPECT_GT(after, 600.0 + 900.0);
  EXPECT_LT(after, 600.0 + 2790.0);
  const Entry manoeuvre = read(
      circular("MAN_EPOCH_IGNITION = 2030-01-01T20:00:00\nMAN_DURATION = 60\nMAN_DELTA_MASS = 0\n"
               "MAN_REF_FRAME = RTN\nMAN_DV_1 = 0.5\nMAN_DV_2 = 0\nMAN_DV_3 = 0\n"
               "MAN_EPOCH_IGNITION = 2030-01-02T00:10:00\nMAN_DURATION = 0\nMAN_DELTA_MASS = 0\n"
               "MAN_REF_FRAME = TNW\nMAN_DV_1 = -0.110\nMAN_DV_2 = 0\nMAN_DV_3 = 0\n"),
      "{altitude: 122 km, orbit: {file: orbit.txt}}");
  EXPECT_EQ(burn.epoch.seconds_since_2000, manoeuvre.epoch.seconds_since_2000);
  EXPECT_LT(norm(burn.flight.position - manoeuvre.flight.position), 1e-6);

  const double r = 6378.137 + 420.0, v = std::sqrt(398600.4418 / r);
  const std::string oem = fmt::format(
      "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2030-01-01T00:00:00\nORIGINATOR = TEST\nMETA_START\n"
      "OBJECT_NAME = CAN\nOBJECT_ID = 1998-067A\nCENTER_NAME = EARTH\nREF_FRAME = GCRF\n"
      "TIME_SYSTEM = TAI\nSTART_TIME = 2030-01-02T00:00:37\nSTOP_TIME = 2030-01-02T00:01:37\n"
      "META_STOP\n2030-01-02T00:00:37 {0} 0 0 0 {1} 0\n2030-01-02T00:01:37 {0} 0 0 0 {1} 0\n",
      r, v);
  for (const char* epoch : {"", "epoch: 2030-01-02T00:00:00Z, "}) {
    const Entry ephemeris = read(oem, fmt::format("{{{}altitude: 122 km, orbit: {{file: orbit.txt, "
                                                  "delta_v: 110 m/s, burn_after: 600 s}}}}",
                                                  epoch));
    EXPECT_EQ(burn.epoch.seconds_since_2000, ephemeris.epoch.seconds_since_2000);
    EXPECT_LT(norm(burn.flight.position - ephemeris.flight.position), 1e-6);
  }
}

// Source: without gravity, constant acceleration along axes that do not turn adds delta_v and half
// of delta_v times the duration, seen from those axes.
TEST(Manoeuvre, AFiniteBurnInFixedAxes) {
  environment::Planet planet = environment::earth;
  planet.gravitational_parameter = 0.0;
  const double w = planet.rotation_rate, T = 1200.0;
  vehicle::Flight start;
  start.position = {7e6, 1e5, -2e5};
  start.velocity = {100.0, 7000.0, 50.0};
  const Thrust thrust{
      .begin = 0.0, .duration = T, .frame = ThrustFrame::fixed, .delta_v = {30.0, -200.0, 70.0}};
  const Descent end = descend(start, {&thrust, 1}, std::nullopt, planet);
  EXPECT_EQ(end.time, T);
  const Vec3<EarthFixed> spin{0.0, 0.0, w};
  const Vec3<EarthFixed> v0 = start.velocity + cross(spin, start.position);
  const Vec3<EarthFixed> dv = recast<EarthFixed>(thrust.delta_v);
  const Vec3<EarthFixed> r = start.position + T * v0 + (0.5 * T) * dv, v = v0 + dv;
  const double c = std::cos(w * T), s = std::sin(w * T);
  const auto turned = [&](const Vec3<EarthFixed>& a) {
    return Vec3<EarthFixed>{c * a.x + s * a.y, -s * a.x + c * a.y, a.z};
  };
  EXPECT_LT(norm(end.flight.position - turned(r)), 1e-3);
  EXPECT_LT(norm(end.flight.velocity + cross(spin, end.flight.position) - turned(v)), 1e-6);
}

// Source: an impulse is the limit of a short burn: in 1 s the place differs by at most delta_v 0.5
// s.
TEST(Manoeuvre, ShortBurnsAreImpulses) {
  vehicle::Flight start;
  start.position = {6.8e6, 0.0, 0.0};
  start.velocity = {0.0, 4500.0, 5500.0};
  for (const ThrustFrame frame : {ThrustFrame::rtn, ThrustFrame::tnw}) {
    const double second = frame == ThrustFrame::rtn ? 20.0 : 0.0;
    std::vector<Thrust> thrusts = {
        {.begin = 100.0, .frame = frame, .delta_v = {-40.0, second, 0.0}},
        {.begin = 500.0, .frame = frame, .delta_v = {0.0, 0.0, 0.0}}};
    const Descent impulse = descend(start, thrusts, std::nullopt);
    thrusts[0].begin = 99.5;
    thrusts[0].duration = 1.0;
    const Descent burn = descend(start, thrusts, std::nullopt);
    EXPECT_EQ(burn.time, 500.0);
    EXPECT_LT(norm(impulse.flight.position - burn.flight.position), 0.1);
    EXPECT_LT(norm(impulse.flight.velocity - burn.flight.velocity), 1e-3);
    EXPECT_GT(norm(impulse.flight.position - start.position), 1e6);
  }
}

// Source: energy and angular momentum of two-body motion, on a hyperbola: a capsule that comes home
// from another planet, 6 km/s faster than escape at its perigee radius of 6440 km.
TEST(Manoeuvre, ArrivalsOnAHyperbola) {
  environment::Planet planet = environment::earth;
  planet.degree = 0;
  planet.flattening = 0.0;
  planet.rotation_rate = 0.0;
  const double mu = planet.gravitational_parameter, energy = 0.5 * 6000.0 * 6000.0;
  const double perigee = 6.44e6, r1 = 4e7, r2 = planet.equatorial_radius + 125e3;
  const double h = perigee * std::sqrt(2.0 * (energy + mu / perigee));
  const double v1 = std::sqrt(2.0 * (energy + mu / r1)), v2 = std::sqrt(2.0 * (energy + mu / r2));
  vehicle::Flight start;
  start.position = {r1, 0.0, 0.0};
  start.velocity = {-std::sqrt(v1 * v1 - h * h / (r1 * r1)), h / r1, 0.0};
  const Descent end = descend(start, {}, 125e3, planet);
  EXPECT_NEAR(norm(end.flight.velocity), v2, 1e-4);
  EXPECT_NEAR(norm(cross(end.flight.position, end.flight.velocity)) / h, 1.0, 1e-9);
  EXPECT_LT(dot(end.flight.position, end.flight.velocity), 0.0);
  EXPECT_GT(end.time, (r1 - r2) / v2);
}

constexpr auto tle =
    "1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985\n"
    "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\n";

// Source: tcppver.out of AIAA 2006-6753, 120 min after the epoch: r = 6751.0 km.
TEST_F(OrbitFileTest, TwoLineElementsAtAnEpoch) {
  const Entry entry = read(tle, "{epoch: 2006-06-25T21:46:43.980096Z, orbit: {file: orbit.txt}}");
  const double r = 1e3 * std::hypot(-3935.69800083, 409.10980837, 5471.33577327);
  EXPECT_NEAR(norm(entry.flight.position), r, 0.01);
  EXPECT_NEAR(entry.flight.position.z, 5471335.77327, 0.01);
  const Entry own = read(tle, "{orbit: {file: orbit.txt}}");
  EXPECT_NEAR(own.flight.position.z, 900.55879, 0.01);
  EXPECT_NEAR(static_cast<double>(entry.epoch.seconds_since_2000 - own.epoch.seconds_since_2000),
              7200.0, 0.0);
}

TEST_F(OrbitFileTest, WhatCannotBeFlownIsRefused) {
  const std::string plain = "{altitude: 122 km, orbit: {file: orbit.txt}}";
  EXPECT_THAT(message(circular(), plain), HasSubstr("case.yaml:1:"));
  EXPECT_THAT(message(circular(), plain), HasSubstr("does not come down to the altitude"));
  EXPECT_THAT(message(circular("", -20.0), plain), HasSubstr("the state lies inside the Earth"));
  EXPECT_THAT(message(circular("", 110.0), plain), HasSubstr("below the altitude of entry"));
  EXPECT_EQ(message(circular("", 110.0), "{orbit: {file: orbit.txt}}"), "no error");
  EXPECT_THAT(message(circular("", 2000.0), "{orbit: {file: orbit.txt}}"),
              HasSubstr("the run would begin at 2000"));
  EXPECT_THAT(message(circular(),
                      "{epoch: 2030-01-02T00:00:01Z, altitude: 122 km, "
                      "orbit: {file: orbit.txt}}"),
              HasSubstr("orbit.txt:9:1: error: an OPM has one state, at 2030-01-02T00:00:00.000Z"));
  EXPECT_THAT(message(tle, "{epoch: 2006-08-25T21:46:43Z, orbit: {file: orbit.txt}}"),
              HasSubstr("orbit.txt:1:1: error: 2006-08-25T21:46:43.000Z is 61.1 days from"));
  const std::string burn =
      "MAN_EPOCH_IGNITION = 2030-01-01T23:59:59\nMAN_DURATION = 100\nMAN_DELTA_MASS = 0\n"
      "MAN_REF_FRAME = RTN\nMAN_DV_1 = 0\nMAN_DV_2 = -0.1\nMAN_DV_3 = 0\n";
  EXPECT_THAT(message(circular(burn), plain),
              HasSubstr("orbit.txt:16:1: error: the state's epoch lies within this manoeuvre"));
  const std::string other =
      "SEMI_MAJOR_AXIS = 7000\nECCENTRICITY = 0\nINCLINATION = 0\nRA_OF_ASC_NODE = 0\n"
      "ARG_OF_PERICENTER = 0\nTRUE_ANOMALY = 10\nGM = 398600.44\n";
  EXPECT_THAT(message(circular(other), plain), HasSubstr("are of another orbit"));
  EXPECT_THAT(message(circular(), "{altitude: 122 km, orbit: {file: nowhere.txt}}"),
              HasSubstr("nowhere.txt"));
  // The elements of the case need what a file does not.
  EXPECT_THAT(message(circular(),
                      "{altitude: 122 km, orbit: {perigee_altitude: 50 km, "
                      "apogee_altitude: 400 km, inclination: 0 deg, ascending_node: 0 "
                      "deg, argument_of_perigee: 0 deg, true_anomaly: 180 deg}}"),
              HasSubstr("entry.epoch: is missing"));
  EXPECT_THAT(message(circular(),
                      "{epoch: 2030-01-02T00:00:00Z, altitude: 122 km, orbit: "
                      "{inclination: 0 deg, ascending_node: 0 deg, "
                      "argument_of_perigee: 0 deg, true_anomaly: 180 deg}}"),
              HasSubstr("give perigee_altitude and apogee_altitude, or semi_major_axis"));
  EXPECT_THAT(message(circular(), "{orbit: {file: orbit.txt, inclination: 3 deg}}"),
              HasSubstr("inclination"));
}

}  // namespace
}  // namespace tektite::trajectory
