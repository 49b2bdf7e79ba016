// The integrator's orders, its error control, its energy, and its events, against exact solutions.
#include "solver/base/constants.hpp"
#include "solver/trajectory/dormand_prince.hpp"
#include "solver/trajectory/orbit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <vector>

namespace tektite::trajectory {
namespace {

/// Steps of one length: the controller is kept from choosing.
template <std::size_t N>
StepControl<N> constant_step(double h) {
  StepControl<N> control;
  control.relative = 1e30;
  control.absolute.fill(1e30);
  control.first_step = h;
  control.longest_step = h;
  return control;
}

// Plane two-body motion in units of mu = 1, a = 1, e = 0.3, from perigee; exact by Kepler's
// equation.
constexpr double eccentricity = 0.3;
Values<4> kepler_rate(double, const Values<4>& y) {
  const double r = std::hypot(y[0], y[1]);
  return {y[2], y[3], -y[0] / (r * r * r), -y[1] / (r * r * r)};
}
Values<4> kepler_exact(double t) {
  const double E = eccentric_anomaly(t, eccentricity);
  const double b = std::sqrt(1 - eccentricity * eccentricity);
  const double dE = 1.0 / (1.0 - eccentricity * std::cos(E));
  return {std::cos(E) - eccentricity, b * std::sin(E), -std::sin(E) * dE, b * std::cos(E) * dE};
}
double distance(const Values<4>& a, const Values<4>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < 4; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

// Source: HairerNorsettWanner1993, II.5 (order 5) and II.6 (continuous extension of order 4: local
// error h^5, so the largest error between the nodes of a fixed stretch falls as h^5 or faster up
// to the global h^5, and over a step from exact data as h^5).
TEST(DormandPrinceOrder, StepsAndDenseOutput) {
  std::printf("  steps   end error  order   dense (one step)  order\n");
  double last_end = 0.0, last_dense = 0.0;
  for (int count = 32; count <= 256; count *= 2) {
    const double h = 3.0 / count;
    DormandPrince march(kepler_rate, 0.0, kepler_exact(0.0), constant_step<4>(h));
    for (int i = 0; i < count; ++i) (void)march.step(3.0);
    ASSERT_NEAR(march.time(), 3.0, 1e-12);
    const double end = distance(march.value(), kepler_exact(3.0));

    DormandPrince one(kepler_rate, 1.0, kepler_exact(1.0), constant_step<4>(h));
    const DenseStep<4> step = one.step(1.0 + h);
    double dense = 0.0;
    for (int i = 1; i < 20; ++i) {
      const double t = 1.0 + h * i / 20;
      dense = std::max(dense, distance(step.at(t), kepler_exact(t)));
    }
    const double end_order = last_end > 0 ? std::log2(last_end / end) : 0.0;
    const double dense_order = last_dense > 0 ? std::log2(last_dense / dense) : 0.0;
    std::printf("  %5d   %9.2e  %5.2f   %9.2e         %5.2f\n", count, end, end_order, dense,
                dense_order);
    if (last_end > 0) {
      EXPECT_GT(end_order, 4.7);
      EXPECT_LT(end_order, 5.8);
      EXPECT_NEAR(dense_order, 5.0, 0.25);
    }
    last_end = end;
    last_dense = dense;
  }
}

TEST(DormandPrinceOrder, DenseOutputMeetsTheStepsInValueAndSlope) {
  DormandPrince march(kepler_rate, 0.0, kepler_exact(0.0), constant_step<4>(0.1));
  const DenseStep<4> first = march.step(10.0);
  const Values<4> joint = march.value();
  const DenseStep<4> second = march.step(10.0);
  EXPECT_LT(distance(first.at(first.end()), joint), 1e-15);
  EXPECT_LT(distance(second.at(second.begin), joint), 1e-15);
  // One-sided differences of second order.
  const auto slope = [](const DenseStep<4>& step, double t, double d, std::size_t i) {
    return (-3 * step.at(t)[i] + 4 * step.at(t + d)[i] - step.at(t + 2 * d)[i]) / (2 * d);
  };
  const Values<4> rate = kepler_rate(0.0, joint);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(slope(first, first.end(), -1e-4, i), rate[i], 1e-6);
    EXPECT_NEAR(slope(second, second.begin, 1e-4, i), rate[i], 1e-6);
  }
}

// The error at the end follows the tolerance, and the work follows its fifth root.
TEST(DormandPrinceControl, ErrorFollowsTolerance) {
  std::printf("  tolerance   error      steps  rejected\n");
  int last_steps = 0;
  for (const double tolerance : {1e-5, 1e-7, 1e-9, 1e-11}) {
    StepControl<4> control;
    control.relative = tolerance;
    control.absolute.fill(tolerance);
    DormandPrince march(kepler_rate, 0.0, kepler_exact(0.0), control);
    const double end = 2.0 * constants::pi;
    int steps = 0;
    for (; march.time() < end; ++steps) (void)march.step(end);
    const double error = distance(march.value(), kepler_exact(end));
    std::printf("  %9.0e   %9.2e  %5d  %5d\n", tolerance, error, steps, march.rejected());
    EXPECT_LT(error, 100 * tolerance);
    EXPECT_LT(march.rejected(), steps / 4 + 3);
    if (last_steps > 0) {
      EXPECT_LT(steps, 3.2 * last_steps);  // 100^(1/5) = 2.5
    }
    last_steps = steps;
  }
}

// Source: exact conservation. a = 6 778 137 m, e = 0.001: relative energy drift of an orbit below
// 1e-12, and the orbit closes. The period is Kepler's.
TEST(DormandPrinceControl, VacuumOrbit) {
  const double mu = environment::earth.gravitational_parameter;
  const auto rate = [mu](double, const Values<6>& y) {
    const double r = std::sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]);
    const double s = -mu / (r * r * r);
    return Values<6>{y[3], y[4], y[5], s * y[0], s * y[1], s * y[2]};
  };
  const OrbitState start = to_state({6778137.0, 0.001, 0.9, 1.0, 2.0, 0.0});
  const auto energy = [mu](const Values<6>& y) {
    return 0.5 * (y[3] * y[3] + y[4] * y[4] + y[5] * y[5]) -
           mu / std::sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]);
  };
  const Values<6> y0{start.position.x, start.position.y, start.position.z,
                     start.velocity.x, start.velocity.y, start.velocity.z};
  StepControl<6> control;
  control.relative = 1e-14;
  control.absolute = {1e-7, 1e-7, 1e-7, 1e-10, 1e-10, 1e-10};
  DormandPrince march(rate, 0.0, y0, control);
  const double T = period(6778137.0);
  while (march.time() < T) (void)march.step(T);
  EXPECT_LT(std::abs(energy(march.value()) / energy(y0) - 1.0), 1e-12);
  EXPECT_LT(
      std::hypot(march.value()[0] - y0[0], march.value()[1] - y0[1], march.value()[2] - y0[2]),
      1e-4);
}

