// OPM, OEM and TLE files, and their times.
#include "io/input/orbit_file.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::input {
namespace {

Instant utc(const std::string& text) {
  const InstantReading reading = read_instant(text, TimeScale::utc);
  EXPECT_EQ(reading.problem, "") << text;
  return reading.value;
}

// Source: IERS Bulletin C 52 and its list of TAI - UTC: 32 s in 2004, 36 s until the leap second at
// the end of 2016, 37 s from then on. TT = TAI + 32.184 s, GPS = TAI - 19 s by definition.
TEST(OrbitTimes, ScalesAndLeapSeconds) {
  const auto read = [](const char* text, TimeScale scale) {
    return read_instant(text, scale).value;
  };
  const Instant noon = utc("2004-04-06T12:00:00");
  EXPECT_EQ(noon, read("2004-04-06T12:00:32", TimeScale::tai));
  EXPECT_EQ(noon, read("2004-04-06T12:00:13", TimeScale::gps));
  EXPECT_NEAR(seconds_between(noon, read("2004-04-06T12:01:04.184", TimeScale::tt)), 0.0, 1e-12);
  EXPECT_EQ(noon, utc("2004-097T12:00:00Z"));
  EXPECT_EQ(read("2000-01-01T12:00:00", TimeScale::tai).seconds, 0);

  const Instant before = utc("2016-12-31T23:59:59"), leap = utc("2016-12-31T23:59:60.25");
  const Instant after = utc("2017-01-01T00:00:00");
  EXPECT_EQ(seconds_between(before, leap), 1.25);
  EXPECT_EQ(seconds_between(before, after), 2.0);
  EXPECT_EQ(utc_text(before), "2016-12-31T23:59:59.000Z");
  EXPECT_EQ(utc_text(leap), "2017-01-01T00:00:00.250Z");  // has no name of its own here
  EXPECT_EQ(utc_text(after), "2017-01-01T00:00:00.000Z");
  EXPECT_EQ(utc_text(later(after, -2.0)), "2016-12-31T23:59:59.000Z");
  for (const char* text :
       {"1999-12-31T23:59:59.999", "2000-02-29T00:00:00", "2096-12-31T12:30:00"}) {
    const UtcMoment moment = utc_of(utc(text));
    EXPECT_EQ(instant_of(moment), utc(text));
  }
  EXPECT_EQ(utc_of(utc("2000-01-01T12:00:00")).seconds_since_2000, 0);
}

TEST(OrbitTimes, WrongOnesAreRefused) {
  for (const char* text : {"",
                           "now",
                           "2004-04-06",
                           "2004-04-06 12:00:00",
                           "2004-04-06T12:00",
                           "2004-04-31T12:00:00",
                           "2004-00-06T12:00:00",
                           "2005-366T12:00:00",
                           "2004-000T12:00:00",
                           "2004-04-06T24:00:00",
                           "2004-04-06T12:60:00",
                           "2004-04-06T12:00:60",
                           "2004-12-31T23:59:60",
                           "1971-04-06T12:00:00",
                           "2100-01-01T00:00:00",
                           "2004-04-06T12:00:00.1234567890123456789",
                           "2004-04-06T12:00:00,5",
                           "-004-04-06T12:00:00",
                           "2004-04-06T12:00:00.5e3",
                           "2004-04-06T12:00:-1",
                           "2004-04-06T1",
                           "2004-097T"}) {
    EXPECT_NE(read_instant(text, TimeScale::utc).problem, "") << text;
  }
  // Only UTC has leap seconds.
  EXPECT_NE(read_instant("2016-12-31T23:59:60", TimeScale::tai).problem, "");
}

const std::string opm =
    "CCSDS_OPM_VERS = 2.0\r\n"
    "COMMENT made by hand\r\n"
    "CREATION_DATE = 2030-01-01T00:00:00\r\n"
    "ORIGINATOR = TEST\r\n"
    "OBJECT_NAME = CAN\r\n"
    "OBJECT_ID = 1998-067A\r\n"
    "CENTER_NAME = EARTH\r\n"
    "REF_FRAME = ITRF-97\r\n"
    "TIME_SYSTEM = GPS\r\n"
    "EPOCH = 2030-01-02T03:04:23.5\r\n"
    "X = 6503.514 [km]\r\n"
    "Y = 1.239647E+3 [km]\r\n"
    "Z = -717.490\r\n"
    "X_DOT = -0.87316 [km/s]\r\n"
    "Y_DOT =  8.74042 [km/s]\r\n"
    "Z_DOT = -4.191076 [km/s]\r\n"
    "MASS = 3000 [kg]\r\n"
    "CX_X = 3.331349476038534e-04 [km**2]\r\n"
    "MAN_EPOCH_IGNITION = 2030-01-02T04:00:00\r\n"
    "MAN_DURATION = 132.6 [s]\r\n"
    "MAN_DELTA_MASS = -18.418 [kg]\r\n"
    "MAN_REF_FRAME = TNW\r\n"
    "MAN_DV_1 = -0.1 [km/s]\r\n"
    "MAN_DV_2 = 0.002 [km/s]\r\n"
    "MAN_DV_3 = 0\r\n"
    "USER_DEFINED_THING = anything [at all]\r\n";

TEST(Opm, StateAndManoeuvre) {
  const auto message = std::get<OrbitMessage>(orbit_of({"can.opm", opm}));
  EXPECT_EQ(message.axes, Axes::earth_fixed);
  EXPECT_EQ(utc_text(message.state.time), "2030-01-02T03:04:05.500Z");  // GPS is 18 s ahead
  EXPECT_EQ(message.state.position, (Vec3<FileAxes>{6503514.0, 1239647.0, -717490.0}));
  EXPECT_NEAR(message.state.velocity.y, 8740.42, 1e-9);
  EXPECT_FALSE(message.elements);
  ASSERT_EQ(message.manoeuvres.size(), 1U);
  EXPECT_EQ(message.manoeuvres[0].burn_axes, BurnAxes::tnw);
  EXPECT_EQ(message.manoeuvres[0].duration, 132.6);
  EXPECT_EQ(message.manoeuvres[0].delta_v, (Vec3<FileAxes>{-100.0, 2.0, 0.0}));
}

TEST(Opm, Elements) {
  std::string text = opm;
  text.replace(text.find("MASS"), 4,
               "SEMI_MAJOR_AXIS = 41399.5123 [km]\nECCENTRICITY = 0.020842611\n"
               "INCLINATION = 90 [deg]\nRA_OF_ASC_NODE = 0 [deg]\nARG_OF_PERICENTER = 180 [deg]\n"
               "MEAN_ANOMALY = 45 [deg]\nGM = 398600.4415 [km**3/s**2]\nMASS");
  const auto message = std::get<OrbitMessage>(orbit_of({"can.opm", text}));
  ASSERT_TRUE(message.elements);
  EXPECT_DOUBLE_EQ(message.elements->semi_major_axis, 41399512.3);
  EXPECT_DOUBLE_EQ(message.elements->inclination, 0.5 * constants::pi);
  EXPECT_TRUE(message.elements->anomaly_is_mean);
}

const std::string meta =
    "META_START\nOBJECT_NAME = CAN\nOBJECT_ID = 1998-067A\nCENTER_NAME = EARTH\n"
    "REF_FRAME = EME2000\nTIME_SYSTEM = UTC\n";

TEST(Oem, SegmentsAccelerationsAndCovariance) {
  const std::string text =
      "CCSDS_OEM_VERS = 3.0\nCREATION_DATE = 2030-01-01T00:00:00\nORIGINATOR = TEST\n" + meta +
      "START_TIME = 2030-01-01T00:00:00\nUSEABLE_START_TIME = 2030-01-01T00:01:00\n"
      "USEABLE_STOP_TIME = 2030-01-01T00:02:00\nSTOP_TIME = 2030-01-01T00:03:00\n"
      "INTERPOLATION = LAGRANGE\nINTERPOLATION_DEGREE = 2\nMETA_STOP\nCOMMENT states\n"
      "2030-01-01T00:00:00 7000 0 0 0 7.5 0\n"
      "2030-01-01T00:01:00 6990 450 0 -0.5 7.5 0 -0.008 0 0\n"
      "2030-01-01T00:02:00 6960 900 0 -1.0 7.4 0\n"
      "2030-01-01T00:03:00 6910 1340 0 -1.5 7.3 0\n"
      "COVARIANCE_START\nEPOCH = 2030-01-01T00:00:00\n1\n0 1\n0 0 1\n0 0 0 1\n0 0 0 0 1\n"
      "0 0 0 0 0 1\nCOVARIANCE_STOP\n" +
      meta +
      "START_TIME = 2030-01-01T00:02:00\nSTOP_TIME = 2030-01-01T00:03:00\nMETA_STOP\n"
      "2030-01-01T00:02:00 6961 901 0 -1.0 7.4 0\n"
      "2030-01-01T00:03:00 6911 1341 0 -1.5 7.3 0\n";
  const auto oem = std::get<Ephemeris>(orbit_of({"can.oem", text}));
  ASSERT_EQ(oem.segments.size(), 2U);
  EXPECT_EQ(oem.segments[0].states.size(), 4U);
  EXPECT_EQ(oem.segments[0].interpolation, Interpolation::lagrange);
  EXPECT_EQ(oem.segments[0].degree, 2);
  EXPECT_EQ(utc_text(oem.segments[0].usable_begin), "2030-01-01T00:01:00.000Z");
  EXPECT_EQ(oem.segments[1].degree, 0);
  // The end of the first is the beginning of the second, whose state counts.
  EXPECT_EQ(state_at(oem, utc("2030-01-01T00:02:00")).state.position.x, 6961e3);
  EXPECT_EQ(state_at(oem, utc("2030-01-01T00:01:00")).state.position.y, 450e3);
}

// Source: the columns of the format, with the case of Spacetrack Report #3; the program's output
// tcppver.out has 21:46:43.980 as the time of 06251 two hours after its epoch.
TEST(Tle, Fields) {
  const std::string text =
      "REPORT 3\n"
      "1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87\n"
      "2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058\n";
  const auto tle = std::get<TwoLineElements>(orbit_of({"a.tle", text}));
  EXPECT_EQ(tle.line, 2);
  EXPECT_DOUBLE_EQ(tle.drag, 0.66816e-4);
  EXPECT_DOUBLE_EQ(tle.eccentricity, 0.0086731);
  EXPECT_DOUBLE_EQ(tle.inclination, 72.8435 * constants::degree);
  EXPECT_DOUBLE_EQ(tle.ascending_node, 115.9689 * constants::degree);
  EXPECT_DOUBLE_EQ(tle.argument_of_perigee, 52.6988 * constants::degree);
  EXPECT_DOUBLE_EQ(tle.mean_anomaly, 110.5714 * constants::degree);
  EXPECT_DOUBLE_EQ(tle.mean_motion, 16.05824518 * 2.0 * constants::pi / 86400.0);
  const auto timed = std::get<TwoLineElements>(
      orbit_of({"b.tle",
                "1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985  \r\n"
                "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\r\n"}));
  EXPECT_EQ(utc_text(timed.epoch), "2006-06-25T19:46:43.980Z");
}

}  // namespace
}  // namespace tektite::input
