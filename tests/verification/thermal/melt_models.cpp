// What becomes of melt: a film that runs off, a film torn into drops, a skin of oxide. Known
// answers: the thinning of a film under constant shear, 1/d = 1/d0 + tau t / (2 mu L); the Weber
// number of break-up, 12 at low Ohnesorge number (Pilch & Erdman 1987).
#include "solver/thermal/melting.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using thermal::MeltModel;

materials::Properties metal() {
  materials::Properties is;
  is.name = is.title = "synthetic";
  is.density = 2500.0;
  is.specific_heat = Curve(1000.0);
  is.conductivity = Curve(100.0);
  is.emissivity = Curve(1e-30);
  is.solidus = 900.0, is.liquidus = 910.0, is.latent_heat = 4e5;
  is.melt.viscosity = Curve(2e-3);
  is.melt.surface_tension = 0.8;
  is.oxidation.heat = 3e7, is.oxidation.onset = 950.0, is.oxidation.full = 1000.0;
  is.oxidation.oxide_melting = 2000.0, is.oxidation.skin_strength = 40.0;
  return is;
}

/// A wall of ten cells of 0.2 mm, all liquid but the innermost two.
struct Wall {
  Material material;
  Scene scene;
  explicit Wall(double hot = 1000.0, const materials::Properties& is = metal()) : material(is) {
    vehicle::Stack stack;
    add_layer(stack, material, 0.002, 10);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), 300.0);
    scene.state.bodies[0].length = 2.0;
    scene.set_temperature([&](const auto&, std::size_t c) { return c < 8 ? hot : 800.0; });
  }
  [[nodiscard]] double mass() const {
    double sum = 0.0;
    for (const double one : scene.state.solid.cell_mass) sum += one;
    return sum;
  }
};

/// Heat that does nothing to the temperatures, shear and pressure that do something to the film.
thermal::HeatBooks blow(Wall& wall, MeltModel model, double film, double pressure, double dt,
                        int steps) {
  thermal::Settings settings;
  settings.melt = model;
  thermal::Thermal heat(settings, wall.scene.vehicle);
  return march(wall.scene, heat, dt * steps, steps, [&](double, vehicle::SurfaceLoads& loads) {
    loads.film[0] = film, loads.recovery[0] = 2.45e7, loads.pressure[0] = pressure;
  });
}

/// Pr^(2/3) film (pi/4) V with V = 7000 m/s and Pr = 0.71.
double shear_of(double film) {
  return std::pow(0.71, 2.0 / 3.0) * constants::pi / 4.0 * film * 7000.0;
}

/// Of a film of 0.5 kg/m^2 in still air.
double left_of(MeltModel model, const Material& material) {
  std::vector<thermal::LiquidCell> film{{&material, 1000.0, 0.5, 0.5, 0}};
  thermal::carry_off({model, {0.0, 0.0, 1.0}, 1000.0, 1.0}, film);
  return film[0].left;
}

TEST(Sheared, FilmRunsOffAsItShould) {
  const double film = 1e-6;  // hardly any heat
  for (const int steps : {1, 5, 50}) {
    Wall wall;
    wall.scene.set_temperature([](const auto&, std::size_t) { return 1000.0; });
    const double before = wall.mass();
    const double end = 400.0;
    const auto books = blow(wall, MeltModel::sheared, film, 0.0, end / steps, steps);
    const double d0 = 0.002;
    const double d1 = 1.0 / (1.0 / d0 + shear_of(film) * end / (2.0 * 2e-3 * 2.0));
    const double gone = 2500.0 * (d0 - d1);
    EXPECT_GT(gone, 0.5);
    // Exact but for the last tenths of cells of 0.5 kg/m^2 that go at once.
    EXPECT_NEAR(before - wall.mass(), gone, 0.1) << steps;
    EXPECT_NEAR(books.melt_mass, 0.5 * (before - wall.mass()), 1e-12);
    fmt::print("film: {} steps, {:.4f} kg/m2 ran off, exact {:.4f}\n", steps, before - wall.mass(),
               gone);
  }
}

/// p d / sigma against 12 (1 + 1.077 Oh^1.6): 1.6 mm of it, Oh = 0.00112, critical 12.0002: torn
/// from 6000.1 Pa on.
TEST(Sheared, FilmIsTornAtTheCriticalWeberNumber) {
  const double oh = 2e-3 / std::sqrt(2500.0 * 0.8 * 0.0016);
  const double critical = 12.0 * (1.0 + 1.077 * std::pow(oh, 1.6)) * 0.8 / 0.0016;
  EXPECT_NEAR(critical, 6000.0, 1.0);
  for (const double share : {0.999, 1.001}) {
    Wall wall;
    const double before = wall.mass();
    blow(wall, MeltModel::sheared, 0.0, share * critical, 1e-6, 1);
    EXPECT_NEAR(before - wall.mass(), share < 1.0 ? 0.0 : 8 * 0.5, 1e-12) << share;
  }
  // What has no liquid state leaves without being asked.
  materials::Properties crumbs = metal();
  crumbs.melt = {};
  EXPECT_EQ(left_of(MeltModel::sheared, Material(crumbs)), 0.0);
}

