#include "solver/thermal/lumps.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

Lumps::Lumps(const vehicle::Vehicle& vehicle, Tables& materials, const CharSettings& charring)
    : vehicle_(&vehicle), objects_(vehicle.objects.size()), char_settings_(charring) {
  for (std::size_t i = 0; i < vehicle.objects.size(); ++i) {
    Lump lump;
    lump.index = i, lump.offset = tables.size(), lump.cells = vehicle.objects[i].cells.size();
    lumps.push_back(lump);
    for (const vehicle::ObjectCell& cell : vehicle.objects[i].cells) {
      tables.push_back(&materials.of(*cell.material));
      lumps.back().decomposes = lumps.back().decomposes || cell.material->charring() != nullptr;
    }
  }
  for (std::size_t i = 0; i < vehicle.joints.size(); ++i) {
    const vehicle::Joint& joint = vehicle.joints[i];
    Lump lump;
    lump.is_joint = true, lump.index = i, lump.offset = tables.size();
    lump.cells = static_cast<std::size_t>(joint.cells);
    lumps.push_back(lump);
    tables.insert(tables.end(), lump.cells, &materials.of(*joint.material));
  }
  for (auto* values :
       {&mass, &enthalpy, &temperature, &conductivity, &heat, &start, &source_0, &source_1, &net}) {
    values->assign(tables.size(), 0.0);
  }
  for (auto* values : {&convected, &radiated, &burned, &wall}) values->assign(lumps.size(), 0.0);
  char_books.resize(lumps.size());
  first_substep_.assign(lumps.size(), 0.0);
  kept_.resize(lumps.size());
}

void Lumps::load(const vehicle::Solid& solid) {
  for (const Lump& lump : lumps) {
    const auto to = static_cast<std::ptrdiff_t>(lump.offset);
    if (lump.is_joint) {
      const auto& from = solid.joint_enthalpy[lump.index];
      std::copy(from.begin(), from.end(), enthalpy.begin() + to);
      const double each = vehicle_->joints[lump.index].mass / static_cast<double>(lump.cells);
      std::fill_n(mass.begin() + to, lump.cells, each);
      continue;
    }
    const auto& from = solid.object_enthalpy[lump.index];
    std::copy(from.begin(), from.end(), enthalpy.begin() + to);
    const auto& left = solid.object_mass[lump.index];
    std::copy(left.begin(), left.end(), mass.begin() + to);
  }
  progress_ = solid.object_progress;
}

void Lumps::store(vehicle::Solid& solid) const {
  for (const Lump& lump : lumps) {
    const auto from = static_cast<std::ptrdiff_t>(lump.offset);
    auto& to = lump.is_joint ? solid.joint_enthalpy[lump.index] : solid.object_enthalpy[lump.index];
    std::copy_n(enthalpy.begin() + from, lump.cells, to.begin());
    if (lump.is_joint) continue;
    std::copy_n(mass.begin() + from, lump.cells, solid.object_mass[lump.index].begin());
  }
  solid.object_progress = progress_;
}

void Lumps::refresh(const vehicle::State& state) {
  flying_.refresh(state);
  for (Lump& lump : lumps) {
    lump.first = lump.last = -1;
    for (std::size_t c = 0; c < lump.cells; ++c) {
      if (!(mass[lump.offset + c] > 0.0)) continue;
      if (lump.first < 0) lump.first = static_cast<std::int32_t>(c);
      lump.last = static_cast<std::int32_t>(c);
    }
    const std::int32_t body =
        lump.is_joint ? state.joint_body[lump.index] : state.object_body[lump.index];
    lump.active = flying_(body) && lump.first >= 0;
    lump.charring = lump.active && lump.decomposes && is_stirring(lump);
    lump.exposed = lump.active;
    lump.volume = lump.host = -1;
    if (lump.is_joint) {
      lump.exposed = lump.active && vehicle_->joints[lump.index].exposed_area > 0.0;
      continue;
    }
    if (!lump.active || state.object_released[lump.index] != 0) continue;
    const vehicle::Object& object = vehicle_->objects[lump.index];
    if (object.host_object >= 0) {
      const auto host = static_cast<std::size_t>(object.host_object);
      if (state.object_body[host] == body) {
        lump.host = object.host_object;
        lump.exposed = false;
      }
    } else if (object.volume >= 0 &&
               state.volume_body[static_cast<std::size_t>(object.volume)] == body) {
      lump.volume = object.volume;
      lump.exposed = false;
    }
  }
  for (Lump& lump : lumps) lump.alone = !lump.is_joint && lump.exposed;
  for (const Lump& lump : lumps) {
    if (lump.host >= 0) lumps[static_cast<std::size_t>(lump.host)].alone = false;
  }
}

