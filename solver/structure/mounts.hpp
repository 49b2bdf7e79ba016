// What carries objects. Not for other rooms.
#pragma once

#include "solver/structure/walls.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>
#include <vector>

namespace tektite::structure {

/// What is left of an object's mount.
struct MountState {
  bool is_there = false;     ///< the object has mount panels, is not released, and its mount holds
  bool is_lost = false;      ///< all its panels are gone or on other bodies
  double strength = 0.0;     ///< of its panels in the object's body over that of all, cold as built
  double temperature = 0.0;  ///< mean of what is left [K]
};

/// Panels that carry objects, as far as this rank owns them.
class Mounts {
 public:
  explicit Mounts(const vehicle::Vehicle& vehicle);

  /// Per object. `strength` per owned panel. The same on every rank. @note Collective
  [[nodiscard]] std::vector<MountState> find(const vehicle::State& state,
                                             std::span<const WallStrength> strength) const;

 private:
  struct Panel {
    std::size_t object;
    std::size_t panel;
  };
  const vehicle::Vehicle* vehicle_;
  std::vector<Panel> panels_;
};

}  // namespace tektite::structure
