// The shock in equilibrium air and the stagnation point: row GAS-04 and the table of the gas
// reference page (US Standard Atmosphere 1976), the frozen limit against NACA 1135, the table
// against the exact solution.
#include "materials/gas/equilibrium_table.hpp"
#include "materials/gas/shock.hpp"
#include "materials/gas/transport.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tektite::materials::gas {
namespace {

void expect_relative(double value, double expected, double tolerance, const char* what) {
  EXPECT_NEAR(value, expected, tolerance * std::abs(expected)) << what;
}

struct Row {
  Stream stream;
  double ratio, p2, t2, ps, ts, rhos, h0, cp_max;
};
// 70 km and 7 km/s (GAS-04), 60 km and 6 km/s, 50 km and 4 km/s.
const Row rows[] = {{{8.28286e-5, 219.585, 7000.0},
                     .058817,
                     3825.109,
                     5878.837,
                     3946.140,
                     5891.785,
                     1.447909e-3,
                     2.442065e7,
                     1.94201},
                    {{3.09678e-4, 247.021, 6000.0},
                     .069922,
                     10390.847,
                     5735.531,
                     10787.179,
                     5751.488,
                     4.578983e-3,
                     1.794834e7,
                     1.93126},
                    {{1.02688e-3, 270.650, 4000.0},
                     .091621,
                     15004.526,
                     3911.436,
                     15772.630,
                     3945.029,
                     1.166997e-2,
                     7.972204e6,
                     1.91026}};

TEST(EquilibriumShock, ReferenceStates) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.stream.speed);
    const StagnationPoint point = stagnation_point(row.stream);
    // The reference takes p1 of air with argon, 0.4 % less than ours: 2e-5 of p2 and p_s.
    expect_relative(point.density_ratio, row.ratio, 5e-5, "rho1/rho2");
    expect_relative(point.shocked.pressure, row.p2, 3e-5, "p2");
    expect_relative(point.shocked.temperature, row.t2, 3e-6, "T2");
    expect_relative(point.stagnation.pressure, row.ps, 3e-5, "p_s");
    expect_relative(point.stagnation.temperature, row.ts, 3e-6, "T_s");
    expect_relative(point.stagnation.density, row.rhos, 3e-5, "rho_s");
    expect_relative(point.stagnation.enthalpy, row.h0, 1e-6, "h0");
    EXPECT_NEAR(point.pressure_coefficient, row.cp_max, 6e-6);
  }
}

TEST(EquilibriumShock, ConservesAndKeepsEntropy) {
  for (const double speed : {320.0, 600.0, 1500.0, 4500.0, 8000.0, 12000.0}) {
    for (const double density : {1e-8, 1e-5, 1e-2}) {
      SCOPED_TRACE(::testing::Message() << speed << " m/s " << density << " kg/m^3");
      const Stream stream{density, 230.0, speed};
      const StagnationPoint point = stagnation_point(stream);
      const double v2 = speed * density / point.shocked.density;
      expect_relative(point.density_ratio, density / point.shocked.density, 1e-8, "mass");
      expect_relative(point.shocked.pressure + point.shocked.density * v2 * v2,
                      stream.pressure() + density * speed * speed, 1e-8, "momentum");
      EXPECT_NEAR(point.shocked.enthalpy + 0.5 * v2 * v2, stream.total_enthalpy(),
                  1e-8 * (stream.total_enthalpy() + 1e6));
      expect_relative(point.stagnation.entropy, point.shocked.entropy, 1e-8, "entropy");
      // The shock makes entropy.
      const EquilibriumAir ahead = at_temperature(stream.pressure(), stream.temperature);
      EXPECT_GT(point.shocked.entropy, ahead.entropy);
    }
  }
}

TEST(EquilibriumShock, PerfectGasOfTheTables) {
  // NACA 1135 at Mach 10: p2/p1 116.5, rho2/rho1 5.714286, T2/T1 20.3875; through the same solver
  // with a gas of constant gamma = 1.4.
  const Stream cold{1e-3, 100.0, 1.0};  // cold: cp is constant
  const double gamma = 1.0 / (1.0 - constants::gas_constant / cold_molar_mass /
                                        at_temperature(1.0, 100.0).heat_capacity);
  EXPECT_NEAR(gamma, 1.4, 1e-3);
  for (const double mach : {1.0001, 1.02, 1.5, 3.0, 10.0}) {
    Stream stream = cold;
    stream.speed = mach / cold.mach();
    const double zero =
        cold_enthalpy(100.0) - gamma / (gamma - 1.0) * stream.pressure() / stream.density;
    const auto volume = [&](double p, double h) { return (gamma - 1.0) / gamma * (h - zero) / p; };
    const NormalShock shock = normal_shock(stream, volume, 1e-12);
    const double m2 = mach * mach;
    expect_relative(shock.pressure / stream.pressure(),
                    1.0 + 2.0 * gamma / (gamma + 1.0) * (m2 - 1.0), 1e-8, "p2/p1");
    expect_relative(shock.density_ratio, (2.0 + (gamma - 1.0) * m2) / ((gamma + 1.0) * m2), 1e-8,
                    "rho1/rho2");
    if (mach == 10.0) {
      EXPECT_NEAR(shock.pressure / stream.pressure(), 116.5, 0.1);
    }
  }
}