TEST(OxideSkin, HoldsUntilItMeltsOrTears) {
  const auto lost = [](double hot, double film) {
    Wall wall(hot);
    const double before = wall.mass();
    blow(wall, MeltModel::oxide_skin, film, 1e5, 1e-6, 1);
    return before - wall.mass();
  };
  // It bears 40 N/m; the film is 2 m long: 20 Pa.
  const double tears = 20.0 / shear_of(1.0);
  EXPECT_EQ(left_of(MeltModel::oxide_skin, Material(metal())), 0.5);
  EXPECT_EQ(lost(1500.0, 0.0), 0.0);
  EXPECT_EQ(lost(1500.0, 0.999 * tears), 0.0);
  EXPECT_NEAR(lost(1500.0, 1.001 * tears), 8 * 0.5, 1e-12);
  EXPECT_EQ(lost(1999.0, 0.0), 0.0);
  EXPECT_NEAR(lost(2001.0, 0.0), 8 * 0.5, 1e-12);
  materials::Properties noble = metal();
  noble.oxidation = {};
  EXPECT_EQ(left_of(MeltModel::oxide_skin, Material(noble)), 0.0);
}

TEST(Retained, NothingLeaves) {
  Wall wall;
  const double before = wall.mass();
  const auto books = blow(wall, MeltModel::retained, 0.5, 1e6, 1e-3, 10);
  EXPECT_EQ(wall.mass(), before);
  EXPECT_EQ(books.melt_mass, 0.0);
}

/// Melt that lies inside, behind a wall or in a volume, does not see the air.
TEST(Sheared, OnlyWhatSeesTheAirLeaves) {
  Wall wall;
  wall.scene.set_temperature([](const auto&, std::size_t c) { return c < 8 ? 800.0 : 1000.0; });
  vehicle::Volume cabin;
  cabin.space = 1.0, cabin.pressure = 1e3, cabin.temperature = 300.0;
  wall.scene.vehicle.volumes = {cabin};
  wall.scene.vehicle.parts[0].volume = 0;
  vehicle::State& state = wall.scene.state;
  state.sealed = {1}, state.opening = {0.0}, state.opening_width = {0.0}, state.volume_body = {0};
  state.solid.gas_mass = {0.0}, state.solid.gas_temperature = {300.0};
  const double before = wall.mass();
  blow(wall, MeltModel::sheared, 0.0, 1e6, 1e-6, 1);
  EXPECT_EQ(wall.mass(), before);
  state.volume_body[0] = -1;  // the same side now is outside
  thermal::Settings settings;
  settings.melt = MeltModel::sheared;
  thermal::Thermal heat(settings, wall.scene.vehicle);
  march(wall.scene, heat, 1e-6, 1,
        [](double, vehicle::SurfaceLoads& loads) { loads.pressure[1] = 1e6; });
  EXPECT_NEAR(before - wall.mass(), 2 * 0.5, 1e-12);
}

/// An object's film, by the same law: 2 R is its length.
TEST(Sheared, ObjectsLoseTheirFilm) {
  const Material material(metal());
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.002, 2);
  scene.vehicle.stacks.push_back(stack);
  vehicle::Object ball;
  const double radius = 0.25, area = 4.0 * constants::pi * radius * radius;
  for (int i = 0; i < 4; ++i)
    ball.cells.push_back({&material, 1e-3, 2500.0 * area * 1e-3, area, area});
  ball.inner_area = ball.surface_area = area;
  ball.mass = 4 * ball.cells[0].mass;
  scene.vehicle.objects = {ball};
  scene.assemble(make_single(), 300.0);
  scene.state.object_released[0] = 1;
  scene.state.solid.object_enthalpy[0].assign(4, material.enthalpy(1000.0));
  thermal::Settings settings;
  settings.melt = MeltModel::sheared;
  thermal::Thermal heat(settings, scene.vehicle);
  const double film = 1e-6, end = 20.0;
  const auto books = march(scene, heat, end, 4, [&](double, vehicle::SurfaceLoads& loads) {
    loads.object_film[0] = film, loads.object_recovery[0] = 2.45e7;
  });
  const double d1 = 1.0 / (1.0 / 0.004 + shear_of(film) * end / (2.0 * 2e-3 * 2.0 * radius));
  EXPECT_NEAR(books.melt_mass, 2500.0 * area * (0.004 - d1), 1e-2 * books.melt_mass);
  EXPECT_GT(books.melt_mass, 0.1);
  // And torn: 12 sigma / d for what is left, 3.4 mm, is 2.8 kPa.
  const double left = scene.state.solid.object_mass[0][3];
  EXPECT_GT(left, 0.0);
  for (const double pressure : {2000.0, 3000.0}) {
    march(scene, heat, 1e-6, 1,
          [&](double, vehicle::SurfaceLoads& loads) { loads.object_pressure.assign(1, pressure); });
    EXPECT_EQ(scene.state.solid.object_mass[0][3], pressure < 2500.0 ? left : 0.0);
  }
}

}  // namespace
}  // namespace tektite
