#include "solver/vehicle/build.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace tektite::vehicle {
namespace {

using EdgeKey = std::array<std::int64_t, 2>;

/// One use of an edge by a triangle; sorted, uses of one edge stand together.
struct EdgeUse {
  EdgeKey edge;
  std::int64_t panel;
  bool operator<(const EdgeUse& other) const {
    return edge != other.edge ? edge < other.edge : panel < other.panel;
  }
};

std::vector<EdgeUse> edge_uses(const mesh::Surface& surface) {
  std::vector<EdgeUse> uses;
  uses.reserve(3 * surface.panels());
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    for (std::size_t i = 0; i < 3; ++i) {
      const std::int64_t a = surface.triangles[t][i];
      const std::int64_t b = surface.triangles[t][(i + 1) % 3];
      uses.push_back({{std::min(a, b), std::max(a, b)}, static_cast<std::int64_t>(t)});
    }
  }
  std::sort(uses.begin(), uses.end());
  return uses;
}

/// Edges at which two parts meet, for every pair of parts (lower index first).
using Seams = std::map<std::pair<int, int>, std::vector<EdgeUse>>;

Seams find_seams(const mesh::Surface& surface) {
  Seams seams;
  const std::vector<EdgeUse> uses = edge_uses(surface);
  for (std::size_t first = 0; first < uses.size();) {
    std::size_t last = first;
    std::set<int> parts;
    while (last < uses.size() && uses[last].edge == uses[first].edge) {
      parts.insert(surface.part[static_cast<std::size_t>(uses[last].panel)]);
      ++last;
    }
    for (const int a : parts) {
      for (const int b : parts) {
        if (a >= b) continue;
        auto& seam = seams[{a, b}];
        for (std::size_t i = first; i < last; ++i) {
          const int part = surface.part[static_cast<std::size_t>(uses[i].panel)];
          if (part == a || part == b) seam.push_back(uses[i]);
        }
      }
    }
    first = last;
  }
  return seams;
}

double edge_length(const mesh::Surface& surface, const EdgeKey& edge) {
  return norm(surface.vertices[static_cast<std::size_t>(edge[1])] -
              surface.vertices[static_cast<std::size_t>(edge[0])]);
}

void collect_ring(const mesh::Surface& surface, const std::vector<EdgeUse>& seam, Joint& joint) {
  std::map<std::int64_t, double> side_a;
  std::map<std::int64_t, double> side_b;
  std::set<EdgeKey> edges;
  for (const EdgeUse& use : seam) {
    const bool is_a = surface.part[static_cast<std::size_t>(use.panel)] == joint.part_a;
    (is_a ? side_a : side_b)[use.panel] += edge_length(surface, use.edge);
    edges.insert(use.edge);
  }
  for (const auto& [panel, length] : side_a) {
    joint.panels_a.push_back(panel);
    joint.lengths_a.push_back(length);
  }
  for (const auto& [panel, length] : side_b) {
    joint.panels_b.push_back(panel);
    joint.lengths_b.push_back(length);
  }
  joint.edges.assign(edges.begin(), edges.end());
}

/// Centre and axis of the ring: the axis is normal to the polygon's area vector where the ring is
/// closed, else from part to part.
void place_ring(const mesh::Surface& surface, Joint& joint) {
  double total = 0.0;
  for (const EdgeKey& edge : joint.edges) {
    const double length = edge_length(surface, edge);
    joint.centre += (0.5 * length) * (surface.vertices[static_cast<std::size_t>(edge[0])] +
                                      surface.vertices[static_cast<std::size_t>(edge[1])]);
    total += length;
  }
  joint.centre = joint.centre / total;

  const auto middle_of = [&](int part) {
    Vec3<VehicleAxes> middle;
    double count = 0.0;
    for (std::size_t t = 0; t < surface.panels(); ++t) {
      if (surface.part[t] != part) continue;
      middle += surface.vertices[static_cast<std::size_t>(surface.triangles[t][0])];
      count += 1.0;
    }
    return middle / count;
  };
  // Normal of the ring's plane: the direction of least spread of its vertices.
  Mat3 spread;
  for (const EdgeKey& edge : joint.edges) {
    const Vec3<VehicleAxes> r = surface.vertices[static_cast<std::size_t>(edge[0])] - joint.centre;
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) spread(i, j) += r[i] * r[j];
    }
  }
  // For a planar ring, the cross product of two rows of the spread's column space.
  const Vec3<VehicleAxes> rows[3] = {{spread(0, 0), spread(0, 1), spread(0, 2)},
                                     {spread(1, 0), spread(1, 1), spread(1, 2)},
                                     {spread(2, 0), spread(2, 1), spread(2, 2)}};
  Vec3<VehicleAxes> normal;
  for (int i = 0; i < 3; ++i) {
    const Vec3<VehicleAxes> candidate = cross(rows[i], rows[(i + 1) % 3]);
    if (norm(candidate) > norm(normal)) normal = candidate;
  }
  const Vec3<VehicleAxes> across = middle_of(joint.part_b) - middle_of(joint.part_a);
  joint.axis = norm(normal) > 0.0 ? unit(normal) : unit(across);
  if (dot(joint.axis, across) < 0.0) joint.axis = -joint.axis;
}

