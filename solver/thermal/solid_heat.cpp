#include "solver/thermal/solid_heat.hpp"

#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/base/petsc.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

// A diagonally implicit Runge-Kutta method of two stages, second order, L-stable, whose last stage
// is the result; its stages are where the macro-step's loads are. Ref: Alexander1977.
constexpr double gamma = SolidHeat::stage_fraction;
// Weights of net heat at the start, at gamma and at the end whose quadrature is of third order,
// less the method's own: the estimate of the error, third order in the step.
constexpr double b_1 = 1.0 / (6.0 * gamma * (1.0 - gamma));
constexpr double b_2 = 0.5 - b_1 * gamma;
constexpr double e_0 = 1.0 - b_1 - b_2;
constexpr double e_1 = b_1 - (1.0 - gamma);
constexpr double e_2 = b_2 - gamma;

}  // namespace

SolidHeat::SolidHeat(Domain domain, std::span<const BorderKind> border,
                     const SolidSettings& settings)
    : domain_(std::move(domain)),
      settings_(settings),
      border_(border.begin(), border.end()),
      fluxes_(domain_, border_, settings.environment_temperature),
      stage_(domain_, settings.stage) {
  const auto local = static_cast<std::size_t>(domain_.local);
  const auto owned = static_cast<std::size_t>(domain_.owned);
  for (auto* values : {&stage_1_, &stage_2_, &start_}) values->resize(local);
  for (auto* values : {&net_0_, &net_1_, &energy_, &free_, &part_free_}) values->resize(owned);
  for (auto& loads : inheritance_.load) loads.assign(local, -1);
  inheritance_.direction = domain_.outer.normal;
  for (auto& ids : left_by_) ids.assign(local, -1);
}

SolidState SolidHeat::uniform(double temperature) const {
  SolidState state;
  state.mass = domain_.mass;
  for (auto& ids : state.left_by) ids.assign(domain_.mass.size(), -1);
  for (std::size_t c = 0; c < domain_.mass.size(); ++c) {
    state.enthalpy.push_back(domain_.table(c).material().enthalpy(temperature));
  }
  return state;
}

/// Where the loads of uncovered faces come from.
void SolidHeat::fetch_inheritance() {
  const Domain::Outer& outer = domain_.outer;
  const auto own = static_cast<std::int32_t>(outer.id.size());
  fetched_.clear();
  for (const auto& ids : left_by_) {
    for (const std::int64_t id : ids) {
      if (id >= 0 && !std::ranges::binary_search(outer.id, id)) fetched_.push_back(id);
    }
  }
  std::ranges::sort(fetched_);
  fetched_.erase(std::unique(fetched_.begin(), fetched_.end()), fetched_.end());
  for (std::size_t k = 0; k < Inheritance::most; ++k) {
    for (std::size_t c = 0; c < left_by_[k].size(); ++c) {
      const std::int64_t id = left_by_[k][c];
      const auto at = std::ranges::lower_bound(outer.id, id);
      const bool is_own = at != outer.id.end() && *at == id;
      const auto far = std::ranges::lower_bound(fetched_, id) - fetched_.begin();
      inheritance_.load[k][c] = id < 0 ? -1
                                       : (is_own ? static_cast<std::int32_t>(at - outer.id.begin())
                                                 : own + static_cast<std::int32_t>(far));
    }
  }
  inheritance_.direction = outer.normal;
  inheritance_.direction.resize(outer.normal.size() + fetched_.size());
  if (domain_.mesh == nullptr) return;
  fetch_ = domain_.mesh->forest_to_outer(fetched_);
  std::vector<double> mine(outer.normal.size()), theirs(fetched_.size());
  for (int axis = 0; axis < 3; ++axis) {
    for (std::size_t f = 0; f < mine.size(); ++f) mine[f] = outer.normal[f][axis];
    petsc::check(
        PetscSFBcastBegin(fetch_.get(), MPI_DOUBLE, mine.data(), theirs.data(), MPI_REPLACE));
    petsc::check(
        PetscSFBcastEnd(fetch_.get(), MPI_DOUBLE, mine.data(), theirs.data(), MPI_REPLACE));
    for (std::size_t f = 0; f < theirs.size(); ++f) {
      Domain::Point& direction = inheritance_.direction[mine.size() + f];
      (axis == 0 ? direction.x : (axis == 1 ? direction.y : direction.z)) = theirs[f];
    }
  }
}

