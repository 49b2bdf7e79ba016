// From a stack of cells to the stiffness of a wall; expected values by hand.
#include "solver/structure/shell/wall_section.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tektite::structure::shell {
namespace {

materials::Material metal() {
  materials::Properties p;
  p.name = "metal";
  p.density = 2700.0;
  p.specific_heat = materials::Curve(900.0);
  p.conductivity = materials::Curve(150.0);
  p.emissivity = materials::Curve(0.1);
  p.youngs_modulus = materials::Curve({300.0, 700.0}, {70e9, 30e9});
  p.expansion = materials::Curve({300.0, 500.0}, {20e-6, 30e-6});
  p.yield_strength = materials::Curve(200e6);
  p.ultimate_strength = materials::Curve(300e6);
  p.poisson_ratio = 0.25;
  p.solidus = 800.0;
  p.liquidus = 900.0;
  p.latent_heat = 4e5;
  p.sources = {{"all", "made up for this test"}};
  return materials::Material(p);
}

/// A bumper of 2 mm at a distance, a wall of two cells of 3 mm.
vehicle::Stack wall(const materials::Material& m) {
  vehicle::Stack stack;
  for (const double t : {0.002, 0.003, 0.003}) {
    vehicle::Cell cell;
    cell.material = &m;
    cell.thickness = cell.load_thickness = t;
    cell.areal_mass = 2700.0 * t;
    cell.carries_load = true;
    stack.cells.push_back(cell);
  }
  stack.gaps = {{true, 0, 0.03}, {false, 0, 0.03}};
  return stack;
}

TEST(ShellWallSection, SkinsBendApartAndLayersTogether) {
  const materials::Material m = metal();
  const vehicle::Stack stack = wall(m);
  const double h = m.enthalpy(300.0);
  const std::array<double, 3> enthalpy = {h, h, h};
  const std::array<double, 3> mass = {5.4, 8.1, 8.1};
  const Section section = wall_section(stack, {enthalpy, mass}, 300.0);
  const double plane = 70e9 / (1.0 - 0.0625);
  EXPECT_NEAR(section.stiffness(0, 0) / (plane * 0.008), 1.0, 1e-12);
  EXPECT_NEAR(section.stiffness(3, 3) / (plane * (8e-9 + 216e-9) / 12.0), 1.0, 1e-12);
  EXPECT_NEAR(section.stiffness(0, 3) / (plane * 1e-6), 0.0, 1e-9);
  EXPECT_NEAR(section.thermal[0], 0.0, 1e-3);
  EXPECT_DOUBLE_EQ(section.areal_mass, 21.6);
  EXPECT_DOUBLE_EQ(section.drilling, 0.5 * (1.0 - 4.0 * 0.0625));
}

TEST(ShellWallSection, HeatSoftensAndStretches) {
  const materials::Material m = metal();
  const vehicle::Stack stack = wall(m);
  const std::array<double, 3> enthalpy = {m.enthalpy(300.0), m.enthalpy(500.0), m.enthalpy(300.0)};
  const std::array<double, 3> mass = {5.4, 8.1, 8.1};
  const auto all = skins(stack, {enthalpy, mass}, 300.0);
  ASSERT_EQ(all.size(), 2U);
  ASSERT_EQ(all[1].size(), 2U);
  EXPECT_NEAR(all[1][0].youngs_modulus / 50e9, 1.0, 1e-9);
  EXPECT_NEAR(all[1][0].free_strain, 200.0 * 25e-6, 1e-9);  // α from 20e-6 to 30e-6
  EXPECT_NEAR(all[1][0].top, 0.003, 1e-15);                 // outer cell: along the normal
  EXPECT_NEAR(all[1][1].bottom, -0.003, 1e-15);
  EXPECT_NEAR(free_strain(m.properties().expansion, 500.0, 300.0), -5e-3, 1e-15);
  EXPECT_NEAR(free_strain(m.properties().expansion, 400.0, 700.0), 2.75e-3 + 6e-3, 1e-15);
}

TEST(ShellWallSection, WhatHasMeltedCarriesNothing) {
  const materials::Material m = metal();
  const vehicle::Stack stack = wall(m);
  const double h = m.enthalpy(300.0);
  const double half = 0.5 * (m.solidus_enthalpy() + m.liquidus_enthalpy());
  const std::array<double, 3> enthalpy = {h, half, h};
  const std::array<double, 3> mass = {0.0, 8.1, 4.05};  // gone, half molten, half left
  const auto all = skins(stack, {enthalpy, mass}, 300.0);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_NEAR(all[0][0].youngs_modulus / 30e9, 0.5, 1e-9);
  EXPECT_NEAR(all[0][1].top - all[0][1].bottom, 0.0015, 1e-15);
  const std::array<double, 3> none = {0.0, 0.0, 0.0};
  EXPECT_EQ(wall_section(stack, {enthalpy, none}, 300.0).stiffness(0, 0), 0.0);
}

}  // namespace
}  // namespace tektite::structure::shell
