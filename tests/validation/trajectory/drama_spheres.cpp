// Solid aluminium spheres against a reference integration and against ESA's DRAMA/SESAM 4.1.4.
//
// Drag of the sphere: DRAMA's tables of free-molecular and continuum C_D by Mach number, bridged by
// the error function that fits SESAM, all measured from that software; comparison data, used in
// this test only.
//
// | source                                   | quantity       | tolerance | reason                |
// | integration outside this code, rtol 1e-9 | every column   | 2e-4      | step of C_D at Mach 1 |
// | DRAMA/SESAM 4.1.4, NRLMSISE-00           | time of impact | 1 %       | other atmosphere      |
#include "solver/base/constants.hpp"
#include "solver/environment/environment.hpp"
#include "solver/environment/us76.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/trajectory/flight.hpp"

#include <gtest/gtest.h>

#include "tests/verification/trajectory/extremum.hpp"
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <span>

namespace tektite::trajectory {
namespace {

using constants::degree;

double relative(double ours, double reference) {
  return std::abs(ours / reference - 1.0);
}

double by_mach(const std::array<double, 6>& table, double mach) {  // Mach 5, 10 ... 30
  const double place = std::fmin(std::fmax(mach / 5.0 - 1.0, 0.0), 5.0);
  const auto i = static_cast<std::size_t>(std::fmin(place, 4.0));
  return table[i] + (place - static_cast<double>(i)) * (table[i + 1] - table[i]);
}

double sphere_drag(double mach, double knudsen) {
  static constexpr std::array<double, 6> free = {2.360635, 2.147897, 2.089229,
                                                 2.062249, 2.046842, 2.036933};
  static constexpr std::array<double, 6> continuum = {.898818, .910198, .912322,
                                                      .913067, .913411, .913599};
  const double c = by_mach(continuum, mach), f = by_mach(free, mach);
  const double part = 0.5 * (1.0 + std::erf((std::log10(knudsen) + 0.845) / 0.585));
  return (c + (f - c) * part) * (mach < 1.0 ? 0.5 : 1.0);
}

struct Row {
  double time, altitude, speed, latitude, longitude, drag;  // [s], [km], [m/s], [deg], [deg], C_D
};
struct Sphere {
  double diameter, mass, altitude;
  double peak;          // [g]
  double drama_impact;  // [s]
};

void expect_sphere(const Sphere& sphere, std::span<const Row> rows) {
  const environment::Environment environment(
      std::make_unique<environment::StandardAtmosphere1976>());
  const vehicle::Flight start = flight_of({.altitude = sphere.altitude,
                                           .latitude = 29.546067 * degree,
                                           .longitude = -82.134333 * degree,
                                           .speed = 7500.0,
                                           .flight_path_angle = -0.959331 * degree,
                                           .heading = 347.168296 * degree});
  const double area = 0.25 * constants::pi * sphere.diameter * sphere.diameter;
  const auto drag = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
    const auto air = environment.freestream(r, v, 0.0);
    const double cd = sphere_drag(air.mach(), air.knudsen(sphere.diameter));
    return (-0.5 * air.density * air.speed * cd * area / sphere.mass) * v;
  };
  const Path path = advance(start, {}, 0.0, 2000.0, drag, {});
  ASSERT_TRUE(path.landed());
  EXPECT_LT(relative(path.end(), rows.back().time), 2e-4);
  EXPECT_LT(relative(path.end(), sphere.drama_impact), 1e-2);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.time);
    const bool last = &row == &rows.back();
    const vehicle::Flight now = path.at(last ? path.end() : row.time);
    const environment::Geodetic place = environment::to_geodetic(now.position);
    const auto air = environment.freestream(now.position, now.velocity, 0.0);
    EXPECT_LT(relative(air.speed, row.speed), 2e-4);
    EXPECT_NEAR(air.altitude, 1e3 * row.altitude, 2e-4 * 1e3 * row.altitude + 1e-3);
    EXPECT_NEAR(place.latitude / degree, row.latitude, 2e-4);
    EXPECT_NEAR(place.longitude / degree, row.longitude, 2e-4);
    EXPECT_LT(relative(sphere_drag(air.mach(), air.knudsen(sphere.diameter)), row.drag), 2e-4);
  }
  const Peak peak = find_peak(
      [&](double t) { return norm(drag(t, path.position(t), path.velocity(t))); }, 0.0, path.end());
  EXPECT_LT(relative(peak.value / constants::standard_gravity, sphere.peak), 2e-4);
  std::printf("  impact at %.3f s; reference %.3f s; DRAMA %.0f s; sub-steps %d, rejected %d\n",
              path.end(), rows.back().time, sphere.drama_impact, path.steps(), path.rejected());
}

