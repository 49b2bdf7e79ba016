#include "solver/trajectory/deorbit.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/trajectory/flight.hpp"

#include <cmath>
#include <string>

namespace tektite::trajectory {
namespace {

using environment::Planet;

/// A stretch of the orbit without air.
Path coast(const vehicle::Flight& start, double begin, double end, const Planet& planet) {
  const auto vacuum = [](double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&) {
    return Vec3<EarthFixed>{};
  };
  return advance(start, {}, begin, end, vacuum, {.relative = 1e-11, .longest_step = 60.0}, planet);
}

OrbitElements read_orbit(const io::Section& section) {
  OrbitElements orbit;
  if (section.has("semi_major_axis")) {
    orbit.semi_major_axis = section.number("semi_major_axis");
    orbit.eccentricity = section.number("eccentricity");
  } else {
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

}  // namespace

Descent descend(const OrbitElements& orbit, const Burn& burn, double altitude, double angle,
                const Planet& planet) {
  const OrbitState start = to_state(orbit, planet.gravitational_parameter);
  vehicle::Flight flight;
  flight.position = environment::to_earth_fixed(start.position, angle);
  flight.velocity =
      environment::velocity_to_earth_fixed(start.position, start.velocity, angle, planet);
  const auto height = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>&) {
    return environment::altitude(r, planet) - altitude;
  };
  constexpr auto advice = "give an orbit that is above it until the burn";
  require(height(0.0, flight.position, {}) > 0.0,
          "the orbit is at {:.3f} km at its epoch, below the altitude of entry, {:.3f} km; {}",
          1e-3 * environment::altitude(flight.position, planet), 1e-3 * altitude, advice);

  if (burn.after > 0.0) {
    const Path before = coast(flight, 0.0, burn.after, planet);
    require(!before.landed() && !before.first_zero(height, 0.0),
            "the orbit comes down to the altitude of entry, {:.3f} km, before the burn; {}",
            1e-3 * altitude, advice);
    flight = before.back();
  }
  // The burn is along the inertial velocity: what the turning Earth adds is no part of it.
  const Vec3<EarthFixed> turning =
      cross(Vec3<EarthFixed>{0.0, 0.0, planet.rotation_rate}, flight.position);
  const Vec3<EarthFixed> inertial = flight.velocity + turning;
  require(burn.delta_v < norm(inertial),
          "the burn of {:.1f} m/s is more than the speed, {:.1f} m/s", burn.delta_v,
          norm(inertial));
  flight.velocity = (1.0 - burn.delta_v / norm(inertial)) * inertial - turning;

  const double longest = 2.0 * period(orbit.semi_major_axis, planet.gravitational_parameter);
  const Path after = coast(flight, burn.after, burn.after + longest, planet);
  const auto time = after.first_zero(height, burn.after);
  require(time.has_value(),
          "after the burn the body does not come down to the altitude of entry, {:.3f} km, within "
          "two revolutions; give a larger delta_v",
          1e-3 * altitude);
  return {*time, after.at(*time)};
}

const io::Keys& orbit_keys() {
  const io::Condition by_axis = io::given("semi_major_axis");
  const io::Condition by_altitudes = io::absent("semi_major_axis");
  constexpr double turn = 2.0 * constants::pi;
  static const io::Keys keys = {
      {.name = "semi_major_axis",
       .unit = "m",
       .least = 6e6,
       .greatest = 5e7,
       .meaning = "With eccentricity, instead of the altitudes of perigee and apogee."},
      {.name = "eccentricity",
       .least = 0.0,
       .greatest = 0.9,
       .meaning = "Of the orbit.",
       .required_when = {by_axis},
       .only_when = {by_axis}},
      {.name = "perigee_altitude",
       .unit = "m",
       .least = 0.0,
       .greatest = 4e7,
       .meaning = "Of the osculating orbit, above the equatorial radius.",
       .required_when = {by_altitudes},
       .only_when = {by_altitudes}},
      {.name = "apogee_altitude",
       .unit = "m",
       .least = 0.0,
       .greatest = 4e7,
       .meaning = "Likewise.",
       .required_when = {by_altitudes},
       .only_when = {by_altitudes}},
      {.name = "inclination",
       .unit = "rad",
       .presence = io::Presence::required,
       .least = 0.0,
       .greatest = constants::pi,
       .meaning = "To the true equator of date."},
      {.name = "ascending_node",
       .unit = "rad",
       .presence = io::Presence::required,
       .least = -turn,
       .greatest = turn,
       .meaning =
           "Right ascension of the ascending node, from the celestial intermediate origin of "
           "date."},
      {.name = "argument_of_perigee",
       .unit = "rad",
       .presence = io::Presence::required,
       .least = -turn,
       .greatest = turn,
       .meaning = "From the node."},
      {.name = "true_anomaly",
       .unit = "rad",
       .presence = io::Presence::required,
       .least = -turn,
       .greatest = turn,
       .meaning = "At the epoch."},
      {.name = "delta_v",
       .unit = "m/s",
       .fallback = "0 m/s",
       .least = 0.0,
       .greatest = 5000.0,
       .meaning = "Of the deorbit burn, impulsive, against the inertial velocity."},
      {.name = "burn_after",
       .unit = "s",
       .fallback = "0 s",
       .least = 0.0,
       .greatest = 10.0 * 86400.0,
       .meaning = "Time of the burn after the epoch."},
      {.name = "ut1_minus_utc",
       .unit = "s",
       .fallback = "0 s",
       .least = -0.9,
       .greatest = 0.9,
       .meaning = "Of the epoch, as the IERS publishes it; 0.1 s turn the Earth by 46 m at the "
                  "equator."},
  };
  return keys;
}

void descend(const io::Section& entry_section, const Planet& planet, Entry& entry) {
  const io::Section section = entry_section.section("orbit");
  const double altitude = entry_section.number("altitude");
  const double angle =
      environment::earth_rotation_angle(entry.epoch, section.number("ut1_minus_utc"));
  const OrbitElements orbit = read_orbit(section);
  const Burn burn{section.number("delta_v"), section.number("burn_after")};
  Descent descent;
  std::string problem;
  try {
    descent = descend(orbit, burn, altitude, angle, planet);
  } catch (const Error& error) {
    problem = error.what();
  }
  entry_section.require("orbit", problem.empty(), "{}", problem);
  entry.epoch = later(entry.epoch, descent.time);
  entry.flight = descent.flight;
  entry.point = point_of(entry.flight, planet);
}

}  // namespace tektite::trajectory
