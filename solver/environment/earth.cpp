#include "solver/environment/earth.hpp"

#include "solver/base/constants.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>

namespace tektite::environment {

namespace {

/// What the conversions need of the ellipsoid.
struct Ellipsoid {
  double a;    // equatorial radius [m]
  double b;    // polar radius [m]
  double e2;   // first eccentricity squared
  double ep2;  // second eccentricity squared
};
Ellipsoid ellipsoid_of(const Planet& planet) {
  const double f = planet.flattening;
  const double e2 = f * (2.0 - f);
  return {planet.equatorial_radius, planet.equatorial_radius * (1.0 - f), e2, e2 / (1.0 - e2)};
}

/// Sine and cosine of the geodetic latitude of a point at distance p from the axis and height z
/// above the equator. One round is good to 1e-9 rad below 1000 km, two to round-off.
/// Ref: Bowring1985
struct Latitude {
  double sine;
  double cosine;
};
Latitude latitude_of(const Ellipsoid& E, double p, double z, int rounds) {
  double s = E.b * z * (1.0 + E.ep2 * E.b / std::sqrt(p * p + z * z));  // reduced latitude
  double c = E.a * p;
  for (int round = 0; round < rounds; ++round) {
    const double length = std::sqrt(s * s + c * c);
    s /= length;
    c /= length;
    const double above = z + E.ep2 * E.b * s * s * s;
    const double beside = p - E.e2 * E.a * c * c * c;
    s = above * (E.b / E.a);
    c = beside;
  }
  s *= E.a / E.b;
  const double length = std::sqrt(s * s + c * c);
  return {s / length, c / length};
}

double height_of(const Ellipsoid& E, double p, double z, const Latitude& phi) {
  return p * phi.cosine + z * phi.sine - E.a * std::sqrt(1.0 - E.e2 * phi.sine * phi.sine);
}

double from_axis(const Vec3<EarthFixed>& r) {
  return std::sqrt(r.x * r.x + r.y * r.y);
}

/// Turns by an angle about z.
template <class To, class From>
Vec3<To> turned_about_z(const Vec3<From>& v, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {c * v.x - s * v.y, s * v.x + c * v.y, v.z};
}

}  // namespace

Vec3<EarthFixed> to_earth_fixed(const Geodetic& place, const Planet& planet) {
  const Ellipsoid E = ellipsoid_of(planet);
  const double s = std::sin(place.latitude), c = std::cos(place.latitude);
  const double N = E.a / std::sqrt(1.0 - E.e2 * s * s);
  const double p = (N + place.altitude) * c;
  return {p * std::cos(place.longitude), p * std::sin(place.longitude),
          (N * (1.0 - E.e2) + place.altitude) * s};
}

Geodetic to_geodetic(const Vec3<EarthFixed>& position, const Planet& planet) {
  const Ellipsoid E = ellipsoid_of(planet);
  const double p = from_axis(position);
  const Latitude phi = latitude_of(E, p, position.z, 3);
  return {std::atan2(phi.sine, phi.cosine), p > 0.0 ? std::atan2(position.y, position.x) : 0.0,
          height_of(E, p, position.z, phi)};
}

double altitude(const Vec3<EarthFixed>& position, const Planet& planet) {
  const Ellipsoid E = ellipsoid_of(planet);
  const double p = from_axis(position);
  // The height is stationary in the latitude, so one round leaves no visible error.
  return height_of(E, p, position.z, latitude_of(E, p, position.z, 1));
}

LocalFrame local_frame(double latitude, double longitude) {
  const double sp = std::sin(latitude), cp = std::cos(latitude);
  const double sl = std::sin(longitude), cl = std::cos(longitude);
  return {{-sl, cl, 0.0}, {-sp * cl, -sp * sl, cp}, {cp * cl, cp * sl, sp}};
}

LocalFrame local_frame(const Vec3<EarthFixed>& position, const Planet& planet) {
  const Geodetic place = to_geodetic(position, planet);
  return local_frame(place.latitude, place.longitude);
}

// Ref: Vallado2013, 8.6: zonal part of the gradient of the geopotential, s = z/r,
//   g = -mu/r^2 rhat + sum mu/r^2 J_n (R/r)^n [ (n+1) P_n(s) rhat - P_n'(s) (zhat - s rhat) ]
Vec3<EarthFixed> gravity(const Vec3<EarthFixed>& position, const Planet& planet) {
  const double r = norm(position);
  const double s = position.z / r;
  const double ratio = planet.equatorial_radius / r;
  double radial = -1.0;
  double axial = 0.0;
  double before = 1.0, P = s;  // P_{n-1}, P_n
  double slope = 1.0;          // P_n'
  double power = ratio;
  for (int n = 2; n <= planet.degree; ++n) {
    const double next = ((2 * n - 1) * s * P - (n - 1) * before) / n;
    slope = n * P + s * slope;
    before = P;
    P = next;
    power *= ratio;
    const double J = planet.zonal[static_cast<std::size_t>(n - 2)] * power;
    radial += J * ((n + 1) * P + s * slope);
    axial -= J * slope;
  }
  const double strength = planet.gravitational_parameter / (r * r);
  Vec3<EarthFixed> g = (strength * radial / r) * position;
  g.z += strength * axial;
  return g;
}

Vec3<EarthFixed> gravity(const Vec3<EarthFixed>& position, int degree) {
  Planet planet = earth;
  planet.degree = std::min(degree, 6);
  return gravity(position, planet);
}

Vec3<EarthFixed> acceleration_in_rotating_frame(const Vec3<EarthFixed>& position,
                                                const Vec3<EarthFixed>& velocity,
                                                const Planet& planet) {
  const double w = planet.rotation_rate;
  Vec3<EarthFixed> a = gravity(position, planet);
  a.x += w * (2.0 * velocity.y + w * position.x);
  a.y += w * (-2.0 * velocity.x + w * position.y);
  return a;
}

double earth_rotation_angle(const io::Epoch& epoch, double seconds_later) {
  // Whole days turn the Earth once and a little: only the little of them counts.
  constexpr std::int64_t day = 86400;
  const std::int64_t within = ((epoch.seconds_since_2000 % day) + day) % day;
  const std::int64_t whole_days = (epoch.seconds_since_2000 - within) / day;
  const auto days = static_cast<double>(whole_days);
  const double part = (static_cast<double>(within) + epoch.fraction + seconds_later) / 86400.0;
  const double turns = 0.7790572732640 + 0.00273781191135448 * (days + part) + part;
  return 2.0 * constants::pi * (turns - std::floor(turns));
}

Vec3<Inertial> to_inertial(const Vec3<EarthFixed>& position, double rotation_angle) {
  return turned_about_z<Inertial>(position, rotation_angle);
}

Vec3<Inertial> velocity_to_inertial(const Vec3<EarthFixed>& position,
                                    const Vec3<EarthFixed>& velocity, double rotation_angle,
                                    const Planet& planet) {
  const Vec3<EarthFixed> spin{0.0, 0.0, planet.rotation_rate};
  return turned_about_z<Inertial>(velocity + cross(spin, position), rotation_angle);
}

Vec3<EarthFixed> to_earth_fixed(const Vec3<Inertial>& position, double rotation_angle) {
  return turned_about_z<EarthFixed>(position, -rotation_angle);
}

Vec3<EarthFixed> velocity_to_earth_fixed(const Vec3<Inertial>& position,
                                         const Vec3<Inertial>& velocity, double rotation_angle,
                                         const Planet& planet) {
  const Vec3<EarthFixed> spin{0.0, 0.0, planet.rotation_rate};
  return turned_about_z<EarthFixed>(velocity, -rotation_angle) -
         cross(spin, to_earth_fixed(position, rotation_angle));
}

double surface_distance(const Geodetic& from, const Geodetic& to) {
  double distance = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(
      from.latitude / constants::degree, from.longitude / constants::degree,
      to.latitude / constants::degree, to.longitude / constants::degree, distance);
  return distance;
}

const io::Keys& earth_keys() {
  static const io::Keys keys = {
      {.name = "zonals",
       .type = io::KeyType::integer,
       .fallback = "6",
       .least = 0.0,
       .greatest = 6.0,
       .meaning = "Highest degree of the zonal gravity: 0 point mass, 2 with J2, up to 6."},
  };
  return keys;
}

Planet read_earth(const io::Section& section) {
  Planet planet = earth;
  planet.degree = static_cast<int>(section.integer("zonals"));
  return planet;
}

}  // namespace tektite::environment
