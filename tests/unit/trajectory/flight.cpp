// A path: what it remembers, where it ends, what it finds.
#include "solver/trajectory/flight.hpp"

#include "solver/base/error.hpp"
#include "solver/trajectory/attitude.hpp"
#include "solver/trajectory/entry.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tektite::trajectory {
namespace {

using environment::Planet;

Vec3<EarthFixed> no_force(double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&) {
  return {};
}

vehicle::Flight start(double altitude, double speed, double angle) {
  return flight_of({.altitude = altitude,
                    .latitude = 0.5,
                    .longitude = -1.0,
                    .speed = speed,
                    .flight_path_angle = angle,
                    .heading = 0.3});
}

TEST(Path, BeginsAndEndsWhereItShould) {
  const vehicle::Flight first = start(120e3, 7600, -0.02);
  const Path path = advance(first, {}, 100.0, 103.0, no_force, {});
  EXPECT_EQ(path.begin(), 100.0);
  EXPECT_EQ(path.end(), 103.0);
  EXPECT_FALSE(path.landed());
  EXPECT_EQ(path.at(100.0).position, first.position);
  EXPECT_EQ(path.at(0.0).velocity, first.velocity);
  EXPECT_EQ(path.at(1e9).position, path.back().position);
}

TEST(Path, OfNoLength) {
  const vehicle::Flight first = start(120e3, 7600, -0.02);
  const Path path = advance(first, {}, 5.0, 5.0, no_force, {});
  EXPECT_EQ(path.end(), 5.0);
  EXPECT_EQ(path.steps(), 0);
  EXPECT_EQ(path.back().position, first.position);
}

TEST(Path, StartedUnderGroundHasLanded) {
  const Path path = advance(start(-10.0, 10, 0.0), {}, 5.0, 6.0, no_force, {});
  EXPECT_TRUE(path.landed());
  EXPECT_EQ(path.end(), 5.0);
}

// Marching in two stretches gives the same flight as one, to the tolerance; the bits of a stretch
// depend on its own arguments only.
TEST(Path, StretchesJoin) {
  const vehicle::Flight first = start(120e3, 7600, -0.02);
  const Path whole = advance(first, {}, 0.0, 40.0, no_force, {});
  Path part = advance(first, {}, 0.0, 17.0, no_force, {});
  const vehicle::Flight middle = part.back();
  part.fly(middle, {}, 17.0, 40.0, no_force, {});
  EXPECT_NEAR(norm(part.back().position - whole.back().position), 0.0, 0.05);
  const Path again = advance(middle, {}, 17.0, 40.0, no_force, {});
  EXPECT_EQ(again.back().position, part.back().position);
  EXPECT_EQ(again.back().velocity, part.back().velocity);
}

// Exact: a straight drop from rest under inverse-square gravity, from r0 to R in
// sqrt(r0^3 / 2 mu) (acos sqrt x + sqrt(x (1 - x))), x = R / r0. The impact is found to 0.1 ms.
TEST(Path, FindsTheGround) {
  Planet planet;
  planet.equatorial_radius = 1e6;
  planet.gravitational_parameter = 9.81e12;
  planet.degree = 0;
  vehicle::Flight drop;
  drop.position = {0.0, 1.5e6, 0.0};
  const Path path = advance(drop, {}, 2.0, 5000.0, no_force, {}, planet);
  ASSERT_TRUE(path.landed());
  const double x = 1e6 / 1.5e6;
  const double exact = std::sqrt(1.5e6 * 1.5e6 * 1.5e6 / (2 * 9.81e12)) *
                       (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
  EXPECT_NEAR(path.end() - 2.0, exact, 1e-4);
  EXPECT_NEAR(environment::altitude(path.back().position, planet), 0.0, 1e-2);
  // Energy gives the speed on the ground.
  EXPECT_NEAR(norm(path.back().velocity), std::sqrt(2 * 9.81e12 * (1e-6 - 1 / 1.5e6)), 1e-3);
}

// The same with an event on the dynamic pressure of the fall, rho v^2 / 2 with rho = 1: at the
// altitude where energy gives that speed.
TEST(Path, FindsADynamicPressure) {
  Planet planet;
  planet.equatorial_radius = 1e6;
  planet.gravitational_parameter = 9.81e12;
  planet.degree = 0;
  vehicle::Flight drop;
  drop.position = {0.0, 1.5e6, 0.0};
  const Path path = advance(drop, {}, 0.0, 5000.0, no_force, {}, planet);
  const auto pressure = [](double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>& v) {
    return 0.5 * dot(v, v) - 1e6;
  };
  const auto time = path.first_zero(pressure, 0.0);
  ASSERT_TRUE(time.has_value());
  const double r = 1.0 / (1 / 1.5e6 + 1e6 / 9.81e12);
  const double x = r / 1.5e6;
  const double exact = std::sqrt(1.5e6 * 1.5e6 * 1.5e6 / (2 * 9.81e12)) *
                       (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
  EXPECT_NEAR(*time, exact, 1e-4);
}

TEST(Path, FindsAnAltitude) {
  const Path path = advance(start(120e3, 7600, -0.1), {}, 0.0, 100.0, no_force, {});
  const auto above = [](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>&) {
    return environment::altitude(r) - 80e3;
  };
  const auto time = path.first_zero(above, 0.0);
  ASSERT_TRUE(time.has_value());
  EXPECT_NEAR(environment::altitude(path.position(*time)), 80e3, 1e-3);
  EXPECT_FALSE(path.first_zero(above, *time + 0.01).has_value());
}

TEST(Path, TumblingBodyTurnsAtItsRate) {
  vehicle::Flight first = start(120e3, 7600, -0.02);
  first.attitude = normalised({1, 2, 3, 4});
  first.rate = {0.1, 0.2, -0.3};
  const Path path = advance(first, {}, 0.0, 10.0, no_force, {});
  const Quaternion expected = turned(first.attitude, first.rate, 7.3);
  const Quaternion q = path.at(7.3).attitude;
  EXPECT_NEAR(q.w, expected.w, 1e-15);
  EXPECT_NEAR(q.z, expected.z, 1e-15);
  EXPECT_EQ(path.at(7.3).rate, first.rate);
}

TEST(Path, FixedBodyFollowsTheVelocity) {
  const vehicle::Flight first = start(120e3, 7600, -0.02);
  const AttitudeRule rule{vehicle::AttitudeMode::fixed, {0.0, 1.0, 0.0}};
  const Path path = advance(first, rule, 0.0, 100.0, no_force, {});
  for (const double t : {0.0, 33.0, 100.0}) {
    const vehicle::Flight now = path.at(t);
    EXPECT_NEAR(dot(rotate<EarthFixed>(now.attitude, rule.wind), unit(now.velocity)), 1.0, 1e-14);
  }
}

TEST(Path, ForceThatIsNotANumberIsAnError) {
  const auto broken = [](double t, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&) {
    return Vec3<EarthFixed>{t > 3.0 ? std::numeric_limits<double>::quiet_NaN() : 0.0, 0.0, 0.0};
  };
  try {
    (void)advance(start(120e3, 7600, -0.02), {}, 0.0, 10.0, broken, {});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::physics_failed);
  }
}

TEST(FindZero, IsAsSharpAsAsked) {
  for (const double tolerance : {1e-3, 1e-6, 1e-9}) {
    int calls = 0;
    const auto f = [&](double t) {
      ++calls;
      return std::pow(t, 9) - 0.5;  // flat at one end, steep at the other
    };
    const double zero = find_zero(f, 0.0, f(0.0), 1.0, f(1.0), tolerance);
    EXPECT_NEAR(zero, std::pow(0.5, 1.0 / 9.0), tolerance);
    EXPECT_LT(calls, 40);
  }
}

}  // namespace
}  // namespace tektite::trajectory
