// The general operator against CalculiX (finite elements, other people's code) on the same meshes:
// a heated wall of two layers, and a solid ring under a film and re-radiation with properties that
// vary with temperature. Temperatures of cells against the mean of the element's nodes, to 0.5 %.
// Skipped where the program ccx is not installed. Input format: CalculiX CrunchiX user's manual.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/solid_scene.hpp"
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tektite {
namespace {

using namespace synthetic;
using thermal::BorderKind;
using thermal::OuterLoads;

/// One load on the faces of a mark.
struct Load {
  std::string mark;
  double flux = 0.0;                          ///< [W/m^2]
  double film = 0.0, film_temperature = 0.0;  ///< [W/(m^2 K)], [K]
  bool radiates = false;
};

struct Problem {
  std::string name;
  mesh::Grid grid;
  std::vector<Recipe> materials;  ///< one for each part
  std::vector<Load> loads;
  double start = 300.0, sky = 300.0, time = 0.0, step = 0.0;
};

void write_table(std::ofstream& out, const char* card, const Curve& curve) {
  out << card << "\n";
  for (std::size_t i = 0; i < curve.x().size(); ++i) {
    out << fmt::format("{:.9g}, {:.9g}\n", curve.y()[i], curve.x()[i]);
  }
}

void write_input(const Problem& problem, const std::filesystem::path& path) {
  std::ofstream out(path);
  const mesh::Grid& grid = problem.grid;
  out << "*NODE, NSET=NALL\n";
  for (std::size_t v = 0; v < grid.vertices.size(); ++v) {
    const Point& p = grid.vertices[v];
    out << fmt::format("{}, {:.12g}, {:.12g}, {:.12g}\n", v + 1, p.x, p.y, p.z);
  }
  for (std::size_t part = 0; part < grid.part_name.size(); ++part) {
    out << fmt::format("*ELEMENT, TYPE=C3D8, ELSET=E{}\n", part);
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
      if (grid.part[cell] != static_cast<std::int32_t>(part)) continue;
      out << cell + 1;
      for (const std::int32_t corner : grid.corners_of(cell)) out << ", " << corner + 1;
      out << "\n";
    }
    out << fmt::format("*MATERIAL, NAME=M{}\n", part);
    const Recipe& is = problem.materials[part];
    write_table(out, "*CONDUCTIVITY", is.conductivity);
    write_table(out, "*SPECIFIC HEAT", is.heat);
    write_table(out, "*DENSITY", Curve({300.0}, {is.density}));
    out << fmt::format("*SOLID SECTION, ELSET=E{0}, MATERIAL=M{0}\n", part);
  }
  out << fmt::format("*PHYSICAL CONSTANTS, ABSOLUTE ZERO=0., STEFAN BOLTZMANN={:.10g}\n",
                     constants::stefan_boltzmann);
  out << fmt::format("*INITIAL CONDITIONS, TYPE=TEMPERATURE\nNALL, {:.9g}\n", problem.start);
  out << fmt::format("*STEP, INC=100000\n*HEAT TRANSFER, DIRECT\n{:.9g}, {:.9g}\n", problem.step,
                     problem.time);
  for (const Load& load : problem.loads) {
    std::string flux, film, radiation;
    for (const mesh::BorderFace& face : mesh::border_of(grid)) {
      if (grid.mark_name[static_cast<std::size_t>(face.mark)] != load.mark) continue;
      const auto cell = static_cast<std::size_t>(face.cell);
      // Faces are in the order of the program's S1 to S6.
      if (load.flux != 0.0) {
        flux += fmt::format("{}, S{}, {:.9g}\n", cell + 1, face.slot + 1, load.flux);
      }
      if (load.film != 0.0) {
        film += fmt::format("{}, F{}, {:.9g}, {:.9g}\n", cell + 1, face.slot + 1,
                            load.film_temperature, load.film);
      }
      if (load.radiates) {
        const double emissivity =
            problem.materials[static_cast<std::size_t>(grid.part[cell])].emissivity(300.0);
        radiation += fmt::format("{}, R{}, {:.9g}, {:.9g}\n", cell + 1, face.slot + 1, problem.sky,
                                 emissivity);
      }
    }
    if (!flux.empty()) out << "*DFLUX\n" << flux;
    if (!film.empty()) out << "*FILM\n" << film;
    if (!radiation.empty()) out << "*RADIATE\n" << radiation;
  }
  out << "*NODE PRINT, NSET=NALL, FREQUENCY=100000\nNT\n*END STEP\n";
}

/// Temperatures of all nodes in the last table of the program's result.
std::vector<double> read_result(const std::filesystem::path& path, std::size_t nodes) {
  std::ifstream in(path);
  std::vector<double> values(nodes, 0.0);
  std::size_t found = 0;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::size_t node = 0;
    double value = 0.0;
    if (!(words >> node >> value) || node < 1 || node > nodes) continue;
    values[node - 1] = value;
    ++found;
  }
  EXPECT_GE(found, nodes) << path;
  return values;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Largest difference of a cell, as a share of its temperature.
double compare(Problem problem) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / ("tektite_calculix_" + problem.name);
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_input(problem, folder / "solid.inp");
  const auto theirs_begin = std::chrono::steady_clock::now();
  const std::string command = fmt::format(
      "cd '{}' && OMP_NUM_THREADS=1 ccx -i solid >log 2>&1 </dev/null", folder.string());
  EXPECT_EQ(std::system(command.c_str()), 0) << folder;
  const double theirs = seconds_since(theirs_begin);
  const auto nodes = read_result(folder / "solid.dat", problem.grid.vertices.size());

  std::vector<Material> materials;
  materials.reserve(problem.materials.size());
  for (Recipe& is : problem.materials) {
    const bool radiates = std::ranges::any_of(problem.loads, &Load::radiates);
    if (!radiates) is.emissivity = Curve(1e-30);
    materials.push_back(make_material(is));
  }
  std::vector<const Material*> pointers;
  for (const Material& one : materials) pointers.push_back(&one);
  Solid::Kinds kinds;
  for (const Load& load : problem.loads) kinds.emplace_back(load.mark, BorderKind::exposed);
  thermal::SolidSettings settings;
  settings.environment_temperature = problem.sky;
  settings.step_tolerance = 0.2;
  const auto ours_begin = std::chrono::steady_clock::now();
  Solid solid(problem.grid, pointers, kinds, settings);
  solid.start(problem.start);
  for (const Load& load : problem.loads) {
    solid.set(solid.none.flux, load.mark, load.flux);
    solid.set(solid.none.film, load.mark, load.film / constants::air_specific_heat);
    solid.set(solid.none.recovery, load.mark, load.film_temperature * constants::air_specific_heat);
  }
  const auto books = solid.heat->advance(solid.state, {solid.none, solid.none}, problem.time);
  const double ours = seconds_since(ours_begin);
  EXPECT_EQ(books.failures, 0);

  double worst = 0.0, hottest = 0.0;
  for (std::size_t cell = 0; cell < problem.grid.cells(); ++cell) {
    double mean = 0.0;
    for (const std::int32_t v : problem.grid.corners_of(cell)) {
      mean += nodes[static_cast<std::size_t>(v)] / 8.0;
    }
    worst = std::max(worst, std::abs(solid.temperature(cell) - mean) / mean);
    hottest = std::max(hottest, mean);
  }
  fmt::print(
      "  {}: {} cells, hottest {:.2f} K, largest difference {:.4f} %; CalculiX {:.2f} s in {} "
      "steps, ours {:.2f} s in {} parts\n",
      problem.name, problem.grid.cells(), hottest, 100.0 * worst, theirs,
      std::lround(problem.time / problem.step), ours, books.parts);
  return worst;
}

