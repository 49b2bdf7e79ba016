#include "solver/fragmentation/sheets.hpp"

#include "solver/base/exact_sum.hpp"

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

}  // namespace

void take_off_sheets(const vehicle::Vehicle& vehicle, std::span<const vehicle::Failure> failures,
                     vehicle::State& state) {
  std::vector<std::size_t> sheets;
  const std::vector<std::int32_t> number = number_sheets(vehicle, failures, sheets);
  if (sheets.empty()) return;  // on every rank alike
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  vehicle::Solid& solid = state.solid;
  ExactSums sums(2 * sheets.size());
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
        double& left = solid.cell_mass[base + c];
        if (p < static_cast<std::size_t>(mesh.owned())) {
          const double mass = mesh.area()[p] * left;
          sums.add(2 * static_cast<std::size_t>(n), mass);
          sums.add(2 * static_cast<std::size_t>(n) + 1, mass * solid.enthalpy[base + c]);
        }
        left = 0.0;
      }
    }
  }
  sums.reduce(mesh.world());
  for (std::size_t n = 0; n < sheets.size(); ++n) {
    const vehicle::Object& object = vehicle.objects[sheets[n]];
    const double mass = sums.value(2 * n);
    const double enthalpy = mass > 0.0 ? sums.value(2 * n + 1) / mass : 0.0;
    for (std::size_t c = 0; c < object.cells.size(); ++c) {
      solid.object_mass[sheets[n]][c] = mass * (object.cells[c].mass / object.mass);
      solid.object_enthalpy[sheets[n]][c] = enthalpy;
    }
  }
}

}  // namespace tektite::fragmentation
