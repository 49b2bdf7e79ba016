// Melting on volume meshes: Landau's steady recession under a flux (Landau 1950), Neumann's front
// (Carslaw and Jaeger 1959, section 11.2), the energy books with everything at once.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "solid_scene.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using thermal::BorderKind;
using thermal::OuterLoads;

Recipe landau_metal() {
  Recipe recipe;
  recipe.density = 2700.0;
  recipe.heat = Curve(1000.0);
  recipe.conductivity = Curve(180.0);
  recipe.emissivity = Curve(1e-30);
  recipe.solidus = 933.0;
  recipe.liquidus = 934.0;
  recipe.latent_heat = 3.97e5;
  return recipe;
}

struct Recession {
  double speed = 0.0;  ///< [m/s]
  double ahead = 0.0;  ///< largest error of the temperature ahead of the front [K]
};

/// A bar that has been melting for ever: its temperature falls by exp(-v x / alpha) from the face.
/// Returns the speed from the mass that leaves while the front moves by `cells` of `n` cells.
Recession recede(mesh::Grid grid, const Point& size, double flux, int steps, double time) {
  const Material material = make_material(landau_metal());
  thermal::SolidSettings settings;
  settings.step_tolerance = 20.0;
  Solid bar(grid, {&material}, {{"x_low", BorderKind::exposed}}, settings);
  const double cold = 300.0, melting = 933.0, alpha = 180.0 / 2.7e6;
  const double v = flux / (2700.0 * (3.97e5 + 1000.0 * (melting - cold)));
  bar.start([&](const Point& x) { return cold + (melting - cold) * std::exp(-v * x.x / alpha); });
  bar.set(bar.none.flux, "x_low", flux);
  const double before = bar.heat->stored(bar.state);
  double absorbed = 0.0, melted = 0.0, mass = 0.0, late_mass = 0.0;
  for (int i = 0; i < steps; ++i) {
    const auto books = bar.heat->advance(bar.state, {bar.none, bar.none}, time / steps);
    EXPECT_EQ(books.failures, 0);
    EXPECT_EQ(books.unresolved, 0);
    absorbed += books.absorbed - books.radiated;
    melted += books.melt_energy;
    mass += books.melt_mass;
    if (i >= steps / 4) late_mass += books.melt_mass;
  }
  EXPECT_NEAR(bar.heat->stored(bar.state), before + absorbed - melted, 1e-10 * before);
  double left = 0.0, whole = 0.0;
  for (std::size_t c = 0; c < bar.state.mass.size(); ++c) {
    left += bar.state.mass[c];
    whole += bar.heat->domain().mass[c];
  }
  EXPECT_NEAR(whole - left, mass, 1e-12 * whole);
  Recession found;
  found.speed = late_mass / (2700.0 * size.y * size.z * 0.75 * time);
  // Where the front is by the mass that has gone; ahead of it the exact profile.
  const double front = mass / (2700.0 * size.y * size.z);
  for (std::size_t c = 0; c < bar.state.mass.size(); ++c) {
    const double x = bar.heat->domain().centroid[c].x - front;
    if (x < 0.05 * size.x || bar.heat->domain().centroid[c].x > 0.8 * size.x) continue;
    const double exact = cold + (melting - cold) * std::exp(-v * x / alpha);
    found.ahead = std::max(found.ahead, std::abs(bar.temperature(c) - exact));
  }
  return found;
}

TEST(SolidMelting, LandauRecession) {
  const double flux = 4e6, length = 0.4;
  const double exact = flux / (2700.0 * (3.97e5 + 633.0 * 1000.0));
  const double time = 0.25 * length / exact;
  for (const bool in_tetrahedra : {false, true}) {
    const Point size{length, 0.03, 0.03};
    const std::array<int, 3> cells = in_tetrahedra ? std::array{40, 2, 2} : std::array{96, 1, 1};
    auto grid = hexahedra(size, cells);
    if (in_tetrahedra) {
      shake(grid, size, cells, 0.1);
      grid = six_tetrahedra(grid);
    }
    const Recession found = recede(grid, size, flux, 400, time);
    fmt::print("  Landau on {}: {:.5e} m/s, exact {:.5e}; ahead of the front within {:.2f} K\n",
               in_tetrahedra ? "tetrahedra" : "hexahedra", found.speed, exact, found.ahead);
    EXPECT_NEAR(found.speed, exact, 0.03 * exact);
    // The front is known to a cell, and the profile with it: within half of that.
    const double fall = 633.0 * exact * 2.7e6 / 180.0 * length / cells[0];
    EXPECT_LT(found.ahead, 0.5 * fall);
  }
}

/// THE-02 with both phases alike but for the conductivity is in the wall's tests; here one phase
/// (THE-01): aluminium liquid, k 90, rho 2380, c 1180, L 3.97e5, wall 100 K above melting:
/// lambda = 0.36831274, front at 13.18677 mm after 10 s.
TEST(SolidMelting, OnePhaseStefanOnTetrahedra) {
  Recipe recipe;
  recipe.density = 2380.0;
  recipe.heat = Curve(1180.0);
  recipe.conductivity = Curve(90.0);
  recipe.emissivity = Curve(1e-30);
  recipe.solidus = 932.5;
  recipe.liquidus = 933.5;
  recipe.latent_heat = 3.97e5;
  const Material material = make_material(recipe);
  std::vector<double> errors;
  for (const int n : {12, 24}) {
    const Point size{0.024, 0.002, 0.002};
    const std::array<int, 3> cells{n, 2, 2};
    auto boxes = hexahedra(size, cells);
    shake(boxes, size, cells, 0.1);
    thermal::SolidSettings settings;
    settings.step_tolerance = 0.5;
    settings.stage.tolerance = 1e-4;
    settings.remove_melt = false;
    Solid bar(six_tetrahedra(boxes), {&material}, {{"x_low", BorderKind::held}}, settings);
    bar.start(932.5);
    bar.set(bar.none.temperature, "x_low", 1033.0);
    const double before = bar.heat->stored(bar.state);
    double absorbed = 0.0;
    thermal::SolidBooks all;
    for (int i = 0; i < 10; ++i) {
      const auto books = bar.heat->advance(bar.state, {bar.none, bar.none}, 1.0);
      absorbed += books.absorbed;
      all.parts += books.parts;
      all.newton += books.newton;
      all.failures += books.failures;
    }
    EXPECT_EQ(all.failures, 0);
    EXPECT_NEAR(bar.heat->stored(bar.state), before + absorbed, 1e-10 * before);
    // What has been taken up is latent and sensible heat behind the front: the front by the share
    // of melt in all cells.
    double melt = 0.0;
    for (std::size_t c = 0; c < bar.state.mass.size(); ++c) {
      melt += bar.state.mass[c] * material.liquid_fraction(bar.state.enthalpy[c]);
    }
    const double front = melt / (2380.0 * size.y * size.z);
    errors.push_back(std::abs(front - 0.01318677));
    fmt::print("  Stefan {:3d} across: front {:.4f} mm, exact 13.1868; {} parts, {} Newton\n", n,
               1e3 * front, all.parts, all.newton);
  }
  // What is left is the width of the melting range: 1 K of the 100 K across the melt.
  EXPECT_LT(errors.back(), 3e-3 * 0.01318677);
}

}  // namespace
}  // namespace tektite
