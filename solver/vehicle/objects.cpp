#include "solver/base/constants.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/build.hpp"
#include "solver/vehicle/grading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace tektite::vehicle {
namespace {

using constants::pi;

double edge_at(const Object& object, std::size_t i, double depth) {
  return std::max(object.size[i] - 2.0 * depth, 0.0);
}

/// Area of the surface at `depth` below the skin [m^2].
double area_at(const Object& object, double depth) {
  const double a = edge_at(object, 0, depth);
  switch (object.shape) {
    case ObjectShape::sphere:
      return pi * a * a;
    case ObjectShape::cylinder:
      return pi * a * edge_at(object, 1, depth) + 0.5 * pi * a * a;
    case ObjectShape::box:
    case ObjectShape::plate:
      break;
  }
  const double b = edge_at(object, 1, depth);
  const double c = edge_at(object, 2, depth);
  return 2.0 * (a * b + b * c + c * a);
}

/// Space enclosed by the surface at `depth` [m^3].
double space_at(const Object& object, double depth) {
  const double a = edge_at(object, 0, depth);
  switch (object.shape) {
    case ObjectShape::sphere:
      return pi / 6.0 * a * a * a;
    case ObjectShape::cylinder:
      return 0.25 * pi * a * a * edge_at(object, 1, depth);
    case ObjectShape::box:
    case ObjectShape::plate:
      break;
  }
  return a * edge_at(object, 1, depth) * edge_at(object, 2, depth);
}

/// Depth at which nothing is left [m].
double full_depth(const Object& object) {
  double least = object.size[0];
  if (object.shape == ObjectShape::cylinder) least = std::min(least, object.size[1]);
  if (object.shape == ObjectShape::box || object.shape == ObjectShape::plate) {
    least = std::min({object.size[0], object.size[1], object.size[2]});
  }
  return 0.5 * least;
}

/// Moments of a solid of this shape and uniform density, per unit mass, about the vehicle's axes.
std::array<double, 3> unit_inertia(const Object& object) {
  const double a = object.size[0];
  switch (object.shape) {
    case ObjectShape::sphere:
      return {0.1 * a * a, 0.1 * a * a, 0.1 * a * a};
    case ObjectShape::cylinder: {
      const double across = a * a / 16.0 + object.size[1] * object.size[1] / 12.0;
      return {a * a / 8.0, across, across};
    }
    case ObjectShape::box:
    case ObjectShape::plate:
      break;
  }
  const double b = object.size[1];
  const double c = object.size[2];
  return {(b * b + c * c) / 12.0, (a * a + c * c) / 12.0, (a * a + b * b) / 12.0};
}

/// Radius of the sphere whose stagnation heating is the mean over the object's faces (estimate). A
/// face of width w and length l counts as a nose of radius w / sqrt(pi), stretched by sqrt(l / w)
/// up to 1.82: there it is a cylinder across the flow, with 0.742 of a sphere's heating
/// (= 1 / sqrt(1.82)). Flux goes with 1 / sqrt(radius), so that is what is averaged by area.
double effective_nose_radius(const Object& object) {
  constexpr double as_cylinder = 1.82;
  const auto stretched = [&](double radius, double length, double width) {
    return radius * std::clamp(std::sqrt(length / width), 1.0, as_cylinder);
  };
  const double a = object.size[0];
  if (object.shape == ObjectShape::sphere) return 0.5 * a;
  double area = 0.0;
  double flux = 0.0;
  const auto add = [&](double face, double radius) {
    area += face;
    flux += face / std::sqrt(radius);
  };
  if (object.shape == ObjectShape::cylinder) {
    add(pi * a * object.size[1], stretched(0.5 * a, object.size[1], a));
    add(0.5 * pi * a * a, 0.5 * a);
  } else {
    for (std::size_t i = 0; i < 3; ++i) {
      const double width = std::min(object.size[i], object.size[(i + 1) % 3]);
      const double length = std::max(object.size[i], object.size[(i + 1) % 3]);
      add(2.0 * width * length, stretched(width / std::sqrt(pi), length, width));
    }
  }
  return area * area / (flux * flux);
}

void read_shape(const io::Section& entry, Object& object) {
  const std::string shape = entry.text("shape");
  if (shape == "sphere") {
    object.shape = ObjectShape::sphere;
  } else if (shape == "cylinder") {
    object.shape = ObjectShape::cylinder;
  } else {
    object.shape = shape == "box" ? ObjectShape::box : ObjectShape::plate;
  }
  const std::vector<double> size = entry.numbers("size");
  std::copy(size.begin(), size.end(), object.size.begin());
  object.surface_area = area_at(object, 0.0);
  object.nose_radius =
      entry.has("nose_radius") ? entry.number("nose_radius") : effective_nose_radius(object);
}

const materials::Material& material_of(const io::Section& entry,
                                       const materials::Library& library) {
  try {
    return library.find(entry.text("material"));
  } catch (const Error& error) {
    entry.require("material", false, "{}", error.what());
    throw;
  }
}

/// How a shell is cut.
struct Cut {
  double thickness = 0.0;  ///< [m]
  int count = 1;
  double grading = 1.0;  ///< of the innermost cell over the outermost
};

/// Cuts one shell into cells, from `depth` on.
void add_cells(const materials::Material& material, double depth, const Cut& cut, Object& object) {
  const std::vector<double> faces = graded_faces(cut.thickness, cut.count, cut.grading);
  for (std::size_t i = 0; i + 1 < faces.size(); ++i) {
    const double top = depth + faces[i];
    const double bottom = depth + faces[i + 1];
    ObjectCell cell;
    cell.material = &material;
    cell.thickness = cut.grading == 1.0 ? cut.thickness / cut.count : faces[i + 1] - faces[i];
    cell.outer_area = area_at(object, top);
    const double space = space_at(object, top) - space_at(object, bottom);
    cell.mass = material.density() * space;
    cell.middle = space / cell.thickness;
    object.cells.push_back(cell);
    object.mass += cell.mass;
  }
}

/// How `entry`, an object or one of its shells, is cut. A bad_input Error if its cells are too
/// thin.
Cut read_cut(const io::Section& entry, double thickness) {
  const Cut cut{thickness, static_cast<int>(entry.integer("cells")), entry.number("grading")};
  const std::vector<double> faces = graded_faces(cut.thickness, cut.count, cut.grading);
  double thinnest = thickness;
  for (std::size_t i = 0; i + 1 < faces.size(); ++i) {
    thinnest = std::min(thinnest, faces[i + 1] - faces[i]);
  }
  entry.require(
      "cells", thinnest >= thinnest_cell,
      "a cell of {:.3g} m is thinner than the {} m that can be resolved: take fewer cells",
      thinnest, thinnest_cell);
  return cut;
}

void read_build(const io::Section& entry, const materials::Library& library, Object& object) {
  const double room = full_depth(object);
  const std::vector<io::Section> shells = entry.list("shells");
  double depth = 0.0;
  if (shells.empty()) {
    depth = entry.has("thickness") ? entry.number("thickness") : room;
    entry.require("thickness", depth <= room * (1.0 + 1e-12),
                  "is more than half the smallest size: the object would be more than solid");
    add_cells(material_of(entry, library), 0.0, read_cut(entry, std::min(depth, room)), object);
  } else {
    for (const io::Section& shell : shells) {
      const double thickness = shell.number("thickness");
      shell.require("thickness", depth + thickness <= room * (1.0 + 1e-12),
                    "the shells together are thicker than the object is deep ({} m)", room);
      add_cells(material_of(shell, library), depth,
                read_cut(shell, std::min(thickness, room - depth)), object);
      depth += thickness;
    }
  }
  object.inner_area = depth >= room * (1.0 - 1e-12) ? 0.0 : area_at(object, depth);
  if (entry.has("mass")) {
    const double scale = entry.number("mass") / object.mass;
    for (ObjectCell& cell : object.cells) cell.mass *= scale;
    object.mass = entry.number("mass");
  }
  object.inertia = unit_inertia(object);
  for (double& moment : object.inertia) moment *= object.mass;
}

/// Panels of the host within `size` of the host's panel nearest to the object.
void find_mount(const mesh::Surface& surface, double size, Object& object) {
  const auto centre_of = [&](std::size_t t) {
    Vec3<VehicleAxes> sum;
    for (const std::int32_t v : surface.triangles[t])
      sum += surface.vertices[static_cast<std::size_t>(v)];
    return sum / 3.0;
  };
  double best = std::numeric_limits<double>::infinity();
  Vec3<VehicleAxes> foot;
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    if (surface.part[t] != object.host_part) continue;
    const Vec3<VehicleAxes> centre = centre_of(t);
    const double distance = norm(centre - object.position);
    if (distance < best) {
      best = distance;
      foot = centre;
    }
  }
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    if (surface.part[t] == object.host_part && norm(centre_of(t) - foot) <= size) {
      object.mount_panels.push_back(static_cast<std::int64_t>(t));
    }
  }
}

