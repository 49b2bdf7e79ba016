#include "io/output/primitives.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::output {
namespace {

constexpr int around = 16;    ///< faces around an axis
constexpr int from_pole = 8;  ///< faces of a sphere from pole to pole

Polygons draw_box(const Vec3<VehicleAxes>& centre, const std::array<double, 3>& size) {
  Polygons box;
  for (int corner = 0; corner < 8; ++corner) {
    const double x = (corner & 1) != 0 ? 0.5 : -0.5;
    const double y = (corner & 2) != 0 ? 0.5 : -0.5;
    const double z = (corner & 4) != 0 ? 0.5 : -0.5;
    box.vertices.push_back(centre + Vec3<VehicleAxes>{x * size[0], y * size[1], z * size[2]});
  }
  box.faces = {{0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}};
  return box;
}

/// Rings of vertices about the x axis, from the smallest x to the largest, joined by quadrangles.
Polygons draw_rings(const Vec3<VehicleAxes>& centre,
                    const std::vector<std::array<double, 2>>& rings) {
  Polygons body;
  for (const auto& [x, radius] : rings) {
    for (int i = 0; i < around; ++i) {
      const double angle = 2.0 * constants::pi * i / around;
      body.vertices.push_back(
          centre + Vec3<VehicleAxes>{x, radius * std::cos(angle), radius * std::sin(angle)});
    }
  }
  const int last = static_cast<int>(rings.size()) - 1;
  for (int ring = 0; ring < last; ++ring) {
    for (int i = 0; i < around; ++i) {
      const int a = ring * around + i;
      const int b = ring * around + (i + 1) % around;
      body.faces.push_back({a, b, b + around, a + around});
    }
  }
  std::vector<int> front;
  std::vector<int> back;
  for (int i = 0; i < around; ++i) {
    back.push_back(around - 1 - i);
    front.push_back(last * around + i);
  }
  body.faces.push_back(back);
  body.faces.push_back(front);
  return body;
}

Polygons draw_sphere(const Vec3<VehicleAxes>& centre, double radius) {
  // The poles are small flat caps: good enough to look at.
  std::vector<std::array<double, 2>> rings;
  for (int i = 0; i <= from_pole; ++i) {
    const double angle = constants::pi * (i + 0.25) / (from_pole + 0.5);
    rings.push_back({-radius * std::cos(angle), radius * std::sin(angle)});
  }
  return draw_rings(centre, rings);
}

}  // namespace

Polygons draw_object(const vehicle::Object& object) {
  switch (object.shape) {
    case vehicle::ObjectShape::sphere:
      return draw_sphere(object.position, 0.5 * object.size[0]);
    case vehicle::ObjectShape::cylinder: {
      const double half = 0.5 * object.size[1];
      const double radius = 0.5 * object.size[0];
      return draw_rings(object.position, {{-half, radius}, {half, radius}});
    }
    case vehicle::ObjectShape::box:
    case vehicle::ObjectShape::plate:
      break;
  }
  return draw_box(object.position, object.size);
}

}  // namespace tektite::output
