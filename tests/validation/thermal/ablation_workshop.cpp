// Test cases 1.0 and 2.x of the ablation workshop with TACOT: 5 cm, 300 K, adiabatic back, 1 atm.
// No reference numbers are in reach but the surface's temperature of 2.1, 1550 to 1650 K after 60 s
// (recalled, low confidence), which is no gate. Judged are: closed energy and mass, convergence in
// cells and steps, bounds. Set TEKTITE_FIGURES to a folder to have the thermocouples written there
// as CSV; tests/validation/thermal/draw.py makes the figures of solver/thermal/README.md from them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>

namespace tektite {
namespace {

using namespace synthetic;

const Material& tacot() {
  static const materials::Library library = materials::Library::load(materials::library_folder());
  return library.find("tacot");
}

struct Definition {
  const char* name;
  bool holds_temperature;  ///< of the face, at 1644 K after a ramp of 0.1 s
  double recovery;         ///< above 298.15 K, as the workshop counts [J/kg]
  const char* oxidation;
  double end;  ///< [s]; the air is there for 60 s
};

constexpr double depths[] = {0.001, 0.002, 0.004, 0.008, 0.012, 0.016, 0.024, 0.050};
constexpr double thickness = 0.05;

struct Outcome {
  double wall = 0.0;                  ///< after 60 s [K]
  double recession = 0.0, gas = 0.0;  ///< after 60 s [m], [kg/m^2]
  std::array<double, 8> inside{};     ///< after 60 s [K]; not a number: uncovered
  double energy_error = 0.0, mass_error = 0.0;
  std::int64_t substeps = 0, failures = 0;
};

/// Cells and what is left of them, from the face inwards.
struct Profile {
  Profile(const Scene& scene, double wall) {
    const auto& cells = scene.vehicle.stacks[0].cells;
    double left = 0.0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const auto progress = vehicle::progress_of(scene.vehicle, scene.state.solid, 0, c);
      const double mass = scene.state.solid.cell_mass[c];
      const double ratio = cells[c].material->charring()->density_ratio(progress);
      width.push_back(mass > 0.0 ? cells[c].thickness * mass / (cells[c].areal_mass * ratio) : 0.0);
      value.push_back(mass > 0.0
                          ? cells[c].material->temperature(scene.state.solid.enthalpy[c], progress)
                          : 0.0);
      left += width.back();
    }
    recession = thickness - left;
    face = wall;
  }
  /// Straight between the face and the middles of the cells.
  [[nodiscard]] double at(double depth) const {
    if (depth < recession) return std::numeric_limits<double>::quiet_NaN();
    double edge = recession, x_before = recession, T_before = face;
    for (std::size_t c = 0; c < width.size(); ++c) {
      if (width[c] <= 0.0) continue;
      const double x = edge + 0.5 * width[c];
      if (x >= depth) return T_before + (value[c] - T_before) * (depth - x_before) / (x - x_before);
      x_before = x, T_before = value[c];
      edge += width[c];
    }
    return T_before;
  }
  std::vector<double> width, value;
  double recession = 0.0, face = 0.0;
};

vehicle::SurfaceLoads air_at(const Scene& scene, const Definition& test, double t) {
  vehicle::SurfaceLoads loads = scene.no_loads();
  const double ramp = std::min(t / 0.1, 1.0);
  if (test.holds_temperature) {
    loads.film[0] = strong_film, loads.recovery[0] = recovery_of(300.0 + 1344.0 * ramp);
  } else {
    loads.film[0] = 0.3 * ramp * (t > 60.0 ? 0.0 : 1.0);
    loads.recovery[0] = test.recovery + recovery_of(298.15);
  }
  loads.pressure[0] = 101325.0;
  return loads;
}

Outcome fly(const Definition& test, int cells, double step, std::FILE* table = nullptr) {
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, tacot(), thickness, cells);
  scene.vehicle.stacks.push_back(stack);
  scene.add_part(0);
  // The back sees a volume without gas and radiation: it is adiabatic.
  scene.vehicle.parts[0].volume = 0;
  scene.vehicle.volumes.resize(1);
  scene.vehicle.volumes[0].temperature = 300.0;
  scene.assemble(make_single(), 300.0);
  thermal::Settings settings;
  settings.environment_temperature = 300.0;
  settings.cavity_radiation = false;
  settings.char_oxidation = test.oxidation;
  thermal::Thermal heat(settings, scene.vehicle);
  const double area = scene.mesh().area()[0];
  const double before = heat.stored(scene.state).panels;
  thermal::HeatBooks sum;
  Outcome result;
  vehicle::Solid next;
  if (table != nullptr) fmt::print(table, "time,surface,recession,gas,1,2,4,8,12,16,24,50\n");
  double t = 0.0;
  // The ramp at the start is marched finely: loads are straight lines within a step.
  while (t < test.end - 1e-9) {
    const double dt = t < 0.1 - 1e-9 ? 0.1 / 4 : (t < 0.5 * step ? step - 0.1 : step);
    const double early = t + thermal::Thermal::stage_fraction * dt;
    const std::array loads{air_at(scene, test, t >= 60.0 - 1e-9 ? 61.0 : early),
                           air_at(scene, test, t >= 60.0 - 1e-9 ? 61.0 : t + dt)};
    const auto one = heat.advance(scene.state, loads, dt, next);
    std::swap(scene.state.solid, next);
    t += dt;
    sum.absorbed += one.absorbed, sum.radiated += one.radiated;
    sum.gas_energy += one.gas_energy, sum.gas_mass += one.gas_mass;
    sum.char_energy += one.char_energy, sum.char_mass += one.char_mass;
    sum.char_heat += one.char_heat;
    result.substeps += one.char_substeps, result.failures += one.newton_failures;
    const Profile now(scene, one.hottest);
    if (table != nullptr) {
      fmt::print(table, "{:.4f},{:.4f},{:.6e},{:.6e}", t, now.face, now.recession,
                 sum.gas_mass / area);
      for (const double depth : depths) fmt::print(table, ",{:.4f}", now.at(depth));
      fmt::print(table, "\n");
    }
    if (std::abs(t - 60.0) > 1e-6) continue;
    result.wall = now.face, result.recession = now.recession, result.gas = sum.gas_mass / area;
    for (std::size_t i = 0; i < 8; ++i) result.inside[i] = now.at(depths[i]);
  }
  double mass = 0.0;
  for (const double m : scene.state.solid.cell_mass) mass += area * m;
  const double built = area * 280.0 * thickness;
  result.mass_error = (built - mass - sum.gas_mass - sum.char_mass) / built;
  result.energy_error =
      (heat.stored(scene.state).panels - before -
       (sum.absorbed + sum.char_heat - sum.radiated - sum.gas_energy - sum.char_energy)) /
      sum.absorbed;
  return result;
}

