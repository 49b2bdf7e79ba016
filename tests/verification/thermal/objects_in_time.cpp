// Objects: order of the macro-step, radiative cooling, conduction in depth.
// Sources: thermal.md section 3 (lumped cooling of a sphere; step of surface temperature of a
// sphere, Carslaw & Jaeger); a hollow sphere under a film that varies in time has no closed
// solution: its order shows against steps of a sixteenth.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;

double order(double coarse, double fine) {
  return std::log2(coarse / fine);
}

/// A sphere of `cells` equal shells from `radius` to `inside`.
vehicle::Object make_sphere(const Material& material, double radius, double inside, int cells) {
  vehicle::Object object;
  object.name = "sphere";
  object.size = {2.0 * radius, 0.0, 0.0};
  for (int i = 0; i < cells; ++i) {
    const double top = radius - (radius - inside) * i / cells;
    const double bottom = radius - (radius - inside) * (i + 1) / cells;
    vehicle::ObjectCell cell;
    cell.material = &material;
    cell.thickness = top - bottom;
    const double space = 4.0 / 3.0 * pi * (top * top * top - bottom * bottom * bottom);
    cell.mass = material.density() * space;
    cell.outer_area = 4.0 * pi * top * top;
    cell.middle = space / cell.thickness;
    object.mass += cell.mass;
    object.cells.push_back(cell);
  }
  object.inner_area = 4.0 * pi * inside * inside;
  object.surface_area = 4.0 * pi * radius * radius;
  return object;
}

/// A flying sphere beside a small wall that takes no part.
struct Flying {
  Material material;
  Scene scene;
  Flying(const Recipe& recipe, double radius, double inside, int cells, double temperature)
      : material(make_material(recipe)) {
    vehicle::Stack stack;
    add_layer(stack, material, 0.001, 1);
    scene.vehicle.stacks.push_back(stack);
    scene.vehicle.objects.push_back(make_sphere(material, radius, inside, cells));
    scene.assemble(make_single(), temperature);
    scene.state.object_released[0] = 1;
  }
  [[nodiscard]] double temperature(std::size_t cell) const {
    return material.temperature(scene.state.solid.object_enthalpy[0][cell]);
  }
};

/// Order 2 in the macro-step: hollow sphere, heat capacity and conductivity vary with temperature,
/// film and recovery vary in time, re-radiation.
TEST(ObjectsInTime, MacroStepIsSecondOrder) {
  Recipe recipe;
  recipe.heat = Curve({200.0, 1200.0}, {850.0, 1150.0});
  recipe.conductivity = Curve({200.0, 1200.0}, {140.0, 190.0});
  const auto final_skin = [&](int steps) {
    Flying one(recipe, 0.25, 0.24, 6, 300.0);
    thermal::Settings settings;
    settings.newton_tolerance = 1e-10;
    thermal::Thermal heat(settings, one.scene.vehicle);
    march(one.scene, heat, 40.0, steps, [](double t, vehicle::SurfaceLoads& loads) {
      loads.object_film[0] = 0.02 * (1.0 + 0.8 * std::sin(0.2 * t));
      loads.object_recovery[0] = 1.2e7 * (1.0 + 0.1 * std::cos(0.1 * t));
    });
    return one.temperature(0);
  };
  std::vector<double> values, errors;
  const double fine = final_skin(1280);
  for (const int steps : {20, 40, 80}) {
    errors.push_back(std::abs(final_skin(steps) - fine));
    fmt::print("hollow sphere: {:3d} steps of {:.2f} s, error {:.3e} K, order {:.2f}\n", steps,
               40.0 / steps, errors.back(),
               errors.size() > 1 ? order(errors[errors.size() - 2], errors.back()) : 0.0);
  }
  EXPECT_NEAR(order(errors[0], errors[1]), 2.0, 0.2);
  EXPECT_NEAR(order(errors[1], errors[2]), 2.0, 0.15);
}

