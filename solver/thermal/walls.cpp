#include "solver/thermal/walls.hpp"

#include "solver/thermal/walls_run.hpp"

#include <algorithm>

namespace tektite::thermal {

Walls::Walls(const Panels& panels) {
  for (Lists* lists : {&alone_, &swept_}) lists->whole.resize(panels.plans().size());
  for (auto* values : {&books.convected, &books.radiated, &books.burned, &books.wall}) {
    values->assign(2 * panels.owned(), 0.0);
  }
}

std::size_t Walls::bytes() const {
  std::size_t sum = bytes_of(previous_, target_, net_);
  for (const Books* one : {&books, &swept_books_}) {
    sum += bytes_of(one->convected, one->radiated, one->burned, one->wall);
  }
  for (const Lists* lists : {&alone_, &swept_}) {
    sum += bytes_of(lists->others);
    for (const auto& list : lists->whole) sum += bytes_of(list);
  }
  return sum;
}

void Walls::begin(const Panels& panels) {
  unsolved_ = -1;
  for (auto* values : {&books.convected, &books.radiated, &books.burned, &books.wall}) {
    std::fill(values->begin(), values->end(), 0.0);
  }
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    books.wall[2 * p] = panels.temperature[base + static_cast<std::size_t>(panels.first[p])];
    books.wall[2 * p + 1] = panels.temperature[base + static_cast<std::size_t>(panels.last[p])];
  }
}

void Walls::refresh(const Panels& panels, const std::vector<std::uint8_t>& is_swept) {
  for (Lists* lists : {&alone_, &swept_}) {
    for (auto& list : lists->whole) list.clear();
    lists->others.clear();
  }
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0 || panels.charring[p] != 0) continue;
    Lists& lists = is_swept[p] != 0 ? swept_ : alone_;
    auto& list = panels.whole[p] != 0 ? lists.whole[static_cast<std::size_t>(panels.stack(p))]
                                      : lists.others;
    list.push_back(static_cast<std::int32_t>(p));
  }
}

std::int64_t Walls::solve(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                          Panels& panels, const WallFields& fields) {
  const Run run(stage, loads, solver, panels, fields);
  failures_ = 0;
  block_.has_along = one_.has_along = false;
  for (std::size_t s = 0; s < alone_.whole.size(); ++s) {
    const auto& list = alone_.whole[s];
    if (list.empty()) continue;
    set_up_block(panels.plans()[s]);
    for (std::size_t i = 0; i < list.size(); i += width) {
      solve_block(run, list.data() + i, std::min<std::size_t>(width, list.size() - i));
    }
  }
  for (const std::int32_t p : alone_.others) solve_one(run, static_cast<std::size_t>(p));
  return failures_;
}

double shield_resistance(const vehicle::Gap& gap) {
  return gap.is_open ? gap.shields * (2.0 / gap.shield_emissivity - 1.0) : 0.0;
}

void Walls::set_up_block(const StackPlan& plan) {
  const auto& cells = plan.stack->cells;
  block_.resize(static_cast<int>(cells.size()));
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const double half = 0.5 * cells[c].thickness;
    block_.row[c] = {plan.tables[c], half, half};
    for (std::size_t l = 0; l < width; ++l) block_.mass[c * width + l] = cells[c].areal_mass;
    if (c + 1 == cells.size()) break;
    const vehicle::Gap& gap = plan.stack->gaps[c];
    block_.link[c] = {gap.is_open, 1.0, shield_resistance(gap)};
  }
}

template <int W>
void Walls::set_ends(const Run& run, std::size_t panel, std::size_t lane, Column<W>& column) {
  for (std::size_t side = 0; side < 2; ++side) {
    const LoadsAt::Air air = run.loads.side(panel, side);
    End<W>& end = column.end[side];
    end.exposed[lane] = run.panels.sides[panel].volume[side] < 0 ? 1 : 0;
    end.film[lane] = air.film;
    end.recovery[lane] = air.recovery;
    end.sky[lane] = run.sky;
    end.wall[lane] = books.wall[2 * panel + side];
  }
}

/// A short block is filled up with copies of its last panel.
void Walls::load_ends(const Run& run, const std::int32_t* list, std::size_t count) {
  for (std::size_t l = 0; l < width; ++l) {
    const auto panel = static_cast<std::size_t>(list[std::min(l, count - 1)]);
    places_[l] = run.panels.offset(panel);
    set_ends(run, panel, l, block_);
  }
}

void Walls::load_block(const Run& run, const std::int32_t* list, std::size_t count) {
  const std::size_t rows = block_.row.size();
  const double weight = run.stage.weight[0];
  load_ends(run, list, count);
  load_rows(*run.stage.start, block_.start);
  load_rows(run.fields.rate, block_.source);
  for (std::size_t i = 0; i < rows * width; ++i) block_.source[i] *= weight;
}

/// Of all panels of the block at hand.
void Walls::load_rows(const std::vector<double>& from, LineVector& to) const {
  std::array<const double*, width> lanes;
  for (std::size_t l = 0; l < width; ++l) lanes[l] = from.data() + places_[l];
  interleave(lanes, block_.row.size(), to.data());
}

