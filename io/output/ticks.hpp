// Round numbers for axes and colour bars.
#pragma once

#include <cmath>

namespace tektite::output {

/// The smallest of 1, 2, 5 times a power of ten that cuts `range` (> 0) into at most `most` steps.
[[nodiscard]] inline double round_step(double range, int most) {
  const double raw = range / most;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (raw <= factor * power) return factor * power;
  }
  return 10.0 * power;
}

/// Multiples of `step` that enclose a value; what lies on one within round-off counts as on it.
[[nodiscard]] inline double round_down(double value, double step) {
  return std::floor(value / step + 1e-9) * step;
}
[[nodiscard]] inline double round_up(double value, double step) {
  return std::ceil(value / step - 1e-9) * step;
}

}  // namespace tektite::output
