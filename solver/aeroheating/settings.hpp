// What a case can choose in this room.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"

#include <string>
#include <vector>

namespace tektite::aeroheating {

/// Table of the keys of the case's `heating` section.
[[nodiscard]] const io::Keys& aeroheating_keys();

/// What roughens a part's heating: an edge, a gap, a step, a strut. A factor on its films and the
/// range that it is believed to lie in.
struct Multiplier {
  std::string name;
  std::string part;  ///< of the vehicle
  double factor = 1.0;
  double least = 1.0;     ///< of the range
  double greatest = 1.0;  ///< of the range
};

/// Choices, SI. The defaults are those of the table.
struct Settings {
  std::string stagnation = "detra_kemp_riddell";  ///< registry name (models.cpp)
  std::string distribution = "modified_lees";     ///< registry name
  std::string bridging = "matting";               ///< registry name
  std::string plate = "none";                     ///< registry name
  std::string radiation = "none";                 ///< registry name
  double wall_temperature = 300.0;                ///< that films are worked out for [K]
  double catalycity = 1.0;                        ///< of the wall, [0, 1]
  double accommodation = 1.0;                     ///< thermal, of free-molecular flow, (0, 1]
  double radius_least = 0.1;     ///< least radius of curvature / (0.5 * Body::length)
  double radius_greatest = 1.0;  ///< greatest; also the radius of flat panels
  double object_factor = 1.0;    ///< on the heating of released objects
  double panel_factor = 1.0;     ///< on the heating of panels and joints
  std::vector<Multiplier> multipliers;

  Settings() = default;
  explicit Settings(const io::Section& section);
};

}  // namespace tektite::aeroheating
