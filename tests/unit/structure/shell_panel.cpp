// One shell panel: rigid motions, consistency of force and stiffness, independence of its corners'
// order. All expected values are zero or follow from a difference quotient.
#include "solver/structure/shell/panel.hpp"

#include <gtest/gtest.h>

#include "eigenvalues.hpp"
#include <algorithm>
#include <cmath>
#include <vector>

namespace tektite::structure::shell {
namespace {

using Point = Vec3<VehicleAxes>;

const std::array<Point, 3> corners = {{{0.1, -0.2, 0.3}, {1.2, 0.1, 0.5}, {0.4, 0.9, -0.1}}};

/// Two layers, the upper one weaker and hotter: stretching and bending are coupled.
Section coupled() {
  const std::array<Ply, 2> plies = {
      {{-0.01, 0.002, 70e9, 0.33, 1e-4}, {0.002, 0.015, 30e9, 0.28, 3e-4}}};
  return laminate(plies, 50.0);
}

Section cold() {
  const std::array<Ply, 2> plies = {
      {{-0.01, 0.002, 70e9, 0.33, 0.0}, {0.002, 0.015, 30e9, 0.28, 0.0}}};
  return laminate(plies, 50.0);
}

PanelMotion at_rest() {
  return {corners, {identity<3>(), identity<3>(), identity<3>()}};
}

/// A state with strains of about `size`, rotated and moved far.
PanelMotion bent(double size) {
  const Matrix3 far = rotation_of({{0.7, -1.1, 1.9}});
  PanelMotion out = at_rest();
  for (std::size_t i = 0; i < 3; ++i) {
    const auto s = static_cast<double>(i);
    const Column<3> small = {{size * std::sin(1.0 + s), size * std::cos(2.0 * s), -size * s}};
    const Point moved = corners[i] + vector(0.5 * small);
    out.position[i] = vector(far * column(moved)) + Point{3.0, -2.0, 1.0};
    out.rotation[i] =
        far * rotation_of({{-size * s, size * std::cos(s), size * std::sin(3.0 * s)}});
  }
  return out;
}

TEST(ShellPanel, SixRigidMotionsAndNoMore) {
  const PanelAnswer panel = linear_panel(place(corners), cold());
  const std::vector<double> values =
      symmetric_eigenvalues({panel.stiffness.a.begin(), panel.stiffness.a.end()}, unknowns);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_LT(std::abs(values[i]), 1e-13 * values.back()) << i;
  EXPECT_GT(values[6], 1e-6 * values.back());
  for (int r = 0; r < unknowns; ++r) EXPECT_EQ(panel.force[r], 0.0);
}

TEST(ShellPanel, ARigidMotionOfAnySizeStrainsNothing) {
  const PlacedTriangle start = place(corners);
  const Matrix3 turn = rotation_of({{2.0, 1.5, -1.0}});
  PanelMotion now = at_rest();
  for (std::size_t i = 0; i < 3; ++i) {
    now.position[i] = vector(turn * column(corners[i])) + Point{10.0, 20.0, -5.0};
    now.rotation[i] = turn;
  }
  const PanelStrain panel = strain_of(start, now, 0.3);
  for (int i = 0; i < unknowns; ++i) EXPECT_NEAR(panel.deformation[i], 0.0, 2e-14) << i;
}

/// The difference quotient of the force against the stiffness.
double tangent_error(double size) {
  const PlacedTriangle start = place(corners);
  const PanelMotion now = bent(size);
  const Section section = cold();
  const PanelAnswer exact = corotational_panel(start, section, now);
  Matrix<unknowns, unknowns> quotient;
  const double step = 1e-6;
  for (int c = 0; c < unknowns; ++c) {
    const auto moved = [&](double s) {
      PanelMotion other = now;
      const auto corner = static_cast<std::size_t>(c / 6);
      Column<3> by;
      by[c % 3] = s;
      if (c % 6 < 3) {
        other.position[corner] += vector(by);
      } else {
        other.rotation[corner] = rotation_of(by) * other.rotation[corner];
      }
      return corotational_panel(start, section, other).force;
    };
    const PanelForce up = moved(step), down = moved(-step);
    for (int r = 0; r < unknowns; ++r) quotient(r, c) = (up[r] - down[r]) / (2.0 * step);
  }
  quotient = 0.5 * (quotient + transposed(quotient));
  double error = 0.0, largest = 0.0;
  for (int i = 0; i < unknowns * unknowns; ++i) {
    error = std::max(error, std::abs(quotient[i] - exact.stiffness[i]));
    largest = std::max(largest, std::abs(exact.stiffness[i]));
  }
  return error / largest;
}

// What is left out is smaller than the stiffness by the square of the strain: with the strain taken
// to a tenth, the error falls to a hundredth.
TEST(ShellPanel, StiffnessIsTheDerivativeOfTheForce) {
  const double coarse = tangent_error(0.1), fine = tangent_error(0.01);
  EXPECT_LT(coarse, 2e-3);
  EXPECT_LT(fine, 0.015 * coarse);
}

TEST(ShellPanel, ForcesBalanceWhereverThePanelIs) {
  const PanelMotion now = bent(0.05);
  const PanelAnswer panel = corotational_panel(place(corners), coupled(), now);
  Point sum, moment;
  double size = 0.0;
  for (int i = 0; i < 3; ++i) {
    const Point f = {panel.force[6 * i], panel.force[6 * i + 1], panel.force[6 * i + 2]};
    const Point m = {panel.force[6 * i + 3], panel.force[6 * i + 4], panel.force[6 * i + 5]};
    sum += f;
    moment += m + cross(now.position[static_cast<std::size_t>(i)], f);
    size += norm(f);
  }
  EXPECT_LT(norm(sum), 1e-14 * size);
  EXPECT_LT(norm(moment), 1e-13 * size);
}

TEST(ShellPanel, TheOrderOfCornersChangesNothing) {
  const PanelMotion now = bent(0.05);
  const PanelAnswer a = corotational_panel(place(corners), coupled(), now);
  const PanelMotion other = {{now.position[1], now.position[2], now.position[0]},
                             {now.rotation[1], now.rotation[2], now.rotation[0]}};
  const PanelAnswer b =
      corotational_panel(place({corners[1], corners[2], corners[0]}), coupled(), other);
  double largest = 0.0;
  for (int i = 0; i < unknowns; ++i) largest = std::max(largest, std::abs(a.force[i]));
  for (int i = 0; i < unknowns; ++i) {
    EXPECT_NEAR(a.force[i], b.force[(i + 12) % unknowns], 1e-11 * largest) << i;
  }
}

TEST(ShellPanel, RotationVectorsAreRecovered) {
  for (const double angle : {1e-9, 1e-3, 0.05, 0.2, 1.0, 2.5, 3.14159}) {
    const Column<3> v = {{angle * 2.0 / 7.0, -angle * 3.0 / 7.0, angle * 6.0 / 7.0}};
    const Column<3> back = rotation_vector(rotation_of(v));
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(back[i], v[i], 1e-14 * angle + 1e-15) << angle;
  }
}

}  // namespace
}  // namespace tektite::structure::shell
