#include "solver/vehicle/build.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>

namespace tektite::vehicle {
namespace {

/// Cells of a sheet from a face to its middle, for each cell of its layer: decomposing fabric is
/// lost cell by cell.
constexpr int cells_per_cell = 4;

/// A loose layer of a stack, its cells put together.
struct LooseLayer {
  int layer = 0;
  const materials::Material* material = nullptr;
  double thickness = 0.0;   ///< [m]
  double areal_mass = 0.0;  ///< [kg/m^2]
  int cells = 0;
};

std::vector<LooseLayer> loose_layers(const Stack& stack) {
  std::vector<LooseLayer> layers;
  for (const Cell& cell : stack.cells) {
    if (!cell.is_loose) continue;
    if (layers.empty() || layers.back().layer != cell.layer) {
      layers.push_back({cell.layer, cell.material, 0.0, 0.0, 0});
    }
    layers.back().thickness += cell.thickness;
    layers.back().areal_mass += cell.areal_mass;
    ++layers.back().cells;
  }
  return layers;
}

}  // namespace

void add_sheets(Vehicle& vehicle) {
  vehicle.sheets.assign(vehicle.patches.size(), {});
  std::map<std::string, int> count;
  for (std::size_t k = 0; k < vehicle.patches.size(); ++k) {
    const Patch& patch = vehicle.patches[k];
    if (patch.area <= 0.0) continue;
    const Part& part = vehicle.parts[static_cast<std::size_t>(patch.part)];
    const double edge = std::sqrt(patch.area);
    for (const LooseLayer& layer :
         loose_layers(vehicle.stacks[static_cast<std::size_t>(part.stack)])) {
      // Both faces meet the air when it is alone, and what decomposes goes from both.
      Object sheet =
          solid_plate(*layer.material, {edge, edge, layer.thickness}, cells_per_cell * layer.cells);
      const double mass = patch.area * layer.areal_mass;
      for (ObjectCell& cell : sheet.cells) cell.mass *= mass / sheet.mass;
      for (double& moment : sheet.inertia) moment *= mass / sheet.mass;
      sheet.mass = mass;
      const std::string family = part.name + " " + layer.material->name();
      sheet.name = fmt::format("{} {}", family, ++count[family]);
      sheet.position = patch.centre;
      sheet.patch = static_cast<int>(k);
      sheet.layer = layer.layer;
      vehicle.sheets[k].push_back(static_cast<std::int32_t>(vehicle.objects.size()));
      vehicle.objects.push_back(std::move(sheet));
    }
  }
}

}  // namespace tektite::vehicle
