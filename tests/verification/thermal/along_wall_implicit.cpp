// Conduction along walls where it is implicit. The hot spot: aluminium of 4.8 mm, 250 kW/m^2 within
// 0.15 m, on panels of 5, 2 and 1 cm, whose explicit limits are 2.4 s, 0.38 s and 0.09 s: a step of
// 1 s is beyond the last two. Modes on a plate: exact solutions of the heat equation.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using AlongWalls = thermal::Settings::AlongWalls;

thermal::Settings settings(AlongWalls form) {
  thermal::Settings chosen;
  chosen.along_walls = form;
  return chosen;
}

struct Spot {
  std::vector<double> temperature;  ///< of all cells [K]
  thermal::HeatBooks books;
  double closure = 0.0;  ///< what the books miss, over what was absorbed
  double limit = 0.0;    ///< explicit, at the start [s]
};

Spot heat_spot(double panel, double end, int steps, AlongWalls form) {
  Recipe recipe;
  recipe.heat = Curve({200.0, 900.0}, {850.0, 1100.0});
  recipe.conductivity = Curve({200.0, 900.0}, {150.0, 190.0});
  recipe.emissivity = Curve({300.0, 900.0}, {0.2, 0.4});
  const Material material = make_material(recipe);
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.0048, 2);
  scene.vehicle.stacks.push_back(stack);
  const int across = static_cast<int>(std::lround(0.6 / panel));
  const double height = 0.866 * panel;
  const int rows = 2 * static_cast<int>(std::lround(0.3 / height));
  scene.assemble(make_plate(across * panel, rows * height, across, rows, Triangles::equilateral),
                 300.0);
  thermal::Thermal heat(settings(form), scene.vehicle);
  Spot spot;
  spot.limit = heat.stable_step(scene.state);
  const double before = heat.stored(scene.state).total();
  const Vec3<VehicleAxes> middle{0.5 * across * panel, 0.5 * rows * height, 0.0};
  spot.books = march(scene, heat, end, steps, [&](double, vehicle::SurfaceLoads& loads) {
    for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
      const bool is_in = norm(scene.mesh().centroid()[p] - middle) < 0.15;
      loads.film[2 * p] = is_in ? 250e3 / 2e7 : 0.0;
      loads.recovery[2 * p] = 2e7;
    }
  });
  spot.closure =
      (heat.stored(scene.state).total() - before - spot.books.absorbed + spot.books.radiated) /
      spot.books.absorbed;
  for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
    for (std::size_t c = 0; c < 2; ++c) spot.temperature.push_back(scene.temperature(p, c));
  }
  return spot;
}

double largest_difference(const Spot& a, const Spot& b) {
  double largest = 0.0;
  for (std::size_t i = 0; i < a.temperature.size(); ++i) {
    largest = std::max(largest, std::abs(a.temperature[i] - b.temperature[i]));
  }
  return largest;
}

/// Both forms go to the same as steps go to nothing, with order 2; the books close at any step.
TEST(AlongWallImplicit, HotSpot) {
  constexpr double end = 8.0;
  for (const double panel : {0.05, 0.02, 0.01}) {
    const Spot exact = heat_spot(panel, end, 800, AlongWalls::explicitly);
    fmt::print("hot spot: panels of {} cm, explicit limit {:.3f} s\n", 100.0 * panel, exact.limit);
    std::vector<double> errors;
    for (const int steps : {8, 16, 32}) {
      const Spot spot = heat_spot(panel, end, steps, AlongWalls::implicitly);
      errors.push_back(largest_difference(spot, exact));
      const double order =
          errors.size() > 1 ? std::log2(errors[errors.size() - 2] / errors.back()) : 0.0;
      fmt::print(
          "  dt {:.3f} s: largest difference {:.2e} K, order {:.2f}, {:.1f} sweeps a step, {} "
          "cuts, books {:.1e}\n",
          end / steps, errors.back(), order, static_cast<double>(spot.books.sweeps) / steps,
          spot.books.cuts, spot.closure);
      EXPECT_EQ(spot.books.substeps, steps);
      EXPECT_EQ(spot.books.newton_failures, 0);
      EXPECT_LT(std::abs(spot.closure), 1e-12);
    }
    EXPECT_GT(std::log2(errors[1] / errors[2]), 1.7);
    EXPECT_LT(errors[0], 2.0);
  }
}

