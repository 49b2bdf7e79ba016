// The air at rest: what it is like at an altitude.
#pragma once

#include "io/case/section.hpp"
#include "solver/base/registry.hpp"

#include <memory>
#include <span>

namespace tektite::environment {

/// Undisturbed air. SI.
struct AirState {
  double density = 0.0;         ///< [kg/m^3]
  double temperature = 0.0;     ///< kinetic [K]
  double pressure = 0.0;        ///< [Pa]
  double molar_mass = 0.0;      ///< mean [kg/mol]
  double mean_free_path = 0.0;  ///< [m]
  double viscosity = 0.0;       ///< [Pa s]
  double sound_speed = 0.0;     ///< gamma = 1.4 [m/s]
};

/// A model of the air over the whole flight. Immutable once made; `at` may be called from anywhere
/// and costs some tens of nanoseconds.
class Atmosphere {
 public:
  Atmosphere() = default;
  Atmosphere(const Atmosphere&) = delete;
  Atmosphere& operator=(const Atmosphere&) = delete;
  virtual ~Atmosphere() = default;

  /// Air at a geodetic altitude [m]. Any finite altitude is answered: models say how they continue
  /// outside their range.
  [[nodiscard]] virtual AirState at(double geometric_altitude) const = 0;
};

/// Builds a model from the case's section `atmosphere`.
using MakeAtmosphere = std::unique_ptr<Atmosphere> (*)(const io::Section&);

/// The room's registry.
[[nodiscard]] std::span<const Model<MakeAtmosphere>> atmosphere_models();
/// Keys of the case's section `atmosphere`.
[[nodiscard]] const io::Keys& atmosphere_keys();
/// The model named by the section's key `model`.
[[nodiscard]] std::unique_ptr<Atmosphere> make_atmosphere(const io::Section& atmosphere);

}  // namespace tektite::environment
