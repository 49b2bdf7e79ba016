// Six degrees of freedom against exact solutions and conserved quantities.
#include "solver/trajectory/rigid_body.hpp"

#include "solver/base/constants.hpp"
#include "solver/trajectory/flight.hpp"
#include "solver/trajectory/orbit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tektite::trajectory {
namespace {

Mat3 diagonal(double x, double y, double z) {
  Mat3 m;
  m(0, 0) = x, m(1, 1) = y, m(2, 2) = z;
  return m;
}

/// A planet that does not turn, a sphere: Earth-fixed axes are inertial ones.
environment::Planet still_sphere() {
  environment::Planet planet = environment::earth;
  planet.rotation_rate = 0.0;
  planet.degree = 0;
  return planet;
}

/// Circular orbit of radius r in the plane of x and y.
vehicle::Flight circular(double r, double mu) {
  vehicle::Flight flight;
  flight.position = {r, 0.0, 0.0};
  flight.velocity = {0.0, std::sqrt(mu / r), 0.0};
  return flight;
}

Action nothing(double, const vehicle::Flight&) {
  return {};
}

Tolerance tight() {
  Tolerance tolerance;
  tolerance.relative = 1e-12;
  tolerance.position = 1e-6;
  tolerance.velocity = 1e-9;
  tolerance.attitude = 1e-13;
  tolerance.rate = 1e-14;
  tolerance.first_step = 0.1;
  return tolerance;
}

// Exact: without torque the kinetic energy and the angular momentum (in inertial axes) stay. Three
// different moments, products of inertia and all three rates; 1000 s, some 30 turns. So far out
// that the gradient of gravity (3 mu / r^3) is below 1e-16 /s^2, and on the rotating Earth.
TEST(RigidBody, TorqueFreeRotationConservesEnergyAndMomentum) {
  Mat3 inertia = diagonal(1.0, 2.0, 2.6);
  inertia(0, 1) = inertia(1, 0) = 0.12;
  inertia(1, 2) = inertia(2, 1) = -0.2;
  inertia(0, 2) = inertia(2, 0) = 0.05;
  vehicle::Flight start;
  start.position = {3e10, 1e9, -2e9};
  start.velocity = {10.0, -20.0, 30.0};
  start.attitude = normalised(Quaternion{0.3, -0.5, 0.7, 0.2});
  start.rate = {0.11, -0.17, 0.07};
  const environment::Planet& planet = environment::earth;
  const auto books = [&](const vehicle::Flight& flight, double time) {
    const Values<13> y = values_of(flight, planet);
    const Vec3<BodyAxes> w{y[10], y[11], y[12]};
    const Vec3<BodyAxes> h = inertia * w;
    const auto fixed = rotate<EarthFixed>(flight.attitude, h);
    // Earth-fixed axes to those of time 0.
    const Quaternion turned_by = turn(0.0, 0.0, 1.0, planet.rotation_rate * time);
    return std::pair(0.5 * dot(w, h), rotate<Inertial>(turned_by, fixed));
  };
  Path path;
  path.turn(start, inertia, 0.0, 1000.0, nothing, tight());
  const auto [energy, momentum] = books(start, 0.0);
  double turns = 0.0;
  for (int i = 1; i <= 100; ++i) {
    const auto [e, h] = books(path.at(10.0 * i), 10.0 * i);
    EXPECT_NEAR(e / energy, 1.0, 1e-9) << i;
    EXPECT_LT(norm(h - momentum), 1e-9 * norm(momentum)) << i;
    turns += 10.0 * norm(path.at(10.0 * i).rate) / (2.0 * constants::pi);
  }
  EXPECT_GT(turns, 20.0);
}

// Exact: a body with two equal moments turns its cross rate with (Izz - Ixx)/Ixx wz. Source:
// dynamics check values, Ixx = Iyy = 10, Izz = 4, wz = 0.5: -0.3 rad/s, period 20.943951 s.
TEST(RigidBody, SymmetricTopPrecesses) {
  const environment::Planet planet = still_sphere();
  vehicle::Flight start;
  start.position = {3e10, 0.0, 0.0};
  start.rate = {0.02, 0.0, 0.5};
  Path path;
  path.turn(start, diagonal(10.0, 10.0, 4.0), 0.0, 30.0, nothing, tight(), planet);
  const vehicle::Flight quarter = path.at(0.25 * 20.943951);
  EXPECT_NEAR(quarter.rate.x, 0.0, 1e-9);
  EXPECT_NEAR(quarter.rate.y, -0.02, 1e-9);
  const vehicle::Flight whole = path.at(20.943951);
  EXPECT_NEAR(whole.rate.x, 0.02, 1e-9);
  EXPECT_NEAR(whole.rate.y, 0.0, 1e-8);
}

/// Rate relative to axes that turn with the circular orbit, and the orbit's normal and the
/// vertical, all in body axes.
struct Relative {
  Vec3<BodyAxes> rate, normal, vertical;
};
Relative relative(const vehicle::Flight& flight, double n) {
  const Quaternion back = conjugate(flight.attitude);
  Relative result;
  result.normal = rotate<BodyAxes>(back, Vec3<EarthFixed>{0.0, 0.0, 1.0});
  result.vertical = rotate<BodyAxes>(back, unit(flight.position));
  result.rate = flight.rate - n * result.normal;
  return result;
}

// Exact: on a circular orbit 1/2 w.Iw (relative to the orbit's axes) + 3/2 n^2 u.Iu - 1/2 n^2 o.Io,
// u vertical, o normal, is conserved (Jacobi). Large motion about all axes over one orbit.
// Ref: Hughes1986, chapter 9.
TEST(RigidBody, JacobiIntegralOfTheGravityGradient) {
  const environment::Planet planet = still_sphere();
  const double r = 6778137.0;
  const double n = std::sqrt(planet.gravitational_parameter / (r * r * r));
  const Mat3 inertia = diagonal(900.0, 1000.0, 300.0);
  vehicle::Flight start = circular(r, planet.gravitational_parameter);
  start.attitude = normalised(Quaternion{0.8, 0.4, -0.3, 0.2});
  start.rate = {0.3 * n, -0.2 * n, 1.4 * n};
  const auto jacobi = [&](const vehicle::Flight& flight) {
    const Relative now = relative(flight, n);
    return 0.5 * dot(now.rate, inertia * now.rate) +
           1.5 * n * n * dot(now.vertical, inertia * now.vertical) -
           0.5 * n * n * dot(now.normal, inertia * now.normal);
  };
  const double orbit = 2.0 * constants::pi / n;
  Path path;
  path.turn(start, inertia, 0.0, orbit, nothing, tight(), planet);
  const double scale = n * n * 1000.0;
  double most = 0.0;
  for (int i = 1; i <= 50; ++i) {
    const double now = jacobi(path.at(orbit * i / 50));
    EXPECT_NEAR((now - jacobi(start)) / scale, 0.0, 1e-9) << i;
    most = std::max(most, std::abs(dot(relative(path.at(orbit * i / 50), n).vertical,
                                       Vec3<BodyAxes>{0, 0, 1})));
  }
  EXPECT_GT(most, 0.5);  // it did turn
}

// Exact for small angles: a body whose axis of least inertia is vertical swings in the plane of the
// orbit with n sqrt(3 (Ixx - Izz) / Iyy), y normal to the orbit, x along it, z vertical. An
// amplitude a lowers it by a^2/4 (of the doubled angle, a pendulum): 1e-3 rad change it by 2.5e-7.
TEST(RigidBody, PitchLibrationInGravityGradient) {
  const environment::Planet planet = still_sphere();
  const double r = 6778137.0;
  const double n = std::sqrt(planet.gravitational_parameter / (r * r * r));
  const Mat3 inertia = diagonal(1000.0, 900.0, 300.0);
  vehicle::Flight start = circular(r, planet.gravitational_parameter);
  // Body x along the motion (+y of the planet), body z up (+x), body y against the orbit's normal.
  const Mat3 axes{{0, 0, 1, 1, 0, 0, 0, 1, 0}};  // columns: body x, y, z in the planet's axes
  const Quaternion level{0.5, 0.5, 0.5, 0.5};
  for (int i = 0; i < 9; ++i) {
    ASSERT_NEAR(rotation(level).a[std::size_t(i)], axes.a[std::size_t(i)], 1e-15);
  }
  const double amplitude = 1e-3;
  start.attitude = level * turn(0.0, 1.0, 0.0, amplitude);
  start.rate = {0.0, n, 0.0};  // with the orbit: body y is its normal here
  const double expected = n * std::sqrt(3.0 * (1000.0 - 300.0) / 900.0);
  const double end = 6.0 * constants::pi / expected;
  Path path;
  path.turn(start, inertia, 0.0, end, nothing, tight(), planet);
  const auto pitch = [&](double t) {
    const Relative now = relative(path.at(t), n);
    return now.vertical.x;  // sine of the angle from the vertical, in the plane
  };
  std::vector<double> zeros;
  double before = pitch(0.0);
  for (int i = 1; i <= 300; ++i) {
    const double t = end * i / 300;
    const double now = pitch(t);
    if ((before < 0.0) != (now < 0.0)) {
      zeros.push_back(find_zero(pitch, end * (i - 1) / 300, before, t, now, 1e-7));
    }
    before = now;
  }
  ASSERT_EQ(zeros.size(), 6U);
  const double found = 5.0 * constants::pi / (zeros.back() - zeros.front());
  EXPECT_NEAR(found / expected, 1.0, 1e-4);
  EXPECT_NEAR(found / expected, 1.0, 1e-6);
}

// Exact: with a linear restoring and damping torque about one axis the angle is that of a damped
// oscillator.
TEST(RigidBody, DampedOscillator) {
  const environment::Planet planet = still_sphere();
  const double inertia = 500.0, stiffness = 20.0, damping = 10.0;
  vehicle::Flight start;
  start.position = {3e10, 0.0, 0.0};
  const double first = 0.01;
  start.attitude = turn(1.0, 0.0, 0.0, first);
  const auto spring = [&](double, const vehicle::Flight& flight) {
    const double angle = 2.0 * std::asin(flight.attitude.x);
    return Action{{}, {-stiffness * angle - damping * flight.rate.x, 0.0, 0.0}};
  };
  Path path;
  path.turn(start, diagonal(inertia, inertia, inertia), 0.0, 60.0, spring, tight(), planet);
  const double decay = 0.5 * damping / inertia;
  const double w = std::sqrt(stiffness / inertia - decay * decay);
  for (double t : {5.0, 20.0, 60.0}) {
    const double exact =
        first * std::exp(-decay * t) * (std::cos(w * t) + decay / w * std::sin(w * t));
    EXPECT_NEAR(2.0 * std::asin(path.at(t).attitude.x), exact, 1e-9) << t;
  }
}

// Six degrees of freedom without torque fly the way of three.
TEST(RigidBody, FliesTheWayOfThreeDegreesOfFreedom) {
  vehicle::Flight start;
  start.position = environment::to_earth_fixed({0.4, 1.0, 90e3});
  start.velocity = {-3000.0, 4000.0, 5000.0};
  const auto drag = [](double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>& v) {
    return (-1e-6 * norm(v)) * v;
  };
  const auto same = [&](double t, const vehicle::Flight& flight) {
    return Action{drag(t, flight.position, flight.velocity), {}};
  };
  const Path three = advance(start, {}, 0.0, 100.0, drag, {});
  Path six;
  six.turn(start, diagonal(1.0, 2.0, 3.0), 0.0, 100.0, same, {});
  for (double t : {10.0, 50.0, 100.0}) {
    EXPECT_LT(norm(six.position(t) - three.position(t)), 0.01);
    EXPECT_LT(norm(six.velocity(t) - three.velocity(t)), 1e-5);
  }
}

TEST(RigidBody, RefusesInertiaThatCannotTurn) {
  EXPECT_FALSE(can_turn(diagonal(1.0, 1.0, 0.0)));
  EXPECT_FALSE(can_turn(diagonal(1.0, 1.0, -1.0)));
  EXPECT_FALSE(can_turn(diagonal(-1.0, -1.0, 1.0)));
  EXPECT_FALSE(can_turn(diagonal(1.0, std::nan(""), 1.0)));
  EXPECT_TRUE(can_turn(diagonal(1.0, 1.0, 1e-6)));
  Path path;
  vehicle::Flight start;
  start.position = {7e6, 0.0, 0.0};
  EXPECT_THROW(path.turn(start, diagonal(1.0, 1.0, 0.0), 0.0, 1.0, nothing, {}), Error);
}

}  // namespace
}  // namespace tektite::trajectory
