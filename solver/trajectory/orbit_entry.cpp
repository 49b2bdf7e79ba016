#include "solver/trajectory/orbit_entry.hpp"

#include "solver/base/error.hpp"
#include "solver/base/log.hpp"
#include "solver/trajectory/celestial.hpp"
#include "solver/trajectory/sgp4.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace tektite::trajectory {
namespace {

using environment::Planet;
using input::FileAxes;

constexpr double oldest_elements = 30.0 * 86400.0;  ///< time from a TLE's epoch [s]
constexpr double stale_elements = 3.0 * 86400.0;    ///< from here on the warning says more [s]
constexpr double greatest_altitude = 1000e3;        ///< where a run may begin [m]
/// Elements and state of an OPM may differ by this part of the distance; more is another orbit.
constexpr double most_difference = 0.01;

OrbitElements read_orbit(const io::Section& section) {
  OrbitElements orbit;
  if (section.has("semi_major_axis")) {
    orbit.semi_major_axis = section.number("semi_major_axis");
    orbit.eccentricity = section.number("eccentricity");
  } else {
    section.require("perigee_altitude", section.has("perigee_altitude"),
                    "is missing: give perigee_altitude and apogee_altitude, or semi_major_axis and "
                    "eccentricity");
    const double perigee = section.number("perigee_altitude");
    const double apogee = section.number("apogee_altitude");
    section.require("apogee_altitude", apogee >= perigee,
                    "must not be less than the perigee's, {:.6g} km", 1e-3 * perigee);
    orbit.semi_major_axis = environment::earth.equatorial_radius + 0.5 * (perigee + apogee);
    orbit.eccentricity = 0.5 * (apogee - perigee) / orbit.semi_major_axis;
  }
  orbit.inclination = section.number("inclination");
  orbit.ascending_node = section.number("ascending_node");
  orbit.argument_of_perigee = section.number("argument_of_perigee");
  orbit.true_anomaly = section.number("true_anomaly");
  return orbit;
}

io::Epoch later(const io::Epoch& epoch, double seconds) {
  const double sum = epoch.fraction + seconds;
  const double whole = std::floor(sum);
  return {epoch.seconds_since_2000 + static_cast<std::int64_t>(whole), sum - whole};
}

[[noreturn]] void fail(const std::string& path, int line, const std::string& text) {
  throw Error(ExitCode::bad_input, fmt::format("{}:{}:1: error: {}", path, line, text));
}

input::Instant instant_of(const io::Epoch& epoch) {
  return input::instant_of(input::UtcMoment{epoch.seconds_since_2000, epoch.fraction});
}

io::Epoch epoch_of(const input::Instant& instant) {
  const input::UtcMoment utc = input::utc_of(instant);
  return {utc.seconds_since_2000, utc.fraction};
}

OrbitStart start_from(input::Axes axes, const input::FileState& state, double ut1_minus_utc,
                      const Planet& planet) {
  const EarthFixedState found = to_earth_fixed(axes, state, ut1_minus_utc, planet);
  OrbitStart start{.time = state.time, .flight = {}, .thrusts = {}};
  start.flight.position = found.position;
  start.flight.velocity = found.velocity;
  return start;
}

/// The elements that an OPM gives besides its state must be of the same orbit.
void check_elements(const input::OrbitMessage& message) {
  if (!message.elements || message.axes == input::Axes::earth_fixed) return;
  const input::FileElements& given = *message.elements;
  OrbitElements orbit{.semi_major_axis = given.semi_major_axis,
                      .eccentricity = given.eccentricity,
                      .inclination = given.inclination,
                      .ascending_node = given.ascending_node,
                      .argument_of_perigee = given.argument_of_perigee,
                      .true_anomaly = given.anomaly};
  if (given.anomaly_is_mean) {
    orbit.true_anomaly =
        true_anomaly(eccentric_anomaly(given.anomaly, given.eccentricity), given.eccentricity);
  }
  const Vec3<FileAxes> position =
      recast<FileAxes>(to_state(orbit, given.gravitational_parameter).position);
  const double apart = norm(position - message.state.position);
  if (apart > most_difference * norm(position)) {
    fail(message.path, message.line,
         fmt::format("the Keplerian elements are of another orbit: they put the body {:.0f} km "
                     "from the state vector",
                     1e-3 * apart));
  }
}

OrbitStart start_of_message(const input::OrbitMessage& message, double ut1_minus_utc,
                            const Planet& planet) {
  check_elements(message);
  OrbitStart start = start_from(message.axes, message.state, ut1_minus_utc, planet);
  for (const input::FileManoeuvre& burn : message.manoeuvres) {
    const double begin = input::seconds_between(start.time, burn.ignition);
    if (begin + burn.duration <= 0.0 && begin < 0.0) continue;
    if (begin < 0.0) {
      fail(message.path, burn.line, "the state's epoch lies within this manoeuvre");
    }
    Thrust thrust{.begin = begin,
                  .duration = burn.duration,
                  .frame = ThrustFrame::fixed,
                  .delta_v = recast<ThrustAxes>(burn.delta_v)};
    switch (burn.burn_axes) {
      case input::BurnAxes::rtn:
        thrust.frame = ThrustFrame::rtn;
        break;
      case input::BurnAxes::tnw:
        thrust.frame = ThrustFrame::tnw;
        break;
      case input::BurnAxes::file:
        thrust.delta_v = recast<ThrustAxes>(
            to_earth_fixed_matrix(burn.axes, burn.ignition, ut1_minus_utc) * burn.delta_v);
        break;
    }
    start.thrusts.push_back(thrust);
  }
  return start;
}

OrbitStart start_of_elements(const input::TwoLineElements& elements, const input::Instant& time,
                             double ut1_minus_utc, const Planet& planet) {
  const double age = input::seconds_between(elements.epoch, time);
  if (std::abs(age) > oldest_elements) {
    fail(elements.path, elements.line,
         fmt::format("{} is {:.1f} days from the epoch of the elements, {}; at most {:.0f} are of "
                     "use",
                     input::utc_text(time), std::abs(age) / 86400.0,
                     input::utc_text(elements.epoch), oldest_elements / 86400.0));
  }
  const Sgp4::State state = Sgp4(elements).at(age / 60.0);
  log::warning(
      "{}: two-line elements put the body within 1 to 3 km at their epoch, and worse by as "
      "much with each day from it{}",
      elements.path,
      std::abs(age) > stale_elements ? fmt::format(": here {:.1f} days", age / 86400.0)
                                     : std::string());
  return start_from(input::Axes::teme, {time, state.position, state.velocity}, ut1_minus_utc,
                    planet);
}

/// The burn of the case among those of the file.
void add_burn(const io::Section& section, OrbitStart& start) {
  const double delta_v = section.number("delta_v"), after = section.number("burn_after");
  if (!(delta_v > 0.0)) return;
  const auto next = std::ranges::upper_bound(start.thrusts, after, {}, &Thrust::begin);
  const bool is_free =
      next == start.thrusts.begin() || std::prev(next)->begin + std::prev(next)->duration <= after;
  section.require("burn_after", is_free, "is during a manoeuvre of the file");
  start.thrusts.insert(next, {.begin = after, .delta_v = {-delta_v, 0.0, 0.0}});
}

/// Runs what may throw a problem without a place, and gives it that of `key`.
template <class Work>
void at_key(const io::Section& section, std::string_view key, const Work& work) {
  std::string problem;
  try {
    work();
  } catch (const Error& error) {
    problem = error.what();
  }
  section.require(key, problem.empty(), "{}", problem);
}

void enter_from_elements(const io::Section& entry_section, const io::Section& section,
                         const Planet& planet, Entry& entry) {
  for (const char* key : {"epoch", "altitude"}) {
    entry_section.require(key, entry_section.has(key),
                          "is missing: only an orbit from a file can do without");
  }
  const io::Epoch epoch = entry_section.epoch("epoch");
  const double angle = environment::earth_rotation_angle(epoch, section.number("ut1_minus_utc"));
  const OrbitElements orbit = read_orbit(section);
  const Burn burn{section.number("delta_v"), section.number("burn_after")};
  Descent descent;
  at_key(entry_section, "orbit",
         [&] { descent = descend(orbit, burn, entry_section.number("altitude"), angle, planet); });
  entry.epoch = later(epoch, descent.time);
  entry.flight = descent.flight;
}

void enter_from_file(const io::Section& entry_section, const io::Section& section,
                     const Planet& planet, Entry& entry) {
  const io::FoundFile found = section.file("file");
  section.require("file", found.problem.empty(), "{}", found.problem);
  std::optional<io::Epoch> epoch;
  if (entry_section.has("epoch")) epoch = entry_section.epoch("epoch");
  std::optional<double> altitude;
  if (entry_section.has("altitude")) altitude = entry_section.number("altitude");
  OrbitStart start =
      start_of(input::read_orbit_file(found.path), epoch, section.number("ut1_minus_utc"), planet);
  add_burn(section, start);
  Descent descent;
  at_key(section, "file",
         [&] { descent = descend(start.flight, start.thrusts, altitude, planet); });
  const double height = environment::altitude(descent.flight.position, planet);
  section.require("file", height <= greatest_altitude,
                  "the run would begin at {:.1f} km; give entry.altitude, at most {:.0f} km, and "
                  "the body is flown down to it",
                  1e-3 * height, 1e-3 * greatest_altitude);
  section.require("file", norm(descent.flight.velocity) > 0.0, "the body does not move");
  entry.epoch = epoch_of(input::later(start.time, descent.time));
  entry.flight = descent.flight;
}

}  // namespace

