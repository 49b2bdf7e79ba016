#include "solver/thermal/panels.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <array>

namespace tektite::thermal {

const CaloricTable& Tables::of(const materials::Material& material) {
  auto& entry = tables_[&material];
  if (!entry) entry = std::make_unique<CaloricTable>(material);
  return *entry;
}

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
      const CaloricTable* table = &tables.of(*cell.material);
      const std::size_t here = plan.tables.size();
      if (here == 0 || plan.tables.back() != table) plan.layers.push_back({table, here, here});
      plan.layers.back().to = here + 1;
      plan.tables.push_back(table);
      plan.spread.push_back(cell.thickness / cell.areal_mass);
      solid += cell.thickness;
    }
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
  for (auto* flags : {&active, &whole, &is_damaged_}) flags->assign(local_, 0);
  for (auto* indices : {&body, &first, &last}) indices->assign(local_, -1);
  sides.resize(local_);
  diffusivity.assign(local_, 0.0);
  for (auto* values : {&temperature, &conductivity}) values->assign(cells_, 0.0);
  share.assign(cells_, 1.0);
}

void Panels::refresh(const vehicle::State& state, const vehicle::Solid& solid) {
  flying_.refresh(state);
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
    is_damaged_[p] = as_built ? 0 : 1;
    const bool flies = flying_(state.body[p]) && outermost >= 0;
    active[p] = flies ? 1 : 0;
    whole[p] = flies && as_built ? 1 : 0;
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

/// W cells of one layer; returns their largest k thickness / (areal mass c).
template <int W, bool WithLimits>
inline double Panels::look_up_cells(const StackPlan::Layer& layer, const StackPlan& build,
                                    std::size_t base, std::size_t cell, const double* enthalpy) {
  const std::size_t i = base + cell;
  const CaloricLanes<W> found = layer.table->look_up<W>(enthalpy + i);
  found.temperature.store(&temperature[i]);
  found.conductivity.store(&conductivity[i]);
  if constexpr (!WithLimits) return 0.0;
  std::array<double, W> fast;
  (found.conductivity * Lanes<W>::load(&build.spread[cell]) / found.heat).store(fast.data());
  return *std::max_element(fast.begin(), fast.end());
}

template <bool WithLimits>
void Panels::look_up_range(std::size_t from, std::size_t to, const std::vector<double>& enthalpy) {
  constexpr std::size_t wide = 4;
  for (std::size_t p = from; p < to; ++p) {
    if (active[p] == 0) continue;
    const StackPlan& build = plan(p);
    double fastest = 0.0;
    for (const StackPlan::Layer& layer : build.layers) {
      std::size_t c = layer.from;
      for (; c + wide <= layer.to; c += wide) {
        fastest = std::max(
            fastest, look_up_cells<wide, WithLimits>(layer, build, offset_[p], c, enthalpy.data()));
      }
      for (; c < layer.to; ++c) {
        fastest = std::max(
            fastest, look_up_cells<1, WithLimits>(layer, build, offset_[p], c, enthalpy.data()));
      }
    }
    if constexpr (WithLimits) diffusivity[p] = fastest;
  }
}

void Panels::look_up(const std::vector<double>& enthalpy, bool with_limits) {
  with_limits ? look_up_range<true>(0, local_, enthalpy)
              : look_up_range<false>(0, local_, enthalpy);
}

void Panels::look_up_ghosts(const std::vector<double>& enthalpy) {
  look_up_range<false>(owned_, local_, enthalpy);
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
