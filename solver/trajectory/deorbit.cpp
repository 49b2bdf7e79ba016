#include "solver/trajectory/deorbit.hpp"

#include "solver/base/error.hpp"
#include "solver/trajectory/flight.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::trajectory {
namespace {

using environment::Planet;

/// Orbits are not followed longer than this [s].
constexpr double longest_coast = 10.0 * 86400.0;

Vec3<EarthFixed> turning(const Vec3<EarthFixed>& position, const Planet& planet) {
  return cross(Vec3<EarthFixed>{0.0, 0.0, planet.rotation_rate}, position);
}

/// Directions of a manoeuvre's axes, Earth-fixed.
struct Triad {
  Vec3<EarthFixed> first, second, third;
  [[nodiscard]] Vec3<EarthFixed> of(const Vec3<ThrustAxes>& v) const {
    return v.x * first + v.y * second + v.z * third;
  }
};

/// `time` since the beginning of the manoeuvre, `velocity` inertial.
Triad triad(ThrustFrame frame, double time, const Vec3<EarthFixed>& position,
            const Vec3<EarthFixed>& velocity, const Planet& planet) {
  const Vec3<EarthFixed> normal = unit(cross(position, velocity));
  switch (frame) {
    case ThrustFrame::rtn: {
      const Vec3<EarthFixed> radial = unit(position);
      return {radial, cross(normal, radial), normal};
    }
    case ThrustFrame::tnw: {
      const Vec3<EarthFixed> along = unit(velocity);
      return {along, cross(normal, along), normal};
    }
    case ThrustFrame::fixed:
      break;
  }
  // Seen from the Earth they turn back.
  const double c = std::cos(planet.rotation_rate * time);
  const double s = std::sin(planet.rotation_rate * time);
  return {{c, -s, 0.0}, {s, c, 0.0}, {0.0, 0.0, 1.0}};
}

/// A stretch of the orbit without air.
Path coast(const vehicle::Flight& start, double begin, double end, ForceModel force,
           const Planet& planet) {
  return advance(start, {}, begin, end, force, {.relative = 1e-11, .longest_step = 60.0}, planet);
}

/// Time in which a body from here must have come down, if it does [s].
double patience(const vehicle::Flight& flight, const Planet& planet) {
  const double mu = planet.gravitational_parameter;
  const Vec3<EarthFixed> inertial = flight.velocity + turning(flight.position, planet);
  const double energy = 0.5 * dot(inertial, inertial) - mu / norm(flight.position);
  return energy < 0.0 ? std::min(2.0 * period(-0.5 * mu / energy, mu), longest_coast)
                      : longest_coast;
}

/// An impulsive manoeuvre.
void push(vehicle::Flight& flight, const Thrust& thrust, const Planet& planet) {
  const Vec3<EarthFixed> inertial = flight.velocity + turning(flight.position, planet);
  if (thrust.frame == ThrustFrame::tnw) {
    require(-thrust.delta_v.x < norm(inertial),
            "the burn of {:.1f} m/s is more than the speed, {:.1f} m/s", -thrust.delta_v.x,
            norm(inertial));
  }
  flight.velocity += triad(thrust.frame, 0.0, flight.position, inertial, planet).of(thrust.delta_v);
}

}  // namespace

Descent descend(const vehicle::Flight& start, std::span<const Thrust> thrusts,
                std::optional<double> altitude, const Planet& planet) {
  const double floor = altitude.value_or(0.0);
  const auto height = [&](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>&) {
    return environment::altitude(r, planet) - floor;
  };
  constexpr auto advice = "give an orbit that is above it until the burn";
  const double above = height(0.0, start.position, {}) + floor;
  require(above > 0.0, "the state lies inside the Earth, {:.3f} km below the ground",
          -1e-3 * above);
  require(above > floor,
          "the orbit is at {:.3f} km at its epoch, below the altitude of entry, {:.3f} km; {}",
          1e-3 * above, 1e-3 * floor, advice);
  const auto no_force = [](double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&) {
    return Vec3<EarthFixed>{};
  };
  double time = 0.0;
  vehicle::Flight flight = start;
  const auto fly_on = [&](double end, ForceModel force) {
    if (!(end > time)) return;
    const Path path = coast(flight, time, end, force, planet);
    require(!path.landed() && !path.first_zero(height, time),
            "the orbit comes down to the altitude of entry, {:.3f} km, before the burn; {}",
            1e-3 * floor, advice);
    flight = path.back();
    time = end;
  };
  for (const Thrust& thrust : thrusts) {
    fly_on(thrust.begin, no_force);
    if (thrust.duration > 0.0) {
      const Vec3<ThrustAxes> acceleration = thrust.delta_v / thrust.duration;
      fly_on(thrust.begin + thrust.duration,
             [&](double t, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
               return triad(thrust.frame, t - thrust.begin, r, v + turning(r, planet), planet)
                   .of(acceleration);
             });
    } else {
      push(flight, thrust, planet);
    }
  }
  if (!altitude) return {time, flight};
  const Path after = coast(flight, time, time + patience(flight, planet), no_force, planet);
  const auto end = after.first_zero(height, time);
  require(end.has_value(),
          "after the burn the body does not come down to the altitude of entry, {:.3f} km, within "
          "two revolutions; give a larger delta_v",
          1e-3 * floor);
  return {*end, after.at(*end)};
}

Descent descend(const OrbitElements& orbit, const Burn& burn, double altitude, double angle,
                const Planet& planet) {
  const OrbitState start = to_state(orbit, planet.gravitational_parameter);
  vehicle::Flight flight;
  flight.position = environment::to_earth_fixed(start.position, angle);
  flight.velocity =
      environment::velocity_to_earth_fixed(start.position, start.velocity, angle, planet);
  const Thrust against{.begin = burn.after, .delta_v = {-burn.delta_v, 0.0, 0.0}};
  return descend(flight, {&against, 1}, altitude, planet);
}

}  // namespace tektite::trajectory
