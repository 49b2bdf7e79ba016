// The four spheres of the reference integration, with the room's own drag and with a drag table.
//
// The drag table is made here from the tables that were measured from DRAMA (sphere, continuum and
// free-molecular, by Mach number) and the error function that fits SESAM's bridging, or is C_D = 1:
// through the room it has to give the reference path. Beside it stands what the room computes
// itself.
//
// | source                                   | quantity        | tolerance | reason |
// | integration outside this code, rtol 1e-9 | every column    | 2e-4      | C_D steps at Mach 1 |
// | the same, own drag for DRAMA's           | time            | 5 %       | subsonic C_D, below |
// |                                          | speed at impact | 15 %      | 0.39-0.5 for 0.449 |
// |                                          | place, erf      | 0.06 deg  | C_D above Mach 5: 1 %
// | |                                          | place, sin2     | 0.3 deg   | another bridging |
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/environment/environment.hpp"
#include "solver/environment/us76.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/trajectory/flight.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace tektite::driver {
namespace {

using constants::degree;

struct Row {
  double time, altitude, speed, latitude, longitude, drag;  // [s], [m], [m/s], [deg], [deg], C_D
};

// R100
const Row rows_r100[] = {
    {0.000000, 77500.000000, 7500.000000, 29.54606700, -82.13433300, 0.969901},
    {60.000000, 67911.293000, 7063.329043, 33.36489482, -83.16004342, 0.914353},
    {120.000000, 52326.209000, 5305.896539, 36.69055874, -84.11017584, 0.912496},
    {180.000000, 31899.402000, 1236.395696, 38.38963029, -84.61690589, 0.898818},
    {240.000000, 16737.147000, 263.338244, 38.61619609, -84.68431977, 0.449409},
    {300.000000, 6495.534000, 119.504493, 38.63022407, -84.68815997, 0.449409},
    {360.000000, 504.347000, 85.282673, 38.63034456, -84.68810662, 0.449409},
    {365.989815, 0.000000, 83.142244, 38.63034465, -84.68810073, 0.449409},
};

// R50
const Row rows_r50[] = {
    {0.000000, 115000.000000, 7500.000000, 29.54606700, -82.13433300, 2.059999},
    {60.000000, 105732.144000, 7508.053017, 33.43471631, -83.17955932, 2.046408},
    {120.000000, 92990.909000, 7496.821236, 37.32339411, -84.30038812, 2.003394},
    {180.000000, 76664.776000, 7262.978005, 41.16517423, -85.50213417, 1.079072},
    {240.000000, 56196.901000, 5355.502624, 44.58841271, -86.67226335, 0.912612},
    {300.000000, 35274.865000, 1056.492583, 46.15971240, -87.24376202, 0.898818},
    {360.000000, 20204.740000, 250.909214, 46.35013524, -87.31310845, 0.449409},
    {420.000000, 10594.363000, 107.799303, 46.36109217, -87.31678791, 0.449409},
    {480.000000, 5211.287000, 76.609014, 46.36115662, -87.31673996, 0.449409},
    {540.000000, 1107.291000, 61.575301, 46.36115647, -87.31670126, 0.449409},
    {558.487661, 0.000000, 58.287339, 46.36115644, -87.31669224, 0.449409},
};

// R100_CD1
const Row rows_r100_cd1[] = {
    {0.000000, 77500.000000, 7500.000000, 29.54606700, -82.13433300, 0},
    {60.000000, 67900.938000, 7029.227475, 33.35860367, -83.15828860, 0},
    {120.000000, 52189.089000, 5150.272587, 36.63930836, -84.09491506, 0},
    {180.000000, 31875.280000, 1125.393444, 38.24640791, -84.57295245, 0},
    {240.000000, 17666.058000, 191.057203, 38.44603370, -84.63208342, 0},
    {300.000000, 9820.106000, 96.060733, 38.45261301, -84.63383928, 0},
    {360.000000, 4899.133000, 71.218761, 38.45263486, -84.63378804, 0},
    {420.000000, 1051.959000, 58.135931, 38.45263479, -84.63375415, 0},
    {438.575403, 0.000000, 55.191694, 38.45263478, -84.63374606, 0},
};

// R1m_CD1_120km
const Row rows_r1m_cd1_120km[] = {
    {0.000000, 120000.000000, 7500.000000, 29.54606700, -82.13433300, 0},
    {60.000000, 110747.894000, 7511.560464, 33.43238645, -83.17890919, 0},
    {120.000000, 98074.586000, 7527.225516, 37.32434875, -84.30066917, 0},
    {180.000000, 82010.090000, 7543.497894, 41.22379994, -85.52151328, 0},
    {240.000000, 62590.405000, 7499.534248, 45.12152486, -86.86696458, 0},
    {300.000000, 39878.093000, 6564.537663, 48.85530893, -88.30848878, 0},
    {360.000000, 18429.345000, 1393.743526, 50.94588623, -89.19473217, 0},
    {420.000000, 3931.014000, 234.166291, 51.19880249, -89.30439803, 0},
    {439.588848, 0.000000, 187.991062, 51.20853186, -89.30844880, 0},
};

/// A file that is there as long as this is.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("tektite_drag_table_{}.csv", ::getpid())) {
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// DRAMA's sphere and SESAM's bridging on a grid of Mach and Knudsen numbers.
std::string drama_table() {
  struct Node {
    double mach, continuum, free, factor;
  };
  const Node nodes[] = {
      {0, .898818, 2.360635, .5}, {1 - 1e-9, .898818, 2.360635, .5}, {1, .898818, 2.360635, 1},
      {5, .898818, 2.360635, 1},  {10, .910198, 2.147897, 1},        {15, .912322, 2.089229, 1},
      {20, .913067, 2.062249, 1}, {25, .913411, 2.046842, 1},        {30, .913599, 2.036933, 1}};
  std::string text = "mach, knudsen, drag\n";
  for (const Node& node : nodes) {
    for (int i = 0; i <= 240; ++i) {
      const double log_knudsen = -3.3 + 0.02 * i;
      const double share = 0.5 * (1.0 + std::erf((log_knudsen + 0.845) / 0.585));
      text += fmt::format("{:.17g}, {:.12g}, {:.12g}\n", node.mach, std::pow(10.0, log_knudsen),
                          node.factor * (node.continuum + share * (node.free - node.continuum)));
    }
  }
  return text;
}

struct Sphere {
  const char* name;
  double diameter, mass;
  std::span<const Row> rows;
};

struct End {
  double time, speed, latitude, longitude;
};

/// Flies a sphere with the drag of `settings`; compares with the rows if `tolerance` is not 0.
End fly(const Sphere& sphere, const aerodynamics::Settings& settings, double tolerance) {
  test::Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.size = {sphere.diameter, 0.0, 0.0};
  object.surface_area = constants::pi * sphere.diameter * sphere.diameter;
  flyer.vehicle.objects.push_back(object);
  const aerodynamics::Aerodynamics room(settings, flyer.vehicle);
  vehicle::Body body;
  body.object = 0;
  body.length = sphere.diameter;
  const environment::Environment environment(
      std::make_unique<environment::StandardAtmosphere1976>());
  const vehicle::Flight start = trajectory::flight_of({.altitude = sphere.rows[0].altitude,
                                                       .latitude = 29.546067 * degree,
                                                       .longitude = -82.134333 * degree,
                                                       .speed = 7500.0,
                                                       .flight_path_angle = -0.959331 * degree,
                                                       .heading = 347.168296 * degree});
  const auto drag = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
    const auto air = environment.freestream(r, v, 0.0);
    const double area = room.force(flyer.state, body, air).drag_area;
    return (-0.5 * air.density * air.speed * area / sphere.mass) * v;
  };
  const trajectory::Path path = trajectory::advance(start, {}, 0.0, 2000.0, drag, {});
  EXPECT_TRUE(path.landed());
  double worst = 0.0;
  for (const Row& row : sphere.rows) {
    const bool is_last = &row == &sphere.rows.back();
    if (!is_last && row.time > path.end()) continue;
    const vehicle::Flight now = path.at(is_last ? path.end() : row.time);
    const environment::Geodetic place = environment::to_geodetic(now.position);
    const auto air = environment.freestream(now.position, now.velocity, 0.0);
    worst = std::max(worst, std::abs(place.altitude - row.altitude));
    if (tolerance == 0.0) continue;
    SCOPED_TRACE(row.time);
    EXPECT_NEAR(air.speed, row.speed, tolerance * row.speed);
    EXPECT_NEAR(place.altitude, row.altitude, tolerance * row.altitude + 1e-3);
    EXPECT_NEAR(place.latitude / degree, row.latitude, tolerance);
    EXPECT_NEAR(place.longitude / degree, row.longitude, tolerance);
    if (!(row.drag > 0.0)) continue;
    const double area = room.force(flyer.state, body, air).drag_area;
    EXPECT_NEAR(area / (0.25 * object.surface_area), row.drag, tolerance * row.drag);
  }
  const vehicle::Flight last = path.at(path.end());
  const environment::Geodetic place = environment::to_geodetic(last.position);
  const End end{path.end(), norm(last.velocity), place.latitude / degree, place.longitude / degree};
  const Row& reference = sphere.rows.back();
  std::printf(
      "  %-10s %-12s impact %.2f s (%+.2f %%), %.2f m/s (%+.1f %%), %.4f %.4f deg (%+.4f %+.4f); "
      "altitude off by %.0f m at most\n",
      sphere.name, settings.drag_table.empty() ? settings.bridging.c_str() : "drag table", end.time,
      100.0 * (end.time / reference.time - 1.0), end.speed,
      100.0 * (end.speed / reference.speed - 1.0), end.latitude, end.longitude,
      end.latitude - reference.latitude, end.longitude - reference.longitude, worst);
  return end;
}

