#include "solver/aerodynamics/horizon.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tektite::aerodynamics {

namespace {

using Vector = Vec3<VehicleAxes>;

constexpr std::int32_t leaf_size = 4;
constexpr std::size_t most_depth = 64;  // halving: 2^31 triangles are 29 levels
/// A node that stands no higher is not looked into: rays that low are few.
constexpr double low_enough = 0.05;
/// Nodes that a search looks at before it gives up: as long as the rays take that it could save.
constexpr int most_looks = 300;
/// Rays are cast in single precision: their direction may be off by a few of its last digits, and
/// the places of ray and triangle by a few of those of the largest coordinate. Less than a ray's
/// lift (ray_lift): a flat wall stays below the horizon of its own panels.
constexpr double margin = 1e-5;
constexpr double blur_of_extent = 5e-7;  ///< eight times the last digit

}  // namespace

double distance_to_triangle(const Vector& point, const std::array<Vector, 3>& corner) {
  const auto& [a, b, c] = corner;
  const Vector ab = b - a;
  const Vector ac = c - a;
  const Vector ap = point - a;
  const double d1 = dot(ab, ap);
  const double d2 = dot(ac, ap);
  if (d1 <= 0.0 && d2 <= 0.0) return norm(ap);
  const Vector bp = point - b;
  const double d3 = dot(ab, bp);
  const double d4 = dot(ac, bp);
  if (d3 >= 0.0 && d4 <= d3) return norm(bp);
  const double vc = d1 * d4 - d3 * d2;
  if (vc <= 0.0 && d1 >= 0.0 && d3 <= 0.0) return norm(ap - d1 / (d1 - d3) * ab);
  const Vector cp = point - c;
  const double d5 = dot(ab, cp);
  const double d6 = dot(ac, cp);
  if (d6 >= 0.0 && d5 <= d6) return norm(cp);
  const double vb = d5 * d2 - d1 * d6;
  if (vb <= 0.0 && d2 >= 0.0 && d6 <= 0.0) return norm(ap - d2 / (d2 - d6) * ac);
  const double va = d3 * d6 - d5 * d4;
  if (va <= 0.0 && d4 - d3 >= 0.0 && d5 - d6 >= 0.0) {
    return norm(bp - (d4 - d3) / ((d4 - d3) + (d5 - d6)) * (c - b));
  }
  const Vector normal = cross(ab, ac);
  return std::abs(dot(normal, ap)) / norm(normal);
}

HorizonTree::HorizonTree(const mesh::Surface& surface, std::span<const std::int64_t> triangles)
    : surface_(surface) {
  corners_.reserve(triangles.size());
  double extent = 0.0;
  for (const std::int64_t id : triangles) {
    corners_.push_back(surface.triangles[static_cast<std::size_t>(id)]);
    for (const Vector& v : corners_of(corners_.back())) {
      extent = std::max({extent, std::abs(v.x), std::abs(v.y), std::abs(v.z)});
    }
  }
  blur_ = blur_of_extent * extent;
  if (!corners_.empty()) build(0, static_cast<std::int32_t>(corners_.size()));
}

std::array<Vector, 3> HorizonTree::corners_of(const std::array<std::int32_t, 3>& corner) const {
  return {surface_.vertices[static_cast<std::size_t>(corner[0])],
          surface_.vertices[static_cast<std::size_t>(corner[1])],
          surface_.vertices[static_cast<std::size_t>(corner[2])]};
}

double HorizonTree::elevation(const Vector& origin, const Vector& normal, const Node& node) const {
  const Vector& box = node.box_half;
  const double of_box = dot(normal, node.box_centre - origin) + std::abs(normal.x) * box.x +
                        std::abs(normal.y) * box.y + std::abs(normal.z) * box.z + blur_;
  if (of_box <= 0.0) return 0.0;
  const Vector to = node.centre - origin;
  const double along = dot(normal, node.axis);
  const double of_can = dot(normal, to) + std::abs(along) * node.half +
                        node.radius * std::sqrt(std::max(1.0 - along * along, 0.0)) + blur_;
  if (of_can <= 0.0) return 0.0;
  const double height = std::min(of_box, of_can);
  const double distance = norm(to) - node.reach;
  return height < distance ? height / distance : 1.0;
}

