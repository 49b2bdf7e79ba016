#include "mesh/borders.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tektite::mesh {
namespace {

using std::numbers::pi;

/// Nodes around a rim, at least: fewer would lose too much of the area.
constexpr int least_around = 8;

int rim_nodes(double radius, double panel_size) {
  return std::max(least_around, static_cast<int>(std::round(2.0 * pi * radius / panel_size)));
}

bool coincide(const Circle& a, const Circle& b, double tolerance) {
  const Point tilt = cross(a.axis, b.axis);
  return norm(a.centre - b.centre) <= tolerance && std::abs(a.radius - b.radius) <= tolerance &&
         norm(tilt) * a.radius <= tolerance;
}

/// The rims of a shape of revolution: its ends that are not poles.
std::vector<Circle> rims_of(const Shape& shape, const Placement& placement) {
  std::vector<Circle> rims;
  const Meridian meridian(shape);
  const auto add = [&](const AxialPoint& p) {
    rims.push_back({placement.place({p.x, 0.0, 0.0}), placement.direction({1.0, 0.0, 0.0}),
                    placement.direction({0.0, 1.0, 0.0}), placement.direction({0.0, 0.0, 1.0}), p.r,
                    0});
  };
  if (!meridian.starts_at_pole()) add(meridian.at(0.0));
  if (!meridian.ends_at_pole()) add(meridian.at(meridian.length()));
  return rims;
}

/// Arc length at which `circle` lies on the surface of revolution, or -1.
double station_of(const Circle& circle, const Meridian& meridian, const Placement& placement,
                  double tolerance) {
  const Point shape_axis = placement.direction({1.0, 0.0, 0.0});
  const Point tilt = cross(shape_axis, circle.axis);
  if (norm(tilt) * circle.radius > tolerance) return -1.0;
  const LocalPoint centre = placement.local(circle.centre);
  if (std::hypot(centre.y, centre.z) > tolerance) return -1.0;
  const AxialPoint place{centre.x, circle.radius};
  return meridian.distance(place) <= tolerance ? meridian.project(place) : -1.0;
}

void find_circles(const std::vector<ShapedPart>& parts, const std::vector<Placement>& placements,
                  double tolerance, Borders& borders) {
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const Shape& shape = parts[part].shape;
    if (!is_revolution(shape.kind)) continue;
    for (const Circle& rim : rims_of(shape, placements[part])) {
      std::size_t circle = 0;
      while (circle < borders.circles.size() &&
             !coincide(borders.circles[circle], rim, tolerance)) {
        ++circle;
      }
      if (circle == borders.circles.size()) {
        borders.circles.push_back(rim);
        borders.circle_parts.emplace_back();
      }
      auto& owners = borders.circle_parts[circle];
      if (owners.empty() || owners.back() != static_cast<int>(part)) {
        owners.push_back(static_cast<int>(part));
      }
    }
  }
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const Shape& shape = parts[part].shape;
    if (!is_revolution(shape.kind)) continue;
    const Meridian meridian(shape);
    auto& stations = borders.stations[part];
    for (std::size_t c = 0; c < borders.circles.size(); ++c) {
      Circle& circle = borders.circles[c];
      const double s = station_of(circle, meridian, placements[part], tolerance);
      if (s < 0.0) continue;
      stations.push_back({s, c});
      circle.nodes = std::max(circle.nodes, rim_nodes(circle.radius, panel_size_of(shape)));
    }
    std::ranges::sort(stations, {}, &Station::s);
  }
}

/// Edges of a box, or of a plate: corners in the part's axes.
std::vector<Segment> edges_of(int part, const Shape& shape, const Placement& placement) {
  const LocalPoint half{0.5 * shape.size.x, 0.5 * shape.size.y,
                        shape.kind == ShapeKind::plate ? 0.0 : 0.5 * shape.size.z};
  const std::array<double, 3> h{half.x, half.y, half.z};
  std::vector<Segment> edges;
  const int axes = shape.kind == ShapeKind::plate ? 2 : 3;
  for (int axis = 0; axis < axes; ++axis) {
    const auto u = static_cast<std::size_t>((axis + 1) % 3);
    const auto v = static_cast<std::size_t>((axis + 2) % 3);
    for (const double side_u : {-1.0, 1.0}) {
      for (const double side_v : {-1.0, 1.0}) {
        // A plate has no extent along z: each of its edges once.
        if ((h[u] == 0.0 && side_u > 0.0) || (h[v] == 0.0 && side_v > 0.0)) continue;
        std::array<double, 3> from{};
        from[u] = side_u * h[u];
        from[v] = side_v * h[v];
        std::array<double, 3> to = from;
        from[static_cast<std::size_t>(axis)] = -h[static_cast<std::size_t>(axis)];
        to[static_cast<std::size_t>(axis)] = h[static_cast<std::size_t>(axis)];
        edges.push_back({part, axis, placement.place({from[0], from[1], from[2]}),
                         placement.place({to[0], to[1], to[2]})});
      }
    }
  }
  return edges;
}