bool has_calculix() {
  return std::system("command -v ccx >/dev/null 2>&1") == 0;
}

TEST(CalculiX, HeatedWallOfTwoLayers) {
  if (!has_calculix()) GTEST_SKIP() << "ccx is not installed";
  Problem wall;
  wall.name = "two-layer wall";
  wall.grid = mesh::sweep_box("aluminium", {}, {0.01, 0.02, 0.02}, {12, 3, 3});
  mesh::join(wall.grid, mesh::sweep_box("steel", {0.01, 0.0, 0.0}, {0.02, 0.02, 0.02}, {24, 3, 3}));
  // The first part's low side is the front, the second's high side the back; inner marks are idle.
  Recipe aluminium, steel;
  aluminium.conductivity = Curve(180.0);
  steel.density = 7800.0;
  steel.heat = Curve(500.0);
  steel.conductivity = Curve(16.0);
  wall.materials = {aluminium, steel};
  wall.loads = {{"x_low", 2.5e5, 0.0, 0.0, false}, {"x_high", 0.0, 400.0, 250.0, false}};
  wall.time = 60.0;
  wall.step = 0.5;
  EXPECT_LT(compare(wall), 5e-3);
}

TEST(CalculiX, SolidRing) {
  if (!has_calculix()) GTEST_SKIP() << "ccx is not installed";
  Problem ring;
  ring.name = "solid ring";
  ring.grid = mesh::sweep_ring("ring", {0.06, 0.10, 0.04}, {8, 32, 6});
  Recipe steel;
  steel.density = 7800.0;
  steel.heat = Curve({300.0, 1300.0}, {460.0, 660.0});
  steel.conductivity = Curve({300.0, 1300.0}, {15.0, 28.0});
  steel.emissivity = Curve(0.7);
  ring.materials = {steel};
  ring.loads = {{"outer", 0.0, 300.0, 2000.0, true}, {"low", 5e4, 0.0, 0.0, true}};
  ring.time = 120.0;
  ring.step = 2.0;
  EXPECT_LT(compare(ring), 5e-3);
}

}  // namespace
}  // namespace tektite
