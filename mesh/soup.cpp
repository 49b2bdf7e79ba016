#include "mesh/soup.hpp"

#include "mesh/surface.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace tektite::mesh {
namespace {

/// Twice the area below which a triangle counts as none, in units of its longest edge squared.
constexpr double no_area = 1e-9;
/// Vertex normals average over triangles within this angle [rad].
constexpr double crease = 40.0 * std::numbers::pi / 180.0;
/// Turn of the normals over a triangle below which it counts as flat [rad].
constexpr double flat_turn = 1e-6;

using Corners = std::array<Point, 3>;

Corners corners_of(const Shape& shape, std::size_t triangle) {
  const auto& t = shape.triangles[triangle];
  return {shape.vertices[static_cast<std::size_t>(t[0])],
          shape.vertices[static_cast<std::size_t>(t[1])],
          shape.vertices[static_cast<std::size_t>(t[2])]};
}

/// Solves the symmetric positive 3x3 system a x = b; returns false where it is singular.
bool solve(const std::array<std::array<double, 3>, 3>& a, const std::array<double, 3>& b,
           std::array<double, 3>& x) {
  const auto minor = [&](std::size_t r0, std::size_t c0, std::size_t r1, std::size_t c1) {
    return a[r0][c0] * a[r1][c1] - a[r0][c1] * a[r1][c0];
  };
  const double determinant =
      a[0][0] * minor(1, 1, 2, 2) - a[0][1] * minor(1, 0, 2, 2) + a[0][2] * minor(1, 0, 2, 1);
  if (!(std::abs(determinant) > 0.0)) return false;
  for (std::size_t column = 0; column < 3; ++column) {
    auto c = a;
    for (std::size_t row = 0; row < 3; ++row) c[row][column] = b[row];
    x[column] = (c[0][0] * (c[1][1] * c[2][2] - c[1][2] * c[2][1]) -
                 c[0][1] * (c[1][0] * c[2][2] - c[1][2] * c[2][0]) +
                 c[0][2] * (c[1][0] * c[2][1] - c[1][1] * c[2][0])) /
                determinant;
  }
  return true;
}

/// Radii from corners and the unit normals there.
std::array<double, 2> radii_of(const Corners& p, const Corners& n) {
  const Point u = unit(p[1] - p[0]);
  const Point v = cross(unit(cross(p[1] - p[0], p[2] - p[0])), u);
  // Unknowns: the shape operator [[a, b], [b, c]] in the axes (u, v).
  std::array<std::array<double, 3>, 3> matrix{};
  std::array<double, 3> right{};
  double longest = 0.0;
  for (std::size_t k = 0; k < 3; ++k) {
    const Point edge = p[(k + 1) % 3] - p[k];
    const Point turn = n[(k + 1) % 3] - n[k];
    const double x = dot(edge, u);
    const double y = dot(edge, v);
    longest = std::max(longest, norm(edge));
    const std::array<std::array<double, 3>, 2> rows{{{x, y, 0.0}, {0.0, x, y}}};
    const std::array<double, 2> values{dot(turn, u), dot(turn, v)};
    for (std::size_t row = 0; row < 2; ++row) {
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) matrix[i][j] += rows[row][i] * rows[row][j];
        right[i] += rows[row][i] * values[row];
      }
    }
  }
  std::array<double, 3> s{};
  if (!solve(matrix, right, s)) return {flat, flat};
  const double mean = 0.5 * (s[0] + s[2]);
  const double half = std::hypot(0.5 * (s[0] - s[2]), s[1]);
  const double larger = std::max(std::abs(mean + half), std::abs(mean - half));
  const double smaller = std::min(std::abs(mean + half), std::abs(mean - half));
  const auto radius = [&](double curvature) {
    return curvature * longest > flat_turn ? 1.0 / curvature : flat;
  };
  return {radius(larger), radius(smaller)};
}

double angle_at(const Corners& p, std::size_t corner) {
  const Point a = unit(p[(corner + 1) % 3] - p[corner]);
  const Point b = unit(p[(corner + 2) % 3] - p[corner]);
  return std::acos(std::clamp(dot(a, b), -1.0, 1.0));
}

}  // namespace

