// A vehicle of shapes that flies as one body: just enough of Vehicle and State for the air.
#pragma once

#include "mesh/shapes.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <mpi.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tektite::test {

struct Flyer {
  vehicle::Vehicle vehicle;
  vehicle::State state;

  explicit Flyer(const std::vector<mesh::ShapedPart>& parts, MPI_Comm comm = MPI_COMM_WORLD) {
    for (const auto& part : parts) {
      vehicle.parts.emplace_back();
      vehicle.parts.back().name = part.name;
    }
    vehicle.surface = mesh::build_surface(parts);
    const std::vector<double> weight(vehicle.surface.panels(), 1.0);
    vehicle.mesh = std::make_unique<mesh::PanelMesh>(Communicator(comm), vehicle.surface, weight);
    const auto local = static_cast<std::size_t>(vehicle.mesh->local());
    state.body.assign(local, 0);
    state.refresh_body.assign(local, 0);
    vehicle::Body body;
    body.wind = {1.0, 0.0, 0.0};
    body.first_panel = 0;
    state.bodies.push_back(body);
  }

  /// Encloses the inner side of every part in one sealed volume.
  void seal() {
    vehicle.volumes.emplace_back();
    for (auto& part : vehicle.parts) part.volume = 0;
    state.sealed = {1};
    state.volume_body = {0};
  }
  void fix(const Vec3<BodyAxes>& direction) {
    state.bodies[0].mode = vehicle::AttitudeMode::fixed;
    state.bodies[0].wind = unit(direction);
  }
  [[nodiscard]] const vehicle::Body& body() const { return state.bodies[0]; }
  [[nodiscard]] double area() const {
    ExactSums sum(1);
    for (std::int32_t i = 0; i < vehicle.mesh->owned(); ++i) {
      sum.add(0, vehicle.mesh->area()[static_cast<std::size_t>(i)]);
    }
    sum.reduce(vehicle.mesh->world());
    return sum.value(0);
  }
};

inline mesh::ShapedPart cylinder(double radius, double length, double size) {
  mesh::ShapedPart part;
  part.name = "barrel";
  part.shape.kind = mesh::ShapeKind::cylinder;
  part.shape.radius = radius;
  part.shape.length = length;
  part.shape.panel_size = size;
  return part;
}

inline mesh::ShapedPart disc(const std::string& name, double radius, double x, bool flip,
                             double size) {
  mesh::ShapedPart part;
  part.name = name;
  part.shape.kind = mesh::ShapeKind::disc;
  part.shape.radius = radius;
  part.shape.position = {x, 0.0, 0.0};
  part.shape.flip = flip;
  part.shape.panel_size = size;
  return part;
}

/// A cylinder with both ends, normals outwards.
inline std::vector<mesh::ShapedPart> closed_cylinder(double radius, double length, double size) {
  return {cylinder(radius, length, size), disc("fore", radius, length, false, size),
          disc("aft", radius, 0.0, true, size)};
}

inline mesh::ShapedPart box(double x, double y, double z, double size) {
  mesh::ShapedPart part;
  part.name = "box";
  part.shape.kind = mesh::ShapeKind::box;
  part.shape.size = {x, y, z};
  part.shape.panel_size = size;
  return part;
}

inline mesh::ShapedPart sphere(double radius, double size) {
  mesh::ShapedPart part;
  part.name = "ball";
  part.shape.kind = mesh::ShapeKind::sphere;
  part.shape.radius = radius;
  part.shape.panel_size = size;
  return part;
}

/// A plate at right angles to z, at height z, outer side up.
inline mesh::ShapedPart plate(const std::string& name, double x, double y, double z, double size) {
  mesh::ShapedPart part;
  part.name = name;
  part.shape.kind = mesh::ShapeKind::plate;
  part.shape.size = {x, y, 0.0};
  part.shape.position = {0.0, 0.0, z};
  part.shape.panel_size = size;
  return part;
}

/// Air of 70 km in which a body flies at `mach`, with the mean free path of `knudsen` times 1 m.
inline environment::Freestream air_at(double mach, double knudsen = 0.0) {
  environment::Freestream air;
  air.altitude = 70e3;
  air.density = 8.28286e-5;
  air.temperature = 219.585;
  air.molar_mass = 0.0289644;
  air.pressure = air.density * air.gas_constant() * air.temperature;
  air.mean_free_path = knudsen;
  air.viscosity = 1.438e-5;
  air.sound_speed = std::sqrt(1.4 * air.gas_constant() * air.temperature);
  air.speed = mach * air.sound_speed;
  return air;
}

/// Free-molecular air in which a body flies at this speed ratio.
inline environment::Freestream molecules_at(double speed_ratio) {
  return air_at(speed_ratio / std::sqrt(0.7), 1e6);
}

}  // namespace tektite::test
