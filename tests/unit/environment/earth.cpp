// Shape, gravity and rotation of the Earth against independently computed numbers and
// GeographicLib.
#include "solver/environment/earth.hpp"

#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <GeographicLib/Geocentric.hpp>
#include <cmath>

namespace tektite::environment {
namespace {

using constants::degree;

void expect_near(const Vec3<EarthFixed>& a, const Vec3<EarthFixed>& b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

// Source: the WGS84 closed form evaluated outside this code, six decimals. DYN-01 is the third row.
TEST(Earth, GeodeticToEarthFixed) {
  struct Row {
    double latitude, longitude, altitude, x, y, z;
  };
  const Row rows[] = {
      {45, 0, 0, 4517590.878849, 0, 4487348.408866},
      {90, 0, 0, 0, 0, 6356752.314245},
      {51.6, 0, 120000, 4044473.021165, 0, 5069324.092518},
      {-33.5, 151.2, 80000, -4723976.912295, 2597028.284386, -3544489.246847},
      {28.5, -80.6, 400000, 973589.222090, -5880975.750407, 3216180.321597},
      {60, -70, 120000, 1113995.377646, -3060677.145460, 5604400.182393},
      {-51.64, -170.25, 77500, -3956557.285460, -679860.883696, -5038813.854534},
  };
  for (const Row& row : rows) {
    const Vec3<EarthFixed> r =
        to_earth_fixed({row.latitude * degree, row.longitude * degree, row.altitude});
    expect_near(r, {row.x, row.y, row.z}, 1e-6);
    const Geodetic back = to_geodetic(r);
    EXPECT_NEAR(back.latitude, row.latitude * degree, 1e-13);
    if (row.latitude < 90) {
      EXPECT_NEAR(back.longitude, row.longitude * degree, 1e-13);
    }
    EXPECT_NEAR(back.altitude, row.altitude, 1e-7);
  }
}

// Source: GeographicLib 2 (C. F. F. Karney), an independent inverse of the same ellipsoid.
TEST(Earth, InverseAgreesWithGeographicLib) {
  const auto& reference = GeographicLib::Geocentric::WGS84();
  for (double latitude = -90; latitude <= 90; latitude += 7.5) {
    for (double longitude = -180; longitude < 180; longitude += 37) {
      for (const double height : {-1e5, -5e3, 0.0, 1.0, 8e3, 1.2e5, 1e6, 3.6e7}) {
        Vec3<EarthFixed> r;
        reference.Forward(latitude, longitude, height, r.x, r.y, r.z);
        const Geodetic place = to_geodetic(r);
        const double tolerance = 2e-8 + 1e-15 * height;
        EXPECT_NEAR(place.altitude, height, tolerance) << latitude << ' ' << height;
        EXPECT_NEAR(altitude(r), height, tolerance) << latitude << ' ' << height;
        expect_near(to_earth_fixed(place), r, tolerance);
        double lat = 0, lon = 0, h = 0;
        reference.Reverse(r.x, r.y, r.z, lat, lon, h);
        EXPECT_NEAR(place.latitude, lat * degree, 1e-14);
      }
    }
  }
}

TEST(Earth, SphereIsASpecialCase) {
  Planet sphere = earth;
  sphere.flattening = 0.0;
  const Vec3<EarthFixed> r{3e6, -4e6, 5e6};
  const Geodetic place = to_geodetic(r, sphere);
  EXPECT_NEAR(place.altitude, norm(r) - sphere.equatorial_radius, 1e-8);
  EXPECT_NEAR(place.latitude, std::asin(r.z / norm(r)), 1e-15);
}

TEST(Earth, LocalFrameIsRightHandedAndUpIsTheSurfaceNormal) {
  const Geodetic place{-0.6, 2.1, 5e4};
  const LocalFrame frame = local_frame(place.latitude, place.longitude);
  expect_near(cross(frame.east, frame.north), frame.up, 1e-15);
  const Vec3<EarthFixed> low = to_earth_fixed(place);
  const Vec3<EarthFixed> high = to_earth_fixed({place.latitude, place.longitude, 5e4 + 100});
  expect_near((high - low) / 100.0, frame.up, 1e-11);
  const Vec3<EarthFixed> north = to_earth_fixed({place.latitude + 1e-6, place.longitude, 5e4});
  EXPECT_GT(dot(north - low, frame.north), 0.0);
  expect_near(local_frame(low).up, frame.up, 1e-14);
}

// DYN-02. Source: zonal sum of EGM96 evaluated outside this code (mu and R of WGS84).
TEST(Earth, GravityByDegree) {
  const Vec3<EarthFixed> r{3863832.6564029725, 1195223.5030508835, 5069324.092518221};
  expect_near(gravity(r, 0), {-5.6469910644, -1.7468190375, -7.4088166851}, 1e-9);
  expect_near(gravity(r, 2), {-5.6287601043, -1.7411795406, -7.4081738971}, 1e-9);
  expect_near(gravity(r, 6), {-5.6288076433, -1.7411942462, -7.4081193375}, 1e-9);
  EXPECT_NEAR(norm(gravity(r, 6)), 9.465488102, 1e-9);
  expect_near(gravity(r), gravity(r, 2), 0.0);
}

// Source: the same sum on the ellipsoid; with rotation within 5e-5 of the normal gravity of WGS84
// (9.780325, 9.806199, 9.832185 m/s^2, Somigliana).
TEST(Earth, GravityOnTheGround) {
  const double without[] = {9.814239, 9.823196, 9.832224};
  const double with[] = {9.780323, 9.806195, 9.832224};
  const double normal[] = {9.780325, 9.806199, 9.832185};
  for (int i = 0; i < 3; ++i) {
    const Vec3<EarthFixed> r = to_earth_fixed({45.0 * i * degree, 0.4, 0.0});
    EXPECT_NEAR(norm(gravity(r, 6)), without[i], 6e-7);
    Planet planet = earth;
    planet.degree = 6;
    const double weight = norm(acceleration_in_rotating_frame(r, {}, planet));
    EXPECT_NEAR(weight, with[i], 6e-7);
    EXPECT_NEAR(weight, normal[i], 5e-5);
  }
}

// The force is the gradient of the potential mu/r [1 - sum J_n (R/r)^n P_n(z/r)].
TEST(Earth, GravityIsTheGradientOfItsPotential) {
  const auto potential = [](const Vec3<EarthFixed>& r) {
    const double d = norm(r), s = r.z / d;
    double sum = 1.0;
    for (int n = 2; n <= 6; ++n) {
      sum -= earth.zonal[static_cast<std::size_t>(n - 2)] *
             std::pow(earth.equatorial_radius / d, n) * std::legendre(static_cast<unsigned>(n), s);
    }
    return earth.gravitational_parameter / d * sum;
  };
  const Vec3<EarthFixed> r{-2.1e6, 4.4e6, -4.9e6};
  const double h = 50.0;
  Vec3<EarthFixed> g;
  g.x = (potential(r + Vec3<EarthFixed>{h, 0, 0}) - potential(r - Vec3<EarthFixed>{h, 0, 0}));
  g.y = (potential(r + Vec3<EarthFixed>{0, h, 0}) - potential(r - Vec3<EarthFixed>{0, h, 0}));
  g.z = (potential(r + Vec3<EarthFixed>{0, 0, h}) - potential(r - Vec3<EarthFixed>{0, 0, h}));
  expect_near(gravity(r, 6), g / (2 * h), 3e-9);
}

// Source: acceleration of entry example 2 (J2, no drag), computed outside this code.
TEST(Earth, AccelerationInRotatingFrame) {
  const Vec3<EarthFixed> r{-4314499.952446, 3620295.318812, -3230373.735384};
  const Vec3<EarthFixed> v{-5552.2482043836, -3930.0869917169, 3389.2412299004};
  expect_near(acceleration_in_rotating_frame(r, v), {5.6845490149, -4.4410995244, 4.7172338256},
              1e-9);
}

// Source: definition of the angle at JD 2451545.0 (UT1): 0.7790572732640 turns = 280.46061837 deg;
// a day later 360.98561228...; Capitaine et al. 2000.
TEST(Earth, RotationAngle) {
  EXPECT_NEAR(earth_rotation_angle({0, 0.0}) / degree, 280.46061837504, 1e-10);
  EXPECT_NEAR(earth_rotation_angle({86400, 0.0}) / degree,
              280.46061837504 + 360.0 * 0.00273781191135448, 1e-10);
  EXPECT_NEAR(earth_rotation_angle({-1, 0.5}), earth_rotation_angle({0, 0.0}, -0.5), 1e-13);
  // Thirty-one years on, the fraction of a turn is still good to 1e-9 deg.
  const std::int64_t days = 11337;
  const double turns = 0.7790572732640 + 0.00273781191135448 * static_cast<double>(days);
  EXPECT_NEAR(earth_rotation_angle({days * 86400, 0.0}) / degree,
              360.0 * (turns - std::floor(turns)), 1e-9);
}

// Source: entry example 2 at a rotation angle of 35 deg, computed outside this code.
TEST(Earth, InertialStates) {
  const Vec3<EarthFixed> r{-4314499.952446, 3620295.318812, -3230373.735384};
  const Vec3<EarthFixed> v{-5552.2482043836, -3930.0869917169, 3389.2412299004};
  const Vec3<Inertial> R = to_inertial(r, 35 * degree);
  const Vec3<Inertial> V = velocity_to_inertial(r, v, 35 * degree);
  EXPECT_NEAR(R.x, -5610747.543634, 1e-5);
  EXPECT_NEAR(R.y, 490876.803973, 1e-5);
  EXPECT_NEAR(R.z, -3230373.735384, 1e-5);
  EXPECT_NEAR(V.x, -2329.7254768162, 1e-8);
  EXPECT_NEAR(V.y, -6813.1196955467, 1e-8);
  EXPECT_NEAR(V.z, 3389.2412299004, 1e-8);
  expect_near(to_earth_fixed(R, 35 * degree), r, 1e-8);
  expect_near(velocity_to_earth_fixed(R, V, 35 * degree), v, 1e-11);
}

// Source: a quarter of the WGS84 meridian is 10 001 965.7293 m (Karney 2013).
TEST(Earth, SurfaceDistance) {
  EXPECT_NEAR(surface_distance({0, 0.3, 0}, {90 * degree, 0.3, 5e3}), 10001965.7293, 1e-3);
}

}  // namespace
}  // namespace tektite::environment
