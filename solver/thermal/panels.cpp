#include "solver/thermal/panels.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <limits>

namespace tektite::thermal {

const CaloricTable& Tables::of(const materials::Material& material) {
  auto& entry = tables_[&material];
  if (!entry) entry = std::make_unique<CaloricTable>(material);
  return *entry;
}

namespace {

/// Materials that only ablate or burn keep no progress.
bool decomposes(const vehicle::Stack& stack) {
  return std::ranges::any_of(
      stack.cells, [](const vehicle::Cell& cell) { return cell.material->charring() != nullptr; });
}

}  // namespace

void FlyingBodies::refresh(const vehicle::State& state) {
  std::int32_t top = 0;
  for (const vehicle::Body& body : state.bodies) top = std::max(top, body.id + 1);
  flies_.assign(static_cast<std::size_t>(std::max(top, state.next_body)), 0);
  for (const vehicle::Body& body : state.bodies) {
    flies_[static_cast<std::size_t>(body.id)] = body.status == vehicle::BodyStatus::flying ? 1 : 0;
  }
}

Panels::Panels(const vehicle::Vehicle& vehicle, Tables& tables)
    : vehicle_(&vehicle),
      owned_(static_cast<std::size_t>(vehicle.mesh->owned())),
      local_(static_cast<std::size_t>(vehicle.mesh->local())) {
  for (const vehicle::Stack& stack : vehicle.stacks) {
    StackPlan plan;
    plan.stack = &stack;
    double solid = 0.0;
    int gaps = 0;
    for (const vehicle::Cell& cell : stack.cells) {
      plan.tables.push_back(&tables.of(*cell.material));
      solid += cell.thickness;
      const auto* const burns = cell.material->charring();
      plan.quiet_enthalpy.push_back(burns != nullptr ? cell.material->enthalpy(burns->quiet_below())
                                                     : std::numeric_limits<double>::infinity());
    }
    if (!decomposes(stack)) plan.quiet_enthalpy.clear();
    for (const vehicle::Gap& gap : stack.gaps) gaps += gap.is_open ? 1 : 0;
    // A stack says the width of all its gaps together; they are taken as equal.
    const double width = gaps > 0 ? std::max(stack.thickness - solid, 0.0) / gaps : 0.0;
    plan.depth.resize(stack.cells.size());
    double depth = 0.0;
    for (std::size_t c = stack.cells.size(); c-- > 0;) {
      plan.depth[c] = depth;
      depth += stack.cells[c].thickness;
      if (c > 0 && stack.gaps[c - 1].is_open) depth += width;
    }
    widest_ = std::max(widest_, stack.cells.size());
    plans_.push_back(std::move(plan));
  }
  stack_.resize(local_);
  offset_.resize(local_ + 1);
  for (std::size_t p = 0; p < local_; ++p) {
    const auto part = static_cast<std::size_t>(mesh().part()[p]);
    stack_[p] = vehicle.parts[part].stack;
    offset_[p] = static_cast<std::size_t>(vehicle.cell_offset[p]);
    expect(vehicle.cell_offset[p + 1] - vehicle.cell_offset[p] == plan(p).stack->size(),
           "cells of a panel as many as its stack has");
  }
  cells_ = static_cast<std::size_t>(vehicle.cell_offset[local_]);
  offset_[local_] = cells_;
  std::vector<std::uint8_t> is_shared(owned_, 0);
  for (const mesh::Pair& pair : mesh().pairs()) {
    const auto a = static_cast<std::size_t>(pair.a);
    const auto b = static_cast<std::size_t>(pair.b);
    if (a < owned_ && b >= owned_) is_shared[a] = 1;
    if (b < owned_ && a >= owned_) is_shared[b] = 1;
  }
  for (std::size_t p = 0; p < owned_; ++p) {
    if (is_shared[p] != 0) shared_.push_back(p);
  }
  for (auto* flags : {&active, &whole, &charring, &is_damaged_}) flags->assign(local_, 0);
  virgin.assign(local_, 1);
  for (auto* indices : {&body, &first, &last}) indices->assign(local_, -1);
  sides.resize(local_);
  diffusivity.assign(local_, 0.0);
  for (auto* values : {&temperature, &conductivity}) values->assign(cells_, 0.0);
  share.assign(cells_, 1.0);
}

void Panels::refresh(const vehicle::State& state, const vehicle::Solid& solid) {
  flying_.refresh(state);
  solid_ = &solid;
  for (std::size_t p = 0; p < local_; ++p) {
    const auto& cells = plan(p).stack->cells;
    const double* mass = solid.cell_mass.data() + offset_[p];
    std::int32_t outermost = -1, innermost = -1;
    bool as_built = true;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (mass[c] > 0.0) {
        if (outermost < 0) outermost = static_cast<std::int32_t>(c);
        innermost = static_cast<std::int32_t>(c);
      }
      as_built = as_built && mass[c] == cells[c].areal_mass;
    }
    if (!as_built || is_damaged_[p] != 0) {
      for (std::size_t c = 0; c < cells.size(); ++c) {
        share[offset_[p] + c] = mass[c] / cells[c].areal_mass;
      }
    }
    virgin[p] = 1;
    if (!plan(p).quiet_enthalpy.empty()) refresh_progress(p);
    is_damaged_[p] = as_built ? 0 : 1;
    const bool flies = flying_(state.body[p]) && outermost >= 0;
    active[p] = flies ? 1 : 0;
    charring[p] = flies && !plan(p).quiet_enthalpy.empty() &&
                          (virgin[p] == 0 || is_stirring(p, solid.enthalpy))
                      ? 1
                      : 0;
    whole[p] = flies && as_built && charring[p] == 0 ? 1 : 0;
    body[p] = flies ? state.body[p] : -1;
    first[p] = outermost;
    last[p] = innermost;
    const vehicle::Part& part = vehicle_->parts[static_cast<std::size_t>(mesh().part()[p])];
    const auto enclosed = [&](int volume) {
      return volume >= 0 && flies &&
             state.volume_body[static_cast<std::size_t>(volume)] == state.body[p];
    };
    sides[p].volume[vehicle::outer] = enclosed(part.volume_outside) ? part.volume_outside : -1;
    sides[p].volume[vehicle::inner] = enclosed(part.volume) ? part.volume : -1;
  }
}