/// Who is there, and what meets whom.
void SolidHeat::refresh(const SolidState& state) {
  if (domain_.world.any(state.left_by != left_by_)) {
    left_by_ = state.left_by;
    fetch_inheritance();
  }
  fluxes_.refresh(state.mass, inheritance_);
  for (auto* values : {&entered_, &radiated_}) values->assign(fluxes_.bare.size(), 0.0);
  for (auto* values : {&part_entered_, &part_radiated_}) values->resize(fluxes_.bare.size());
  std::fill(free_.begin(), free_.end(), 0.0);
}

/// Loads at a share of the macro-step, on the straight line through both.
void SolidHeat::loads_at(const std::array<OuterLoads, 2>& loads, double share,
                         OuterLoads& at) const {
  const double late = (share - gamma) / (1.0 - gamma);
  const double early = 1.0 - late;
  const OuterLoads& one = loads[0];
  const OuterLoads& two = loads[1];
  const std::size_t own = domain_.outer.cell.size();
  const std::size_t all = own + fetched_.size();
  for (auto* values : {&at.film, &at.recovery, &at.flux, &at.temperature}) values->resize(all);
  for (std::size_t f = 0; f < own; ++f) {
    // Before the first load the line may fall below zero: no film is less than none.
    at.film[f] = std::max(early * one.film[f] + late * two.film[f], 0.0);
    const double carried =
        early * one.film[f] * one.recovery[f] + late * two.film[f] * two.recovery[f];
    at.recovery[f] = at.film[f] > 0.0 ? carried / at.film[f] : 0.0;
    at.flux[f] = early * one.flux[f] + late * two.flux[f];
    at.temperature[f] = early * one.temperature[f] + late * two.temperature[f];
  }
  if (fetch_.get() != nullptr) {
    for (auto* values : {&at.film, &at.recovery, &at.flux}) {
      petsc::check(PetscSFBcastBegin(fetch_.get(), MPI_DOUBLE, values->data(), values->data() + own,
                                     MPI_REPLACE));
      petsc::check(PetscSFBcastEnd(fetch_.get(), MPI_DOUBLE, values->data(), values->data() + own,
                                   MPI_REPLACE));
    }
  }
  at.power.resize(one.power.size());
  for (std::size_t c = 0; c < at.power.size(); ++c) {
    at.power[c] = early * one.power[c] + late * two.power[c];
  }
}

/// Adds what crosses the bare faces at the loads at hand, for `weight` seconds.
void SolidHeat::book(double weight) {
  const BareFaces& bare = fluxes_.bare;
  for (std::size_t f = 0; f < bare.size(); ++f) {
    part_entered_[f] += weight * bare.entered[f];
    part_radiated_[f] += weight * bare.radiated[f];
  }
  for (std::size_t c = 0; c < at_.power.size(); ++c) {
    if (fluxes_.is_present(c)) part_free_[c] += weight * at_.power[c];
  }
}

