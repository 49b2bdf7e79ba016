// Burning metal: the fluxes of heating.md section 10 (state A, 70 km and 7 km/s, on a sphere of
// 0.5 m), the balance of a face that burns, and its books.
#include "solver/thermal/surface.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;

materials::Properties burning(double heat, double onset, double full, double efficiency) {
  materials::Properties is;
  is.name = is.title = "synthetic";
  is.density = 7900.0;
  is.specific_heat = Curve(600.0);
  is.conductivity = Curve(25.0);
  is.emissivity = Curve(0.3);
  is.emissivity_oxidised = Curve(0.8);
  is.solidus = 5000.0, is.liquidus = 5001.0;
  is.oxidation = {heat, onset, full, efficiency, 2000.0, 10.0};
  return is;
}

/// State A, R 0.5 m: C_H = 0.0314841 kg/(m^2 s). Heat per kilogram of oxygen: Al2O3 34.9117 MJ,
/// TiO2 29.5230 MJ, Fe2O3 17.1715 MJ. The efficiency of the case is a factor.
TEST(Oxidation, FluxesOfTheReference) {
  const double film = 0.0314841;
  const std::array<std::array<double, 2>, 3> rows{
      {{3.49117e7, 2.54456e5}, {2.95230e7, 2.15180e5}, {1.71715e7, 1.25155e5}}};
  for (const auto& [heat, flux] : rows) {
    const Material material(burning(heat, 900.0, 1300.0, 0.5));
    for (const double factor : {0.0, 0.5, 2.0}) {
      const thermal::CaloricTable table(material, {materials::SurfaceState::as_flown, factor});
      EXPECT_NEAR(film * table.burning(1500.0), 0.5 * factor * flux, 6e-6 * flux);
      EXPECT_EQ(table.burning(899.0), 0.0);
      EXPECT_NEAR(film * table.burning(1100.0), 0.25 * factor * flux, 5e-6 * flux);  // half way
      for (const double T : {950.0, 1100.0, 1250.0}) {
        const double slope = (table.burning(T + 0.01) - table.burning(T - 0.01)) / 0.02;
        EXPECT_NEAR(table.burning_slope(T), slope, 1e-5 * slope);
      }
    }
  }
}

/// The case says how surfaces look to begin with.
TEST(Surface, LooksAsTheCaseSays) {
  materials::Properties is = burning(1.7e7, 900.0, 1300.0, 0.5);
  is.emissivity_bare = Curve(0.1);
  const Material material(is);
  using enum materials::SurfaceState;
  const std::array<std::pair<materials::SurfaceState, double>, 3> rows{
      {{as_flown, 0.3}, {bare, 0.1}, {oxidised, 0.8}}};
  for (const auto& [state, cold] : rows) {
    const thermal::CaloricTable table(material, {state, 0.0});
    EXPECT_EQ(table.emissivity(500.0), cold);
    EXPECT_DOUBLE_EQ(table.emissivity(1100.0), 0.5 * (cold + 0.8));
    EXPECT_EQ(table.emissivity(2000.0), 0.8);
  }
}

