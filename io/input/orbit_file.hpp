// Orbits from files: CCSDS Orbit Parameter and Orbit Ephemeris Messages (OPM, OEM) in their
// keyword-value notation, and two-line element sets (TLE).
#pragma once

#include "io/input/file_bytes.hpp"
#include "io/input/instant.hpp"
#include "solver/base/vec.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tektite::input {

/// Axes of an orbit file, Earth-centred; which ones, Axes says.
struct FileAxes {};

enum class Axes {
  eme2000,      ///< mean equator and equinox of J2000
  gcrf,         ///< celestial; also ICRF
  tod,          ///< true equator and equinox of date
  teme,         ///< true equator, mean equinox of date
  earth_fixed,  ///< any ITRF; velocities are relative to the turning Earth
};

struct FileState {
  Instant time;
  Vec3<FileAxes> position;  ///< [m]
  Vec3<FileAxes> velocity;  ///< [m/s]
};

/// Osculating elements of an OPM.
struct FileElements {
  double semi_major_axis = 0.0;          ///< [m], > 0
  double eccentricity = 0.0;             ///< [0, 1)
  double inclination = 0.0;              ///< [rad], [0, pi]
  double ascending_node = 0.0;           ///< right ascension [rad]
  double argument_of_perigee = 0.0;      ///< [rad]
  double anomaly = 0.0;                  ///< [rad]
  bool anomaly_is_mean = false;          ///< or true
  double gravitational_parameter = 0.0;  ///< [m^3/s^2], > 0
};

/// Axes of a manoeuvre's velocity change.
enum class BurnAxes {
  rtn,   ///< radial, transverse, along the orbit's normal; also RSW
  tnw,   ///< along the velocity, normal completing, along the orbit's normal
  file,  ///< those of FileManoeuvre::axes, which do not turn while it burns
};

struct FileManoeuvre {
  Instant ignition;
  double duration = 0.0;   ///< [s]; 0: impulsive
  Vec3<FileAxes> delta_v;  ///< in `burn_axes` [m/s]
  BurnAxes burn_axes = BurnAxes::rtn;
  Axes axes = Axes::eme2000;
  int line = 0;
};

/// An OPM: one state.
struct OrbitMessage {
  std::string path;
  int line = 0;  ///< of the state
  Axes axes = Axes::eme2000;
  FileState state;
  std::optional<FileElements> elements;   ///< at the state's time, in its axes
  std::vector<FileManoeuvre> manoeuvres;  ///< in order of time, none during another
};

enum class Interpolation { hermite, lagrange };

/// A stretch of an ephemeris between events.
struct EphemerisSegment {
  int line = 0;  ///< of META_START
  Axes axes = Axes::eme2000;
  Interpolation interpolation = Interpolation::hermite;
  int degree = 0;                 ///< of the polynomials; 0: up to 7, as the states allow
  Instant usable_begin;           ///< states may be asked for from here
  Instant usable_end;             ///< to here
  std::vector<FileState> states;  ///< one or more, times rising
  std::vector<int> lines;         ///< of the states
};

/// An OEM.
struct Ephemeris {
  std::string path;
  std::vector<EphemerisSegment> segments;  ///< one or more, usable spans in order
};

/// Mean elements of SGP4.
struct TwoLineElements {
  std::string path;
  int line = 0;  ///< of line 1
  Instant epoch;
  double mean_motion = 0.0;          ///< Kozai's [rad/s]
  double eccentricity = 0.0;         ///< [0, 1)
  double inclination = 0.0;          ///< [rad], [0, pi]
  double ascending_node = 0.0;       ///< [rad]
  double argument_of_perigee = 0.0;  ///< [rad]
  double mean_anomaly = 0.0;         ///< [rad]
  double drag = 0.0;                 ///< B* [1/Earth radius]
};

using OrbitFile = std::variant<OrbitMessage, Ephemeris, TwoLineElements>;

/// Reads one of the three; the first line says which. Throws bad_input "path:line:column: error:
/// ..." for whatever is not as the format wants it, for centres other than the Earth, axes and time
/// scales not listed above; "path: ..." for a file that is missing, empty or above 16 MiB. Not
/// collective.
[[nodiscard]] OrbitFile read_orbit_file(const std::string& path);
/// The same of a file in memory.
[[nodiscard]] OrbitFile orbit_of(const FileBytes& file);

OrbitMessage read_opm(const FileBytes& file);
Ephemeris read_oem(const FileBytes& file);
TwoLineElements read_tle(const FileBytes& file);

/// The axes and state of an ephemeris at a time, interpolated within one segment. Throws bad_input
/// with the line where it says: outside the usable spans, between two of them, in a hole (a
/// distance of states above 4 times the segment's median), or with fewer states around than the
/// degree wants.
struct EphemerisState {
  Axes axes = Axes::eme2000;
  FileState state;
  int line = 0;  ///< of the segment's nearest state before
};
[[nodiscard]] EphemerisState state_at(const Ephemeris& ephemeris, const Instant& time);

}  // namespace tektite::input