/// Al sphere of 0.1 m diameter, 2700 kg/m^3, 900 J/(kg K), emissivity 0.8: from 1000 K to 500 K in
/// 2083.1958 s when isothermal, into nothing.
TEST(ObjectsInTime, LumpedRadiativeCooling) {
  Recipe recipe;
  recipe.conductivity = Curve(1e7);
  std::vector<double> errors;
  for (const int steps : {20, 40, 80}) {
    Flying one(recipe, 0.05, 0.0, 4, 1000.0);
    thermal::Settings settings;
    settings.environment_temperature = 0.0;
    thermal::Thermal heat(settings, one.scene.vehicle);
    const double sigma = constants::stefan_boltzmann;
    const double end = 2700.0 * 900.0 * 0.05 / (9.0 * 0.8 * sigma) * (1.0 / 1.25e8 - 1.0 / 1e9);
    EXPECT_NEAR(end, 2083.1958, 0.002);
    march(one.scene, heat, end, steps, nullptr);
    errors.push_back(one.temperature(3) - 500.0);
    fmt::print("cooling sphere: {:3d} steps, {:.6f} K (500)\n", steps, one.temperature(3));
  }
  EXPECT_NEAR(order(std::abs(errors[1]), std::abs(errors[2])), 2.0, 0.2);
  EXPECT_NEAR(errors[2] + (errors[2] - errors[1]) / 3.0, 0.0, 0.5e-3);
}

/// Solid sphere whose skin steps to another temperature: centre 0.70710035 at Fo = 0.1.
TEST(ObjectsInTime, SolidSphereWithStepOfSkin) {
  Recipe recipe;
  recipe.conductivity = Curve(10.0);
  recipe.heat = Curve(1000.0);
  recipe.density = 1000.0;
  recipe.emissivity = Curve(1e-30);
  std::vector<double> errors;
  for (const int cells : {8, 16, 32}) {
    Flying one(recipe, 0.01, 0.0, cells, 500.0);
    thermal::Thermal heat(thermal::Settings{}, one.scene.vehicle);
    march(one.scene, heat, 0.1 * 1e-4 / 1e-5, 8 * cells, [](double, vehicle::SurfaceLoads& loads) {
      loads.object_film[0] = 1e6, loads.object_recovery[0] = recovery_of(300.0);
    });
    // T = T0 + b r^2 near the centre; cell means lie at the means of r^2 of a ball and a shell.
    const double h = 0.01 / cells;
    const double ball = 0.6 * h * h, shell = 0.6 * h * h * 31.0 / 7.0;
    const auto last = static_cast<std::size_t>(cells - 1);
    const double inner = one.temperature(last), outer = one.temperature(last - 1);
    const double centre = inner - (outer - inner) / (shell - ball) * ball;
    errors.push_back((centre - 300.0) / 200.0 - 0.70710035);
    fmt::print("solid sphere: cells {:2d} centre {:.6f} (0.707100)\n", cells,
               errors.back() + 0.70710035);
  }
  EXPECT_NEAR(order(std::abs(errors[1]), std::abs(errors[2])), 2.0, 0.3);
  EXPECT_NEAR(errors[2] + (errors[2] - errors[1]) / 3.0, 0.0, 1e-3 * 0.7071);
}

/// A molten sphere goes cell by cell: all of its mass and all it was heated by end in the books.
TEST(ObjectsInTime, Demise) {
  Recipe recipe;
  recipe.latent_heat = 3.9e5, recipe.solidus = 869.0, recipe.liquidus = 871.0;
  Flying one(recipe, 0.05, 0.0, 10, 300.0);
  thermal::Thermal heat(thermal::Settings{}, one.scene.vehicle);
  one.scene.state.body.assign(one.scene.state.body.size(), -1);  // the wall has gone
  const double mass = one.scene.vehicle.objects[0].mass;
  EXPECT_NEAR(mass, 1.4137167, 1e-7);
  const double before = heat.stored(one.scene.state).total();
  const auto books = march(one.scene, heat, 400.0, 400, [](double, vehicle::SurfaceLoads& loads) {
    loads.object_film[0] = 0.02, loads.object_recovery[0] = 1.5e7;
  });
  EXPECT_NEAR(books.melt_mass, mass, 1e-13 * mass);
  EXPECT_EQ(heat.stored(one.scene.state).total(), 0.0);
  EXPECT_NEAR(books.absorbed - books.radiated, books.melt_energy - before, 1e-12 * books.absorbed);
  // Cells must be heated to the liquidus before they go: at least m [c (870 - 300) + L]
  // = 1.276586e6 J.
  EXPECT_GT(books.melt_energy - before, 1.276586e6);
  EXPECT_EQ(books.newton_failures, 0);
}

}  // namespace
}  // namespace tektite
