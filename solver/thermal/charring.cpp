// The march of a pile of cells that decompose: sub-steps, their error, what is left of the cells.
#include "solver/thermal/charring.hpp"

#include "solver/base/error.hpp"
#include "solver/thermal/charring_weights.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

namespace {

// What is left of a cell at a receding face joins the next one of its kind below this share; a last
// one is given up below the other.
constexpr double thinnest = 0.2;
constexpr double nothing = 0.002;
// Torn films, and plies without resin, go from a face that the air presses on with this [Pa]
// (estimate).
constexpr double carries_off = 100.0;
// A sub-step takes away no more than this share of what is left of a cell.
constexpr double most_loss = 0.5;
// Sub-steps are cut down to this share of the step.
constexpr double least_substep = 1e-7;

}  // namespace

CharBooks& CharBooks::operator+=(const CharBooks& other) {
  for (std::size_t side = 0; side < 2; ++side) {
    convected[side] += other.convected[side];
    radiated[side] += other.radiated[side];
  }
  burned += other.burned;
  gas_energy += other.gas_energy;
  gas_mass += other.gas_mass;
  char_energy += other.char_energy;
  char_mass += other.char_mass;
  substeps += other.substeps;
  rejected += other.rejected;
  failures += other.failures;
  return *this;
}

CharBooks CharColumn::advance(double length, const CharSettings& settings) {
  CharBooks books;
  gone.clear();
  double time = 0.0;
  double dt = first_substep > 0.0 ? std::min(first_substep, length) : length;
  const double least = least_substep * length;
  while (time < length && !cell.empty()) {
    // No sliver of a sub-step at the end.
    const double left = length - time;
    if (dt > 0.999 * left) dt = left;
    if (dt < left && dt > 0.5 * left) dt = 0.5 * left;
    begin_substep();
    const bool is_solved = take(time, dt, length, settings);
    const double error = is_solved ? error_of(dt, settings) : 16.0;
    const bool is_least = dt <= least;
    if (error <= 1.0 || is_least) {
      books.failures += error <= 1.0 ? 0 : 1;
      accept(dt, books);
      time = dt == left ? length : time + dt;
      close_up(length - time, books);
      first_substep = dt;
    } else {
      ++books.rejected;
    }
    dt = std::max(dt * std::clamp(0.9 / std::sqrt(error), 0.2, 4.0), least);
  }
  return books;
}

/// Does gas that leaves the one cell go through the other? Cells `outer` and outer + 1.
bool CharColumn::same_run(std::size_t outer) const {
  return cell[outer].charring != nullptr && cell[outer].charring == cell[outer + 1].charring &&
         !link[outer].is_open;
}

void CharColumn::set_up() {
  const std::size_t n = cell.size();
  for (auto* values : {&share_,
                       &ratio_,
                       &temperature_,
                       &energy_,
                       &ratio_slope_,
                       &mass_,
                       &content_,
                       &content_slope_,
                       &gas_slope_,
                       &conductivity_,
                       &conductivity_slope_,
                       &conductance_,
                       &by_outer_,
                       &by_inner_,
                       &outflow_,
                       &carried_,
                       &carried_by_own_,
                       &carried_by_next_,
                       &residual_,
                       &shift_,
                       &shift_slope_,
                       &flow_shift_,
                       &flow_slope_}) {
    values->assign(n, 0.0);
  }
  first_.assign(1, 0);
  for (const CharCell& one : cell) {
    first_.push_back(first_.back() + (one.charring != nullptr ? one.charring->reactions() : 0));
  }
  extent_.resize(first_.back());
  for (Stage& stage : stage_) {
    for (auto* values : {&stage.temperature, &stage.enthalpy, &stage.share, &stage.ratio,
                         &stage.gas, &stage.net}) {
      values->assign(n, 0.0);
    }
    for (auto* values : {&stage.extent, &stage.rate}) values->assign(first_.back(), 0.0);
  }
  find_ways();
}

