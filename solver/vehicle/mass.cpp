#include "solver/vehicle/mass.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"

#include <algorithm>
#include <numeric>

namespace tektite::vehicle {
namespace {

using Vector = Vec3<VehicleAxes>;

constexpr std::size_t components = 11;  // mass, first (3), second (6), wetted area

void add(ExactSums& sums, std::size_t node, const Moments& m) {
  const double terms[components] = {m.mass,         m.first.x,      m.first.y,      m.first.z,
                                    m.second(0, 0), m.second(1, 1), m.second(2, 2), m.second(0, 1),
                                    m.second(0, 2), m.second(1, 2), m.wetted_area};
  for (std::size_t k = 0; k < components; ++k) sums.add(components * node + k, terms[k]);
}

Moments read(const ExactSums& sums, std::size_t node) {
  const auto value = [&](std::size_t k) { return sums.value(components * node + k); };
  Moments m;
  m.mass = value(0);
  m.first = {value(1), value(2), value(3)};
  m.second(0, 0) = value(4);
  m.second(1, 1) = value(5);
  m.second(2, 2) = value(6);
  m.second(0, 1) = m.second(1, 0) = value(7);
  m.second(0, 2) = m.second(2, 0) = value(8);
  m.second(1, 2) = m.second(2, 1) = value(9);
  m.wetted_area = value(10);
  return m;
}

Moments point(double mass, const Vector& place) {
  Moments m;
  m.mass = mass;
  m.first = mass * place;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) m.second(i, j) = mass * place[i] * place[j];
  }
  return m;
}

// Integral of r r^T over a triangle of unit areal density: A / 12 (sum of corners' r r^T + 9 c
// c^T).
Moments triangle(double areal_mass, double area, const std::array<Vector, 3>& corner) {
  const Vector sum = corner[0] + corner[1] + corner[2];
  Moments m;
  m.mass = areal_mass * area;
  m.first = (m.mass / 3.0) * sum;
  m.wetted_area = area;
  for (int i = 0; i < 3; ++i) {
    for (int j = i; j < 3; ++j) {
      double s = sum[i] * sum[j];
      for (const Vector& r : corner) s += r[i] * r[j];
      m.second(i, j) = m.second(j, i) = m.mass / 12.0 * s;
    }
  }
  return m;
}

/// Adds all panels of this rank, then all ranks.
void add_panels(const Vehicle& vehicle, const State& state, std::span<const std::int32_t> node,
                ExactSums& sums) {
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.owned()); ++p) {
    if (node[p] < 0) continue;
    double areal_mass = 0.0;
    const auto end = static_cast<std::size_t>(vehicle.cell_offset[p + 1]);
    for (auto c = static_cast<std::size_t>(vehicle.cell_offset[p]); c < end; ++c) {
      areal_mass += state.solid.cell_mass[c];
    }
    add(sums, static_cast<std::size_t>(node[p]),
        triangle(areal_mass, mesh.area()[p], mesh.corners()[p]));
  }
  sums.reduce(mesh.world());
}

double triangle_area(const Vector& a, const Vector& b, const Vector& c) {
  return 0.5 * norm(cross(b - a, c - a));
}

}  // namespace

Moments& Moments::operator+=(const Moments& other) {
  mass += other.mass;
  first += other.first;
  for (std::size_t i = 0; i < 9; ++i) second.a[i] += other.second.a[i];
  wetted_area += other.wetted_area;
  return *this;
}

Moments operator-(const Moments& a, const Moments& b) {
  Moments difference = a;
  difference.mass -= b.mass;
  difference.first -= b.first;
  for (std::size_t i = 0; i < 9; ++i) difference.second.a[i] -= b.second.a[i];
  difference.wetted_area -= b.wetted_area;
  return difference;
}

MassProperties properties(const Moments& moments) {
  MassProperties result;
  if (moments.mass <= 0.0) return result;
  result.mass = moments.mass;
  result.centre = moments.first / moments.mass;
  const Moments about_origin = point(moments.mass, result.centre);
  Mat3 central;
  for (std::size_t i = 0; i < 9; ++i) {
    central.a[i] = moments.second.a[i] - about_origin.second.a[i];
  }
  const double trace = central(0, 0) + central(1, 1) + central(2, 2);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      result.inertia(i, j) = (i == j ? trace : 0.0) - central(i, j);
    }
  }
  return result;
}

