#include "solver/thermal/walls.hpp"

#include <algorithm>

namespace tektite::thermal {

struct Walls::Run {
  const Stage& stage;
  const LoadsAt& loads;
  const Solver& solver;
  Panels& panels;
  const std::vector<double>& mass;
  std::vector<double>& enthalpy;
  std::vector<double>& net;
};

Walls::Walls(const Panels& panels) : whole_(panels.plans().size()) {
  for (auto* values : {&convected, &radiated, &wall}) values->assign(2 * panels.owned(), 0.0);
}

void Walls::begin(const Panels& panels) {
  unsolved_ = -1;
  std::fill(convected.begin(), convected.end(), 0.0);
  std::fill(radiated.begin(), radiated.end(), 0.0);
  std::fill(wall.begin(), wall.end(), 0.0);
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    wall[2 * p] = panels.temperature[base + static_cast<std::size_t>(panels.first[p])];
    wall[2 * p + 1] = panels.temperature[base + static_cast<std::size_t>(panels.last[p])];
  }
}

void Walls::refresh(const Panels& panels) {
  for (auto& list : whole_) list.clear();
  others_.clear();
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0 || panels.charring[p] != 0) continue;
    auto& list = panels.whole[p] != 0 ? whole_[static_cast<std::size_t>(panels.stack(p))] : others_;
    list.push_back(static_cast<std::int32_t>(p));
  }
}

std::int64_t Walls::solve(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                          Panels& panels, const std::vector<double>& mass,
                          std::vector<double>& enthalpy, std::vector<double>& net) {
  const Run run{stage, loads, solver, panels, mass, enthalpy, net};
  failures_ = 0;
  for (std::size_t s = 0; s < whole_.size(); ++s) {
    const auto& list = whole_[s];
    if (list.empty()) continue;
    set_up_block(panels.plans()[s]);
    for (std::size_t i = 0; i < list.size(); i += width) {
      solve_block(run, list.data() + i, std::min<std::size_t>(width, list.size() - i));
    }
  }
  for (const std::int32_t p : others_) solve_one(run, static_cast<std::size_t>(p));
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
    end.wall[lane] = wall[2 * panel + side];
  }
}

template <int W>
void Walls::keep_ends(const Run& run, std::size_t panel, std::size_t lane,
                      const Column<W>& column) {
  for (std::size_t side = 0; side < 2; ++side) {
    const End<W>& end = column.end[side];
    const std::size_t at = 2 * panel + side;
    convected[at] += run.stage.book_weight * end.convected[lane];
    radiated[at] += run.stage.book_weight * end.radiated[lane];
    wall[at] = end.wall[lane];
  }
}

void Walls::solve_block(const Run& run, const std::int32_t* list, std::size_t count) {
  const std::size_t rows = block_.row.size();
  const std::vector<double>& start = *run.stage.start;
  for (std::size_t l = 0; l < width; ++l) {
    // A short block is filled up with copies of its last panel.
    const auto panel = static_cast<std::size_t>(list[std::min(l, count - 1)]);
    const std::size_t base = run.panels.offset(panel);
    for (std::size_t c = 0; c < rows; ++c) {
      const std::size_t at = c * width + l;
      block_.start[at] = start[base + c];
      block_.enthalpy[at] =
          run.stage.stretch > 0.0
              ? start[base + c] + run.stage.stretch * (run.enthalpy[base + c] - start[base + c])
              : start[base + c];
      block_.source[at] = run.stage.source(base + c);
    }
    set_ends(run, panel, l, block_);
  }
  Solver quick = run.solver;
  quick.iterations = std::min(quick.iterations, 8);
  block_.solve(run.stage.step, quick, false);
  for (std::size_t l = 0; l < count; ++l) {
    const auto panel = static_cast<std::size_t>(list[l]);
    if (block_.converged[l] == 0) {
      solve_one(run, panel);
      continue;
    }
    const std::size_t base = run.panels.offset(panel);
    for (std::size_t c = 0; c < rows; ++c) {
      const std::size_t at = c * width + l;
      if (run.stage.is_last) {
        run.enthalpy[base + c] =
            block_.start[at] +
            (block_.source[at] + run.stage.step * block_.net[at]) / block_.mass[at];
        continue;  // nothing else of the last stage is read again
      }
      run.enthalpy[base + c] = block_.enthalpy[at];
      run.net[base + c] = block_.net[at];
      run.panels.temperature[base + c] = block_.temperature[at];
      run.panels.conductivity[base + c] = block_.conductivity[at];
    }
    keep_ends(run, panel, l, block_);
  }
}

/// One column, of the cells that are left. Where cells have gone, a gap has opened.
void Walls::solve_one(const Run& run, std::size_t panel) {
  const std::size_t base = run.panels.offset(panel);
  const StackPlan& plan = run.panels.plan(panel);
  cells_.clear();
  for (std::size_t c = 0; c < plan.tables.size(); ++c) {
    if (run.mass[base + c] > 0.0) cells_.push_back(static_cast<std::int32_t>(c));
  }
  one_.resize(static_cast<int>(cells_.size()));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto c = static_cast<std::size_t>(cells_[i]);
    const double half = 0.5 * plan.stack->cells[c].thickness * run.panels.share[base + c];
    one_.row[i] = {plan.tables[c], half, half};
    one_.mass[i] = run.mass[base + c];
    one_.start[i] = (*run.stage.start)[base + c];
    one_.enthalpy[i] = one_.start[i];
    one_.source[i] = run.stage.source(base + c);
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
  one_.solve(run.stage.step, run.solver, true);
  if (one_.converged[0] == 0) {
    ++failures_;
    if (unsolved_ < 0) unsolved_ = static_cast<std::int64_t>(panel);
  }
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::size_t at = base + static_cast<std::size_t>(cells_[i]);
    run.enthalpy[at] =
        run.stage.is_last
            ? one_.start[i] + (one_.source[i] + run.stage.step * one_.net[i]) / one_.mass[i]
            : one_.enthalpy[i];
    run.net[at] = one_.net[i];
    run.panels.temperature[at] = one_.temperature[i];
    run.panels.conductivity[at] = one_.conductivity[i];
  }
  keep_ends(run, panel, 0, one_);
}

}  // namespace tektite::thermal
