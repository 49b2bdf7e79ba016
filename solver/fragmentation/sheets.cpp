#include "solver/fragmentation/sheets.hpp"

#include "solver/base/exact_sum.hpp"
#include "solver/vehicle/progress.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tektite::fragmentation {
namespace {

/// A number for each sheet among the failures; -1 for other objects.
std::vector<std::int32_t> number_sheets(const vehicle::Vehicle& vehicle,
                                        std::span<const vehicle::Failure> failures,
                                        std::vector<std::size_t>& sheets) {
  std::vector<std::int32_t> number(vehicle.objects.size(), -1);
  for (const vehicle::Failure& failure : failures) {
    if (failure.thing != vehicle::FailedThing::sheet) continue;
    const auto object = static_cast<std::size_t>(failure.index);
    number[object] = static_cast<std::int32_t>(sheets.size());
    sheets.push_back(object);
  }
  return number;
}

/// Where the sums of each sheet begin: mass, heat, volume as mass of virgin material, and progress
/// by volume.
std::vector<std::size_t> number_sums(const vehicle::Vehicle& vehicle,
                                     const std::vector<std::size_t>& sheets) {
  std::vector<std::size_t> first(1, 0);
  for (const std::size_t sheet : sheets) {
    const vehicle::ObjectCell& cell = vehicle.objects[sheet].cells.front();
    first.push_back(first.back() + 3 + vehicle::progress_size(*cell.material));
  }
  return first;
}

void add_cell(const vehicle::Vehicle& vehicle, const vehicle::Solid& solid, std::size_t panel,
              std::size_t cell, std::size_t sum, ExactSums& sums) {
  const auto at = static_cast<std::size_t>(vehicle.cell_offset[panel]) + cell;
  const auto progress = vehicle::progress_of(vehicle, solid, panel, cell);
  const double mass = vehicle.mesh->area()[panel] * solid.cell_mass[at];
  const auto& cells = vehicle.stack_of(static_cast<std::int32_t>(panel)).cells;
  const double volume =
      progress.empty() ? mass : mass / cells[cell].material->charring()->density_ratio(progress);
  sums.add(sum, mass);
  sums.add(sum + 1, mass * solid.enthalpy[at]);
  sums.add(sum + 2, volume);
  for (std::size_t k = 0; k < progress.size(); ++k) sums.add(sum + 3 + k, volume * progress[k]);
}

}  // namespace

void take_off_sheets(const vehicle::Vehicle& vehicle, std::span<const vehicle::Failure> failures,
                     vehicle::State& state) {
  std::vector<std::size_t> sheets;
  const std::vector<std::int32_t> number = number_sheets(vehicle, failures, sheets);
  if (sheets.empty()) return;  // on every rank alike
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  vehicle::Solid& solid = state.solid;
  const std::vector<std::size_t> first = number_sums(vehicle, sheets);
  ExactSums sums(first.back());
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.local()); ++p) {
    if (!state.is_present(p)) continue;
    const auto base = static_cast<std::size_t>(vehicle.cell_offset[p]);
    const auto& cells = vehicle.stack_of(static_cast<std::int32_t>(p)).cells;
    for (const std::int32_t sheet : vehicle.sheets[static_cast<std::size_t>(mesh.patch()[p])]) {
      const std::int32_t n = number[static_cast<std::size_t>(sheet)];
      if (n < 0) continue;
      const int layer = vehicle.objects[static_cast<std::size_t>(sheet)].layer;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (cells[c].layer != layer) continue;
        if (p < static_cast<std::size_t>(mesh.owned())) {
          add_cell(vehicle, solid, p, c, first[static_cast<std::size_t>(n)], sums);
        }
        solid.cell_mass[base + c] = 0.0;
      }
    }
  }
  sums.reduce(mesh.world());
  for (std::size_t n = 0; n < sheets.size(); ++n) {
    const vehicle::Object& object = vehicle.objects[sheets[n]];
    const double mass = sums.value(first[n]);
    const double enthalpy = mass > 0.0 ? sums.value(first[n] + 1) / mass : 0.0;
    const double volume = sums.value(first[n] + 2);
    const std::size_t numbers = first[n + 1] - first[n] - 3;
    for (std::size_t c = 0; c < object.cells.size(); ++c) {
      solid.object_mass[sheets[n]][c] = mass * (object.cells[c].mass / object.mass);
      solid.object_enthalpy[sheets[n]][c] = enthalpy;
      for (std::size_t k = 0; k < numbers && volume > 0.0; ++k) {
        const auto at = static_cast<std::size_t>(object.cells[c].progress) + k;
        solid.object_progress[sheets[n]][at] = sums.value(first[n] + 3 + k) / volume;
      }
    }
  }
}

}  // namespace tektite::fragmentation