void CharColumn::find_ways() {
  const std::size_t n = cell.size();
  way_.assign(n, Way::none);
  for (std::size_t from = 0; from < n;) {
    std::size_t to = from;
    while (to + 1 < n && same_run(to)) ++to;
    if (cell[from].charring != nullptr) {
      // Another material that decomposes is porous too: the gas passes, and is let go of there.
      const bool out = from == 0 || link[from - 1].is_open || cell[from - 1].charring != nullptr;
      const bool in = to + 1 == n || link[to].is_open || cell[to + 1].charring != nullptr;
      const Way way = out ? Way::outwards : (in ? Way::inwards : Way::sideways);
      std::fill(way_.begin() + static_cast<std::ptrdiff_t>(from),
                way_.begin() + static_cast<std::ptrdiff_t>(to) + 1, way);
    }
    from = to + 1;
  }
}

void CharColumn::begin_substep() {
  set_up();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const CharCell& one = cell[i];
    energy_[i] = one.mass * one.enthalpy;
    if (one.charring == nullptr) {
      ratio_[i] = 1.0;
      temperature_[i] = (*one.table)(one.enthalpy).temperature;
    } else {
      const std::span<const double> progress(one.progress, one.charring->size());
      std::copy_n(one.progress, one.charring->reactions(),
                  extent_.begin() + static_cast<std::ptrdiff_t>(first_[i]));
      ratio_[i] = one.charring->density_ratio(progress);
      temperature_[i] =
          one.charring->temperature(one.enthalpy, one.charring->virgin_share(ratio_[i]));
    }
    share_[i] = one.mass / (one.built * ratio_[i]);
  }
}

bool CharColumn::take(double from, double dt, double length, const CharSettings& settings) {
  for (std::size_t which = 0; which < 2; ++which) {
    Stage& stage = stage_[which];
    const bool is_first = which == 0;
    stage.temperature = is_first ? temperature_ : stage_[0].temperature;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      stage.enthalpy[i] = is_first ? cell[i].enthalpy : stage_[0].enthalpy[i];
    }
    for (std::size_t side = 0; side < 2; ++side) {
      stage.loss[side] = is_first ? 0.0 : stage_[0].loss[side];
      stage.recession[side] = is_first ? 0.0 : stage_[0].recession[side];
      stage.face[side].wall = is_first ? end[side].wall : stage_[0].face[side].wall;
    }
    const double until = from + stage_weights::end[which] * dt;
    if (!solve_stage(static_cast<int>(which), dt, until / length, settings)) return false;
  }
  for (std::size_t side = 0; side < 2 && !cell.empty(); ++side) {
    const std::size_t i = end_cell(side);
    if (stage_[1].share[i] < (1.0 - most_loss) * share_[i]) return false;
  }
  return true;
}

/// Of the sub-step over the tolerances: what separates it from one of first order.
double CharColumn::error_of(double dt, const CharSettings& settings) const {
  constexpr double gamma = stage_weights::gamma;
  double error = 1e-4;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const double heat = gamma * dt * (stage_[1].net[i] - stage_[0].net[i]);
    error = std::max(error, std::abs(heat) / (content_slope_[i] * settings.temperature_error));
    for (std::size_t r = first_[i]; r < first_[i + 1]; ++r) {
      const double rough =
          cell[i].charring->react(r - first_[i], extent_[r], dt * stage_[0].rate[r]);
      error = std::max(error, std::abs(stage_[1].extent[r] - rough) / settings.extent_error);
    }
  }
  return std::isfinite(error) ? error : 16.0;
}

