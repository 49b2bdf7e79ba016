// Attitude rules against their definitions and a computed quaternion.
#include "solver/trajectory/attitude.hpp"

#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::trajectory {
namespace {

using environment::LocalFrame;

template <class F>
void expect_near(const Vec3<F>& a, const Vec3<F>& b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

// DYN-08. Source: exact rotation (0.1, 0.2, -0.3) rad/s for 2 s from the identity.
TEST(Attitude, ConstantRate) {
  const Quaternion q = turned({}, {0.1, 0.2, -0.3}, 2.0);
  EXPECT_NEAR(q.w, 0.9308128651, 1e-10);
  EXPECT_NEAR(q.x, 0.0976829457, 1e-10);
  EXPECT_NEAR(q.y, 0.1953658913, 1e-10);
  EXPECT_NEAR(q.z, -0.2930488370, 1e-10);
}

// The rate is given in body axes: two half turns about it are one, from any attitude.
TEST(Attitude, TurnsCompose) {
  const Quaternion start = normalised({0.3, -0.5, 0.7, 0.1});
  const Vec3<BodyAxes> rate{0.4, -0.2, 0.9};
  const Quaternion once = turned(start, rate, 3.0);
  const Quaternion twice = turned(turned(start, rate, 1.2), rate, 1.8);
  const Vec3<BodyAxes> probe{0.2, 0.5, -0.8};
  expect_near(rotate<EarthFixed>(once, probe), rotate<EarthFixed>(twice, probe), 1e-14);
  // The axis itself does not move.
  expect_near(rotate<EarthFixed>(once, rate), rotate<EarthFixed>(start, rate), 1e-14);
}

TEST(Attitude, WindMapsOnVelocityAndUpStaysUp) {
  const Vec3<EarthFixed> r = environment::to_earth_fixed({-0.5, 2.0, 9e4});
  const LocalFrame local = environment::local_frame(r);
  const Vec3<EarthFixed> v = 7000.0 * local.east + 500.0 * local.north - 300.0 * local.up;
  for (const Vec3<BodyAxes>& wind :
       {Vec3<BodyAxes>{1, 0, 0}, Vec3<BodyAxes>{-1, 0, 0}, Vec3<BodyAxes>{0, 3, 0},
        Vec3<BodyAxes>{0.3, -0.8, 0.4}, Vec3<BodyAxes>{-0.1, 0.2, -0.9}}) {
    const Quaternion q = attitude_for(wind, r, v);
    expect_near(rotate<EarthFixed>(q, unit(wind)), unit(v), 1e-14);
    // Of all rolls about the velocity this one lifts +z most: no side component is left.
    const Vec3<EarthFixed> z = rotate<EarthFixed>(q, Vec3<BodyAxes>{0, 0, 1});
    EXPECT_NEAR(dot(z, cross(unit(v), local.up)), 0.0, 1e-14);
    EXPECT_GT(dot(z, local.up) - dot(z, unit(v)) * dot(unit(v), local.up), 0.0);
    EXPECT_NEAR(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z, 1.0, 1e-14);
  }
}

TEST(Attitude, FlyingAlongItsZAxisItKeepsXUp) {
  const Vec3<EarthFixed> r = environment::to_earth_fixed({0.5, -2.0, 9e4});
  const LocalFrame local = environment::local_frame(r);
  const Quaternion q = attitude_for({0, 0, -1}, r, 7000.0 * local.north);
  expect_near(rotate<EarthFixed>(q, Vec3<BodyAxes>{1, 0, 0}), local.up, 1e-14);
}

TEST(Attitude, FallingStraightDownOrAtRestItIsStillDefined) {
  const Vec3<EarthFixed> r = environment::to_earth_fixed({0.5, -2.0, 9e3});
  const LocalFrame local = environment::local_frame(r);
  for (const double speed : {0.0, 50.0}) {
    const Quaternion q = attitude_for({1, 0, 0}, r, -speed * local.up);
    expect_near(rotate<EarthFixed>(q, Vec3<BodyAxes>{1, 0, 0}), -local.up, 1e-14);
    expect_near(rotate<EarthFixed>(q, Vec3<BodyAxes>{0, 0, 1}), local.north, 1e-14);
  }
}

// All four branches of the matrix-to-quaternion step.
TEST(Attitude, HalfTurns) {
  const Vec3<BodyAxes> x{1, 0, 0}, y{0, 1, 0};
  const Vec3<EarthFixed> X{1, 0, 0}, Y{0, 1, 0}, Z{0, 0, 1};
  const Vec3<EarthFixed> pairs[][2] = {{X, Y}, {X, -Y}, {-X, Y}, {-X, -Y}, {Y, Z}, {-Z, X}};
  for (const auto& pair : pairs) {
    const Quaternion q = aligned(x, y, pair[0], pair[1]);
    expect_near(rotate<EarthFixed>(q, x), pair[0], 1e-15);
    expect_near(rotate<EarthFixed>(q, y), pair[1], 1e-15);
    EXPECT_GE(q.w, 0.0);
  }
}

}  // namespace
}  // namespace tektite::trajectory
