// The largest value of a quantity along a path.
#pragma once

#include "solver/trajectory/flight.hpp"

#include <cmath>

namespace tektite::trajectory {

struct Peak {
  double time = 0.0;
  double value = 0.0;
};

/// Largest `quantity(time)` on [begin, end] by sampling, then golden section around the best.
template <class Quantity>
Peak find_peak(Quantity&& quantity, double begin, double end, int samples = 4000) {
  double best = begin, at_best = quantity(begin);
  const double width = (end - begin) / samples;
  for (int i = 1; i <= samples; ++i) {
    const double t = begin + width * i, value = quantity(t);
    if (value > at_best) best = t, at_best = value;
  }
  double a = std::fmax(begin, best - width), b = std::fmin(end, best + width);
  const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
  for (int i = 0; i < 60; ++i) {
    const double c = b - golden * (b - a), d = a + golden * (b - a);
    (quantity(c) > quantity(d) ? b : a) = quantity(c) > quantity(d) ? d : c;
  }
  return {0.5 * (a + b), quantity(0.5 * (a + b))};
}

}  // namespace tektite::trajectory
