// US Standard Atmosphere 1976 against published values and an independent evaluation.
#include "solver/environment/us76.hpp"

#include "solver/environment/us76_upper.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace tektite::environment {
namespace {

const StandardAtmosphere1976& air() {
  static const StandardAtmosphere1976 model;
  return model;
}

double relative(double ours, double reference) {
  return std::abs(ours / reference - 1.0);
}

// ATM-01 to ATM-07. Source: USSA1976, table I (published digits) and an evaluation outside this
// code (further digits).
TEST(Us76, CheckValues) {
  EXPECT_LT(relative(air().at({70e3}).density, 8.28286e-5), 1e-5);     // ATM-01
  EXPECT_LT(relative(air().at({80e3}).pressure, 1.05247), 1e-5);       // ATM-02
  EXPECT_LT(relative(air().at({50e3}).temperature, 270.65), 1e-6);     // ATM-03
  EXPECT_LT(relative(air().at({100e3}).density, 5.6041e-7), 1e-3);     // ATM-04
  EXPECT_LT(relative(air().at({120e3}).density, 2.2221e-8), 1e-3);     // ATM-05
  EXPECT_LT(relative(air().at({120e3}).temperature, 360.0), 1e-9);     // ATM-06
  EXPECT_LT(relative(air().at({150e3}).molar_mass, 24.103e-3), 1e-3);  // ATM-07
}

// Source: USSA1976, table I, as printed by NOAA, NASA and USAF, four digits.
TEST(Us76, PublishedTable) {
  struct Row {
    double altitude, density;
  };
  const Row rows[] = {{86e3, 6.958e-6},   {90e3, 3.416e-6},   {100e3, 5.604e-7},
                      {120e3, 2.222e-8},  {150e3, 2.076e-9},  {200e3, 2.541e-10},
                      {300e3, 1.916e-11}, {400e3, 2.803e-12}, {500e3, 5.215e-13},
                      {1000e3, 3.561e-15}};
  for (const Row& row : rows) {
    EXPECT_LT(relative(air().at({row.altitude}).density, row.density), 1e-3) << row.altitude;
  }
  EXPECT_LT(relative(air().at({86e3}).pressure, 3.7338e-1), 2e-5);
  EXPECT_LT(relative(air().at({100e3}).pressure, 3.2011e-2), 2e-5);
  EXPECT_LT(relative(air().at({120e3}).pressure, 2.5382e-3), 1e-4);
  EXPECT_LT(relative(air().at({150e3}).pressure, 4.5422e-4), 1e-4);
  EXPECT_LT(relative(air().at({200e3}).pressure, 8.4736e-5), 1e-4);
}

// Source: the standard's equations evaluated outside this code (10 m trapezoid), seven digits.
// Below 86 km both are closed forms; above they differ by how the step at 100 km, where the
// background gas changes, is taken (half a 10 m step of 3 percent: 3e-5). The constants R*, k and
// N_A of the standard agree with one another to 2.3e-6 only.
TEST(Us76, WholeTable) {
  struct Row {
    double altitude, T, p, rho, M, n, mean_free_path, sound_speed, viscosity;
  };
  const Row rows[] = {
      // clang-format off
      {0, 288.15, 101325, 1.224999, 28.9644, 2.546966e+25, 6.633247e-08, 340.2941, 1.78938e-05},
      {5, 255.6755, 54048.29, 0.7364284, 28.9644, 1.531151e+25, 1.103396e-07, 320.5455, 1.628248e-05},
      {11, 216.7735, 22699.96, 0.3648016, 28.9644, 7.584799e+24, 2.227436e-07, 295.1537, 1.422292e-05},
      {20, 216.65, 5529.312, 0.08890992, 28.9644, 1.848577e+24, 9.139276e-07, 295.0696, 1.421613e-05},
      {32, 228.4897, 889.0644, 0.01355515, 28.9644, 2.81833e+23, 5.994564e-06, 303.025, 1.485933e-05},
      {47, 269.6841, 115.8511, 0.00149652, 28.9644, 3.111502e+22, 5.429744e-05, 329.2098, 1.698873e-05},
      {51, 270.65, 70.45801, 0.0009069015, 28.9644, 1.885591e+22, 8.959873e-05, 329.7988, 1.703678e-05},
      {60, 247.0209, 21.95867, 0.0003096778, 28.9644, 6.43869e+21, 0.0002623928, 315.0736, 1.583719e-05},
      {71, 216.8459, 4.479563, 7.196515e-05, 28.9644, 1.496269e+21, 0.001129119, 295.203, 1.42269e-05},
      {75, 208.3991, 2.388143, 3.992107e-05, 28.9644, 8.30022e+20, 0.002035447, 289.3964, 1.375892e-05},
      {80, 198.6386, 1.052474, 1.845803e-05, 28.9644, 3.837716e+20, 0.004402269, 282.538, 1.32081e-05},
      {82, 194.7271, 0.7500878, 1.341831e-05, 28.96269, 2.790043e+20, 0.006055339, 279.7507, 1.298423e-05},
      {83, 192.7645, 0.6316683, 1.141415e-05, 28.96063, 2.37349e+20, 0.007118067, 278.3472, 1.287122e-05},
      {85, 188.8354, 0.4456808, 8.219501e-06, 28.95554, 1.709487e+20, 0.009882883, 275.5201, 1.264357e-05},
      {86, 186.8673, 0.3733845, 6.95788e-06, 28.95221, 1.447265e+20, 0.0116735, 0, 1.252883e-05},
      {88, 186.8673, 0.2617319, 4.875098e-06, 28.93928, 1.014492e+20, 0.01665332, 0, 0},
      {90, 186.8673, 0.1835935, 3.416307e-06, 28.91084, 7.116217e+19, 0.02374107, 0, 0},
      {93, 187.2521, 0.1080105, 1.999706e-06, 28.82403, 4.177963e+19, 0.04043755, 0, 0},
      {96, 189.305, 0.06376527, 1.16197e-06, 28.68142, 2.439761e+19, 0.06924718, 0, 0},
      {98, 191.7234, 0.04505663, 8.070847e-07, 28.55376, 1.702193e+19, 0.09925231, 0, 0},
      {100, 195.0813, 0.03201114, 5.60408e-07, 28.39532, 1.188531e+19, 0.1421474, 0, 0},
      {103, 202.2305, 0.01974175, 3.29986e-07, 28.10504, 7.070729e+18, 0.238938, 0, 0},
      {107, 217.6306, 0.010751, 1.642517e-07, 27.64451, 3.578112e+18, 0.4721669, 0, 0},
      {110, 239.9997, 0.007103722, 9.707254e-08, 27.26773, 2.14388e+18, 0.7880413, 0, 0},
      {112, 264, 0.005554416, 6.837368e-08, 27.01981, 1.523911e+18, 1.108638, 0, 0},
      {115, 300, 0.00400942, 4.288507e-08, 26.67925, 9.680225e+17, 1.745275, 0, 0},
      {118, 336, 0.003014323, 2.846698e-08, 26.38267, 6.49794e+17, 2.600002, 0, 0},
      {120, 360, 0.002538124, 2.222061e-08, 26.20435, 5.106645e+17, 3.308368, 0, 0},
      {130, 469.268, 0.001250461, 8.152034e-09, 25.43575, 1.930076e+17, 8.753364, 0, 0},
      {150, 634.392, 0.0004542144, 2.075582e-09, 24.10263, 5.18595e+16, 32.57775, 0, 0},
      {160, 696.2905, 0.0003039434, 1.233163e-09, 23.48799, 3.161749e+16, 53.43453, 0, 0},
      {200, 854.5591, 8.473485e-05, 2.540647e-10, 21.30356, 7.181996e+15, 235.2362, 0, 0},
      {250, 941.3299, 2.476672e-05, 6.072556e-11, 19.18989, 1.905688e+15, 886.5384, 0, 0},
      {300, 976.0078, 8.77039e-06, 1.915761e-11, 17.7257, 6.508649e+14, 2595.724, 0, 0},
      {400, 995.8254, 1.451736e-06, 2.802656e-12, 15.98428, 1.055917e+14, 15999.99, 0, 0},
      {500, 999.2356, 3.023259e-07, 5.21513e-13, 14.33129, 2.191456e+13, 77093.31, 0, 0},
      {600, 999.853, 8.210662e-08, 1.136578e-13, 11.50761, 5.947949e+12, 284041.8, 0, 0},
      {700, 999.9704, 3.18918e-08, 3.068797e-14, 8.00026, 2.310027e+12, 731361.9, 0, 0},
      {800, 999.9938, 1.702514e-08, 1.135321e-14, 5.54438, 1.233158e+12, 1370032, 0, 0},
      {900, 999.9986, 1.086556e-08, 5.755533e-15, 4.404134, 7.870059e+11, 2146700, 0, 0},
      {1000, 999.9997, 7.508387e-09, 3.558172e-15, 3.940106, 5.43841e+11, 3106543, 0, 0},
      // clang-format on
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.altitude);
    const AirState state = air().at({1e3 * row.altitude});
    const double tolerance = row.altitude < 86 ? 4e-6 : 5e-5;
    EXPECT_LT(relative(state.temperature, row.T), 3e-6);
    EXPECT_LT(relative(state.pressure, row.p), tolerance);
    EXPECT_LT(relative(state.density, row.rho), tolerance);
    EXPECT_LT(relative(state.molar_mass, 1e-3 * row.M), tolerance);
    EXPECT_LT(relative(state.mean_free_path, row.mean_free_path), tolerance);
    const double n = state.pressure / (us76::boltzmann * state.temperature);
    EXPECT_LT(relative(n, row.n), tolerance);
    if (row.sound_speed > 0) {
      EXPECT_LT(relative(state.sound_speed, row.sound_speed), 2e-6);
    }
    if (row.viscosity > 0) {
      EXPECT_LT(relative(state.viscosity, row.viscosity), 2e-6);
    }
  }
}