void HorizonTree::build(std::int32_t first, std::int32_t count) {
  const auto begin = corners_.begin() + first;
  const auto end = begin + count;
  constexpr double far = std::numeric_limits<double>::infinity();
  Vector low{far, far, far};
  Vector high{-far, -far, -far};
  Vector axis;
  for (auto corner = begin; corner != end; ++corner) {
    const auto& [a, b, c] = corners_of(*corner);
    axis += cross(b - a, c - a);
    for (const Vector& v : {a, b, c}) {
      low = {std::min(low.x, v.x), std::min(low.y, v.y), std::min(low.z, v.z)};
      high = {std::max(high.x, v.x), std::max(high.y, v.y), std::max(high.z, v.z)};
    }
  }
  Node node;
  node.first = first;
  node.count = count;
  // The mean normal of a closed body is rounding: any axis will do there.
  node.axis = norm(axis) > 0.0 ? unit(axis) : Vector{1.0, 0.0, 0.0};
  node.centre = 0.5 * (low + high);
  node.box_centre = node.centre;
  node.box_half = 0.5 * (high - low);
  double under = far;
  double over = -far;
  for (auto corner = begin; corner != end; ++corner) {
    for (const Vector& v : corners_of(*corner)) {
      const double along = dot(v - node.centre, node.axis);
      under = std::min(under, along);
      over = std::max(over, along);
    }
  }
  node.centre += 0.5 * (under + over) * node.axis;
  node.half = 0.5 * (over - under);
  double square = 0.0;
  for (auto corner = begin; corner != end; ++corner) {
    for (const Vector& v : corners_of(*corner)) {
      const Vector out = v - node.centre;
      const double along = dot(out, node.axis);
      square = std::max(square, dot(out, out) - along * along);
    }
  }
  node.radius = std::sqrt(square);
  node.reach = std::sqrt(node.half * node.half + square);
  const auto self = nodes_.size();
  nodes_.push_back(node);
  if (count <= leaf_size) return;
  const Vector size = high - low;
  const int split = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
  const auto place = [&](const std::array<std::int32_t, 3>& corner) {
    const auto& [a, b, c] = corners_of(corner);
    return a[split] + b[split] + c[split];
  };
  const std::int32_t half = count / 2;
  std::nth_element(begin, begin + half, end,
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  build(first, half);
  nodes_[self].right = static_cast<std::int32_t>(nodes_.size());
  build(first + half, count - half);
}

double HorizonTree::sine(const Vector& origin, const Vector& normal) const {
  if (nodes_.empty()) return 0.0;
  struct Waiting {
    std::int32_t node = 0;
    double bound = 1.0;
  };
  std::array<Waiting, most_depth> stack{};
  std::size_t waiting = 1;
  double most = 0.0;
  int looks = 0;
  while (waiting > 0) {
    const auto [place, bound] = stack[--waiting];
    if (bound <= most) continue;
    if (++looks > most_looks) return 1.0;
    // Only once something is known to rise at all: else a convex body would pay for its boxes.
    if (bound <= low_enough && most > 0.0) {
      most = bound;
      continue;
    }
    const Node& node = nodes_[static_cast<std::size_t>(place)];
    if (node.right < 0) {
      const auto* triangle = &corners_[static_cast<std::size_t>(node.first)];
      for (std::int32_t i = 0; i < node.count; ++i) {
        const std::array<Vector, 3> corner = corners_of(triangle[i]);
        const double height =
            blur_ + std::max({dot(normal, corner[0] - origin), dot(normal, corner[1] - origin),
                              dot(normal, corner[2] - origin)});
        if (height <= 0.0) continue;
        const double distance = distance_to_triangle(origin, corner);
        if (height > useless_above * distance) return 1.0;
        most = std::max(most, height / distance);
      }
      continue;
    }
    const Node& left = nodes_[static_cast<std::size_t>(place) + 1];
    const Node& right = nodes_[static_cast<std::size_t>(node.right)];
    const double of_left = elevation(origin, normal, left);
    const double of_right = elevation(origin, normal, right);
    const bool left_last = of_left > of_right;  // the higher one is looked at first
    stack[waiting++] = left_last ? Waiting{node.right, of_right} : Waiting{place + 1, of_left};
    stack[waiting++] = left_last ? Waiting{place + 1, of_left} : Waiting{node.right, of_right};
  }
  return most > 0.0 ? most + margin : 0.0;
}

}  // namespace tektite::aerodynamics
