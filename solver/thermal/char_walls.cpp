#include "solver/thermal/char_walls.hpp"

#include <algorithm>

namespace tektite::thermal {

CharWalls::CharWalls(const Panels& panels, const CharSettings& settings) : settings_(settings) {
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (!panels.plan(p).quiet_enthalpy.empty()) panels_.push_back(static_cast<std::int32_t>(p));
  }
  books.resize(panels_.size());
  kept_.resize(panels_.size());
  first_substep_.assign(panels_.size(), 0.0);
}

void CharWalls::begin() {
  std::fill(books.begin(), books.end(), CharBooks{});
  failures = 0;
}

void CharWalls::begin_step(const Walls& walls) {
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const auto p = static_cast<std::size_t>(panels_[k]);
    for (std::size_t side = 0; side < 2; ++side) {
      kept_[k][side] = walls.convected[2 * p + side];
      kept_[k][2 + side] = walls.radiated[2 * p + side];
      kept_[k][4 + side] = walls.wall[2 * p + side];
    }
    first_substep_[k] = 0.0;
  }
}

bool CharWalls::promote(Panels& panels, const std::vector<double>& enthalpy, Walls& walls) {
  bool any = false;
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const auto p = static_cast<std::size_t>(panels_[k]);
    if (panels.active[p] == 0 || panels.charring[p] != 0 || !panels.is_stirring(p, enthalpy)) {
      continue;
    }
    panels.charring[p] = 1;
    panels.whole[p] = 0;
    for (std::size_t side = 0; side < 2; ++side) {
      walls.convected[2 * p + side] = kept_[k][side];
      walls.radiated[2 * p + side] = kept_[k][2 + side];
      walls.wall[2 * p + side] = kept_[k][4 + side];
    }
    any = true;
  }
  return any;
}

void CharWalls::set_up(const CharSpan& span, const vehicle::Solid& solid, const Panels& panels,
                       const Walls& walls, std::size_t panel) {
  const std::size_t base = panels.offset(panel);
  const StackPlan& plan = panels.plan(panel);
  const auto& cells = plan.stack->cells;
  const auto& offset = panels.vehicle().progress_offset;
  progress_.clear();
  if (!offset.empty()) {
    progress_.assign(solid.progress.begin() + offset[panel],
                     solid.progress.begin() + offset[panel + 1]);
  }
  column_.cell.clear();
  column_.link.clear();
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::size_t at = base + c;
    if (!(solid.cell_mass[at] > 0.0)) continue;
    if (!column_.cell.empty()) {
      // Where cells have gone, a gap has opened.
      const std::size_t before = column_.cell.back().id;
      Link link{c != before + 1, 1.0, 0.0};
      for (std::size_t g = before; g < c; ++g) {
        link.is_open = link.is_open || plan.stack->gaps[g].is_open;
        link.shields += shield_resistance(plan.stack->gaps[g]);
      }
      column_.link.push_back(link);
    }
    CharCell cell;
    cell.table = plan.tables[c];
    cell.charring = cells[c].material->charring();
    cell.reach_out = cell.reach_in = 0.5 * cells[c].thickness;
    cell.built = cells[c].areal_mass;
    cell.mass = solid.cell_mass[at];
    cell.enthalpy = solid.enthalpy[at];
    cell.source = span.weight[0] * span.source_0[at] + span.weight[1] * span.source_1[at];
    cell.progress = progress_.data() + cells[c].progress;
    cell.id = c;
    column_.cell.push_back(cell);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    CharEnd& end = column_.end[side];
    end.exposed = panels.sides[panel].volume[side] < 0;
    end.wall = walls.wall[2 * panel + side];
    const LoadsAt* const loads[] = {&span.begin, &span.end};
    for (std::size_t i = 0; i < 2; ++i) {
      const LoadsAt::Air air = loads[i]->side(panel, side);
      end.air[i] = {air.film, air.recovery, loads[i]->pressure(panel, side),
                    settings_.solver.environment};
    }
  }
}

void CharWalls::look_ahead(const CharSpan& span, const vehicle::Solid& solid, Panels& panels,
                           Walls& walls, std::vector<double>& enthalpy) {
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const auto p = static_cast<std::size_t>(panels_[k]);
    if (panels.charring[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    set_up(span, solid, panels, walls, p);
    column_.first_substep = 0.0;
    column_.advance(span.length, settings_);
    first_substep_[k] = column_.first_substep;
    // Cells that are about to go keep what they have.
    for (std::size_t i = base; i < panels.offset(p + 1); ++i) enthalpy[i] = solid.enthalpy[i];
    for (const CharCell& cell : column_.cell) {
      const std::size_t at = base + cell.id;
      enthalpy[at] =
          cell.charring == nullptr
              ? cell.enthalpy
              : cell.charring
                    ->solid_heat(cell.temperature,
                                 cell.charring->virgin_share(panels.progress(p, cell.id)))
                    .enthalpy;
    }
    panels.look_up_panel(p, enthalpy);  // as its ghosts elsewhere are
  }
}

void CharWalls::advance(const CharSpan& span, vehicle::Solid& solid, Panels& panels, Walls& walls,
                        std::vector<double>& enthalpy) {
  const auto& offset = panels.vehicle().progress_offset;
  for (std::size_t k = 0; k < panels_.size(); ++k) {
    const auto p = static_cast<std::size_t>(panels_[k]);
    if (panels.charring[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    set_up(span, solid, panels, walls, p);
    column_.first_substep = first_substep_[k];
    const CharBooks of = column_.advance(span.length, settings_);
    for (std::size_t i = base; i < panels.offset(p + 1); ++i) enthalpy[i] = solid.enthalpy[i];
    for (const CharCell& cell : column_.cell) {
      solid.cell_mass[base + cell.id] = cell.mass;
      enthalpy[base + cell.id] = cell.enthalpy;
    }
    for (const std::size_t id : column_.gone) solid.cell_mass[base + id] = 0.0;
    if (!offset.empty()) {
      std::copy(progress_.begin(), progress_.end(), solid.progress.begin() + offset[p]);
    }
    for (std::size_t side = 0; side < 2; ++side) {
      walls.convected[2 * p + side] += of.convected[side];
      walls.radiated[2 * p + side] += of.radiated[side];
      if (column_.end[side].exposed) walls.wall[2 * p + side] = column_.end[side].wall;
    }
    books[k] += of;
    failures += of.failures;
  }
}

}  // namespace tektite::thermal