bool coincide(const Segment& a, const Segment& b, double tolerance) {
  return (norm(a.from - b.from) <= tolerance && norm(a.to - b.to) <= tolerance) ||
         (norm(a.from - b.to) <= tolerance && norm(a.to - b.from) <= tolerance);
}

int edge_divisions(double length, double panel_size) {
  const int count = std::max(1, static_cast<int>(std::round(length / panel_size)));
  return count < 3 ? count : 2 * ((count + 1) / 2);  // even, for the staggering of rows
}

/// Opposite edges of a face are divided alike, and so are edges that coincide: the divisions of all
/// parts so joined follow the smallest panel size among them.
void divide_segments(const std::vector<ShapedPart>& parts, double tolerance, Borders& borders) {
  std::vector<std::size_t> group(3 * parts.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (group[i] != i) i = group[i] = group[group[i]];
    return i;
  };
  const auto index = [](const Segment& s) { return static_cast<std::size_t>(3 * s.part + s.axis); };
  // Only segments whose midpoints are near can coincide: sorted by x, a short sweep finds them.
  std::vector<std::size_t> order(borders.segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto middle = [&](std::size_t i) {
    return 0.5 * (borders.segments[i].from.x + borders.segments[i].to.x);
  };
  std::ranges::sort(order, [&](std::size_t i, std::size_t j) {
    return middle(i) != middle(j) ? middle(i) < middle(j) : i < j;
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      if (middle(order[j]) - middle(order[i]) > tolerance) break;
      const Segment& a = borders.segments[order[i]];
      const Segment& b = borders.segments[order[j]];
      if (a.part == b.part || !coincide(a, b, tolerance)) continue;
      const std::size_t low = std::min(root(index(a)), root(index(b)));
      const std::size_t high = std::max(root(index(a)), root(index(b)));
      group[high] = low;
    }
  }
  std::vector<int> count(group.size(), 0);
  for (const Segment& s : borders.segments) {
    const double size = parts[static_cast<std::size_t>(s.part)].shape.panel_size;
    int& divisions = count[root(index(s))];
    divisions = std::max(divisions, edge_divisions(norm(s.to - s.from), size));
  }
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      borders.divisions[part][axis] = count[root(3 * part + axis)];
    }
  }
}

}  // namespace

Point Circle::at(int node) const {
  const double angle = 2.0 * pi * node / nodes;
  return centre + radius * (std::cos(angle) * first + std::sin(angle) * second);
}

bool is_revolution(ShapeKind kind) {
  return kind == ShapeKind::cylinder || kind == ShapeKind::cone || kind == ShapeKind::disc ||
         kind == ShapeKind::sphere || kind == ShapeKind::cap;
}

double panel_size_of(const Shape& shape) {
  if (!is_revolution(shape.kind)) return shape.panel_size;
  const double radius = std::max(shape.radius, shape.radius_end);
  return std::min(shape.panel_size, 2.0 * pi * radius / least_around);
}

Borders match_borders(const std::vector<ShapedPart>& parts,
                      const std::vector<Placement>& placements, double tolerance) {
  Borders borders;
  borders.stations.resize(parts.size());
  borders.divisions.resize(parts.size(), {0, 0, 0});
  find_circles(parts, placements, tolerance, borders);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const Shape& shape = parts[part].shape;
    if (shape.kind != ShapeKind::box && shape.kind != ShapeKind::plate) continue;
    const auto edges = edges_of(static_cast<int>(part), shape, placements[part]);
    borders.segments.insert(borders.segments.end(), edges.begin(), edges.end());
  }
  divide_segments(parts, tolerance, borders);
  require_borders_apart(borders, parts, tolerance);
  return borders;
}

}  // namespace tektite::mesh
