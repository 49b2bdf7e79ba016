// Orbit files that are wrong: each is refused with its line and column, in little time and memory.
#include "io/input/orbit_file.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "../../unit/input/sample.hpp"
#include "tests/fuzz/orbit.hpp"
#include <chrono>
#include <gmock/gmock.h>

namespace tektite::input {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string message(const std::string& text) {
  try {
    (void)orbit_of({"a.txt", text});
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "no error";
}

/// The text with one line (from 1) in place of another; an empty one takes it away.
std::string with_line(const std::string& text, int number, const std::string& line) {
  std::istringstream in(text);
  std::string out, row;
  for (int i = 1; std::getline(in, row); ++i) {
    if (i != number) out += row + "\n";
    if (i == number && !line.empty()) out += line + "\n";
  }
  return out;
}

const std::string opm =
    "CCSDS_OPM_VERS = 2.0\nCREATION_DATE = 2030-01-01T00:00:00\nORIGINATOR = TEST\n"
    "OBJECT_NAME = CAN\nOBJECT_ID = 1998-067A\nCENTER_NAME = EARTH\nREF_FRAME = GCRF\n"
    "TIME_SYSTEM = UTC\nEPOCH = 2030-01-02T03:04:05\nX = 6503.514 [km]\nY = 1239.647\nZ = "
    "-717.490\n"
    "X_DOT = -0.87316\nY_DOT = 8.74042\nZ_DOT = -4.191076\n"
    "MAN_EPOCH_IGNITION = 2030-01-02T04:00:00\nMAN_DURATION = 100\nMAN_DELTA_MASS = 0\n"
    "MAN_REF_FRAME = RTN\nMAN_DV_1 = 0\nMAN_DV_2 = -0.1\nMAN_DV_3 = 0\n";

struct Wrong {
  int line;
  const char* text;
  const char* message;
};

TEST(HostileOrbits, Opm) {
  ASSERT_EQ(message(opm), "no error");
  const std::vector<Wrong> rows = {
      {1, "CCSDS_OPM_VERS = 9.0", "a.txt:1:18: error: version '9.0' is not read; known: 1.0"},
      {2, "", "a.txt:1:1: error: CREATION_DATE is missing"},
      {3, "ORIGINATOR", "a.txt:3:1: error: 'ORIGINATOR' is not of the form KEYWORD = value"},
      {3, "ORIGINATOR =", "a.txt:3:13: error: ORIGINATOR has no value"},
      {6, "CENTER_NAME = MARS BARYCENTER", "a.txt:6:15: error: CENTER_NAME must be EARTH"},
      {7, "REF_FRAME = MOD", "a.txt:7:13: error: REF_FRAME 'MOD' is not read; known: EME2000"},
      {7, "REF_FRAME = ITRF2O14", "a.txt:7:13: error: REF_FRAME 'ITRF2O14'"},
      {7, "REF_FRAME = TEME\nREF_FRAME_EPOCH = 2000-01-01T12:00:00", "a.txt:8:19: error: axes of"},
      {8, "TIME_SYSTEM = TDB", "a.txt:8:15: error: TIME_SYSTEM 'TDB' is not read"},
      {8, "", "a.txt:1:1: error: TIME_SYSTEM is missing"},
      {9, "EPOCH = 2030-02-30T00:00:00", "a.txt:9:9: error: EPOCH = '2030-02-30T00:00:00': that"},
      {10, "X = 6503514 [m]", "a.txt:10:14: error: X is in [km], found [m]"},
      {10, "X = 6503514", "a.txt:10:5: error: X = 6503514 km is out of range: units are km"},
      {10, "X = nan", "a.txt:10:5: error: 'nan' is no finite number"},
      {10, "X = 1e999", "a.txt:10:5: error: '1e999' is no finite number"},
      {10, "X = 65O3", "a.txt:10:5: error: expected a number, found '65O3'"},
      {10, "", "a.txt:1:1: error: X is missing"},
      {11, "X = 1239.647", "a.txt:11:1: error: X is there twice, first in line 10"},
      {11, "THRUST = 3", "a.txt:11:1: error: the standard has no keyword 'THRUST' here"},
      {13, "X_DOT = 873.16", "a.txt:13:9: error: X_DOT = 873.16 km/s is out of range"},
      {15, "Z_DOT = -4.191076\nECCENTRICITY = 0.1", "a.txt:1:1: error: SEMI_MAJOR_AXIS is missing"},
      {16, "", "a.txt:16:1: error: a manoeuvre begins with MAN_EPOCH_IGNITION"},
      {17, "MAN_DURATION = -1", "a.txt:17:16: error: MAN_DURATION must lie from 0"},
      {19, "MAN_REF_FRAME = ITRF", "a.txt:19:17: error: a manoeuvre in axes that turn"},
      {19, "MAN_REF_FRAME = LVLH", "a.txt:19:17: error: MAN_REF_FRAME 'LVLH' is not read"},
      {20, "", "a.txt:16:1: error: MAN_DV_1 is missing from what begins here"},
      {22,
       "MAN_DV_3 = 0\nMAN_EPOCH_IGNITION = 2030-01-02T04:00:50\nMAN_DURATION = 0\n"
       "MAN_DELTA_MASS = 0\nMAN_REF_FRAME = RTN\nMAN_DV_1 = 0\nMAN_DV_2 = 0\nMAN_DV_3 = 0",
       "a.txt:23:22: error: the manoeuvre begins before the end of the one in line 16"},
  };
  for (const Wrong& row : rows) {
    EXPECT_THAT(message(with_line(opm, row.line, row.text)), StartsWith(row.message)) << row.text;
  }
}

const std::string oem =
    "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2030-01-01T00:00:00\nORIGINATOR = TEST\nMETA_START\n"
    "OBJECT_NAME = CAN\nOBJECT_ID = 1998-067A\nCENTER_NAME = EARTH\nREF_FRAME = EME2000\n"
    "TIME_SYSTEM = UTC\nSTART_TIME = 2030-01-01T00:00:00\nSTOP_TIME = 2030-01-01T00:04:00\n"
    "INTERPOLATION = HERMITE\nINTERPOLATION_DEGREE = 3\nMETA_STOP\n"
    "2030-01-01T00:00:00 7000 0 0 0 7.5 0\n2030-01-01T00:01:00 6990 450 0 -0.5 7.5 0\n"
    "2030-01-01T00:02:00 6960 900 0 -1.0 7.4 0\n2030-01-01T00:03:00 6910 1340 0 -1.5 7.3 0\n";

TEST(HostileOrbits, Oem) {
  ASSERT_EQ(message(oem), "no error");
  const std::vector<Wrong> rows = {
      {1, "CCSDS_OEM_VERS = 4.0", "a.txt:1:18: error: version '4.0' is not read"},
      {4, "", "a.txt:4:1: error: the standard has no keyword 'OBJECT_NAME' here"},
      {6, "", "a.txt:4:1: error: OBJECT_ID is missing from what begins here"},
      {10, "START_TIME = 2030-01-01T00:05:00", "a.txt:11:13: error: STOP_TIME is before"},
      {11, "STOP_TIME = 2030-01-01T00:02:30", "a.txt:18:1: error: the state lies outside START"},
      {11, "STOP_TIME = 2030-01-01T00:04:00\nUSEABLE_STOP_TIME = 2030-01-01T00:05:00",
       "a.txt:12:21: error: USEABLE_STOP_TIME is after STOP_TIME"},
      {11, "STOP_TIME = 2030-01-01T00:04:00\nUSEABLE_START_TIME = 2029-01-01T00:05:00",
       "a.txt:12:22: error: USEABLE_START_TIME is before START_TIME"},
      {12, "INTERPOLATION = SPLINE", "a.txt:12:17: error: INTERPOLATION 'SPLINE' is not read"},
      {13, "INTERPOLATION_DEGREE = 1e18", "a.txt:13:24: error: INTERPOLATION_DEGREE must be a"},
      {13, "INTERPOLATION_DEGREE = 2.5", "a.txt:13:24: error: INTERPOLATION_DEGREE must be a"},
      {13, "INTERPOLATION_DEGREE = 0", "a.txt:13:24: error: INTERPOLATION_DEGREE must be a"},
      {13, "", "a.txt:4:1: error: INTERPOLATION_DEGREE is missing"},
      {14, "", "a.txt:14:1: error: '2030-01-01T00:00:00 7000 0 0 0 7.5 0' is not of the form"},
      {16, "2030-01-01T00:01:00 6990 450 0 -0.5 7.5",
       "a.txt:16:1: error: a state has 6 numbers, or"},
      {16, "2030-01-01T00:01:00 1 2 3 4 5 6 7 8 9 10", "a.txt:16:39: error: a state has 6 numbers"},
      {16, "2030-01-01T00:01:00 6990 inf 0 -0.5 7.5 0", "a.txt:16:26: error: 'inf' is no finite"},
      {16, "2030-01-01T00:01:00 6990000 0 0 0 0 0",
       "a.txt:16:21: error: '6990000' is out of range"},
      {16, "2030-01-01T00:00:00 6990 450 0 -0.5 7.5 0", "a.txt:16:1: error: times must rise"},
      {16, "X = 5", "a.txt:16:1: error: 'X = 5': states were expected"},
      {18, "COVARIANCE_START", "a.txt:18:1: error: COVARIANCE_START of line 18 has no COVARIANCE"},
      {18, "META_START", "a.txt:18:1: error: META_START of line 18 has no META_STOP"},
  };
  for (const Wrong& row : rows) {
    EXPECT_THAT(message(with_line(oem, row.line, row.text)), StartsWith(row.message)) << row.text;
  }
  const std::string second = oem.substr(oem.find("META_START"));
  EXPECT_THAT(message(oem + second),
              StartsWith("a.txt:25:14: error: the usable span begins before that of the segment"));
  std::string stranger = second;
  stranger.replace(stranger.find("1998-067A"), 9, "1998-067B");
  EXPECT_THAT(message(oem + stranger),
              StartsWith("a.txt:21:13: error: the file is about '1998-067A' and about"));
}

std::string asked(const std::string& text, const char* time) {
  const auto file = std::get<Ephemeris>(orbit_of({"a.txt", text}));
  try {
    (void)state_at(file, read_instant(time, TimeScale::utc).value);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(HostileOrbits, TimesWithoutAState) {
  EXPECT_EQ(asked(oem, "2030-01-01T00:01:30"), "no error");
  EXPECT_THAT(asked(oem, "2029-12-31T23:59:59.5"), StartsWith("a.txt:4:1: error: 2029-12-31T23:59:"
                                                              "59.500Z is before what is usable"));
  EXPECT_THAT(asked(oem, "2030-01-01T00:04:01"), HasSubstr("is after what is usable, to"));
  EXPECT_THAT(asked(oem, "2030-01-01T00:03:30"),
              StartsWith("a.txt:18:1: error: there are no states on both sides of"));
  const std::string far = with_line(with_line(oem, 11, "STOP_TIME = 2030-01-01T01:00:00"), 18,
                                    "2030-01-01T00:10:00 6910 1340 0 -1.5 7.3 0");
  EXPECT_THAT(
      asked(far, "2030-01-01T00:05:00"),
      StartsWith("a.txt:18:1: error: 2030-01-01T00:05:00.000Z lies in a hole of the ephemeris,"
                 " from 2030-01-01T00:02:00.000Z to 2030-01-01T00:10:00.000Z: 8.0 times"));
  EXPECT_EQ(asked(far, "2030-01-01T00:01:30"), "no error");
  std::string later = oem.substr(oem.find("META_START"));
  for (std::size_t i = 0; (i = later.find("01-01T00", i)) != std::string::npos; ++i) {
    later.replace(i, 8, "01-01T01");
  }
  EXPECT_THAT(
      asked(oem + later, "2030-01-01T00:30:00"),
      StartsWith("a.txt:19:1: error: 2030-01-01T00:30:00.000Z lies in the gap between two"));
  EXPECT_THAT(asked(with_line(oem, 13, "INTERPOLATION_DEGREE = 11"), "2030-01-01T00:01:30"),
              StartsWith("a.txt:16:1: error: INTERPOLATION_DEGREE 11 needs 6 states"));
}

const std::string tle =
    "1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985\n"
    "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\n";

/// With its checksum put right.
std::string summed(std::string line) {
  int sum = 0;
  for (std::size_t i = 0; i < 68; ++i) {
    if (line[i] >= '0' && line[i] <= '9') sum += line[i] - '0';
    if (line[i] == '-') ++sum;
  }
  line[68] = static_cast<char>('0' + sum % 10);
  return line;
}

TEST(HostileOrbits, Tle) {
  ASSERT_EQ(message(tle), "no error");
  EXPECT_EQ(message("A NAME\n" + tle), "no error");
  const std::string one = tle.substr(0, 69), two = tle.substr(70, 69);
  const auto changed = [](std::string line, std::size_t column, const std::string& text) {
    return summed(line.replace(column - 1, text.size(), text));
  };
  EXPECT_THAT(message(with_line(tle, 1, one.substr(0, 68) + "4")),
              StartsWith("a.txt:1:69: error: the checksum of the line is 5, but it says '4'"));
  EXPECT_THAT(message(with_line(tle, 2, two.substr(0, 68) + "x")),
              StartsWith("a.txt:2:69: error: the checksum of the line is 4, but it says 'x'"));
  EXPECT_THAT(message(with_line(tle, 2, changed(two, 3, "06252"))),
              StartsWith("a.txt:2:3: error: satellite number '06252', but '06251' in line 1"));
  EXPECT_THAT(message(with_line(tle, 2, "")), StartsWith("a.txt:1:1: error: line 2 of the TLE"));
  EXPECT_THAT(message(with_line(tle, 2, one)),
              StartsWith("a.txt:2:1: error: line 2 of a TLE begins"));
  EXPECT_THAT(message(with_line(tle, 2, two.substr(0, 60))),
              StartsWith("a.txt:2:1: error: line 2 of a TLE has 69 columns, found 60"));
  EXPECT_THAT(message(tle + tle), StartsWith("a.txt:3:1: error: a TLE ends here"));
  const std::vector<Wrong> firsts = {
      {3, "I6251", "a.txt:1:3: error: 'I6251' is no satellite number"},
      {9, "X", "a.txt:1:9: error: column 9 of line 1 must be blank"},
      {19, "06366", "a.txt:1:19: error: the epoch: that day does not exist"},
      {19, "06000", "a.txt:1:21: error: the day of the epoch is a whole number from 1 to 366"},
      {19, "60176", "a.txt:1:19: error: the epoch: the year must lie from 1972"},
      {25, "824x", "a.txt:1:25: error: the part of the day must lie from 0 to 1"},
      {54, " 12808+x", "a.txt:1:54: error: B* has the form ' 12345-3'"},
      {34, "       nan", "a.txt:1:34: error: half the rate of mean motion must lie"},
      {63, "4", "a.txt:1:63: error: ephemeris type '4' is not SGP4's"}};
  for (const Wrong& row : firsts) {
    const std::string line = changed(one, static_cast<std::size_t>(row.line), row.text);
    EXPECT_THAT(message(with_line(tle, 1, line)), StartsWith(row.message)) << row.text;
  }
  const std::vector<Wrong> seconds = {
      {9, "190.0579", "a.txt:2:9: error: the inclination must lie from 0 to 180, found '190.0579'"},
      {27, "003 035", "a.txt:2:27: error: the eccentricity must lie from 0 to 1"},
      {35, "399.1568", "a.txt:2:35: error: the argument of perigee must lie from 0 to 360"},
      {53, "00.00000000", "a.txt:2:53: error: the mean motion [rev/day] must lie from"},
      {53, "        inf", "a.txt:2:53: error: the mean motion [rev/day] must lie from"}};
  for (const Wrong& row : seconds) {
    const std::string line = changed(two, static_cast<std::size_t>(row.line), row.text);
    EXPECT_THAT(message(with_line(tle, 2, line)), StartsWith(row.message)) << row.text;
  }
}

TEST(HostileOrbits, LineEndsDoNotMatter) {
  for (const std::string& text : {opm, oem, tle}) {
    for (const char* end : {"\r\n", "\r", "\n\n"}) {
      std::string other;
      for (const char c : text) other += c == '\n' ? std::string(end) : std::string(1, c);
      EXPECT_EQ(message(other), "no error");
    }
  }
  EXPECT_THAT(message("\r\n\r\n" + with_line(opm, 10, "X = y")),
              StartsWith("a.txt:12:5: error: exp"));
}

TEST(HostileOrbits, OtherFiles) {
  EXPECT_THAT(message("<?xml version=\"1.0\"?>\n<opm/>\n"),
              StartsWith("a.txt:1:1: error: neither an OPM"));
  EXPECT_THAT(message("\x7f"
                      "ELF"),
              StartsWith("a.txt:1:1: error: byte 0x7f is no printable"));
  EXPECT_THAT(message("CCSDS_OPM_VERS = 2.0\nOBJECT_NAME = R\xc3\xa9sum\xc3\xa9\n"),
              StartsWith("a.txt:2:16: error: byte 0xc3 is no printable character of ASCII"));
  EXPECT_THAT(message(std::string("CCSDS_OEM_VERS = 2.0\n\0", 22)), StartsWith("a.txt:2:1: error"));
  EXPECT_THAT(message(" \n \n"), StartsWith("a.txt:1:1: error: there is nothing but blanks"));
  EXPECT_THAT(message(std::string(1U << 20U, '=')),
              StartsWith("a.txt:1:4097: error: the line has"));
  EXPECT_THROW((void)read_orbit_file("/nowhere"), Error);
  EXPECT_THROW((void)read_orbit_file("/dev/null"), Error);
}

// Whatever is left of a file after a cut is read or refused, by name; so are 20 000 damaged ones.
TEST(HostileOrbits, CutsAndDamage) {
  std::uint32_t random = 1;
  const auto next = [&] { return random = random * 1664525U + 1013904223U, random >> 8U; };
  for (const std::string& text : {opm, oem, tle}) {
    for (std::size_t cut = 1; cut < text.size(); ++cut) fuzz::try_orbit(text.substr(0, cut));
    for (int i = 0; i < 20000 / 3; ++i) {
      std::string damaged = text;
      for (std::uint32_t k = 0; k <= next() % 3U; ++k) {
        damaged[next() % damaged.size()] = static_cast<char>(next() % 128U);
      }
      fuzz::try_orbit(damaged);
    }
  }
}

// 16 MiB of whatever grows are read in linear time.
TEST(HostileOrbits, LargeFilesTakeLittleTime) {
  const auto begin = std::chrono::steady_clock::now();
  std::string text = oem.substr(0, oem.find("META_START"));
  std::string name = "USER_DEFINED_A = 1\n";
  std::string users = opm, states = oem;
  while (users.size() < (16U << 20U)) users += name;
  EXPECT_EQ(message(users), "no error");
  std::string burns = opm;
  while (burns.size() < (1U << 20U)) burns += opm.substr(opm.find("MAN_EPOCH"));
  EXPECT_THAT(message(burns), HasSubstr("more than 1000 manoeuvres"));
  std::string comments = text;
  while (comments.size() < (16U << 20U)) comments += "COMMENT\n";
  EXPECT_THAT(message(comments), HasSubstr("the file ends before META_START"));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(taken.count(), 20.0);  // a busy machine; it takes about one
}

TEST(HostileOrbits, TheKeptInputsOfTheFuzzTargetAreReadOrRefused) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(TEKTITE_SOURCE) / "tests/fuzz/corpus/orbit")) {
    fuzz::try_orbit(bytes_of(entry.path().string()));
    ++files;
  }
  EXPECT_GE(files, 3U);
}

}  // namespace
}  // namespace tektite::input
