// The general operator against exact solutions on volume meshes. NAFEMS T2-T4: The Standard NAFEMS
// Benchmarks, 1990. Cube under a step of its surface: Carslaw and Jaeger 1959, section 6.4 (product
// of slabs). Pile of cells: against the column solver of walls, which has its own exact solutions.
#include "solver/thermal/column.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "solid_scene.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using thermal::BorderKind;
using thermal::OuterLoads;

double order(double coarse, double fine) {
  return std::log2(coarse / fine);
}

Recipe steel_like(double k, double rho, double c) {
  Recipe recipe;
  recipe.density = rho;
  recipe.heat = Curve(c);
  recipe.conductivity = Curve(k);
  recipe.emissivity = Curve(1e-30);
  return recipe;
}

/// THE-07: centre of a cube at Fo = 0.1 after a step of its surface: 0.85549564 of the step. An
/// eighth of the cube: three sides held, three insulated.
TEST(SolidConduction, CubeStep) {
  const Material material = make_material(steel_like(1.0, 1.0, 1.0));
  std::vector<double> found;
  for (const int n : {6, 12, 24}) {
    thermal::SolidSettings settings;
    settings.step_tolerance = 2e-3 * 36.0 / (n * n);
    settings.stage.tolerance = 1e-7;
    Solid cube(
        hexahedra({1.0, 1.0, 1.0}, {n, n, n}), {&material},
        {{"x_high", BorderKind::held}, {"y_high", BorderKind::held}, {"z_high", BorderKind::held}},
        settings);
    cube.start(400.0);
    for (const char* side : {"x_high", "y_high", "z_high"}) {
      cube.set(cube.none.temperature, side, 300.0);
    }
    // Fo = alpha t / L^2 with L half the cube's side.
    const auto books = cube.heat->advance(cube.state, {cube.none, cube.none}, 0.1);
    EXPECT_EQ(books.failures, 0);
    // The corner cell's centre is half a cell from the cube's: the profile is flat to second order
    // there, and even, so the value at the centre follows from the first two cells of a diagonal.
    const double first = cube.temperature(0);
    const auto second_at = static_cast<std::size_t>(n * n + n + 1);
    const double second = cube.temperature(second_at);
    found.push_back((first + (first - second) / 8.0 - 300.0) / 100.0);
    fmt::print("  cube {:2d}: centre {:.8f}, {} parts, {} newton, {} krylov\n", n, found.back(),
               books.parts, books.newton, books.krylov);
  }
  const double exact = 0.85549564;
  const double p = order(found[0] - exact, found[1] - exact);
  const double q = order(found[1] - exact, found[2] - exact);
  const double richardson = found[2] + (found[2] - found[1]) / 3.0;
  fmt::print("  order {:.2f} {:.2f}, Richardson {:.8f}, exact {:.8f}\n", p, q, richardson, exact);
  EXPECT_NEAR(q, 2.0, 0.1);
  EXPECT_NEAR(richardson, exact, 1e-4);
}

/// THE-03, NAFEMS T2: 1000 K at one end, radiating to 300 K at the other: 927.00395 K.
TEST(SolidConduction, NafemsT2) {
  Recipe recipe = steel_like(55.6, 7850.0, 460.0);
  recipe.emissivity = Curve(0.98);
  const Material material = make_material(recipe);
  thermal::SolidSettings settings;
  settings.environment_temperature = 300.0;
  settings.step_tolerance = 1e3;
  auto grid = hexahedra({0.1, 0.02, 0.02}, {8, 2, 2});
  shake(grid, {0.1, 0.02, 0.02}, {8, 2, 2}, 0.15);
  Solid bar(six_tetrahedra(grid), {&material},
            {{"x_low", BorderKind::held}, {"x_high", BorderKind::exposed}}, settings);
  bar.start(900.0);
  bar.set(bar.none.temperature, "x_low", 1000.0);
  for (int i = 0; i < 8; ++i) bar.heat->advance(bar.state, {bar.none, bar.none}, 1e4);
  // The steady field is linear, which any mesh has exactly.
  const auto& bare = bar.heat->fluxes().bare;
  int faces = 0;
  for (std::size_t f = 0; f < bare.size(); ++f) {
    if (bare.kind[f] != BorderKind::exposed) continue;
    EXPECT_NEAR(bare.wall[f], 927.00395, 1e-4);
    ++faces;
  }
  EXPECT_EQ(faces, 8);
}

