// The vehicle as built: walls, joints, objects, sealed volumes. Immutable during a run.
// Everything but the panel mesh is small and replicated on every rank.
#pragma once

#include "materials/material.hpp"
#include "mesh/panel_mesh.hpp"
#include "mesh/surface.hpp"
#include "solver/base/vec.hpp"
#include "solver/vehicle/stack.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tektite::vehicle {

/// A wall: all panels whose mesh part is this one's index.
struct Part {
  std::string name;
  int stack = 0;      ///< index into Vehicle::stacks
  double span = 0.0;  ///< flat walls: distance between stiffeners, the plate's clamped diameter
                      ///< [m]; 0: the patch's size
  int group = 0;      ///< parts sewn together without a joint are one rigid group; index
  int volume = -1;    ///< sealed volume on its inner side, index, or -1
  int volume_outside = -1;  ///< sealed volume on its outer side (inner bulkheads), or -1
};

/// A piece of wall of physical size that tears as one. Independent of the panel size.
struct Patch {
  int part = 0;
  double area = 0.0;         ///< [m^2]
  Vec3<VehicleAxes> centre;  ///< [m]
};

/// What holds two groups of parts together: a ring of bolts, hooks, a weld.
/// Its heat lives in a few cells of its own, from its exposed face inwards.
struct Joint {
  std::string name;
  int part_a = 0;
  int part_b = 0;
  const materials::Material* material = nullptr;
  double mass = 0.0;  ///< [kg]
  int cells = 3;
  double depth = 0.0;                ///< from the exposed face inwards [m]
  double exposed_area = 0.0;         ///< [m^2]
  double contact_conductance = 0.0;  ///< to each of the two parts, for the whole joint [W/K]
  double tension = 0.0;              ///< cold capacities [N]
  double shear = 0.0;                ///< [N]
  double bending = 0.0;              ///< [N m]
  double torsion = 0.0;              ///< [N m]
  Vec3<VehicleAxes> centre;          ///< [m]
  Vec3<VehicleAxes> axis;            ///< unit, from part_a to part_b
  int ring = -1;             ///< object that the joint becomes when no panel carries it any more
  double sealed_area = 0.0;  ///< on which a sealed volume's pressure pulls the joint apart [m^2]
  int volume = -1;           ///< that volume, or -1
  /// Panels on either side, by ascending global id, and the length of joint each one has [m].
  std::vector<std::int64_t> panels_a, panels_b;
  std::vector<double> lengths_a, lengths_b;
  /// Edges (lower, higher global vertex id) that hold while the joint does; sorted.
  std::vector<std::array<std::int64_t, 2>> edges;
};

enum class ObjectShape { sphere, cylinder, box, plate };

/// One finite volume of an object's depth, from the outside in.
struct ObjectCell {
  const materials::Material* material = nullptr;
  double thickness = 0.0;   ///< [m]
  double mass = 0.0;        ///< [kg]
  double outer_area = 0.0;  ///< of its outer face [m^2]
  double middle = 0.0;  ///< mean area between the faces, for conduction from centre to centre [m^2]
  int progress = 0;     ///< first of its numbers in the object's progress
};

/// Bulky equipment as a primitive with heat conduction in depth.
struct Object {
  std::string name;  ///< unique; "rack 3" for the third of a count
  ObjectShape shape = ObjectShape::sphere;
  std::array<double, 3>
      size{};         ///< sphere: diameter. cylinder: diameter, length. box, plate: three edges [m]
  double mass = 0.0;  ///< without contained objects [kg]
  std::vector<ObjectCell> cells;  ///< outermost first
  double inner_area = 0.0;        ///< of the innermost cell's inner face (0: solid) [m^2]
  double surface_area = 0.0;      ///< [m^2]
  double nose_radius = 0.0;       ///< effective radius of stagnation heating [m]
  Vec3<VehicleAxes> position;     ///< [m]
  std::array<double, 3>
      inertia{};         ///< principal moments about its centre along the vehicle's axes [kg m^2]
  int host_part = -1;    ///< part it is in or on, or -1
  int host_object = -1;  ///< object it is in, or -1
  int volume = -1;       ///< sealed volume it is in, or -1: then it is mounted outside
  std::vector<std::int64_t> mount_panels;  ///< panels that carry it, ascending global ids
  double mount_capacity = 0.0;             ///< cold force its mount can take [N]
  int joint = -1;                          ///< joint whose ring it is, or -1
  int patch = -1;                          ///< patch that it covers as a sheet of fabric, or -1
  int layer = -1;  ///< of that patch's stack, gaps not counted; -1: no sheet
  /// Part of a wall or joint as built: without mass and in no body until it flies alone.
  [[nodiscard]] bool is_latent() const { return joint >= 0 || patch >= 0; }
  [[nodiscard]] double second_largest() const;  ///< [m]
};

/// A sealed, gas-filled space.
struct Volume {
  std::string name;
  double pressure = 0.0;     ///< at entry [Pa]
  double temperature = 0.0;  ///< at entry [K]
  double space = 0.0;        ///< [m^3], contained objects taken off
  double film = 0.0;         ///< heat transfer, gas to walls [W/(m^2 K)]
};

/// The whole vehicle.
struct Vehicle {
  std::vector<Stack> stacks;
  std::vector<Part> parts;
  std::vector<Patch> patches;
  std::vector<Joint> joints;
  std::vector<Object> objects;
  /// Per patch: objects that its loose layers become when they come off, outermost first.
  std::vector<std::vector<std::int32_t>> sheets;
  std::vector<Volume> volumes;
  int groups = 0;         ///< rigid groups of parts
  mesh::Surface surface;  ///< replicated triangles, for ray casting and pictures
  std::unique_ptr<mesh::PanelMesh> mesh;
  std::vector<std::int32_t> cell_offset;  ///< first cell of each local panel; local() + 1 entries
  /// First number of Solid::progress of each local panel; local() + 1 entries. Empty: no stack
  /// decomposes.
  std::vector<std::int32_t> progress_offset;

  [[nodiscard]] const Stack& stack_of(std::int32_t local_panel) const {
    const auto part = static_cast<std::size_t>(mesh->part()[static_cast<std::size_t>(local_panel)]);
    return stacks[static_cast<std::size_t>(parts[part].stack)];
  }
};

}  // namespace tektite::vehicle