/// One step of the Runge-Kutta method, from one share of the macro-step to another; on entry net_0_
/// is the net heat at its start. Returns false, with the state as it was, if it must be halved.
bool SolidHeat::try_part(const std::array<OuterLoads, 2>& loads, double from, double to,
                         double step, SolidBooks& books, bool is_last_chance) {
  SolidState& state = *state_;
  const auto owned = static_cast<std::size_t>(domain_.owned);
  const double implicit = gamma * step;
  for (auto* values : {&part_entered_, &part_radiated_, &part_free_}) {
    std::fill(values->begin(), values->end(), 0.0);
  }
  const auto solve = [&](double share, std::vector<double>& enthalpy) {
    loads_at(loads, share, at_);
    const StageWork work = stage_.solve(fluxes_, at_, state.mass, start_, implicit, enthalpy);
    books.newton += work.newton;
    books.krylov += work.krylov;
    return work.converged;
  };
  std::copy(state.enthalpy.begin(), state.enthalpy.end(), start_.begin());
  std::copy(state.enthalpy.begin(), state.enthalpy.end(), stage_1_.begin());
  bool converged = solve(from + gamma * (to - from), stage_1_);
  if (!converged && !is_last_chance) return false;
  std::copy_n(fluxes_.net.begin(), owned, net_1_.begin());
  book((1.0 - gamma) * step);
  for (std::size_t c = 0; c < owned; ++c) {
    if (!fluxes_.is_present(c)) continue;
    start_[c] = state.enthalpy[c] + (1.0 - gamma) * step * net_1_[c] / state.mass[c];
    // First guess on the straight line through the first stage.
    stage_2_[c] = state.enthalpy[c] + (stage_1_[c] - state.enthalpy[c]) / gamma;
  }
  converged = solve(to, stage_2_) && converged;
  if (!converged && !is_last_chance) return false;
  book(gamma * step);
  for (std::size_t c = 0; c < owned; ++c) {
    energy_[c] = step * (e_0 * net_0_[c] + e_1 * net_1_[c] + e_2 * fluxes_.net[c]);
    if (!fluxes_.is_present(c)) energy_[c] = 0.0;
  }
  const double error = stage_.filter(fluxes_, state.mass, implicit, energy_);
  last_error_ = error;
  if (!(error <= settings_.step_tolerance)) {
    if (!is_last_chance) return false;
    ++books.unresolved;
  }
  if (!converged) ++books.failures;
  // The fluxes found, not the enthalpies solved for: energy closes whatever the tolerance.
  for (std::size_t c = 0; c < owned; ++c) {
    if (!fluxes_.is_present(c)) continue;
    state.enthalpy[c] +=
        step * ((1.0 - gamma) * net_1_[c] + gamma * fluxes_.net[c]) / state.mass[c];
  }
  std::copy_n(fluxes_.net.begin(), owned, net_0_.begin());
  for (std::size_t f = 0; f < entered_.size(); ++f) {
    entered_[f] += part_entered_[f];
    radiated_[f] += part_radiated_[f];
  }
  for (std::size_t c = 0; c < owned; ++c) free_[c] += part_free_[c];
  ++books.parts;
  return true;
}

SolidBooks SolidHeat::advance(SolidState& state, const std::array<OuterLoads, 2>& loads,
                              double dt) {
  const petsc::Stage stage("thermal solids");
  SolidBooks books;
  totals_.reset(total_count);
  is_finite_ = true;
  state_ = &state;
  refresh(state);
  fluxes_.forget();
  stage_.start_over();
  const auto start_over = [&](double share) {
    loads_at(loads, share, at_);
    fluxes_.evaluate(state.enthalpy, at_);
    // Gradients beside borders follow the borders' temperatures, which follow the gradients.
    if (domain_.is_skewed) fluxes_.evaluate(state.enthalpy, at_);
    std::copy_n(fluxes_.net.begin(), net_0_.size(), net_0_.begin());
  };
  start_over(0.0);
  const std::int64_t whole = std::int64_t{1} << settings_.most_halvings;
  std::int64_t place = 0;
  std::int64_t part = whole;
  while (place < whole) {
    const double from = static_cast<double>(place) / static_cast<double>(whole);
    const double to = static_cast<double>(place + part) / static_cast<double>(whole);
    if (!try_part(loads, from, to, (to - from) * dt, books, part == 1)) {
      part /= 2;
      ++books.rejected;
      start_over(from);
      continue;
    }
    place += part;
    if (settings_.remove_melt && remove_melt(state)) {
      fluxes_.forget();
      start_over(to);
    }
    // Twice the step has eight times the error; it must begin where such a step may.
    if (last_error_ < 0.1 * settings_.step_tolerance && place % (2 * part) == 0 &&
        place + 2 * part <= whole) {
      part *= 2;
    }
  }
  domain_.update_ghosts(state.enthalpy);
  close(state, books);
  return books;
}

double SolidHeat::stored(const SolidState& state) const {
  ExactSums sum(1);
  for (std::size_t c = 0; c < static_cast<std::size_t>(domain_.owned); ++c) {
    if (state.mass[c] > 0.0) sum.add(0, state.mass[c] * state.enthalpy[c]);
  }
  sum.reduce(domain_.world);
  return sum.value(0);
}

}  // namespace tektite::thermal
