// What a user can choose about strength.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"

#include <string>

namespace tektite::structure {

/// The keys of the case's section `structure`.
[[nodiscard]] const io::Keys& structure_keys();

/// Defaults are those of structure_keys().
struct Settings {
  double wall_strength_factor = 1.0;     ///< on the strength of walls: welds, cut-outs, scatter [-]
  double joint_strength_factor = 1.0;    ///< on the capacities of joints [-]
  double mount_strength_factor = 1.0;    ///< on the capacities of mounts [-]
  double discharge_coefficient = 0.8;    ///< of openings through which gas leaves [-]
  std::string interaction = "elliptic";  ///< of a joint's loads: a name of the table in models.cpp

  Settings() = default;
  explicit Settings(const io::Section& section);
};

}  // namespace tektite::structure
