// Small vehicles made by hand, for the tests of the thermal room.
#pragma once

#include "materials/material.hpp"
#include "mesh/panel_mesh.hpp"
#include "mesh/surface.hpp"
#include "solver/base/communicator.hpp"
#include "solver/base/constants.hpp"
#include "solver/thermal/thermal.hpp"
#include "solver/vehicle/progress.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <mpi.h>

#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tektite::synthetic {

using materials::Curve;
using materials::Material;

struct Recipe {
  double density = 2700.0;
  Curve heat{900.0};
  Curve conductivity{180.0};
  Curve emissivity{0.8};
  double solidus = 1e5;
  double latent_heat = 0.0;
  double liquidus = 1e5 + 1.0;
  std::optional<materials::Decomposition> decomposition{};
};

inline Material make_material(const Recipe& recipe) {
  materials::Properties is;
  is.name = is.title = "synthetic";
  is.density = recipe.density;
  is.specific_heat = recipe.heat;
  is.conductivity = recipe.conductivity;
  is.emissivity = recipe.emissivity;
  is.solidus = recipe.solidus;
  is.liquidus = recipe.liquidus;
  is.latent_heat = recipe.latent_heat;
  is.decomposition = recipe.decomposition;
  return Material(std::move(is));
}

/// One layer of `cells` equal cells appended to a stack; `gap` opens before it.
inline void add_layer(vehicle::Stack& stack, const Material& material, double thickness, int cells,
                      double gap = -1.0, int shields = 0) {
  const int layer = stack.cells.empty() ? 0 : stack.cells.back().layer + 1;
  for (int i = 0; i < cells; ++i) {
    vehicle::Cell cell;
    cell.material = &material;
    cell.thickness = thickness / cells;
    cell.areal_mass = material.density() * thickness / cells;
    cell.layer = layer;
    cell.carries_load = true;
    if (!stack.cells.empty()) {
      stack.gaps.emplace_back();
      if (i == 0 && gap >= 0.0) {
        stack.gaps.back().is_open = true;
        stack.gaps.back().shields = shields;
        stack.thickness += gap;
      }
    }
    stack.areal_mass += cell.areal_mass;
    stack.cells.push_back(cell);
  }
  stack.thickness += thickness;
}

inline void add_triangle(mesh::Surface& surface, std::array<std::int32_t, 3> corners, int part) {
  surface.triangles.push_back(corners);
  surface.part.push_back(part);
  surface.patch.push_back(0);
  surface.radius_1.push_back(mesh::flat);
  surface.radius_2.push_back(mesh::flat);
}

enum class Triangles { equilateral, right_angled, random };

/// A rectangle of nx * ny squares cut in two, or of rows of equilateral triangles (its short
/// borders are then closed by halves). `random` moves the inner vertices by up to a quarter of a
/// side, the same way for the same seed.
inline mesh::Surface make_plate(double lx, double ly, int nx, int ny, Triangles kind) {
  mesh::Surface surface;
  std::mt19937 draw(7);
  std::uniform_real_distribution<double> shift(-0.25, 0.25);
  const double hx = lx / nx, hy = ly / ny;
  if (kind == Triangles::equilateral) {
    // Rows of vertices, every other one moved by half a side; straight borders by half triangles.
    std::vector<std::vector<std::int32_t>> rows;
    for (int j = 0; j <= ny; ++j) {
      rows.emplace_back();
      const bool odd = j % 2 != 0;
      const int count = odd ? nx + 2 : nx + 1;
      for (int i = 0; i < count; ++i) {
        const double x = odd ? std::min(std::max((i - 0.5) * hx, 0.0), lx) : i * hx;
        rows.back().push_back(static_cast<std::int32_t>(surface.vertices.size()));
        surface.vertices.push_back({x, j * hy, 0.0});
      }
    }
    for (std::size_t j = 0; j + 1 < rows.size(); ++j) {
      const bool even = j % 2 == 0;
      const auto& shorter = even ? rows[j] : rows[j + 1];
      const auto& longer = even ? rows[j + 1] : rows[j];
      for (std::size_t i = 0; i < longer.size() - 1; ++i) {
        std::array<std::int32_t, 3> one{shorter[i], longer[i + 1], longer[i]};
        if (!even) std::swap(one[1], one[2]);
        add_triangle(surface, one, 0);
      }
      for (std::size_t i = 0; i + 1 < shorter.size(); ++i) {
        std::array<std::int32_t, 3> one{shorter[i], shorter[i + 1], longer[i + 1]};
        if (!even) std::swap(one[1], one[2]);
        add_triangle(surface, one, 0);
      }
    }
    return surface;
  }
  for (int j = 0; j <= ny; ++j) {
    for (int i = 0; i <= nx; ++i) {
      const bool inside = i > 0 && j > 0 && i < nx && j < ny && kind == Triangles::random;
      const double dx = inside ? shift(draw) : 0.0, dy = inside ? shift(draw) : 0.0;
      surface.vertices.push_back({(i + dx) * hx, (j + dy) * hy, 0.0});
    }
  }
  for (int j = 0; j < ny; ++j) {
    for (int i = 0; i < nx; ++i) {
      const std::int32_t a = j * (nx + 1) + i, b = a + 1, c = a + nx + 1, d = c + 1;
      add_triangle(surface, {a, b, d}, 0);
      add_triangle(surface, {a, d, c}, 0);
    }
  }
  return surface;
}

