// Conduction along walls: order 2 on equilateral, right-angled and random triangles, flat and
// rolled up. Exact solutions: decaying eigenmodes of the heat equation. NAFEMS T4: The Standard
// NAFEMS Benchmarks, 1990.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;

constexpr double diffusivity = 7e-5;

Recipe dark_aluminium() {
  Recipe recipe;
  recipe.conductivity = Curve(180.0);
  recipe.heat = Curve(900.0);
  recipe.density = 180.0 / (900.0 * diffusivity);
  recipe.emissivity = Curve(1e-30);
  return recipe;
}

struct Errors {
  double mean = 0.0;  ///< root of the area mean of the squared error [K]
  double largest = 0.0;
  std::int64_t substeps = 0;
};

using Mode = std::function<double(const Vec3<VehicleAxes>&)>;

using AlongWalls = thermal::Settings::AlongWalls;

/// Error of a mode that decays at `rate`, after it has fallen to half.
Errors decay(mesh::Surface surface, const Mode& mode, double rate, int steps, AlongWalls form) {
  const Material material = make_material(dark_aluminium());
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.003, 2);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(std::move(surface), 400.0);
  scene.set_temperature(
      [&](const Vec3<VehicleAxes>& x, std::size_t) { return 400.0 + 100.0 * mode(x); });
  thermal::Settings settings;
  settings.newton_tolerance = settings.sweep_tolerance = 1e-9;
  settings.along_walls = form;
  thermal::Thermal heat(settings, scene.vehicle);
  const double before = heat.stored(scene.state).total();
  const double end = std::log(2.0) / rate;
  const auto books = march(scene, heat, end, steps, nullptr);
  EXPECT_NEAR(heat.stored(scene.state).total(), before, 1e-13 * before);
  Errors errors;
  errors.substeps = books.substeps;
  double area = 0.0;
  for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
    const double exact = 400.0 + 50.0 * mode(scene.mesh().centroid()[p]);
    const double error = scene.temperature(p, 0) - exact;
    errors.mean += scene.mesh().area()[p] * error * error;
    area += scene.mesh().area()[p];
    errors.largest = std::max(errors.largest, std::abs(error));
  }
  errors.mean = std::sqrt(errors.mean / area);
  return errors;
}

double order(double coarse, double fine) {
  return std::log2(coarse / fine);
}

void expect_order_two(const char* name, const std::function<mesh::Surface(int)>& make,
                      const Mode& mode, double rate) {
  for (const AlongWalls form : {AlongWalls::explicitly, AlongWalls::implicitly}) {
    std::vector<Errors> errors;
    fmt::print("{}{}: panels across, steps, mean error K, largest error K, order\n", name,
               form == AlongWalls::implicitly ? ", implicit" : "");
    for (const int n : {8, 16, 32}) {
      errors.push_back(decay(make(n), mode, rate, 2 * n, form));
      fmt::print(
          "  {:3d} {:5d} {:.3e} {:.3e} {:.2f}\n", n, errors.back().substeps, errors.back().mean,
          errors.back().largest,
          errors.size() > 1 ? order(errors[errors.size() - 2].mean, errors.back().mean) : 0.0);
    }
    EXPECT_NEAR(order(errors[1].mean, errors[2].mean), 2.0, 0.25) << name;
    EXPECT_GT(order(errors[1].largest, errors[2].largest), 1.4) << name;
  }
}

TEST(AlongWall, PlateWithInsulatedBorders) {
  const double lx = 1.0;
  for (const auto& [kind, name] : {std::pair{Triangles::equilateral, "equilateral"},
                                   std::pair{Triangles::right_angled, "right-angled"},
                                   std::pair{Triangles::random, "random"}}) {
    const double ly = kind == Triangles::equilateral ? 0.5 * std::sqrt(3.0) : 1.0;
    const Mode mode = [&](const Vec3<VehicleAxes>& x) {
      return std::cos(pi * x.x / lx) * std::cos(2.0 * pi * x.y / ly);
    };
    const double rate = diffusivity * pi * pi * (1.0 / (lx * lx) + 4.0 / (ly * ly));
    expect_order_two(
        name, [&](int n) { return make_plate(lx, ly, n, n, kind); }, mode, rate);
  }
}

TEST(AlongWall, Tube) {
  const double radius = 0.5, length = 1.5;
  const Mode mode = [&](const Vec3<VehicleAxes>& x) {
    return std::cos(pi * x.x / length) * std::cos(2.0 * std::atan2(x.z, x.y));
  };
  const double rate = diffusivity * (pi * pi / (length * length) + 4.0 / (radius * radius));
  expect_order_two(
      "tube of right-angled triangles", [&](int n) { return make_tube(radius, length, n, 2 * n); },
      mode, rate);
}

