// Heat in layered sections, against closed forms.
#include <gtest/gtest.h>

#include "shell_meshes.hpp"

namespace tektite::structure::shell {
namespace {

Grid square(int n, const Section& section) {
  return make_grid(
      n, n,
      [](double u, double v) {
        return Point{u, v + 0.1 * u * v, 0.0};
      },
      section);
}

Equilibrium solve(const Grid& grid, const Supports& supports) {
  Solver solver(grid.body);
  return solver.linear({}, supports);
}

// Timoshenko1925: κ = 6 Δα ΔT (1+m)² / (h (3 (1+m)² + (1+mn)(m² + 1/mn))), thickness ratio m = 1,
// stiffness ratio n = 7/11; alike for a plate if both have the same ν.
TEST(ShellHeat, BimetalCurvesAsTimoshenkoSays) {
  const double t = 1e-3, heat = 100.0;
  const std::array<Ply, 2> plies = {
      {{-t, 0.0, 110e9, 0.3, 9e-6 * heat}, {0.0, t, 70e9, 0.3, 23e-6 * heat}}};
  const Grid grid = square(4, laminate(plies, 0.0));
  const Supports supports = determinate_supports(grid.body);
  const Equilibrium result = solve(grid, supports);
  const double expected = 1.0365385;  // of the formula
  for (std::size_t p = 0; p < grid.body.panel.size(); ++p) {
    const Column<6> strain = mean_strain(grid.body, p, result.displacement);
    EXPECT_NEAR(strain[3], expected,
                1e-6);  // the hot layer is on top: it bulges up … κ = -w,xx > 0
    EXPECT_NEAR(strain[4], expected, 1e-6);
    EXPECT_NEAR(strain[5], 0.0, 1e-8);
  }
  for (const double r : result.reaction) EXPECT_NEAR(r, 0.0, 1e-6);
}

// Clamped, 100 K through the thickness: M = E α ΔT h² / (12 (1-ν)), stress ± E α ΔT / 2 (1-ν) =
// 120.1493 MPa, no deflection (Timoshenko1959). n layers of stepped temperature give 1 - 1/n² of M.
TEST(ShellHeat, ClampedPlateWithAGradient) {
  const double h = 0.01, E = 70e9, alpha = 23e-6, nu = 0.33;
  for (const int n : {4, 16}) {
    std::vector<Ply> plies;
    for (int i = 0; i < n; ++i) {
      const double z = -0.5 * h + h * i / n;
      plies.push_back({z, z + h / n, E, nu, alpha * 100.0 * ((i + 0.5) / n - 0.5)});
    }
    const Grid grid = square(4, laminate(plies, 0.0));
    Supports supports = no_supports(grid.body);
    for (int k = 0; k <= 4; ++k) {
      for (const std::size_t node : {grid.at(k, 0), grid.at(k, 4), grid.at(0, k), grid.at(4, k)}) {
        hold(supports, node, {0, 1, 2, 3, 4, 5});
      }
    }
    const Equilibrium result = solve(grid, supports);
    for (const double u : result.displacement) EXPECT_NEAR(u, 0.0, 1e-14);
    const double M = E * alpha * 100.0 * h * h / (12.0 * (1.0 - nu)) * (1.0 - 1.0 / (n * n));
    EXPECT_NEAR(grid.body.section.front().thermal[3] / M, 1.0, 1e-12);
    EXPECT_NEAR(grid.body.section.front().thermal[0], 0.0, 1e-6);
    // the outermost layer's own stress, at its own temperature, against the face's 120.1493 MPa
    const Column<3> s =
        stress(plies.back(), 0.5 * h, mean_strain(grid.body, 0, result.displacement));
    EXPECT_NEAR(s[0] / -120.1493e6, 1.0 - 1.0 / n, 1e-6);
  }
}

// Held on all sides, 100 K: -E α ΔT / (1-ν) = -240.2985 MPa; free: it grows by α ΔT, unstressed.
TEST(ShellHeat, UniformHeatHeldAndFree) {
  const std::array<Ply, 1> ply = {{{-0.005, 0.005, 70e9, 0.33, 23e-4}}};
  const Grid grid = square(3, laminate(ply, 0.0));
  EXPECT_NEAR(stress(ply[0], 0.0, {})[0], -240.2985e6, 100.0);
  const Equilibrium result = solve(grid, determinate_supports(grid.body));
  for (std::size_t p = 0; p < grid.body.panel.size(); ++p) {
    const Column<3> s = stress(ply[0], 0.005, mean_strain(grid.body, p, result.displacement));
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(s[i], 0.0, 10.0);
  }
}

// A sandwich: two faces at a distance with nothing between. D = E t ((d/2)² + t²/12) 2 / (1-ν²).
TEST(ShellHeat, SandwichSection) {
  const double t = 1e-3, d = 0.05, E = 70e9, nu = 0.3;
  const std::array<Ply, 2> faces = {
      {{-0.5 * (d + t), -0.5 * (d - t), E, nu, 0.0}, {0.5 * (d - t), 0.5 * (d + t), E, nu, 0.0}}};
  const Section section = laminate(faces, 0.0);
  const double D = 2.0 * E * t / (1.0 - nu * nu) * (0.25 * d * d + t * t / 12.0);
  EXPECT_NEAR(section.stiffness(3, 3) / D, 1.0, 1e-12);
  EXPECT_NEAR(section.stiffness(4, 3) / (nu * D), 1.0, 1e-12);
  EXPECT_NEAR(section.stiffness(5, 5) / (0.5 * (1.0 - nu) * D), 1.0, 1e-12);
  EXPECT_NEAR(section.stiffness(0, 3) / (E * t * d), 0.0, 1e-12);
}

}  // namespace
}  // namespace tektite::structure::shell
