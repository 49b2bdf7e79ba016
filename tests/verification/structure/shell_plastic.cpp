// Plastic flow against closed forms: one station, a bar, a beam, a closed vessel.
#include <gtest/gtest.h>

#include "shell_meshes.hpp"

namespace tektite::structure::shell {
namespace {

const PlasticPly metal = {{-0.01, 0.01, 70e9, 0.3, 0.0}, 200e6, 1e9};

// Uniaxial tension: σ = σ_y + H p and ε = σ/E + p, so σ = (σ_y + H ε) / (1 + H/E) once it flows.
TEST(ShellPlastic, UniaxialTension) {
  const double total = 0.005;
  const double stress = (200e6 + 1e9 * total) / (1.0 + 1e9 / 70e9);
  const double flow = total - stress / 70e9;
  // across: elastic contraction by ν, plastic by one half
  const Column<3> strain = {{total, -0.3 * stress / 70e9 - 0.5 * flow, 0.0}};
  const StationAnswer a = yield_stress_update(metal, strain, {}, 1.0);
  EXPECT_NEAR(a.stress[0] / stress, 1.0, 1e-12);
  EXPECT_NEAR(a.stress[1] / stress, 0.0, 1e-12);
  EXPECT_NEAR(a.after.equivalent / flow, 1.0, 1e-10);
}

TEST(ShellPlastic, TheTangentIsTheDerivative) {
  const PlasticStrain before = {{{1e-3, -4e-4, 3e-4}}, 1.2e-3};
  const Column<3> strain = {{0.006, -0.001, 0.003}};
  const StationAnswer a = yield_stress_update(metal, strain, before, 1.0);
  EXPECT_NEAR(von_mises(a.stress) / (200e6 + 1e9 * a.after.equivalent), 1.0, 1e-12);
  for (int c = 0; c < 3; ++c) {
    Column<3> up = strain, down = strain;
    up[c] += 1e-7, down[c] -= 1e-7;
    const Column<3> s = yield_stress_update(metal, up, before, 1.0).stress -
                        yield_stress_update(metal, down, before, 1.0).stress;
    for (int r = 0; r < 3; ++r) EXPECT_NEAR(s[r] / 2e-7, a.tangent(r, c), 1e-5 * 70e9) << r << c;
  }
}

/// A strip of 1 by 0.1 by 0.02, and what yields in it.
struct Strip {
  Grid grid;
  Solver solver;
  PlasticWalls walls;
  Supports supports;
  Strip(double poisson_ratio, double hardening)
      : grid(make_grid(
            8, 1,
            [](double u, double v) {
              return Point{u, 0.1 * v, 0.0};
            },
            homogeneous(0.02, 70e9, poisson_ratio))),
        solver(grid.body),
        walls({stations(
                  std::vector<PlasticPly>{
                      {{-0.01, 0.01, 70e9, poisson_ratio, 0.0}, 200e6, hardening}},
                  16)},
              std::vector<std::int32_t>(grid.body.panel.size(), 0)),
        supports(no_supports(grid.body)) {
    solver.set_walls(&walls);
  }
};

// Prager1959: a rectangular section without hardening: M = M_y (3 - (κ_y/κ)²) / 2, M_y = σ h²/6 a
// metre. In plane strain with ν = 1/2, where the stress across is half that along, elastic or not:
// σ = 2 σ_y / √3, and E / (1-ν²) for E. The end is turned, its moment is the reaction.
TEST(ShellPlastic, BeamBeyondItsElasticMoment) {
  const double stress = 2.0 / std::sqrt(3.0) * 200e6;
  const double My = stress * 0.1 * 0.02 * 0.02 / 6.0, yield = stress / (70e9 / 0.75) / 0.01;
  for (const double ratio : {0.9, 1.5, 2.0, 3.0}) {
    Strip strip(0.5, 0.0);
    for (std::size_t n = 0; n < strip.grid.body.node.size(); ++n) {
      hold(strip.supports, n, {1, 3, 5});
    }
    for (const int j : {0, 1}) {
      hold(strip.supports, strip.grid.at(0, j), {0, 2, 4});
      hold(strip.supports, strip.grid.at(8, j), {4}, -ratio * yield);
    }
    const Equilibrium result = strip.solver.newton({}, strip.supports);
    const double found = -(result.reaction[6 * strip.grid.at(8, 0) + 4] +
                           result.reaction[6 * strip.grid.at(8, 1) + 4]);
    const double expected = ratio <= 1.0 ? ratio * My : 0.5 * My * (3.0 - 1.0 / (ratio * ratio));
    row(fmt::format("Plastic beam, curvature over yield {}", ratio), 8, found, expected);
    EXPECT_NEAR(found / expected, 1.0, 0.01);
  }
}

// Stretched past yield and brought back by what was elastic: the force is gone, the plastic strain
// stays. Force at full stretch (σ_y + H ε) / (1 + H/E).
TEST(ShellPlastic, WhatHasFlowedStays) {
  Strip strip(0.3, 7e9);
  const double total = 0.006, stress = (200e6 + 7e9 * total) / (1.0 + 0.1);
  const auto pull = [&](double stretch) {
    for (const int j : {0, 1}) {
      hold(strip.supports, strip.grid.at(0, j), {0, 2, 3, 4, 5});
      hold(strip.supports, strip.grid.at(8, j), {0}, stretch);
      hold(strip.supports, strip.grid.at(8, j), {5});
    }
    hold(strip.supports, strip.grid.at(0, 0), {1});
    const Equilibrium result = strip.solver.newton({}, strip.supports);
    return result.reaction[6 * strip.grid.at(8, 0)] + result.reaction[6 * strip.grid.at(8, 1)];
  };
  EXPECT_NEAR(pull(total) / (stress * 0.1 * 0.02), 1.0, 0.01);  // widths differ by the strain
  EXPECT_NEAR(pull(total - stress / 70e9) / (stress * 0.1 * 0.02), 0.0, 0.01);
  EXPECT_NEAR(strip.walls.memory(0, 0).front().equivalent, total - stress / 70e9, 1e-5);
}

// A thin sphere: σ = p R / 2 t in both directions, von Mises the same; it yields all at once at
// p = 2 σ_y t / R and then grows by its hardening alone.
TEST(ShellPlastic, SphereYieldsAtItsLimitPressure) {
  const double R = 1.0, t = 0.01, E = 70e9, yield = 200e6, hardening = 20e9;
  const Body body = make_sphere(12, R, homogeneous(t, E, 0.3), false);
  const auto growth = [&](double pressure) {
    PlasticWalls walls(
        {stations(std::vector<PlasticPly>{{{-0.5 * t, 0.5 * t, E, 0.3, 0.0}, yield, hardening}},
                  1)},
        std::vector<std::int32_t>(body.panel.size(), 0));
    Solver solver(body);
    solver.set_walls(&walls);
    Loads loads;
    loads.pressure.assign(body.panel.size(), pressure);
    const Equilibrium result = solver.newton(loads, determinate_supports(body));
    EXPECT_LT(reaction_share(result, external_force(body, loads, result.motion.position)), 1e-8);
    double volume = 0.0, before = 0.0;
    for (const auto& p : body.panel) {
      const auto at = [&](std::size_t i) { return static_cast<std::size_t>(p[i]); };
      volume += dot(result.motion.position[at(0)],
                    cross(result.motion.position[at(1)], result.motion.position[at(2)]));
      before += dot(body.node[at(0)], cross(body.node[at(1)], body.node[at(2)]));
    }
    return std::cbrt(volume / before) - 1.0;
  };
  const double limit = 2.0 * yield * t / R;
  for (const double ratio : {0.9, 1.1}) {
    const double stress = ratio * yield, flow = std::max(0.0, stress - yield) / hardening;
    // equal biaxial: elastic (1-ν) σ/E; plastic strain in the plane is half the equivalent one
    const double expected = 0.7 * stress / E + 0.5 * flow;
    const double found = growth(ratio * limit);
    row(fmt::format("Sphere, p / limit = {}", ratio), 12, found, expected);
    EXPECT_NEAR(found / expected, 1.0, 0.04);
  }
}

}  // namespace
}  // namespace tektite::structure::shell
