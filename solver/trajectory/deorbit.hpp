// From an orbit to the altitude of entry.
#pragma once

#include "io/case/section.hpp"
#include "solver/environment/earth.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/trajectory/orbit.hpp"

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

/// Keys of the section `entry.orbit`.
[[nodiscard]] const io::Keys& orbit_keys();
/// Sets epoch, point and flight of an entry from its section.
void descend(const io::Section& entry_section, const environment::Planet& planet, Entry& entry);

}  // namespace tektite::trajectory