MassSums::MassSums(const Vehicle& vehicle) : vehicle_(&vehicle) {
  const std::size_t volumes = vehicle.volumes.size();
  const std::size_t parts = vehicle.parts.size();
  std::vector<double> part_area(parts, 0.0);
  std::vector<Vector> part_moment(parts);
  const mesh::Surface& surface = vehicle.surface;
  for (std::size_t t = 0; t < surface.panels(); ++t) {
    const auto corner = [&](std::size_t i) {
      return surface.vertices[static_cast<std::size_t>(surface.triangles[t][i])];
    };
    const double area = triangle_area(corner(0), corner(1), corner(2));
    const auto part = static_cast<std::size_t>(surface.part[t]);
    part_area[part] += area;
    part_moment[part] += (area / 3.0) * (corner(0) + corner(1) + corner(2));
  }
  wall_area_.assign(volumes, 0.0);
  volume_centre_.assign(volumes, {});
  walls_.resize(volumes);
  for (std::size_t v = 0; v < volumes; ++v) {
    for (std::size_t p = 0; p < parts; ++p) {
      const Part& part = vehicle.parts[p];
      if (part.volume != static_cast<int>(v) && part.volume_outside != static_cast<int>(v))
        continue;
      wall_area_[v] += part_area[p];
      volume_centre_[v] += part_moment[p];
      walls_[v].push_back(static_cast<int>(p));
    }
    if (wall_area_[v] > 0.0) volume_centre_[v] = volume_centre_[v] / wall_area_[v];
    std::stable_sort(walls_[v].begin(), walls_[v].end(), [&](int a, int b) {
      return part_area[static_cast<std::size_t>(a)] > part_area[static_cast<std::size_t>(b)];
    });
  }
}

Moments MassSums::joint(std::size_t index) const {
  const Joint& joint = vehicle_->joints[index];
  const auto& lengths = joint.lengths_b.empty() ? joint.lengths_a : joint.lengths_b;
  const double radius =
      std::accumulate(lengths.begin(), lengths.end(), 0.0) / (2.0 * constants::pi);
  Moments m = point(joint.mass, joint.centre);
  const Vector n = joint.axis;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      m.second(i, j) += 0.5 * joint.mass * radius * radius * ((i == j ? 1.0 : 0.0) - n[i] * n[j]);
    }
  }
  return m;
}

Moments MassSums::object(const State& state, std::size_t index) const {
  const Object& object = vehicle_->objects[index];
  const auto& left = state.solid.object_mass[index];
  const double mass = std::accumulate(left.begin(), left.end(), 0.0);
  Moments m = point(mass, object.position);
  if (object.mass <= 0.0) return m;
  const auto& I = object.inertia;
  for (int i = 0; i < 3; ++i) {
    const auto at = [&](int k) { return I[static_cast<std::size_t>(k % 3)]; };
    m.second(i, i) += 0.5 * (at(i + 1) + at(i + 2) - at(i)) * mass / object.mass;
  }
  return m;
}

Moments MassSums::gas(const State& state, std::size_t index) const {
  return point(state.solid.gas_mass[index], volume_centre_[index]);
}

std::size_t MassSums::outermost(const State& state, std::size_t object) const {
  std::size_t host = object;
  while (vehicle_->objects[host].host_object >= 0 && state.object_released[host] == 0) {
    const auto next = static_cast<std::size_t>(vehicle_->objects[host].host_object);
    if (state.object_body[next] != state.object_body[object]) break;
    host = next;
  }
  return host;
}

std::vector<Moments> MassSums::sum(const State& state, std::size_t nodes,
                                   const Assignment& assignment) const {
  ExactSums sums(components * nodes);
  add_panels(*vehicle_, state, assignment.panel, sums);
  const auto node = [](std::int32_t n) { return static_cast<std::size_t>(n); };
  for (std::size_t j = 0; j < vehicle_->joints.size(); ++j) {
    if (assignment.joint[j] >= 0) add(sums, node(assignment.joint[j]), joint(j));
  }
  for (std::size_t o = 0; o < vehicle_->objects.size(); ++o) {
    if (assignment.object[o] >= 0) add(sums, node(assignment.object[o]), object(state, o));
  }
  for (std::size_t v = 0; v < vehicle_->volumes.size(); ++v) {
    if (assignment.volume[v] >= 0) add(sums, node(assignment.volume[v]), gas(state, v));
  }
  std::vector<Moments> result(nodes);
  for (std::size_t n = 0; n < nodes; ++n) result[n] = read(sums, n);
  return result;
}

std::vector<BodyMass> MassSums::bodies(const State& state) const {
  const std::vector<std::int32_t> position = body_positions(state);
  const auto place = [&](std::span<const std::int32_t> body) {
    std::vector<std::int32_t> node(body.size(), -1);
    for (std::size_t i = 0; i < body.size(); ++i) {
      if (body[i] >= 0) node[i] = position[static_cast<std::size_t>(body[i])];
    }
    return node;
  };
  const auto panel = place(state.body);
  const auto joints = place(state.joint_body);
  const auto objects = place(state.object_body);
  const auto volumes = place(state.volume_body);
  const std::vector<Moments> sums =
      sum(state, state.bodies.size(), {panel, joints, objects, volumes});
  std::vector<BodyMass> result(sums.size());
  for (std::size_t b = 0; b < sums.size(); ++b) {
    result[b] = {properties(sums[b]), sums[b].wetted_area};
    const std::int32_t o = state.bodies[b].object;
    if (o >= 0) {
      result[b].wetted_area = surface_left(*vehicle_, state, static_cast<std::size_t>(o));
    }
  }
  return result;
}

