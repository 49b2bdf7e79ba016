#include "io/input/triangle_file.hpp"
#include "solver/base/constants.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/build.hpp"

#include <cmath>
#include <set>

namespace tektite::vehicle {
namespace {

using mesh::Shape;
using mesh::ShapeKind;

ShapeKind kind_of(const std::string& name) {
  if (name == "cylinder") return ShapeKind::cylinder;
  if (name == "cone") return ShapeKind::cone;
  if (name == "disc") return ShapeKind::disc;
  if (name == "box") return ShapeKind::box;
  if (name == "plate") return ShapeKind::plate;
  if (name == "sphere") return ShapeKind::sphere;
  if (name == "file") return ShapeKind::file;
  return ShapeKind::cap;  // cap and dome are two words for one shape
}

/// The least turn that takes +x to `direction`, then `roll` about it.
Quaternion orientation_of(Vec3<VehicleAxes> direction, double roll) {
  const Vec3<VehicleAxes> d = unit(direction);
  Quaternion least;
  if (d.x < -1.0 + 1e-12) {
    least = turn(0.0, 0.0, 1.0, constants::pi);
  } else {
    least = normalised({1.0 + d.x, 0.0, -d.z, d.y});
  }
  return turn(d.x, d.y, d.z, roll) * least;
}

double needed(const io::Section& wall, std::string_view key) {
  wall.require("shape", wall.has(key), "a {} needs '{}'", wall.text("shape"), key);
  return wall.number(key);
}

void read_size(const io::Section& wall, std::size_t count, Shape& shape) {
  wall.require("shape", wall.has("size"), "a {} needs 'size'", wall.text("shape"));
  const std::vector<double> size = wall.numbers("size");
  wall.require("size", size.size() == count, "a {} has {} edges, not {}", wall.text("shape"), count,
               size.size());
  shape.size = {size[0], size[1], count > 2 ? size[2] : 0.0};
}

void read_dimensions(const io::Section& wall, Shape& shape) {
  switch (shape.kind) {
    case ShapeKind::cylinder:
    case ShapeKind::cap:
      shape.radius = needed(wall, "radius");
      shape.length = needed(wall, "length");
      break;
    case ShapeKind::cone:
      shape.radius = needed(wall, "radius");
      shape.radius_end = needed(wall, "radius_end");
      shape.length = needed(wall, "length");
      break;
    case ShapeKind::disc:
      shape.radius = needed(wall, "radius");
      shape.inner_radius = wall.number("inner_radius");
      wall.require("inner_radius", shape.inner_radius < shape.radius,
                   "must be smaller than the radius");
      break;
    case ShapeKind::sphere:
      shape.radius = needed(wall, "radius");
      break;
    case ShapeKind::box:
      read_size(wall, 3, shape);
      break;
    case ShapeKind::plate:
      read_size(wall, 2, shape);
      break;
    case ShapeKind::file:
      break;
  }
}

/// Rank 0 reads; every rank gets the triangles, or the same error.
void read_file(const io::Section& wall, const std::string& folder, const Communicator& world,
               Shape& shape) {
  wall.require("shape", wall.has("file"), "a wall of shape 'file' needs 'file'");
  std::vector<char> trouble;
  if (world.is_root()) {
    try {
      input::TriangleFile file = input::read_triangles(folder + "/" + wall.text("file"));
      shape.vertices = std::move(file.vertices);
      shape.triangles = std::move(file.triangles);
    } catch (const std::exception& error) {
      const std::string text = error.what();
      trouble.assign(text.begin(), text.end());
    }
  }
  world.broadcast(trouble);
  wall.require("file", trouble.empty(), "{}", std::string(trouble.begin(), trouble.end()));
  world.broadcast(shape.vertices);
  world.broadcast(shape.triangles);
}

}  // namespace

Vec3<VehicleAxes> vector_of(const io::Section& section, std::string_view key) {
  const std::vector<double> numbers = section.numbers(key);
  section.require(key, numbers.size() == 3, "needs three numbers, has {}", numbers.size());
  return {numbers[0], numbers[1], numbers[2]};
}

int part_index(const io::Section& where, std::string_view key, const std::vector<Part>& parts,
               const std::string& name) {
  std::string known;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].name == name) return static_cast<int>(i);
    known += (known.empty() ? "" : ", ") + parts[i].name;
  }
  where.require(key, false, "there is no part '{}'; known: {}", name, known);
  return -1;
}

std::vector<mesh::ShapedPart> read_walls(const io::Section& section, const std::string& folder,
                                         const Communicator& world) {
  std::vector<mesh::ShapedPart> walls;
  for (const io::Section& part : section.list("parts")) {
    const io::Section wall = part.section("wall");
    Shape shape;
    shape.kind = kind_of(wall.text("shape"));
    read_dimensions(wall, shape);
    if (shape.kind == ShapeKind::file) read_file(wall, folder, world, shape);
    shape.panel_size = (part.has("panel_size") ? part : section).number("panel_size");
    shape.patch_size = (part.has("patch_size") ? part : section).number("patch_size");
    shape.flip = wall.boolean("flip");
    shape.position = vector_of(wall, "at");
    const Vec3<VehicleAxes> direction = vector_of(wall, "direction");
    wall.require("direction", norm(direction) > 0.0, "has no length");
    shape.orientation = orientation_of(direction, wall.number("roll"));
    walls.push_back({part.text("name"), std::move(shape)});
  }
  return walls;
}

std::vector<Part> read_parts(const io::Section& section, const std::vector<Stack>& stacks) {
  std::vector<Part> parts;
  std::set<std::string> names;
  for (const io::Section& entry : section.list("parts")) {
    Part part;
    part.name = entry.text("name");
    entry.require("name", names.insert(part.name).second, "the name '{}' is taken", part.name);
    const std::string stack = entry.text("stack");
    std::string known;
    part.stack = -1;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
      if (stacks[i].name == stack) part.stack = static_cast<int>(i);
      known += (known.empty() ? "" : ", ") + stacks[i].name;
    }
    entry.require("stack", part.stack >= 0, "there is no stack '{}'; known: {}", stack, known);
    part.span = entry.has("span")
                    ? entry.number("span")
                    : (entry.has("patch_size") ? entry : section).number("patch_size");
    parts.push_back(part);
  }
  return parts;
}

std::vector<Patch> measure_patches(const mesh::Surface& surface) {
  std::vector<Patch> patches;
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    const auto index = static_cast<std::size_t>(surface.patch[t]);
    if (patches.size() <= index) patches.resize(index + 1);
    const auto& corner = surface.triangles[t];
    const auto at = [&](std::size_t i) {
      return surface.vertices[static_cast<std::size_t>(corner[i])];
    };
    const double area = 0.5 * norm(cross(at(1) - at(0), at(2) - at(0)));
    Patch& patch = patches[index];
    patch.part = surface.part[t];
    patch.area += area;
    patch.centre += (area / 3.0) * (at(0) + at(1) + at(2));
  }
  for (Patch& patch : patches) {
    if (patch.area > 0.0) patch.centre = patch.centre / patch.area;
  }
  return patches;
}

}  // namespace tektite::vehicle
