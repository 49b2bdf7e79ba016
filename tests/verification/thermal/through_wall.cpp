// Conduction through a wall against exact solutions.
// Sources: Carslaw & Jaeger, Conduction of Heat in Solids, 2nd ed. (slab, semi-infinite body, Robin
// slab); NAFEMS, The Standard NAFEMS Benchmarks, 1990 (T2, T3).
#include "solver/vehicle/grading.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;

thermal::Settings exact_settings() {
  thermal::Settings settings;
  settings.environment_temperature = 300.0;
  settings.newton_tolerance = 1e-10;
  settings.melt = thermal::MeltModel::retained;
  return settings;
}

/// A wall of one layer.
struct Slab {
  Material material;
  Scene scene;
  Slab(const Recipe& recipe, double thickness, int cells, double temperature)
      : material(make_material(recipe)) {
    vehicle::Stack stack;
    add_layer(stack, material, thickness, cells);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), temperature);
  }
  /// Temperature at `depth` cells below the outer face (whole numbers are faces), by a cubic
  /// through the four nearest cells.
  [[nodiscard]] double at_face(int face) const {
    const auto T = [&](int c) { return scene.temperature(0, static_cast<std::size_t>(c)); };
    return (9.0 * (T(face - 1) + T(face)) - (T(face - 2) + T(face + 1))) / 16.0;
  }
};

double order(double coarse, double fine) {
  return std::log2(coarse / fine);
}

/// Value that three solutions of halved spacing tend to, if the order is 2.
double extrapolated(double middle, double fine) {
  return fine + (fine - middle) / 3.0;
}

/// THE-06: a slab of 10 mm, insulated on one side, under a constant flux for 5 s and 30 s.
struct FluxSlab {
  double flux = 1e5, k = 20.0, thickness = 0.01, alpha = 8e-6, end = 5.0;

  [[nodiscard]] double exact(double x) const {
    const double fo = alpha * end / (thickness * thickness);
    double sum = 0.0;
    for (int n = 1; n < 60; ++n) {
      sum += (n % 2 == 0 ? 1.0 : -1.0) / (n * n) * std::exp(-n * n * pi * pi * fo) *
             std::cos(n * pi * x / thickness);
    }
    return flux * thickness / k *
           (fo + (3 * x * x - thickness * thickness) / (6 * thickness * thickness) -
            2 / (pi * pi) * sum);
  }

  /// Rise of the heated face [K]; the cells are cut as a layer's are, the innermost `grading` times
  /// as thick as the outermost.
  [[nodiscard]] double computed(int cells, double grading) const {
    Recipe recipe;
    recipe.conductivity = Curve(k);
    recipe.heat = Curve(1000.0);
    recipe.density = k / (alpha * 1000.0);
    recipe.emissivity = Curve(1e-30);
    Slab slab(recipe, thickness, cells, 300.0);
    vehicle::Stack& stack = slab.scene.vehicle.stacks.front();
    const std::vector<double> faces = vehicle::graded_faces(thickness, cells, grading);
    for (std::size_t i = 0; i < stack.cells.size(); ++i) {
      stack.cells[i].thickness = faces[i + 1] - faces[i];
      stack.cells[i].areal_mass = recipe.density * stack.cells[i].thickness;
      slab.scene.state.solid.cell_mass[i] = stack.cells[i].areal_mass;
    }
    thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
    double wall = 0.0;
    // A film too weak to feel the wall's own temperature is a flux.
    const double film = 1e-9;
    std::array<vehicle::SurfaceLoads, 2> loads{slab.scene.no_loads(), slab.scene.no_loads()};
    for (auto& load : loads) load.film[0] = film, load.recovery[0] = flux / film;
    vehicle::Solid next;
    const int steps = 10 * cells;
    for (int i = 0; i < steps; ++i) {
      wall = heat.advance(slab.scene.state, loads, end / steps, next).hottest;
      std::swap(slab.scene.state.solid, next);
    }
    return wall - 300.0;
  }
};

TEST(ThroughWall, SlabUnderConstantFlux) {
  const FluxSlab slab;
  const double target = slab.exact(slab.thickness);
  EXPECT_NEAR(target, 36.47115389, 1e-7);
  for (const double grading : {1.0, 6.0}) {
    std::vector<double> rise;
    for (const int cells : {8, 16, 32}) {
      rise.push_back(slab.computed(cells, grading));
      fmt::print("slab flux: grading {} cells {:3d} surface rise {:.8f} K exact {:.8f}\n", grading,
                 cells, rise.back(), target);
    }
    EXPECT_NEAR(order(rise[0] - target, rise[1] - target), 2.0, 0.15) << grading;
    EXPECT_NEAR(order(rise[1] - target, rise[2] - target), 2.0, 0.15) << grading;
    EXPECT_NEAR(extrapolated(rise[1], rise[2]), target, 1e-3 * target) << grading;
  }
}

