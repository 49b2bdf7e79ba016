// The end of a macro-step: melt leaves, the books are closed.
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/thermal/solid_heat.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

/// Cells that are liquid throughout leave where they are exposed; what they covered may leave in
/// the same step. A cell bequeaths the load of its largest exposed face, of equals the one with the
/// lowest global id.
void SolidHeat::remove_melt(SolidState& state, SolidBooks& books) {
  const auto owned = static_cast<std::size_t>(domain_.owned);
  ExactSums gone(2);
  for (;;) {
    const BareFaces& bare = fluxes_.bare;
    std::vector<double> largest(owned, 0.0);
    std::vector<std::int64_t> heir(owned, -1);
    for (std::size_t f = 0; f < bare.size(); ++f) {
      if (bare.kind[f] != BorderKind::exposed) continue;
      const auto cell = static_cast<std::size_t>(bare.cell[f]);
      if (state.enthalpy[cell] < domain_.table(cell).material().liquidus_enthalpy()) continue;
      const auto place = static_cast<std::size_t>(bare.load[f]);
      const std::size_t own = domain_.outer.id.size();
      const std::int64_t id = place < own ? domain_.outer.id[place] : fetched_[place - own];
      if (bare.area[f] > largest[cell] || (bare.area[f] == largest[cell] && id < heir[cell])) {
        largest[cell] = bare.area[f];
        heir[cell] = id;
      }
    }
    bool is_any = false;
    for (std::size_t c = 0; c < owned; ++c) {
      if (heir[c] < 0) continue;
      is_any = true;
      gone.add(0, state.mass[c] * state.enthalpy[c]);
      gone.add(1, state.mass[c]);
      state.mass[c] = 0.0;
      state.uncovered_by[c] = heir[c];
    }
    if (!domain_.world.any(is_any)) break;
    domain_.update_ghosts(state.mass);
    if (domain_.mesh != nullptr) domain_.mesh->halo().update(state.uncovered_by);
    refresh(state);
  }
  gone.reduce(domain_.world);
  books.melt_energy = gone.value(0);
  books.melt_mass = gone.value(1);
}

void SolidHeat::close(SolidState& state, SolidBooks& books) {
  ExactSums sums(3);
  bool is_finite = true;
  const BareFaces& bare = fluxes_.bare;
  for (std::size_t f = 0; f < bare.size(); ++f) {
    is_finite = is_finite && std::isfinite(entered_[f] + radiated_[f]);
    if (!is_finite) break;
    sums.add(0, entered_[f]);
    sums.add(1, radiated_[f]);
    if (bare.kind[f] == BorderKind::exposed) books.hottest = std::max(books.hottest, bare.wall[f]);
  }
  for (std::size_t c = 0; c < free_.size() && is_finite; ++c) {
    is_finite = std::isfinite(free_[c] + state.enthalpy[c]);
    if (!is_finite) break;
    sums.add(2, free_[c]);
    if (state.mass[c] > 0.0 && domain_.table(c).is_outside(state.enthalpy[c])) ++books.range_hits;
  }
  require_or(ExitCode::physics_failed, domain_.world.all(is_finite),
             "heat in a solid is not finite at the end of a step; look at its loads and material");
  sums.reduce(domain_.world);
  books.absorbed = sums.value(0);
  books.radiated = sums.value(1);
  books.set_free = sums.value(2);
  books.hottest = domain_.world.max(books.hottest);
  books.range_hits = domain_.world.sum(books.range_hits);
  if (settings_.remove_melt) remove_melt(state, books);
}

}  // namespace tektite::thermal