// DYN-11.
TEST(DramaSpheres, TenCentimetres) {
  const Row rows[] = {
      {0.000000, 77.500000, 7500.000000, 29.54606700, -82.13433300, 0.969901},
      {40.000000, 71.620218, 7273.856067, 32.11819126, -82.81807280, 0.919124},
      {80.000000, 63.543408, 6724.701829, 34.56475176, -83.49626986, 0.913301},
      {120.000000, 52.326209, 5305.896539, 36.69055874, -84.11017584, 0.912496},
      {160.000000, 38.339356, 2504.187310, 38.07696028, -84.52294490, 0.905574},
      {200.000000, 26.415646, 572.647835, 38.53145216, -84.65935542, 0.898818},
      {240.000000, 16.737147, 263.338244, 38.61619609, -84.68431977, 0.449409},
      {280.000000, 9.099665, 143.171429, 38.62961873, -84.68803928, 0.449409},
      {320.000000, 4.265260, 104.452522, 38.63032829, -84.68815250, 0.449409},
      {360.000000, 0.504347, 85.282673, 38.63034456, -84.68810662, 0.449409},
      {365.989815, 0.000000, 83.142244, 38.63034465, -84.68810073, 0.449409},
  };
  expect_sphere({.1, 1.472883, 77.5e3, 8.1891, 368}, rows);
}
// DYN-12.
TEST(DramaSpheres, FiveCentimetres) {
  const Row rows[] = {
      {0.000000, 115.000000, 7500.000000, 29.54606700, -82.13433300, 2.059999},
      {40.000000, 109.206655, 7505.565289, 32.13820863, -82.82354299, 2.050303},
      {80.000000, 101.872147, 7509.339087, 34.73141285, -83.54399350, 2.044189},
      {120.000000, 92.990909, 7496.821236, 37.32339411, -84.30038812, 2.003394},
      {160.000000, 82.529814, 7396.285000, 39.89887947, -85.09419543, 1.440865},
      {200.000000, 70.324380, 6998.138399, 42.39860203, -85.91189491, 0.937018},
      {240.000000, 56.196901, 5355.502624, 44.58841271, -86.67226335, 0.912612},
      {280.000000, 41.548019, 2189.266595, 45.89344614, -87.14583387, 0.903014},
      {320.000000, 29.903017, 497.901353, 46.27863599, -87.28733518, 0.898818},
      {360.000000, 20.204740, 250.909214, 46.35013524, -87.31310845, 0.449409},
      {400.000000, 12.984321, 133.575304, 46.36069016, -87.31669219, 0.449409},
      {440.000000, 8.589433, 93.807955, 46.36114968, -87.31677792, 0.449409},
      {480.000000, 5.211287, 76.609014, 46.36115662, -87.31673996, 0.449409},
      {520.000000, 2.379029, 65.711531, 46.36115652, -87.31671230, 0.449409},
      {558.487661, 0.000000, 58.287339, 46.36115644, -87.31669224, 0.449409},
  };
  expect_sphere({.05, .184110, 115e3, 8.6470, 561}, rows);
}

}  // namespace
}  // namespace tektite::trajectory