void CharColumn::accept(double dt, CharBooks& books) {
  ++books.substeps;
  for (std::size_t which = 0; which < 2; ++which) {
    const double weight = stage_weights::last[which] * dt;
    const Stage& stage = stage_[which];
    books.gas_energy += weight * stage.gas_energy;
    for (std::size_t side = 0; side < 2; ++side) {
      if (!end[side].exposed) continue;
      const double area = weight * end[side].area;
      books.convected[side] += area * stage.face[side].convected;
      books.radiated[side] += area * stage.face[side].radiated;
      books.burned += area * stage.face[side].burned;
      const double lost = weight * stage.loss[side];
      books.char_mass += lost;
      books.char_energy += lost * stage.char_enthalpy[side];
    }
  }
  for (std::size_t side = 0; side < 2; ++side) {
    if (end[side].exposed) end[side].wall = stage_[1].face[side].wall;
  }
  for (std::size_t i = 0; i < cell.size(); ++i) {
    CharCell& one = cell[i];
    double lost = 0.0, share = share_[i];
    for (std::size_t which = 0; which < 2; ++which) {
      const double weight = stage_weights::last[which] * dt;
      for (std::size_t side = 0; side < 2; ++side) {
        if (i != end_cell(side)) continue;
        lost += weight * stage_[which].loss[side];
        share -= weight * stage_[which].recession[side];
      }
    }
    double energy = energy_[i] + dt * one.source;
    for (std::size_t which = 0; which < 2; ++which) {
      energy += stage_weights::last[which] * dt * stage_[which].net[i];
    }
    if (one.charring == nullptr) {
      one.enthalpy = energy / one.mass;
      one.temperature = (*one.table)(one.enthalpy).temperature;
      continue;
    }
    std::copy(stage_[1].extent.begin() + static_cast<std::ptrdiff_t>(first_[i]),
              stage_[1].extent.begin() + static_cast<std::ptrdiff_t>(first_[i + 1]), one.progress);
    const std::span<const double> progress(one.progress, one.charring->size());
    const double ratio = one.charring->density_ratio(progress);
    const double mass = one.built * share * ratio;
    books.gas_mass += one.mass - mass - lost;
    one.mass = mass;
    one.enthalpy = energy / mass;
    one.temperature = one.charring->temperature(one.enthalpy, one.charring->virgin_share(ratio));
    if (one.charring->can_lose_function() &&
        one.charring->loses_function(one.temperature, progress)) {
      one.progress[one.charring->reactions()] = 1.0;
    }
  }
}

void CharColumn::erase(std::size_t i) {
  gone.push_back(cell[i].id);
  cell.erase(cell.begin() + static_cast<std::ptrdiff_t>(i));
  if (link.empty()) return;
  const std::size_t l = std::min(i, link.size() - 1);
  link.erase(link.begin() + static_cast<std::ptrdiff_t>(l));
}

/// Does the air take the end cell, whose function is lost, as it is?
bool CharColumn::is_carried_off(std::size_t side) const {
  const CharCell& one = cell[end_cell(side)];
  const CharEnd& face = end[side];
  const bool is_windy =
      face.exposed && face.air[1].film > 0.0 && face.air[1].pressure > carries_off;
  return is_windy && one.charring->has_lost_function({one.progress, one.charring->size()});
}

/// Thin remains of end cells join their neighbours, or go.
void CharColumn::close_up(double time_left, CharBooks& books) {
  for (std::size_t side = 0; side < 2; ++side) {
    while (!cell.empty()) {
      const std::size_t i = end_cell(side);
      CharCell& one = cell[i];
      if (one.charring == nullptr) break;
      const std::span<const double> progress(one.progress, one.charring->size());
      const double share = one.mass / (one.built * one.charring->density_ratio(progress));
      const std::size_t outer = side == 0 ? 0 : cell.size() - 2;
      if (cell.size() > 1 && share < thinnest && same_run(outer) && !is_carried_off(side)) {
        CharCell& next = cell[side == 0 ? 1 : cell.size() - 2];
        const std::span<double> other(next.progress, next.charring->size());
        const double volume = share * one.built;
        const double beside = next.mass / next.charring->density_ratio(other);
        const double energy = one.mass * one.enthalpy + next.mass * next.enthalpy;
        for (std::size_t k = 0; k < other.size(); ++k) {
          const bool is_extent = k < next.charring->reactions();
          other[k] = is_extent ? (other[k] * beside + progress[k] * volume) / (beside + volume)
                               : std::max(other[k], progress[k]);
        }
        next.mass += one.mass;
        next.enthalpy = energy / next.mass;
        next.source += one.source;
        erase(i);
      } else if (share < nothing || is_carried_off(side)) {
        books.char_mass += one.mass;
        books.char_energy += one.mass * one.enthalpy;
        if (cell.size() > 1) {
          cell[side == 0 ? 1 : cell.size() - 2].source += one.source;
        } else {
          books.char_energy += one.source * time_left;  // it goes with what has left
        }
        erase(i);
      } else {
        break;
      }
    }
  }
}

}  // namespace tektite::thermal
