// NRLMSISE-00 against its authors' cases, and the gridded form of it against itself.
#include "solver/base/constants.hpp"
#include "solver/environment/msis_atmosphere.hpp"

#include <gtest/gtest.h>

#include "tests/verification/environment/msis_data.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tektite::environment {
namespace {

double relative(double value, double reference) {
  return reference == 0.0 ? std::abs(value) : std::abs(value / reference - 1.0);
}

/// What cases and profiles have in common.
template <class Given>
msis::Conditions conditions_of(const Given& given) {
  msis::Conditions at;
  at.day_of_year = given.day;
  at.seconds = given.seconds;
  at.latitude = given.latitude;
  at.longitude = given.longitude;
  at.local_time = given.local_time;
  at.f107_average = given.f107_average;
  at.f107 = given.f107;
  at.ap.fill(given.ap);
  return at;
}

// ATM-08, ATM-09, ATM-10 and the other published cases. Source: PiconeHedinDrob2002, package
// listing to ten digits. Cases 16 and 17 have an ap history.
TEST(Nrlmsise00, PublishedCases) {
  int number = 0;
  for (const msis::PublishedCase& given : msis::published_cases) {
    ++number;
    msis::Conditions at = conditions_of(given);
    at.altitude = given.altitude;
    msis::Switches switches;
    switches.value[9] = given.switch9;
    const msis::Air air = msis::evaluate(at, switches);
    const std::array<double, 11> found = {
        air.helium * 1e-6,           air.oxygen * 1e-6,   air.nitrogen_molecules * 1e-6,
        air.oxygen_molecules * 1e-6, air.argon * 1e-6,    air.density * 1e-3,
        air.hydrogen * 1e-6,         air.nitrogen * 1e-6, air.hot_oxygen * 1e-6,
        air.exospheric_temperature,  air.temperature};
    for (std::size_t q = 0; q < found.size(); ++q) {
      EXPECT_LT(relative(found[q], given.expected[q]), 1e-8) << "case " << number << ", " << q;
    }
  }
  EXPECT_EQ(number, 17);
}

// Source: four profiles of 45 altitudes by the authors' program, eight digits.
TEST(Nrlmsise00, Profiles) {
  std::size_t points = 0;
  for (const msis::Profile& profile : msis::profiles) {
    msis::Conditions at = conditions_of(profile);
    for (const auto& point : profile.points) {
      at.altitude = point.altitude;
      const msis::Air air = msis::evaluate(at);
      EXPECT_LT(relative(air.density, point.density), 1e-7) << point.altitude;
      EXPECT_LT(relative(air.drag_density(), point.drag_density), 1e-7) << point.altitude;
      EXPECT_LT(relative(air.temperature, point.temperature), 1e-7) << point.altitude;
      ++points;
    }
  }
  EXPECT_EQ(points, 180U);
}

io::Epoch noon_of_2000_plus(double days) {
  return {static_cast<std::int64_t>(days * 86400.0), 0.0};
}

// The bound that the class states, at places and times of no grid, poles and date line included.
TEST(MsisAtmosphere, GridDiffersFromTheModelByLessThanItsBound) {
  std::mt19937 random(20311);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  Activity storm;
  storm.f107 = 230.0;
  storm.f107_average = 200.0;
  storm.ap.fill(80.0);
  const MsisAtmosphere atmosphere(storm, noon_of_2000_plus(11000.3));
  double density = 0.0, temperature = 0.0, molar_mass = 0.0;
  for (int i = 0; i < 600; ++i) {
    AirPoint point;
    point.altitude = 300e3 * unit(random);
    point.latitude = std::asin(2.0 * unit(random) - 1.0);
    point.longitude = constants::pi * (2.0 * unit(random) - 1.0);
    point.time = 6000.0 * unit(random);
    if (i % 10 == 0) point.latitude = (i % 20 == 0 ? 0.4999 : -0.4999) * constants::pi;
    if (i % 10 == 1) point.longitude = 0.9999 * constants::pi;
    const AirState found = atmosphere.at(point);
    const msis::Air exact = atmosphere.exact(point);
    density = std::max(density, relative(found.density, exact.drag_density()));
    temperature = std::max(temperature, std::abs(found.temperature - exact.temperature));
    const double particles = exact.number_density() + exact.hot_oxygen;
    molar_mass = std::max(
        molar_mass, relative(found.density / found.molar_mass, particles / constants::avogadro));
  }
  EXPECT_LT(density, 2e-4);
  EXPECT_LT(molar_mass, 3e-4);
  EXPECT_LT(temperature, 0.1);
  RecordProperty("density", fmt::format("{}", density));
  RecordProperty("temperature", fmt::format("{}", temperature));
}

// What was asked before changes nothing: the answer is a function of the point alone.
TEST(MsisAtmosphere, AnswersDoNotDependOnEarlierOnes) {
  const MsisAtmosphere used({}, noon_of_2000_plus(11000.0));
  const AirPoint point{83e3, 0.3, -2.0, 77.0};
  for (int i = 0; i < 50; ++i) (void)used.at({80e3 + 137.0 * i, 0.3, -2.0 + 0.01 * i, 3.0 * i});
  const MsisAtmosphere fresh({}, noon_of_2000_plus(11000.0));
  EXPECT_EQ(used.at(point).density, fresh.at(point).density);
  EXPECT_EQ(used.at(point).temperature, fresh.at(point).temperature);
}

// Source: the model's day and second counts. 2030-12-31T23:59:50Z and 20 s later: day 1 of 2031.
TEST(MsisAtmosphere, TheYearTurns) {
  const io::Epoch new_years_eve{978'307'200 - 10, 0.0};  // from 2000-01-01T12:00:00Z
  const io::Epoch after{978'307'200 + 10, 0.0};
  const MsisAtmosphere from_eve({}, {new_years_eve.seconds_since_2000 - 43200, 0.0});
  const MsisAtmosphere from_day({}, {after.seconds_since_2000 - 43200, 0.0});
  EXPECT_EQ(from_eve.exact({150e3, 0.2, 0.3, 20.0}).density,
            from_day.exact({150e3, 0.2, 0.3, 0.0}).density);
  msis::Conditions at;
  at.day_of_year = 1;
  at.seconds = 10.0;
  at.altitude = 150.0;
  at.latitude = 0.2 / constants::degree;
  at.longitude = 0.3 / constants::degree;
  at.local_time = at.seconds / 3600.0 + at.longitude / 15.0;
  at.ap.fill(15.0);
  EXPECT_NEAR(from_day.exact({150e3, 0.2, 0.3, 0.0}).density / msis::evaluate(at).density, 1.0,
              1e-12);
}

// A point that is no number is answered with none, not with a fault.
TEST(MsisAtmosphere, NoNumberIsAnsweredWithNone) {
  const MsisAtmosphere air({}, noon_of_2000_plus(11000.0));
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(air.at({unknown, 0.1, 0.1, 0.0}).density));
  EXPECT_TRUE(std::isnan(air.at({80e3, unknown, 0.1, 0.0}).density));
  EXPECT_TRUE(std::isnan(air.at({80e3, 0.1, 0.1, -INFINITY}).density));
}

// Above and below its range it holds what it has there.
TEST(MsisAtmosphere, EndsOfTheRange) {
  const MsisAtmosphere air({}, noon_of_2000_plus(11000.0));
  EXPECT_EQ(air.at({-500.0, 0.1, 0.1, 0.0}).density, air.at({0.0, 0.1, 0.1, 0.0}).density);
  EXPECT_EQ(air.at({2600e3, 0.1, 0.1, 0.0}).density, air.at({2500e3, 0.1, 0.1, 0.0}).density);
  EXPECT_NEAR(air.at({0.0, 0.1, 0.1, 0.0}).density, 1.18, 0.1);
}

}  // namespace
}  // namespace tektite::environment