// What `at` interpolates, against the quadrature itself on each of its 91 400 nodes.
TEST(Us76, InterpolationError) {
  const auto cells = us76::integrate_upper_air(us76::quadrature_step);
  double pressure = 0.0, molar_mass = 0.0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double Z = us76::upper_begin + us76::quadrature_step * static_cast<double>(i);
    const AirState state = air().at({Z});
    pressure =
        std::max(pressure, std::abs(std::log(state.pressure) - cells[i].bottom.log_pressure));
    molar_mass =
        std::max(molar_mass, relative(state.molar_mass, 1e-3 * cells[i].bottom.molar_mass));
  }
  RecordProperty("pressure_error", std::to_string(1e9 * pressure) + "e-9");
  RecordProperty("molar_mass_error", std::to_string(1e9 * molar_mass) + "e-9");
  EXPECT_LT(pressure, 1e-6);
  EXPECT_LT(molar_mass, 1e-6);
}

// Each species above 120 km has its own hydrostatic balance but for the flux terms, so the mixture
// obeys dp/dZ = -rho g closely; p and rho are interpolated separately, so this can fail.
TEST(Us76, NearlyHydrostaticHighUp) {
  for (const double Z : {200e3, 300e3, 400e3}) {
    const double slope = (air().at({Z + 50}).pressure - air().at({Z - 50}).pressure) / 100.0;
    const double ratio = us76::earth_radius / (us76::earth_radius + Z);
    EXPECT_LT(relative(-slope, air().at({Z}).density * us76::standard_gravity * ratio * ratio),
              2e-3);
  }
}

TEST(Us76, ContinuousAcrossEveryJoin) {
  for (const double Z : {11019.1, 20063.1, 32161.9, 47350.1, 51412.5, 71802.0, 80e3, 86e3, 91e3,
                         95e3, 97e3, 100e3, 110e3, 115e3, 120e3, 150e3, 1000e3}) {
    const AirState below = air().at({Z - 1e-3}), above = air().at({Z + 1e-3});
    EXPECT_LT(relative(above.density, below.density), 2e-5) << Z;
    EXPECT_LT(relative(above.temperature, below.temperature), 5e-6) << Z;
  }
}

TEST(Us76, BeyondItsRange) {
  EXPECT_EQ(air().at({-2e4}).density, air().at({-5e3}).density);
  EXPECT_GT(air().at({-5e3}).density, 1.9);
  const AirState top = air().at({1000e3}), above = air().at({1100e3}), far = air().at({1200e3});
  EXPECT_NEAR(above.density / top.density, far.density / above.density, 1e-12);
  EXPECT_LT(above.density, top.density);
  EXPECT_EQ(above.molar_mass, top.molar_mass);
}

}  // namespace
}  // namespace tektite::environment
