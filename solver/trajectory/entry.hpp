// The state in which the flight begins.
#pragma once

#include "io/case/section.hpp"
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
/// Ref: dynamics of README.md
[[nodiscard]] vehicle::Flight flight_of(const EntryPoint& point);

/// Everything the entry section says.
struct Entry {
  io::Epoch epoch;  ///< time 0 of the run
  EntryPoint point;
  vehicle::Flight flight;  ///< with attitude and rate
  vehicle::AttitudeMode mode = vehicle::AttitudeMode::tumbling;
  Vec3<BodyAxes> wind;       ///< as vehicle::Body::wind: direction (fixed) or spin axis (spinning)
  double inclination = 0.0;  ///< of the osculating inertial orbit [rad]
};

/// Keys of the case's section `entry`.
[[nodiscard]] const io::Keys& entry_keys();
/// Throws a bad_input Error with file:line:column for what the table of keys cannot refuse.
[[nodiscard]] Entry read_entry(const io::Section& entry);

}  // namespace tektite::trajectory
