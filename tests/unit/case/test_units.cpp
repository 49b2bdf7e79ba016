// Units against their definitions (SI brochure, BIPM 2019; inch, pound and degree by definition),
// strict numbers, and what may not be a unit.
#include "io/case/section.hpp"
#include "io/case/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <gmock/gmock.h>
#include <numbers>
#include <random>

namespace tektite::io {
namespace {

using testing::HasSubstr;

TEST(Units, ConvertExactly) {
  EXPECT_EQ(to_si("122 km", "m"), 122000.0);
  EXPECT_EQ(to_si("122km", "m"), 122000.0);
  EXPECT_EQ(to_si("  122   km ", "m"), 122000.0);
  EXPECT_EQ(to_si("101.3 kPa", "Pa"), 101300.0);
  EXPECT_EQ(to_si("7.59 km/s", "m/s"), 7590.0);
  EXPECT_EQ(to_si("7.59 km s-1", "m/s"), 7590.0);
  EXPECT_EQ(to_si("2 mm", "m"), 0.002);
  EXPECT_EQ(to_si("4.8 mm", "m"), 0.0048);
  EXPECT_EQ(to_si("50 um", "m"), 50e-6);
  EXPECT_EQ(to_si("50 \xC2\xB5m", "m"), 50e-6);
  EXPECT_EQ(to_si("1 min", "s"), 60.0);
  EXPECT_EQ(to_si("2 h", "s"), 7200.0);
  EXPECT_EQ(to_si("1 day", "s"), 86400.0);
  EXPECT_EQ(to_si("50 kN m", "N m"), 50000.0);
  EXPECT_EQ(to_si("5 kJ", "N m"), 5000.0);
  EXPECT_EQ(to_si("16 W/(m K)", "W/(m K)"), 16.0);
  EXPECT_EQ(to_si("16 W m-1 K-1", "W/(m K)"), 16.0);
  EXPECT_EQ(to_si("16 W/m/K", "W/(m K)"), 16.0);
  EXPECT_EQ(to_si("0.864 kJ/kg/K", "J/(kg K)"), 864.0);
  EXPECT_EQ(to_si("2.84 g/cm3", "kg/m3"), 2840.0);
  EXPECT_EQ(to_si("2.84 g/cm^3", "kg/m3"), 2840.0);
  EXPECT_EQ(to_si("1 inch", "m"), 0.0254);
  EXPECT_EQ(to_si("1 lb", "kg"), 0.45359237);
  EXPECT_EQ(to_si("23 1/MK", "1/K"), 23e-6);
  EXPECT_EQ(to_si("5 %", "1"), 0.05);
  EXPECT_EQ(to_si("0.05", "1"), 0.05);
  EXPECT_EQ(to_si("+1e3", "1"), 1000.0);
}

TEST(Units, AnglesAndTemperatures) {
  constexpr double degree = std::numbers::pi / 180.0;
  EXPECT_DOUBLE_EQ(to_si("-1.2 deg", "rad"), -1.2 * degree);
  EXPECT_DOUBLE_EQ(to_si("90 \xC2\xB0", "rad"), std::numbers::pi / 2.0);
  EXPECT_DOUBLE_EQ(to_si("1 deg/s", "rad/s"), degree);
  EXPECT_DOUBLE_EQ(to_si("1 rpm", "rad/s"), 2.0 * std::numbers::pi / 60.0);
  EXPECT_EQ(to_si("295 K", "K"), 295.0);
  EXPECT_EQ(to_si("0 degC", "K"), 273.15);
  EXPECT_EQ(to_si("20 degC", "K"), 293.15);
  EXPECT_EQ(to_si("20 \xC2\xB0"
                  "C",
                  "K"),
            293.15);
  EXPECT_NEAR(to_si("212 degF", "K"), 373.15, 1e-12);
  EXPECT_DOUBLE_EQ(to_si("5 W/(m degC)", "W/(m K)"), 5.0);  // a difference has no offset
}

TEST(Units, DimensionsMustBeEqual) {
  const char* wrong[][2] = {{"1 s", "m"},     {"1 s", "Hz"},   {"1 Hz", "s"},  {"1 1/s", "rad/s"},
                            {"1 rad", "1"},   {"1 deg", "1"},  {"5 %", "rad"}, {"1 rad/s", "1/s"},
                            {"1 kg m", "kg"}, {"1 sr", "rad"}, {"1 N", "N m"}, {"1 m2", "m"}};
  for (const auto& [value, unit] : wrong) {
    EXPECT_FALSE(read_quantity(value, unit).problem.empty()) << value << " as " << unit;
  }
  EXPECT_THAT(read_quantity("1 s", "m").problem, HasSubstr("another dimension"));
}

TEST(Units, RefusesWhatIsNoUnit) {
  // Scale factors, offsets, time stamps, logarithms and their like are UDUNITS', not ours.
  for (const char* value : {"1 2 m",
                            "1 10 m",
                            "1 m 3",
                            "1 m @ 5",
                            "1 s since 2000-01-01",
                            "1 lg(re 1 mW)",
                            "1 m + 1",
                            "1 m from 3",
                            "1 (",
                            "1 )",
                            "1 m/",
                            "1 /m",
                            "1 m^",
                            "1 m^x",
                            "1 m^2.5",
                            "1 m--1",
                            "1 $",
                            "1 m;",
                            "1 0x1 m",
                            "1 m\nm",
                            "1 m^999999999999",
                            "1 nan",
                            "1 inf",
                            "1 ",
                            "1",
                            "m",
                            "",
                            " ",
                            "- m",
                            "+-1 m",
                            "--1 m",
                            ". m",
                            "e5 m",
                            ".e1 m",
                            "1e m",
                            "1..2 m",
                            "1,5 m",
                            "1_000 m",
                            "0x10 m",
                            "010 m",
                            "00 m",
                            "-010 m",
                            "0b1 m",
                            "nan m",
                            "inf m",
                            "-inf m",
                            "infinity m",
                            "1e400 m",
                            "1e-400 m",
                            "1e308 km",
                            "1 m m m m m m m m m m m m m m m m m m m m m m m m m m m"
                            "m m m m m m m m m m m m m m"}) {
    const auto reading = read_quantity(value, "m");
    EXPECT_FALSE(reading.problem.empty()) << "'" << value << "' read as " << reading.value;
    EXPECT_EQ(reading.problem.find('\n'), std::string::npos);
  }
  EXPECT_THROW(static_cast<void>(to_si("1 kg", "m")), Error);
}

TEST(Units, ReadsEveryFormOfADecimalNumber) {
  const std::pair<const char*, double> forms[] = {
      {"0", 0.0},
      {"-0", -0.0},
      {"0.5", 0.5},
      {".5", 0.5},
      {"5.", 5.0},
      {"-.5e1", -5.0},
      {"1e5", 1e5},
      {"1E+5", 1e5},
      {"1e-5", 1e-5},
      {"0e0", 0.0},
      {"+3.25", 3.25},
      {"1e05", 1e5},
      {"4.9406564584124654e-324", 4.9406564584124654e-324},
      {"1.7976931348623157e308", 1.7976931348623157e308}};
  for (const auto& [text, value] : forms) {
    const auto reading = read_number(text);
    EXPECT_TRUE(reading.problem.empty()) << text << ": " << reading.problem;
    EXPECT_EQ(std::signbit(reading.value), std::signbit(value)) << text;
    EXPECT_EQ(reading.value, value) << text;
  }
}

// Random bit patterns: what we print, we read back to the same bits.
TEST(Units, ShortestTextReadsToEqualBits) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = random();
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const auto reading = read_quantity(quantity_text(value, "kg/m3"), "kg/m3");
    ASSERT_TRUE(reading.problem.empty()) << shortest(value) << ": " << reading.problem;
    std::uint64_t back = 0;
    std::memcpy(&back, &reading.value, sizeof back);
    ASSERT_EQ(back, bits) << shortest(value);
  }
}

}  // namespace
}  // namespace tektite::io
