// Pieces of the thermal room on their own: tables, faces, columns, removal of melt, what marches.
#include "solver/base/error.hpp"
#include "solver/thermal/caloric.hpp"
#include "solver/thermal/column.hpp"
#include "solver/thermal/surface.hpp"
#include "solver/vehicle/coherency.hpp"

#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"
#include <set>

namespace tektite {
namespace {

using namespace synthetic;

Recipe alloy() {
  Recipe recipe;
  recipe.heat = Curve({250.0, 500.0, 900.0, 1200.0}, {850.0, 950.0, 1150.0, 1100.0});
  recipe.conductivity = Curve({200.0, 700.0, 870.0, 900.0}, {120.0, 180.0, 170.0, 90.0});
  recipe.emissivity = Curve({300.0, 900.0}, {0.2, 0.6});
  recipe.solidus = 870.0, recipe.liquidus = 905.0, recipe.latent_heat = 3.9e5;
  return recipe;
}

TEST(CaloricTable, AgreesWithItsMaterial) {
  const Material material = make_material(alloy());
  const thermal::CaloricTable table(material);
  for (double T = 60.0; T < 2500.0; T += 0.73) {
    const double h = material.enthalpy(T);
    const thermal::Caloric found = table(h);
    EXPECT_NEAR(found.temperature, T, 1e-10 * T);
    EXPECT_NEAR(1.0 / found.heat, material.temperature_and_slope(h).second, 1e-9 / found.heat);
    EXPECT_NEAR(found.conductivity, material.conductivity(T), 1e-9 * 180.0);
    EXPECT_NEAR(table.emissivity(T), material.emissivity(T), 1e-14);
    EXPECT_EQ(table.is_outside(h), T < 250.0 || T > 900.0 + 1e-9) << T;
  }
}

TEST(CaloricTable, ConstantPropertiesHaveNoRange) {
  const Material material = make_material(Recipe{});
  const thermal::CaloricTable table(material);
  for (const double T : {10.0, 200.0, 300.0, 5000.0}) {
    EXPECT_NEAR(table(material.enthalpy(T)).temperature, T, 1e-10 * T);
    EXPECT_FALSE(table.is_outside(material.enthalpy(T)));
  }
}

using One = thermal::Lanes<1>;

struct Face {
  double wall, convected, radiated, by_cell, by_conductance, wall_by_cell;
};
Face face(const thermal::Exposure<1>& air, double conductance, double cell, double guess,
          const thermal::CaloricTable& table) {
  const auto heat = thermal::heat_face<1>(air, One{conductance}, One{cell}, One{guess}, table);
  return {heat.wall.v,    heat.convected.v,      heat.radiated.v,
          heat.by_cell.v, heat.by_conductance.v, heat.wall_by_cell.v};
}

/// The balance itself, and its derivatives against differences; emissivities that rise with
/// temperature are part of the slopes.
TEST(Face, BalancesAndKnowsItsSlopes) {
  const double sigma = constants::stefan_boltzmann, cp = constants::air_specific_heat;
  for (const Curve& emissivity : {Curve(0.8), Curve({250.0, 7000.0}, {0.5, 0.9})}) {
    Recipe recipe;
    recipe.emissivity = emissivity;
    const Material material = make_material(recipe);
    const thermal::CaloricTable table(material);
    for (const double conductance : {0.1, 10.0, 1e5}) {
      for (const double film : {0.0, 0.01, 1.0, 1e9}) {
        const thermal::Exposure<1> air{{film}, {5e6}, {std::pow(200.0, 4)}};
        const auto net = [&](double cell, double g) {
          const Face heat = face(air, g, cell, 500.0, table);
          return heat.convected - heat.radiated;
        };
        const Face heat = face(air, conductance, 600.0, 300.0, table);
        const double flux = heat.convected - heat.radiated;
        const double scale = conductance * std::max(std::abs(heat.wall - 600.0), 1.0);
        EXPECT_NEAR(flux, conductance * (heat.wall - 600.0), 1e-8 * scale);
        EXPECT_NEAR(heat.radiated,
                    emissivity(heat.wall) * sigma * (std::pow(heat.wall, 4) - std::pow(200.0, 4)),
                    1e-9 * heat.radiated);
        if (film < 1e3) {
          EXPECT_NEAR(heat.convected, film * (5e6 - cp * heat.wall), 1e-7 * film * 5e6 + 1e-6);
        }
        const double step = 1e-3;
        const double slope =
            (net(600.0 + step, conductance) - net(600.0 - step, conductance)) / (2 * step);
        EXPECT_NEAR(heat.by_cell, slope, 1e-4 * std::abs(slope) + 1e-6);
        const double by_g =
            (net(600.0, conductance * (1 + 1e-5)) - net(600.0, conductance * (1 - 1e-5))) /
            (2e-5 * conductance);
        EXPECT_NEAR(heat.by_conductance, by_g, 1e-4 * std::abs(by_g) + 1e-4);
        const double moved = (face(air, conductance, 601.0, 300.0, table).wall -
                              face(air, conductance, 599.0, 300.0, table).wall) /
                             2.0;
        EXPECT_NEAR(heat.wall_by_cell, moved, 1e-3 * moved + 1e-9);
      }
    }
  }
}

/// Parallel plates, eps 0.8 and 0.3, 1000 K and 600 K: 13773.4713 W/m^2; ten shields of emissivity
/// 0.03: 74.7519 W/m^2 (thermal.md section 6).
TEST(Gap, ParallelPlatesAndShields) {
  Recipe recipe;
  recipe.emissivity = Curve(0.8);
  const Material one = make_material(recipe);
  recipe.emissivity = Curve(0.3);
  const Material two = make_material(recipe);
  const thermal::CaloricTable hot(one), cold(two);
  const auto flux = [](const thermal::CaloricTable& a, const thermal::CaloricTable& b, double outer,
                       double inner, double conductance, double shields) {
    return thermal::heat_gap<1>(a, b, One{outer}, One{inner}, One{conductance}, One{conductance},
                                shields);
  };
  EXPECT_NEAR(flux(hot, cold, 1000.0, 600.0, 1e12, 0.0).flux.v, 13773.4713, 1e-4);
  EXPECT_NEAR(flux(hot, cold, 1000.0, 600.0, 1e12, 10 * (2 / 0.03 - 1)).flux.v, 74.7519, 1e-4);
  EXPECT_EQ(flux(hot, cold, 700.0, 700.0, 100.0, 0.0).flux.v, 0.0);
  // Slopes against differences, where half cells and emissivities have their say.
  recipe.emissivity = Curve({300.0, 1200.0}, {0.3, 0.7});
  const Material three = make_material(recipe);
  const thermal::CaloricTable warm(three);
  const auto found = flux(warm, cold, 900.0, 500.0, 40.0, 2.0);
  const double by_outer = flux(warm, cold, 900.01, 500.0, 40.0, 2.0).flux.v -
                          flux(warm, cold, 899.99, 500.0, 40.0, 2.0).flux.v;
  const double by_inner = flux(warm, cold, 900.0, 500.01, 40.0, 2.0).flux.v -
                          flux(warm, cold, 900.0, 499.99, 40.0, 2.0).flux.v;
  EXPECT_NEAR(found.by_outer.v, by_outer / 0.02, 1e-3 * found.by_outer.v);
  EXPECT_NEAR(found.by_inner.v, by_inner / 0.02, -1e-3 * found.by_inner.v);
}

/// A lane's bits do not depend on its neighbours, nor on being alone.
TEST(Column, LanesAreIndependent) {
  const Material material = make_material(alloy());
  const thermal::CaloricTable table(material);
  const thermal::Solver solver{250.0, 1e-7, 50};
  const int rows = 6;
  const auto fill = [&](auto& column, std::size_t lane, std::size_t width, double warm) {
    column.end[0].exposed[lane] = column.end[1].exposed[lane] = 1;
    column.end[0].film[lane] = 0.01 * warm, column.end[0].recovery[lane] = 1e7;
    column.end[0].wall[lane] = column.end[1].wall[lane] = 400.0;
    for (std::size_t i = 0; i < rows; ++i) {
      column.mass[i * width + lane] = 2.0;
      column.start[i * width + lane] = column.enthalpy[i * width + lane] =
          material.enthalpy(400.0 + 10.0 * warm * static_cast<double>(i));
      column.source[i * width + lane] = 100.0 * warm;
    }
  };
  const auto build = [&](auto& column) {
    column.resize(rows);
    for (auto& row : column.row) row = {&table, 4e-4, 4e-4};
    for (auto& link : column.link) link = {};
  };
  thermal::Column<8> eight;
  build(eight);
  for (std::size_t l = 0; l < 8; ++l) fill(eight, l, 8, 1.0 + 3.0 * static_cast<double>(l));
  eight.solve(0.5, solver, false);
  for (std::size_t l = 0; l < 8; ++l) {
    thermal::Column<1> one;
    build(one);
    fill(one, 0, 1, 1.0 + 3.0 * static_cast<double>(l));
    one.solve(0.5, solver, false);
    for (std::size_t i = 0; i < rows; ++i) {
      EXPECT_EQ(eight.enthalpy[i * 8 + l], one.enthalpy[i]) << l;
      EXPECT_EQ(eight.net[i * 8 + l], one.net[i]) << l;
    }
    EXPECT_EQ(eight.converged[l], one.converged[0]);
  }
}

/// Melt leaves from bare ends only, and a gap opens where a layer has gone. The heat that leaves is
/// that of the cells.
TEST(Melt, LeavesFromBareEnds) {
  const Material material = make_material(alloy());
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.002, 4);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_single(), 300.0);
  // Liquid: the outermost cell and the third, which is held between its neighbours.
  const std::array<double, 4> temperatures{1000.0, 800.0, 1000.0, 800.0};
  scene.set_temperature([&](const auto&, std::size_t c) { return temperatures[c]; });
  thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
  const auto before = scene.state.solid;
  const auto books = march(scene, heat, 1e-9, 1, nullptr);
  const vehicle::Solid& solid = scene.state.solid;
  EXPECT_EQ(solid.cell_mass[0], 0.0);
  EXPECT_EQ(solid.cell_mass[2], before.cell_mass[2]);
  EXPECT_NEAR(books.melt_mass, 0.5 * before.cell_mass[0], 1e-12);
  EXPECT_NEAR(books.melt_energy, 0.5 * before.cell_mass[0] * before.enthalpy[0],
              1e-6 * books.melt_energy);
}