OrbitStart start_of(const input::OrbitFile& file, const std::optional<io::Epoch>& epoch,
                    double ut1_minus_utc, const Planet& planet) {
  if (const auto* message = std::get_if<input::OrbitMessage>(&file)) {
    if (epoch && !(instant_of(*epoch) == message->state.time)) {
      fail(message->path, message->line,
           fmt::format("an OPM has one state, at {}: leave entry.epoch out; burn_after counts from "
                       "there",
                       input::utc_text(message->state.time)));
    }
    return start_of_message(*message, ut1_minus_utc, planet);
  }
  if (const auto* ephemeris = std::get_if<input::Ephemeris>(&file)) {
    const input::Instant time =
        epoch ? instant_of(*epoch) : ephemeris->segments.front().usable_begin;
    const input::EphemerisState found = input::state_at(*ephemeris, time);
    return start_from(found.axes, found.state, ut1_minus_utc, planet);
  }
  const auto& elements = std::get<input::TwoLineElements>(file);
  return start_of_elements(elements, epoch ? instant_of(*epoch) : elements.epoch, ut1_minus_utc,
                           planet);
}

void enter_from_orbit(const io::Section& entry_section, const Planet& planet, Entry& entry) {
  const io::Section section = entry_section.section("orbit");
  if (section.has("file")) {
    enter_from_file(entry_section, section, planet, entry);
  } else {
    enter_from_elements(entry_section, section, planet, entry);
  }
  entry.point = point_of(entry.flight, planet);
}

}  // namespace tektite::trajectory
