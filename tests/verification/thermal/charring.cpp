// Columns that decompose against exact solutions: a reaction in a temperature ramp, receding faces
// in the steady state, blowing, loss of function, the way of the gas. The test cases of the
// ablation workshop are in tests/validation/thermal.
#include "solver/thermal/charring.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"
#include <cmath>
#include <limits>

namespace tektite {
namespace {

using namespace synthetic;
using materials::Ablation;
using materials::CharOxidation;
using materials::Charring;
using materials::Decomposition;
using materials::Reaction;
using thermal::CharBooks;
using thermal::CharCell;
using thermal::CharColumn;
using thermal::CharSettings;

/// A pile of equal cells of one material at one temperature, outer face exposed.
struct Pile {
  Pile(const Material& material, double thickness, int count, double temperature)
      : of(material), progress(static_cast<std::size_t>(count)) {
    const double d = thickness / count;
    for (int i = 0; i < count; ++i) {
      auto& numbers = progress[static_cast<std::size_t>(i)];
      numbers.assign(std::max<std::size_t>(of.charring()->size(), 1), 0.0);
      CharCell cell;
      cell.charring = of.charring();
      cell.reach_out = cell.reach_in = 0.5 * d;
      cell.built = cell.mass = of.density() * d;
      cell.enthalpy = of.enthalpy(temperature);
      cell.progress = numbers.data();
      cell.id = static_cast<std::size_t>(i);
      column.cell.push_back(cell);
    }
    column.link.resize(column.cell.size() - 1);
    column.end[0].exposed = true;
    column.end[0].wall = temperature;
  }

  void set_air(double film, double recovery_a, double recovery_b, double environment,
               double pressure = 1e5) {
    column.end[0].air = {thermal::Surroundings{film, recovery_a, pressure, environment},
                         thermal::Surroundings{film, recovery_b, pressure, environment}};
  }
  [[nodiscard]] double energy() const {
    double sum = 0.0;
    for (const CharCell& cell : column.cell) sum += cell.mass * cell.enthalpy;
    return sum;
  }
  [[nodiscard]] double mass() const {
    double sum = 0.0;
    for (const CharCell& cell : column.cell) sum += cell.mass;
    return sum;
  }
  [[nodiscard]] double thickness_of(const CharCell& cell) const {
    const double ratio = cell.charring->density_ratio({cell.progress, cell.charring->size()});
    return cell.mass / (cell.built * ratio) * 2.0 * cell.reach_out;
  }
  [[nodiscard]] double thickness() const {
    double sum = 0.0;
    for (const CharCell& cell : column.cell) sum += thickness_of(cell);
    return sum;
  }
  void expect_closed(double energy_before, double mass_before, const CharBooks& books) const {
    const double in = books.convected[0] + books.convected[1] + books.burned;
    const double out = books.radiated[0] + books.radiated[1] + books.gas_energy + books.char_energy;
    const double scale = std::abs(books.convected[0]) + std::abs(books.radiated[0]) +
                         std::abs(books.burned) + std::abs(books.gas_energy);
    EXPECT_NEAR(energy() - energy_before, in - out, 1e-12 * scale);
    EXPECT_NEAR(mass_before - mass(), books.gas_mass + books.char_mass, 1e-13 * mass_before);
  }

