// What Walls' solve and sweeps share while they run. Included by their sources alone.
#pragma once

#include "solver/thermal/walls.hpp"

namespace tektite::thermal {

struct Walls::Run {
  const Stage& stage;
  const LoadsAt& loads;
  const Solver& solver;
  Panels& panels;
  const WallFields& fields;
  double sky;  ///< (temperature of the surroundings)^4 [K^4]
  Run(const Stage& one, const LoadsAt& air, const Solver& how, Panels& all, const WallFields& on)
      : stage(one),
        loads(air),
        solver(how),
        panels(all),
        fields(on),
        sky(how.environment * how.environment * how.environment * how.environment) {}
};

/// Adds fluxes at the ends times `weight` to books, and keeps the faces' temperatures.
template <int W>
void Walls::keep_ends(std::size_t panel, std::size_t lane, const Column<W>& column, double weight,
                      Books& into) {
  for (std::size_t side = 0; side < 2; ++side) {
    const End<W>& end = column.end[side];
    const std::size_t at = 2 * panel + side;
    into.convected[at] += weight * end.convected[lane];
    into.radiated[at] += weight * end.radiated[lane];
    into.burned[at] += weight * end.burned[lane];
    into.wall[at] = end.wall[lane];
  }
}

}  // namespace tektite::thermal
