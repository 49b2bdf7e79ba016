// The state in which the flight begins.
#pragma once

#include "io/case/section.hpp"
#include "solver/environment/earth.hpp"
#include "solver/vehicle/state.hpp"

namespace tektite::trajectory {

/// Place and motion at entry, as the case gives them.
struct EntryPoint {
  double altitude = 0.0;           ///< geodetic [m], (0, 1000 km]
  double latitude = 0.0;           ///< geodetic [rad]
  double longitude = 0.0;          ///< east [rad]
  double speed = 0.0;              ///< relative to the rotating Earth [m/s]
  double flight_path_angle = 0.0;  ///< of that velocity above the local horizon [rad]
  double heading = 0.0;            ///< of that velocity from north through east [rad]
};

/// Position and velocity of an entry point; attitude and rate left at rest.
[[nodiscard]] vehicle::Flight flight_of(const EntryPoint& point);
/// The other way. The body must move.
[[nodiscard]] EntryPoint point_of(const vehicle::Flight& flight,
                                  const environment::Planet& planet = environment::earth);

/// Everything the entry section says.
struct Entry {
  io::Epoch epoch;  ///< time 0 of the run
  EntryPoint point;
  vehicle::Flight flight;  ///< with attitude and rate
  vehicle::AttitudeMode mode = vehicle::AttitudeMode::tumbling;
  Vec3<BodyAxes> wind;       ///< as vehicle::Body::wind; zero if tumbling
  double inclination = 0.0;  ///< of the osculating inertial orbit [rad]
};

/// Sets attitude, rate and wind of an entry with flight and mode. `axis` (any length but 0): fixed,
/// integrated - direction in which the body moves; tumbling, spinning - axis of `rate` [rad/s]. A
/// tumbling body begins with +x forward and +z up; a spinning one has its axis level and across the
/// flight.
void orient(Entry& entry, const Vec3<BodyAxes>& axis, double rate);

/// Direction in which a body moves, in its axes: +x forward, +y left, +z up. A positive angle of
/// attack lifts +x above the velocity; a positive sideslip turns the velocity to the right. [rad]
[[nodiscard]] Vec3<BodyAxes> wind_of(double angle_of_attack, double sideslip);

/// Inclination of the osculating inertial orbit [rad]. It does not depend on the epoch.
[[nodiscard]] double inclination_of(const vehicle::Flight& flight);

/// Keys of the case's section `entry`.
[[nodiscard]] const io::Keys& entry_keys();
/// From place and motion, or from an orbit: then flown without air down to the altitude of entry.
/// Throws a bad_input Error with file:line:column for what the table of keys cannot refuse.
[[nodiscard]] Entry read_entry(const io::Section& entry,
                               const environment::Planet& planet = environment::earth);

}  // namespace tektite::trajectory
