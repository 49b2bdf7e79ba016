#include "solver/vehicle/assemble.hpp"

#include "solver/base/constants.hpp"
#include "solver/vehicle/build.hpp"
#include "solver/vehicle/progress.hpp"

namespace tektite::vehicle {
namespace {

/// The mesh is partitioned by the cells of its columns; one more for the panel's own work.
std::vector<double> column_weights(const Vehicle& vehicle) {
  std::vector<double> weight(vehicle.surface.panels());
  for (std::size_t t = 0; t < weight.size(); ++t) {
    const Part& part = vehicle.parts[static_cast<std::size_t>(vehicle.surface.part[t])];
    weight[t] = 1.0 + vehicle.stacks[static_cast<std::size_t>(part.stack)].size();
  }
  return weight;
}

void number_cells(Vehicle& vehicle) {
  vehicle.cell_offset.assign(1, 0);
  vehicle.cell_offset.reserve(static_cast<std::size_t>(vehicle.mesh->local()) + 1);
  for (std::int32_t p = 0; p < vehicle.mesh->local(); ++p) {
    vehicle.cell_offset.push_back(vehicle.cell_offset.back() + vehicle.stack_of(p).size());
  }
}

}  // namespace

Vehicle assemble_vehicle(const io::Section& section, const materials::Library& library,
                         const Communicator& world) {
  Vehicle vehicle;
  vehicle.stacks = read_stacks(section, library);
  vehicle.parts = read_parts(section, vehicle.stacks);
  const std::vector<mesh::ShapedPart> walls = read_walls(section, world);
  section.require("parts", !walls.empty() || !section.list("objects").empty(),
                  "a vehicle needs at least one part or object");
  // A vehicle of objects alone has no surface.
  if (!walls.empty()) vehicle.surface = mesh::build_surface(walls);
  vehicle.patches = measure_patches(vehicle.surface);
  read_joints(section, library, vehicle);
  read_volumes(section, vehicle);
  read_objects(section, library, vehicle);
  finish_volumes(section, vehicle);
  add_rings(vehicle);
  add_sheets(vehicle);
  vehicle.mesh = std::make_unique<mesh::PanelMesh>(world, vehicle.surface, column_weights(vehicle));
  number_cells(vehicle);
  number_progress(vehicle);
  return vehicle;
}

State whole_state(const Vehicle& vehicle, double temperature) {
  State state;
  const auto panels = static_cast<std::size_t>(vehicle.mesh->local());
  state.body.assign(panels, 0);
  state.refresh_body.assign(panels, 0);
  state.margin.assign(panels, 0.0);
  state.edge_holds.assign(static_cast<std::size_t>(vehicle.mesh->edges()), 1);
  state.joint_holds.assign(vehicle.joints.size(), 1);
  state.joint_body.assign(vehicle.joints.size(), 0);
  state.patch_torn.assign(vehicle.patches.size(), 0);
  state.object_body.assign(vehicle.objects.size(), 0);
  state.object_released.assign(vehicle.objects.size(), 0);
  state.mount_holds.assign(vehicle.objects.size(), 1);
  state.sealed.assign(vehicle.volumes.size(), 1);
  state.opening.assign(vehicle.volumes.size(), 0.0);
  state.opening_width.assign(vehicle.volumes.size(), 0.0);
  state.volume_body.assign(vehicle.volumes.size(), 0);

  for (std::size_t o = 0; o < vehicle.objects.size(); ++o) {
    if (vehicle.objects[o].is_latent()) state.object_body[o] = -1;
  }
  Solid& solid = state.solid;
  for (std::size_t p = 0; p < panels; ++p) {
    for (const Cell& cell : vehicle.stack_of(static_cast<std::int32_t>(p)).cells) {
      solid.enthalpy.push_back(cell.material->enthalpy(temperature));
      solid.cell_mass.push_back(cell.areal_mass);
    }
  }
  for (const Object& object : vehicle.objects) {
    auto& enthalpy = solid.object_enthalpy.emplace_back();
    auto& mass = solid.object_mass.emplace_back();
    for (const ObjectCell& cell : object.cells) {
      enthalpy.push_back(cell.material->enthalpy(temperature));
      mass.push_back(object.is_latent() ? 0.0 : cell.mass);
    }
  }
  begin_progress(vehicle, solid);
  for (const Joint& joint : vehicle.joints) {
    solid.joint_enthalpy.emplace_back(static_cast<std::size_t>(joint.cells),
                                      joint.material->enthalpy(temperature));
  }
  for (const Volume& volume : vehicle.volumes) {
    solid.gas_mass.push_back(volume.pressure * volume.space /
                             (constants::air_gas_constant * volume.temperature));
    solid.gas_temperature.push_back(volume.temperature);
  }
  return state;
}

}  // namespace tektite::vehicle
