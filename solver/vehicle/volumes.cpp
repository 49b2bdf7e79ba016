#include "mesh/closure.hpp"
#include "solver/base/constants.hpp"
#include "solver/vehicle/build.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tektite::vehicle {
namespace {

double space_of(const Object& object) {
  const double a = object.size[0];
  switch (object.shape) {
    case ObjectShape::sphere:
      return constants::pi / 6.0 * a * a * a;
    case ObjectShape::cylinder:
      return constants::pi / 4.0 * a * a * object.size[1];
    case ObjectShape::box:
    case ObjectShape::plate:
      break;
  }
  return a * object.size[1] * object.size[2];
}

/// Area of the polygon of a joint's ring, seen along its axis [m^2].
double ring_area(const mesh::Surface& surface, const Joint& joint) {
  // The ring's edges are unordered; fan triangles about the centre, with the sign that a turn in
  // one sense about the axis gives, add up to the enclosed area for a ring that winds once.
  double area = 0.0;
  for (const auto& edge : joint.edges) {
    const Vec3<VehicleAxes> a = surface.vertices[static_cast<std::size_t>(edge[0])] - joint.centre;
    const Vec3<VehicleAxes> b = surface.vertices[static_cast<std::size_t>(edge[1])] - joint.centre;
    area += 0.5 * std::abs(dot(cross(a, b), joint.axis));
  }
  return area;
}

}  // namespace

void read_volumes(const io::Section& section, Vehicle& vehicle) {
  for (const io::Section& entry : section.list("volumes")) {
    Volume volume;
    volume.name = entry.text("name");
    volume.pressure = entry.number("pressure");
    volume.temperature = entry.number("temperature");
    volume.film = entry.number("film");
    const int index = static_cast<int>(vehicle.volumes.size());
    std::vector<std::int32_t> walls;
    for (const std::string& name : entry.texts("walls")) {
      walls.push_back(part_index(entry, "walls", vehicle.parts, name));
    }
    const auto opening = mesh::first_open_edge(vehicle.surface, walls);
    if (opening) {
      entry.require(
          "walls", false,
          "the walls of '{}' leave an opening near ({:.3f}, {:.3f}, {:.3f}) m, at the border "
          "of '{}': a sealed volume needs a closed surface",
          volume.name, opening->middle.x, opening->middle.y, opening->middle.z,
          vehicle.parts[static_cast<std::size_t>(opening->part)].name);
    }
    const mesh::Orientation orientation = mesh::find_orientation(vehicle.surface, walls);
    entry.require("walls", orientation.is_consistent,
                  "the walls of '{}' do not face one way; turn one with `flip`", volume.name);
    for (std::size_t i = 0; i < walls.size(); ++i) {
      Part& part = vehicle.parts[static_cast<std::size_t>(walls[i])];
      int& side = orientation.sides[i] > 0 ? part.volume : part.volume_outside;
      entry.require("walls", side < 0, "the part '{}' already has a volume on that side",
                    part.name);
      side = index;
    }
    volume.space = mesh::enclosed_volume(vehicle.surface, walls, orientation.sides);
    vehicle.volumes.push_back(volume);
  }
}

void finish_volumes(const io::Section& section, Vehicle& vehicle) {
  for (const Object& object : vehicle.objects) {
    if (object.volume >= 0) {
      vehicle.volumes[static_cast<std::size_t>(object.volume)].space -= space_of(object);
    }
  }
  const std::vector<io::Section> entries = section.list("volumes");
  for (std::size_t v = 0; v < vehicle.volumes.size(); ++v) {
    entries[v].require("name", vehicle.volumes[v].space > 0.0,
                       "the objects inside '{}' take more space than it has",
                       vehicle.volumes[v].name);
  }
  for (Joint& joint : vehicle.joints) {
    const Part& a = vehicle.parts[static_cast<std::size_t>(joint.part_a)];
    const Part& b = vehicle.parts[static_cast<std::size_t>(joint.part_b)];
    if (a.volume >= 0 && (a.volume == b.volume || a.volume == b.volume_outside)) {
      joint.volume = a.volume;
      joint.sealed_area = ring_area(vehicle.surface, joint);
    }
  }
}

}  // namespace tektite::vehicle
