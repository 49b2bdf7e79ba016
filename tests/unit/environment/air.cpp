// Profiles from files, winds, varied density, composition.
#include "solver/base/constants.hpp"
#include "solver/environment/environment.hpp"
#include "solver/environment/tabulated.hpp"
#include "solver/environment/us76.hpp"
#include "solver/environment/variation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <numeric>
#include <unistd.h>

namespace tektite::environment {
namespace {

using testing::HasSubstr;

/// The same everywhere, and made in no time.
class EvenAir final : public Atmosphere {
 public:
  [[nodiscard]] AirState at(const AirPoint& /*point*/) const override {
    return air_of(1.0, 300.0, 0.029);
  }
  [[nodiscard]] Composition composition(const AirPoint& /*point*/) const override { return {}; }
};

class AirTest : public ::testing::Test {
 protected:
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("tektite_air_{}", getpid());
  void SetUp() override { std::filesystem::create_directories(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }

  [[nodiscard]] std::string file(const std::string& text) const {
    std::ofstream(folder / "table.csv") << text;
    return folder / "table.csv";
  }
  [[nodiscard]] Environment environment(const std::string& atmosphere) const {
    static const io::Keys root = {
        {.name = "atmosphere", .type = io::KeyType::section, .keys = &atmosphere_keys()}};
    const io::Case scenario =
        io::read_case_text("atmosphere: " + atmosphere, (folder / "case.yaml").string(), root);
    return Environment(scenario.root().section("atmosphere"), {});
  }
  static std::string message(const std::function<void()>& work) {
    try {
      work();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "no error";
  }
};

// Source: exponential between two rows, by hand.
TEST_F(AirTest, ProfileIsExponentialBetweenRows) {
  const TabulatedAtmosphere air(
      file("# a sounding\n"
           "altitude [km], density [kg/m3], temperature [K]\n"
           "0, 1.2, 300\n"
           "10, 0.4, 220\n"
           "\n"
           "20, 0.1, 220\n"));
  EXPECT_NEAR(air.at({5e3}).density, std::sqrt(1.2 * 0.4), 1e-12);
  EXPECT_NEAR(air.at({5e3}).temperature, 260.0, 1e-12);
  EXPECT_NEAR(air.at({30e3}).density, 0.1 * 0.25, 1e-12);
  EXPECT_NEAR(air.at({30e3}).temperature, 220.0, 1e-12);
  EXPECT_NEAR(air.at({5e3}).pressure, air.at({5e3}).density * 8.314462618 / 28.9644e-3 * 260.0,
              1e-6);
}

TEST_F(AirTest, ProfileWithMoleFractionsHasTheirMolarMass) {
  const TabulatedAtmosphere air(
      file("altitude [m],density [kg/m3],temperature [K],N2,O [%]\n"
           "0,1,300,0.5,50\n1000,0.5,300,1,0\n"));
  EXPECT_NEAR(air.at({0.0}).molar_mass, 0.5 * (28.0134e-3 + 15.9994e-3), 1e-12);
  const Composition parts = air.composition({1000.0});
  EXPECT_NEAR(parts[constituent::N2], 0.5 / 28.0134e-3 * constants::avogadro, 1e15);
  EXPECT_EQ(parts[constituent::O], 0.0);
}

TEST_F(AirTest, WrongTablesAreRefusedWithTheirLine) {
  const std::string head = "altitude [km],density [kg/m3],temperature [K]\n";
  const auto wrong = [&](const std::string& text) {
    return message([&] { TabulatedAtmosphere{file(text)}; });
  };
  EXPECT_THAT(wrong(head + "0,1.2,300\n10,0.4,220\n5,0.5,250\n"),
              HasSubstr("table.csv:4: error: altitudes must rise"));
  EXPECT_THAT(wrong(head + "0,1.2,300\n10,0.4\n"),
              HasSubstr(":3: error: 2 numbers, but the header names 3 columns"));
  EXPECT_THAT(wrong(head + "0,1.2,300\n10,nan,200\n"), HasSubstr(":3: error: column density"));
  EXPECT_THAT(wrong(head + "0,-1,300\n10,0.4,200\n"), HasSubstr("out of range"));
  EXPECT_THAT(wrong("altitude [K],density [kg/m3],temperature [K]\n0,1,300\n"),
              HasSubstr(":1: error: column altitude"));
  EXPECT_THAT(wrong("altitude [km],density [kg/m3],density [kg/m3]\n"), HasSubstr("twice"));
  EXPECT_THAT(wrong("altitude [km],temperature [K]\n"), HasSubstr("no column density"));
  EXPECT_THAT(wrong("altitude [km],pressure [Pa]\n"), HasSubstr("unknown column 'pressure'"));
  EXPECT_THAT(wrong(head + "0,1.2,300\n"), HasSubstr("two rows"));
  EXPECT_THAT(wrong(""), HasSubstr("no header"));
  EXPECT_THAT(wrong("altitude [km],density [kg/m3],temperature [K],N2\n0,1,300,0.9\n1,1,300,1\n"),
              HasSubstr("add up to 0.9"));
}

// Source: vectors by hand. East is +y and north +z at latitude 0, longitude 0.
TEST_F(AirTest, WindIsTakenFromTheVelocity) {
  const Environment air = environment("{wind: {east: 100 m/s, north: -20 m/s}}");
  const Freestream stream =
      air.freestream(to_earth_fixed({0.0, 0.0, 50e3}), {-3000.0, 400.0, 30.0}, 0.0);
  EXPECT_NEAR(stream.velocity.x, -3000.0, 1e-9);
  EXPECT_NEAR(stream.velocity.y, 300.0, 1e-9);
  EXPECT_NEAR(stream.velocity.z, 50.0, 1e-9);
  EXPECT_NEAR(stream.speed, std::sqrt(9e6 + 9e4 + 2500.0), 1e-9);
}

TEST_F(AirTest, WindTableByAltitudeAndLatitude) {
  (void)file(
      "latitude [deg], altitude [km], east [m/s], north [m/s]\n"
      "-45, 0, 0, 0\n-45, 20, 40, 10\n45, 0, 10, 0\n45, 20, 80, -10\n");
  const Environment air = environment("{wind: {file: table.csv}}");
  const auto wind = [&](double altitude, double latitude) {
    const Vec3<EarthFixed> place = to_earth_fixed({latitude, 0.0, altitude});
    const Vec3<EarthFixed> past = -1.0 * air.freestream(place, {}, 0.0).velocity;
    const LocalFrame frame = local_frame(latitude, 0.0);
    return WindVector{dot(past, frame.east), dot(past, frame.north)};
  };
  constexpr double degree = constants::degree;
  EXPECT_NEAR(wind(10e3, -45.0 * degree).east, 20.0, 1e-6);
  EXPECT_NEAR(wind(10e3, 0.0).east, 32.5, 1e-6);
  EXPECT_NEAR(wind(20e3, 22.5 * degree).north, -5.0, 1e-6);
  EXPECT_NEAR(wind(99e3, 80.0 * degree).east, 80.0, 1e-6);
  // A flight that has lost its numbers gets none, and no fault.
  EXPECT_TRUE(std::isnan(air.freestream({NAN, NAN, NAN}, {NAN, 0.0, 0.0}, 0.0).speed));
  for (const char* wrong :
       {"latitude [deg],altitude [km],east [m/s],north [m/s]\n1,0,0,0\n0,0,0,0\n",
        "latitude [deg],altitude [km],east [m/s],north [m/s]\n"
        "1,0,0,0\n1,5,0,0\n2,0,0,0\n",
        "altitude [km],east [m/s],north [m/s]\n0,0,0\n0,0,0\n",
        "altitude [km],east [m/s],north [m/s]\n0,2000,0\n"}) {
    (void)file(wrong);
    EXPECT_THAT(message([&] { (void)environment("{wind: {file: table.csv}}"); }),
                HasSubstr("table.csv:"))
        << wrong;
  }
}

TEST_F(AirTest, DensityFactorChangesDensityPressureAndMeanFreePathAlone) {
  const Environment plain = environment("{}");
  const Environment denser = environment("{density_factor: 1.3}");
  const AirState a = plain.atmosphere().at({70e3});
  const AirState b = denser.atmosphere().at({70e3});
  EXPECT_DOUBLE_EQ(b.density, 1.3 * a.density);
  EXPECT_DOUBLE_EQ(b.pressure, 1.3 * a.pressure);
  EXPECT_DOUBLE_EQ(b.mean_free_path, a.mean_free_path / 1.3);
  EXPECT_EQ(b.temperature, a.temperature);
  EXPECT_EQ(b.sound_speed, a.sound_speed);
}

// Source: the field's definition: standard deviation and correlation, over 4000 seeds. Their
// standard errors are 1.1 % and 0.015.
TEST_F(AirTest, PerturbationHasItsStatistics) {
  Perturbation wanted;
  wanted.altitudes = {0.0, 100e3};
  wanted.deviations = {0.1, 0.2};
  const int seeds = 4000;
  double here = 0.0, squared = 0.0, above = 0.0, product = 0.0;
  for (int seed = 0; seed < seeds; ++seed) {
    wanted.seed = static_cast<std::uint64_t>(seed);
    const VariedAtmosphere air(std::make_unique<EvenAir>(), 1.0, &wanted);
    const double a = std::log(air.factor(50e3)) / 0.15;
    const double b = std::log(air.factor(60e3)) / 0.16;
    here += a;
    squared += a * a;
    above += b * b;
    product += a * b;
    if (seed == 7) {
      const VariedAtmosphere again(std::make_unique<EvenAir>(), 1.0, &wanted);
      EXPECT_EQ(again.factor(43.21e3), air.factor(43.21e3));
    }
  }
  EXPECT_NEAR(here / seeds, 0.0, 0.05);
  EXPECT_NEAR(squared / seeds, 1.0, 0.07);
  EXPECT_NEAR(product / std::sqrt(squared * above), std::exp(-1.0), 0.05);
}

TEST_F(AirTest, KeysOfOtherModelsAndWrongNumbersAreRefused) {
  EXPECT_THAT(message([&] { (void)environment("{f107: 100}"); }), HasSubstr("f107"));
  for (const char* wrong :
       {"{model: nrlmsise00, f107: 0}", "{model: nrlmsise00, f107_average: -70}",
        "{model: nrlmsise00, ap: 500}", "{model: nrlmsise00, ap_history: [1, 2, 3]}",
        "{model: table}", "{perturbation: {altitudes: [1 km, 2 km], deviations: [0.1]}}",
        "{perturbation: {altitudes: [2 km, 1 km], deviations: [0.1, 0.1]}}"}) {
    EXPECT_THAT(message([&] { (void)environment(wrong); }), HasSubstr("case.yaml:1:")) << wrong;
  }
  EXPECT_THAT(message([&] {
                (void)environment(
                    "{model: nrlmsise00, switches: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
                    "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5]}");
              }),
              HasSubstr("whole numbers"));
}

// Source: table of the standard, number densities at 120 km and 300 km, 5 digits.
TEST(Us76Composition, OfTheUpperAir) {
  const StandardAtmosphere1976 air;
  const Composition low = air.composition({120e3});
  EXPECT_NEAR(low[constituent::O] / 9.2749e16, 1.0, 1e-3);
  EXPECT_NEAR(low[constituent::N2] / 3.7257e17, 1.0, 1e-3);
  EXPECT_NEAR(low[constituent::O2] / 4.3950e16, 1.0, 1e-3);
  const Composition high = air.composition({300e3});
  EXPECT_NEAR(high[constituent::O] / 5.4332e14, 1.0, 1e-3);
  EXPECT_NEAR(high[constituent::N2] / 9.5923e13, 1.0, 1e-3);
  const Composition ground = air.composition({0.0});
  EXPECT_NEAR(std::accumulate(ground.begin(), ground.end(), 0.0) / 2.54697e25, 1.0, 5e-4);
}

}  // namespace
}  // namespace tektite::environment
