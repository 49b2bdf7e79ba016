// The air at rest: what it is like at a place and time.
#pragma once

#include "io/case/section.hpp"
#include "solver/base/registry.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace tektite::environment {

/// A point of the atmosphere.
struct AirPoint {
  double altitude = 0.0;   ///< geodetic [m]
  double latitude = 0.0;   ///< geodetic [rad]; only looked at where Atmosphere::varies()
  double longitude = 0.0;  ///< east [rad]; likewise
  double time = 0.0;       ///< after the entry's epoch [s]; likewise
};

/// Undisturbed air. SI.
struct AirState {
  double density = 0.0;         ///< [kg/m^3]
  double temperature = 0.0;     ///< kinetic [K]
  double pressure = 0.0;        ///< [Pa]
  double molar_mass = 0.0;      ///< mean [kg/mol]
  double mean_free_path = 0.0;  ///< [m]
  double viscosity = 0.0;       ///< [Pa s]
  double sound_speed = 0.0;     ///< gamma = 1.4 [m/s]
  double atoms = 0.0;           ///< share of the particles that are single atoms, by number
};

/// `atoms` of dry air at the ground: argon and helium. Ref: USSA1976
inline constexpr double dry_air_atoms = 0.009345;

/// Everything that follows from density, kinetic temperature and molar mass [kg/mol]: ideal gas,
/// hard spheres of 3.65e-10 m, Sutherland's viscosity, gamma = 1.4. Ref: USSA1976
[[nodiscard]] AirState air_of(double density, double temperature, double molar_mass,
                              double atoms = dry_air_atoms);

/// Constituents that atmospheres tell apart.
namespace constituent {
inline constexpr std::size_t N2 = 0, O2 = 1, O = 2, N = 3, Ar = 4, He = 5, H = 6;
}
constexpr std::size_t constituents = 7;
/// [kg/mol]
constexpr std::array<double, constituents> constituent_molar_mass = {
    28.0134e-3, 31.9988e-3, 15.9994e-3, 14.0067e-3, 39.948e-3, 4.0026e-3, 1.00797e-3};
/// Number densities [1/m^3].
using Composition = std::array<double, constituents>;
/// Share of single atoms, by number.
[[nodiscard]] double atoms_of(const Composition& parts);

/// A model of the air over the whole flight. What it answers is a function of the point alone, so
/// the same on every rank and after a resume.
class Atmosphere {
 public:
  Atmosphere() = default;
  Atmosphere(const Atmosphere&) = delete;
  Atmosphere& operator=(const Atmosphere&) = delete;
  virtual ~Atmosphere() = default;

  /// Does the air depend on place and time, and not on altitude alone?
  [[nodiscard]] virtual bool varies() const { return false; }
  /// Any finite altitude is answered: models say how they continue outside their range.
  [[nodiscard]] virtual AirState at(const AirPoint& point) const = 0;
  /// What the air consists of. Slower than at().
  [[nodiscard]] virtual Composition composition(const AirPoint& point) const = 0;
};

/// Builds a model from the case's section `atmosphere`; `epoch` is that of the entry.
using MakeAtmosphere = std::unique_ptr<Atmosphere> (*)(const io::Section&, const io::Epoch& epoch);

/// The room's registry.
[[nodiscard]] std::span<const Model<MakeAtmosphere>> atmosphere_models();
/// Keys of the case's section `atmosphere`.
[[nodiscard]] const io::Keys& atmosphere_keys();
/// The model named by the section's key `model`, varied as its other keys say.
[[nodiscard]] std::unique_ptr<Atmosphere> make_atmosphere(const io::Section& atmosphere,
                                                          const io::Epoch& epoch);

}  // namespace tektite::environment