/// The plate rolled up about the x axis, its y borders joined.
inline mesh::Surface make_tube(double radius, double length, int nx, int ny) {
  mesh::Surface surface;
  for (int j = 0; j < ny; ++j) {
    const double angle = 2.0 * constants::pi * j / ny;
    for (int i = 0; i <= nx; ++i) {
      surface.vertices.push_back(
          {length * i / nx, radius * std::cos(angle), radius * std::sin(angle)});
    }
  }
  for (int j = 0; j < ny; ++j) {
    for (int i = 0; i < nx; ++i) {
      const std::int32_t a = j * (nx + 1) + i, b = a + 1;
      const std::int32_t c = ((j + 1) % ny) * (nx + 1) + i, d = c + 1;
      add_triangle(surface, {a, d, b}, 0);
      add_triangle(surface, {a, c, d}, 0);
    }
  }
  return surface;
}

/// A vehicle with its state. Fill `vehicle` (stacks, parts, objects ...), then call assemble().
struct Scene {
  vehicle::Vehicle vehicle;
  vehicle::State state;

  [[nodiscard]] const mesh::PanelMesh& mesh() const { return *vehicle.mesh; }

  void add_part(int stack) {
    vehicle::Part part;
    part.name = "part" + std::to_string(vehicle.parts.size());
    part.stack = stack;
    vehicle.parts.push_back(part);
  }

  /// Everything flies as body 0, at `temperature`.
  void assemble(mesh::Surface surface, double temperature, MPI_Comm comm = MPI_COMM_WORLD) {
    if (vehicle.parts.empty()) add_part(0);
    vehicle.surface = std::move(surface);
    const std::vector<double> weight(vehicle.surface.panels(), 1.0);
    vehicle.mesh = std::make_unique<mesh::PanelMesh>(Communicator(comm), vehicle.surface, weight);
    const auto local = static_cast<std::size_t>(mesh().local());
    vehicle.cell_offset.assign(1, 0);
    for (std::size_t p = 0; p < local; ++p) {
      const vehicle::Stack& stack = vehicle.stack_of(static_cast<std::int32_t>(p));
      vehicle.cell_offset.push_back(vehicle.cell_offset.back() + stack.size());
      for (const vehicle::Cell& cell : stack.cells) {
        state.solid.cell_mass.push_back(cell.areal_mass);
        state.solid.enthalpy.push_back(cell.material->enthalpy(temperature));
      }
    }
    vehicle::number_progress(vehicle);
    vehicle::begin_progress(vehicle, state.solid);
    state.body.assign(local, 0);
    state.refresh_body.assign(local, 0);
    state.margin.assign(local, 0.0);
    state.edge_holds.assign(static_cast<std::size_t>(mesh().edges()), 1);
    state.joint_holds.assign(vehicle.joints.size(), 1);
    state.joint_body.assign(vehicle.joints.size(), 0);
    state.object_body.assign(vehicle.objects.size(), 0);
    state.object_released.assign(vehicle.objects.size(), 0);
    state.mount_holds.assign(vehicle.objects.size(), 1);
    state.sealed.assign(vehicle.volumes.size(), 1);
    state.opening.assign(vehicle.volumes.size(), 0.0);
    state.opening_width.assign(vehicle.volumes.size(), 0.0);
    state.volume_body.assign(vehicle.volumes.size(), 0);
    for (const vehicle::Object& object : vehicle.objects) {
      state.solid.object_enthalpy.emplace_back();
      state.solid.object_mass.emplace_back();
      for (const vehicle::ObjectCell& cell : object.cells) {
        state.solid.object_enthalpy.back().push_back(cell.material->enthalpy(temperature));
        state.solid.object_mass.back().push_back(cell.mass);
      }
    }
    for (const vehicle::Joint& joint : vehicle.joints) {
      state.solid.joint_enthalpy.emplace_back(static_cast<std::size_t>(joint.cells),
                                              joint.material->enthalpy(temperature));
    }
    for (const vehicle::Volume& volume : vehicle.volumes) {
      state.solid.gas_mass.push_back(volume.pressure * volume.space /
                                     (constants::air_gas_constant * volume.temperature));
      state.solid.gas_temperature.push_back(volume.temperature);
    }
    vehicle::Body body;
    state.bodies.push_back(body);
    state.next_body = 1;
  }