/// Parts that share a seam without a joint are one rigid group.
void find_groups(const Seams& seams, Vehicle& vehicle) {
  std::vector<int> parent(vehicle.parts.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](int p) {
    while (parent[static_cast<std::size_t>(p)] != p) p = parent[static_cast<std::size_t>(p)];
    return p;
  };
  std::set<std::pair<int, int>> jointed;
  for (const Joint& joint : vehicle.joints) {
    jointed.insert({std::min(joint.part_a, joint.part_b), std::max(joint.part_a, joint.part_b)});
  }
  for (const auto& [pair, seam] : seams) {
    if (jointed.contains(pair)) continue;
    const int a = root(pair.first);
    const int b = root(pair.second);
    parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
  }
  std::map<int, int> number;
  for (std::size_t p = 0; p < vehicle.parts.size(); ++p) {
    const int group = root(static_cast<int>(p));
    vehicle.parts[p].group =
        number.try_emplace(group, static_cast<int>(number.size())).first->second;
  }
  vehicle.groups = static_cast<int>(number.size());
}

void require_neighbours(const io::Section& section, const Seams& seams, const Vehicle& vehicle) {
  if (vehicle.parts.size() < 2) return;
  std::set<int> touched;
  for (const auto& [pair, seam] : seams) {
    touched.insert(pair.first);
    touched.insert(pair.second);
  }
  const std::vector<io::Section> entries = section.list("parts");
  for (std::size_t p = 0; p < vehicle.parts.size(); ++p) {
    entries[p].require("name", touched.contains(static_cast<int>(p)),
                       "part '{}' touches no other part: give it a border in common with one",
                       vehicle.parts[p].name);
  }
}

Joint read_joint(const io::Section& entry, const materials::Library& library,
                 const Vehicle& vehicle) {
  Joint joint;
  joint.name = entry.text("name");
  const std::vector<std::string> between = entry.texts("between");
  joint.part_a = part_index(entry, "between", vehicle.parts, between[0]);
  joint.part_b = part_index(entry, "between", vehicle.parts, between[1]);
  try {
    joint.material = &library.find(entry.text("material"));
  } catch (const Error& error) {
    entry.require("material", false, "{}", error.what());
  }
  entry.require("material", joint.material->carries_load(),
                "'{}' has no strength, so a joint of it holds nothing", joint.material->name());
  entry.require("material", joint.material->charring() == nullptr,
                "'{}' decomposes, which joints cannot; take a material that melts",
                joint.material->name());
  joint.mass = entry.number("mass");
  joint.cells = static_cast<int>(entry.integer("cells"));
  joint.depth = entry.number("depth");
  joint.exposed_area = entry.number("exposed_area");
  joint.contact_conductance = entry.number("contact_conductance");
  joint.tension = entry.number("tension");
  joint.shear = entry.number("shear");
  joint.bending = entry.number("bending");
  joint.torsion = entry.number("torsion");
  return joint;
}

}  // namespace

void read_joints(const io::Section& section, const materials::Library& library, Vehicle& vehicle) {
  const Seams seams = find_seams(vehicle.surface);
  for (const io::Section& entry : section.list("joints")) {
    Joint joint = read_joint(entry, library, vehicle);
    const auto seam =
        seams.find({std::min(joint.part_a, joint.part_b), std::max(joint.part_a, joint.part_b)});
    entry.require("between", seam != seams.end(), "the parts '{}' and '{}' share no border",
                  vehicle.parts[static_cast<std::size_t>(joint.part_a)].name,
                  vehicle.parts[static_cast<std::size_t>(joint.part_b)].name);
    collect_ring(vehicle.surface, seam->second, joint);
    place_ring(vehicle.surface, joint);
    vehicle.joints.push_back(std::move(joint));
  }
  require_neighbours(section, seams, vehicle);
  find_groups(seams, vehicle);
}

}  // namespace tektite::vehicle
