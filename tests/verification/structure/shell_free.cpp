// Free bodies: inertia relief, and cracks.
#include "solver/structure/shell/corner_classes.hpp"

#include <gtest/gtest.h>

#include "shell_meshes.hpp"
#include <algorithm>

namespace tektite::structure::shell {
namespace {

// A free bar pulled at one end by F: the tension falls linearly, N = F x / L from the free end.
TEST(ShellFree, AcceleratingBar) {
  const double L = 10.0, b = 1.0, t = 0.01, F = 1e4;
  const int nu = 40, nv = 4;
  const Grid grid = make_grid(
      nu, nv,
      [&](double u, double v) {
        return Point{L * u, b * v, 0.0};
      },
      homogeneous(t, 70e9, 0.0, 2700.0));
  NodalVector force(grid.body.unknowns_count(), 0.0);
  for (int j = 0; j < nv; ++j) {
    push(force, grid.at(nu, j), {0.5 * F / nv, 0.0, 0.0});
    push(force, grid.at(nu, j + 1), {0.5 * F / nv, 0.0, 0.0});
  }
  const Loads loads{force, {}, true, {}};
  Solver solver(grid.body);
  const Equilibrium result = solver.linear(loads, determinate_supports(grid.body));
  EXPECT_LT(reaction_share(result, force), 1e-8);
  // mean over each column of panels at its middle
  double worst = 0.0;
  for (int i = 0; i < nu; ++i) {
    double mean = 0.0;
    for (int j = 0; j < nv; ++j) {
      for (int k = 0; k < 2; ++k) {
        const auto p = static_cast<std::size_t>(2 * (j * nu + i) + k);
        // ν = 0 and nothing pulls across, so the sum over any two axes is the tension along it
        const Resultant r =
            grid.body.section[p].stiffness * mean_strain(grid.body, p, result.displacement);
        mean += (r[0] + r[1]) / (2.0 * nv);
      }
    }
    // Saint-Venant: the ends apart, where the pull is not spread as a constant stress would be
    const double error = std::abs(mean * b / F - (i + 0.5) / nu);
    if (i >= 2 * nv && i < nu - 2 * nv) worst = std::max(worst, error);
  }
  fmt::print("Accelerating bar: largest error of N / F {:.2e}, reactions {:.1e} of the load\n",
             worst, reaction_share(result, force));
  EXPECT_LT(worst, 2e-3);
}

/// Hoop force of a spinning hoop of n by 2 facets over ρ t ω² R².
double spinning_ring(int n, double& reactions) {
  const double R = 2.2, t = 0.005, rho = 2700.0, omega = 1.0;
  std::vector<Point> nodes;
  std::vector<std::array<std::int32_t, 3>> panels;
  for (int j = 0; j < 3; ++j) {
    for (int i = 0; i < n; ++i) {
      const double a = 2.0 * pi * i / n;
      nodes.push_back({R * std::cos(a), R * std::sin(a), 0.1 * (j - 1)});
    }
  }
  for (int j = 0; j < 2; ++j) {
    for (int i = 0; i < n; ++i) {
      const int a = j * n + i, b = j * n + (i + 1) % n;
      panels.push_back({a, b, b + n});
      panels.push_back({a, b + n, a + n});
    }
  }
  const std::size_t count = panels.size();
  const Body body =
      make_body(nodes, panels, std::vector<Section>(count, homogeneous(t, 70e9, 0.0, rho)));
  const Loads loads{{}, {}, true, {0.0, 0.0, omega}};
  Solver solver(body);
  const Equilibrium result = solver.linear(loads, determinate_supports(body));
  reactions = reaction_share(result, external_force(body, loads, body.node));
  double mean = 0.0;
  for (std::size_t p = 0; p < count; ++p) {  // the panel's x or y may run along the hoop: add both
    const Resultant r = body.section[p].stiffness * mean_strain(body, p, result.displacement);
    mean += (r[0] + r[1]) / static_cast<double>(count);
  }
  return mean / (rho * t * omega * omega * R * R);
}

// ρ ω² R²; facets are smaller than the circle by (π/n)² / 6 and so.
TEST(ShellFree, SpinningRing) {
  double last = 0.0;
  for (const int n : {16, 32, 64}) {
    double reactions = 0.0;
    const double value = spinning_ring(n, reactions);
    row("Spinning ring", n, value, 1.0);
    EXPECT_LT(reactions, 1e-8);
    if (n > 16) {
      EXPECT_NEAR((1.0 - last) / (1.0 - value), 4.0, 0.2);
    }
    last = value;
  }
  EXPECT_NEAR(last, 1.0, 2e-3);
}

// Any rigid acceleration or place of the loads' origin changes no stress (1e-9), and the inertia
// forces balance force and moment exactly.
TEST(ShellFree, RigidMotionOfTheReferenceChangesNothing) {
  const auto make = [](const Point& shift) {
    return make_grid(
        6, 4,
        [&](double u, double v) {
          return Point{2.0 * u, v, 0.3 * u * u + 0.2 * v * v} + shift;
        },
        homogeneous(0.01, 70e9, 0.3, 2700.0));
  };
  const auto strains = [](const Grid& grid) {
    NodalVector force(grid.body.unknowns_count(), 0.0);
    push(force, grid.at(6, 4), {30.0, -20.0, 50.0});
    push(force, grid.at(0, 2), {-5.0, 10.0, 20.0});
    const Loads loads{force, {}, true, {1.0, -2.0, 3.0}};
    const NodalVector all = external_force(grid.body, loads, grid.body.node);
    const Wrench sum = wrench(all, grid.body.node);
    EXPECT_LT(norm(sum.force), 1e-10);
    EXPECT_LT(norm(sum.moment), 1e-8);
    Solver solver(grid.body);
    const Equilibrium result = solver.linear(loads, determinate_supports(grid.body));
    EXPECT_LT(reaction_share(result, all), 1e-8);
    std::vector<double> out;
    for (std::size_t p = 0; p < grid.body.panel.size(); ++p) {
      const Column<6> strain = mean_strain(grid.body, p, result.displacement);
      out.insert(out.end(), strain.a.begin(), strain.a.end());
    }
    return out;
  };
  const auto here = strains(make({}));
  const auto there = strains(make({30.0, -20.0, 10.0}));
  double largest = 0.0;
  for (const double e : here) largest = std::max(largest, std::abs(e));
  for (std::size_t i = 0; i < here.size(); ++i) EXPECT_NEAR(here[i], there[i], 1e-9 * largest);
}

/// The panels of a grid as vertices, and the edges along one of its columns up to row `up_to`.
struct Crack {
  std::vector<std::array<std::int64_t, 3>> panels;
  std::vector<std::array<std::int64_t, 2>> broken;
  Crack(const Grid& grid, int column, int up_to) {
    for (const auto& p : grid.body.panel) panels.push_back({p[0], p[1], p[2]});
    for (int j = 0; j < up_to; ++j) {
      broken.push_back({static_cast<std::int64_t>(grid.at(column, j)),
                        static_cast<std::int64_t>(grid.at(column, j + 1))});
    }
  }
};

Body body_of(const CornerClasses& classes, const Grid& grid) {
  std::vector<Point> nodes;
  for (const std::int64_t v : classes.vertex) {
    nodes.push_back(grid.body.node[static_cast<std::size_t>(v)]);
  }
  return make_body(nodes, classes.panel, grid.body.section);
}

TEST(ShellFree, ACrackSplitsWhatItPassesAndNotItsTip) {
  const int n = 6;
  const Grid grid = make_grid(
      n, n,
      [](double u, double v) {
        return Point{u, v, 0.0};
      },
      homogeneous(0.01, 70e9, 0.3));
  const auto count = [&](int up_to) {
    const Crack crack(grid, 3, up_to);
    return corner_classes(crack.panels, crack.broken).size();
  };
  const std::size_t whole = grid.body.node.size();
  EXPECT_EQ(count(0), whole);
  EXPECT_EQ(count(1), whole + 1);  // the rim's vertex; the tip holds
  EXPECT_EQ(count(4), whole + 4);
  EXPECT_EQ(count(n), whole + n + 1);  // right through
}

// A plate held on both sides and cut through: what is pulled does not move the other half at all,
// and moves as if the other half were not there.
TEST(ShellFree, ACrackSeparatesExactly) {
  const int n = 6;
  const Section section = homogeneous(0.01, 70e9, 0.3);
  const Grid grid = make_grid(
      n, n,
      [](double u, double v) {
        return Point{u, v, 0.1 * u * v};
      },
      section);
  const Crack crack(grid, 3, n);
  const CornerClasses classes = corner_classes(crack.panels, crack.broken);
  const Body cut = body_of(classes, grid);
  Supports supports = no_supports(cut);
  NodalVector force(cut.unknowns_count(), 0.0);
  std::vector<int> side(cut.node.size(), 0);
  for (std::size_t p = 0; p < cut.panel.size(); ++p) {
    for (const std::int32_t k : cut.panel[p]) {
      side[static_cast<std::size_t>(k)] = cut.start[p].centre.x < 0.5 ? -1 : 1;
    }
  }
  for (std::size_t k = 0; k < cut.node.size(); ++k) {
    const double x = cut.node[k].x;
    if (x < 1e-9 || x > 1.0 - 1e-9) hold(supports, k, {0, 1, 2, 3, 4, 5});
    if (side[k] > 0 && std::abs(x - 0.5) < 1e-9) push(force, k, {-1e3, 200.0, 50.0});
  }
  Solver solver(cut);
  const Equilibrium result = solver.linear({force, {}, false, {}}, supports);
  // the right half alone
  std::vector<std::array<std::int32_t, 3>> panels;
  std::vector<std::int32_t> number(cut.node.size(), -1);
  std::vector<Point> nodes;
  for (std::size_t k = 0; k < cut.node.size(); ++k) {
    if (side[k] < 0) continue;
    number[k] = static_cast<std::int32_t>(nodes.size());
    nodes.push_back(cut.node[k]);
  }
  for (const auto& p : cut.panel) {
    std::array<std::int32_t, 3> q{};
    for (std::size_t i = 0; i < 3; ++i) q[i] = number[static_cast<std::size_t>(p[i])];
    if (q[0] >= 0) panels.push_back(q);
  }
  const std::vector<Section> sections(panels.size(), section);
  const Body half = make_body(nodes, panels, sections);
  Supports held = no_supports(half);
  NodalVector pull(half.unknowns_count(), 0.0);
  for (std::size_t k = 0; k < half.node.size(); ++k) {
    if (half.node[k].x > 1.0 - 1e-9) hold(held, k, {0, 1, 2, 3, 4, 5});
    if (half.node[k].x < 0.5 + 1e-9) push(pull, k, {-1e3, 200.0, 50.0});
  }
  Solver alone(half);
  const Equilibrium expected = alone.linear({pull, {}, false, {}}, held);
  double size = 0.0;
  for (const double u : expected.displacement) size = std::max(size, std::abs(u));
  EXPECT_GT(size, 1e-6);
  for (std::size_t k = 0; k < cut.node.size(); ++k) {
    for (std::size_t c = 0; c < 6; ++c) {
      const double u = result.displacement[6 * k + c];
      if (side[k] < 0) {
        EXPECT_EQ(u, 0.0);
      } else {
        const double e = expected.displacement[6 * static_cast<std::size_t>(number[k]) + c];
        EXPECT_NEAR(u, e, 1e-11 * size);
      }
    }
  }
}

}  // namespace
}  // namespace tektite::structure::shell
