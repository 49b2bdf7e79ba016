// Entry states against computed examples, and the entry section of a case.
#include "solver/trajectory/entry.hpp"

#include "solver/base/constants.hpp"
#include "solver/environment/earth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>
#include <string>

namespace tektite::trajectory {
namespace {

using constants::degree;
using testing::HasSubstr;

template <class F>
void expect_near(const Vec3<F>& a, const Vec3<F>& b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

constexpr EntryPoint example{.altitude = 120e3,
                             .latitude = -30 * degree,
                             .longitude = 140 * degree,
                             .speed = 7600.0,
                             .flight_path_angle = -1.5 * degree,
                             .heading = 60 * degree};

// DYN-04. Source: entry example 2, computed outside this code from the definitions of the angles.
TEST(Entry, StateFromAngles) {
  const vehicle::Flight flight = flight_of(example);
  expect_near(flight.position, {-4314499.952446, 3620295.318812, -3230373.735384}, 1e-6);
  expect_near(flight.velocity, {-5552.2482043836, -3930.0869917169, 3389.2412299004}, 1e-8);
}

// Source: the same example: inertial speed, angle and osculating inclination.
TEST(Entry, InertialQuantities) {
  const vehicle::Flight flight = flight_of(example);
  const auto inertial = environment::velocity_to_inertial(flight.position, flight.velocity, 0.0);
  expect_near(inertial, {-5816.2443023709, -4244.7052899242, 3389.2412299004}, 1e-8);
  EXPECT_NEAR(norm(inertial), 7958.214428980, 1e-8);
  const auto up = environment::local_frame(flight.position).up;
  EXPECT_NEAR(std::asin(dot(recast<EarthFixed>(inertial), up) / norm(inertial)) / degree,
              -1.432467732, 1e-9);
  EXPECT_NEAR(inclination_of(flight) / degree, 40.345831309, 1e-8);
}

io::Case read(const std::string& attitude, const std::string& altitude = "120 km",
              const std::string& angle = "-1.5 deg") {
  static const io::Keys root = {
      {.name = "entry", .type = io::KeyType::section, .keys = &entry_keys()}};
  return io::read_case_text("entry:\n  epoch: 2031-01-15T12:00:00Z\n  altitude: " + altitude +
                                "\n  latitude: -30 deg\n  longitude: 140 deg\n"
                                "  speed: 7.6 km/s\n  flight_path_angle: " +
                                angle + "\n  heading: 60 deg\n" + attitude,
                            "case.yaml", root);
}
Entry entry_of(const std::string& attitude) {
  return read_entry(read(attitude).root().section("entry"));
}

TEST(ReadEntry, TumblesByDefault) {
  const Entry entry = entry_of("");
  EXPECT_EQ(entry.mode, vehicle::AttitudeMode::tumbling);
  expect_near(entry.flight.rate, {0.0, 0.0, 1.0 * degree}, 1e-15);
  expect_near(entry.wind, {}, 0.0);
  expect_near(entry.flight.velocity, flight_of(example).velocity, 1e-9);
  EXPECT_NEAR(entry.inclination / degree, 40.345831309, 1e-8);
  // 2031-01-15T12:00Z is 11 337 days after 2000-01-01T12:00Z.
  EXPECT_EQ(entry.epoch.seconds_since_2000, 11337LL * 86400);
}

TEST(ReadEntry, TumblingAboutAnAxis) {
  const Entry entry = entry_of("  attitude: {mode: tumbling, rate: 3 deg/s, axis: [0, 2, 0]}\n");
  expect_near(entry.flight.rate, {0.0, 3.0 * degree, 0.0}, 1e-15);
}

TEST(ReadEntry, FixedBroadside) {
  const Entry entry = entry_of("  attitude: {mode: fixed, direction: [0, 2, 0]}\n");
  EXPECT_EQ(entry.mode, vehicle::AttitudeMode::fixed);
  expect_near(entry.wind, {0, 1, 0}, 0.0);
  expect_near(entry.flight.rate, {}, 0.0);
  expect_near(rotate<EarthFixed>(entry.flight.attitude, entry.wind), unit(entry.flight.velocity),
              1e-14);
}

TEST(ReadEntry, FixedAtAngles) {
  const Entry entry = entry_of("  attitude: {mode: fixed, angle_of_attack: 20 deg}\n");
  // The nose is 20 deg above the velocity, in the vertical plane.
  const auto nose = rotate<EarthFixed>(entry.flight.attitude, Vec3<BodyAxes>{1, 0, 0});
  const auto v = unit(entry.flight.velocity);
  EXPECT_NEAR(dot(nose, v), std::cos(20 * degree), 1e-14);
  EXPECT_GT(dot(nose, environment::local_frame(entry.flight.position).up), std::sin(18 * degree));
  // Sideslip to the right: +y is left.
  const Entry slipping = entry_of("  attitude: {mode: fixed, sideslip: 10 deg}\n");
  EXPECT_NEAR(slipping.wind.y, -std::sin(10 * degree), 1e-15);
}

TEST(ReadEntry, SpinningAxisLiesAcrossTheFlight) {
  for (const char* axis : {"[1, 0, 0]", "[0, 0, 1]", "[1, 1, 0]"}) {
    const Entry entry =
        entry_of(std::string("  attitude: {mode: spinning, rate: 2 deg/s, axis: ") + axis + "}\n");
    EXPECT_EQ(entry.mode, vehicle::AttitudeMode::spinning);
    const auto spin = rotate<EarthFixed>(entry.flight.attitude, entry.wind);
    EXPECT_NEAR(dot(spin, unit(entry.flight.velocity)), 0.0, 1e-14);
    EXPECT_NEAR(dot(spin, environment::local_frame(entry.flight.position).up), 0.0, 1e-14);
    EXPECT_NEAR(norm(entry.flight.rate), 2 * degree, 1e-15);
    EXPECT_NEAR(dot(unit(entry.flight.rate), entry.wind), 1.0, 1e-14);
  }
}

void expect_refused(const std::string& attitude, const std::string& altitude,
                    const std::string& angle, const char* what) {
  try {
    (void)read_entry(read(attitude, altitude, angle).root().section("entry"));
    ADD_FAILURE() << "accepted: " << attitude << altitude << angle;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    EXPECT_THAT(error.what(), HasSubstr(what));
    EXPECT_THAT(error.what(), HasSubstr("case.yaml:"));
  }
}

TEST(ReadEntry, Refuses) {
  const char *h = "120 km", *g = "-1.5 deg";
  expect_refused("", "-1 m", g, "altitude");
  expect_refused("", "0 m", g, "altitude");
  expect_refused("", "1001 km", g, "altitude");
  expect_refused("", h, "1.5 deg", "flight_path_angle");
  expect_refused("  attitude: {mode: fixed, direction: [0, 0, 0]}\n", h, g, "must not be zero");
  expect_refused("  attitude: {mode: fixed, direction: [0, 1]}\n", h, g, "must have 3 items");
  expect_refused("  attitude: {mode: fixed, direction: [0, 1, 0], sideslip: 1 deg}\n", h, g,
                 "only where sideslip is not given");
  expect_refused("  attitude: {mode: tumbling, direction: [0, 1, 0]}\n", h, g,
                 "only where mode is fixed or integrated");
  expect_refused("  attitude: {mode: fixed, rates: [0 deg/s, 0 deg/s, 0 deg/s]}\n", h, g,
                 "only where mode is integrated");
  expect_refused("  attitude: {mode: integrated, rates: [0 deg/s, 0 deg/s]}\n", h, g,
                 "must have 3 items");
  expect_refused("  attitude: {mode: sailing}\n", h, g, "mode");
}

// UTC exists from 1960 on; a year that was mistyped is an error, not a flight.
TEST(ReadEntry, RefusesAnEpochOutOfRange) {
  static const io::Keys root = {
      {.name = "entry", .type = io::KeyType::section, .keys = &entry_keys()}};
  const auto entry_at = [&](const std::string& epoch) {
    std::string text = read("").resolved();
    const std::string known = "2031-01-15T12:00:00Z";
    text.replace(text.find(known), known.size(), epoch);
    return read_entry(io::read_case_text(text, "case.yaml", root).root().section("entry"));
  };
  EXPECT_NO_THROW((void)entry_at("1960-01-01T00:00:00Z"));
  EXPECT_NO_THROW((void)entry_at("2199-12-31T23:59:59Z"));
  EXPECT_THROW((void)entry_at("1959-12-31T23:59:59Z"), Error);
  EXPECT_THROW((void)entry_at("2200-01-01T00:00:00Z"), Error);
}

// +x forward; the body rates are those of the case, about its own axes.
TEST(ReadEntry, IntegratedStartsAtItsAnglesAndRates) {
  const Entry entry = entry_of(
      "  attitude: {mode: integrated, angle_of_attack: 30 deg, rates: [1 deg/s, -2 deg/s, 3 "
      "deg/s]}\n");
  EXPECT_EQ(entry.mode, vehicle::AttitudeMode::integrated);
  const auto v = rotate<EarthFixed>(entry.flight.attitude, wind_of(30 * degree, 0.0));
  EXPECT_LT(norm(v - unit(entry.flight.velocity)), 1e-14);
  EXPECT_NEAR(entry.flight.rate.x, 1 * degree, 1e-16);
  EXPECT_NEAR(entry.flight.rate.y, -2 * degree, 1e-16);
  EXPECT_NEAR(entry.flight.rate.z, 3 * degree, 1e-16);
}

// What is written back must read as the same entry.
TEST(ReadEntry, ResolvedCaseReadsTheSame) {
  static const io::Keys root = {
      {.name = "entry", .type = io::KeyType::section, .keys = &entry_keys()}};
  for (const char* attitude :
       {"", "  attitude: {mode: fixed, angle_of_attack: 20 deg}\n",
        "  attitude: {mode: integrated, rates: [0 deg/s, 1 deg/s, 0.3 deg/s]}\n"}) {
    const io::Case first = read(attitude);
    const io::Case again = io::read_case_text(first.resolved(), "resolved.yaml", root);
    const Entry a = read_entry(first.root().section("entry"));
    const Entry b = read_entry(again.root().section("entry"));
    EXPECT_EQ(a.flight.velocity, b.flight.velocity);
    EXPECT_EQ(a.flight.attitude, b.flight.attitude);
    EXPECT_EQ(a.flight.rate, b.flight.rate);
    EXPECT_EQ(a.wind, b.wind);
  }
}

}  // namespace
}  // namespace tektite::trajectory
