// The surroundings of a flight: Earth and air.
#pragma once

#include "solver/environment/atmosphere.hpp"
#include "solver/environment/earth.hpp"
#include "solver/environment/freestream.hpp"

#include <memory>

namespace tektite::environment {

/// Earth and air of one run. Immutable; movable, not copyable.
class Environment {
 public:
  /// From the case's section `atmosphere` (atmosphere_keys()), on the WGS84 Earth.
  explicit Environment(const io::Section& atmosphere);
  explicit Environment(std::unique_ptr<Atmosphere> atmosphere, const Planet& planet = earth);

  /// The air that a body meets. `velocity` is relative to the rotating Earth, as the air is at rest
  /// on it. [m], [m/s]
  [[nodiscard]] Freestream freestream(const Vec3<EarthFixed>& position,
                                      const Vec3<EarthFixed>& velocity) const;
  [[nodiscard]] const Atmosphere& atmosphere() const { return *atmosphere_; }
  [[nodiscard]] const Planet& planet() const { return planet_; }

 private:
  std::unique_ptr<Atmosphere> atmosphere_;
  Planet planet_;
};

}  // namespace tektite::environment
