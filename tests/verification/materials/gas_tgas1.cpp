// TGAS1: row GAS-01 and the check points of the gas reference page, and against our own equilibrium
// where ions do not matter.
#include "materials/gas/equilibrium.hpp"
#include "materials/gas/tgas1.hpp"

#include <gtest/gtest.h>

#include "tests/verification/materials/equilibrium_air_data.hpp"
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

namespace tektite::materials::gas {
namespace {

TEST(Tgas1, CheckPoints) {
  const double rows[][4] = {{1.225, 2e5, 1.398800, 9.770600e4}, {.01, 1e6, 1.366510, 3665.104},
                            {1e-3, 5e6, 1.194382, 971.9115},    {1e-4, 1e7, 1.162274, 162.2735},
                            {1e-4, 2e7, 1.115099, 230.1989},    {1e-5, 2.5e7, 1.097374, 24.34360},
                            {.1, 3e6, 1.282515, 8.475456e4},    {1.0, 1e7, 1.213254, 2.132542e6}};
  for (const auto& [density, energy, gamma, pressure] : rows) {
    const FittedAir air = tgas1_air(density, energy);
    EXPECT_NEAR(air.gamma, gamma, 1e-6);
    EXPECT_NEAR(air.pressure, pressure, 1e-6 * pressure);
  }
}

TEST(Tgas1, EveryRegionOfTheReferenceTable) {
  // gamma by another program, to five digits, at 203 states of equilibrium.
  int states = 0;
  for (std::size_t i = 0; i < std::size(data::fit_pressures); ++i) {
    for (std::size_t j = 0; j < std::size(data::fit_temperatures); ++j) {
      const EquilibriumAir air = at_temperature(data::fit_pressures[i], data::fit_temperatures[j]);
      EXPECT_NEAR(tgas1_air(air.density, air.energy_above_zero()).gamma, data::fit_gamma[i][j],
                  1.1e-5)
          << air.pressure << " Pa " << air.temperature << " K";
      ++states;
    }
  }
  EXPECT_GT(states, 200);
}

TEST(Tgas1, RegionsMeet) {
  // Neighbouring fits are of the same data: where they meet they differ by less than what each is
  // off, 0.0025 in thin air and 0.007 in dense air. An edge in the wrong place opens the gap.
  struct Edges {
    double from, to, gap;
    std::vector<double> z;
  };
  for (const auto& [from, to, gap, edges] : {Edges{-7.0, -4.5, 0.0025, {0.65, 1.5, 2.2, 3.05, 3.4}},
                                             Edges{-4.5, -0.5, 0.0025, {0.65, 1.5, 2.22, 2.95}},
                                             Edges{-0.5, 3.0, 0.007, {0.65, 1.7, 2.35}}}) {
    for (const double z : edges) {
      for (double y = from + 0.05; y < to; y += 0.05) {
        const double density = 1.292 * std::pow(10.0, y);
        const auto gamma = [&](double at) {
          return tgas1_air(density, 78408.4 * std::pow(10.0, at)).gamma;
        };
        const double step = std::abs(gamma(z + 1e-9) - gamma(z - 1e-9));
        EXPECT_LT(step, gap) << y << " " << z;
        EXPECT_GT(step, 1e-8) << "no edge at " << y << " " << z;
      }
    }
  }
}

TEST(Tgas1, AgreesWithEquilibriumBelowIonisation) {
  // The reference page: mean difference 0.0014, largest 0.0037 up to 6000 K and from 1 kPa up.
  double largest = 0.0;
  for (const double pressure : {1e3, 1e4, 1e5, 1e6, 1e7}) {
    for (double temperature = 300.0; temperature <= 6000.0; temperature += 50.0) {
      const EquilibriumAir air = at_temperature(pressure, temperature);
      const FittedAir fit = tgas1_air(air.density, air.energy_above_zero());
      largest = std::max(largest, std::abs(fit.gamma - air.effective_gamma()));
      // Speed of sound from the fit's slopes: 3 % in the report, more at the steps.
      EXPECT_NEAR(fit.sound_speed, air.sound_speed, 0.06 * air.sound_speed)
          << pressure << " Pa " << temperature << " K";
    }
  }
  EXPECT_LT(largest, 0.0045);
}

}  // namespace
}  // namespace tektite::materials::gas