/// Is something decomposed, and what does it leave of the cells' volume?
void Panels::refresh_progress(std::size_t panel) {
  const auto& cells = plan(panel).stack->cells;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto numbers = progress(panel, c);
    if (std::ranges::all_of(numbers, [](double number) { return number == 0.0; })) continue;
    virgin[panel] = 0;
    share[offset_[panel] + c] /= cells[c].material->charring()->density_ratio(numbers);
  }
}

bool Panels::is_outside(std::size_t panel, std::size_t cell, double enthalpy) const {
  const materials::Material& material = *plan(panel).stack->cells[cell].material;
  if (charring[panel] == 0 || material.charring() == nullptr) {
    return plan(panel).tables[cell]->is_outside(enthalpy);
  }
  return material.charring()->is_outside(material.temperature(enthalpy, progress(panel, cell)));
}

bool Panels::is_stirring(std::size_t panel, const std::vector<double>& enthalpy) const {
  const auto& quiet = plan(panel).quiet_enthalpy;
  for (std::size_t c = 0; c < quiet.size(); ++c) {
    const std::size_t i = offset_[panel] + c;
    if (solid_->cell_mass[i] > 0.0 && enthalpy[i] > quiet[c]) return true;
  }
  return false;
}

void Panels::update_ghost_progress(std::vector<double>& values) {
  const auto& offset = vehicle_->progress_offset;
  if (mesh().world().size() == 1 || offset.empty()) return;
  std::size_t width = 0;
  for (const StackPlan& build : plans_) {
    width = std::max(width, static_cast<std::size_t>(build.stack->progress_size));
  }
  packed_.resize(width * local_);
  for (const std::size_t p : shared_) {
    std::copy(values.begin() + offset[p], values.begin() + offset[p + 1],
              packed_.begin() + static_cast<std::ptrdiff_t>(p * width));
  }
  mesh().update_ghosts(packed_, static_cast<int>(width));
  for (std::size_t p = owned_; p < local_; ++p) {
    std::copy_n(packed_.begin() + static_cast<std::ptrdiff_t>(p * width), offset[p + 1] - offset[p],
                values.begin() + offset[p]);
  }
}

/// A cell that has decomposed in part.
Caloric Panels::look_up_decomposed(std::size_t panel, std::size_t cell, double enthalpy) const {
  const materials::Charring& of = *plan(panel).stack->cells[cell].material->charring();
  const auto numbers = progress(panel, cell);
  const double share_of_virgin = of.virgin_share(numbers);
  Caloric found;
  found.temperature = of.temperature(enthalpy, share_of_virgin);
  found.heat = of.solid_heat(found.temperature, share_of_virgin).slope;
  found.conductivity = of.conductivity(found.temperature, of.functional_share(numbers));
  return found;
}

void Panels::look_up_range(std::size_t from, std::size_t to, const std::vector<double>& enthalpy,
                           bool with_limits) {
  for (std::size_t p = from; p < to; ++p) {
    if (active[p] == 0) continue;
    const StackPlan& build = plan(p);
    double fastest = 0.0;
    for (std::size_t c = 0; c < build.tables.size(); ++c) {
      const std::size_t i = offset_[p] + c;
      const bool is_plain = virgin[p] != 0 || build.stack->cells[c].material->charring() == nullptr;
      const Caloric found =
          is_plain ? (*build.tables[c])(enthalpy[i]) : look_up_decomposed(p, c, enthalpy[i]);
      temperature[i] = found.temperature;
      conductivity[i] = found.conductivity;
      if (!with_limits) continue;
      const vehicle::Cell& cell = build.stack->cells[c];
      fastest =
          std::max(fastest, found.conductivity * cell.thickness / (cell.areal_mass * found.heat));
    }
    if (with_limits) diffusivity[p] = fastest;
  }
}

void Panels::look_up(const std::vector<double>& enthalpy, bool with_limits) {
  look_up_range(0, local_, enthalpy, with_limits);
}

void Panels::look_up_ghosts(const std::vector<double>& enthalpy) {
  look_up_range(owned_, local_, enthalpy, false);
}

void Panels::update_ghosts(std::initializer_list<std::vector<double>*> fields) {
  if (mesh().world().size() == 1) return;
  const std::size_t width = widest_ * fields.size();
  packed_.resize(width * local_);
  for (const std::size_t p : shared_) {
    double* place = packed_.data() + p * width;
    for (const auto* field : fields) {
      std::copy(field->begin() + static_cast<std::ptrdiff_t>(offset_[p]),
                field->begin() + static_cast<std::ptrdiff_t>(offset_[p + 1]), place);
      place += widest_;
    }
  }
  mesh().update_ghosts(packed_, static_cast<int>(width));
  for (std::size_t p = owned_; p < local_; ++p) {
    const double* place = packed_.data() + p * width;
    for (auto* field : fields) {
      std::copy(place, place + (offset_[p + 1] - offset_[p]),
                field->begin() + static_cast<std::ptrdiff_t>(offset_[p]));
      place += widest_;
    }
  }
}

}  // namespace tektite::thermal
