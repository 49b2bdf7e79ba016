// A small pressurised module for tests: a barrel and two end discs, each end on a joint, with
// racks inside. Built by hand from shapes, so that the tests need no case file.
#pragma once

#include "materials/material.hpp"
#include "mesh/shapes.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/build.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tektite::module {

/// 400 MPa at 293 K falling in a straight line to 100 MPa at 793 K; E 70 GPa, nu 0.3; melts between
/// 800 and 850 K.
inline materials::Properties metal_properties() {
  materials::Properties p;
  p.name = "metal";
  p.density = 2700.0;
  p.specific_heat = materials::Curve(900.0);
  p.conductivity = materials::Curve(150.0);
  p.emissivity = materials::Curve(0.5);
  p.youngs_modulus = materials::Curve(70e9);
  p.expansion = materials::Curve(23e-6);
  p.yield_strength = materials::Curve(300e6);
  p.ultimate_strength = materials::Curve({293.0, 793.0}, {400e6, 100e6});
  p.poisson_ratio = 0.3;
  p.solidus = 800.0;
  p.liquidus = 850.0;
  p.latent_heat = 4e5;
  return p;
}

inline const materials::Material& metal() {
  static const materials::Material material(metal_properties());
  return material;
}

inline vehicle::Stack plain_stack(double thickness, int cells = 2) {
  vehicle::Stack stack;
  stack.name = "plain";
  for (int c = 0; c < cells; ++c) {
    vehicle::Cell cell;
    cell.material = &metal();
    cell.thickness = thickness / cells;
    cell.areal_mass = metal().density() * cell.thickness;
    cell.carries_load = true;
    cell.load_thickness = cell.thickness;
    stack.cells.push_back(cell);
    stack.areal_mass += cell.areal_mass;
  }
  stack.gaps.resize(stack.cells.size() - 1);
  stack.thickness = thickness;
  return stack;
}

/// Fabric that no heat of these tests harms.
inline const materials::Material& cloth() {
  static const materials::Material material([] {
    materials::Properties p = metal_properties();
    p.name = "cloth";
    p.density = 2000.0;
    p.solidus = 2000.0;
    p.liquidus = 2050.0;
    return p;
  }());
  return material;
}

/// A bumper of 1 mm over two sheets of fabric (2 and 1 kg/m^2) over the wall.
inline vehicle::Stack covered_stack(double thickness) {
  vehicle::Stack stack;
  stack.name = "covered";
  const auto add = [&](const materials::Material& material, double d, int layer, bool is_loose) {
    vehicle::Cell cell;
    cell.material = &material;
    cell.thickness = d;
    cell.areal_mass = material.density() * d;
    cell.layer = layer;
    cell.is_loose = is_loose;
    stack.cells.push_back(cell);
  };
  add(metal(), 0.001, 0, false);
  add(cloth(), 0.001, 1, true);
  add(cloth(), 0.0005, 2, true);
  for (vehicle::Cell cell : plain_stack(thickness).cells) {
    cell.layer = 3;
    stack.cells.push_back(cell);
  }
  for (const vehicle::Cell& cell : stack.cells) {
    stack.areal_mass += cell.areal_mass;
    stack.thickness += cell.thickness;
  }
  stack.gaps.resize(stack.cells.size() - 1);
  return stack;
}

