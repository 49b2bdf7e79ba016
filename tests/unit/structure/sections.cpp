// Section loads of free bodies against hand statics.
#include "solver/structure/sections.hpp"

#include "solver/structure/formulas.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::structure {
namespace {

using vehicle::Moments;

/// A point-symmetric body with inertia `own` about every axis.
Moments ball(double mass, VehicleVector place, double own = 0.0) {
  Moments m;
  m.mass = mass;
  m.first = mass * place;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      m.second(i, j) = mass * place[i] * place[j] + (i == j ? 0.5 * own : 0.0);
    }
  }
  return m;
}

/// Rod of uniform mass along x from a to b.
Moments rod(double mass, double a, double b) {
  Moments m = ball(mass, {0.5 * (a + b), 0.0, 0.0});
  m.second(0, 0) = mass * (a * a + a * b + b * b) / 3.0;
  return m;
}

/// Two parts, joined at the origin along x; capacities 1, so that demands are loads.
vehicle::Vehicle two_parts() {
  vehicle::Vehicle v;
  v.parts.resize(2);
  v.parts[1].group = 1;
  v.groups = 2;
  vehicle::Joint joint;
  joint.part_a = 0;
  joint.part_b = 1;
  joint.axis = {1.0, 0.0, 0.0};
  joint.tension = joint.shear = joint.bending = joint.torsion = 1.0;
  v.joints.push_back(joint);
  return v;
}

double tension(const JointRatios& r) {
  return r.tension;
}
double shear(const JointRatios& r) {
  return r.shear;
}
double bending(const JointRatios& r) {
  return r.bending;
}
double torsion(const JointRatios& r) {
  return r.torsion;
}

constexpr Interaction all[] = {tension, bending, shear, torsion};

/// Tension, bending, shear, torsion of the joint, each the worst.
std::array<double, 4> worst(const vehicle::Vehicle& v, const BodyLoads& loads, double pressure) {
  std::array<double, 4> result{};
  for (std::size_t i = 0; i < 4; ++i) {
    result[i] = joint_demand(v, loads, {0, {1}}, all[i], 1.0, pressure).demand;
  }
  return result;
}

vehicle::AttitudeLoads one_attitude(VehicleVector on_a, VehicleVector on_b, VehicleVector at_a,
                                    VehicleVector at_b) {
  vehicle::AttitudeLoads air;
  air.body = 0;
  air.weight = {1.0};
  air.direction = {{1.0, 0.0, 0.0}};
  air.force = {on_a, on_b};
  air.moment = {cross(at_a, on_a), cross(at_b, on_b)};
  return air;
}

// Structure reference, spinning bar L 10 m, omega 1 rad/s, density 2700: rho w^2 L^2 / 8 = 33750 Pa
// at mid-length.
TEST(Section, SpinningBar) {
  const vehicle::Vehicle v = two_parts();
  const Moments parts[] = {rod(13500.0, -5.0, 0.0), rod(13500.0, 0.0, 5.0)};
  vehicle::Body body;
  for (const auto mode : {vehicle::AttitudeMode::tumbling, vehicle::AttitudeMode::fixed}) {
    body.mode = mode;
    body.flight.rate = {0.0, 0.6, 0.8};
    const auto load = worst(v, body_loads(body, parts, nullptr), 0.0);
    EXPECT_NEAR(load[0], 33750.0, 1e-9 * 33750.0);
  }
  body.flight.rate = {1.0, 0.0, 0.0};  // fixed: about its own axis nothing pulls
  EXPECT_NEAR(worst(v, body_loads(body, parts, nullptr), 0.0)[0], 0.0, 1e-9);
}

// Dumbbell of unequal masses along an oblique line: tension m a b / (a + b) ... w^2 times the
// distance of each from the centre of mass, for the worst axis.
TEST(Section, SpinningDumbbellObliqueToAllAxes) {
  vehicle::Vehicle v = two_parts();
  const VehicleVector line = unit(VehicleVector{1.0, 0.37, -0.81});
  v.joints[0].axis = line;
  const Moments parts[] = {ball(300.0, -2.0 * line, 1.0), ball(100.0, 3.0 * line, 1.0)};
  vehicle::Body body;
  body.mode = vehicle::AttitudeMode::tumbling;
  body.flight.rate = {0.0, 0.0, 0.2};
  // Centre at -0.75: arms 1.25 and 3.75; 100 * 0.04 * 3.75 = 15 N.
  EXPECT_NEAR(worst(v, body_loads(body, parts, nullptr), 0.0)[0], 15.0, 1e-6);
}

// Force on one part of a stack, along the axis: the section carries what the other part's inertia
// takes, F m_a / (m_a + m_b); pushed instead of pulled it carries nothing.
TEST(Section, PulledStack) {
  const vehicle::Vehicle v = two_parts();
  const Moments parts[] = {ball(200.0, {-1, 0, 0}, 50.0), ball(100.0, {1, 0, 0}, 30.0)};
  vehicle::Body body;
  auto air = one_attitude({}, {600.0, 0.0, 0.0}, {-1, 0, 0}, {1, 0, 0});
  EXPECT_NEAR(worst(v, body_loads(body, parts, &air), 0.0)[0], 400.0, 1e-9);
  EXPECT_NEAR(worst(v, body_loads(body, parts, &air), 50.0)[0], 450.0, 1e-9);
  air = one_attitude({}, {-600.0, 0.0, 0.0}, {-1, 0, 0}, {1, 0, 0});
  EXPECT_EQ(worst(v, body_loads(body, parts, &air), 0.0)[0], 0.0);
}