/// A thing that an object can be in or on.
struct Host {
  int part = -1;
  int object = -1;
};

/// Objects by the name of their entry in the case, in order of their number.
using Family = std::map<std::string, std::vector<int>>;

std::vector<Host> find_hosts(const io::Section& entry, const Family& families,
                             const Vehicle& vehicle) {
  if (vehicle.parts.empty() && !entry.has("inside")) return {Host{}};
  entry.require("name", entry.has("inside") != entry.has("on"),
                "'{}' must be inside parts or objects, or on a part; one of the two",
                entry.text("name"));
  if (entry.has("on")) return {{part_index(entry, "on", vehicle.parts, entry.text("on")), -1}};
  std::vector<Host> hosts;
  for (const std::string& name : entry.texts("inside")) {
    const auto family = families.find(name);
    if (family == families.end()) {
      hosts.push_back({part_index(entry, "inside", vehicle.parts, name), -1});
      continue;
    }
    for (const int object : family->second) hosts.push_back({-1, object});
  }
  return hosts;
}

/// Puts a copy of an object in or on its host.
void settle(const Host& host, const io::Section& entry, const Vehicle& vehicle, Object& object) {
  object.host_part = host.part;
  object.host_object = host.object;
  if (host.object >= 0) {
    object.position += vehicle.objects[static_cast<std::size_t>(host.object)].position;
  }
  if (host.part >= 0) {
    if (entry.has("inside")) {
      object.volume = vehicle.parts[static_cast<std::size_t>(host.part)].volume;
    }
    find_mount(vehicle.surface, entry.number("mount_size"), object);
  }
}

}  // namespace