/// Joins two parts along the border they share.
inline vehicle::Joint joint_between(const mesh::Surface& surface, int a, int b, double mass) {
  vehicle::Joint joint;
  joint.name = "joint " + std::to_string(a) + "-" + std::to_string(b);
  joint.part_a = a;
  joint.part_b = b;
  joint.material = &metal();
  joint.mass = mass;
  joint.cells = 3;
  joint.depth = 0.05;
  joint.tension = 1e6;
  joint.shear = 5e5;
  joint.bending = 4e5;
  joint.torsion = 3e5;
  std::map<std::array<std::int64_t, 2>, std::vector<std::int64_t>> edges;
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    if (surface.part[t] != a && surface.part[t] != b) continue;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::int64_t u = surface.triangles[t][i];
      const std::int64_t v = surface.triangles[t][(i + 1) % 3];
      edges[{std::min(u, v), std::max(u, v)}].push_back(static_cast<std::int64_t>(t));
    }
  }
  std::map<std::int64_t, double> side_a, side_b;
  double total = 0.0;
  for (const auto& [edge, panels] : edges) {
    if (panels.size() != 2) continue;
    const auto part = [&](std::size_t i) {
      return surface.part[static_cast<std::size_t>(panels[i])];
    };
    if (part(0) == part(1)) continue;
    const auto& r0 = surface.vertices[static_cast<std::size_t>(edge[0])];
    const auto& r1 = surface.vertices[static_cast<std::size_t>(edge[1])];
    const double length = norm(r1 - r0);
    for (std::size_t i = 0; i < 2; ++i) (part(i) == a ? side_a : side_b)[panels[i]] += length;
    joint.edges.push_back(edge);
    joint.centre += (0.5 * length) * (r0 + r1);
    total += length;
  }
  joint.centre = joint.centre / total;
  for (const auto& [panel, length] : side_a) {
    joint.panels_a.push_back(panel);
    joint.lengths_a.push_back(length);
  }
  for (const auto& [panel, length] : side_b) {
    joint.panels_b.push_back(panel);
    joint.lengths_b.push_back(length);
  }
  return joint;
}

struct Options {
  double panel_size = 0.25;
  double patch_size = 0.8;
  double radius = 1.0;
  double length = 4.0;
  double wall = 0.004;
  double disc_span = 0.3;
  double pressure = 101325.0;
  double joint_mass = 20.0;
  bool is_covered = false;  ///< the barrel: covered_stack
  MPI_Comm comm = MPI_COMM_WORLD;
};