/// THE-04, NAFEMS T3: bar of 0.1 m, 0 C at one end, 100 sin(pi t / 40) C at the other: 36.603116 C
/// at 0.08 m after 32 s.
TEST(SolidConduction, NafemsT3) {
  const Material material = make_material(steel_like(35.0, 7200.0, 440.5));
  std::vector<double> found;
  for (const int n : {10, 20, 40}) {
    thermal::SolidSettings settings;
    settings.step_tolerance = 1.0;
    Solid bar(hexahedra({0.1, 0.01, 0.01}, {n, 1, 1}), {&material},
              {{"x_low", BorderKind::held}, {"x_high", BorderKind::held}}, settings);
    bar.start(273.15);
    bar.set(bar.none.temperature, "x_low", 273.15);
    const int steps = 4 * n;
    const double dt = 32.0 / steps;
    for (int i = 0; i < steps; ++i) {
      std::array<OuterLoads, 2> loads{bar.none, bar.none};
      const auto end = [](double t) { return 273.15 + 100.0 * std::sin(constants::pi * t / 40.0); };
      bar.set(loads[0].temperature, "x_high", end((i + thermal::SolidHeat::stage_fraction) * dt));
      bar.set(loads[1].temperature, "x_high", end((i + 1) * dt));
      bar.heat->advance(bar.state, loads, dt);
    }
    // 0.08 m is a face: the mean of both cells, to second order.
    const auto left = static_cast<std::size_t>(8 * n / 10 - 1);
    found.push_back(0.5 * (bar.temperature(left) + bar.temperature(left + 1)) - 273.15);
    fmt::print("  T3 {:2d} cells: {:.6f} C\n", n, found.back());
  }
  const double exact = 36.603116;
  EXPECT_NEAR(order(found[0] - exact, found[1] - exact), 2.0, 0.2);
  EXPECT_NEAR(order(found[1] - exact, found[2] - exact), 2.0, 0.2);
  EXPECT_NEAR(found[2] + (found[2] - found[1]) / 3.0, exact, 5e-3);
}

/// THE-05, NAFEMS T4: 0.6 m x 1.0 m, k 52, 100 C on y = 0, 750 W/(m2 K) to 0 C on x = 0.6 and y =
/// 1, x = 0 insulated: 18.253757 C at (0.6, 0.2).
TEST(SolidConduction, NafemsT4) {
  const Material material = make_material(steel_like(52.0, 7850.0, 460.0));
  std::vector<double> found;
  for (const int n : {12, 24, 48}) {
    thermal::SolidSettings settings;
    settings.environment_temperature = 273.15;
    settings.step_tolerance = 1e9;
    settings.stage.krylov_tolerance = 1e-6;
    Solid plate(hexahedra({0.6, 1.0, 0.05}, {n, 5 * n / 3, 1}), {&material},
                {{"y_low", BorderKind::held},
                 {"y_high", BorderKind::exposed},
                 {"x_high", BorderKind::exposed}},
                settings);
    plate.start(300.0);
    plate.set(plate.none.temperature, "y_low", 373.15);
    for (const char* side : {"x_high", "y_high"}) {
      plate.set(plate.none.film, side, 750.0 / constants::air_specific_heat);
      plate.set(plate.none.recovery, side, constants::air_specific_heat * 273.15);
    }
    for (int i = 0; i < 4; ++i) plate.heat->advance(plate.state, {plate.none, plate.none}, 1e8);
    // (0.6, 0.2) is where two faces meet.
    double sum = 0.0;
    int count = 0;
    const auto& bare = plate.heat->fluxes().bare;
    for (std::size_t f = 0; f < bare.size(); ++f) {
      const Point& x = plate.heat->domain().outer.centroid[f];
      if (bare.kind[f] != BorderKind::exposed || x.x < 0.599 ||
          std::abs(x.y - 0.2) > 0.6 * 0.6 / n) {
        continue;
      }
      sum += bare.wall[f];
      ++count;
    }
    ASSERT_EQ(count, 2);
    found.push_back(0.5 * sum - 273.15);
    fmt::print("  T4 {:2d} across: {:.5f} C\n", n, found.back());
  }
  EXPECT_NEAR(found[2], 18.253757, 0.01 * 18.25);
  EXPECT_NEAR(found[2] + (found[2] - found[1]) / 3.0, 18.253757, 0.02);
}