// Force across the axis on part b. With m_a 2, m_b 1 at x -1, +1, own inertias 0.5 and 0.25:
// centre -1/3; a_y = F/3; moment 4/3 F; I = 0.75 + 2 (2/3)^2 + (4/3)^2 = 3.4166667;
// alpha = 0.3902439 F; acceleration of b = F/3 + 4/3 alpha = 0.8536585 F;
// shear = 0.1463415 F; bending at x = 0: |0.25 alpha - 0.1463415| F = 0.0487805 F.
TEST(Section, CrossForceOnOnePart) {
  const vehicle::Vehicle v = two_parts();
  const Moments parts[] = {ball(2.0, {-1, 0, 0}, 0.5), ball(1.0, {1, 0, 0}, 0.25)};
  vehicle::Body body;
  const auto air = one_attitude({}, {0.0, 1.0, 0.0}, {-1, 0, 0}, {1, 0, 0});
  const auto load = worst(v, body_loads(body, parts, &air), 0.0);
  const double alpha = (4.0 / 3.0) / (0.75 + 2.0 * 4.0 / 9.0 + 16.0 / 9.0);
  EXPECT_NEAR(load[2], 1.0 - (1.0 / 3.0 + 4.0 / 3.0 * alpha), 1e-12);
  EXPECT_NEAR(load[1], std::abs(0.25 * alpha - load[2]), 1e-12);
  EXPECT_NEAR(load[0], 0.0, 1e-12);
  EXPECT_NEAR(load[3], 0.0, 1e-12);
}

// A couple about the axis on part b twists the joint by the share of a's inertia.
TEST(Section, Twist) {
  const vehicle::Vehicle v = two_parts();
  const Moments parts[] = {ball(2.0, {-1, 0, 0}, 3.0), ball(1.0, {1, 0, 0}, 1.0)};
  vehicle::Body body;
  vehicle::AttitudeLoads air = one_attitude({}, {}, {}, {});
  air.moment[1] = {8.0, 0.0, 0.0};
  EXPECT_NEAR(worst(v, body_loads(body, parts, &air), 0.0)[3], 6.0, 1e-12);
}

// A free body: what all its parts need together is what the air gives; turning freely needs
// nothing (Euler's equation), about any axis.
TEST(Section, InertiaReliefLeavesNothing) {
  std::vector<Moments> parts;
  for (int i = 0; i < 5; ++i) {
    parts.push_back(ball(10.0 + i, {1.0 * i, std::sin(3.0 * i), std::cos(5.0 * i)}, 0.3 * i));
  }
  Moments whole;
  for (const Moments& part : parts) whole += part;
  const vehicle::MassProperties mass = vehicle::properties(whole);
  const Load air{{3.0, -7.0, 2.0}, {11.0, 0.5, -4.0}};
  Load sum;
  Load spun;
  for (const Moments& part : parts) {
    const Load load = inertial_load(part, mass.centre, free_motion(mass, air));
    sum.force += load.force;
    sum.moment += load.moment;
    const Load turned = inertial_load(part, mass.centre, free_spin(mass, {0.4, -0.2, 0.9}));
    spun.force += turned.force;
    spun.moment += turned.moment;
  }
  EXPECT_NEAR(norm(sum.force - air.force), 0.0, 1e-12);
  EXPECT_NEAR(norm(sum.moment - air.moment), 0.0, 1e-11);
  EXPECT_NEAR(norm(spun.force), 0.0, 1e-11);
  EXPECT_NEAR(norm(spun.moment), 0.0, 1e-10);
}

// A tree of six groups: 0-1, 1-2, 1-3, 3-4, 3-5.
TEST(Tree, SidesOfEveryJoint) {
  vehicle::Vehicle v;
  v.parts.resize(6);
  for (int p = 0; p < 6; ++p) v.parts[static_cast<std::size_t>(p)].group = p;
  v.groups = 6;
  const int ends[][2] = {{0, 1}, {1, 2}, {3, 1}, {3, 4}, {5, 3}};
  for (const auto& end : ends) {
    vehicle::Joint joint;
    joint.part_a = end[0];
    joint.part_b = end[1];
    v.joints.push_back(joint);
  }
  vehicle::State state;
  state.joint_holds.assign(5, 1);
  state.joint_body.assign(5, 0);
  const Tree tree = joint_tree(v, state, 0);
  ASSERT_EQ(tree.sections.size(), 5U);
  using Parts = std::vector<std::size_t>;
  EXPECT_EQ(tree.sections[0].parts, (Parts{1, 2, 3, 4, 5}));
  EXPECT_EQ(tree.sections[1].parts, (Parts{2}));
  EXPECT_EQ(tree.sections[2].parts, (Parts{0, 1, 2}));
  EXPECT_EQ(tree.sections[3].parts, (Parts{4}));
  EXPECT_EQ(tree.sections[4].parts, (Parts{0, 1, 2, 3, 4}));
  EXPECT_TRUE(tree.loop_joints.empty());

  v.joints[4].part_b = 2;  // 5 hangs on 2 now; a further joint 5-0 closes a loop
  vehicle::Joint extra;
  extra.part_a = 5;
  extra.part_b = 0;
  v.joints.push_back(extra);
  state.joint_holds.push_back(1);
  state.joint_body.push_back(0);
  EXPECT_EQ(joint_tree(v, state, 0).loop_joints, Parts{5});
}

}  // namespace
}  // namespace tektite::structure
