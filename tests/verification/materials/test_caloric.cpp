// Enthalpy of a material whose integrals can be done by hand.
//   c_p = 800 + (T - 300) J/(kg K) from 300 K to 500 K, 800 below, 1000 above;
//   solidus 800 K, liquidus 900 K, latent heat 400 kJ/kg: 4000 J/(kg K) more in between.
// h(300) = 800*100 = 80 000;  h(500) = 80 000 + 900*200 = 260 000;  h(800) = 560 000;
// h(900) = 560 000 + 100 000 + 400 000 = 1 060 000;  h(1000) = 1 160 000 J/kg.
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tektite::materials {
namespace {

Properties by_hand() {
  Properties p;
  p.name = "by_hand";
  p.density = 2700.0;
  p.specific_heat = Curve({300.0, 500.0}, {800.0, 1000.0});
  p.conductivity = Curve(100.0);
  p.emissivity = Curve(0.4);
  p.ultimate_strength = Curve({300.0, 800.0}, {400e6, 100e6});
  p.solidus = 800.0;
  p.liquidus = 900.0;
  p.latent_heat = 400e3;
  return p;
}

TEST(Caloric, EnthalpyIsTheIntegralByHand) {
  const Material material(by_hand());
  EXPECT_EQ(material.enthalpy(200.0), 0.0);
  EXPECT_DOUBLE_EQ(material.enthalpy(100.0), -80e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(300.0), 80e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(400.0), 80e3 + 850.0 * 100.0);
  EXPECT_DOUBLE_EQ(material.enthalpy(500.0), 260e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(800.0), 560e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(850.0), 560e3 + 250e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(900.0), 1060e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(1000.0), 1160e3);
  EXPECT_DOUBLE_EQ(material.solidus_enthalpy(), 560e3);
  EXPECT_DOUBLE_EQ(material.liquidus_enthalpy(), 1060e3);
}

TEST(Caloric, TemperatureAndSlopeByHand) {
  const Material material(by_hand());
  EXPECT_DOUBLE_EQ(material.temperature(-80e3), 100.0);
  EXPECT_DOUBLE_EQ(material.temperature(0.0), 200.0);
  EXPECT_DOUBLE_EQ(material.temperature(165e3), 400.0);
  EXPECT_DOUBLE_EQ(material.temperature(810e3), 850.0);
  EXPECT_DOUBLE_EQ(material.temperature(1160e3), 1000.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(0.0).second, 1.0 / 800.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(165e3).second, 1.0 / 900.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(400e3).second, 1.0 / 1000.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(810e3).second, 1.0 / 5000.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(2e6).second, 1.0 / 1000.0);
  EXPECT_TRUE(std::isnan(material.temperature(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Caloric, LiquidFractionAndStrengthByHand) {
  const Material material(by_hand());
  EXPECT_EQ(material.liquid_fraction(560e3), 0.0);
  EXPECT_DOUBLE_EQ(material.liquid_fraction(810e3), 0.5);
  EXPECT_EQ(material.liquid_fraction(1060e3), 1.0);
  EXPECT_EQ(material.liquid_fraction(-1e6), 0.0);
  EXPECT_EQ(material.liquid_fraction(1e9), 1.0);
  EXPECT_DOUBLE_EQ(material.strength(550.0), 250e6);
  EXPECT_DOUBLE_EQ(material.strength(799.999), 100e6 + 0.001 * 0.6e6);
  EXPECT_EQ(material.strength(800.0), 0.0);
  EXPECT_TRUE(material.carries_load());
  Properties soft = by_hand();
  soft.ultimate_strength = Curve();
  EXPECT_FALSE(Material(soft).carries_load());
  EXPECT_EQ(Material(soft).strength(300.0), 0.0);
}

// A falling specific heat, and a solidus in the middle of an interval of the table:
// c_p = 2000 - 2 (T - 200) up to 700 K, 1000 above; solidus 400 K, liquidus 401 K, 1 kJ/kg.
// h(T) = 2000 (T-200) - (T-200)^2 below the solidus; h(400) = 360 000.
TEST(Caloric, FallingSpecificHeatAndNarrowMelting) {
  Properties p = by_hand();
  p.specific_heat = Curve({200.0, 700.0}, {2000.0, 1000.0});
  p.solidus = 400.0;
  p.liquidus = 401.0;
  p.latent_heat = 1e3;
  const Material material(p);
  EXPECT_DOUBLE_EQ(material.enthalpy(300.0), 190e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(400.0), 360e3);
  EXPECT_DOUBLE_EQ(material.enthalpy(401.0), 402e3 - 201.0 * 201.0 + 1e3);
  EXPECT_DOUBLE_EQ(material.temperature(190e3), 300.0);
  EXPECT_DOUBLE_EQ(material.temperature(360e3), 400.0);
  EXPECT_DOUBLE_EQ(material.temperature_and_slope(190e3).second, 1.0 / 1800.0);
}

// The inverse is exact to round-off: h differs by what the rounding of T itself makes, c_p T eps.
void check_round_trip(const Material& material) {
  const double low = material.enthalpy(20.0);
  const double high = material.enthalpy(4000.0);
  double last = -std::numeric_limits<double>::infinity();
  constexpr int count = 20011;
  for (int i = 0; i <= count; ++i) {
    const double h = low + (high - low) * i / count;
    const auto [t, slope] = material.temperature_and_slope(h);
    ASSERT_GT(slope, 0.0);
    ASSERT_GT(t, last);
    last = t;
    const double round_off = 4.0 * 2.2204460492503131e-16 * (std::abs(h) + t / slope);
    ASSERT_NEAR(material.enthalpy(t), h, round_off) << material.name() << " at " << t << " K";
    // The slope is the derivative: a central difference inside an interval is exact to O(d^2).
    const double d = 1e-3 / slope;
    const double difference = (material.temperature(h + d) - material.temperature(h - d)) / (2 * d);
    const double left = material.temperature_and_slope(h - d).second;
    const double right = material.temperature_and_slope(h + d).second;
    const double between = 1e-6 * slope;
    ASSERT_GE(difference, std::min({left, right, slope}) - between);
    ASSERT_LE(difference, std::max({left, right, slope}) + between);
  }
}

TEST(Caloric, InverseIsExactForEveryMaterial) {
  check_round_trip(Material(by_hand()));
  const Library library = Library::load(std::string(library_folder()));
  for (const std::string& name : library.names()) check_round_trip(library.find(name));
}

TEST(Material, RefusesWhatCannotBe) {
  const auto refused = [](auto change) {
    Properties p = by_hand();
    change(p);
    EXPECT_THROW(Material{p}, Error);
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  refused([](Properties& p) { p.density = 0.0; });
  refused([&](Properties& p) { p.density = nan; });
  refused([](Properties& p) { p.specific_heat = Curve(); });
  refused([](Properties& p) { p.specific_heat = Curve({300.0, 400.0}, {1.0, 0.0}); });
  refused([](Properties& p) { p.conductivity = Curve(-1.0); });
  refused([](Properties& p) { p.emissivity = Curve(1.1); });
  refused([](Properties& p) { p.liquidus = p.solidus + 0.5; });
  refused([&](Properties& p) { p.liquidus = nan; });
  refused([](Properties& p) { p.solidus = 150.0; });
  refused([](Properties& p) { p.latent_heat = -1.0; });
}

}  // namespace
}  // namespace tektite::materials