void print_row(const char* what, const Outcome& o) {
  fmt::print("{:26} {:9.3f} {:9.3f} {:9.3f} {:9.3f} {:9.3f} {:8.4f} {:8.5f} {:9.1e} {:9.1e} {:6}\n",
             what, o.wall, o.inside[2], o.inside[3], o.inside[5], o.inside[6], 1e3 * o.recession,
             o.gas, o.energy_error, o.mass_error, o.substeps);
}

class Workshop : public testing::TestWithParam<Definition> {};

TEST_P(Workshop, ClosesAndConverges) {
  const Definition& test = GetParam();
  fmt::print("test case {}, char oxidation {}; after 60 s\n", test.name, test.oxidation);
  fmt::print("{:26} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8} {:>8} {:>9} {:>9} {:>6}\n", "", "surface K",
             "4 mm K", "8 mm K", "16 mm K", "24 mm K", "lost mm", "gas kg", "energy", "mass",
             "sub");
  std::vector<Outcome> grids, steps;
  for (const int cells : {40, 80, 160}) {
    grids.push_back(fly(test, cells, 0.5));
    print_row(fmt::format("{} cells, step 0.5 s", cells).c_str(), grids.back());
  }
  for (const double step : {2.0, 1.0}) {
    steps.push_back(fly(test, 80, step));
    print_row(fmt::format("80 cells, step {} s", step).c_str(), steps.back());
  }
  for (const auto* runs : {&grids, &steps}) {
    for (const Outcome& run : *runs) {
      EXPECT_LE(std::abs(run.energy_error), 1e-10);
      EXPECT_LE(std::abs(run.mass_error), 1e-12);
      EXPECT_EQ(run.failures, 0);
    }
  }
  // Cells: close to the finest, and closing in on it; errors of second order fall fivefold against
  // it from 40 to 80 cells.
  const auto far = [](double a, double b) { return std::abs(a / b - 1.0); };
  EXPECT_LT(far(grids[1].wall, grids[2].wall), 2e-3);
  EXPECT_LT(far(grids[1].gas, grids[2].gas), 1e-2);
  EXPECT_LT(far(grids[1].inside[5], grids[2].inside[5]), 1e-2);
  EXPECT_LT(far(grids[1].inside[5], grids[2].inside[5]),
            0.5 * far(grids[0].inside[5], grids[2].inside[5]));
  if (!test.holds_temperature) {
    EXPECT_LE(far(grids[1].wall, grids[2].wall), far(grids[0].wall, grids[2].wall));
  }
  // Steps: the sub-steps' own error control leaves little to them.
  for (const Outcome& run : steps) {
    EXPECT_LT(far(run.wall, grids[1].wall), 5e-4);
    EXPECT_LT(far(run.inside[5], grids[1].inside[5]), 5e-4);
    EXPECT_NEAR(run.recession, grids[1].recession, 2e-3 * grids[1].recession + 1e-9);
  }
  const char* folder = std::getenv("TEKTITE_FIGURES");
  if (folder == nullptr) return;
  const auto file = fmt::format("{}/tacot_{}_{}.csv", folder, test.name, test.oxidation);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> table(std::fopen(file.c_str(), "w"),
                                                              &std::fclose);
  ASSERT_NE(table, nullptr) << file;
  (void)fly(test, 100, 0.25, table.get());
}

INSTANTIATE_TEST_SUITE_P(Tacot, Workshop,
                         testing::Values(Definition{"1.0", true, 0.0, "none", 60.0},
                                         Definition{"2.1", false, 1.5e6, "none", 60.0},
                                         Definition{"2.2", false, 1.5e6, "mixed", 60.0},
                                         Definition{"2.2", false, 1.5e6, "diffusion_limited", 60.0},
                                         Definition{"2.3", false, 2.5e7, "diffusion_limited",
                                                    120.0}));

/// Without the air's flux falling with the wall's temperature, and without conduction, gas or
/// blowing, the face would come to (q / (eps sigma))^(1/4): an upper bound of 2.1 in the workshop's
/// terms, 1775.1 K with the virgin emissivity (thermal.md section 5).
TEST(Workshop, SurfaceStaysBelowRadiativeEquilibrium) {
  const Outcome run = fly({"2.1", false, 1.5e6, "none", 60.0}, 40, 1.0);
  EXPECT_LT(run.wall, 1775.1);
  EXPECT_GT(run.wall, 1000.0);
  fmt::print(
      "2.1: surface {:.1f} K; recalled band 1550 to 1650 K is with wall chemistry in "
      "equilibrium\n",
      run.wall);
}

}  // namespace
}  // namespace tektite
