// The end of a macro-step: melt leaves, the books are closed.
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/thermal/solid_heat.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tektite::thermal {

namespace {

/// A load that meets a cell which is about to go.
struct Met {
  std::int32_t cell;
  double area;  ///< on which it meets the cell [m^2]
  std::int64_t id;
  Domain::Point direction;
};

/// Loads that look more nearly the same way than this are one; the larger area speaks for it.
constexpr double same_way = 0.9;

/// Chooses what each cell leaves: its loads from the largest area down, of equals the lowest id.
void choose(std::vector<Met>& met, SolidState& state) {
  std::ranges::sort(met, [](const Met& a, const Met& b) {
    return std::tuple(a.cell, -a.area, a.id) < std::tuple(b.cell, -b.area, b.id);
  });
  std::vector<const Met*> chosen;
  for (const Met& one : met) {
    if (!chosen.empty() && chosen.front()->cell != one.cell) chosen.clear();
    const bool is_known = std::ranges::any_of(
        chosen, [&](const Met* other) { return dot(other->direction, one.direction) > same_way; });
    if (is_known || chosen.size() == Inheritance::most) continue;
    state.left_by[chosen.size()][static_cast<std::size_t>(one.cell)] = one.id;
    chosen.push_back(&one);
  }
}

}  // namespace

/// Cells that are liquid throughout leave where they are exposed; what they covered may leave at
/// once too. Returns whether any did.
bool SolidHeat::remove_melt(SolidState& state) {
  bool is_any = false;
  const std::size_t own = domain_.outer.id.size();
  std::vector<Met> met;
  for (;;) {
    met.clear();
    const BareFaces& bare = fluxes_.bare;
    for (std::size_t f = 0; f < bare.size(); ++f) {
      if (bare.kind[f] != BorderKind::exposed) continue;
      const auto cell = static_cast<std::size_t>(bare.cell[f]);
      if (state.enthalpy[cell] < domain_.table(cell).material().liquidus_enthalpy()) continue;
      const auto place = static_cast<std::size_t>(bare.load[f]);
      met.push_back({bare.cell[f], bare.area[f],
                     place < own ? domain_.outer.id[place] : fetched_[place - own],
                     inheritance_.direction[place]});
    }
    if (!domain_.world.any(!met.empty())) return is_any;
    if (!is_any) tally();  // faces are about to change
    is_any = true;
    choose(met, state);
    for (const Met& one : met) {
      const auto cell = static_cast<std::size_t>(one.cell);
      if (!(state.mass[cell] > 0.0)) continue;  // met by several
      totals_.add(melt_energy, state.mass[cell] * state.enthalpy[cell]);
      totals_.add(melt_mass, state.mass[cell]);
      state.mass[cell] = 0.0;
    }
    domain_.update_ghosts(state.mass);
    if (domain_.mesh != nullptr) {
      for (auto& ids : state.left_by) domain_.mesh->halo().update(ids);
    }
    refresh(state);
  }
}

/// Adds what has crossed the faces at hand to the totals of the macro-step.
void SolidHeat::tally() {
  for (std::size_t f = 0; f < entered_.size(); ++f) {
    is_finite_ = is_finite_ && std::isfinite(entered_[f] + radiated_[f]);
    if (!is_finite_) return;
    totals_.add(absorbed, entered_[f]);
    totals_.add(radiated, radiated_[f]);
  }
  for (const double one : free_) {
    is_finite_ = is_finite_ && std::isfinite(one);
    if (!is_finite_) return;
    totals_.add(set_free, one);
  }
}

void SolidHeat::close(const SolidState& state, SolidBooks& books) {
  tally();
  const BareFaces& bare = fluxes_.bare;
  for (std::size_t f = 0; f < bare.size(); ++f) {
    if (bare.kind[f] == BorderKind::exposed) books.hottest = std::max(books.hottest, bare.wall[f]);
  }
  for (std::size_t c = 0; c < static_cast<std::size_t>(domain_.owned); ++c) {
    if (!(state.mass[c] > 0.0)) continue;
    is_finite_ = is_finite_ && std::isfinite(state.enthalpy[c]);
    if (domain_.table(c).is_outside(state.enthalpy[c])) ++books.range_hits;
  }
  require_or(ExitCode::physics_failed, domain_.world.all(is_finite_),
             "heat in a solid is not finite at the end of a step; look at its loads and material");
  totals_.reduce(domain_.world);
  books.absorbed = totals_.value(absorbed);
  books.radiated = totals_.value(radiated);
  books.set_free = totals_.value(set_free);
  books.melt_energy = totals_.value(melt_energy);
  books.melt_mass = totals_.value(melt_mass);
  books.hottest = domain_.world.max(books.hottest);
  books.range_hits = domain_.world.sum(books.range_hits);
}

}  // namespace tektite::thermal
