#include "mesh/closure.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace tektite::mesh {
namespace {

/// One side of a panel: the edge, its panel and the way the panel runs along it.
struct Side {
  std::array<std::int32_t, 2> edge{};  ///< lower, higher vertex id
  std::int32_t panel = 0;
  bool ascends = false;  ///< the panel runs from the lower to the higher vertex
};

/// Sides of the panels of the chosen parts, sorted by edge.
std::vector<Side> sides_of(const Surface& surface, std::span<const std::int32_t> parts) {
  std::vector<Side> sides;
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    if (std::ranges::find(parts, surface.part[i]) == parts.end()) continue;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::int32_t a = surface.triangles[i][k];
      const std::int32_t b = surface.triangles[i][(k + 1) % 3];
      sides.push_back({{std::min(a, b), std::max(a, b)}, static_cast<std::int32_t>(i), a < b});
    }
  }
  std::ranges::sort(sides, [](const Side& a, const Side& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.panel < b.panel;
  });
  return sides;
}

const Vec3<VehicleAxes>& vertex(const Surface& surface, std::int32_t id) {
  return surface.vertices[static_cast<std::size_t>(id)];
}

/// Six times the signed volume of each part's cone towards `apex`.
std::vector<double> cones(const Surface& surface, std::span<const std::int32_t> parts,
                          const Vec3<VehicleAxes>& apex) {
  std::vector<double> volume(parts.size(), 0.0);
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    const auto place = std::ranges::find(parts, surface.part[i]);
    if (place == parts.end()) continue;
    const auto& t = surface.triangles[i];
    const auto a = vertex(surface, t[0]) - apex;
    volume[static_cast<std::size_t>(place - parts.begin())] +=
        dot(a, cross(vertex(surface, t[1]) - apex, vertex(surface, t[2]) - apex));
  }
  return volume;
}

/// A point near the parts, so that volumes do not lose digits far from the origin.
Vec3<VehicleAxes> apex_of(const Surface& surface, std::span<const std::int32_t> parts) {
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    if (std::ranges::find(parts, surface.part[i]) != parts.end()) {
      return vertex(surface, surface.triangles[i][0]);
    }
  }
  return {};
}

/// Sets of parts that hang together, with the side of each against the set's first part.
class Facing {
 public:
  explicit Facing(std::size_t count) : root_(count), side_(count, 1) {
    for (std::size_t i = 0; i < count; ++i) root_[i] = i;
  }
  [[nodiscard]] std::size_t root(std::size_t i) const { return root_[i]; }
  [[nodiscard]] int side(std::size_t i) const { return side_[i]; }
  /// Parts a and b face the same way (+1) or opposite ways (-1); false if that is a contradiction.
  bool join(std::size_t a, std::size_t b, int relation) {
    if (root_[a] == root_[b]) return side_[a] * side_[b] == relation;
    const int turned = side_[a] * relation * side_[b];
    const std::size_t kept = std::min(root_[a], root_[b]);
    const std::size_t gone = std::max(root_[a], root_[b]);
    for (std::size_t i = 0; i < root_.size(); ++i) {
      if (root_[i] != gone) continue;
      root_[i] = kept;
      side_[i] *= turned;
    }
    return true;
  }

 private:
  std::vector<std::size_t> root_;
  std::vector<int> side_;
};

}  // namespace

std::optional<OpenEdge> first_open_edge(const Surface& surface,
                                        std::span<const std::int32_t> parts) {
  const auto sides = sides_of(surface, parts);
  for (std::size_t i = 0; i < sides.size();) {
    std::size_t end = i;
    while (end < sides.size() && sides[end].edge == sides[i].edge) ++end;
    if (end - i != 2) {
      const auto& edge = sides[i].edge;
      return OpenEdge{0.5 * (vertex(surface, edge[0]) + vertex(surface, edge[1])),
                      surface.part[static_cast<std::size_t>(sides[i].panel)],
                      static_cast<int>(end - i)};
    }
    i = end;
  }
  return std::nullopt;
}

bool is_closed(const Surface& surface, std::span<const std::int32_t> parts) {
  const bool has_panels = std::ranges::any_of(surface.part, [&](std::int32_t part) {
    return std::ranges::find(parts, part) != parts.end();
  });
  return has_panels && !first_open_edge(surface, parts).has_value();
}

double enclosed_volume(const Surface& surface, std::span<const std::int32_t> parts,
                       std::span<const int> sides) {
  expect(parts.size() == sides.size(), "a side for each part");
  const auto volume = cones(surface, parts, apex_of(surface, parts));
  double sum = 0.0;
  for (std::size_t i = 0; i < parts.size(); ++i) sum += sides[i] * volume[i];
  return sum / 6.0;
}

Orientation find_orientation(const Surface& surface, std::span<const std::int32_t> parts) {
  Orientation orientation;
  Facing facing(parts.size());
  const auto sides = sides_of(surface, parts);
  const auto index = [&](const Side& side) {
    const std::int32_t part = surface.part[static_cast<std::size_t>(side.panel)];
    return static_cast<std::size_t>(std::ranges::find(parts, part) - parts.begin());
  };
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
    if (sides[i].edge != sides[i + 1].edge) continue;
    // Neighbours that face the same way run along their edge in opposite ways.
    const std::size_t a = index(sides[i]);
    const std::size_t b = index(sides[i + 1]);
    const int relation = sides[i].ascends != sides[i + 1].ascends ? 1 : -1;
    if (!facing.join(a, b, relation)) {
      orientation.part_a = parts[a];
      orientation.part_b = parts[b];
      return orientation;
    }
  }
  orientation.is_consistent = true;
  const auto volume = cones(surface, parts, apex_of(surface, parts));
  std::map<std::size_t, double> total;
  for (std::size_t i = 0; i < parts.size(); ++i)
    total[facing.root(i)] += facing.side(i) * volume[i];
  for (std::size_t i = 0; i < parts.size(); ++i) {
    orientation.sides.push_back(total[facing.root(i)] < 0.0 ? -facing.side(i) : facing.side(i));
  }
  return orientation;
}

}  // namespace tektite::mesh