  const Material& of;
  CharColumn column;
  std::vector<std::vector<double>> progress;
};

Recipe resin(double order) {
  Recipe recipe;
  recipe.density = 1000.0;
  recipe.heat = Curve(1000.0);
  recipe.conductivity = Curve(1.0);
  recipe.emissivity = Curve(1e-30);
  Decomposition is;
  is.reactions.push_back(Reaction{"resin", 1000.0, 400.0, 1e8, 15000.0, order, 300.0});
  is.heat_of_pyrolysis = 1e6;
  is.reference_temperature = 300.0;
  is.gas_enthalpy = Curve({300.0, 2000.0}, {0.0, 3.4e6});
  recipe.decomposition = is;
  return recipe;
}

CharSettings fine(double scale) {
  CharSettings settings;
  settings.solver.environment = 300.0;
  settings.temperature_error = 1.0 * scale;
  settings.extent_error = 2e-3 * scale;
  return settings;
}

/// Thermogravimetry: 20 K/s. Exact: x^(1-m) = 1 + (m-1) integral of K, by Simpson's rule; for m = 1
/// an exponential. The sub-steps' error falls with the tolerance.
TEST(Charring, RampOfOneReaction) {
  for (const double order : {1.0, 2.0, 3.0}) {
    const Material material = make_material(resin(order));
    const double rate = 20.0, from = 400.0, to = 800.0;
    const double K0 = 1e8 * std::pow(0.6, order - 1.0);
    double integral = 0.0;
    const int panels = 20000;
    const double h = (to - from) / panels;
    const auto K = [&](double T) { return K0 * std::exp(-15000.0 / T); };
    for (int i = 0; i < panels; ++i) {
      const double T = from + i * h;
      integral += h / 6.0 * (K(T) + 4.0 * K(T + 0.5 * h) + K(T + h)) / rate;
    }
    // Stop where about half is gone, so that the error shows.
    const double left = order == 1.0
                            ? std::exp(-integral)
                            : std::pow(1.0 + (order - 1.0) * integral, 1.0 / (1.0 - order));
    std::vector<double> errors;
    for (const double scale : {1.0, 0.1, 0.01}) {
      // So thin that the cell is as warm as its face.
      Pile pile(material, 1e-7, 1, from);
      pile.set_air(strong_film, recovery_of(from), recovery_of(to), 300.0);
      const double before = pile.energy(), mass = pile.mass();
      const auto books = pile.column.advance((to - from) / rate, fine(scale));
      pile.expect_closed(before, mass, books);
      EXPECT_EQ(books.failures, 0);
      errors.push_back(std::abs(1.0 - pile.progress[0][0] - left));
      fmt::print("ramp, order {}: tolerance {:7.1e} left {:.8f} exact {:.8f} substeps {}\n", order,
                 2e-3 * scale, 1.0 - pile.progress[0][0], left, books.substeps);
      EXPECT_NEAR(books.gas_mass, mass * 0.6 * pile.progress[0][0], 1e-12 * mass);
    }
    EXPECT_LT(errors[0], 2e-3);
    EXPECT_LT(errors[2], 2e-5);
    EXPECT_LT(errors[2], 0.2 * errors[0]);
  }
}

/// phi / (e^phi - 1): heating.md section 11, m/C_H = 1 laminar -> 0.581977.
TEST(Charring, BlowingReduction) {
  EXPECT_NEAR(thermal::blowing_reduction(0.5, 1.0, 1.0), 0.581977, 5e-7);
  EXPECT_NEAR(thermal::blowing_reduction(0.4, 1.0, 1.0), 0.8 / std::expm1(0.8), 1e-15);
  EXPECT_EQ(thermal::blowing_reduction(0.5, 0.0, 1.0), 1.0);
  EXPECT_EQ(thermal::blowing_reduction(0.0, 1.0, 1.0), 1.0);
  EXPECT_EQ(thermal::blowing_reduction(0.5, 1.0, 0.0), 0.0);
  EXPECT_NEAR(thermal::blowing_reduction(0.5, 1e-9, 1.0), 1.0 - 0.5e-9, 1e-15);
}

/// A face in the balance: char that burns as fast as oxygen arrives loses B' psi film, psi by the
/// loss itself. From m = B' phi/(e^phi - 1) film with phi = 2 lambda m / film follows
/// phi = ln(1 + 2 lambda B').
TEST(Charring, DiffusionLimitWithItsOwnBlowing) {
  Recipe recipe = resin(1.0);
  recipe.decomposition->oxidation = CharOxidation{0.174, 314.0, 21290.0, 0.5, 9.2e6};
  recipe.emissivity = Curve(0.9);
  const Material material = make_material(recipe);
  thermal::SurfaceLaw law;
  law.oxidation =
      find_model(thermal::char_oxidation_models(), "char oxidation", "diffusion_limited").make;
  thermal::Beneath cell;
  cell.charring = material.charring();
  cell.conductance = 1000.0, cell.temperature = 1500.0;
  const thermal::Surroundings air{0.3, 2e6, 1e5, 300.0};
  const auto face = thermal::balance_face(law, air, cell, 0.0, 1500.0);
  const double phi = std::log1p(2.0 * 0.5 * 0.174);
  EXPECT_NEAR(face.char_loss, phi * 0.3 / (2.0 * 0.5), 1e-12);
  EXPECT_NEAR(face.burned, 9.2e6 * face.char_loss, 1e-6);
  const double psi = phi / std::expm1(phi);
  EXPECT_NEAR(face.convected, psi * 0.3 * (2e6 - constants::air_specific_heat * face.wall), 1e-4);
  EXPECT_NEAR(face.conducted(), 1000.0 * (face.wall - 1500.0), 1e-4);
}

struct Recession {
  double speed = 0.0, at_5_mm = 0.0, surface = 0.0;
};

/// A slab in the steady state of an ablating face under constant flux from the start on:
/// v = q / (rho (L + c (Ta - T0))), T = T0 + (Ta - T0) exp(-v x / alpha).
Recession recede(double flux, double density, double conductivity, double heat, double ablates_at,
                 double ablation_heat, double depth, int cells, double time, double exact_speed) {
  Recipe recipe;
  recipe.density = density;
  recipe.heat = Curve(heat);
  recipe.conductivity = Curve(conductivity);
  recipe.emissivity = Curve(1e-30);
  Decomposition is;
  is.ablation = Ablation{ablates_at, ablation_heat};
  recipe.decomposition = is;
  const Material material = make_material(recipe);
  Pile pile(material, depth, cells, 300.0);
  const double alpha = conductivity / (density * heat);
  const double d = depth / cells, decay = exact_speed / alpha;
  for (std::size_t i = 0; i < pile.column.cell.size(); ++i) {
    // The mean over the cell.
    const double x = static_cast<double>(i) * d;
    const double mean = (std::exp(-decay * x) - std::exp(-decay * (x + d))) / (decay * d);
    pile.column.cell[i].enthalpy = material.enthalpy(300.0 + (ablates_at - 300.0) * mean);
  }
  pile.column.end[0].wall = ablates_at;
  constexpr double thin_film = 1e-9;  // its flux does not depend on the wall
  pile.set_air(thin_film, flux / thin_film, flux / thin_film, 300.0);
  CharSettings settings = fine(1.0);
  settings.surface.blowing = 0.0;
  const double before = pile.energy(), mass = pile.mass();
  CharBooks sum;
  for (int i = 0; i < 20; ++i) sum += pile.column.advance(time / 20, settings);
  pile.expect_closed(before, mass, sum);
  EXPECT_EQ(sum.failures, 0);
  Recession found;
  found.speed = (depth - pile.thickness()) / time;
  found.surface = pile.column.end[0].wall;
  double x = 0.0, x_before = 0.0, T_before = found.surface;
  for (const CharCell& cell : pile.column.cell) {
    const double h = pile.thickness_of(cell);
    x += 0.5 * h;
    if (x_before < 0.005 && x >= 0.005) {
      found.at_5_mm =
          T_before + (cell.temperature - T_before) * (0.005 - x_before) / (x - x_before);
    }
    x_before = x, T_before = cell.temperature;
    x += 0.5 * h;
  }
  return found;
}

/// thermal.md section 2, Landau's steady removal: q 5e5, rho 2700, c 1000, L 3.97e5, k 180:
/// v = 1.797914e-4 m/s, T(5 mm) = 924.5217 K.
TEST(Charring, SteadyRecession) {
  std::vector<double> errors;
  for (const int cells : {25, 50, 100}) {
    const auto found =
        recede(5e5, 2700.0, 180.0, 1000.0, 933.0, 3.97e5, 2.5, cells, 500.0, 1.797914e-4);
    fmt::print("steady recession: {:3d} cells v {:.6e} (1.797914e-4) T(5 mm) {:.4f} (924.5217)\n",
               cells, found.speed, found.at_5_mm);
    EXPECT_EQ(found.surface, 933.0);
    errors.push_back(std::abs(found.speed / 1.797914e-4 - 1.0));
    EXPECT_NEAR(found.at_5_mm, 924.5217, 0.5);
  }
  fmt::print("steady recession: order {:.2f}, {:.2f}\n", std::log2(errors[0] / errors[1]),
             std::log2(errors[1] / errors[2]));
  EXPECT_GT(std::log2(errors[0] / errors[2]), 2.0 * 1.7);
  EXPECT_LT(errors[2], 1.5e-3);
}

/// thermal.md section 5: effective heat of ablation Q* = L + c (Ta - T0): q 1e6, rho 1400,
/// Q* 1e7 -> 7.142857e-5 m/s.
TEST(Charring, EffectiveHeatOfAblation) {
  const double sensible = 1500.0 * (1300.0 - 300.0);
  const auto found =
      recede(1e6, 1400.0, 0.5, 1500.0, 1300.0, 1e7 - sensible, 0.05, 250, 200.0, 7.142857e-5);
  fmt::print("Q*: v {:.6e} (7.142857e-5)\n", found.speed);
  EXPECT_NEAR(found.speed, 7.142857e-5, 1e-3 * 7.142857e-5);
}

/// What leaves a pile of a dense plate over a porous one goes inwards; between two dense ones it
/// goes out of each cell; energy closes either way.
TEST(Charring, GasFindsItsWay) {
  const Material porous = make_material(resin(1.0));
  Recipe metal;
  metal.emissivity = Curve(0.8);
  const Material dense = make_material(metal);
  const thermal::CaloricTable table(dense);
  for (const bool is_closed : {false, true}) {
    Pile pile(porous, 0.01, 10, 700.0);
    const auto add_plate = [&](bool outside) {
      CharCell plate;
      plate.table = &table;
      plate.reach_out = plate.reach_in = 0.0005;
      plate.built = plate.mass = 2.7;
      plate.enthalpy = dense.enthalpy(900.0);
      plate.id = outside ? 90 : 91;
      auto& cells = pile.column.cell;
      cells.insert(outside ? cells.begin() : cells.end(), plate);
      pile.column.link.resize(cells.size() - 1);
    };
    add_plate(true);
    if (is_closed) add_plate(false);
    pile.set_air(0.1, 1.5e6, 1.5e6, 300.0);
    const double before = pile.energy(), mass = pile.mass();
    CharBooks sum;
    for (int i = 0; i < 10; ++i) sum += pile.column.advance(1.0, fine(1.0));
    EXPECT_GT(sum.gas_mass, 0.1);
    EXPECT_EQ(sum.failures, 0);
    double in = sum.convected[0] - sum.radiated[0] - sum.gas_energy;
    EXPECT_NEAR(pile.energy() - before, in, 1e-12 * std::abs(sum.convected[0]));
    EXPECT_NEAR(mass - pile.mass(), sum.gas_mass, 1e-13 * mass);
  }
}

/// A blanket conducts as well as its char from the moment that it has been too hot, for good, and
/// the shields beside it are gone.
TEST(Charring, LossOfFunction) {
  Recipe recipe;
  recipe.density = 60.0;
  recipe.conductivity = Curve(0.001);
  recipe.heat = Curve(1000.0);
  Decomposition is;
  is.conductivity = Curve(0.5);
  is.function_lost_above = 600.0;
  recipe.decomposition = is;
  const Material material = make_material(recipe);
  Pile pile(material, 0.01, 4, 500.0);
  pile.set_air(0.0, 0.0, 0.0, 500.0);
  (void)pile.column.advance(1.0, fine(1.0));
  EXPECT_EQ(pile.progress[0][0], 0.0);
  const auto conductivity = [&] {
    const CharCell& top = pile.column.cell[0];
    const std::span<const double> numbers(top.progress, top.charring->size());
    return top.charring->conductivity(top.temperature, top.charring->functional_share(numbers));
  };
  EXPECT_DOUBLE_EQ(conductivity(), 0.001);
  pile.set_air(0.05, 3e6, 3e6, 500.0, 10.0);
  (void)pile.column.advance(300.0, fine(1.0));
  for (const auto& numbers : pile.progress) EXPECT_EQ(numbers[0], 1.0);  // one by one
  pile.set_air(0.1, recovery_of(300.0), recovery_of(300.0), 300.0, 10.0);
  (void)pile.column.advance(100.0, fine(1.0));
  EXPECT_LT(pile.column.cell[0].temperature, 600.0);
  EXPECT_DOUBLE_EQ(conductivity(), 0.5);
  EXPECT_EQ(pile.progress[0][0], 1.0);
  // Wind takes what holds nothing; the books know.
  pile.set_air(0.1, recovery_of(300.0), recovery_of(300.0), 300.0, 500.0);
  const double before = pile.energy(), mass = pile.mass();
  const auto books = pile.column.advance(1.0, fine(1.0));
  EXPECT_TRUE(pile.column.cell.empty());
  EXPECT_EQ(pile.column.gone.size(), 4U);
  EXPECT_NEAR(books.char_mass, mass, 1e-14 * mass);
  pile.expect_closed(before, mass, books);
}

/// In the room: a stack of two kinds under a gap, books of the whole step.
TEST(Charring, BooksOfTheRoom) {
  Recipe recipe = resin(2.0);
  recipe.emissivity = Curve(0.85);
  recipe.decomposition->oxidation = CharOxidation{0.174, 314.0, 21290.0, 0.5, 9.2e6};
  const Material laminate = make_material(recipe);
  const Material metal = make_material({});
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, laminate, 0.004, 8);
  add_layer(stack, metal, 0.002, 2, 0.02, 3);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_single(), 300.0);
  thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
  const double before = heat.stored(scene.state).total();
  double mass = 0.0;
  for (const double m : scene.state.solid.cell_mass) mass += m;
  const auto books = march(scene, heat, 60.0, 120, [](double t, vehicle::SurfaceLoads& loads) {
    loads.film[0] = 0.05 * std::min(1.0, t / 5.0), loads.recovery[0] = 8e6, loads.pressure[0] = 3e3;
  });
  double left = 0.0;
  for (const double m : scene.state.solid.cell_mass) left += m;
  const double area = scene.mesh().area()[0];
  fmt::print("room: gas {:.4f} kg char {:.4f} kg sub-steps {} hottest {:.1f} K\n", books.gas_mass,
             books.char_mass, books.char_substeps, books.hottest);
  EXPECT_GT(books.gas_mass, 0.3 * area);
  EXPECT_GT(books.char_mass, 0.05 * area);
  EXPECT_EQ(books.newton_failures, 0);
  EXPECT_NEAR(area * (mass - left), books.gas_mass + books.char_mass, 1e-12 * area * mass);
  EXPECT_NEAR(heat.stored(scene.state).total() - before,
              books.absorbed + books.char_heat - books.radiated - books.gas_energy -
                  books.char_energy - books.melt_energy,
              1e-11 * books.absorbed);
}

/// Below its threshold a stack that could decompose takes the way of ordinary ones, bit for bit.
TEST(Charring, QuietColumnsAreOrdinary) {
  Recipe recipe = resin(1.0);
  recipe.decomposition->reactions[0].active_above = 500.0;
  const Material quiet = make_material(recipe);
  recipe.decomposition.reset();
  const Material plain = make_material(recipe);
  std::array<vehicle::Solid, 2> ends;
  for (int i = 0; i < 2; ++i) {
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, i == 0 ? quiet : plain, 0.01, 10);
    scene.vehicle.stacks.push_back(stack);
    scene.assemble(make_single(), 300.0);
    thermal::Thermal heat(thermal::Settings{}, scene.vehicle);
    const auto books = march(scene, heat, 20.0, 20, [](double, vehicle::SurfaceLoads& loads) {
      loads.film[0] = 0.01, loads.recovery[0] = 1e6;
    });
    EXPECT_EQ(books.char_substeps, 0);
    ends[static_cast<std::size_t>(i)] = scene.state.solid;
  }
  EXPECT_EQ(ends[0].enthalpy, ends[1].enthalpy);
}

}  // namespace
}  // namespace tektite
