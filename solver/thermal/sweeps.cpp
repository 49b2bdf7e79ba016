// Conduction along the wall in the implicit part: every column by itself beside its neighbours'
// values of the last sweep, until the residual of all columns together is small.
#include "solver/thermal/walls.hpp"
#include "solver/thermal/walls_run.hpp"

#include <algorithm>

namespace tektite::thermal {

void Walls::begin_sweeps(const Stage& stage, Panels& panels, const WallFields& fields) {
  if (previous_.empty()) {
    for (auto* values : {&target_, &net_}) values->assign(panels.cells(), 0.0);
    for (auto* values : {&swept_books_.convected, &swept_books_.radiated, &swept_books_.wall}) {
      values->assign(2 * panels.owned(), 0.0);
    }
  }
  const auto guess = [&](std::int32_t panel) {
    const auto p = static_cast<std::size_t>(panel);
    for (std::size_t i = panels.offset(p); i < panels.offset(p + 1); ++i) {
      const double start = (*stage.start)[i];
      // What has gone keeps its value.
      const bool is_left = fields.mass[i] > 0.0;
      fields.enthalpy[i] = is_left && stage.stretch > 0.0
                               ? start + stage.stretch * (fields.enthalpy[i] - start)
                               : start;
      if (is_left) {
        target_[i] = start + stage.weight[0] * fields.rate[i] / fields.mass[i];
      }
    }
    panels.look_up_one(p, fields.enthalpy);
  };
  for (const auto& list : swept_.whole) std::for_each(list.begin(), list.end(), guess);
  std::for_each(swept_.others.begin(), swept_.others.end(), guess);
  previous_ = fields.enthalpy;
  is_turned_ = false;
}

std::int64_t Walls::sweep(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                          Panels& panels, const WallFields& fields, const Along& along) {
  const Run run(stage, loads, solver, panels, fields);
  std::int64_t open = 0;
  block_.has_along = one_.has_along = true;
  block_.along_moves = one_.along_moves = along.is_careful;
  for (std::size_t s = 0; s < swept_.whole.size(); ++s) {
    const auto& list = swept_.whole[s];
    if (list.empty()) continue;
    set_up_block(panels.plans()[s]);
    for (std::size_t i = 0; i < list.size(); i += width) {
      open +=
          sweep_block(run, along, list.data() + i, std::min<std::size_t>(width, list.size() - i));
    }
  }
  for (const std::int32_t p : swept_.others) {
    open += sweep_one(run, along, static_cast<std::size_t>(p));
  }
  return open;
}

std::int64_t Walls::sweep_block(const Run& run, const Along& along, const std::int32_t* list,
                                std::size_t count) {
  const std::vector<double>& now = is_turned_ ? previous_ : run.fields.enthalpy;
  std::vector<double>& ahead = is_turned_ ? run.fields.enthalpy : previous_;
  load_ends(run, list, count);
  load_rows(target_, block_.start);
  std::fill(block_.source.begin(), block_.source.end(), 0.0);
  load_rows(now, block_.enthalpy);
  load_rows(along.heat, block_.along);
  load_rows(along.slope, block_.along_slope);
  if (block_.along_moves) load_rows(run.panels.temperature, block_.along_at);
  const double step = run.stage.step;
  block_.begin();
  block_.evaluate(step, run.solver);
  std::array<std::uint8_t, width> kept{};
  std::int64_t open = 0;
  for (std::size_t l = 0; l < count; ++l) {
    kept[l] = 1;
    open += block_.converged[l] == 0 ? 1 : 0;
  }
  if (open == 0 || along.is_final) {  // else there will be another sweep
    for (std::size_t l = 0; l < count; ++l) {
      keep_swept(static_cast<std::size_t>(list[l]), l, block_);
    }
    keep_rows(block_.net, kept, net_);
  }
  // All move on, those with small residuals too: else what is left over wanders from one to
  // another.
  block_.converged.fill(0);
  bool done = false;
  for (int i = 0; !done && i < along.newton; ++i) {
    block_.improve(step);
    if (along.newton > 1) done = block_.evaluate(step, run.solver);
  }
  for (std::size_t l = 0; l < count; ++l) {
    const auto panel = static_cast<std::size_t>(list[l]);
    if (along.is_careful && block_.converged[l] == 0) {
      sweep_one(run, along, panel);
      kept[l] = 0;
    } else {
      keep_guess(panel, l, block_);
    }
  }
  if (along.relaxation != 1.0) {  // `start` is done with
    load_rows(ahead, block_.start);
    for (std::size_t i = 0; i < block_.row.size() * width; ++i) {
      block_.enthalpy[i] =
          block_.start[i] + along.relaxation * (block_.enthalpy[i] - block_.start[i]);
    }
  }
  block_.look_up();
  keep_rows(block_.enthalpy, kept, ahead);
  keep_rows(block_.temperature, kept, run.panels.temperature);
  keep_rows(block_.conductivity, kept, run.panels.conductivity);
  return open;
}

/// Fluxes at the last residual.
template <int W>
void Walls::keep_swept(std::size_t panel, std::size_t lane, const Column<W>& column) {
  for (std::size_t side = 2 * panel; side < 2 * panel + 2; ++side) {
    swept_books_.convected[side] = swept_books_.radiated[side] = 0.0;
  }
  keep_ends(panel, lane, column, 1.0, swept_books_);
}

/// Of the faces' temperatures, for the next sweep.
template <int W>
void Walls::keep_guess(std::size_t panel, std::size_t lane, const Column<W>& column) {
  for (std::size_t side = 0; side < 2; ++side) {
    books.wall[2 * panel + side] = column.end[side].wall[lane];
  }
}

std::int64_t Walls::sweep_one(const Run& run, const Along& along, std::size_t panel) {
  const std::vector<double>& now = is_turned_ ? previous_ : run.fields.enthalpy;
  std::vector<double>& ahead = is_turned_ ? run.fields.enthalpy : previous_;
  load_one(run, panel);
  const std::size_t base = run.panels.offset(panel);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::size_t at = base + static_cast<std::size_t>(cells_[i]);
    one_.enthalpy[i] = now[at];
    one_.along[i] = along.heat[at];
    one_.along_slope[i] = along.slope[at];
    one_.along_at[i] = run.panels.temperature[at];
  }
  const double step = run.stage.step;
  one_.begin();
  const bool settled = one_.evaluate(step, run.solver);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    net_[base + static_cast<std::size_t>(cells_[i])] = one_.net[i];
  }
  keep_swept(panel, 0, one_);
  one_.converged.fill(0);
  if (along.is_careful) {
    one_.solve(step, run.solver, true);
  } else {
    one_.improve(step);
  }
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    double& value = ahead[base + static_cast<std::size_t>(cells_[i])];
    value += along.relaxation * (one_.enthalpy[i] - value);
  }
  run.panels.look_up_one(panel, ahead);
  keep_guess(panel, 0, one_);
  return settled ? 0 : 1;
}

