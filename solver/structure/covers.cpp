#include "solver/structure/covers.hpp"

#include "solver/vehicle/progress.hpp"

#include <algorithm>
#include <cstddef>

namespace tektite::structure {
namespace {

using vehicle::Failure;

/// Sheets on one panel whose fabric the air reaches.
void look_at_panel(const vehicle::Vehicle& vehicle, const vehicle::State& state, std::size_t panel,
                   bool is_gone, std::vector<Failure>& found) {
  const auto patch = static_cast<std::size_t>(vehicle.mesh->patch()[panel]);
  const auto& cells = vehicle.stack_of(static_cast<std::int32_t>(panel)).cells;
  const auto base = static_cast<std::size_t>(vehicle.cell_offset[panel]);
  std::size_t cell = 0;
  for (const std::int32_t sheet : vehicle.sheets[patch]) {
    const int layer = vehicle.objects[static_cast<std::size_t>(sheet)].layer;
    // What else is left above covers this sheet and all below it.
    for (; cell < cells.size() && cells[cell].layer < layer; ++cell) {
      const bool is_left = state.solid.cell_mass[base + cell] > 0.0;
      if (is_left && !cells[cell].is_loose && !is_gone) return;
    }
    for (std::size_t c = cell; c < cells.size() && cells[c].layer == layer; ++c) {
      if (state.solid.cell_mass[base + c] <= 0.0) continue;
      found.push_back(
          {vehicle::FailedThing::sheet,
           sheet,
           vehicle::FailureMode::uncovered,
           state.body[panel],
           1.0,
           cells[c].material->temperature(state.solid.enthalpy[base + c],
                                          vehicle::progress_of(vehicle, state.solid, panel, c)),
           -1,
           {}});
      break;
    }
  }
}

/// By sheet; the hottest of each.
void keep_one_each(std::vector<Failure>& sheets) {
  std::sort(sheets.begin(), sheets.end(), [](const Failure& a, const Failure& b) {
    return a.index != b.index ? a.index < b.index : a.temperature > b.temperature;
  });
  const auto same = [](const Failure& a, const Failure& b) { return a.index == b.index; };
  sheets.erase(std::unique(sheets.begin(), sheets.end(), same), sheets.end());
}

}  // namespace

std::vector<Failure> bare_sheets(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                                 std::span<const WallStrength> strength) {
  std::vector<Failure> mine;
  for (std::size_t p = 0; p < strength.size(); ++p) {
    if (!state.is_present(p)) continue;
    if (vehicle.sheets[static_cast<std::size_t>(vehicle.mesh->patch()[p])].empty()) continue;
    look_at_panel(vehicle, state, p, strength[p].is_gone, mine);
  }
  keep_one_each(mine);
  std::vector<Failure> all = vehicle.mesh->world().gather_on_all(mine);
  keep_one_each(all);
  return all;
}

}  // namespace tektite::structure