/// Linear temperatures between two held edges are exact on any triangles: patch test.
TEST(AlongWall, LinearFieldIsSteadyInside) {
  const Material material = make_material(dark_aluminium());
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.003, 2);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_plate(1.0, 1.0, 8, 8, Triangles::random), 400.0);
  const auto linear = [](const Vec3<VehicleAxes>& x) { return 400.0 + 60.0 * x.x - 35.0 * x.y; };
  scene.set_temperature([&](const Vec3<VehicleAxes>& x, std::size_t) { return linear(x); });
  thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
  march(scene, heat, 1e-3, 1, nullptr);
  for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
    const Vec3<VehicleAxes> x = scene.mesh().centroid()[p];
    // Two panels from the border the border's gradients are out of sight.
    if (std::min({x.x, x.y, 1.0 - x.x, 1.0 - x.y}) < 0.3) continue;
    EXPECT_NEAR(scene.temperature(p, 1), linear(x), 1e-9);
  }
}

/// THE-05, NAFEMS T4: 0.6 m x 1.0 m, k 52, 100 C along y = 0, film of 750 W/(m^2 K) to 0 C along
/// x = 0.6 and y = 1, x = 0 insulated: 18.25 C (18.253757 analytic) at (0.6, 0.2).
/// Panels have no film along their borders, so a rim of mirrored panels stands for what is outside:
/// of so great a mass that its temperature stays, and of a conductivity that makes half a panel of
/// it conduct like the film, h = k_rim / distance.
TEST(AlongWall, NafemsT4) {
  const double zero = 273.15, k = 52.0, film = 750.0;
  std::vector<double> values;
  for (const int n : {6, 12, 18}) {
    const int nx = n, ny = 10 * n / 6;
    const double side = 0.6 / nx;
    mesh::Surface surface;
    const int columns = nx + 1, rows = ny + 2;  // rim on the right, below and above
    for (int j = 0; j <= rows; ++j) {
      for (int i = 0; i <= columns; ++i)
        surface.vertices.push_back({i * side, (j - 1) * side, 0.0});
    }
    for (int j = 0; j < rows; ++j) {
      for (int i = 0; i < columns; ++i) {
        const int a = j * (columns + 1) + i, b = a + 1, c = a + columns + 1, d = c + 1;
        const bool right = i == nx, below = j == 0, above = j == rows - 1;
        if (right && (below || above)) continue;
        const int part = below ? 1 : (right || above) ? 2 : 0;
        // Diagonals that turn with the rim mirror the triangles across each border.
        const bool turned = (i + j) % 2 != 0;
        const auto add = [&](int p, int q, int r) { add_triangle(surface, {p, q, r}, part); };
        if (turned) {
          add(a, b, c), add(b, d, c);
        } else {
          add(a, b, d), add(a, d, c);
        }
      }
    }
    Recipe recipe;
    recipe.conductivity = Curve(k);
    recipe.heat = Curve(100.0);
    recipe.density = 100.0;
    recipe.emissivity = Curve(1e-30);
    const Material plate = make_material(recipe);
    recipe.density = 1e15;
    recipe.conductivity = Curve(1e9);
    const Material hot = make_material(recipe);
    recipe.conductivity = Curve(film * side / 3.0);  // centroids lie a third of a side off
    const Material air = make_material(recipe);
    Scene scene;
    for (const Material* material : {&plate, &hot, &air}) {
      vehicle::Stack stack;
      add_layer(stack, *material, 0.01, 1);
      scene.vehicle.stacks.push_back(stack);
      scene.add_part(static_cast<int>(scene.vehicle.stacks.size()) - 1);
    }
    scene.assemble(std::move(surface), zero);
    for (std::size_t p = 0; p < scene.state.body.size(); ++p) {
      if (scene.mesh().part()[p] == 1) scene.state.solid.enthalpy[p] = hot.enthalpy(zero + 100.0);
    }
    thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
    march(scene, heat, 200.0, 50, nullptr);
    // Along the border x = 0.6: interpolate the wall temperature, from the panels beside it, in y.
    double sum = 0.0, weight = 0.0;
    for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
      const Vec3<VehicleAxes> x = scene.mesh().centroid()[p];
      if (scene.mesh().part()[p] != 0 || x.x < 0.6 - 0.5 * side || std::abs(x.y - 0.2) > side)
        continue;
      // Only panels that have an edge on the border.
      if (std::abs(0.6 - x.x - side / 3.0) > 1e-9) continue;
      const double inside = scene.temperature(p, 0) - zero;
      // q = film * wall = k (inside - wall) / (side / 3)
      const double wall = inside / (1.0 + film * side / (3.0 * k));
      const double near = 1.0 - std::abs(x.y - 0.2) / side;
      sum += near * wall, weight += near;
    }
    values.push_back(sum / weight);
    fmt::print("NAFEMS T4: panels across {:2d} T {:.4f} C (18.2538)\n", n, values.back());
  }
  EXPECT_NEAR(values.back(), 18.253757, 0.01 * 18.253757);
  // Richardson, order 2, grids of 12 and 18.
  EXPECT_NEAR(values[2] + (values[2] - values[1]) / 1.25, 18.253757, 1e-3 * 18.253757);
  EXPECT_LT(std::abs(values[2] - 18.253757), std::abs(values[0] - 18.253757));
}

}  // namespace
}  // namespace tektite