  /// Temperature of each cell from the centroid of its panel and the cell's index.
  void set_temperature(const std::function<double(const Vec3<VehicleAxes>&, std::size_t)>& of) {
    for (std::size_t p = 0; p < state.body.size(); ++p) {
      const auto& cells = vehicle.stack_of(static_cast<std::int32_t>(p)).cells;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const auto at = static_cast<std::size_t>(vehicle.cell_offset[p]) + c;
        state.solid.enthalpy[at] = cells[c].material->enthalpy(of(mesh().centroid()[p], c));
      }
    }
  }

  [[nodiscard]] double temperature(std::size_t panel, std::size_t cell) const {
    const auto at = static_cast<std::size_t>(vehicle.cell_offset[panel]) + cell;
    const auto& cells = vehicle.stack_of(static_cast<std::int32_t>(panel)).cells;
    return cells[cell].material->temperature(state.solid.enthalpy[at]);
  }

  [[nodiscard]] vehicle::SurfaceLoads no_loads() const {
    vehicle::SurfaceLoads loads;
    const std::size_t sides = 2 * static_cast<std::size_t>(mesh().owned());
    for (auto* values : {&loads.film, &loads.recovery, &loads.pressure}) values->assign(sides, 0.0);
    for (auto* values : {&loads.object_film, &loads.object_recovery}) {
      values->assign(vehicle.objects.size(), 0.0);
    }
    for (auto* values : {&loads.joint_film, &loads.joint_recovery}) {
      values->assign(vehicle.joints.size(), 0.0);
    }
    return loads;
  }
};

/// What sets the loads at a time [s].
using LoadsOf = std::function<void(double, vehicle::SurfaceLoads&)>;

/// Steps of `dt` up to `end`; returns the sum of the books. The state moves along.
inline thermal::HeatBooks march(Scene& scene, thermal::Thermal& heat, double end, int steps,
                                const LoadsOf& loads_of) {
  thermal::HeatBooks sum;
  sum.substeps = 0;
  std::array<vehicle::SurfaceLoads, 2> loads{scene.no_loads(), scene.no_loads()};
  vehicle::Solid next;
  const double dt = end / steps;
  for (int i = 0; i < steps; ++i) {
    if (loads_of) {
      loads_of((i + thermal::Thermal::stage_fraction) * dt, loads[0]);
      loads_of((i + 1) * dt, loads[1]);
    }
    const thermal::HeatBooks one = heat.advance(scene.state, loads, dt, next);
    std::swap(scene.state.solid, next);
    scene.state.time += dt;
    sum.absorbed += one.absorbed;
    sum.oxidised += one.oxidised;
    sum.radiated += one.radiated;
    sum.melt_energy += one.melt_energy;
    sum.melt_mass += one.melt_mass;
    sum.gas_heat += one.gas_heat;
    sum.gas_energy += one.gas_energy;
    sum.gas_mass += one.gas_mass;
    sum.char_energy += one.char_energy;
    sum.char_mass += one.char_mass;
    sum.char_heat += one.char_heat;
    sum.char_substeps += one.char_substeps;
    sum.stripped_energy += one.stripped_energy;
    sum.stripped_mass += one.stripped_mass;
    sum.newton_failures += one.newton_failures;
    sum.range_hits += one.range_hits;
    sum.limited_contacts += one.limited_contacts;
    sum.substeps += one.substeps;
    sum.sweeps += one.sweeps;
    sum.cuts += one.cuts;
    sum.hottest = one.hottest;
  }
  return sum;
}

/// A face held at `temperature`: a film so strong that nothing else counts.
inline constexpr double strong_film = 1e9;
inline double recovery_of(double temperature) {
  return constants::air_specific_heat * temperature;
}

/// One triangle of 1 m^2 or so, for problems through a wall.
inline mesh::Surface make_single() {
  mesh::Surface surface;
  surface.vertices = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  add_triangle(surface, {0, 1, 2}, 0);
  return surface;
}

}  // namespace tektite::synthetic
