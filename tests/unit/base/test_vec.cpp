// Vectors and rotations against DYN-08 of the project's check values, and against identities.
#include "solver/base/constants.hpp"
#include "solver/base/vec.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <type_traits>

namespace tektite {
namespace {

using constants::pi;

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};

template <class Frame>
void expect_near(const Vec3<Frame>& a, const Vec3<Frame>& b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

TEST(Vec, FramesDoNotMix) {
  EXPECT_TRUE((Addable<Vec3<Inertial>, Vec3<Inertial>>));
  EXPECT_FALSE((Addable<Vec3<Inertial>, Vec3<EarthFixed>>));
  EXPECT_FALSE((Addable<Vec3<BodyAxes>, Vec3<VehicleAxes>>));
  EXPECT_FALSE((std::is_convertible_v<Vec3<BodyAxes>, Vec3<VehicleAxes>>));
}

// (1, 2, 3) x (4, 5, 6) = (-3, 6, -3), by hand; |(2, 3, 6)| = 7.
TEST(Vec, Products) {
  const Vec3<Inertial> a{1.0, 2.0, 3.0};
  const Vec3<Inertial> b{4.0, 5.0, 6.0};
  EXPECT_EQ(dot(a, b), 32.0);
  EXPECT_EQ(cross(a, b), (Vec3<Inertial>{-3.0, 6.0, -3.0}));
  EXPECT_EQ(norm(Vec3<Inertial>{2.0, 3.0, 6.0}), 7.0);
  EXPECT_EQ(unit(Vec3<Inertial>{}), (Vec3<Inertial>{}));
  EXPECT_EQ(a[0] + 10.0 * a[1] + 100.0 * a[2], 321.0);
}

// DYN-08: a constant rate of (0.1, 0.2, -0.3) rad/s for 2 s.
TEST(Quaternion, TurnOfAConstantRate) {
  const Vec3<BodyAxes> rate{0.1, 0.2, -0.3};
  const Vec3<BodyAxes> axis = unit(rate);
  const Quaternion q = turn(axis.x, axis.y, axis.z, 2.0 * norm(rate));
  EXPECT_NEAR(q.w, 0.9308128651, 1e-9);
  EXPECT_NEAR(q.x, 0.0976829457, 1e-9);
  EXPECT_NEAR(q.y, 0.1953658913, 1e-9);
  EXPECT_NEAR(q.z, -0.2930488370, 1e-9);
}

// A quarter turn about z takes x to y, about x takes y to z: the sense of rotation.
TEST(Quaternion, QuarterTurns) {
  const Quaternion about_z = turn(0.0, 0.0, 1.0, 0.5 * pi);
  expect_near(rotate<Inertial>(about_z, Vec3<BodyAxes>{1.0, 0.0, 0.0}), {0.0, 1.0, 0.0}, 1e-15);
  const Quaternion about_x = turn(1.0, 0.0, 0.0, 0.5 * pi);
  expect_near(rotate<Inertial>(about_x, Vec3<BodyAxes>{0.0, 1.0, 0.0}), {0.0, 0.0, 1.0}, 1e-15);
  // First about x, then about z: the product's right factor turns first.
  expect_near(rotate<Inertial>(about_z * about_x, Vec3<BodyAxes>{1.0, 0.0, 0.0}), {0.0, 1.0, 0.0},
              1e-15);
}

TEST(Quaternion, ProductIsSuccession) {
  const Quaternion p = turn(0.6, 0.0, 0.8, 1.1);
  const Quaternion q = turn(0.0, 0.28, -0.96, -2.3);
  const Vec3<BodyAxes> v{0.3, -1.7, 2.9};
  expect_near(rotate<BodyAxes>(p * q, v), rotate<BodyAxes>(p, rotate<BodyAxes>(q, v)), 1e-14);
}

TEST(Quaternion, ConjugateTurnsBackAndLengthStays) {
  const Quaternion q = normalised({0.3, -0.4, 1.2, 0.7});
  const Vec3<BodyAxes> v{3.0, -5.0, 0.25};
  const auto turned = rotate<Inertial>(q, v);
  EXPECT_NEAR(norm(turned), norm(v), 1e-14);
  expect_near(rotate<BodyAxes>(conjugate(q), turned), v, 1e-14);
}

// Rodrigues: v' = v cos a + (k x v) sin a + k (k.v)(1 - cos a).
TEST(Quaternion, RotationIsRodrigues) {
  const Vec3<BodyAxes> k{2.0 / 7.0, 3.0 / 7.0, 6.0 / 7.0};
  const Vec3<BodyAxes> v{1.0, -2.0, 0.5};
  for (const double angle : {1e-8, 0.3, 2.0, 3.1, -1.4}) {
    const auto expected = std::cos(angle) * v + std::sin(angle) * cross(k, v) +
                          (dot(k, v) * (1.0 - std::cos(angle))) * k;
    expect_near(rotate<BodyAxes>(turn(k.x, k.y, k.z, angle), v), expected, 1e-14);
  }
}

}  // namespace
}  // namespace tektite