void Lumps::look_up() {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Caloric found = (*tables[i])(enthalpy[i]);
    temperature[i] = found.temperature;
    conductivity[i] = found.conductivity;
    heat[i] = found.heat;
  }
  for (const Lump& lump : lumps) {
    if (!lump.charring) continue;
    for (std::size_t c = 0; c < lump.cells; ++c) {
      const auto* const of = vehicle_->objects[lump.index].cells[c].material->charring();
      if (of == nullptr) continue;
      const std::size_t i = lump.offset + c;
      const auto numbers = progress(lump, c);
      const double virgin = of->virgin_share(numbers);
      temperature[i] = of->temperature(enthalpy[i], virgin);
      heat[i] = of->solid_heat(temperature[i], virgin).slope;
      conductivity[i] = of->conductivity(temperature[i], of->functional_share(numbers));
    }
  }
}

void Lumps::begin() {
  std::fill(convected.begin(), convected.end(), 0.0);
  std::fill(radiated.begin(), radiated.end(), 0.0);
  std::fill(burned.begin(), burned.end(), 0.0);
  std::fill(char_books.begin(), char_books.end(), CharBooks{});
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    const Lump& lump = lumps[l];
    wall[l] = lump.active ? temperature[lump.offset + static_cast<std::size_t>(lump.first)] : 0.0;
  }
}

double Lumps::outer_area(const Lump& lump) const {
  if (lump.is_joint) return vehicle_->joints[lump.index].exposed_area;
  return vehicle_->objects[lump.index].cells[static_cast<std::size_t>(lump.first)].outer_area;
}

double Lumps::inner_area(const Lump& lump) const {
  if (lump.is_joint) return 0.0;
  const vehicle::Object& object = vehicle_->objects[lump.index];
  const auto next = static_cast<std::size_t>(lump.last) + 1;
  return next < lump.cells ? object.cells[next].outer_area : object.inner_area;
}

/// Half a cell's depth over the area on the way: the geometric mean of the areas at both ends,
/// which is exact for spheres [1/m].
double Lumps::reach(const Lump& lump, std::size_t cell, bool outwards) const {
  if (lump.is_joint) {
    const vehicle::Joint& joint = vehicle_->joints[lump.index];
    const double area = joint.mass / (joint.material->density() * joint.depth);
    return 0.5 * joint.depth / static_cast<double>(lump.cells) / area;
  }
  const vehicle::Object& object = vehicle_->objects[lump.index];
  const vehicle::ObjectCell& one = object.cells[cell];
  double face = one.outer_area;
  if (!outwards) {
    face = cell + 1 < lump.cells ? object.cells[cell + 1].outer_area : object.inner_area;
  }
  const double area = face > 0.0 ? std::sqrt(one.middle * face) : one.middle;
  return 0.5 * one.thickness / area;
}

double Lumps::outer_drop(const Lump& lump) const {
  const auto cell = static_cast<std::size_t>(lump.first);
  return reach(lump, cell, true) * outer_area(lump) / conductivity[lump.offset + cell];
}

double Lumps::inner_drop(const Lump& lump) const {
  const auto cell = static_cast<std::size_t>(lump.last);
  return reach(lump, cell, false) * inner_area(lump) / conductivity[lump.offset + cell];
}

std::int64_t Lumps::solve(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                          const Communicator& world) {
  failures_ = 0;
  mine_.clear();
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    if (!stage.is_last) kept_[l] = {convected[l], radiated[l], wall[l]};
    if (!lumps[l].active || !is_mine(l, world)) continue;
    if (!lumps[l].charring) solve_one(stage, loads, solver, l);
    const auto from = enthalpy.begin() + static_cast<std::ptrdiff_t>(lumps[l].offset);
    mine_.insert(mine_.end(), from, from + static_cast<std::ptrdiff_t>(lumps[l].cells));
  }
  if (world.size() == 1 || lumps.empty()) return failures_;
  const std::vector<double> all = world.gather_on_all(mine_);
  auto from = all.begin();
  for (int rank = 0; rank < world.size(); ++rank) {
    for (auto l = static_cast<std::size_t>(rank); l < lumps.size();
         l += static_cast<std::size_t>(world.size())) {
      if (!lumps[l].active) continue;
      const auto count = static_cast<std::ptrdiff_t>(lumps[l].cells);
      std::copy(from, from + count,
                enthalpy.begin() + static_cast<std::ptrdiff_t>(lumps[l].offset));
      from += count;
    }
  }
  return failures_;
}

