// Melting: the two-phase Neumann problem and the one-phase Stefan problem.
// Source: Carslaw & Jaeger, Conduction of Heat in Solids, 2nd ed., ch. 11; numbers of thermal.md
// section 2 (THE-01, THE-02).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;

template <class F>
double root(F f, double low, double high) {
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (f(low) * f(middle) <= 0.0 ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

/// THE-01: lambda exp(lambda^2) erf(lambda) = St / sqrt(pi).
double stefan_number_root(double stefan) {
  return root([&](double x) { return x * std::exp(x * x) * std::erf(x) - stefan / std::sqrt(pi); },
              1e-6, 3.0);
}

struct Front {
  double depth = 0.0;
  double at_2_mm = 0.0, at_50_mm = 0.0;
  std::int64_t failures = 0;
};

/// Melts a slab for 10 s with a face at 1133 K, from 300 K or, with one phase, from its solidus.
/// Fine cells of 0.05 mm (two phases) or 0.15 mm where the front passes, coarse ones beyond.
Front melt_slab(bool two_phases, double mush) {
  const double melting = 933.0;
  Recipe recipe;
  recipe.density = 2380.0;
  recipe.latent_heat = 3.97e5;
  recipe.solidus = melting - 0.5 * mush, recipe.liquidus = melting + 0.5 * mush;
  const double a = recipe.solidus, b = recipe.liquidus;
  const double solid_heat = two_phases ? 1080.0 : 1180.0, solid_k = two_phases ? 210.0 : 90.0;
  recipe.heat = Curve({200.0, a, b, 2000.0}, {solid_heat, solid_heat, 1180.0, 1180.0});
  recipe.conductivity = Curve({200.0, a, b, 2000.0}, {solid_k, solid_k, 90.0, 90.0});
  recipe.emissivity = Curve(1e-30);
  const Material material = make_material(recipe);
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, two_phases ? 0.012 : 0.03, two_phases ? 240 : 200);
  if (two_phases) add_layer(stack, material, 0.188, 260);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_single(), two_phases ? 300.0 : recipe.solidus);
  thermal::Settings settings;
  settings.melt = thermal::MeltModel::retained;
  thermal::Thermal heat(settings, scene.vehicle);
  const double before = heat.stored(scene.state).total();
  const auto books = march(scene, heat, 10.0, 800, [](double, vehicle::SurfaceLoads& loads) {
    loads.film[0] = strong_film, loads.recovery[0] = recovery_of(1133.0);
  });
  EXPECT_NEAR(heat.stored(scene.state).total() - before, books.absorbed - books.radiated,
              1e-12 * books.absorbed);
  Front front;
  front.failures = books.newton_failures;
  double x = 0.0, x_before = 0.0, T_before = 1133.0;
  for (std::size_t c = 0; c < stack.cells.size(); ++c) {
    const double h = stack.cells[c].thickness, T = scene.temperature(0, c);
    front.depth += h * material.liquid_fraction(scene.state.solid.enthalpy[c]);
    x += 0.5 * h;
    for (const auto& [place, value] : {std::pair{0.002, &front.at_2_mm}, {0.05, &front.at_50_mm}}) {
      if (x_before < place && place <= x) {
        *value = T_before + (T - T_before) * (place - x_before) / (x - x_before);
      }
    }
    x_before = x, T_before = T;
    x += 0.5 * h;
  }
  return front;
}

/// What solutions with ever narrower mush, halved each time, tend to.
double limit(double middle, double narrow) {
  return 2.0 * narrow - middle;
}

TEST(Melting, OnePhaseStefan) {
  EXPECT_NEAR(stefan_number_root(0.5), 0.4647859206, 1e-9);
  const double stefan = 1180.0 * 200.0 / 3.97e5;
  const double alpha = 90.0 / (2380.0 * 1180.0);
  const double exact = 2.0 * stefan_number_root(stefan) * std::sqrt(alpha * 10.0);
  std::vector<double> depths;
  for (const double mush : {4.0, 2.0, 1.0}) {
    const Front front = melt_slab(false, mush);
    depths.push_back(front.depth);
    EXPECT_EQ(front.failures, 0);
    fmt::print("Stefan: mush {:.0f} K front {:.5f} mm exact {:.5f} mm\n", mush, 1e3 * front.depth,
               1e3 * exact);
  }
  EXPECT_NEAR(limit(depths[1], depths[2]), exact, 1e-3 * exact);
}

/// THE-02: aluminium, 300 K, face at 1133 K: front at 5.566645 mm after 10 s; 1060.63923 K at 2 mm,
/// 453.62604 K at 50 mm. Our materials melt over 1 K at least.
TEST(Melting, TwoPhaseNeumann) {
  const double exact = 5.566645e-3;
  std::vector<Front> fronts;
  for (const double mush : {4.0, 2.0, 1.0}) {
    fronts.push_back(melt_slab(true, mush));
    const Front& front = fronts.back();
    EXPECT_EQ(front.failures, 0);
    fmt::print(
        "Neumann: mush {:.0f} K front {:.5f} mm (5.56665), 2 mm {:.4f} K (1060.6392), 50 mm "
        "{:.4f} K (453.6260)\n",
        mush, 1e3 * front.depth, front.at_2_mm, front.at_50_mm);
  }
  EXPECT_NEAR(fronts[2].depth, exact, 0.01 * exact);
  EXPECT_NEAR(limit(fronts[1].depth, fronts[2].depth), exact, 1e-3 * exact);
  EXPECT_NEAR(limit(fronts[1].at_2_mm, fronts[2].at_2_mm), 1060.63923, 1e-3 * 1060.63923);
  EXPECT_NEAR(limit(fronts[1].at_50_mm, fronts[2].at_50_mm), 453.62604, 1e-3 * 453.62604);
}

}  // namespace
}  // namespace tektite
