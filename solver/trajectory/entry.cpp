#include "solver/trajectory/entry.hpp"

#include "solver/base/constants.hpp"
#include "solver/environment/earth.hpp"
#include "solver/trajectory/attitude.hpp"
#include "solver/trajectory/orbit_entry.hpp"

#include <cmath>
#include <cstdint>
#include <string>

namespace tektite::trajectory {

namespace {

using vehicle::AttitudeMode;

const io::Keys& attitude_keys() {
  const io::Condition turns = io::is("mode", {"tumbling", "spinning"});
  const io::Condition is_fixed = io::is("mode", {"fixed", "integrated"});
  static const io::Keys keys = {
      {.name = "mode",
       .type = io::KeyType::choice,
       .fallback = "tumbling",
       .choices = {"tumbling", "fixed", "spinning", "integrated"},
       .meaning = "tumbling: the air comes from every direction alike; fixed: always from one; "
                  "spinning: from a circle at right angles to the spin axis; integrated: six "
                  "degrees of freedom, turned by the moments of air and gravity."},
      {.name = "rate",
       .unit = "rad/s",
       .fallback = "1 deg/s",
       .least = 0.0,
       .greatest = 20.0 * constants::pi,
       .meaning = "Angular rate of a tumbling or spinning vehicle.",
       .only_when = {turns}},
      {.name = "axis",
       .type = io::KeyType::numbers,
       .fallback = "[0, 0, 1]",
       .meaning = "Axis of that rate in vehicle axes, of any length.",
       .only_when = {turns},
       .counts = {{.fewest = 3, .most = 3}},
       .some_nonzero = true},
      {.name = "direction",
       .type = io::KeyType::numbers,
       .meaning = "fixed, integrated (at entry): direction in vehicle axes in which the vehicle "
                  "moves, of any length; "
                  "+x if neither this nor an angle is given.",
       .only_when = {is_fixed, io::absent("angle_of_attack"), io::absent("sideslip")},
       .counts = {{.fewest = 3, .most = 3}},
       .some_nonzero = true},
      {.name = "angle_of_attack",
       .unit = "rad",
       .least = -constants::pi,
       .greatest = constants::pi,
       .meaning = "Instead of direction: of the vehicle's +x axis above the velocity, "
                  "about its y axis.",
       .only_when = {is_fixed}},
      {.name = "sideslip",
       .unit = "rad",
       .least = -0.5 * constants::pi,
       .greatest = 0.5 * constants::pi,
       .meaning = "Instead of direction: of the velocity to the side of -y.",
       .only_when = {is_fixed}},
      {.name = "rates",
       .type = io::KeyType::numbers,
       .unit = "rad/s",
       .fallback = "[0 deg/s, 0 deg/s, 0 deg/s]",
       .least = -20.0 * constants::pi,
       .greatest = 20.0 * constants::pi,
       .meaning = "Angular rate about the vehicle's axes at entry, relative to the rotating Earth.",
       .only_when = {io::is("mode", {"integrated"})},
       .counts = {{.fewest = 3, .most = 3}}},
  };
  return keys;
}

/// A direction of the vehicle from a list of three numbers, of length 1.
Vec3<BodyAxes> read_direction(const io::Section& section, std::string_view key) {
  const std::vector<double> n = section.numbers(key);
  const Vec3<BodyAxes> direction{n[0], n[1], n[2]};
  section.require(key, norm(direction) > 0.0, "is too short for a direction");
  return unit(direction);
}

/// Direction in which a fixed vehicle moves. +x is forward, +y left, +z up.
Vec3<BodyAxes> read_wind(const io::Section& attitude) {
  if (attitude.has("direction")) return read_direction(attitude, "direction");
  const auto angle = [&](std::string_view key) {
    return attitude.has(key) ? attitude.number(key) : 0.0;
  };
  return wind_of(angle("angle_of_attack"), angle("sideslip"));
}

void read_attitude(const io::Section& attitude, Entry& entry) {
  const std::string mode = attitude.text("mode");
  entry.mode = mode == "fixed"        ? AttitudeMode::fixed
               : mode == "spinning"   ? AttitudeMode::spinning
               : mode == "integrated" ? AttitudeMode::integrated
                                      : AttitudeMode::tumbling;
  if (vehicle::is_turned_one_way(entry.mode)) {
    orient(entry, read_wind(attitude), 0.0);
  } else {
    orient(entry, read_direction(attitude, "axis"), attitude.number("rate"));
  }
  if (entry.mode == AttitudeMode::integrated) {
    const std::vector<double> rates = attitude.numbers("rates");
    entry.flight.rate = {rates[0], rates[1], rates[2]};
  }
}

}  // namespace

Vec3<BodyAxes> wind_of(double angle_of_attack, double sideslip) {
  const double ca = std::cos(angle_of_attack), sa = std::sin(angle_of_attack);
  const double cb = std::cos(sideslip), sb = std::sin(sideslip);
  return {ca * cb, -sb, -sa * cb};
}

vehicle::Flight flight_of(const EntryPoint& point) {
  const environment::LocalFrame local = environment::local_frame(point.latitude, point.longitude);
  const double level = point.speed * std::cos(point.flight_path_angle);
  vehicle::Flight flight;
  flight.position = environment::to_earth_fixed({point.latitude, point.longitude, point.altitude});
  flight.velocity = (level * std::sin(point.heading)) * local.east +
                    (level * std::cos(point.heading)) * local.north +
                    (point.speed * std::sin(point.flight_path_angle)) * local.up;
  return flight;
}

EntryPoint point_of(const vehicle::Flight& flight, const environment::Planet& planet) {
  const environment::Geodetic place = environment::to_geodetic(flight.position, planet);
  const environment::LocalFrame local = environment::local_frame(place.latitude, place.longitude);
  const Vec3<EarthFixed>& v = flight.velocity;
  return {.altitude = place.altitude,
          .latitude = place.latitude,
          .longitude = place.longitude,
          .speed = norm(v),
          .flight_path_angle = std::asin(dot(v, local.up) / norm(v)),
          .heading = std::atan2(dot(v, local.east), dot(v, local.north))};
}

void orient(Entry& entry, const Vec3<BodyAxes>& axis, double rate) {
  vehicle::Flight& flight = entry.flight;
  flight.rate = {};
  entry.wind = unit(axis);
  switch (entry.mode) {
    case AttitudeMode::fixed:
    case AttitudeMode::integrated:
      flight.attitude = attitude_for(entry.wind, flight.position, flight.velocity);
      break;
    case AttitudeMode::tumbling:
      entry.wind = {};
      flight.attitude = attitude_for({1.0, 0.0, 0.0}, flight.position, flight.velocity);
      flight.rate = rate * unit(axis);
      break;
    case AttitudeMode::spinning: {
      // The axis lies level and across the flight, so the air comes at right angles to it all the
      // way down.
      const environment::LocalFrame local = environment::local_frame(flight.position);
      Vec3<EarthFixed> across = cross(flight.velocity, local.up);
      if (norm(across) < 1e-3 * norm(flight.velocity)) across = local.east;
      const Vec3<BodyAxes> x{1.0, 0.0, 0.0}, z{0.0, 0.0, 1.0};
      const Vec3<BodyAxes> forward = std::abs(entry.wind.x) < 0.9 ? x : z;
      flight.attitude = aligned(entry.wind, forward, across, flight.velocity);
      flight.rate = rate * entry.wind;
      break;
    }
  }
}

const io::Keys& entry_keys() {
  const io::Condition no_orbit = io::absent("orbit");
  static const io::Keys keys = {
      {.name = "epoch",
       .type = io::KeyType::epoch,
       .meaning =
           "Moment of entry, UTC; with an orbit, that of its elements; with an OEM or a TLE, "
           "of the state taken from it, by default its first.",
       .required_when = {no_orbit}},
      {.name = "altitude",
       .unit = "m",
       .least = 0.0,
       .greatest = 1000e3,
       .least_excluded = true,
       .meaning = "Geodetic altitude (WGS84); with an orbit, where the run takes over on the way "
                  "down. With a file it may be left out: the run begins at the file's state.",
       .required_when = {no_orbit}},
      {.name = "latitude",
       .unit = "rad",
       .least = -0.5 * constants::pi,
       .greatest = 0.5 * constants::pi,
       .meaning = "Geodetic latitude (WGS84).",
       .required_when = {no_orbit},
       .only_when = {no_orbit}},
      {.name = "longitude",
       .unit = "rad",
       .least = -2.0 * constants::pi,
       .greatest = 2.0 * constants::pi,
       .meaning = "Longitude, east positive.",
       .required_when = {no_orbit},
       .only_when = {no_orbit}},
      {.name = "speed",
       .unit = "m/s",
       .least = 0.0,
       .greatest = 20e3,
       .least_excluded = true,
       .meaning = "Speed in the frame that velocity_frame names.",
       .required_when = {no_orbit},
       .only_when = {no_orbit}},
      {.name = "flight_path_angle",
       .unit = "rad",
       .least = -0.5 * constants::pi,
       .greatest = 0.0,
       .meaning = "Angle of that velocity to the local horizon; negative is down.",
       .required_when = {no_orbit},
       .only_when = {no_orbit}},
      {.name = "heading",
       .unit = "rad",
       .least = -2.0 * constants::pi,
       .greatest = 2.0 * constants::pi,
       .meaning = "Direction of that velocity, from north through east.",
       .required_when = {no_orbit},
       .only_when = {no_orbit}},
      {.name = "velocity_frame",
       .type = io::KeyType::choice,
       .fallback = "earth_fixed",
       .choices = {"earth_fixed", "inertial"},
       .meaning = "Speed, angle and heading are relative to the rotating Earth, or to axes that do "
                  "not turn.",
       .only_when = {no_orbit}},
      {.name = "orbit",
       .type = io::KeyType::section,
       .keys = &orbit_keys(),
       .meaning =
           "Instead of place and motion: the orbit, from elements or a file, and the burn that "
           "ends it."},
      {.name = "attitude",
       .type = io::KeyType::section,
       .keys = &attitude_keys(),
       .meaning = "How the vehicle is turned."},
  };
  return keys;
}

namespace {

/// UTC begins in 1960. The far end guards against a slip of the pen: what the run uses of the
/// epoch, the Earth's rotation and the season of the air, has no limit of its own.
void check_epoch(const io::Section& section) {
  constexpr std::int64_t year_1960 = -1262347200;  // seconds from 2000-01-01T12:00:00
  constexpr std::int64_t year_2200 = 6311390400;
  if (!section.has("epoch")) return;
  const std::int64_t second = section.epoch("epoch").seconds_since_2000;
  section.require("epoch", second >= year_1960 && second < year_2200,
                  "must be from 1960, when UTC begins, to 2199");
}

}  // namespace

Entry read_entry(const io::Section& section, const environment::Planet& planet) {
  Entry entry;
  check_epoch(section);
  if (section.has("orbit")) {
    enter_from_orbit(section, planet, entry);
  } else {
    entry.epoch = section.epoch("epoch");
    entry.point = {.altitude = section.number("altitude"),
                   .latitude = section.number("latitude"),
                   .longitude = section.number("longitude"),
                   .speed = section.number("speed"),
                   .flight_path_angle = section.number("flight_path_angle"),
                   .heading = section.number("heading")};
    entry.flight = flight_of(entry.point);
    if (section.text("velocity_frame") == "inertial") {
      const Vec3<EarthFixed> axis{0.0, 0.0, planet.rotation_rate};
      entry.flight.velocity = entry.flight.velocity - cross(axis, entry.flight.position);
      entry.point = point_of(entry.flight, planet);
    }
  }
  entry.inclination = inclination_of(entry.flight);
  read_attitude(section.section("attitude"), entry);
  return entry;
}

double inclination_of(const vehicle::Flight& flight) {
  const auto velocity = environment::velocity_to_inertial(flight.position, flight.velocity, 0.0);
  const Vec3<Inertial> h = cross(environment::to_inertial(flight.position, 0.0), velocity);
  return std::atan2(std::sqrt(h.x * h.x + h.y * h.y), h.z);
}

}  // namespace tektite::trajectory
