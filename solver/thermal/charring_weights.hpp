// The diagonally implicit Runge-Kutta method of two stages and second order, L-stable; the implicit
// part of ARS(2,2,2). Ref: AscherRuuthSpiteri1997
#pragma once

#include <array>
#include <numbers>

namespace tektite::thermal::stage_weights {

inline constexpr double gamma = 1.0 - 1.0 / std::numbers::sqrt2;
inline constexpr std::array<double, 2> last{1.0 - gamma, gamma};  ///< of the stages in the step
inline constexpr std::array<double, 2> end{gamma, 1.0};           ///< of each stage, as a share
/// Of the first stage in stage `which`.
[[nodiscard]] constexpr double before(int which) {
  return which == 0 ? 0.0 : 1.0 - gamma;
}

}  // namespace tektite::thermal::stage_weights