// DYN-07. Source: Euler's equations for I = (1, 2, 3), w0 = (1, 2, 3), solved outside this code to
// 1e-12; 2T = 36 and |H|^2 = 98 are conserved. For w0 = (0.01, 1, 0.01) the middle axis flips:
// w_y changes sign at 10.917 s and 30.470 s, here found as events.
TEST(DormandPrinceControl, FreeRotation) {
  const auto rate = [](double, const Values<3>& w) {
    return Values<3>{(2.0 - 3.0) / 1.0 * w[1] * w[2], (3.0 - 1.0) / 2.0 * w[2] * w[0],
                     (1.0 - 2.0) / 3.0 * w[0] * w[1]};
  };
  StepControl<3> control;
  control.relative = 1e-12;
  control.absolute.fill(1e-13);
  control.first_step = 0.1;
  DormandPrince march(rate, 0.0, Values<3>{1, 2, 3}, control);
  while (march.time() < 10.0) (void)march.step(10.0);
  const Values<3>& w = march.value();
  EXPECT_NEAR(w[0], 1.9955036377, 1e-8);
  EXPECT_NEAR(w[1], 1.0089426307, 1e-8);
  EXPECT_NEAR(w[2], 3.1613306675, 1e-8);
  EXPECT_NEAR(w[0] * w[0] + 2 * w[1] * w[1] + 3 * w[2] * w[2], 36.0, 1e-9);
  EXPECT_NEAR(w[0] * w[0] + 4 * w[1] * w[1] + 9 * w[2] * w[2], 98.0, 1e-9);

  DormandPrince flip(rate, 0.0, Values<3>{0.01, 1, 0.01}, control);
  std::vector<double> signs;
  while (flip.time() < 35.0) {
    const DenseStep<3> step = flip.step(35.0);
    const auto zero = first_zero(
        step, [](double, const Values<3>& y) { return y[1]; }, step.begin);
    if (zero) signs.push_back(*zero);
  }
  ASSERT_EQ(signs.size(), 2U);
  EXPECT_NEAR(signs[0], 10.917, 1e-3);
  EXPECT_NEAR(signs[1], 30.470, 1e-3);
}

// Exact: the orbit crosses its line of nodes where the true anomaly is -w and pi - w. The event is
// found on the dense output to much better than 1 ms.
TEST(DormandPrinceEvents, NodeCrossing) {
  const OrbitElements e{6778137.0, 0.05, 0.9, 1.0, 2.0, 0.0};
  const OrbitState start = to_state(e);
  const double mu = environment::earth.gravitational_parameter;
  const auto rate = [mu](double, const Values<6>& y) {
    const double r = std::sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]);
    const double s = -mu / (r * r * r);
    return Values<6>{y[3], y[4], y[5], s * y[0], s * y[1], s * y[2]};
  };
  StepControl<6> control;
  control.relative = 1e-9;
  control.absolute = {1e-3, 1e-3, 1e-3, 1e-6, 1e-6, 1e-6};
  DormandPrince march(rate, 0.0,
                      Values<6>{start.position.x, start.position.y, start.position.z,
                                start.velocity.x, start.velocity.y, start.velocity.z},
                      control);
  const double T = period(e.semi_major_axis);
  std::vector<double> nodes;
  while (march.time() < T) {
    const DenseStep<6> step = march.step(T);
    const auto zero = first_zero(
        step, [](double, const Values<6>& y) { return y[2]; }, step.begin);
    if (zero) nodes.push_back(*zero);
  }
  ASSERT_EQ(nodes.size(), 2U);
  const auto time_of = [&](double nu) {
    const double E = 2 * std::atan2(std::sqrt(1 - e.eccentricity) * std::sin(nu / 2),
                                    std::sqrt(1 + e.eccentricity) * std::cos(nu / 2));
    const double M = E - e.eccentricity * std::sin(E);
    return T * (M < 0 ? M / (2 * constants::pi) + 1 : M / (2 * constants::pi));
  };
  EXPECT_NEAR(nodes[0], time_of(constants::pi - 2.0), 1e-4);
  EXPECT_NEAR(nodes[1], time_of(2 * constants::pi - 2.0), 1e-4);
}

}  // namespace
}  // namespace tektite::trajectory