/// The middle of a slab whose faces step to another temperature at t = 0, at Fo = 0.1 and a Robin
/// slab of Bi = 1 at Fo = 0.5: thermal.md section 3.
TEST(ThroughWall, SlabWithStepAndRobinFaces) {
  struct Case {
    double biot, fourier, centre;
  };
  for (const Case& one :
       {Case{-1.0, 0.1, 0.9493053627}, Case{-1.0, 0.5, 0.3707774298}, Case{1.0, 0.5, 0.77252638}}) {
    std::vector<double> centres;
    for (const int cells : {8, 16, 32}) {
      Recipe recipe;
      recipe.conductivity = Curve(10.0);
      recipe.heat = Curve(1000.0);
      recipe.density = 1000.0;
      recipe.emissivity = Curve(1e-30);
      const double half = 0.01;
      Slab slab(recipe, 2.0 * half, cells, 500.0);
      thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
      const double film =
          one.biot > 0.0 ? one.biot * 10.0 / half / constants::air_specific_heat : strong_film;
      const double end = one.fourier * half * half / 1e-5;
      march(slab.scene, heat, end, 16 * cells, [&](double, vehicle::SurfaceLoads& loads) {
        for (std::size_t s = 0; s < 2; ++s)
          loads.film[s] = film, loads.recovery[s] = recovery_of(300.0);
      });
      centres.push_back((slab.at_face(cells / 2) - 300.0) / 200.0);
    }
    fmt::print("slab Bi {:4.1f} Fo {:.1f}: centre {:.7f} {:.7f} {:.7f} exact {:.7f} order {:.2f}\n",
               one.biot, one.fourier, centres[0], centres[1], centres[2], one.centre,
               order(centres[0] - one.centre, centres[1] - one.centre));
    EXPECT_NEAR(order(std::abs(centres[1] - one.centre), std::abs(centres[2] - one.centre)), 2.0,
                0.2);
    EXPECT_NEAR(extrapolated(centres[1], centres[2]), one.centre, 1e-3 * one.centre);
  }
}

/// A semi-infinite body under a constant flux: thermal.md section 3.
TEST(ThroughWall, SemiInfiniteBodyUnderConstantFlux) {
  const double flux = 1e5, k = 20.0, alpha = 8e-6, end = 10.0, thickness = 0.08;
  const auto exact = [&](double x) {
    const double length = 2.0 * std::sqrt(alpha * end);
    return flux / k *
           (length / std::sqrt(pi) * std::exp(-x * x / (length * length)) -
            x * std::erfc(x / length));
  };
  EXPECT_NEAR(exact(0.005), 29.354503, 1e-6);
  std::vector<double> values;
  for (const int cells : {64, 128, 256}) {
    Recipe recipe;
    recipe.conductivity = Curve(k);
    recipe.heat = Curve(1000.0);
    recipe.density = k / (alpha * 1000.0);
    recipe.emissivity = Curve(1e-30);
    Slab slab(recipe, thickness, cells, 300.0);
    thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
    march(slab.scene, heat, end, 4 * cells, [&](double, vehicle::SurfaceLoads& loads) {
      loads.film[0] = 1e-9, loads.recovery[0] = flux / 1e-9;
    });
    values.push_back(slab.at_face(cells / 16) - 300.0);  // at 5 mm
    fmt::print("semi-infinite: cells {:3d} rise at 5 mm {:.6f} exact {:.6f}\n", cells,
               values.back(), exact(0.005));
  }
  EXPECT_NEAR(order(std::abs(values[0] - exact(0.005)), std::abs(values[1] - exact(0.005))), 2.0,
              0.25);
  EXPECT_NEAR(extrapolated(values[1], values[2]), exact(0.005), 1e-3 * exact(0.005));
}