/// A cover that carries nothing holds while one of its cells is below the coherent liquid fraction;
/// past it the cover goes, but neither the fabric behind it, which comes off in sheets, nor the
/// wall that carries load. Mass and enthalpy of what left, by hand: 0.5 m^2 of it.
TEST(Covers, GoWhenTheyAreSlurry) {
  const Material metal = make_material(alloy());
  const Material cloth = make_material({});
  const auto at_fraction = [](double f) { return 870.0 + 35.0 * f; };
  for (const double second : {vehicle::coherency - 0.05, vehicle::coherency + 0.05}) {
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, metal, 0.001, 2);
    add_layer(stack, cloth, 0.002, 1, 0.05);
    add_layer(stack, metal, 0.004, 2, 0.05);
    for (std::size_t c = 0; c < 3; ++c) stack.cells[c].carries_load = false;
    stack.cells[2].is_loose = true;
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), 300.0);
    const std::array<double, 5> temperatures{at_fraction(vehicle::coherency + 0.05),
                                             at_fraction(second), 400.0, at_fraction(0.9),
                                             at_fraction(0.9)};
    scene.set_temperature([&](const auto&, std::size_t c) { return temperatures[c]; });
    thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
    const vehicle::Solid before = scene.state.solid;
    vehicle::Solid next;
    const auto books = heat.advance(scene.state, {scene.no_loads(), scene.no_loads()}, 1e-9, next);
    const bool goes = second > vehicle::coherency;
    double mass = 0.0;
    double energy = 0.0;
    for (std::size_t c = 0; c < 2; ++c) {
      EXPECT_EQ(next.cell_mass[c] == 0.0, goes) << c;
      mass += goes ? 0.5 * before.cell_mass[c] : 0.0;
      energy += goes ? 0.5 * before.cell_mass[c] * before.enthalpy[c] : 0.0;
    }
    for (std::size_t c = 2; c < 5; ++c) EXPECT_EQ(next.cell_mass[c], before.cell_mass[c]) << c;
    EXPECT_NEAR(books.stripped_mass, mass, 1e-12);
    EXPECT_NEAR(books.stripped_energy, energy, 1e-6 * std::abs(energy));
    EXPECT_EQ(books.melt_mass, 0.0);
  }
}