/// Linear temperatures are exact on any cells, also through a jump of the conductivity and a
/// contact: patch test. 180 W/(m K) 5 mm | 500 W/(m2 K) | 0.05 W/(m K) 20 mm, 600 -> 300 K:
/// q = 746.217094 W/m2 (series of resistances).
TEST(SolidConduction, CompositeOfTetrahedraIsExact) {
  const Material metal = make_material(steel_like(180.0, 2700.0, 900.0));
  const Material foam = make_material(steel_like(0.05, 50.0, 1000.0));
  auto boxes = hexahedra({0.005, 0.02, 0.02}, {3, 4, 4});
  mesh::join(boxes, mesh::sweep_box("foam", {0.005, 0.0, 0.0}, {0.02, 0.02, 0.02}, {4, 4, 4}));
  shake(boxes, {0.025, 0.02, 0.02}, {15, 4, 4}, 0.2, 0.005);
  const auto both = six_tetrahedra(boxes);
  // Both have marks of the same names: the held faces are told apart by where they are.
  thermal::SolidSettings settings;
  settings.step_tolerance = 1e9;
  settings.stage.tolerance = 1e-5;  // of a cell's heat: its temperature is set 1e5 times stiffer
  settings.stage.iterations = 100;
  Solid wall(both, {&metal, &foam}, {{"x_low", BorderKind::held}, {"x_high", BorderKind::held}},
             settings, {{0, 1, false, 500.0, 0.0}});
  wall.start(450.0);
  const auto end = [](const Point& x) { return x.x < 0.01 ? 600.0 : 300.0; };
  wall.set(wall.none.temperature, "x_low", end);
  wall.set(wall.none.temperature, "x_high", end);
  for (int i = 0; i < 12; ++i) {
    const auto books = wall.heat->advance(wall.state, {wall.none, wall.none}, 3000.0);
    EXPECT_EQ(books.failures, 0);
  }
  const double q = 746.217094;
  for (std::size_t c = 0; c < wall.state.enthalpy.size(); ++c) {
    const Point& x = wall.heat->domain().centroid[c];
    const double exact = x.x < 0.005 ? 600.0 - q * x.x / 180.0 : 300.0 + q * (0.025 - x.x) / 0.05;
    ASSERT_NEAR(wall.temperature(c), exact, 1e-4) << x.x << " " << x.y << " " << x.z;
  }
}

/// A pile of cells is the column of the walls: one implicit stage of both, with a film, radiation,
/// a gap, melting and k(T), agrees to 1e-8 of the temperature.
TEST(SolidConduction, PileEqualsColumn) {
  Recipe melts;
  melts.conductivity = Curve({300.0, 900.0}, {100.0, 250.0});
  melts.heat = Curve({300.0, 900.0}, {800.0, 1200.0});
  melts.solidus = 800.0;
  melts.liquidus = 850.0;
  melts.latent_heat = 3.9e5;
  const Material outer_metal = make_material(melts);
  Recipe other;
  other.conductivity = Curve(15.0);
  const Material inner_metal = make_material(other);

  const int rows = 9, gap_at = 5;
  const double depth = 0.0005, step = 2.0;
  thermal::CaloricTable tables[2] = {thermal::CaloricTable(outer_metal),
                                     thermal::CaloricTable(inner_metal)};
  thermal::Column<1> column;
  column.resize(rows);
  std::vector<thermal::PileCell> cells;
  std::vector<thermal::PileLink> links;
  for (int i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Material& material = i <= gap_at ? outer_metal : inner_metal;
    column.row[at] = {&tables[i <= gap_at ? 0 : 1], 0.5 * depth, 0.5 * depth};
    column.mass[at] = material.density() * depth;
    column.start[at] = column.enthalpy[at] = material.enthalpy(780.0 - 30.0 * i);
    column.source[at] = 0.0;
    cells.push_back({&material, column.mass[at], 0.5 * depth, 0.5 * depth});
    if (i + 1 < rows) {
      column.link[at] = {i == gap_at, 1.0, 3.0};
      links.push_back({i == gap_at, 1.0, i == gap_at ? 3.0 : 0.0});
    }
  }
  column.end[0].exposed = {1};
  column.end[0].film = {0.2};
  column.end[0].recovery = {3e6};
  column.end[0].sky = {std::pow(250.0, 4)};
  column.end[0].wall = {780.0};
  column.solve(step, {250.0, 1e-9, 200}, true);
  ASSERT_EQ(column.converged[0], 1);
  ASSERT_GT(column.temperature[0], 800.0) << "it should melt";

  const thermal::Domain pile = thermal::make_pile(cells, links, 1.0, 1.0);
  const std::vector<BorderKind> border{BorderKind::exposed, BorderKind::insulated};
  thermal::Fluxes fluxes(pile, border, 250.0);
  thermal::SolidStage stage(pile, {1e-9, 200, 1e-6});
  fluxes.refresh(pile.mass, {});  // nothing has gone
  fluxes.forget();
  OuterLoads loads;
  loads.film = {0.2, 0.0};
  loads.recovery = {3e6, 0.0};
  loads.flux = loads.temperature = {0.0, 0.0};
  const std::vector<double> start(column.start.begin(), column.start.end());
  std::vector<double> enthalpy = start;
  const auto work = stage.solve(fluxes, loads, pile.mass, start, step, enthalpy);
  EXPECT_TRUE(work.converged);
  fmt::print("  pile: {} Newton steps\n", work.newton);
  for (std::size_t i = 0; i < enthalpy.size(); ++i) {
    EXPECT_NEAR(fluxes.temperature[i], column.temperature[i], 1e-8 * column.temperature[i]);
  }
}

}  // namespace
}  // namespace tektite
