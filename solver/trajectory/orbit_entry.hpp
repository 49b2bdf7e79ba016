// Entry states from orbits: the section `entry.orbit`, with elements or with a file.
#pragma once

#include "io/case/section.hpp"
#include "io/input/orbit_file.hpp"
#include "solver/environment/earth.hpp"
#include "solver/trajectory/deorbit.hpp"
#include "solver/trajectory/entry.hpp"

#include <optional>
#include <vector>

namespace tektite::trajectory {

/// Where an orbit file puts a body, and what it does from there.
struct OrbitStart {
  input::Instant time;
  vehicle::Flight flight;       ///< place and motion only
  std::vector<Thrust> thrusts;  ///< in order of time, after `time`
};

/// The state of an OPM at its epoch, with its manoeuvres from then on (those before are part of the
/// state, and passed over); of an OEM at `epoch`, or at the first usable moment; of a TLE at
/// `epoch`, or its own, at most 30 days from that. Throws bad_input "file:line:column: error: ...";
/// for an OPM also if there is an epoch.
[[nodiscard]] OrbitStart start_of(const input::OrbitFile& file,
                                  const std::optional<io::Epoch>& epoch, double ut1_minus_utc,
                                  const environment::Planet& planet = environment::earth);

/// Keys of the section `entry.orbit`.
[[nodiscard]] const io::Keys& orbit_keys();
/// Sets epoch, point and flight of an entry from its section. Throws bad_input with the place in
/// the case, or in the file that it names.
void enter_from_orbit(const io::Section& entry_section, const environment::Planet& planet,
                      Entry& entry);

}  // namespace tektite::trajectory