/// Parts: 0 barrel along x from 0 to length, 1 aft disc at x = 0, 2 forward disc at x = length.
/// Joints: 0 barrel-aft, 1 barrel-forward. Objects: 0 a rack (box of 0.6 x 0.5 x 0.4 m, 100 kg) on
/// the barrel's +z side, 1 a ball inside it (10 kg), 2 a small box (0.1 m, 5 kg) on the -z side,
/// 3 and 4 the joints' rings; then the sheets of a covered barrel.
inline std::unique_ptr<vehicle::Vehicle> build(const Options& options = {}) {
  using mesh::Shape;
  using mesh::ShapeKind;
  auto made = std::make_unique<vehicle::Vehicle>();
  vehicle::Vehicle& v = *made;
  Shape barrel{.kind = ShapeKind::cylinder, .radius = options.radius, .length = options.length};
  Shape aft{.kind = ShapeKind::disc, .radius = options.radius};
  aft.orientation = turn(0.0, 0.0, 1.0, 3.14159265358979323846);
  Shape forward{.kind = ShapeKind::disc, .radius = options.radius};
  forward.position = {options.length, 0.0, 0.0};
  for (Shape* shape : {&barrel, &aft, &forward}) {
    shape->panel_size = options.panel_size;
    shape->patch_size = options.patch_size;
  }
  v.surface = mesh::build_surface({{"barrel", barrel}, {"aft", aft}, {"forward", forward}});
  v.stacks = {options.is_covered ? covered_stack(options.wall) : plain_stack(options.wall),
              plain_stack(0.006)};
  v.patches = vehicle::measure_patches(v.surface);
  v.groups = 3;
  const char* names[] = {"barrel", "aft", "forward"};
  for (int p = 0; p < 3; ++p) {
    vehicle::Part part;
    part.name = names[p];
    part.stack = p == 0 ? 0 : 1;
    part.span = p == 0 ? 0.0 : options.disc_span;
    part.group = p;
    part.volume = 0;
    v.parts.push_back(part);
  }
  vehicle::Volume cabin;
  cabin.name = "cabin";
  cabin.pressure = options.pressure;
  cabin.temperature = 293.0;
  cabin.space = 3.14159265358979323846 * options.radius * options.radius * options.length;
  v.volumes.push_back(cabin);
  for (int p = 1; p <= 2; ++p) {
    vehicle::Joint joint = joint_between(v.surface, 0, p, options.joint_mass);
    joint.axis = {p == 1 ? -1.0 : 1.0, 0.0, 0.0};
    joint.volume = 0;
    joint.sealed_area = 3.14159265358979323846 * options.radius * options.radius;
    v.joints.push_back(joint);
  }
  const auto add_object = [&](const char* name, std::array<double, 3> size, double mass,
                              Vec3<VehicleAxes> position) -> vehicle::Object& {
    vehicle::Object object;
    object.name = name;
    object.shape = vehicle::ObjectShape::box;
    object.size = size;
    object.mass = mass;
    const double smallest = std::min({size[0], size[1], size[2]});
    object.surface_area = 2.0 * (size[0] * size[1] + size[1] * size[2] + size[2] * size[0]);
    object.cells.push_back(
        {&metal(), 0.5 * smallest, mass, object.surface_area, 0.5 * object.surface_area});
    for (std::size_t i = 0; i < 3; ++i) {
      const double b = size[(i + 1) % 3];
      const double c = size[(i + 2) % 3];
      object.inertia[i] = mass * (b * b + c * c) / 12.0;
    }
    object.position = position;
    object.host_part = 0;
    object.volume = 0;
    object.mount_capacity = 50e3;
    v.objects.push_back(object);
    return v.objects.back();
  };
  const auto mount = [&](std::size_t o, double side) {
    for (std::size_t t = 0; t < v.surface.panels(); ++t) {
      if (v.surface.part[t] != 0) continue;
      Vec3<VehicleAxes> c;
      for (const auto i : v.surface.triangles[t])
        c += v.surface.vertices[static_cast<std::size_t>(i)];
      c = c / 3.0;
      if (std::abs(c.x - v.objects[o].position.x) < 0.4 && side * c.z > 0.8 * options.radius) {
        v.objects[o].mount_panels.push_back(static_cast<std::int64_t>(t));
      }
    }
  };
  add_object("rack", {0.6, 0.5, 0.4}, 100.0, {1.5, 0.0, 0.6});
  mount(0, 1.0);
  vehicle::Object& ball = add_object("ball", {0.1, 0.1, 0.1}, 10.0, {1.5, 0.0, 0.6});
  ball.host_part = -1;
  ball.host_object = 0;
  ball.volume = -1;
  add_object("small box", {0.1, 0.1, 0.1}, 5.0, {3.0, 0.0, -0.9});
  mount(2, -1.0);
  vehicle::add_rings(v);
  vehicle::add_sheets(v);

  std::vector<double> weight(v.surface.panels(), 3.0);
  v.mesh = std::make_unique<mesh::PanelMesh>(Communicator(options.comm), v.surface, weight);
  v.cell_offset.assign(1, 0);
  for (std::int32_t p = 0; p < v.mesh->local(); ++p) {
    v.cell_offset.push_back(v.cell_offset.back() + v.stack_of(p).size());
  }
  return made;
}

/// Cold and whole, one body 80 km above the equator, turning.
inline vehicle::State enter(const vehicle::Vehicle& vehicle) {
  vehicle::State state = vehicle::whole_state(vehicle, 293.0);
  vehicle::Body body;
  body.flight.position = {6458137.0, 0.0, 0.0};
  body.flight.velocity = {-100.0, 7400.0, 300.0};
  body.flight.attitude = normalised({0.7, 0.3, -0.5, 0.2});
  body.flight.rate = {0.1, -0.25, 0.4};
  state.bodies.push_back(body);
  return state;
}

/// Heats all cells of the panels that `choose` picks to `temperature` [K].
template <class Choose>
void heat(const vehicle::Vehicle& vehicle, vehicle::State& state, double temperature,
          Choose choose) {
  for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle.mesh->local()); ++p) {
    if (!choose(p)) continue;
    const auto end = static_cast<std::size_t>(vehicle.cell_offset[p + 1]);
    for (auto c = static_cast<std::size_t>(vehicle.cell_offset[p]); c < end; ++c) {
      state.solid.enthalpy[c] = metal().enthalpy(temperature);
    }
  }
}

}  // namespace tektite::module