void Lumps::solve_one(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                      std::size_t index) {
  const Lump& lump = lumps[index];
  cells_.clear();
  for (std::size_t c = 0; c < lump.cells; ++c) {
    if (mass[lump.offset + c] > 0.0) cells_.push_back(static_cast<std::int32_t>(c));
  }
  column_.resize(static_cast<int>(cells_.size()));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto c = static_cast<std::size_t>(cells_[i]);
    const std::size_t at = lump.offset + c;
    column_.row[i] = {tables[at], reach(lump, c, true), reach(lump, c, false)};
    column_.mass[i] = mass[at];
    column_.start[i] = start[at];
    column_.enthalpy[i] = enthalpy[at];
    column_.source[i] = stage.source(at);
    if (i > 0) column_.link[i - 1] = Link{};
  }
  End<1>& face = column_.end[0];
  const LoadsAt::Air air = lump.is_joint ? loads.joint(lump.index) : loads.object(lump.index);
  face.area = outer_area(lump);
  face.exposed[0] = lump.exposed ? 1 : 0;
  face.film[0] = air.film;
  face.recovery[0] = air.recovery;
  const double sky = solver.environment * solver.environment;
  face.sky[0] = sky * sky;
  face.wall[0] = wall[index];
  column_.end[1].exposed[0] = 0;
  column_.solve(stage.step, solver, true);
  failures_ += column_.converged[0] == 0 ? 1 : 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::size_t at = lump.offset + static_cast<std::size_t>(cells_[i]);
    enthalpy[at] =
        stage.is_last
            ? column_.start[i] + (column_.source[i] + stage.step * column_.net[i]) / column_.mass[i]
            : column_.enthalpy[i];
    net[at] = column_.net[i];
  }
  convected[index] += stage.book_weight * face.convected[0];
  radiated[index] += stage.book_weight * face.radiated[0];
  burned[index] += stage.book_weight * face.burned[0];
  wall[index] = lump.exposed ? face.wall[0] : 0.0;
}

void Lumps::remove_melt(MeltModel model, const LoadsAt& loads, double step, double& melt_energy,
                        double& melt_mass) {
  if (model == MeltModel::retained) return;
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    const Lump& lump = lumps[l];
    if (lump.is_joint || !lump.active) continue;
    if (model != MeltModel::removed && !lump.exposed) continue;
    const vehicle::Object& object = vehicle_->objects[lump.index];
    liquid_.clear();
    for (std::int32_t c = lump.first; c <= lump.last; ++c) {
      const std::size_t at = lump.offset + static_cast<std::size_t>(c);
      const materials::Material& material = tables[at]->material();
      if (mass[at] <= 0.0) continue;
      const bool decomposes = lump.charring && material.charring() != nullptr;
      const auto numbers = progress(lump, static_cast<std::size_t>(c));
      const bool is_liquid =
          decomposes ? material.temperature(enthalpy[at], numbers) >= material.properties().liquidus
                     : enthalpy[at] >= material.liquidus_enthalpy();
      if (!is_liquid) break;
      const double warm = decomposes ? material.temperature(enthalpy[at], numbers)
                                     : material.temperature(enthalpy[at]);
      const vehicle::ObjectCell& cell = object.cells[static_cast<std::size_t>(c)];
      liquid_.push_back(
          {&material, warm, mass[at] / cell.outer_area, cell.mass / cell.outer_area, at});
    }
    if (liquid_.empty()) continue;
    const double diameter = std::sqrt(object.surface_area / constants::pi);
    carry_off({model, wash(loads.object(lump.index), loads.object_pressure(lump.index), diameter),
               wall[l], step},
              liquid_);
    for (const LiquidCell& cell : liquid_) {
      const double area = object.cells[cell.index - lump.offset].outer_area;
      if (cell.left == mass[cell.index] / area) continue;  // held
      const double left = cell.left * area;
      melt_energy += (mass[cell.index] - left) * enthalpy[cell.index];
      melt_mass += mass[cell.index] - left;
      mass[cell.index] = left;
    }
  }
}

}  // namespace tektite::thermal