/// A choice that no material of the vehicle can follow is named with the materials.
TEST(Settings, NameMaterialsThatLackWhatIsAskedFor) {
  const auto message = [](thermal::MeltModel melt, double oxidation, bool complete) {
    materials::Properties is = make_material(alloy()).properties();
    is.name = "lead";
    if (complete) {
      is.melt.viscosity = Curve(2e-3), is.melt.surface_tension = 0.5;
      is.oxidation = {1e7, 500.0, 600.0, 0.5, 1000.0, 10.0};
    }
    const Material material(is);
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.002, 2);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), 300.0);
    thermal::Settings settings;
    settings.melt = melt, settings.oxidation = oxidation;
    try {
      const thermal::Thermal heat(settings, scene.vehicle);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return std::string(error.what());
    }
    return std::string();
  };
  using enum thermal::MeltModel;
  EXPECT_EQ(message(removed, 0.0, false), "");
  EXPECT_NE(message(sheared, 0.0, false).find("melt: sheared: no material of this vehicle"),
            std::string::npos);
  EXPECT_NE(message(oxide_skin, 0.0, false).find("'oxidation' that this needs: lead"),
            std::string::npos);
  EXPECT_NE(message(removed, 1.0, false).find("oxidation: diffusion_limited"), std::string::npos);
  for (const auto model : {removed, retained, sheared, oxide_skin}) {
    EXPECT_EQ(message(model, 1.0, true), "");
  }
}

