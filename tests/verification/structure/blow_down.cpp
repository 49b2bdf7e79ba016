// Blow-down of a tank through an orifice against the isentropic solution, and against a fine
// integration of the mass and energy balances where no closed form exists (subsonic).
#include "solver/base/constants.hpp"
#include "solver/structure/venting.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::structure {
namespace {

constexpr double R = constants::air_gas_constant;
constexpr double cp = constants::air_specific_heat;
constexpr double cv = cp - R;
constexpr double g = cp / cv;

// Into vacuum the flow stays choked: p / p0 = (1 + (g - 1) / 2 (2 / (g + 1))^((g + 1) / (2 (g -
// 1))) a0 A t / V)^(-2 g / (g - 1)) (Shapiro 1953, blow-down of a tank).
TEST(BlowDown, ChokedIsIsentropic) {
  const double V = 100.0, A = 0.5, T0 = 295.0, p0 = 101325.0;
  const double m0 = p0 * V / (R * T0);
  for (const double t : {0.1, 1.0, 5.0, 30.0}) {
    const Vented v = blow_down(m0, T0, V, A, 0.0, t);
    const double rate =
        std::sqrt(g * R * T0) * A / V * std::pow(2.0 / (g + 1.0), (g + 1.0) / (2.0 * (g - 1.0)));
    const double p = p0 * std::pow(1.0 + 0.5 * (g - 1.0) * rate * t, -2.0 * g / (g - 1.0));
    EXPECT_NEAR(v.mass * R * v.temperature / V / p, 1.0, 1e-12) << t;
    EXPECT_NEAR(v.temperature / T0, std::pow(p / p0, (g - 1.0) / g), 1e-12) << t;
  }
}

/// Mass flow of an isentropic nozzle from (p, T) to p_out.
double mass_flow(double p, double T, double A, double p_out) {
  const double critical = std::pow(2.0 / (g + 1.0), g / (g - 1.0));
  const double ratio = std::max(p_out / p, critical);
  if (ratio >= 1.0) return 0.0;
  const double exit = std::pow(ratio, (g - 1.0) / g);
  return A * p * ratio / (R * T * exit) * std::sqrt(2.0 * cp * T * (1.0 - exit));
}

// Independent of the closed form: Euler with Richardson extrapolation on m and m cv T.
TEST(BlowDown, ThroughChokedAndSubsonicFlow) {
  const double V = 10.0, A = 0.02, T0 = 300.0, p0 = 101325.0, p_out = 30000.0;
  const double m0 = p0 * V / (R * T0);
  for (const double t : {0.5, 1.5, 2.2}) {
    const auto integrate = [&](int n) {
      double m = m0, U = m0 * cv * T0;
      for (int i = 0; i < n; ++i) {
        const double T = U / (m * cv);
        const double out = mass_flow(m * R * T / V, T, A, p_out) * t / n;
        m -= out;
        U -= out * cp * T;
      }
      return m;
    };
    const double coarse = integrate(20000);
    const double fine = integrate(40000);
    const Vented v = blow_down(m0, T0, V, A, p_out, t);
    EXPECT_NEAR(v.mass / (2.0 * fine - coarse), 1.0, 1e-7) << t;
  }
}

TEST(BlowDown, EndsAtTheOutsidePressureAndClosesItsBooks) {
  const double V = 10.0, T0 = 300.0, p0 = 101325.0, p_out = 30000.0;
  const double m0 = p0 * V / (R * T0);
  const Vented v = blow_down(m0, T0, V, 0.02, p_out, 1e3);
  EXPECT_NEAR(v.mass * R * v.temperature / V / p_out, 1.0, 1e-12);
  EXPECT_NEAR(v.temperature / T0, std::pow(p_out / p0, (g - 1.0) / g), 1e-12);
  EXPECT_NEAR(v.mass + v.mass_out, m0, 1e-12 * m0);
  EXPECT_NEAR(v.mass * cv * v.temperature + v.enthalpy_out, m0 * cv * T0, 1e-9 * m0 * cv * T0);
  // Nothing moves without a difference, and nothing comes back in.
  EXPECT_EQ(blow_down(m0, T0, V, 0.02, 2.0 * p0, 1.0).mass_out, 0.0);
  EXPECT_EQ(blow_down(m0, T0, V, 0.0, 0.0, 1.0).mass_out, 0.0);
}

// The solution does not depend on how the time is cut.
TEST(BlowDown, StepsCompose) {
  const double V = 10.0, T0 = 300.0;
  const double m0 = 101325.0 * V / (R * T0);
  const Vented whole = blow_down(m0, T0, V, 0.02, 30000.0, 2.0);
  double m = m0, T = T0;
  for (int i = 0; i < 40; ++i) {
    const Vented part = blow_down(m, T, V, 0.02, 30000.0, 0.05);
    m = part.mass;
    T = part.temperature;
  }
  EXPECT_NEAR(m / whole.mass, 1.0, 1e-8);
  EXPECT_NEAR(T / whole.temperature, 1.0, 1e-8);
}

}  // namespace
}  // namespace tektite::structure
