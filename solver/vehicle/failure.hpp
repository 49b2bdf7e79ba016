// What the structure room finds to have failed; what the fragmentation room acts on.
#pragma once

#include "solver/base/vec.hpp"

#include <cstdint>
#include <vector>

namespace tektite::vehicle {

enum class FailureMode : std::int32_t {
  none,
  membrane,      ///< pressure in a curved wall against the strength left
  plate,         ///< pressure on a flat wall
  molten,        ///< load-carrying layers are liquid or gone
  section_load,  ///< a joint under tension, shear, bending and torsion
  mount_load,    ///< an object's mount under inertia
  mount_lost,    ///< the panels that carried it are gone
  uncovered,     ///< a sheet of fabric that the air gets hold of
};

enum class FailedThing : std::int32_t { patch, joint, mount, panel, sheet };

/// One failure. Trivially copyable; the same list on every rank, ordered by (thing, index).
struct Failure {
  FailedThing thing = FailedThing::patch;
  std::int64_t index = 0;  ///< patch, joint, object (mount, sheet), or global panel id
  FailureMode mode = FailureMode::none;
  std::int32_t body = -1;       ///< body it belongs to
  double demand = 0.0;          ///< load over capacity
  double temperature = 0.0;     ///< of what failed, mean [K]
  std::int32_t direction = -1;  ///< worst direction of the body's database, or -1
  Vec3<BodyAxes> wind{};  ///< that direction: unit, the way the body moves through the air; or zero
};

struct Assessment {
  std::vector<Failure> failures;
  std::vector<double>
      demand;          ///< per local owned panel: load over capacity of its patch; fields only
  double worst = 0.0;  ///< largest demand of anything that still holds, over all ranks
};

}  // namespace tektite::vehicle
