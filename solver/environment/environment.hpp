// The surroundings of a flight: Earth and air.
#pragma once

#include "solver/environment/atmosphere.hpp"
#include "solver/environment/earth.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/environment/wind.hpp"

#include <memory>

namespace tektite::environment {

/// Earth and air of one run. Movable, not copyable. Not for several threads (msis_atmosphere.hpp).
class Environment {
 public:
  /// From the case's section `atmosphere` (atmosphere_keys()); times count from `epoch`. Throws
  /// bad_input.
  Environment(const io::Section& atmosphere, const io::Epoch& epoch, const Planet& planet = earth);
  explicit Environment(std::unique_ptr<Atmosphere> atmosphere, const Planet& planet = earth);

  /// The air that a body meets. `velocity` is relative to the rotating Earth, as is the wind;
  /// `time` is after the epoch. [m], [m/s], [s]
  [[nodiscard]] Freestream freestream(const Vec3<EarthFixed>& position,
                                      const Vec3<EarthFixed>& velocity, double time) const;
  [[nodiscard]] const Atmosphere& atmosphere() const { return *atmosphere_; }
  [[nodiscard]] const Planet& planet() const { return planet_; }

 private:
  std::unique_ptr<Atmosphere> atmosphere_;
  Wind wind_;
  Planet planet_;
};

}  // namespace tektite::environment