/// What has gone, has landed or flies no more keeps every bit.
TEST(Marching, OnlyWhatFliesIsTouched) {
  const Material material = make_material(alloy());
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.002, 2);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_plate(1.0, 1.0, 4, 4, Triangles::right_angled), 500.0);
  vehicle::Body landed = scene.state.bodies[0];
  landed.id = 1, landed.status = vehicle::BodyStatus::landed;
  scene.state.bodies.push_back(landed);
  scene.state.next_body = 2;
  scene.state.body[0] = -1, scene.state.body[1] = 1;
  thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
  const auto before = scene.state.solid.enthalpy;
  const auto stored = heat.stored_by_body(scene.state);
  const double flying = heat.stored(scene.state).total();
  EXPECT_EQ(flying, stored[0]);
  EXPECT_GT(stored[1], 0.0);
  march(scene, heat, 10.0, 3, nullptr);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(scene.state.solid.enthalpy[i], before[i]);
  EXPECT_NE(scene.state.solid.enthalpy[4], before[4]);
}

/// No heat crosses a broken edge.
TEST(Marching, BrokenEdgesDoNotConduct) {
  Recipe recipe = alloy();
  recipe.emissivity = Curve(1e-30);
  const Material material = make_material(recipe);
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.002, 2);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_plate(1.0, 1.0, 4, 4, Triangles::right_angled), 500.0);
  scene.set_temperature([](const auto& x, std::size_t) { return x.x < 0.5 ? 700.0 : 400.0; });
  for (std::int32_t e = 0; e < scene.mesh().edges(); ++e) {
    std::set<bool> sides;
    for (const std::int32_t p : scene.mesh().edge_panels(e)) {
      sides.insert(scene.mesh().centroid()[static_cast<std::size_t>(p)].x < 0.5);
    }
    if (sides.size() == 2) scene.state.edge_holds[static_cast<std::size_t>(e)] = 0;
  }
  thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
  march(scene, heat, 100.0, 5, nullptr);
  for (std::size_t p = 0; p < scene.state.body.size(); ++p) {
    EXPECT_NEAR(scene.temperature(p, 1), scene.mesh().centroid()[p].x < 0.5 ? 700.0 : 400.0, 1e-9);
  }
}

/// The limit of the explicit part scales with the square of the panels, and holds: a checkerboard
/// of temperatures dies out at the limit with the margin taken away.
TEST(Marching, StableAtTheLimit) {
  std::vector<double> limits;
  for (const int n : {4, 8}) {
    Recipe recipe;
    recipe.emissivity = Curve(1e-30);
    const Material material = make_material(recipe);
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.002, 2);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_plate(1.0, 1.0, n, n, Triangles::random), 500.0);
    for (std::size_t i = 0; i < scene.state.solid.enthalpy.size(); ++i) {
      scene.state.solid.enthalpy[i] += (i / 2) % 2 == 0 ? 5e4 : -5e4;
    }
    thermal::Settings settings;
    settings.stability = 1.0;
    thermal::Thermal heat(settings, scene.vehicle);
    const double limit = heat.stable_step(scene.state);
    limits.push_back(limit);
    const auto books = march(scene, heat, 200.0 * limit * (1.0 - 1e-9), 200, nullptr);
    EXPECT_EQ(books.substeps, 200);
    double least = 1e9, most = 0.0;
    for (std::size_t p = 0; p < scene.state.body.size(); ++p) {
      least = std::min(least, scene.temperature(p, 0)),
      most = std::max(most, scene.temperature(p, 0));
    }
    EXPECT_LT(most - least, 30.0);
  }
  EXPECT_GT(limits[0], 2.0 * limits[1]);
}

}  // namespace
}  // namespace tektite