std::vector<Moments> MassSums::parts(const State& state, std::span<const std::int32_t> ids) const {
  const std::size_t parts = vehicle_->parts.size();
  if (parts == 0) return {};
  std::vector<std::int32_t> position(static_cast<std::size_t>(state.next_body), -1);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    position[static_cast<std::size_t>(ids[i])] = static_cast<std::int32_t>(i);
  }
  const auto place = [&](std::int32_t body) {
    return body < 0 ? -1 : position[static_cast<std::size_t>(body)];
  };
  const mesh::PanelMesh& mesh = *vehicle_->mesh;
  std::vector<std::int32_t> node(static_cast<std::size_t>(mesh.owned()), -1);
  for (std::size_t p = 0; p < node.size(); ++p) {
    const std::int32_t at = place(state.body[p]);
    if (at >= 0) node[p] = at * static_cast<std::int32_t>(parts) + mesh.part()[p];
  }
  ExactSums sums(components * parts * ids.size());
  add_panels(*vehicle_, state, node, sums);

  const auto is_there = [&](std::size_t n) { return sums.value(components * n + 10) > 0.0; };
  // The first candidate part that has a panel in the body, else the body's first such part.
  const auto find_node = [&](std::int32_t at, std::span<const int> candidates) {
    const std::size_t first = static_cast<std::size_t>(at) * parts;
    for (const int part : candidates) {
      if (part >= 0 && is_there(first + static_cast<std::size_t>(part))) {
        return first + static_cast<std::size_t>(part);
      }
    }
    for (std::size_t p = 0; p < parts; ++p) {
      if (is_there(first + p)) return first + p;
    }
    return first;
  };
  for (std::size_t j = 0; j < vehicle_->joints.size(); ++j) {
    const std::int32_t at = place(state.joint_body[j]);
    if (at < 0) continue;
    const int candidates[] = {vehicle_->joints[j].part_b, vehicle_->joints[j].part_a};
    add(sums, find_node(at, candidates), joint(j));
  }
  for (std::size_t o = 0; o < vehicle_->objects.size(); ++o) {
    const std::int32_t at = place(state.object_body[o]);
    if (at < 0) continue;
    const int candidates[] = {vehicle_->objects[outermost(state, o)].host_part};
    add(sums, find_node(at, candidates), object(state, o));
  }
  for (std::size_t v = 0; v < vehicle_->volumes.size(); ++v) {
    const std::int32_t at = place(state.volume_body[v]);
    if (at >= 0) add(sums, find_node(at, walls_[v]), gas(state, v));
  }
  std::vector<Moments> result(parts * ids.size());
  for (std::size_t n = 0; n < result.size(); ++n) result[n] = read(sums, n);
  return result;
}

double surface_left(const Vehicle& vehicle, const State& state, std::size_t object) {
  const Object& built = vehicle.objects[object];
  const auto& left = state.solid.object_mass[object];
  for (std::size_t c = 0; c < left.size(); ++c) {
    if (left[c] > 0.0) return c == 0 ? built.surface_area : built.cells[c].outer_area;
  }
  return 0.0;
}

std::vector<std::int32_t> body_positions(const State& state) {
  std::vector<std::int32_t> position(static_cast<std::size_t>(state.next_body), -1);
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    position[static_cast<std::size_t>(state.bodies[b].id)] = static_cast<std::int32_t>(b);
  }
  return position;
}

void recentre(Body& body, const MassProperties& now) {
  if (now.mass > 0.0) {
    const auto shift = recast<BodyAxes>(now.centre - body.mass.centre);
    body.flight.position += rotate<EarthFixed>(body.flight.attitude, shift);
    body.flight.velocity +=
        rotate<EarthFixed>(body.flight.attitude, cross(body.flight.rate, shift));
  }
  body.mass = now;
}

std::int32_t find_owned(const mesh::PanelMesh& mesh, std::int64_t global_id) {
  const auto ids = mesh.global_id().first(static_cast<std::size_t>(mesh.owned()));
  const auto found = std::lower_bound(ids.begin(), ids.end(), global_id);
  if (found == ids.end() || *found != global_id) return -1;
  return static_cast<std::int32_t>(found - ids.begin());
}

}  // namespace tektite::vehicle
