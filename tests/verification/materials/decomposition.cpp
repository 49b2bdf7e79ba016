// The library's TACOT against the definition of the ablation workshop (rates and check values of
// thermal.md section 5, from its polynomials), and the exactness of T(h).
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite {
namespace {

using materials::Library;
using materials::Material;

const Material& tacot() {
  static const Library library = Library::load(materials::library_folder());
  return library.find("tacot");
}

/// kg/(m3 s) of virgin material at 500, 700, 900 K.
TEST(Tacot, RatesOfPyrolysis) {
  materials::Properties properties = tacot().properties();
  // The table is of the bare law: without the temperature that the second reaction begins at.
  for (auto& reaction : properties.decomposition->reactions) reaction.active_above = 0.0;
  const Material bare(properties);
  const materials::Charring& of = *bare.charring();
  const struct {
    double temperature, first, second;
  } rows[] = {
      {500.0, 1.332464e-2, 2.608e-8}, {700.0, 1.770040, 3.090318e-3}, {900.0, 26.76761, 2.035654}};
  for (const auto& row : rows) {
    // d rho/dt = (rho_v - rho_c) dx/dt.
    EXPECT_NEAR(30.0 * of.rate(0, row.temperature), row.first, 1e-6 * row.first);
    EXPECT_NEAR(30.0 * of.rate(1, row.temperature), row.second, 2e-4 * row.second);
  }
  EXPECT_EQ(tacot().charring()->rate(1, 500.0), 0.0);
}

TEST(Tacot, PropertiesOfVirginAndChar) {
  const materials::Charring& of = *tacot().charring();
  const struct {
    double temperature, k_virgin, k_char, heat_virgin, heat_char;
  } rows[] = {{300.0, .40327, .40217, 992.725, 812.726},
              {1000.0, .49441, .50341, 1823.785, 1786.282},
              {1644.0, .68632, .61546, 1965.258, 2042.912},
              {3000.0, 2.10632, 1.77245, 2008.81, 2141.305}};
  for (const auto& row : rows) {
    const double T = row.temperature;
    EXPECT_NEAR(of.conductivity(T, 1.0), row.k_virgin, 1e-3 * row.k_virgin);
    EXPECT_NEAR(of.conductivity(T, 0.0), row.k_char, 1e-3 * row.k_char);
    EXPECT_NEAR(of.virgin_heat(T).slope, row.heat_virgin, 1e-3 * row.heat_virgin);
    EXPECT_NEAR(of.char_heat(T).slope, row.heat_char, 1e-3 * row.heat_char);
  }
  EXPECT_DOUBLE_EQ(of.char_ratio(), 220.0 / 280.0);
  EXPECT_EQ(of.emissivity(1000.0, 1.0), 0.8);
  EXPECT_EQ(of.emissivity(1000.0, 0.0), 0.9);
}

/// Straight through the difference of enthalpies: virgin at 298.15 K to char and gas of that
/// temperature, by the workshop's enthalpies (-856.6 and -0.8 kJ/kg) and its gas table.
TEST(Tacot, HeatOfPyrolysis) {
  const materials::Charring& of = *tacot().charring();
  const double T = 298.15;
  const double share = 60.0 / 280.0;
  const double found = (1.0 - share) * of.char_heat(T).enthalpy + share * of.gas_heat(T).enthalpy -
                       of.virgin_heat(T).enthalpy;
  const auto polynomial = [&](double a, double b, double c, double d, double e, double f) {
    return ((((a * T + b) * T + c) * T + d) * T + e) * T + f;
  };
  const double h_v = polynomial(-1.360688853105e-11, 1.521029626150e-7, -6.733769958659e-4,
                                1.497082282729, 300.9865156984, -1.062767983774e6);
  const double h_c = polynomial(-1.279887694729e-11, 1.491175465285e-7, -6.994595296860e-4,
                                1.691564018109, -34.41837408320, -1.235438104496e5);
  const double h_g = -7246.5e3 + (T - 200.0) / 150.0 * (7246.5e3 - 7006.3e3);
  EXPECT_NEAR(found, (1.0 - share) * h_c + share * h_g - h_v, 100.0);
}

TEST(Charring, TemperatureIsTheInverseOfEnthalpy) {
  const materials::Charring& of = *tacot().charring();
  for (double T = 150.0; T < 4000.0; T += 37.0) {
    for (const double virgin : {0.0, 0.25, 0.8, 1.0}) {
      const double h = of.solid_heat(T, virgin).enthalpy;
      EXPECT_NEAR(of.temperature(h, virgin), T, 1e-10 * T);
      const double step = 1e-3;
      const double slope =
          (of.solid_heat(T + step, virgin).enthalpy - of.solid_heat(T - step, virgin).enthalpy) /
          (2.0 * step);
      if (T < 3800.0) {
        EXPECT_NEAR(of.solid_heat(T, virgin).slope, slope, 1e-5 * slope);
      }
    }
  }
  // The virgin scale is the material's own.
  EXPECT_NEAR(of.virgin_heat(1234.5).enthalpy, tacot().enthalpy(1234.5), 1e-6);
}

/// Of what a file may get wrong.
TEST(Charring, RefusesNonsense) {
  materials::Properties properties = tacot().properties();
  properties.decomposition->reactions[0].virgin_density = 300.0;
  EXPECT_THROW(Material{properties}, Error);
  properties = tacot().properties();
  properties.decomposition->reactions[1].char_density = 95.0;
  EXPECT_THROW(Material{properties}, Error);
  properties = tacot().properties();
  properties.decomposition->gas_enthalpy = {};
  EXPECT_THROW(Material{properties}, Error);
}

}  // namespace
}  // namespace tektite
