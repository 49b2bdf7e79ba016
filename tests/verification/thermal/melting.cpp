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

/// The other way round: liquid at 1133 K whose face is brought to 300 K freezes. With nu^2 =
/// alpha_s / alpha_l, c_s (Tm - T0) exp(-x^2) / (sqrt(pi) erf(x)) - c_l (Tl - Tm) exp(-nu^2 x^2) /
/// (nu sqrt(pi) erfc(nu x)) = L x, front at 2 x sqrt(alpha_s t). The latent heat comes back.
TEST(Melting, TwoPhaseFreezing) {
  const double alpha_s = 210.0 / (2380.0 * 1080.0), alpha_l = 90.0 / (2380.0 * 1180.0);
  const double nu = std::sqrt(alpha_s / alpha_l), latent = 3.97e5;
  const double x = root(
      [&](double y) {
        return 1080.0 * 633.0 * std::exp(-y * y) / (std::sqrt(pi) * std::erf(y)) -
               1180.0 * 200.0 * std::exp(-nu * nu * y * y) /
                   (nu * std::sqrt(pi) * std::erfc(nu * y)) -
               latent * y;
      },
      1e-3, 3.0);
  const double time = 4.0, exact = 2.0 * x * std::sqrt(alpha_s * time);
  const auto temperature = [&](double depth) {
    const double liquid = std::erfc(depth / (2.0 * std::sqrt(alpha_l * time)));
    if (depth > exact) return 1133.0 - 200.0 * liquid / std::erfc(nu * x);
    return 300.0 + 633.0 * std::erf(depth / (2.0 * std::sqrt(alpha_s * time))) / std::erf(x);
  };
  std::vector<double> fronts;
  for (const double mush : {4.0, 2.0, 1.0}) {
    Recipe recipe;
    recipe.density = 2380.0, recipe.latent_heat = latent, recipe.emissivity = Curve(1e-30);
    recipe.solidus = 933.0 - 0.5 * mush, recipe.liquidus = 933.0 + 0.5 * mush;
    const std::vector<double> knots{200.0, recipe.solidus, recipe.liquidus, 2000.0};
    recipe.heat = Curve(knots, {1080.0, 1080.0, 1180.0, 1180.0});
    recipe.conductivity = Curve(knots, {210.0, 210.0, 90.0, 90.0});
    const Material material = make_material(recipe);
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.04, 400);
    add_layer(stack, material, 0.08, 100);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), 1133.0);
    thermal::Settings settings;
    settings.melt = thermal::MeltModel::retained;
    thermal::Thermal heat(settings, scene.vehicle);
    const double before = heat.stored(scene.state).total();
    const auto books = march(scene, heat, time, 400, [](double, vehicle::SurfaceLoads& loads) {
      loads.film[0] = strong_film, loads.recovery[0] = recovery_of(300.0);
    });
    EXPECT_EQ(books.newton_failures, 0);
    EXPECT_NEAR(heat.stored(scene.state).total() - before, books.absorbed, -1e-12 * books.absorbed);
    double front = 0.0, depth = 0.0;
    for (std::size_t c = 0; c < stack.cells.size(); ++c) {
      const double h = stack.cells[c].thickness;
      front += h * (1.0 - material.liquid_fraction(scene.state.solid.enthalpy[c]));
      depth += 0.5 * h;
      if (mush == 1.0 && std::abs(depth - exact) > 0.002) {
        EXPECT_NEAR(scene.temperature(0, c), temperature(depth), 5.0) << depth;
      }
      depth += 0.5 * h;
    }
    fronts.push_back(front);
    fmt::print("Freezing: mush {:.0f} K front {:.4f} mm exact {:.4f} mm\n", mush, 1e3 * front,
               1e3 * exact);
  }
  EXPECT_NEAR(limit(fronts[1], fronts[2]), exact, 2e-3 * exact);
}

/// Melting off at a steady rate (Landau): v = q / (rho (L + c (Tm - T0))) = 1.797914e-4 m/s, and
/// T = T0 + (Tm - T0) exp(-v x / alpha) behind the front: 924.5217 K at 5 mm (thermal.md section
/// 2). Started from that profile. Every cell leaves when it is liquid throughout.
TEST(Melting, LandauRecession) {
  const double flux = 5e5, Tm = 933.0, T0 = 300.0, latent = 3.97e5;
  const double alpha = 180.0 / (2700.0 * 1000.0);
  const double v = flux / (2700.0 * (latent + 1000.0 * (Tm - T0)));
  EXPECT_NEAR(v, 1.797914e-4, 1e-10);
  std::vector<double> errors;
  for (const int cells : {50, 100}) {
    Recipe recipe;
    recipe.heat = Curve(1000.0), recipe.conductivity = Curve(180.0),
    recipe.emissivity = Curve(1e-30);
    recipe.latent_heat = latent, recipe.solidus = Tm - 0.5, recipe.liquidus = Tm + 0.5;
    const Material material = make_material(recipe);
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.02, cells);
    add_layer(stack, material, 0.08, 80);
    add_layer(stack, material, 2.4, 120);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), T0);
    std::vector<double> middle;
    double depth = 0.0;
    for (const vehicle::Cell& cell : stack.cells) {
      middle.push_back(depth + 0.5 * cell.thickness);
      depth += cell.thickness;
    }
    scene.set_temperature([&](const auto&, std::size_t c) {
      return T0 + (Tm - T0) * std::exp(-v * middle[c] / alpha);
    });
    thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
    const double size = 0.02 / cells, dt = 0.02;
    const auto gone = [&] {
      std::size_t count = 0;
      while (scene.state.solid.cell_mass[count] <= 0.0) ++count;
      return count;
    };
    double time = 0.0, began = 0.0, ended = 0.0;
    const std::size_t from = static_cast<std::size_t>(cells) / 5;
    const std::size_t to = 4 * static_cast<std::size_t>(cells) / 5;
    while (gone() < to && time < 200.0) {
      march(scene, heat, dt, 1, [&](double, vehicle::SurfaceLoads& loads) {
        loads.film[0] = 1e-7, loads.recovery[0] = flux / 1e-7;
      });
      time += dt;
      if (gone() <= from) began = time;
      ended = time;
    }
    const double rate = size * static_cast<double>(to - from - 1) / (ended - began - dt);
    errors.push_back(std::abs(rate / v - 1.0));
    // At the moment a cell has gone the face is at the melting point, 5 mm above:
    const double front = size * static_cast<double>(to);
    double below = 0.0;
    for (std::size_t c = to; c + 1 < middle.size(); ++c) {
      if (middle[c] - front > 0.005 || middle[c + 1] - front <= 0.005) continue;
      const double share = (front + 0.005 - middle[c]) / (middle[c + 1] - middle[c]);
      below = (1.0 - share) * scene.temperature(0, c) + share * scene.temperature(0, c + 1);
    }
    fmt::print("Landau: {} cells {:.6e} m/s (1.797914e-4), 5 mm {:.3f} K (924.522)\n", cells, rate,
               below);
    EXPECT_NEAR(below, 924.5217, 1.0);
  }
  EXPECT_LT(errors[1], 5e-3);
}

}  // namespace
}  // namespace tektite