/// Conductivity k0 (1 + b (T - T0)), faces at 1000 K and 300 K: flux 94 500 W/m^2, 694.632568 K in
/// the middle (thermal.md section 3).
TEST(ThroughWall, VariableConductivity) {
  std::vector<double> fluxes, middles;
  for (const int cells : {8, 16, 32}) {
    Recipe recipe;
    recipe.conductivity = Curve({300.0, 1000.0}, {10.0, 17.0});
    recipe.heat = Curve(100.0);
    recipe.density = 100.0;
    recipe.emissivity = Curve(1e-30);
    Slab slab(recipe, 0.1, cells, 600.0);
    thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
    const auto hold = [](double, vehicle::SurfaceLoads& loads) {
      loads.film[0] = loads.film[1] = strong_film;
      loads.recovery[0] = recovery_of(1000.0), loads.recovery[1] = recovery_of(300.0);
    };
    march(slab.scene, heat, 400.0, 60, hold);
    middles.push_back(slab.at_face(cells / 2));
    const double inside = slab.scene.temperature(0, 0);
    fluxes.push_back(slab.material.conductivity(inside) * (1000.0 - inside) / (0.05 / cells));
  }
  fmt::print("variable k: flux {:.1f} {:.1f} {:.1f} exact 94500; middle {:.5f} {:.5f} {:.5f}\n",
             fluxes[0], fluxes[1], fluxes[2], middles[0], middles[1], middles[2]);
  EXPECT_NEAR(extrapolated(fluxes[1], fluxes[2]), 94500.0, 1e-3 * 94500.0);
  EXPECT_NEAR(extrapolated(middles[1], middles[2]), 694.632568, 1e-3 * 694.632568);
}

/// THE-03, NAFEMS T2: 0.1 m bar, one end at 1000 K, the other radiates to 300 K: 927.0 K.
TEST(ThroughWall, NafemsT2) {
  std::vector<double> ends;
  for (const int cells : {5, 10, 20}) {
    Recipe recipe;
    recipe.conductivity = Curve(55.6);
    recipe.heat = Curve(460.0);
    recipe.density = 7850.0;
    recipe.emissivity = Curve(0.98);
    Slab slab(recipe, 0.1, cells, 900.0);
    thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
    march(slab.scene, heat, 20000.0, 100, [](double, vehicle::SurfaceLoads& loads) {
      loads.film[1] = strong_film, loads.recovery[1] = recovery_of(1000.0);
    });
    const double inside = slab.scene.temperature(0, 0);
    const double next = slab.scene.temperature(0, 1);
    ends.push_back(1.5 * inside - 0.5 * next);  // linear in the steady state
    fmt::print("NAFEMS T2: cells {:2d} T_B {:.5f} K (927.0)\n", cells, ends.back());
  }
  EXPECT_NEAR(ends.back(), 927.00395, 1e-4);
}

/// THE-04, NAFEMS T3: 0.1 m bar, 0 C at one end, 100 sin(pi t / 40) C at the other: 36.60 C at
/// 0.08 m after 32 s.
TEST(ThroughWall, NafemsT3) {
  const double zero = 273.15;
  std::vector<double> values;
  for (const int cells : {10, 20, 40}) {
    Recipe recipe;
    recipe.conductivity = Curve(35.0);
    recipe.heat = Curve(440.5);
    recipe.density = 7200.0;
    recipe.emissivity = Curve(1e-30);
    Slab slab(recipe, 0.1, cells, zero);
    thermal::Thermal heat(exact_settings(), slab.scene.vehicle);
    march(slab.scene, heat, 32.0, 4 * cells, [&](double time, vehicle::SurfaceLoads& loads) {
      loads.film[0] = loads.film[1] = strong_film;
      loads.recovery[0] = recovery_of(zero + 100.0 * std::sin(pi * time / 40.0));
      loads.recovery[1] = recovery_of(zero);
    });
    values.push_back(slab.at_face(cells / 5) - zero);
    fmt::print("NAFEMS T3: cells {:2d} T {:.5f} C (36.603116)\n", cells, values.back());
  }
  EXPECT_NEAR(order(std::abs(values[1] - 36.603116), std::abs(values[2] - 36.603116)), 2.0, 0.1);
  EXPECT_NEAR(extrapolated(values[1], values[2]), 36.603116, 1e-3 * 36.603116);
}

/// HEA-09: a thin wall under 7.688166e5 W/m^2 that radiates from one face, emissivity 0.8, into
/// nothing comes to 2028.9916 K.
TEST(ThroughWall, RadiativeEquilibrium) {
  Recipe recipe;
  recipe.emissivity = Curve(0.8);
  Slab slab(recipe, 0.001, 4, 300.0);
  thermal::Settings settings = exact_settings();
  settings.environment_temperature = 0.0;
  thermal::Thermal heat(settings, slab.scene.vehicle);
  const double flux = 7.688166e5;
  // Both faces radiate; both are heated, so that nothing flows through.
  const auto books = march(slab.scene, heat, 600.0, 400, [&](double, vehicle::SurfaceLoads& loads) {
    for (std::size_t s = 0; s < 2; ++s) loads.film[s] = 1e-9, loads.recovery[s] = flux / 1e-9;
  });
  EXPECT_NEAR(books.hottest, 2028.9916, 1e-6 * 2028.9916);
  EXPECT_EQ(books.newton_failures, 0);
}

}  // namespace
}  // namespace tektite
