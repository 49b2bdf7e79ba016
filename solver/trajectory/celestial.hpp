// From the axes of orbit files to axes that turn with the Earth.
#pragma once

#include "io/input/orbit_file.hpp"
#include "solver/environment/earth.hpp"

namespace tektite::trajectory {

struct EarthFixedState {
  Vec3<EarthFixed> position;  ///< [m]
  Vec3<EarthFixed> velocity;  ///< relative to the turning Earth [m/s]
};

/// Matrix from `axes` to Earth-fixed ones at `time`: precession and nutation IAU 2006/2000A, frame
/// bias, Earth rotation. TEME by the sidereal time of 1982, as SGP4 has it, and TOD by the apparent
/// one of 1994, which goes with the nutation of 1980 that most writers of such files use (2 m from
/// today's). `ut1_minus_utc` [s] is that of the time. Polar motion is left out: 10 m on the ground,
/// never more than 20 m.
/// Ref: PetitLuzum2010, ValladoEtAl2006
[[nodiscard]] Mat3 to_earth_fixed_matrix(input::Axes axes, const input::Instant& time,
                                         double ut1_minus_utc);

/// States of files in Earth-fixed axes; those in an ITRF already are.
[[nodiscard]] EarthFixedState to_earth_fixed(
    input::Axes axes, const input::FileState& state, double ut1_minus_utc,
    const environment::Planet& planet = environment::earth);

}  // namespace tektite::trajectory