TEST(EquilibriumShock, RealGasLimits) {
  // Density ratio of 10.9 to 17 at entry speeds, against 6 of a perfect gas; slow air is perfect.
  EXPECT_NEAR(1.0 / stagnation_point(rows[2].stream).density_ratio, 10.9, 0.05);
  EXPECT_NEAR(1.0 / stagnation_point(rows[0].stream).density_ratio, 17.0, 0.05);
  const Stream slow{1e-2, 220.0, 900.0};  // Mach 3.03
  const double m2 = slow.mach() * slow.mach();
  expect_relative(stagnation_point(slow).density_ratio, (2.0 + 0.4 * m2) / (2.4 * m2), 0.02,
                  "perfect gas, T0 = 620 K");
  const Stream subsonic{1e-2, 220.0, 150.0};
  const double m = subsonic.mach();
  const StagnationPoint point = stagnation_point(subsonic);
  EXPECT_EQ(point.density_ratio, 1.0);
  expect_relative(point.stagnation.pressure, subsonic.pressure() * std::pow(1.0 + 0.2 * m * m, 3.5),
                  1e-4, "isentropic");
  const StagnationPoint still = stagnation_point({1e-2, 220.0, 0.0});
  EXPECT_EQ(still.pressure_coefficient, 1.0);
  expect_relative(still.stagnation.pressure, subsonic.pressure(), 1e-9, "at rest");
}

TEST(EquilibriumTable, AgreesWithTheExactSolution) {
  const EquilibriumTable& table = EquilibriumTable::shared();
  double worst_density = 0.0, worst_temperature = 0.0, worst_viscosity = 0.0, worst_bond = 0.0;
  for (double ln_p = -2.3; ln_p < 16.1; ln_p += 0.51) {
    for (double ln_h = 10.43; ln_h < 18.19; ln_h += 0.0137) {
      const double pressure = std::exp(ln_p);
      const double enthalpy = std::exp(ln_h) - enthalpy_at_zero;
      ASSERT_TRUE(table.holds(pressure, enthalpy)) << ln_p << " " << ln_h;
      const EquilibriumAir exact = at_enthalpy(pressure, enthalpy);
      const TabulatedAir air = table.at(pressure, enthalpy);
      const auto worse = [](double& worst, double value, double right) {
        worst = std::max(worst, std::abs(value / right - 1.0));
      };
      worse(worst_density, air.density, exact.density);
      worse(worst_temperature, air.temperature, exact.temperature);
      worse(worst_viscosity, air.viscosity, viscosity(exact));
      worst_bond = std::max(worst_bond,
                            std::abs(air.dissociation_enthalpy() - exact.dissociation_enthalpy()) /
                                (enthalpy + enthalpy_at_zero));
    }
  }
  EXPECT_LT(worst_density, 1e-3);
  EXPECT_LT(worst_temperature, 1e-3);
  EXPECT_LT(worst_viscosity, 1e-3);
  EXPECT_LT(worst_bond, 1e-3);
}

TEST(EquilibriumTable, StagnationPoints) {
  const EquilibriumTable& table = EquilibriumTable::shared();
  for (const double temperature : {150.0, 200.0, 300.0}) {
    for (double ln = -18.0; ln < -1.0; ln += 1.3) {
      for (double mach = 1.5; mach < 40.0; mach *= 1.13) {
        Stream stream{std::exp(ln), temperature, 1.0};
        stream.speed = mach / stream.mach();
        const StagnationPoint exact = stagnation_point(stream);
        const TabulatedStagnation point = table.stagnation(stream);
        SCOPED_TRACE(::testing::Message() << temperature << " K " << ln << " Mach " << mach);
        expect_relative(point.air.pressure, exact.stagnation.pressure, 1e-4, "p_s");
        expect_relative(point.air.density, exact.stagnation.density, 1e-3, "rho_s");
        expect_relative(point.density_ratio, exact.density_ratio, 1e-3, "rho1/rho2");
        EXPECT_NEAR(point.pressure_coefficient, exact.pressure_coefficient, 2e-4);
      }
    }
  }
}

TEST(EquilibriumTable, SlowAirIsAPerfectGas) {
  // Rayleigh's formula at Mach 1.1 (NACA 1135: p_s2/p1 = 2.1328), isentropic below, 1 at rest; no
  // jump on the way up.
  const EquilibriumTable& table = EquilibriumTable::shared();
  Stream stream{1e-2, 220.0, 1.0};
  const double sound = 1.0 / stream.mach();
  stream.speed = 1.1 * sound;
  expect_relative(table.stagnation(stream).air.pressure / stream.pressure(), 2.1328, 1e-4, "1.1");
  double last = 1.0;
  for (double mach = 0.0; mach < 6.0; mach += 0.01) {
    stream.speed = mach * sound;
    const double coefficient = table.stagnation(stream).pressure_coefficient;
    EXPECT_NEAR(coefficient, last, 0.012) << mach;
    last = coefficient;
  }
  stream.speed = 0.0;
  EXPECT_EQ(table.stagnation(stream).pressure_coefficient, 1.0);
}

TEST(EquilibriumTable, OutsideIsSolved) {
  const EquilibriumTable& table = EquilibriumTable::shared();
  for (const auto& [pressure, enthalpy] : {std::pair{1e-4, 2e7}, {1e4, 9e7}, {3e7, 1e6}}) {
    EXPECT_FALSE(table.holds(pressure, enthalpy));
    const EquilibriumAir exact = at_enthalpy(pressure, enthalpy);
    const TabulatedAir air = table.at(pressure, enthalpy);
    EXPECT_EQ(air.density, exact.density);
    EXPECT_EQ(air.temperature, exact.temperature);
    EXPECT_EQ(air.oxygen, exact.mass(O));
  }
}

}  // namespace
}  // namespace tektite::materials::gas
