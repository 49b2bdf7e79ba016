// All materials of the library, however many: what must hold for each, and what is published.
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "tektite_version.hpp"
#include <array>
#include <cmath>
#include <filesystem>

namespace tektite::materials {
namespace {

Library library() {
  return Library::load((std::filesystem::path(source_folder) / "materials/library").string());
}

TEST(Sweep, EveryMaterialIsPlausible) {
  const Library all = library();
  EXPECT_GE(all.names().size(), 35U);
  for (const std::string& name : all.names()) {
    SCOPED_TRACE(name);
    const Material& material = all.find(name);
    const Properties& p = material.properties();
    EXPECT_LT(p.solidus, p.liquidus);
    EXPECT_LT(p.liquidus - p.solidus, 650.0);
    double before = material.enthalpy(50.0);
    for (double T = 52.0; T < p.liquidus + 1000.0; T += 2.0) {
      const double h = material.enthalpy(T);
      ASSERT_GT(h, before) << T;
      ASSERT_NEAR(material.temperature(h), T, 1e-9 * T);
      before = h;
      for (const auto state :
           {SurfaceState::as_flown, SurfaceState::bare, SurfaceState::oxidised}) {
        const double emissivity = material.surface(state)(T);
        ASSERT_GT(emissivity, 0.01) << T;
        ASSERT_LE(emissivity, 0.95) << T;
      }
      ASSERT_LE(material.density(T), 1.1 * p.density) << T;
      ASSERT_GE(material.density(T), 0.7 * p.density) << T;
      if (T < 200.0 || T > p.liquidus) continue;
      // From blankets to silver.
      const double diffusivity =
          material.conductivity(T) / (material.density() * p.specific_heat(T));
      ASSERT_GT(diffusivity, 1e-9) << T;
      ASSERT_LT(diffusivity, 1.5e-3) << T;
      ASSERT_LT(p.specific_heat(T), 4000.0) << T;
      ASSERT_GT(p.specific_heat(T), 100.0) << T;
    }
    // What is left of a material that decomposes is carbon, which sublimes with 59 MJ/kg.
    EXPECT_LT(p.latent_heat, p.decomposition ? 6e7 : 5e6);
    if (p.melt.exists()) {
      for (const double viscosity : p.melt.viscosity.y()) EXPECT_GT(viscosity, 5e-4);
      EXPECT_LT(p.melt.surface_tension, 2.6);
    }
    for (const Source& source : p.sources) EXPECT_GE(source.text.size(), 4U) << source.property;
  }
}

/// What metals must have, for oxidation and for melt that is sheared off or kept by its skin.
TEST(Sweep, MetalsBurnMeltAndExpand) {
  const Library all = library();
  int metals = 0;
  for (const std::string& name : all.names()) {
    const Material& material = all.find(name);
    const Properties& p = material.properties();
    const bool is_metal = p.melt.exists() && p.melt.surface_tension > 0.5 && p.oxidation.exists();
    if (!is_metal) continue;
    ++metals;
    SCOPED_TRACE(name);
    EXPECT_FALSE(p.emissivity_bare.empty());
    EXPECT_FALSE(p.emissivity_oxidised.empty());
    EXPECT_FALSE(p.emissivity_molten.empty());
    EXPECT_LT(material.density(p.liquidus), 0.99 * material.density(p.solidus));
    EXPECT_GT(p.oxidation.heat, 9e6);
    EXPECT_LT(p.oxidation.heat, 4e7);
    const auto bare = material.surface(SurfaceState::bare);
    const auto oxidised = material.surface(SurfaceState::oxidised);
    EXPECT_LT(bare(300.0), oxidised(300.0));
  }
  EXPECT_GE(metals, 30);
}

/// Densities [kg/m^3], melting [K], latent heats [J/kg], and specific heat and conductivity at 293
/// K to 300 K, as in the ESA DRAMA/ESTIMATE tables that TITAN distributes (alloys there melt at one
/// temperature, between our solidus and liquidus or at most 16 K off), and from vendors' sheets.
TEST(Sweep, AgreesWithPublishedTables) {
  struct Row {
    const char* name;
    double density, melting, latent, heat, conductivity;  // 0: not compared
  };
  constexpr std::array rows{
      Row{"aluminium_7075", 2813.0, 850.0, 4e5, 877.5, 163.89},
      Row{"aluminium_2195_t8", 2685.0, 906.15, 361500.0, 877.5, 163.89},
      Row{"aluminium_honeycomb", 450.0, 850.0, 4e5, 877.5, 163.89},
      Row{"solar_panel", 150.0, 850.0, 4e5, 877.5, 163.89},
      Row{"steel_316", 7951.0, 1665.0, 270300.0, 473.5, 0.0},
      Row{"titanium_6al_4v", 4417.0, 1905.0, 337700.0, 545.9, 6.6896},
      Row{"inconel_718", 8190.0, 1630.0, 309000.0, 0.0, 0.0},
      Row{"invar", 8050.0, 1700.0, 274000.0, 515.0, 0.0},
      Row{"beryllium", 1848.0, 1543.5, 1.133e6, 0.0, 0.0},
      Row{"tungsten", 19300.0, 3673.0, 192000.0, 134.0, 0.0},
      Row{"tungsten_heavy_alloy", 17350.0, 2708.0, 189800.0, 149.0, 141.4},
      Row{"brass", 8800.0, 1318.0, 168000.0, 376.0, 0.0},
      Row{"iron", 7870.0, 1808.0, 272000.0, 440.0, 76.2},
      Row{"hiperco", 8120.0, 1753.0, 275000.0, 0.0, 0.0},
      Row{"silicon_carbide", 3159.5, 3100.0, 365000.0, 663.3, 176.98},
      Row{"carbon_carbon", 1770.0, 3600.0, 365000.0, 687.0, 5.193},
      Row{"nickel_cadmium_battery", 8770.0, 1160.0, 174500.0, 338.0, 93.9},
      Row{"lithium_ion_battery", 2000.0, 630.0, 261000.0, 0.0, 0.0},
      Row{"electronics", 3000.0, 646.0, 49000.0, 0.0, 0.0},
      Row{"copper", 8960.0, 1356.0, 243000.0, 0.0, 0.0},
      Row{"steel_17_4ph", 7750.0, 0.0, 0.0, 0.0, 17.0},   // azom.com, 6778
      Row{"zerodur", 2530.0, 0.0, 0.0, 820.0, 1.46},      // Wikipedia
      Row{"inconel_625", 8442.0, 1622.0, 0.0, 0.0, 9.8},  // Wikipedia, ssmmetals.com
      Row{"alumina", 3890.0, 0.0, 0.0, 880.0, 35.0},      // lily-bearing.com
  };
  const Library all = library();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Material& material = all.find(row.name);
    const Properties& p = material.properties();
    EXPECT_NEAR(p.density, row.density, 1e-3 * row.density);
    if (row.melting > 0.0) {
      EXPECT_GT(row.melting, p.solidus - 16.0);
      EXPECT_LT(row.melting, p.liquidus + 16.0);
    }
    if (row.latent > 0.0) {
      EXPECT_NEAR(p.latent_heat, row.latent, 0.06 * row.latent);
    }
    if (row.heat > 0.0) {
      EXPECT_NEAR(p.specific_heat(295.0), row.heat, 0.02 * row.heat);
    }
    if (row.conductivity > 0.0) {
      EXPECT_NEAR(material.conductivity(295.0), row.conductivity, 0.05 * row.conductivity);
    }
  }
}

/// Heat of oxidation per mass of oxygen against that per mass of metal [J/kg] (standard enthalpies)
/// by the mass of oxygen that the formula of the oxide binds to a mass of metal.
TEST(Sweep, HeatsOfOxidationAgreeWithStandardEnthalpies) {
  struct Row {
    const char* name;
    double per_metal, metal, oxygen;  // [J/kg], [g/mol] in the formula
  };
  constexpr std::array rows{
      Row{"aluminium_6061_t6", 31.0e6, 2 * 26.982, 3 * 15.999},
      Row{"titanium_cp", 19.7e6, 47.867, 2 * 15.999},
      Row{"iron", 7.4e6, 2 * 55.845, 3 * 15.999},
      Row{"nickel", 4.1e6, 58.693, 15.999},
      Row{"magnesium_az31", 24.7e6, 24.305, 15.999},
      Row{"beryllium", 67.0e6, 9.012, 15.999},
      Row{"copper", 2.5e6, 63.546, 15.999},
      Row{"tungsten", 4.6e6, 183.84, 3 * 15.999},
      Row{"carbon_carbon", 32.8e6, 12.011, 2 * 15.999},
  };
  const Library all = library();
  for (const Row& row : rows) {
    const double heat = row.per_metal * row.metal / row.oxygen;
    EXPECT_NEAR(all.find(row.name).properties().oxidation.heat, heat, 0.02 * heat) << row.name;
  }
}

Properties plain() {
  Properties p;
  p.name = "plain";
  p.density = 8000.0;
  p.specific_heat = Curve(500.0);
  p.conductivity = Curve(20.0);
  p.emissivity = Curve(0.3);
  p.solidus = 1600.0, p.liquidus = 1700.0, p.latent_heat = 3e5;
  return p;
}

TEST(Surface, BlendsByTemperature) {
  Properties p = plain();
  p.emissivity_bare = Curve(0.1);
  p.emissivity_oxidised = Curve(0.8);
  p.emissivity_molten = Curve(0.4);
  p.oxidation = {1.7e7, 1000.0, 1400.0, 0.5, 1800.0, 50.0};
  const Material material(p);
  EXPECT_EQ(material.emissivity(300.0), 0.3);
  EXPECT_EQ(material.emissivity(1000.0), 0.3);
  EXPECT_DOUBLE_EQ(material.emissivity(1100.0), 0.3 + 0.25 * 0.5);
  EXPECT_DOUBLE_EQ(material.emissivity(1500.0), 0.8);
  EXPECT_DOUBLE_EQ(material.emissivity(1650.0), 0.6);
  EXPECT_DOUBLE_EQ(material.emissivity(2500.0), 0.4);
  EXPECT_EQ(material.surface(SurfaceState::bare)(300.0), 0.1);
  EXPECT_DOUBLE_EQ(material.surface(SurfaceState::bare)(1200.0), 0.45);
  EXPECT_EQ(material.surface(SurfaceState::oxidised)(300.0), 0.8);
  EXPECT_DOUBLE_EQ(material.surface(SurfaceState::oxidised)(1800.0), 0.4);
  const Material one(plain());
  for (const double T : {300.0, 1200.0, 1650.0, 2000.0}) EXPECT_EQ(one.emissivity(T), 0.3);
}

TEST(Density, ByTableOrByExpansion) {
  Properties p = plain();
  EXPECT_EQ(Material(p).density(1500.0), 8000.0);
  p.expansion = Curve(1e-5);
  EXPECT_NEAR(Material(p).density(1293.0), 8000.0 / std::pow(1.01, 3), 1.0);
  EXPECT_EQ(Material(p).density(293.0), 8000.0);
  p.hot_density = Curve({293.0, 1700.0}, {8000.0, 7000.0});
  EXPECT_DOUBLE_EQ(Material(p).density(996.5), 7500.0);
  p.hot_density = Curve({293.0, 1700.0}, {8200.0, 7000.0});
  EXPECT_THROW(Material{p}, Error);
}

TEST(Properties, NamedErrors) {
  Properties p = plain();
  p.emissivity_molten = Curve(1.2);
  EXPECT_THROW(Material{p}, Error);
  p = plain();
  p.oxidation = {1.7e7, 1000.0, 1000.0, 0.5, 1800.0, 50.0};
  EXPECT_THROW(Material{p}, Error);
  p = plain();
  p.melt.viscosity = Curve(1e-3);  // and no surface tension
  EXPECT_THROW(Material{p}, Error);
}

}  // namespace
}  // namespace tektite::materials