void Walls::end_sweeps(const Stage& stage, Panels& panels, const WallFields& fields,
                       const std::vector<double>& along) {
  const auto end = [&](std::int32_t panel) {
    const auto p = static_cast<std::size_t>(panel);
    for (std::size_t i = panels.offset(p); i < panels.offset(p + 1); ++i) {
      if (!(fields.mass[i] > 0.0)) continue;
      const double into = net_[i] + along[i];
      if (stage.is_last) {
        fields.enthalpy[i] =
            (*stage.start)[i] +
            (stage.weight[0] * fields.rate[i] + stage.step * into) / fields.mass[i];
      } else {
        fields.rate[i] = stage.keep_rate * fields.rate[i] + stage.keep_net * into;
        if (is_turned_) fields.enthalpy[i] = previous_[i];
      }
    }
    if (!stage.is_last) panels.look_up_one(p, fields.enthalpy);
    for (std::size_t side = 2 * p; side < 2 * p + 2; ++side) {
      books.convected[side] += stage.book_weight * swept_books_.convected[side];
      books.radiated[side] += stage.book_weight * swept_books_.radiated[side];
      books.wall[side] = swept_books_.wall[side];
    }
  };
  for (const auto& list : swept_.whole) std::for_each(list.begin(), list.end(), end);
  std::for_each(swept_.others.begin(), swept_.others.end(), end);
}

}  // namespace tektite::thermal