void expect_near(const End& end, const Row& reference, double tolerance) {
  EXPECT_NEAR(end.time, reference.time, tolerance * reference.time);
  EXPECT_NEAR(end.speed, reference.speed, tolerance * reference.speed);
}

TEST(Spheres, DramasDragFromATable) {  // DYN-11, DYN-12
  const TemporaryFile table(drama_table());
  aerodynamics::Settings settings;
  settings.drag_table = table.path();
  for (const Sphere& sphere :
       {Sphere{"R100", .1, 1.472883, rows_r100}, Sphere{"R50", .05, .184110, rows_r50}}) {
    expect_near(fly(sphere, settings, 2e-4), sphere.rows.back(), 2e-4);
    const Row& reference = sphere.rows.back();
    for (const char* bridging : {"sin2", "erf"}) {
      aerodynamics::Settings bridged;
      bridged.bridging = bridging;
      bridged.wall_temperature = 300.0;
      const End own = fly(sphere, bridged, 0.0);
      const double place = bridged.bridging == "erf" ? 0.06 : 0.3;
      EXPECT_NEAR(own.time, reference.time, 0.05 * reference.time);
      EXPECT_NEAR(own.speed, reference.speed, 0.15 * reference.speed);
      EXPECT_NEAR(own.latitude, reference.latitude, place);
      EXPECT_NEAR(own.longitude, reference.longitude, place);
    }
  }
}

