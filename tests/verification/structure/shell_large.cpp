// Large displacements: against exact and classical solutions.
#include <gtest/gtest.h>

#include "shell_meshes.hpp"
#include "tests/unit/structure/eigenvalues.hpp"

namespace tektite::structure::shell {
namespace {

/// Clamped circular plate under pressure, radius 1, thickness 0.01: central deflection [m].
double plate_deflection(int n, double pressure) {
  const Grid grid = make_grid(
      n, n,
      [](double u, double v) {
        return Point{u * std::sqrt(1.0 - 0.5 * v * v), v * std::sqrt(1.0 - 0.5 * u * u), 0.0};
      },
      homogeneous(0.01, 70e9, 0.3), false);
  Supports supports = no_supports(grid.body);
  for (int k = 0; k <= n; ++k) {
    mirror(supports, grid.at(0, k), 0);
    mirror(supports, grid.at(k, 0), 1);
    hold(supports, grid.at(n, k), {0, 1, 2, 3, 4, 5});
    hold(supports, grid.at(k, n), {0, 1, 2, 3, 4, 5});
  }
  Loads loads;
  loads.pressure.assign(grid.body.panel.size(), pressure);
  Solver solver(grid.body);
  const Equilibrium result = solver.newton(loads, supports);
  fmt::print("  {} load steps, {} iterations\n", result.load_steps, result.iterations);
  return displacement_of(result, grid.at(0, 0)).z;
}

// Timoshenko1959: q a⁴ / 64 D = w (1 + 0.488 w²/h²), clamped and held, ν = 0.3.
TEST(ShellLarge, ClampedCircularPlate) {
  const double h = 0.01, D = 70e9 * h * h * h / (12.0 * (1.0 - 0.09));
  for (const double ratio : {0.1, 0.5, 1.0, 1.5, 2.0, 3.0}) {
    const double w = ratio * h;
    const double q = 64.0 * D * w * (1.0 + 0.488 * ratio * ratio);
    const double found = plate_deflection(16, q);
    row(fmt::format("Clamped plate, w/h = {}", ratio), 16, found, w);
    // The formula is a one-term approximation for deflections of the order of the thickness.
    if (ratio <= 1.5) {
      EXPECT_NEAR(found / w, 1.0, 0.05) << ratio;
    }
  }
}

/// A strip of 12 by 1 by 0.1 in x and y, clamped at x = 0, pulled or turned at its end.
struct Strip {
  static constexpr int n = 24;
  static constexpr double L = 12.0, EI = 100.0;
  Grid grid = make_grid(
      n, 1,
      [](double u, double v) {
        return Point{L * u, v, 0.0};
      },
      homogeneous(0.1, 1.2e6, 0.0));
  Equilibrium solve(std::size_t unknown, double load) {
    Supports supports = no_supports(grid.body);
    hold(supports, grid.at(0, 0), {0, 1, 2, 3, 4, 5});
    hold(supports, grid.at(0, 1), {0, 1, 2, 3, 4, 5});
    NodalVector force(grid.body.unknowns_count(), 0.0);
    force[6 * grid.at(n, 0) + unknown] = force[6 * grid.at(n, 1) + unknown] = 0.5 * load;
    Solver solver(grid.body);
    return solver.newton({force, {}, false, {}}, supports);
  }
};

// Mattiasson1981, elliptic integrals: cantilever under an end force P across it. P L²/EI, then
// shortening and deflection over L.
TEST(ShellLarge, CantileverWithAnEndForce) {
  struct Row {
    double load, shortening, deflection;
  };
  for (const Row& r : {Row{1.0, 0.05643, 0.30172}, Row{4.0, 0.32894, 0.66996}}) {
    Strip strip;
    const Equilibrium result = strip.solve(2, r.load * Strip::EI / (Strip::L * Strip::L));
    const Point tip = displacement_of(result, strip.grid.at(Strip::n, 0));
    fmt::print("Cantilever, P L2/EI = {}: {:.5f} {:.5f}, exact {:.5f} {:.5f}; {} iterations\n",
               r.load, -tip.x / Strip::L, tip.z / Strip::L, r.shortening, r.deflection,
               result.iterations);
    EXPECT_NEAR(-tip.x / Strip::L, r.shortening, 0.005 * r.deflection);
    EXPECT_NEAR(tip.z / Strip::L, r.deflection, 0.005 * r.deflection);
  }
}

// An end moment θ EI / L bends it into an arc of angle θ (Euler's elastica, exact): a quarter of a
// circle, every node on it.
TEST(ShellLarge, CantileverBentIntoAnArc) {
  Strip strip;
  const double angle = 0.5 * pi, R = Strip::L / angle;
  const Equilibrium result = strip.solve(4, -angle * Strip::EI / Strip::L);
  for (int i = 0; i <= Strip::n; ++i) {
    const Point x = result.motion.position[strip.grid.at(i, 0)];
    const double a = angle * i / Strip::n;
    EXPECT_NEAR(x.x, R * std::sin(a), 1e-3 * Strip::L);
    EXPECT_NEAR(x.z, R * (1.0 - std::cos(a)), 1e-3 * Strip::L);
  }
}

/// All eigenvalues of the tangent of a free body, lengths scaled so that a rotation weighs as much
/// as a displacement.
std::vector<double> eigenvalues(Solver& solver, const Body& body, const Motion& motion,
                                const Loads& loads, double length) {
  const Stiffness& K = solver.tangent(motion, loads, no_supports(body));
  const std::size_t n = K.size();
  std::vector<double> dense(n * n), unit_vector(n), column(n);
  const auto weight = [&](std::size_t i) { return i % 6 < 3 ? 1.0 : 1.0 / length; };
  for (std::size_t c = 0; c < n; ++c) {
    unit_vector.assign(n, 0.0);
    unit_vector[c] = weight(c);
    K.multiply(unit_vector, column);
    for (std::size_t r = 0; r < n; ++r) dense[r * n + c] = weight(r) * column[r];
  }
  return symmetric_eigenvalues(dense, n);
}

// A free sphere, unstressed and inflated: six zero eigenvalues and no more. The membrane stress of
// the inflated one is p R / 2 t.
TEST(ShellLarge, SixZeroEigenvaluesUnstressedAndPressurised) {
  const double R = 1.0, t = 0.02, E = 70e9, p = 1e6;
  const Body body = make_sphere(3, R, homogeneous(t, E, 0.3), false);
  Solver solver(body);
  Loads loads;
  loads.pressure.assign(body.panel.size(), 0.0);
  const auto at_start = eigenvalues(solver, body, at_rest(body), loads, t);
  loads.pressure.assign(body.panel.size(), p);
  const Equilibrium inflated = solver.newton(loads, determinate_supports(body));
  const NodalVector applied = external_force(body, loads, inflated.motion.position);
  EXPECT_LT(reaction_share(inflated, applied), 1e-8);
  const auto under_pressure = eigenvalues(solver, body, inflated.motion, loads, t);
  for (const auto& values : {at_start, under_pressure}) {
    fmt::print("eigenvalues over the largest: {:.1e} … {:.1e} | {:.1e} (reactions {:.1e})\n",
               values[0] / values.back(), values[5] / values.back(), values[6] / values.back(),
               reaction_share(inflated, applied));
    for (std::size_t i = 0; i < 6; ++i) EXPECT_LT(std::abs(values[i]), 1e-12 * values.back());
    EXPECT_GT(values[6], 1e-7 * values.back());
  }
}

// Pressure on a closed body pulls and turns it nowhere.
TEST(ShellLarge, PressureOnAClosedBodyBalances) {
  const Body body = make_sphere(4, 1.0, homogeneous(0.02, 70e9, 0.3), false);
  Loads loads;
  loads.pressure.assign(body.panel.size(), 1e6);
  const NodalVector force = external_force(body, loads, body.node);
  double size = 0.0;
  for (const double f : force) size += std::abs(f);
  const Wrench sum = wrench(force, body.node);
  EXPECT_LT(norm(sum.force), 1e-14 * size);
  EXPECT_LT(norm(sum.moment), 1e-14 * size);
}

}  // namespace
}  // namespace tektite::structure::shell
