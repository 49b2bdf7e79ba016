#include "mesh/rectangles.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::mesh {
namespace {

LocalPoint along(int axis, double value) {
  return {axis == 0 ? value : 0.0, axis == 1 ? value : 0.0, axis == 2 ? value : 0.0};
}

/// One row of nodes across a face, from u = 0 to u = 1.
struct Row {
  std::vector<double> place;  ///< in units of u
  std::vector<std::int32_t> node;
};

class FaceMesh {
 public:
  FaceMesh(int part, const Face& face, const Placement& placement, Seams& seams)
      : part_(part), face_(face), placement_(placement), seams_(seams) {}

  void mesh(int across, int rows, std::vector<std::array<std::int32_t, 3>>& triangles) {
    Row below = row(across, 0.0, false, true);
    for (int j = 1; j <= rows; ++j) {
      const bool last = j == rows;
      Row above = row(across, static_cast<double>(j) / rows, j % 2 == 1 && !last, last);
      sew(below, above, triangles);
      below = std::move(above);
    }
  }

 private:
  [[nodiscard]] Row row(int across, double v, bool shifted, bool border) {
    Row made;
    made.place.push_back(0.0);
    for (int i = shifted ? 0 : 1; i < across; ++i) {
      made.place.push_back((i + (shifted ? 0.5 : 0.0)) / across);
    }
    made.place.push_back(1.0);
    for (const double u : made.place) {
      const Point p = placement_.place(face_.corner + u * face_.u + v * face_.v);
      const bool on_border = border || u == 0.0 || u == 1.0;
      made.node.push_back(on_border ? seams_.add_border(p, part_) : seams_.add(p, part_));
    }
    return made;
  }

  static void sew(const Row& below, const Row& above,
                  std::vector<std::array<std::int32_t, 3>>& triangles) {
    std::size_t i = 0;
    std::size_t k = 0;
    while (i + 1 < below.node.size() || k + 1 < above.node.size()) {
      bool take_below = k + 1 == above.node.size();
      if (!take_below && i + 1 < below.node.size()) {
        const double below_gap = std::abs(below.place[i + 1] - above.place[k]);
        const double above_gap = std::abs(above.place[k + 1] - below.place[i]);
        take_below = below_gap <= above_gap + 1e-9;
      }
      if (take_below) {
        triangles.push_back({below.node[i], below.node[i + 1], above.node[k]});
        ++i;
      } else {
        triangles.push_back({below.node[i], above.node[k + 1], above.node[k]});
        ++k;
      }
    }
  }

  int part_;
  const Face& face_;
  const Placement& placement_;
  Seams& seams_;
};

}  // namespace

std::vector<Face> faces_of(const Shape& shape) {
  const std::array<double, 3> size{shape.size.x, shape.size.y, shape.size.z};
  if (shape.kind == ShapeKind::plate) {
    return {{{-0.5 * size[0], -0.5 * size[1], 0.0}, along(0, size[0]), along(1, size[1]), 0, 1}};
  }
  std::vector<Face> faces;
  const LocalPoint low{-0.5 * size[0], -0.5 * size[1], -0.5 * size[2]};
  for (int axis = 0; axis < 3; ++axis) {
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    const LocalPoint side_u = along(u, size[static_cast<std::size_t>(u)]);
    const LocalPoint side_v = along(v, size[static_cast<std::size_t>(v)]);
    faces.push_back({low, side_v, side_u, v, u});  // normal along -axis
    const LocalPoint high = low + along(axis, size[static_cast<std::size_t>(axis)]);
    faces.push_back({high, side_u, side_v, u, v});  // normal along +axis
  }
  return faces;
}

void mesh_rectangles(int part, const Shape& shape, const Placement& placement,
                     const Borders& borders, Seams& seams,
                     std::vector<std::array<std::int32_t, 3>>& triangles) {
  const auto& divisions = borders.divisions[static_cast<std::size_t>(part)];
  for (const Face& face : faces_of(shape)) {
    FaceMesh(part, face, placement, seams)
        .mesh(divisions[static_cast<std::size_t>(face.axis_u)],
              divisions[static_cast<std::size_t>(face.axis_v)], triangles);
  }
}

RectanglePatches::RectanglePatches(const Shape& shape, double patch_size)
    : faces_(faces_of(shape)) {
  first_.push_back(0);
  for (const Face& face : faces_) {
    const auto fields = [&](const LocalPoint& side) {
      return std::max(1, static_cast<int>(std::round(norm(side) / patch_size)));
    };
    fields_.push_back({fields(face.u), fields(face.v)});
    first_.push_back(first_.back() + fields_.back()[0] * fields_.back()[1]);
  }
}

std::int32_t RectanglePatches::at(const LocalPoint& p, const LocalPoint& normal) const {
  std::size_t best = 0;
  double most = -2.0;
  for (std::size_t f = 0; f < faces_.size(); ++f) {
    const double alignment = dot(unit(cross(faces_[f].u, faces_[f].v)), normal);
    if (alignment > most) most = alignment, best = f;
  }
  const Face& face = faces_[best];
  const auto field = [&](const LocalPoint& side, std::int32_t count) {
    const double place = dot(p - face.corner, side) / dot(side, side);
    return std::clamp(static_cast<std::int32_t>(std::floor(place * count)), 0, count - 1);
  };
  const auto& fields = fields_[best];
  return first_[best] + field(face.v, fields[1]) * fields[0] + field(face.u, fields[0]);
}

}  // namespace tektite::mesh
