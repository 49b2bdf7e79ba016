#include "io/input/triangle_file.hpp"
#include "solver/base/constants.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/build.hpp"

#include <cmath>

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

/// The table of keys sees to it that what a shape needs is there.
void read_dimensions(const io::Section& wall, Shape& shape) {
  const std::vector<double> size = wall.numbers("size");
  switch (shape.kind) {
    case ShapeKind::cylinder:
    case ShapeKind::cap:
      shape.radius = wall.number("radius");
      shape.length = wall.number("length");
      break;
    case ShapeKind::cone:
      shape.radius = wall.number("radius");
      shape.radius_end = wall.number("radius_end");
      shape.length = wall.number("length");
      break;
    case ShapeKind::disc:
      shape.radius = wall.number("radius");
      shape.inner_radius = wall.number("inner_radius");
      wall.require("inner_radius", shape.inner_radius < shape.radius,
                   "must be smaller than the radius");
      break;
    case ShapeKind::sphere:
      shape.radius = wall.number("radius");
      break;
    case ShapeKind::box:
      shape.size = {size[0], size[1], size[2]};
      break;
    case ShapeKind::plate:
      shape.size = {size[0], size[1], 0.0};
      break;
    case ShapeKind::file:
      break;
  }
}

/// Rank 0 reads; every rank gets the triangles, or the same error.
void read_file(const io::Section& wall, const Communicator& world, Shape& shape) {
  std::vector<char> trouble;
  if (world.is_root()) {
    try {
      const io::FoundFile found = wall.file("file");
      require(found.problem.empty(), "{}", found.problem);
      input::TriangleFile file = input::read_triangles(found.path);
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

std::vector<mesh::ShapedPart> read_walls(const io::Section& section, const Communicator& world) {
  std::vector<mesh::ShapedPart> walls;
  for (const io::Section& part : section.list("parts")) {
    const io::Section wall = part.section("wall");
    Shape shape;
    shape.kind = kind_of(wall.text("shape"));
    read_dimensions(wall, shape);
    if (shape.kind == ShapeKind::file) read_file(wall, world, shape);
    shape.panel_size = (part.has("panel_size") ? part : section).number("panel_size");
    shape.patch_size = (part.has("patch_size") ? part : section).number("patch_size");
    shape.flip = wall.boolean("flip");
    shape.position = vector_of(wall, "at");
    const Vec3<VehicleAxes> direction = vector_of(wall, "direction");
    wall.require("direction", norm(direction) > 0.0, "is too short for a direction");
    shape.orientation = orientation_of(direction, wall.number("roll"));
    walls.push_back({part.text("name"), std::move(shape)});
  }
  return walls;
}

std::vector<Part> read_parts(const io::Section& section, const std::vector<Stack>& stacks) {
  std::vector<Part> parts;
  for (const io::Section& entry : section.list("parts")) {
    Part part;
    part.name = entry.text("name");
    const std::string stack = entry.text("stack");
    part.stack = -1;  // the table of keys knows that there is one
    for (std::size_t i = 0; i < stacks.size(); ++i) {
      if (stacks[i].name == stack) part.stack = static_cast<int>(i);
    }
    expect(part.stack >= 0, "a part's stack is one of the stacks");
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