/// film (recovery + burning(T) - cp T) = eps(T) sigma (T^4 - Te^4): a thin plate with an insulated
/// back settles there. The solution is found by bisection, from its hot side.
TEST(Oxidation, PlateSettlesInItsBalance) {
  const Material material(burning(1.71715e7, 1000.0, 1300.0, 0.5));
  const thermal::CaloricTable table(material, {materials::SurfaceState::as_flown, 1.0});
  const double film = 0.008, recovery = 2.45e7, Te = 200.0;
  const auto net = [&](double T) {
    return film * (recovery + table.burning(T) - constants::air_specific_heat * T) -
           table.emissivity(T) * constants::stefan_boltzmann * (std::pow(T, 4) - std::pow(Te, 4));
  };
  double low = 1300.0, high = 4000.0;
  for (int i = 0; i < 100; ++i) (net(0.5 * (low + high)) > 0.0 ? low : high) = 0.5 * (low + high);
  for (const bool burns : {false, true}) {
    Scene scene;
    vehicle::Stack stack;
    add_layer(stack, material, 0.002, 3);
    scene.vehicle.stacks.push_back(stack);
    vehicle::Volume cabin;  // its inside sees nothing
    scene.vehicle.volumes = {cabin};
    scene.add_part(0);
    scene.vehicle.parts[0].volume = 0;
    scene.assemble(make_single(), 300.0);
    scene.state.solid.gas_mass = {0.0}, scene.state.solid.gas_temperature = {300.0};
    thermal::Settings settings;
    settings.cavity_radiation = false;
    settings.oxidation = burns ? 1.0 : 0.0;
    thermal::Thermal heat(settings, scene.vehicle);
    const double before = heat.stored(scene.state).total();
    const auto books = march(scene, heat, 400.0, 400, [&](double, vehicle::SurfaceLoads& loads) {
      loads.film[0] = film, loads.recovery[0] = recovery;
    });
    EXPECT_EQ(books.newton_failures, 0);
    EXPECT_NEAR(heat.stored(scene.state).total() - before,
                books.absorbed + books.oxidised - books.radiated, 1e-12 * books.absorbed);
    if (burns) {
      EXPECT_NEAR(scene.temperature(0, 0), low, 1e-3);
      EXPECT_GT(books.oxidised, 0.05 * books.absorbed);
      EXPECT_LT(books.oxidised, 0.5 * film * 0.2315 * 1.71715e7 * 400.0 * 0.5);
    } else {
      EXPECT_EQ(books.oxidised, 0.0);
      EXPECT_LT(scene.temperature(0, 0), low - 20.0);
    }
    fmt::print("burning {}: {:.3f} K, balance {:.3f} K\n", burns, scene.temperature(0, 0), low);
  }
}

/// A thick cell behind a face that catches fire within a few kelvin: the balance has up to three
/// solutions, one step finds one of them and its energy is booked.
TEST(Oxidation, SuddenFireIsSolved) {
  const Material material(burning(3.5e7, 1000.0, 1002.0, 1.0));
  const thermal::CaloricTable table(material, {materials::SurfaceState::as_flown, 1.0});
  for (double cell = 700.0; cell < 1010.0; cell += 7.0) {
    for (const double guess : {500.0, 990.0, 1001.0, 1200.0}) {
      const double conductance = 2.0 * 25.0 / 0.02;
      const auto heat = thermal::heat_face<1>({{0.02}, {2.4e7}, {std::pow(200.0, 4)}},
                                              {conductance}, {cell}, {guess}, table);
      const double flux = heat.convected.v + heat.burned.v - heat.radiated.v;
      EXPECT_NEAR(flux, conductance * (heat.wall.v - cell), 2e-3 * std::abs(flux)) << cell;
      EXPECT_LE(heat.by_cell.v, 0.0);
    }
  }
  Scene scene;
  vehicle::Stack stack;
  add_layer(stack, material, 0.06, 3);
  scene.vehicle.stacks.push_back(stack);
  scene.assemble(make_single(), 800.0);
  thermal::Settings settings;
  settings.oxidation = 1.0;
  thermal::Thermal heat(settings, scene.vehicle);
  const double before = heat.stored(scene.state).total();
  const auto books = march(scene, heat, 60.0, 120, [](double, vehicle::SurfaceLoads& loads) {
    loads.film[0] = 0.02, loads.recovery[0] = 2.4e7;
  });
  EXPECT_EQ(books.newton_failures, 0);
  EXPECT_GT(books.oxidised, 0.0);
  EXPECT_NEAR(heat.stored(scene.state).total() - before,
              books.absorbed + books.oxidised - books.radiated, 1e-12 * books.absorbed);
}

}  // namespace
}  // namespace tektite