Object solid_plate(const materials::Material& material, const std::array<double, 3>& size,
                   int cells) {
  Object plate;
  plate.shape = ObjectShape::plate;
  plate.size = size;
  plate.surface_area = area_at(plate, 0.0);
  plate.nose_radius = effective_nose_radius(plate);
  add_cells(material, 0.0, {full_depth(plate), cells, 1.0}, plate);
  plate.inertia = unit_inertia(plate);
  for (double& moment : plate.inertia) moment *= plate.mass;
  return plate;
}

double Object::second_largest() const {
  std::array<double, 3> d = size;
  if (shape == ObjectShape::sphere) return size[0];
  if (shape == ObjectShape::cylinder) d = {size[0], size[0], size[1]};
  std::sort(d.begin(), d.end());
  return d[1];
}

void read_objects(const io::Section& section, const materials::Library& library, Vehicle& vehicle) {
  Family families;
  // Hosts are named by parts and objects alike, and a joint's ring flies under the joint's name.
  std::set<std::string> taken;
  for (const Part& part : vehicle.parts) taken.insert(part.name);
  for (const Joint& joint : vehicle.joints) taken.insert(joint.name);
  for (const io::Section& entry : section.list("objects")) {
    Object model;
    read_shape(entry, model);
    read_build(entry, library, model);
    model.mount_capacity = entry.number("mount_capacity");
    const Vec3<VehicleAxes> at = vector_of(entry, "at");
    const Vec3<VehicleAxes> step = vector_of(entry, "step");
    const std::string name = entry.text("name");
    entry.require("name", !taken.contains(name) && !families.contains(name),
                  "the name '{}' is taken", name);
    const std::vector<Host> hosts = find_hosts(entry, families, vehicle);
    const std::int64_t count = entry.integer("count");
    std::vector<int>& family = families[name];
    for (const Host& host : hosts) {
      for (std::int64_t i = 0; i < count; ++i) {
        Object object = model;
        const bool is_only = hosts.size() == 1 && count == 1;
        object.name = is_only ? name : fmt::format("{} {}", name, family.size() + 1);
        entry.require("name", taken.insert(object.name).second, "the name '{}' is taken",
                      object.name);
        object.position = at + static_cast<double>(i) * step;
        settle(host, entry, vehicle, object);
        family.push_back(static_cast<int>(vehicle.objects.size()));
        vehicle.objects.push_back(std::move(object));
      }
    }
  }
}

void add_rings(Vehicle& vehicle) {
  for (std::size_t j = 0; j < vehicle.joints.size(); ++j) {
    Joint& joint = vehicle.joints[j];
    double length = 0.0;
    for (const double part : joint.lengths_a) length += part;
    Object ring;
    ring.name = joint.name;
    ring.joint = static_cast<int>(j);
    // Both faces meet the air when it is alone. The tube, not the ring, decides the heating.
    ring.surface_area = std::max(2.0 * joint.exposed_area, 1e-6);
    ring.nose_radius = 0.5 * joint.depth;
    const double diameter = length / pi;
    ring.shape = ObjectShape::cylinder;
    ring.size = {diameter, ring.surface_area / (2.0 * pi * diameter), 0.0};
    ring.mass = joint.mass;
    ring.position = joint.centre;
    for (int i = 0; i < 3; ++i) {
      const double along = joint.axis[i] * joint.axis[i];
      ring.inertia[static_cast<std::size_t>(i)] =
          0.125 * joint.mass * diameter * diameter * (1.0 + along);
    }
    for (int c = 0; c < joint.cells; ++c) {
      ObjectCell cell;
      cell.material = joint.material;
      cell.thickness = joint.depth / joint.cells;
      cell.mass = joint.mass / joint.cells;
      cell.outer_area = ring.surface_area;
      cell.middle = ring.surface_area;
      ring.cells.push_back(cell);
    }
    joint.ring = static_cast<int>(vehicle.objects.size());
    vehicle.objects.push_back(std::move(ring));
  }
}

}  // namespace tektite::vehicle