/// Into the lanes of `kept`.
void Walls::keep_rows(const LineVector& from, const std::array<std::uint8_t, width>& kept,
                      std::vector<double>& to) const {
  std::array<double*, width> lanes;
  for (std::size_t l = 0; l < width; ++l) {
    lanes[l] = kept[l] != 0 ? to.data() + places_[l] : nullptr;
  }
  separate(from.data(), block_.row.size(), lanes);
}

void Walls::solve_block(const Run& run, const std::int32_t* list, std::size_t count) {
  const std::size_t rows = block_.row.size();
  const Stage& stage = run.stage;
  load_block(run, list, count);
  if (stage.stretch > 0.0) {
    load_rows(run.fields.enthalpy, block_.enthalpy);
    for (std::size_t i = 0; i < rows * width; ++i) {
      block_.enthalpy[i] = block_.start[i] + stage.stretch * (block_.enthalpy[i] - block_.start[i]);
    }
  } else {
    std::copy(block_.start.begin(), block_.start.end(), block_.enthalpy.begin());
  }
  Solver quick = run.solver;
  quick.iterations = std::min(quick.iterations, 8);
  block_.solve(stage.step, quick, false);
  if (stage.is_last) {  // of which nothing but this is read again
    for (std::size_t i = 0; i < rows * width; ++i) {
      block_.enthalpy[i] =
          block_.start[i] + (block_.source[i] + stage.step * block_.net[i]) / block_.mass[i];
    }
  } else {
    const double keep = stage.keep_rate / stage.weight[0];
    for (std::size_t i = 0; i < rows * width; ++i) {
      block_.net[i] = keep * block_.source[i] + stage.keep_net * block_.net[i];
    }
  }
  std::array<std::uint8_t, width> kept{};
  for (std::size_t l = 0; l < count; ++l) {
    const auto panel = static_cast<std::size_t>(list[l]);
    kept[l] = block_.converged[l];
    if (kept[l] != 0) {
      keep_ends(panel, l, block_, stage.book_weight, books);
    } else {
      solve_one(run, panel);
    }
  }
  keep_rows(block_.enthalpy, kept, run.fields.enthalpy);
  if (stage.is_last) return;
  keep_rows(block_.net, kept, run.fields.rate);
  keep_rows(block_.temperature, kept, run.panels.temperature);
  keep_rows(block_.conductivity, kept, run.panels.conductivity);
}

/// One column, of the cells that are left. Where cells have gone, a gap has opened.
void Walls::load_one(const Run& run, std::size_t panel) {
  const std::size_t base = run.panels.offset(panel);
  const StackPlan& plan = run.panels.plan(panel);
  cells_.clear();
  for (std::size_t c = 0; c < plan.tables.size(); ++c) {
    if (run.fields.mass[base + c] > 0.0) cells_.push_back(static_cast<std::int32_t>(c));
  }
  one_.resize(static_cast<int>(cells_.size()));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto c = static_cast<std::size_t>(cells_[i]);
    const double half = 0.5 * plan.stack->cells[c].thickness * run.panels.share[base + c];
    one_.row[i] = {plan.tables[c], half, half};
    one_.mass[i] = run.fields.mass[base + c];
    one_.start[i] = (*run.stage.start)[base + c];
    one_.source[i] = run.stage.weight[0] * run.fields.rate[base + c];
    if (i + 1 == cells_.size()) break;
    const auto next = static_cast<std::size_t>(cells_[i + 1]);
    Link link{next != c + 1, 1.0, 0.0};
    for (std::size_t g = c; g < next; ++g) {
      link.is_open = link.is_open || plan.stack->gaps[g].is_open;
      link.shields += shield_resistance(plan.stack->gaps[g]);
    }
    one_.link[i] = link;
  }
  set_ends(run, panel, 0, one_);
}

void Walls::solve_one(const Run& run, std::size_t panel) {
  load_one(run, panel);
  const Stage& stage = run.stage;
  std::copy(one_.start.begin(), one_.start.end(), one_.enthalpy.begin());
  one_.solve(stage.step, run.solver, true);
  if (one_.converged[0] == 0) {
    ++failures_;
    if (unsolved_ < 0) unsolved_ = static_cast<std::int64_t>(panel);
  }
  const std::size_t base = run.panels.offset(panel);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::size_t at = base + static_cast<std::size_t>(cells_[i]);
    if (stage.is_last) {
      run.fields.enthalpy[at] =
          one_.start[i] + (one_.source[i] + stage.step * one_.net[i]) / one_.mass[i];
      continue;
    }
    run.fields.enthalpy[at] = one_.enthalpy[i];
    run.fields.rate[at] =
        stage.keep_rate / stage.weight[0] * one_.source[i] + stage.keep_net * one_.net[i];
    run.panels.temperature[at] = one_.temperature[i];
    run.panels.conductivity[at] = one_.conductivity[i];
  }
  keep_ends(panel, 0, one_, stage.book_weight, books);
}

}  // namespace tektite::thermal
