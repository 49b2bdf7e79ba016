// From an orbit to the altitude of entry.
#pragma once

#include "solver/environment/earth.hpp"
#include "solver/trajectory/orbit.hpp"
#include "solver/vehicle/state.hpp"

#include <optional>
#include <span>

namespace tektite::trajectory {

/// An impulsive burn that slows down: along the velocity in inertial axes.
struct Burn {
  double delta_v = 0.0;  ///< [m/s]
  double after = 0.0;    ///< the elements' epoch [s]
};

/// Where and when a body comes down.
struct Descent {
  double time = 0.0;       ///< after the elements' epoch [s]
  vehicle::Flight flight;  ///< at the altitude asked for
};

/// Flies the orbit in vacuum, with the planet's zonal gravity: to the burn, and from there until
/// `altitude` [m] is passed downwards. The inertial axes are those of the true equator of date with
/// x at the origin from which `angle`, the Earth rotation angle at the epoch, counts. Throws
/// bad_input: the body is below `altitude` before the burn, or does not come down to it within two
/// revolutions.
[[nodiscard]] Descent descend(const OrbitElements& orbit, const Burn& burn, double altitude,
                              double angle, const environment::Planet& planet = environment::earth);

/// Axes of a manoeuvre.
struct ThrustAxes {};
enum class ThrustFrame {
  rtn,    ///< radial, transverse, along the orbit's normal
  tnw,    ///< along the inertial velocity, normal completing, along the orbit's normal
  fixed,  ///< those that the Earth-fixed ones are at its beginning; they do not turn with the Earth
};

/// A manoeuvre of constant acceleration, or an impulsive one.
struct Thrust {
  double begin = 0.0;     ///< after the state [s]
  double duration = 0.0;  ///< [s]; 0: impulsive
  ThrustFrame frame = ThrustFrame::tnw;
  Vec3<ThrustAxes> delta_v;  ///< [m/s]
};

/// The same from a state, with manoeuvres in order of time, none during another. Without `altitude`
/// it ends with the last manoeuvre, or where it begins. Orbits that are not closed, or take long,
/// are flown for ten days. Throws bad_input: as above, and the state inside the Earth.
[[nodiscard]] Descent descend(const vehicle::Flight& start, std::span<const Thrust> thrusts,
                              std::optional<double> altitude,
                              const environment::Planet& planet = environment::earth);

}  // namespace tektite::trajectory
