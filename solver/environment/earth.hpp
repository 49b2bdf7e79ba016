// Shape, gravity and rotation of the Earth.
#pragma once

#include "io/case/section.hpp"
#include "solver/base/vec.hpp"

#include <array>

namespace tektite::environment {

/// A planet as an ellipsoid of revolution with zonal gravity, turning at a constant rate about z.
struct Planet {
  double equatorial_radius = 0.0;        ///< of ellipsoid and gravity expansion [m]
  double flattening = 0.0;               ///< [-]
  double gravitational_parameter = 0.0;  ///< [m^3/s^2]
  double rotation_rate = 0.0;            ///< [rad/s]
  std::array<double, 5> zonal{};         ///< J2 ... J6, unnormalised [-]
  int degree = 2;                        ///< zonals used: 0 or 1 none, 2 to 6
};

/// The Earth: WGS84 ellipsoid, mu and rate; zonals of EGM96. J2 alone unless more are
/// asked for.
/// Ref: NIMA2000, LemoineEtAl1998
inline constexpr Planet earth{
    .equatorial_radius = 6378137.0,
    .flattening = 1.0 / 298.257223563,
    .gravitational_parameter = 3.986004418e14,
    .rotation_rate = 7.292115e-5,
    .zonal = {1.082626683553e-3, -2.532656485332e-6, -1.619621591367e-6, -2.272960828687e-7,
              5.406812391071e-7},
    .degree = 2,
};

/// Keys of the case's section `earth`, and the Earth that it describes.
[[nodiscard]] const io::Keys& earth_keys();
[[nodiscard]] Planet read_earth(const io::Section& section);

/// A place by its coordinates on the ellipsoid.
struct Geodetic {
  double latitude = 0.0;   ///< geodetic [rad], [-pi/2, pi/2]
  double longitude = 0.0;  ///< east [rad], [-pi, pi]
  double altitude = 0.0;   ///< above the ellipsoid [m]
};

[[nodiscard]] Vec3<EarthFixed> to_earth_fixed(const Geodetic& place, const Planet& planet = earth);
/// Accurate to 1e-8 m from 100 km below the ellipsoid outwards. At the poles the longitude is 0.
[[nodiscard]] Geodetic to_geodetic(const Vec3<EarthFixed>& position, const Planet& planet = earth);
/// Altitude above the ellipsoid only; cheaper than to_geodetic. [m]
[[nodiscard]] double altitude(const Vec3<EarthFixed>& position, const Planet& planet = earth);

/// Unit vectors of the local horizon on the ellipsoid.
struct LocalFrame {
  Vec3<EarthFixed> east;
  Vec3<EarthFixed> north;
  Vec3<EarthFixed> up;
};
[[nodiscard]] LocalFrame local_frame(double latitude, double longitude);
[[nodiscard]] LocalFrame local_frame(const Vec3<EarthFixed>& position,
                                     const Planet& planet = earth);

/// Gravitation without centrifugal part [m/s^2].
[[nodiscard]] Vec3<EarthFixed> gravity(const Vec3<EarthFixed>& position,
                                       const Planet& planet = earth);
/// The same with zonals up to `degree` (0 to 6).
[[nodiscard]] Vec3<EarthFixed> gravity(const Vec3<EarthFixed>& position, int degree);

/// Acceleration of a free body seen from the rotating Earth: g - 2 w x v - w x (w x r) [m/s^2].
[[nodiscard]] Vec3<EarthFixed> acceleration_in_rotating_frame(const Vec3<EarthFixed>& position,
                                                              const Vec3<EarthFixed>& velocity,
                                                              const Planet& planet = earth);

/// Earth rotation angle, with UT1 taken as UTC (error below 0.9 s of rotation) [rad], [0, 2 pi).
/// Ref: CapitaineEtAl2000
[[nodiscard]] double earth_rotation_angle(const io::Epoch& epoch, double seconds_later = 0.0);

[[nodiscard]] Vec3<Inertial> to_inertial(const Vec3<EarthFixed>& position, double rotation_angle);
/// Velocity relative to the rotating Earth -> inertial velocity.
[[nodiscard]] Vec3<Inertial> velocity_to_inertial(const Vec3<EarthFixed>& position,
                                                  const Vec3<EarthFixed>& velocity,
                                                  double rotation_angle,
                                                  const Planet& planet = earth);
[[nodiscard]] Vec3<EarthFixed> to_earth_fixed(const Vec3<Inertial>& position,
                                              double rotation_angle);
/// Inertial velocity -> velocity relative to the rotating Earth.
[[nodiscard]] Vec3<EarthFixed> velocity_to_earth_fixed(const Vec3<Inertial>& position,
                                                       const Vec3<Inertial>& velocity,
                                                       double rotation_angle,
                                                       const Planet& planet = earth);

/// Length of the shortest path on the WGS84 ellipsoid between two places, altitudes ignored [m].
/// Ref: Karney2013
[[nodiscard]] double surface_distance(const Geodetic& from, const Geodetic& to);

}  // namespace tektite::environment
