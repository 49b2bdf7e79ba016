// When a wall that is melting stops being a wall.
#pragma once

namespace tektite::vehicle {

/// Liquid fraction from which an alloy in its melting range is a slurry that the air carries off
/// (estimate: the solid network of a wrought alloy lets go between 0.2 and 0.5).
inline constexpr double coherency = 0.3;

}  // namespace tektite::vehicle
