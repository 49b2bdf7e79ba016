// A small vehicle made by hand: a bent strip of triangles in two parts with walls of different
// depth, two objects, a joint and a volume, with a state in which everything has its own value.
#pragma once

#include "solver/base/communicator.hpp"
#include "solver/vehicle/progress.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

namespace tektite::testing {

inline constexpr double specific_heat = 900.0;  ///< [J/(kg K)], constant
inline constexpr double latent_heat = 4.0e5;    ///< [J/kg]
inline constexpr double solidus = 900.0;        ///< [K]
inline constexpr double liquidus = 920.0;       ///< [K]

/// Enthalpy below the solidus after the contract of Material: zero at 200 K, integral of c_p.
inline double enthalpy_at(double temperature) {
  return specific_heat * (temperature - 200.0);
}
/// Enthalpy with this fraction molten.
inline double enthalpy_molten(double fraction) {
  return enthalpy_at(solidus + fraction * (liquidus - solidus)) + fraction * latent_heat;
}

/// The same metal, or one of which a part turns to gas and whose function can be lost.
inline std::unique_ptr<materials::Material> make_material(bool decomposes = false) {
  materials::Properties properties;
  properties.name = "test_metal";
  properties.density = 2700.0;
  properties.specific_heat = materials::Curve(specific_heat);
  properties.conductivity = materials::Curve(150.0);
  properties.emissivity = materials::Curve(0.3);
  properties.ultimate_strength = materials::Curve(3.0e8);
  properties.yield_strength = materials::Curve(2.0e8);
  properties.youngs_modulus = materials::Curve(7.0e10);
  properties.expansion = materials::Curve(2.0e-5);
  properties.solidus = solidus;
  properties.liquidus = liquidus;
  properties.latent_heat = latent_heat;
  if (decomposes) {
    properties.decomposition.emplace();
    properties.decomposition->reactions = {{"part", 500.0, 100.0, 1e8, 2e4, 1.0, 500.0}};
    properties.decomposition->heat_of_pyrolysis = 1e6;
    properties.decomposition->reference_temperature = 300.0;
    properties.decomposition->gas_enthalpy = materials::Curve(0.0);
    properties.decomposition->function_lost_above = 800.0;
  }
  return std::make_unique<materials::Material>(properties);
}

struct Strip {
  std::unique_ptr<materials::Material> metal = make_material();
  std::unique_ptr<materials::Material> skin = make_material(true);
  vehicle::Vehicle vehicle;
};

inline vehicle::Stack make_stack(const materials::Material& metal, int cells, double thickness) {
  vehicle::Stack stack;
  stack.name = "wall";
  for (int i = 0; i < cells; ++i) {
    vehicle::Cell cell;
    cell.material = &metal;
    cell.thickness = thickness / cells;
    cell.areal_mass = metal.density() * cell.thickness;
    cell.carries_load = true;
    cell.load_thickness = cell.thickness;
    stack.cells.push_back(cell);
    stack.areal_mass += cell.areal_mass;
  }
  stack.gaps.resize(static_cast<std::size_t>(cells - 1));
  stack.thickness = thickness;
  return stack;
}

/// 2 * columns * rows triangles of legs 0.5 m; part 0 is the first half of the columns (3 cells
/// deep, 6 mm), part 1 the rest (2 cells, 3 mm). A patch is a column.
inline mesh::Surface make_strip_surface(int columns, int rows) {
  mesh::Surface surface;
  for (int i = 0; i <= columns; ++i) {
    for (int j = 0; j <= rows; ++j) {
      surface.vertices.push_back({0.5 * i, 0.5 * j, 0.02 * i * i});
    }
  }
  for (int i = 0; i < columns; ++i) {
    for (int j = 0; j < rows; ++j) {
      const int a = i * (rows + 1) + j;
      const int b = a + rows + 1;
      surface.triangles.push_back({a, b, b + 1});
      surface.triangles.push_back({a, b + 1, a + 1});
      for (int k = 0; k < 2; ++k) {
        surface.part.push_back(2 * i < columns ? 0 : 1);
        surface.patch.push_back(i);
        surface.radius_1.push_back(mesh::flat);
        surface.radius_2.push_back(mesh::flat);
      }
    }
  }
  return surface;
}

inline vehicle::Object make_object(const materials::Material& metal, vehicle::ObjectShape shape) {
  vehicle::Object object;
  object.name = "box";
  object.shape = shape;
  object.size = {0.4, 0.3, 0.2};
  object.mass = 10.0;
  object.position = {0.5, 0.5, -0.5};
  object.cells = {{&metal, 0.01, 6.0, 0.5, 0.4}, {&metal, 0.01, 4.0, 0.4, 0.3}};
  return object;
}

/// @note Collective
inline Strip make_strip(const Communicator& world, int columns = 6, int rows = 3,
                        bool decomposes = false) {
  Strip strip;
  // Part 1 and the second object decompose.
  const materials::Material& second = decomposes ? *strip.skin : *strip.metal;
  auto& vehicle = strip.vehicle;
  vehicle.stacks = {make_stack(*strip.metal, 3, 0.006), make_stack(second, 2, 0.003)};
  vehicle.parts.resize(2);
  vehicle.parts[0].name = "left";
  vehicle.parts[1].name = "right";
  vehicle.parts[1].stack = 1;
  vehicle.patches.resize(static_cast<std::size_t>(columns));
  vehicle.joints.resize(1);
  vehicle.volumes.resize(1);
  vehicle.objects = {make_object(*strip.metal, vehicle::ObjectShape::box),
                     make_object(second, vehicle::ObjectShape::cylinder),
                     make_object(*strip.metal, vehicle::ObjectShape::sphere)};
  vehicle.objects[2].host_object = 0;
  vehicle.surface = make_strip_surface(columns, rows);
  std::vector<double> weight;
  for (const auto part : vehicle.surface.part) weight.push_back(part == 0 ? 4.0 : 3.0);
  vehicle.mesh = std::make_unique<mesh::PanelMesh>(world, vehicle.surface, weight);
  vehicle.cell_offset = {0};
  for (std::int32_t i = 0; i < vehicle.mesh->local(); ++i) {
    vehicle.cell_offset.push_back(vehicle.cell_offset.back() + vehicle.stack_of(i).size());
  }
  vehicle::number_progress(vehicle);
  return strip;
}

/// A number of its own, with all its bits in use, for each panel (or object) and cell.
inline double temperature_of(std::int64_t id, int cell) {
  return 300.0 + static_cast<double>(id) / 3.0 + 10.0 * cell / 7.0;
}

/// The vehicle is body 0; the panels of part 1 are body 1; panel 0 is gone. Every replicated member
/// has a value that differs from its default.
inline vehicle::State make_state(const Strip& strip) {
  const auto& vehicle = strip.vehicle;
  const auto& mesh = *vehicle.mesh;
  vehicle::State state;
  state.time = 100.0 / 3.0;
  state.step = 77;
  state.next_step = 0.3;
  state.next_body = 8;
  const auto local = static_cast<std::size_t>(mesh.local());
  for (std::size_t i = 0; i < local; ++i) {
    const auto id = mesh.global_id()[i];
    state.body.push_back(id == 0 ? -1 : mesh.part()[i]);
    state.refresh_body.push_back(mesh.part()[i] + 5);
    state.margin.push_back(static_cast<double>(id) / 11.0);
    const auto& stack = vehicle.stack_of(static_cast<std::int32_t>(i));
    for (int cell = 0; cell < stack.size(); ++cell) {
      state.solid.enthalpy.push_back(enthalpy_at(temperature_of(id, cell)));
      state.solid.cell_mass.push_back(stack.cells[static_cast<std::size_t>(cell)].areal_mass);
    }
  }
  for (const auto& edge : mesh.edge_vertices()) {
    state.edge_holds.push_back((edge[0] + 3 * edge[1]) % 5 == 0 ? 0 : 1);
  }
  state.joint_holds = {0};
  state.joint_body = {1};
  state.patch_torn.assign(vehicle.patches.size(), 0);
  state.patch_torn.back() = 1;
  state.object_body = {0, 1, 0};
  state.object_released = {0, 1, 0};
  state.mount_holds = {1, 0, 1};
  state.sealed = {1};
  state.opening = {0.1};
  state.opening_width = {0.7};
  state.volume_body = {0};
  for (int i = 0; i < 3; ++i) {
    const double first = enthalpy_at(temperature_of(1000 + i, 0));
    state.solid.object_enthalpy.push_back({first, enthalpy_at(temperature_of(1000 + i, 1))});
    state.solid.object_mass.push_back({6.0, 4.0});
  }
  vehicle::begin_progress(vehicle, state.solid);
  for (std::size_t i = 0; i < local && !vehicle.progress_offset.empty(); ++i) {
    for (auto k = vehicle.progress_offset[i]; k < vehicle.progress_offset[i + 1]; ++k) {
      state.solid.progress[static_cast<std::size_t>(k)] =
          1.0 /
          (3.0 + static_cast<double>(mesh.global_id()[i]) + 0.1 * (k - vehicle.progress_offset[i]));
    }
  }
  for (auto& numbers : state.solid.object_progress) {
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      numbers[k] = 1.0 / (7.0 + static_cast<double>(k));
    }
  }
  state.solid.joint_enthalpy = {{1.0 / 3.0, 2.0 / 3.0, 1.0}};
  state.solid.gas_mass = {12.5};
  state.solid.gas_temperature = {295.15};
  for (int id = 0; id < 2; ++id) {
    vehicle::Body body;
    body.id = id;
    body.parent = id - 1;
    body.mass.mass = 100.0 - 10.0 * id;
    body.mass.centre = {1.0 + id, 0.5, 0.1};
    body.mass.inertia(1, 2) = 1.0 / 7.0;
    body.flight.position = {6.5e6 + 20.0 * id, 1000.0, 2000.0};
    body.flight.velocity = {-100.0, 7000.0, 500.0};
    body.flight.attitude = turn(0.0, 0.6, 0.8, 0.4 + id);
    body.flight.rate = {0.1, 0.2, 0.3};
    body.birth_time = 12.0 * id;
    body.length = 0.5 + id;
    body.first_panel = 2 * id;
    state.bodies.push_back(body);
  }
  state.events = {{1.5, 9.0e4, vehicle::EventKind::tear, 0, 3, 1, 1.01, 0.0, 555.5},
                  {2.5, 8.0e4, vehicle::EventKind::separation, 0, 1, 2, 1.0, 90.0, 600.0}};
  state.ledger.absorbed = 1.0e9 / 3.0;
  state.ledger.rejected_steps = 4.0;
  return state;
}

/// The same new folder on all ranks, removed at the end. @note Collective
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const Communicator& world) : world_(world) {
    static int count = 0;
    std::vector<std::int64_t> process{static_cast<std::int64_t>(::getpid())};
    world.broadcast(process);
    path_ = (std::filesystem::temp_directory_path() /
             ("tektite_test_" + std::to_string(process[0]) + "_" + std::to_string(count++)))
                .string();
    if (world.is_root()) std::filesystem::create_directories(path_);
    world.barrier();
  }
  ~TemporaryFolder() {
    world_.barrier();
    if (world_.is_root()) std::filesystem::remove_all(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Communicator world_;
  std::string path_;
};

/// The exit code of what `work` throws; done if nothing.
template <class Work>
ExitCode exit_code(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ExitCode::done;
}

}  // namespace tektite::testing
