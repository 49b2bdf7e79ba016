// Equilibrium air against an independent computation and published constants: rows GAS-02, 03, 05
// and the tables of the gas reference page; thermodynamics by its own identities.
#include "materials/gas/equilibrium.hpp"
#include "materials/gas/transport.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/verification/materials/equilibrium_air_data.hpp"
#include <cmath>

namespace tektite::materials::gas {
namespace {

void expect_relative(double value, double expected, double tolerance, const char* what) {
  EXPECT_NEAR(value, expected, tolerance * std::abs(expected)) << what;
}

TEST(GasConstants, OfEquilibrium) {  // GAS-03; K_p of 2 O and 2 N are squares of ours [bar]
  const double rows[][4] = {{2000, 4.47210e-7, 8.12606e-19, 1.88298e-2},
                            {4000, 2.21273, 3.14486e-6, .290335},
                            {6000, 387.207, 5.63766e-2, .702041},
                            {8000, 5159.17, 8.53808, 1.07434}};
  for (const auto& [temperature, oxygen, nitrogen, oxide] : rows) {
    const EquilibriumConstants k = equilibrium_constants(thermodynamics(temperature));
    expect_relative(k.oxygen * k.oxygen, oxygen, 1e-5, "O2 = 2 O");
    expect_relative(k.nitrogen * k.nitrogen, nitrogen, 1e-5, "N2 = 2 N");
    expect_relative(k.oxide, oxide, 1e-5, "NO");
  }
}

TEST(GasConstants, CodataOfAirAtRoomTemperature) {
  // Heat capacities at 298.15 K [J/(mol K)] and entropies at 1 bar, CODATA key values (Cox, Wagman
  // and Medvedev 1989): N2 29.124, 191.609; O2 29.378, 205.152; O 21.912, 161.059; N 20.786,
  // 153.301. Formation: N 472.68, O 249.18 kJ/mol.
  const Thermodynamics at = thermodynamics(298.15);
  const double R = constants::gas_constant;
  EXPECT_NEAR(R * at.heat_capacity[N2], 29.124, 0.005);
  EXPECT_NEAR(R * at.heat_capacity[O2], 29.378, 0.005);
  EXPECT_NEAR(R * at.heat_capacity[O], 21.912, 0.005);
  EXPECT_NEAR(R * at.heat_capacity[N], 20.786, 0.005);
  EXPECT_NEAR(R * at.entropy[N2], 191.609, 0.01);
  EXPECT_NEAR(R * at.entropy[O2], 205.152, 0.01);
  EXPECT_NEAR(R * at.entropy[O], 161.059, 0.01);
  EXPECT_NEAR(R * at.entropy[N], 153.301, 0.01);
  EXPECT_NEAR(R * 298.15 * at.enthalpy[N2], 0.0, 1.0);
  EXPECT_NEAR(R * 298.15 * at.enthalpy[O2], 0.0, 1.0);
  EXPECT_NEAR(R * 298.15 * at.enthalpy[N], 472.68e3, 400.0);  // CODATA: 0.40 kJ/mol
  EXPECT_NEAR(R * 298.15 * at.enthalpy[O], 249.18e3, 100.0);
}

TEST(GasConstants, PolynomialsJoin) {
  // Heat capacity is the slope of enthalpy, over T that of entropy; no steps at 200, 1000, 6000 and
  // 20 000 K. The published coefficients join to 1e-5.
  for (const double edge : {200.0, 1000.0, 6000.0, 20000.0}) {
    const Thermodynamics below = thermodynamics(edge * (1.0 - 1e-9));
    const Thermodynamics above = thermodynamics(edge * (1.0 + 1e-9));
    for (std::size_t i = 0; i < species_count; ++i) {
      expect_relative(above.heat_capacity[i], below.heat_capacity[i], 2e-5, "cp");
      expect_relative(above.enthalpy[i], below.enthalpy[i], 2e-5, "h");
      expect_relative(above.entropy[i], below.entropy[i], 2e-5, "s");
    }
  }
  for (const double t : {60.0, 250.0, 800.0, 3000.0, 9000.0, 25000.0}) {
    const double d = 1e-4 * t;
    const Thermodynamics a = thermodynamics(t - d);
    const Thermodynamics b = thermodynamics(t + d);
    const Thermodynamics at = thermodynamics(t);
    for (std::size_t i = 0; i < species_count; ++i) {
      const double slope = (b.enthalpy[i] * (t + d) - a.enthalpy[i] * (t - d)) / (2.0 * d);
      EXPECT_NEAR(slope, at.heat_capacity[i], 1e-6 * at.heat_capacity[i]) << t;
      EXPECT_NEAR((b.entropy[i] - a.entropy[i]) / (2.0 * d) * t, at.heat_capacity[i], 1e-6 * 5.0);
    }
  }
}

TEST(EquilibriumAir, Table) {  // GAS-02 among them: 23.802 g/mol at 1 atm and 5000 K
  for (const data::Row& row : data::equilibrium) {
    SCOPED_TRACE(::testing::Message() << row.pressure << " Pa " << row.temperature << " K");
    const EquilibriumAir air = at_temperature(row.pressure, row.temperature);
    // Printed to seven digits, small shares with an absolute bound.
    expect_relative(air.density, row.density, 2e-6, "density");
    expect_relative(air.molar_mass, row.molar_mass, 2e-6, "molar mass");
    EXPECT_NEAR(air.enthalpy, row.enthalpy, 3e-6 * std::abs(row.enthalpy) + 1.0);
    expect_relative(air.effective_gamma(), row.effective_gamma, 2e-6, "1 + p/(rho e)");
    // The table's slopes are from differences of finite size.
    expect_relative(air.gamma, row.gamma, 5e-5, "gamma");
    expect_relative(air.sound_speed, row.sound_speed, 3e-5, "speed of sound");
    expect_relative(air.heat_capacity, row.heat_capacity, 1e-4, "cp");
    const double shares[] = {row.n2, row.o2, row.no, row.n, row.o};
    for (std::size_t i = 0; i < species_count; ++i) {
      EXPECT_NEAR(air.mole[i], shares[i], 1e-5 * shares[i] + 1e-12) << i;
    }
  }
}

TEST(EquilibriumAir, ObeysItsIdentities) {
  // dh = cp dT at constant p, T ds = dh - v dp, a^2 = (dp/drho) at constant entropy.
  for (const double pressure : {1.0, 1e3, 1e5}) {
    for (const double temperature : {250.0, 1500.0, 2800.0, 4200.0, 7000.0, 11000.0}) {
      SCOPED_TRACE(::testing::Message() << pressure << " Pa " << temperature << " K");
      const EquilibriumAir air = at_temperature(pressure, temperature);
      const double d = 1e-4;
      const EquilibriumAir cold = at_temperature(pressure, temperature * (1.0 - d));
      const EquilibriumAir hot = at_temperature(pressure, temperature * (1.0 + d));
      const double span = 2.0 * d * temperature;
      expect_relative((hot.enthalpy - cold.enthalpy) / span, air.heat_capacity, 1e-5, "cp");
      expect_relative((hot.entropy - cold.entropy) / span * temperature, air.heat_capacity, 1e-5,
                      "T ds/dT");
      const EquilibriumAir thin = at_temperature(pressure * (1.0 - d), temperature);
      const EquilibriumAir thick = at_temperature(pressure * (1.0 + d), temperature);
      expect_relative(temperature * (thick.entropy - thin.entropy),
                      thick.enthalpy - thin.enthalpy - 2.0 * d * pressure / air.density, 1e-5,
                      "T ds = dh - v dp");
      // Along constant entropy: dT = -(ds/dp) / (ds/dT) dp.
      const double dp = 2.0 * d * pressure;
      const double rise = -(thick.entropy - thin.entropy) * temperature / air.heat_capacity;
      const EquilibriumAir one = at_temperature(pressure - dp / 2.0, temperature - rise / 2.0);
      const EquilibriumAir two = at_temperature(pressure + dp / 2.0, temperature + rise / 2.0);
      expect_relative(std::sqrt(dp / (two.density - one.density)), air.sound_speed, 1e-5, "a");
      double sum = 0.0;
      for (const double share : air.mole) sum += share;
      EXPECT_NEAR(sum, 1.0, 1e-14);
      const double nitrogen = 2.0 * air.mole[N2] + air.mole[NO] + air.mole[N];
      const double oxygen = 2.0 * air.mole[O2] + air.mole[NO] + air.mole[O];
      expect_relative(nitrogen / oxygen, 79.0 / 21.0, 1e-13, "atoms");
    }
  }
}

TEST(EquilibriumAir, ColdAirIsAPerfectGas) {
  // gamma 1.4 to a part in a thousand, no reactions, smooth through the end of the polynomials.
  double last = 0.0;
  for (double temperature = 50.0; temperature < 400.0; temperature += 1.0) {
    const EquilibriumAir air = at_temperature(5.0, temperature);
    EXPECT_NEAR(air.gamma, 1.4, 2e-3 + (temperature > 300.0 ? 6e-3 : 0.0)) << temperature;
    EXPECT_DOUBLE_EQ(air.molar_mass, cold_molar_mass);
    EXPECT_NEAR(air.enthalpy, cold_enthalpy(temperature), 1e-4);
    if (last != 0.0) {
      EXPECT_NEAR(air.enthalpy - last, air.heat_capacity, 0.3) << temperature;
    }
    last = air.enthalpy;
  }
  // cp of dry air at 300 K: 1005 J/(kg K) with argon; without it, 79/21, 0.6 % more.
  EXPECT_NEAR(at_temperature(1e5, 300.0).heat_capacity, 1005.0, 8.0);
}

TEST(EquilibriumAir, EnthalpyIsInverted) {
  for (double ln_p = -12.0; ln_p < 18.0; ln_p += 0.57) {
    for (double ln_h = 10.0; ln_h < 18.4; ln_h += 0.043) {
      const double enthalpy = std::exp(ln_h) - enthalpy_at_zero;
      for (const double guess : {300.0, 9000.0}) {
        const EquilibriumAir air = at_enthalpy(std::exp(ln_p), enthalpy, guess);
        ASSERT_NEAR(air.enthalpy, enthalpy, 1e-10 * (std::abs(enthalpy) + 1e6)) << ln_p;
      }
    }
  }
}

TEST(Transport, Blottner) {  // GAS-05 among them
  const double rows[][3] = {{300, 1.81490e-5, 2.71813e-5},
                            {1000, 3.99812e-5, 4.86592e-5},
                            {5000, 1.29740e-4, 1.29874e-4}};
  for (const auto& [temperature, nitrogen, oxygen] : rows) {
    const PerSpecies mu = viscosities(temperature);
    expect_relative(mu[N2], nitrogen, 1e-5, "N2");
    expect_relative(mu[O2], oxygen, 1e-5, "O2");
  }
}

TEST(Transport, ColdMixture) {
  // Composition of cold air at any temperature, Wilke's rule.
  const double rows[][2] = {
      {300, 1.980921e-5}, {1000, 4.175909e-5}, {2000, 6.675343e-5}, {5000, 1.298073e-4}};
  for (const auto& [temperature, expected] : rows) {
    EquilibriumAir air = at_temperature(1e5, 300.0);
    air.temperature = temperature;
    expect_relative(viscosity(air), expected, 1e-6, "mixture");
  }
}

TEST(Transport, EuckenConductsLikeAPolyatomicGas) {
  // Pr = 4 gamma / (9 gamma - 5) is what Eucken's rule says of one gas; air of two like molecules
  // has it to a part in a hundred. At 1000 K, equilibrium air without NO.
  for (const double temperature : {300.0, 600.0, 1000.0}) {
    const EquilibriumAir air = at_temperature(1e5, temperature);
    const double prandtl = viscosity(air) * air.heat_capacity / conductivity(air);
    expect_relative(prandtl, 4.0 * air.gamma / (9.0 * air.gamma - 5.0), 0.01, "Prandtl number");
  }
}

}  // namespace
}  // namespace tektite::materials::gas