void require_sound(const ShapedPart& part) {
  const Shape& shape = part.shape;
  require(!shape.triangles.empty(), "part '{}': the mesh file has no triangles", part.name);
  for (std::size_t i = 0; i < shape.vertices.size(); ++i) {
    const Point& p = shape.vertices[i];
    require(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "part '{}': vertex {} of the mesh file is not finite", part.name, i);
  }
  const auto count = static_cast<std::int64_t>(shape.vertices.size());
  for (std::size_t i = 0; i < shape.triangles.size(); ++i) {
    for (const std::int32_t vertex : shape.triangles[i]) {
      require(vertex >= 0 && vertex < count,
              "part '{}': triangle {} of the mesh file has vertex {}, but there are {} vertices",
              part.name, i, vertex, count);
    }
    const Corners p = corners_of(shape, i);
    const double longest = std::max({norm(p[1] - p[0]), norm(p[2] - p[1]), norm(p[0] - p[2])});
    const double doubled = norm(cross(p[1] - p[0], p[2] - p[0]));
    require(doubled > no_area * longest * longest,
            "part '{}': triangle {} of the mesh file has no area", part.name, i);
  }
}

void mesh_soup(int part, const Shape& shape, const Placement& placement, Seams& seams,
               std::vector<std::array<std::int32_t, 3>>& triangles) {
  std::vector<std::int32_t> node(shape.vertices.size(), -1);
  for (const auto& t : shape.triangles) {
    std::array<std::int32_t, 3> made{};
    for (std::size_t k = 0; k < 3; ++k) {
      const auto vertex = static_cast<std::size_t>(t[k]);
      if (node[vertex] < 0) {
        const LocalPoint local = recast<ShapeAxes>(shape.vertices[vertex]);
        node[vertex] = seams.add_border(placement.place(local), part);
      }
      made[k] = node[vertex];
    }
    triangles.push_back(made);
  }
}

std::vector<std::int32_t> soup_patches(const Shape& shape) {
  using Cell = std::array<std::int64_t, 3>;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < shape.triangles.size(); ++i) {
    const Corners p = corners_of(shape, i);
    const Point centroid = (p[0] + p[1] + p[2]) / 3.0;
    cells.push_back({static_cast<std::int64_t>(std::floor(centroid.x / shape.patch_size)),
                     static_cast<std::int64_t>(std::floor(centroid.y / shape.patch_size)),
                     static_cast<std::int64_t>(std::floor(centroid.z / shape.patch_size))});
  }
  auto occupied = cells;
  std::ranges::sort(occupied);
  occupied.erase(std::unique(occupied.begin(), occupied.end()), occupied.end());
  std::vector<std::int32_t> patches;
  for (const Cell& cell : cells) {
    const auto place = std::ranges::lower_bound(occupied, cell);
    patches.push_back(static_cast<std::int32_t>(place - occupied.begin()));
  }
  return patches;
}

std::vector<std::array<double, 2>> soup_radii(const Shape& shape) {
  // Corners that meet at each vertex, as 3 * triangle + corner.
  std::vector<std::size_t> first(shape.vertices.size() + 1, 0);
  for (const auto& t : shape.triangles) {
    for (const std::int32_t vertex : t) ++first[static_cast<std::size_t>(vertex) + 1];
  }
  for (std::size_t i = 0; i + 1 < first.size(); ++i) first[i + 1] += first[i];
  std::vector<std::size_t> corner(3 * shape.triangles.size());
  auto next = first;
  std::vector<Point> normal;
  for (std::size_t i = 0; i < shape.triangles.size(); ++i) {
    const Corners p = corners_of(shape, i);
    normal.push_back(unit(cross(p[1] - p[0], p[2] - p[0])));
    for (std::size_t k = 0; k < 3; ++k) {
      corner[next[static_cast<std::size_t>(shape.triangles[i][k])]++] = 3 * i + k;
    }
  }
  std::vector<std::array<double, 2>> radii;
  const double least = std::cos(crease);
  for (std::size_t i = 0; i < shape.triangles.size(); ++i) {
    Corners at{};
    for (std::size_t k = 0; k < 3; ++k) {
      const auto vertex = static_cast<std::size_t>(shape.triangles[i][k]);
      Point sum;
      for (std::size_t c = first[vertex]; c < first[vertex + 1]; ++c) {
        const std::size_t other = corner[c] / 3;
        if (dot(normal[other], normal[i]) < least) continue;
        sum += angle_at(corners_of(shape, other), corner[c] % 3) * normal[other];
      }
      at[k] = unit(sum);
    }
    radii.push_back(radii_of(corners_of(shape, i), at));
  }
  return radii;
}

}  // namespace tektite::mesh
