#include "solver/aerodynamics/directions.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace tektite::aerodynamics {

namespace {

using Axis = Vec3<BodyAxes>;
using Triangle = std::array<int, 3>;

struct Net {
  std::vector<Axis> vertices;
  std::vector<Triangle> triangles;
};

Net icosahedron() {
  const double p = 0.5 * (1.0 + std::sqrt(5.0));
  Net net;
  net.vertices = {{-1, p, 0},  {1, p, 0},  {-1, -p, 0}, {1, -p, 0}, {0, -1, p},  {0, 1, p},
                  {0, -1, -p}, {0, 1, -p}, {p, 0, -1},  {p, 0, 1},  {-p, 0, -1}, {-p, 0, 1}};
  for (Axis& vertex : net.vertices) vertex = unit(vertex);
  net.triangles = {{0, 11, 5}, {0, 5, 1},  {0, 1, 7},   {0, 7, 10}, {0, 10, 11},
                   {1, 5, 9},  {5, 11, 4}, {11, 10, 2}, {10, 7, 6}, {7, 1, 8},
                   {3, 9, 4},  {3, 4, 2},  {3, 2, 6},   {3, 6, 8},  {3, 8, 9},
                   {4, 9, 5},  {2, 4, 11}, {6, 2, 10},  {8, 6, 7},  {9, 8, 1}};
  return net;
}

/// Returns the new vertices, each with the two that it lies between.
std::vector<Triangle> divide(Net& net) {
  std::vector<Triangle> born;
  std::map<std::pair<int, int>, int> middles;
  const auto middle = [&](int a, int b) {
    const std::pair<int, int> key(std::min(a, b), std::max(a, b));
    const auto [place, is_new] = middles.try_emplace(key, static_cast<int>(net.vertices.size()));
    if (is_new) {
      net.vertices.push_back(unit(net.vertices[static_cast<std::size_t>(key.first)] +
                                  net.vertices[static_cast<std::size_t>(key.second)]));
      born.push_back({place->second, key.first, key.second});
    }
    return place->second;
  };
  std::vector<Triangle> finer;
  finer.reserve(4 * net.triangles.size());
  for (const auto& [a, b, c] : net.triangles) {
    const int ab = middle(a, b);
    const int bc = middle(b, c);
    const int ca = middle(c, a);
    finer.insert(finer.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
  }
  net.triangles = std::move(finer);
  return born;
}

/// Found by a search over turns: at level 2 the averages of s and s^3 over the directions that meet
/// a plane of the axes are good to 2e-4, and no direction comes closer to one than 0.9 degrees.
Mat3 tilt() {
  return rotation(normalised(Quaternion{0.8953, -0.1464, -0.3756, -0.1895}));
}

/// Solid angle of a spherical triangle. Ref: VanOosterom1983
double solid_angle(const Axis& a, const Axis& b, const Axis& c) {
  return 2.0 * std::atan2(std::abs(dot(a, cross(b, c))), 1.0 + dot(a, b) + dot(b, c) + dot(c, a));
}

}  // namespace

Directions sphere_directions(int level) {
  Net net = icosahedron();
  for (int i = 0; i < level; ++i) divide(net);
  const Mat3 tilted = tilt();
  Directions result;
  result.weight.assign(net.vertices.size(), 0.0);
  for (const auto& triangle : net.triangles) {
    std::array<Axis, 3> corner;
    for (std::size_t i = 0; i < 3; ++i) {
      corner[i] = net.vertices[static_cast<std::size_t>(triangle[i])];
    }
    const double share = solid_angle(corner[0], corner[1], corner[2]) / (12.0 * constants::pi);
    for (const int vertex : triangle) result.weight[static_cast<std::size_t>(vertex)] += share;
  }
  result.direction.reserve(net.vertices.size());
  for (const Axis& vertex : net.vertices) result.direction.push_back(unit(tilted * vertex));
  return result;
}

SphereNet::SphereNet(int level) {
  Net net = icosahedron();
  triangles_.push_back(net.triangles);
  for (int i = 0; i < level; ++i) {
    middles_ = divide(net);
    triangles_.push_back(net.triangles);
  }
  const Mat3 tilted = tilt();
  for (const Axis& vertex : net.vertices) vertices_.push_back(unit(tilted * vertex));
}

Between SphereNet::at(const Axis& direction) const {
  // Volumes that the direction spans with the edges: those of its own triangle are all positive.
  const auto volumes = [&](const Triangle& corner) {
    const Axis& a = vertices_[static_cast<std::size_t>(corner[0])];
    const Axis& b = vertices_[static_cast<std::size_t>(corner[1])];
    const Axis& c = vertices_[static_cast<std::size_t>(corner[2])];
    return std::array<double, 3>{dot(direction, cross(b, c)), dot(direction, cross(c, a)),
                                 dot(direction, cross(a, b))};
  };
  std::size_t first = 0;
  std::size_t count = triangles_.front().size();
  std::size_t best = 0;
  std::array<double, 3> inside{};
  for (const auto& triangles : triangles_) {
    double most = -1.0;
    for (std::size_t t = first; t < first + count; ++t) {
      const std::array<double, 3> volume = volumes(triangles[t]);
      const double least = std::min({volume[0], volume[1], volume[2]});
      if (least <= most) continue;
      most = least;
      best = t;
      inside = volume;
    }
    first = 4 * best;
    count = 4;
  }
  Between result;
  result.index = triangles_.back()[best];
  double sum = 0.0;
  for (double& volume : inside) sum += volume = std::max(volume, 0.0);
  if (!(sum > 0.0)) return {result.index, {1.0, 0.0, 0.0}};  // a body at rest
  for (std::size_t i = 0; i < 3; ++i) result.weight[i] = inside[i] / sum;
  return result;
}

Directions circle_directions(const Vec3<BodyAxes>& axis, int count) {
  const std::array<double, 3> size = {std::abs(axis.x), std::abs(axis.y), std::abs(axis.z)};
  const auto least = std::min_element(size.begin(), size.end()) - size.begin();
  const Axis helper{least == 0 ? 1.0 : 0.0, least == 1 ? 1.0 : 0.0, least == 2 ? 1.0 : 0.0};
  const Axis first = unit(cross(axis, helper));
  const Axis second = cross(axis, first);
  Directions result;
  for (int i = 0; i < count; ++i) {
    // An odd fraction of a step: directions stay off planes of symmetry, as on the sphere.
    const double angle = 2.0 * constants::pi * (i + 0.2764) / count;
    result.direction.push_back(unit(std::cos(angle) * first + std::sin(angle) * second));
    result.weight.push_back(1.0 / count);
  }
  return result;
}

Directions directions_of(const vehicle::Body& body, int level, int circle_count) {
  switch (body.mode) {
    case vehicle::AttitudeMode::fixed:
      return {{unit(body.wind)}, {1.0}};
    case vehicle::AttitudeMode::spinning:
      return circle_directions(unit(body.wind), circle_count);
    case vehicle::AttitudeMode::tumbling:
    case vehicle::AttitudeMode::integrated:
      break;
  }
  return sphere_directions(level);
}

}  // namespace tektite::aerodynamics