TEST(Spheres, ConstantDragFromATable) {
  const TemporaryFile table("mach, drag\n0, 1\n");
  aerodynamics::Settings settings;
  settings.drag_table = table.path();
  for (const Sphere& sphere : {Sphere{"R100 C_D 1", .1, 1.472883, rows_r100_cd1},
                               Sphere{"1 m C_D 1", 1.0, 1472.883, rows_r1m_cd1_120km}}) {
    expect_near(fly(sphere, settings, 2e-4), sphere.rows.back(), 2e-4);
    // A true sphere has less drag than C_D = 1 at hypersonic speed and half of it at the ground: it
    // comes down earlier and faster, by no more than that explains (sqrt 2, and Henderson's lower
    // values near the end of the subcritical range).
    const End own = fly(sphere, {}, 0.0);
    const Row& reference = sphere.rows.back();
    EXPECT_LT(own.time, reference.time);
    EXPECT_GT(own.time, 0.75 * reference.time);
    EXPECT_GT(own.speed, 1.2 * reference.speed);
    EXPECT_LT(own.speed, 1.8 * reference.speed);
    EXPECT_NEAR(own.latitude, reference.latitude, 0.3);
    EXPECT_NEAR(own.longitude, reference.longitude, 0.3);
  }
}

TEST(Spheres, AFactorScalesTheOwnDrag) {
  const TemporaryFile table("mach, factor\n0, 1.5\n5, 1.5\n10, 1\n");
  aerodynamics::Settings settings;
  settings.drag_table = table.path();
  test::Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object object;
  object.surface_area = constants::pi;
  flyer.vehicle.objects.push_back(object);
  const aerodynamics::Aerodynamics scaled(settings, flyer.vehicle);
  const aerodynamics::Aerodynamics own({}, flyer.vehicle);
  vehicle::Body body;
  body.object = 0;
  const double factor[][2] = {{0.5, 1.5}, {3, 1.5}, {7.5, 1.25}, {20, 1}};
  for (const auto& [mach, expected] : factor) {
    const auto air = test::air_at(mach, 0.01);
    EXPECT_NEAR(scaled.force(flyer.state, body, air).drag_area,
                expected * own.force(flyer.state, body, air).drag_area, 1e-12);
  }
}

TEST(Spheres, WrongTablesAreRefused) {
  test::Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  const std::pair<const char*, const char*> wrong[] = {
      {"mach, drag\n", "a row or more"},
      {"mach\n1\n", "one of the columns drag and factor"},
      {"mach, drag, factor\n1, 1, 1\n", "one of the columns drag and factor"},
      {"mach, drag\n2, 1\n1, 1\n", ":3: error"},
      {"mach, drag\n1, 1\n1, 1\n", ":3: error"},
      {"mach, drag\n1, -1\n", ":2"},
      {"mach, drag\n1, nan\n", ":2"},
      {"mach [km], drag\n1, 1\n", ":1"},
      {"mach, knudsen, drag\n1, 0.1, 1\n1, 0.01, 1\n", "must rise"},
      {"mach, knudsen, drag\n1, 0.1, 1\n1, 1, 1\n2, 0.1, 1\n", "lacks"},
      {"mach, knudsen, drag\n1, 0.1, 1\n1, 1, 1\n2, 0.1, 1\n2, 2, 1\n", "same order"},
      {"mach, knudsen, drag\n1, 0.1, 1\n1, 1, 1\n2, 0.1, 1\n3, 1, 1\n", ":5: error"}};
  for (const auto& [text, message] : wrong) {
    const TemporaryFile table(text);
    aerodynamics::Settings settings;
    settings.drag_table = table.path();
    try {
      const aerodynamics::Aerodynamics room(settings, flyer.vehicle);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      EXPECT_NE(std::string(error.what()).find(message), std::string::npos)
          << text << "says: " << error.what();
    }
  }
}

}  // namespace
}  // namespace tektite::driver
