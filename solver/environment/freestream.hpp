// The air a body meets.
#pragma once

#include "solver/base/vec.hpp"

namespace tektite::environment {

/// State of the undisturbed air and of a body's motion through it. Plain values, SI.
struct Freestream {
  double altitude = 0.0;        ///< geodetic [m]
  double density = 0.0;         ///< [kg/m^3]
  double temperature = 0.0;     ///< kinetic [K]
  double pressure = 0.0;        ///< [Pa]
  double molar_mass = 0.0;      ///< mean [kg/mol]
  double mean_free_path = 0.0;  ///< [m]
  double viscosity = 0.0;       ///< [Pa s]
  double sound_speed = 0.0;     ///< [m/s], gamma = 1.4
  double atoms = 0.0;           ///< share of the particles that are single atoms, by number
  Vec3<EarthFixed> velocity;    ///< of the body relative to the air [m/s]
  double speed = 0.0;           ///< length of `velocity` [m/s]

  [[nodiscard]] double mach() const { return speed / sound_speed; }
  [[nodiscard]] double dynamic_pressure() const { return 0.5 * density * speed * speed; }
  /// Specific gas constant [J/(kg K)].
  [[nodiscard]] double gas_constant() const { return 8.314462618 / molar_mass; }
  /// c_p / c_v of the mixture: molecules turn and do not vibrate, atoms do neither.
  [[nodiscard]] double heat_capacity_ratio() const {
    return (7.0 - 2.0 * atoms) / (5.0 - 2.0 * atoms);
  }
  /// Molecular speed ratio S = V / sqrt(2 R T).
  [[nodiscard]] double speed_ratio() const;
  [[nodiscard]] double knudsen(double length) const { return mean_free_path / length; }
  [[nodiscard]] double reynolds(double length) const {
    return density * speed * length / viscosity;
  }
};

}  // namespace tektite::environment
