// Objects of which something decomposes.
#include "solver/thermal/lumps.hpp"
#include "solver/vehicle/progress.hpp"

#include <algorithm>

namespace tektite::thermal {

std::span<const double> Lumps::progress(const Lump& lump, std::size_t cell) const {
  return vehicle::progress_of(vehicle_->objects[lump.index], progress_[lump.index], cell);
}

/// Has something decomposed, or is it warm enough to?
bool Lumps::is_stirring(const Lump& lump) const {
  const auto& cells = vehicle_->objects[lump.index].cells;
  for (std::size_t c = 0; c < lump.cells; ++c) {
    const auto* const of = cells[c].material->charring();
    if (of == nullptr || !(mass[lump.offset + c] > 0.0)) continue;
    if (enthalpy[lump.offset + c] > cells[c].material->enthalpy(of->quiet_below())) return true;
    const auto numbers = progress(lump, c);
    if (std::ranges::any_of(numbers, [](double number) { return number != 0.0; })) return true;
  }
  return false;
}

bool Lumps::is_outside(std::size_t lump, std::size_t cell) const {
  const Lump& one = lumps[lump];
  const std::size_t at = one.offset + cell;
  const materials::Material& material = tables[at]->material();
  if (!one.charring || material.charring() == nullptr) return tables[at]->is_outside(enthalpy[at]);
  return material.charring()->is_outside(material.temperature(enthalpy[at], progress(one, cell)));
}

/// What the ordinary columns have warmed so much that it decomposes is done again here.
void Lumps::promote(const Communicator& world) {
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    Lump& lump = lumps[l];
    if (!lump.active || !lump.decomposes || lump.charring || !is_stirring(lump)) continue;
    lump.charring = true;  // on every rank alike: solve() has shared the enthalpies
    const auto from = static_cast<std::ptrdiff_t>(lump.offset);
    std::copy_n(start.begin() + from, lump.cells, enthalpy.begin() + from);
    if (!is_mine(l, world)) continue;
    convected[l] = kept_[l][0], radiated[l] = kept_[l][1], wall[l] = kept_[l][2];
  }
}

void Lumps::set_up_charring(const LoadsAt& begin, const LoadsAt& end, std::array<double, 2> weight,
                            std::size_t index) {
  const Lump& lump = lumps[index];
  const vehicle::Object& object = vehicle_->objects[lump.index];
  char_progress_ = progress_[lump.index];
  char_column_.cell.clear();
  char_column_.link.clear();
  for (std::size_t c = 0; c < lump.cells; ++c) {
    const std::size_t at = lump.offset + c;
    if (!(mass[at] > 0.0)) continue;
    CharCell cell;
    cell.table = tables[at];
    cell.charring = object.cells[c].material->charring();
    cell.reach_out = reach(lump, c, true);
    cell.reach_in = reach(lump, c, false);
    // A sheet has the mass that its patch had left.
    cell.built = object.cells[c].mass;
    cell.mass = mass[at];
    cell.enthalpy = start[at];
    cell.source = weight[0] * source_0[at] + weight[1] * source_1[at];
    cell.progress = char_progress_.data() + object.cells[c].progress;
    cell.id = c;
    if (!char_column_.cell.empty()) char_column_.link.push_back(Link{});
    char_column_.cell.push_back(cell);
  }
  CharEnd& face = char_column_.end[0];
  face.area = outer_area(lump);
  face.exposed = lump.exposed;
  face.wall = wall[index];
  const LoadsAt* const loads[] = {&begin, &end};
  for (std::size_t i = 0; i < 2; ++i) {
    const LoadsAt::Air air = loads[i]->object(lump.index);
    face.air[i] = {air.film, air.recovery, loads[i]->object_pressure(lump.index),
                   char_settings_.solver.environment};
  }
  char_column_.end[1].exposed = false;
}

void Lumps::look_ahead(const LoadsAt& begin, const LoadsAt& end, double length,
                       const Communicator& world) {
  promote(world);
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    if (!lumps[l].charring || !is_mine(l, world)) continue;
    first_substep_[l] = 0.0;
    if (lumps[l].alone) continue;  // nobody asks for its temperature
    set_up_charring(begin, end, {1.0, 0.0}, l);
    char_column_.first_substep = 0.0;
    char_column_.advance(length, char_settings_);
    first_substep_[l] = char_column_.first_substep;
    for (const CharCell& cell : char_column_.cell) {
      // What has the temperature found, with the progress at the start.
      const auto numbers = progress(lumps[l], cell.id);
      enthalpy[lumps[l].offset + cell.id] =
          cell.charring == nullptr
              ? cell.enthalpy
              : cell.charring->solid_heat(cell.temperature, cell.charring->virgin_share(numbers))
                    .enthalpy;
    }
  }
  share_charring(world, false);
}

std::int64_t Lumps::advance_charring(const LoadsAt& begin, const LoadsAt& end, double length,
                                     std::array<double, 2> weight, const Communicator& world) {
  promote(world);
  std::int64_t failures = 0;
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    const Lump& lump = lumps[l];
    if (!lump.charring || !is_mine(l, world)) continue;
    set_up_charring(begin, end, weight, l);
    char_column_.first_substep = first_substep_[l];
    const CharBooks of = char_column_.advance(length, char_settings_);
    for (const CharCell& cell : char_column_.cell) {
      enthalpy[lump.offset + cell.id] = cell.enthalpy;
      mass[lump.offset + cell.id] = cell.mass;
    }
    for (const std::size_t id : char_column_.gone) mass[lump.offset + id] = 0.0;
    progress_[lump.index] = char_progress_;
    convected[l] += of.convected[0];
    radiated[l] += of.radiated[0];
    wall[l] = lump.exposed ? char_column_.end[0].wall : 0.0;
    char_books[l] += of;
    failures += of.failures;
  }
  share_charring(world, true);
  return failures;
}

/// Hands what this rank has solved to all; `with_state`: masses and progress too.
void Lumps::share_charring(const Communicator& world, bool with_state) {
  const bool any = std::ranges::any_of(lumps, [](const Lump& lump) { return lump.charring; });
  if (world.size() == 1 || !any) return;
  mine_.clear();
  const auto put = [&](const std::vector<double>& values, std::size_t from, std::size_t count) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(from);
    mine_.insert(mine_.end(), first, first + static_cast<std::ptrdiff_t>(count));
  };
  for (std::size_t l = 0; l < lumps.size(); ++l) {
    const Lump& lump = lumps[l];
    if (!lump.charring || !is_mine(l, world)) continue;
    put(enthalpy, lump.offset, lump.cells);
    if (!with_state) continue;
    put(mass, lump.offset, lump.cells);
    put(progress_[lump.index], 0, progress_[lump.index].size());
  }
  const std::vector<double> all = world.gather_on_all(mine_);
  auto from = all.begin();
  const auto take = [&](std::vector<double>& values, std::size_t to, std::size_t count) {
    std::copy_n(from, count, values.begin() + static_cast<std::ptrdiff_t>(to));
    from += static_cast<std::ptrdiff_t>(count);
  };
  for (int rank = 0; rank < world.size(); ++rank) {
    for (auto l = static_cast<std::size_t>(rank); l < lumps.size();
         l += static_cast<std::size_t>(world.size())) {
      const Lump& lump = lumps[l];
      if (!lump.charring) continue;
      take(enthalpy, lump.offset, lump.cells);
      if (!with_state) continue;
      take(mass, lump.offset, lump.cells);
      take(progress_[lump.index], 0, progress_[lump.index].size());
    }
  }
}

}  // namespace tektite::thermal
