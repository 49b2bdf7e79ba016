// Two-body orbits: elements from a state and back.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/environment/earth.hpp"

namespace tektite::trajectory {

/// Osculating elements of a closed orbit.
struct OrbitElements {
  double semi_major_axis = 0.0;      ///< [m], > 0
  double eccentricity = 0.0;         ///< [0, 1)
  double inclination = 0.0;          ///< [rad], [0, pi]
  double ascending_node = 0.0;       ///< right ascension [rad], [0, 2 pi); 0 if equatorial
  double argument_of_perigee = 0.0;  ///< [rad], [0, 2 pi); 0 if circular
  double true_anomaly = 0.0;         ///< [rad], [0, 2 pi); from the node if circular
};

struct OrbitState {
  Vec3<Inertial> position;  ///< [m]
  Vec3<Inertial> velocity;  ///< [m/s]
};

/// Ref: Vallado2013
[[nodiscard]] OrbitState to_state(
    const OrbitElements& elements,
    double gravitational_parameter = environment::earth.gravitational_parameter);
/// Throws Error(bad_input) when the state is not on a closed orbit or falls straight.
[[nodiscard]] OrbitElements to_elements(
    const OrbitState& state,
    double gravitational_parameter = environment::earth.gravitational_parameter);

/// Eccentric anomaly of a mean anomaly, both [rad]; eccentricity in [0, 1). To round-off.
[[nodiscard]] double eccentric_anomaly(double mean_anomaly, double eccentricity);
[[nodiscard]] double true_anomaly(double eccentric_anomaly, double eccentricity);
/// Keplerian period [s].
[[nodiscard]] double period(double semi_major_axis, double gravitational_parameter =
                                                        environment::earth.gravitational_parameter);

}  // namespace tektite::trajectory
