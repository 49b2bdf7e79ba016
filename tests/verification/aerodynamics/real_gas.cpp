// Stagnation pressure behind an equilibrium shock: the table of the gas reference page (US Standard
// Atmosphere 1976), and the perfect gas of slow flight.
#include "solver/aerodynamics/models.hpp"
#include "solver/aerodynamics/newtonian.hpp"
#include "solver/aerodynamics/newtonian_real_gas.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {
namespace {

environment::Freestream air(double density, double temperature, double speed) {
  environment::Freestream result;
  result.density = density;
  result.temperature = temperature;
  result.speed = speed;
  result.molar_mass = 0.0289644;
  result.sound_speed = std::sqrt(1.4 * result.gas_constant() * temperature);
  return result;
}

TEST(RealGasNewtonian, ReferenceStates) {
  // 70 km and 7 km/s, 60 km and 6 km/s, 50 km and 4 km/s; a perfect gas has 1.84.
  EXPECT_NEAR(real_gas_newtonian(air(8.28286e-5, 219.585, 7000.0)), 1.94201, 2e-5);
  EXPECT_NEAR(real_gas_newtonian(air(3.09678e-4, 247.021, 6000.0)), 1.93126, 2e-5);
  EXPECT_NEAR(real_gas_newtonian(air(1.02688e-3, 270.650, 4000.0)), 1.91026, 2e-5);
}

TEST(RealGasNewtonian, SlowAirIsPerfect) {
  // The same up to Mach 3, then without a jump into the real gas.
  double last = 1.0;
  double largest = 0.0;
  const double sound = air(1e-2, 220.0, 1.0).sound_speed;
  for (double mach = 0.0; mach < 12.0; mach += 0.01) {
    const auto flow = air(1e-2, 220.0, mach * sound);
    const double value = real_gas_newtonian(flow);
    if (mach < 3.0) {
      EXPECT_EQ(value, stagnation_pressure_coefficient(flow.mach()));
    }
    largest = std::max(largest, std::abs(value - last));
    last = value;
  }
  EXPECT_LT(largest, 0.012);  // the slope of the perfect gas at Mach 1 over a step of 0.01
}

TEST(RealGasNewtonian, IsAChoice) {
  const auto& line = find_model(continuum_models(), "continuum model", "real_gas_newtonian");
  EXPECT_EQ(line.make, &real_gas_newtonian);
}

}  // namespace
}  // namespace tektite::aerodynamics
