// The shell against published linear benchmarks. Each prints its convergence: panels' squares along
// a side, value, reference, ratio.
#include <gtest/gtest.h>

#include "shell_meshes.hpp"
#include <algorithm>

namespace tektite::structure::shell {
namespace {

Equilibrium solve(const Grid& grid, const Loads& loads, const Supports& supports) {
  Solver solver(grid.body);
  return solver.linear(loads, supports);
}

/// Runs `value` over meshes and asks that the last but one and the last be within `tolerance`.
void converges(const std::string& name, std::initializer_list<int> sizes, double reference,
               double tolerance, const std::function<double(int)>& value) {
  double last = 0.0;
  for (const int n : sizes) row(name, n, last = value(n), reference);
  EXPECT_NEAR(last / reference, 1.0, tolerance) << name;
}

// MacNealHarder1985: roof under its weight, vertical displacement at the middle of the free edge.
double scordelis_lo(int n) {
  const double R = 25.0, half = 25.0, angle = 40.0 * pi / 180.0;
  const Grid grid = make_grid(
      n, n,
      [&](double u, double v) {
        return Point{R * std::sin(u * angle), half * v, R * std::cos(u * angle)};
      },
      homogeneous(0.25, 4.32e8, 0.0));
  Supports supports = no_supports(grid.body);
  for (int k = 0; k <= n; ++k) {
    mirror(supports, grid.at(0, k), 0);     // crown
    mirror(supports, grid.at(k, 0), 1);     // middle of the span
    hold(supports, grid.at(k, n), {0, 2});  // rigid diaphragm
  }
  const Equilibrium result =
      solve(grid, {area_load(grid.body, {0.0, 0.0, -90.0}), {}, false, {}}, supports);
  return -displacement_of(result, grid.at(n, 0)).z;
}

TEST(ShellLinear, ScordelisLoRoof) {
  converges("Scordelis-Lo roof", {4, 8, 16, 32}, 0.3024, 0.02, scordelis_lo);
}

// BelytschkoEtAl1985: cylinder with end diaphragms, pinched by two forces; octant.
double pinched_cylinder(int n) {
  const double R = 300.0, half = 300.0;
  const Grid grid = make_grid(
      n, n,
      [&](double u, double v) {
        return Point{R * std::sin(0.5 * pi * u), half * v, R * std::cos(0.5 * pi * u)};
      },
      homogeneous(3.0, 3e6, 0.3));
  Supports supports = no_supports(grid.body);
  for (int k = 0; k <= n; ++k) {
    mirror(supports, grid.at(0, k), 0);
    mirror(supports, grid.at(n, k), 2);
    mirror(supports, grid.at(k, 0), 1);
    hold(supports, grid.at(k, n), {0, 2});
  }
  NodalVector force(grid.body.unknowns_count(), 0.0);
  push(force, grid.at(0, 0), {0.0, 0.0, -0.25});
  return -displacement_of(solve(grid, {force, {}, false, {}}, supports), grid.at(0, 0)).z;
}

TEST(ShellLinear, PinchedCylinder) {
  converges("Pinched cylinder", {8, 16, 32, 64}, 1.8248e-5, 0.02, pinched_cylinder);
}

/// A quarter of a hemisphere from a hole of `hole` [rad] about the pole, pinched on its rim.
double hemisphere(int n, double hole, double youngs_modulus, double load) {
  const double R = 10.0;
  const Grid grid = make_grid(
      n, n,
      [&](double u, double v) {
        const double a = 0.5 * pi * u, b = v * (0.5 * pi - hole);
        return Point{R * std::cos(a) * std::cos(b), R * std::sin(a) * std::cos(b), R * std::sin(b)};
      },
      homogeneous(0.04, youngs_modulus, 0.3));
  Supports supports = no_supports(grid.body);
  for (int k = 0; k <= n; ++k) {
    mirror(supports, grid.at(0, k), 1);
    mirror(supports, grid.at(n, k), 0);
  }
  hold(supports, grid.at(n / 2, 0), {2});
  NodalVector force(grid.body.unknowns_count(), 0.0);
  push(force, grid.at(0, 0), {load, 0.0, 0.0});
  push(force, grid.at(n, 0), {0.0, -load, 0.0});
  return displacement_of(solve(grid, {force, {}, false, {}}, supports), grid.at(0, 0)).x;
}

TEST(ShellLinear, PinchedHemisphereWithHole) {
  converges("Pinched hemisphere, hole 18 deg", {8, 16, 32}, 0.0940, 0.02,
            [](int n) { return hemisphere(n, 18.0 * pi / 180.0, 6.825e7, 1.0); });
}

// MacNealHarder1985: cantilever twisted by 90 deg; tip along the load.
double twisted_beam(int n, bool in_plane) {
  const double L = 12.0, width = 1.1;
  const Grid grid = make_grid(
      6 * n, n,
      [&](double u, double v) {
        const double angle = 0.5 * pi * u, s = width * (v - 0.5);
        return Point{L * u, s * std::cos(angle), s * std::sin(angle)};
      },
      homogeneous(0.32, 29e6, 0.22));
  Supports supports = no_supports(grid.body);
  for (int j = 0; j <= n; ++j) hold(supports, grid.at(0, j), {0, 1, 2, 3, 4, 5});
  NodalVector force(grid.body.unknowns_count(), 0.0);
  // at the tip the section stands along z: in its plane is z
  for (int j = 0; j < n; ++j) {
    const Point f = in_plane ? Point{0.0, 0.0, 0.5 / n} : Point{0.0, 0.5 / n, 0.0};
    push(force, grid.at(6 * n, j), f);
    push(force, grid.at(6 * n, j + 1), f);
  }
  const Point tip =
      displacement_of(solve(grid, {force, {}, false, {}}, supports), grid.at(6 * n, n / 2));
  return in_plane ? tip.z : tip.y;
}

TEST(ShellLinear, TwistedBeam) {
  converges("Twisted beam, in plane", {2, 4, 8}, 0.005424, 0.02,
            [](int n) { return twisted_beam(n, true); });
  converges("Twisted beam, out of plane", {2, 4, 8}, 0.001754, 0.02,
            [](int n) { return twisted_beam(n, false); });
}

// CookEtAl1989: tapered panel in shear; vertical displacement of the upper right corner's edge.
double cook(int n) {
  const Grid grid = make_grid(
      n, n,
      [](double u, double v) {
        const double low = 44.0 * u, high = 44.0 + 16.0 * u;
        return Point{48.0 * u, low + v * (high - low), 0.0};
      },
      homogeneous(1.0, 1.0, 1.0 / 3.0), false);
  Supports supports = no_supports(grid.body);
  for (std::size_t k = 0; k < grid.body.node.size(); ++k) hold(supports, k, {2, 3, 4});
  for (int j = 0; j <= n; ++j) hold(supports, grid.at(0, j), {0, 1, 5});
  NodalVector force(grid.body.unknowns_count(), 0.0);
  for (int j = 0; j < n; ++j) {
    push(force, grid.at(n, j), {0.0, 0.5 / n, 0.0});
    push(force, grid.at(n, j + 1), {0.0, 0.5 / n, 0.0});
  }
  return displacement_of(solve(grid, {force, {}, false, {}}, supports), grid.at(n, n / 2)).y;
}

TEST(ShellLinear, CooksMembrane) {
  converges("Cook's membrane", {4, 8, 16, 32}, 23.96, 0.02, cook);
}

// NAFEMS1990 LE1: σ_yy at the inner end of the x axis.
double le1(int n) {
  const double t = 0.1, p = 10e6;
  const Grid grid = make_grid(
      n, n,
      [](double u, double v) {
        const double a = 2.0 + 1.25 * u, b = 1.0 + 1.75 * u;
        return Point{a * std::cos(0.5 * pi * v), b * std::sin(0.5 * pi * v), 0.0};
      },
      homogeneous(t, 210e9, 0.3));
  Supports supports = no_supports(grid.body);
  for (std::size_t k = 0; k < grid.body.node.size(); ++k) hold(supports, k, {2, 3, 4});
  NodalVector force(grid.body.unknowns_count(), 0.0);
  for (int j = 0; j <= n; ++j) {
    hold(supports, grid.at(j, 0), {1, 5});
    hold(supports, grid.at(j, n), {0, 5});
    if (j == n) break;
    const Point edge = grid.body.node[grid.at(n, j + 1)] - grid.body.node[grid.at(n, j)];
    const Point half = 0.5 * p * t * Point{edge.y, -edge.x, 0.0};
    push(force, grid.at(n, j), half);
    push(force, grid.at(n, j + 1), half);
  }
  const Equilibrium result = solve(grid, {force, {}, false, {}}, supports);
  const Ply ply = {-0.05, 0.05, 210e9, 0.3, 0.0};
  return fitted_stress(grid.body, result, {2.0, 0.0, 0.0}, {Point{1, 0, 0}, Point{0, 1, 0}},
                       4.0 / n, ply, 0.0)[1];
}

TEST(ShellLinear, LE1EllipticMembrane) {
  converges("LE1 elliptic membrane", {8, 16, 32, 64}, 92.7e6, 0.02, le1);
}

// NAFEMS1990 LE2: cylindrical bending (edge moment) and hoop tension (pressure): outer hoop stress.
double le2(int n, bool pressure) {
  const double R = 1.0, half = 0.25, t = 0.01, angle = pi / 6.0;
  const Grid grid = make_grid(
      n, n,
      [&](double u, double v) {
        return Point{R * std::cos(u * angle), R * std::sin(u * angle), half * (2.0 * v - 1.0)};
      },
      homogeneous(t, 210e9, 0.3));
  Supports supports = no_supports(grid.body);
  NodalVector force(grid.body.unknowns_count(), 0.0);
  for (int k = 0; k <= n; ++k) {
    hold(supports, grid.at(k, 0), {2, 3, 4});
    hold(supports, grid.at(k, n), {2, 3, 4});
    hold(supports, grid.at(0, k), {0, 1, 2, 3, 4, 5});
    const double length = 2.0 * half / n * (k == 0 || k == n ? 0.5 : 1.0);
    const std::size_t node = grid.at(n, k);
    if (pressure) {
      push(force, node, 60e6 * t * length * Point{-std::sin(angle), std::cos(angle), 0.0});
    } else {
      force[6 * node + 5] += 1e3 * length;  // bends it so that the outside is pulled
    }
  }
  Loads loads{force, {}, false, {}};
  if (pressure) loads.pressure.assign(grid.body.panel.size(), 0.6e6);
  const Equilibrium result = solve(grid, loads, supports);
  const Ply ply = {-0.5 * t, 0.5 * t, 210e9, 0.3, 0.0};
  const double middle = 0.5 * angle;
  return fitted_stress(grid.body, result, {std::cos(middle), std::sin(middle), 0.0},
                       {Point{-std::sin(middle), std::cos(middle), 0}, Point{0, 0, 1}}, 0.8 / n,
                       ply, 0.5 * t)[0];
}

TEST(ShellLinear, LE2CylindricalPatch) {
  converges("LE2 edge moment", {4, 8, 16}, 60e6, 0.02, [](int n) { return le2(n, false); });
  converges("LE2 pressure", {4, 8, 16}, 60e6, 0.02, [](int n) { return le2(n, true); });
}

// NAFEMS1990 LE3: the same without a hole; a quarter of the hemisphere is an octant of the sphere.
double le3(int n) {
  Body body = make_sphere(n, 10.0, homogeneous(0.04, 68.25e9, 0.3), true);
  Supports supports = no_supports(body);
  NodalVector force(body.unknowns_count(), 0.0);
  std::size_t loaded = 0;
  for (std::size_t k = 0; k < body.node.size(); ++k) {
    const Point x = body.node[k];
    if (x.x < 1e-9) mirror(supports, k, 0);
    if (x.y < 1e-9) mirror(supports, k, 1);
    if (x.x > 10.0 - 1e-9) push(force, loaded = k, {2000.0, 0.0, 0.0});
    if (x.y > 10.0 - 1e-9) push(force, k, {0.0, -2000.0, 0.0});
    if (x.z > 10.0 - 1e-9) hold(supports, k, {2});
  }
  Solver solver(body);
  return displacement_of(solver.linear({force, {}, false, {}}, supports), loaded).x;
}

TEST(ShellLinear, LE3Hemisphere) {
  converges("LE3 hemisphere", {8, 16, 32, 48}, 0.185, 0.02, le3);
}

// NAFEMS1990 LE5: Z section, one flange, web, other flange as one folded strip; σ_xx at the
// flange's edge a quarter from the root.
double le5(int n) {
  const Grid grid = make_grid(
      5 * n, 4 * n,
      [](double u, double v) {
        const double s = 4.0 * v;  // along the section
        if (s <= 1.0) return Point{10.0 * u, s - 1.0, 1.0};
        if (s <= 3.0) return Point{10.0 * u, 0.0, 2.0 - s};
        return Point{10.0 * u, s - 3.0, -1.0};
      },
      homogeneous(0.1, 210e9, 0.3));
  Supports supports = no_supports(grid.body);
  NodalVector force(grid.body.unknowns_count(), 0.0);
  for (int j = 0; j <= 4 * n; ++j) hold(supports, grid.at(0, j), {0, 1, 2, 3, 4, 5});
  for (int j = 0; j < n; ++j) {  // 0.6 MN in each flange, opposite
    for (int k = 0; k < 2; ++k) {
      push(force, grid.at(5 * n, j + k), {0.0, 0.3e6 / n, 0.0});
      push(force, grid.at(5 * n, 3 * n + j + k), {0.0, -0.3e6 / n, 0.0});
    }
  }
  const Equilibrium result = solve(grid, {force, {}, false, {}}, supports);
  const Ply ply = {-0.05, 0.05, 210e9, 0.3, 0.0};
  return std::abs(fitted_stress(grid.body, result, {2.5, -1.0, 1.0},
                                {Point{1, 0, 0}, Point{0, 1, 0}}, 3.2 / n, ply, 0.0)[0]);
}

TEST(ShellLinear, LE5ZSection) {
  converges("LE5 Z section (magnitude)", {4, 8, 16}, 108e6, 0.02, le5);
}

// NAFEMS1990 LE6: skew plate, simply supported, largest principal stress below at the centre.
double le6(int n) {
  const double t = 0.01, s = std::sin(pi / 6.0), c = std::cos(pi / 6.0);
  const Grid grid = make_grid(
      n, n,
      [&](double u, double v) {
        return Point{u + c * v, s * v, 0.0};
      },
      homogeneous(t, 210e9, 0.3));
  Supports supports = no_supports(grid.body);
  for (std::size_t k = 0; k < grid.body.node.size(); ++k) hold(supports, k, {0, 1, 5});
  for (int k = 0; k <= n; ++k) {
    for (const std::size_t node : {grid.at(k, 0), grid.at(k, n), grid.at(0, k), grid.at(n, k)}) {
      hold(supports, node, {2});
    }
  }
  const Equilibrium result =
      solve(grid, {area_load(grid.body, {0.0, 0.0, -700.0}), {}, false, {}}, supports);
  const Ply ply = {-0.5 * t, 0.5 * t, 210e9, 0.3, 0.0};
  const Column<3> m = fitted_stress(grid.body, result, {0.5 * (1.0 + c), 0.5 * s, 0.0},
                                    {Point{1, 0, 0}, Point{0, 1, 0}}, 1.5 / n, ply, -0.5 * t);
  const double mean = 0.5 * (m[0] + m[1]), half = 0.5 * (m[0] - m[1]);
  return mean + std::sqrt(half * half + m[2] * m[2]);
}

TEST(ShellLinear, LE6SkewPlate) {
  converges("LE6 skew plate", {8, 16, 32, 64}, 0.802e6, 0.02, le6);
}

}  // namespace
}  // namespace tektite::structure::shell