/// What is chosen panel by panel: on 1 cm at 1 s all panels, on 5 cm none.
TEST(AlongWallImplicit, WhereTheStepIsTooLong) {
  const Spot coarse = heat_spot(0.05, 4.0, 4, AlongWalls::where_needed);
  EXPECT_EQ(coarse.books.sweeps, 0);
  EXPECT_EQ(coarse.books.substeps, 4);
  EXPECT_EQ(largest_difference(coarse, heat_spot(0.05, 4.0, 4, AlongWalls::explicitly)), 0.0);
  const Spot fine = heat_spot(0.01, 4.0, 4, AlongWalls::where_needed);
  EXPECT_GT(fine.books.sweeps, 0);
  EXPECT_EQ(fine.books.substeps, 4);
  EXPECT_GT(heat_spot(0.01, 4.0, 4, AlongWalls::explicitly).books.substeps, 4 * 6);
}

/// A step so long that sweeps do not converge is halved until they do, and counted; books close.
TEST(AlongWallImplicit, CutsWhatDoesNotConverge) {
  const Spot spot = heat_spot(0.02, 800.0, 1, AlongWalls::where_needed);
  fmt::print("one step of 800 s: {} cuts, {} steps, {} sweeps\n", spot.books.cuts,
             spot.books.substeps, spot.books.sweeps);
  EXPECT_GT(spot.books.cuts, 0);
  EXPECT_EQ(spot.books.substeps, spot.books.cuts + 1);
  EXPECT_EQ(spot.books.newton_failures, 0);
  EXPECT_LT(std::abs(spot.closure), 1e-12);
}

/// A plate with both: squares of 10 cm beside squares of 1 cm. A mode along it decays as the heat
/// equation says, whichever pairs are implicit; energy stays to round-off.
TEST(AlongWallImplicit, BesideExplicitPanels) {
  constexpr double diffusivity = 7e-5, length = 1.2;
  Recipe recipe;
  recipe.density = 180.0 / (900.0 * diffusivity);
  recipe.emissivity = Curve(1e-30);
  const Material material = make_material(recipe);
  for (const AlongWalls form :
       {AlongWalls::explicitly, AlongWalls::where_needed, AlongWalls::implicitly}) {
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.003, 1);
    scene.vehicle.stacks.push_back(stack);
    // Strips of triangles whose widths grow by a tenth from 1 cm on.
    mesh::Surface surface;
    std::vector<double> places{0.0};
    for (double width = 0.01; places.back() + width < length - 0.05; width *= 1.1) {
      places.push_back(places.back() + width);
    }
    places.push_back(length);
    for (const double x : places) {
      for (int j = 0; j < 4; ++j) surface.vertices.push_back({x, 0.05 * j, 0.0});
    }
    for (int i = 0; i + 1 < static_cast<int>(places.size()); ++i) {
      for (int j = 0; j < 3; ++j) {
        const std::int32_t a = 4 * i + j, b = a + 4, c = a + 1, d = b + 1;
        add_triangle(surface, {a, b, d}, 0);
        add_triangle(surface, {a, d, c}, 0);
      }
    }
    scene.assemble(std::move(surface), 400.0);
    const auto mode = [&](const Vec3<VehicleAxes>& x) {
      return std::cos(constants::pi * x.x / length);
    };
    scene.set_temperature([&](const auto& x, std::size_t) { return 400.0 + 100.0 * mode(x); });
    thermal::Thermal heat(settings(form), scene.vehicle);
    const double before = heat.stored(scene.state).total();
    const double rate = diffusivity * std::pow(constants::pi / length, 2);
    const auto books = march(scene, heat, std::log(2.0) / rate, 400, nullptr);
    double worst = 0.0;
    for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
      const double exact = 400.0 + 50.0 * mode(scene.mesh().centroid()[p]);
      worst = std::max(worst, std::abs(scene.temperature(p, 0) - exact));
    }
    fmt::print("graded plate: form {}, {} steps, {} sweeps, largest error {:.3f} K of 50\n",
               static_cast<int>(form), books.substeps, books.sweeps, worst);
    EXPECT_LT(worst, 0.6);
    EXPECT_NEAR(heat.stored(scene.state).total(), before, 1e-12 * before);
  }
}

}  // namespace
}  // namespace tektite
