#include "solver/structure/sections.hpp"

#include "solver/structure/formulas.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tektite::structure {
namespace {

using vehicle::Joint;
using vehicle::MassProperties;
using vehicle::Moments;

/// Solves inertia * x = b. A body without extent across an axis cannot take a moment about it: its
/// inertia is raised by 1e-9 of the trace, far below what any wall has.
VehicleVector solve(const Mat3& inertia, const VehicleVector& b) {
  Mat3 m = inertia;
  const double trace = m(0, 0) + m(1, 1) + m(2, 2);
  if (!(trace > 0.0)) return {};
  const auto determinant = [&] {
    return m(0, 0) * (m(1, 1) * m(2, 2) - m(1, 2) * m(2, 1)) -
           m(0, 1) * (m(1, 0) * m(2, 2) - m(1, 2) * m(2, 0)) +
           m(0, 2) * (m(1, 0) * m(2, 1) - m(1, 1) * m(2, 0));
  };
  double d = determinant();
  if (d < 1e-9 * trace * trace * trace) {
    for (int i = 0; i < 3; ++i) m(i, i) += 1e-9 * trace;
    d = determinant();
  }
  const VehicleVector column[3] = {
      {m(0, 0), m(1, 0), m(2, 0)}, {m(0, 1), m(1, 1), m(2, 1)}, {m(0, 2), m(1, 2), m(2, 2)}};
  return {dot(b, cross(column[1], column[2])) / d, dot(column[0], cross(b, column[2])) / d,
          dot(column[0], cross(column[1], b)) / d};
}

/// Any unit vector at right angles to the unit vector `n`.
VehicleVector across(const VehicleVector& n) {
  const VehicleVector e = std::abs(n.x) < 0.6 ? VehicleVector{1, 0, 0} : VehicleVector{0, 1, 0};
  return unit(cross(n, e));
}

}  // namespace

Acceleration free_motion(const MassProperties& body, const Load& load) {
  if (body.mass <= 0.0) return {};
  return {load.force / body.mass,
          solve(body.inertia, load.moment - cross(body.centre, load.force)),
          {}};
}

Acceleration free_spin(const MassProperties& body, const VehicleVector& rate) {
  return {{}, solve(body.inertia, -cross(rate, body.inertia * rate)), rate};
}

VehicleVector acceleration_at(const VehicleVector& place, const VehicleVector& centre,
                              const Acceleration& motion) {
  const VehicleVector arm = place - centre;
  return motion.linear + cross(motion.angular, arm) + cross(motion.rate, cross(motion.rate, arm));
}

Load inertial_load(const Moments& part, const VehicleVector& centre, const Acceleration& motion) {
  const VehicleVector arm = part.first - part.mass * centre;  // integral of (r - centre) dm
  const VehicleVector& w = motion.rate;
  Load load;
  load.force = part.mass * motion.linear + cross(motion.angular, arm) + cross(w, cross(w, arm));
  // Moments about the origin. With Q the integral of r r^T dm: integral of r x (alpha x r) dm =
  // (tr Q - Q) alpha, and that of r x (w x (w x r)) dm is the axial vector of (w w^T - w^2) Q.
  const Mat3& Q = part.second;
  const double trace = Q(0, 0) + Q(1, 1) + Q(2, 2);
  const VehicleVector turned = trace * motion.angular - Q * motion.angular;
  const VehicleVector Qw = Q * w;
  const double w2 = dot(w, w);
  Mat3 P;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) P(i, j) = w[i] * Qw[j] - w2 * Q(i, j);
  }
  const VehicleVector spun{P(2, 1) - P(1, 2), P(0, 2) - P(2, 0), P(1, 0) - P(0, 1)};
  load.moment =
      turned + spun +
      cross(part.first, motion.linear - cross(motion.angular, centre) - cross(w, cross(w, centre)));
  return load;
}

std::vector<VehicleVector> spin_axes(const vehicle::Body& body) {
  const double rate = norm(body.flight.rate);
  if (rate <= 0.0) return {};
  if (vehicle::is_turned_one_way(body.mode)) {
    return {unit(recast<VehicleAxes>(body.flight.rate))};
  }
  if (body.mode == vehicle::AttitudeMode::spinning) {
    return {unit(recast<VehicleAxes>(body.wind))};
  }
  std::vector<VehicleVector> axes;  // faces, edges and corners of a cube, one of each opposite pair
  for (int x = 0; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      for (int z = -1; z <= 1; ++z) {
        const int code = 9 * x + 3 * y + z;
        if (code > 0) axes.push_back(unit(VehicleVector{double(x), double(y), double(z)}));
      }
    }
  }
  return axes;
}

Tree joint_tree(const vehicle::Vehicle& vehicle, const vehicle::State& state, std::int32_t body) {
  struct Edge {
    std::size_t joint, a, b;
  };
  const auto group_of = [&](int part) {
    return static_cast<std::size_t>(vehicle.parts[static_cast<std::size_t>(part)].group);
  };
  Tree tree;
  std::vector<Edge> edges;
  std::vector<std::size_t> root(static_cast<std::size_t>(vehicle.groups));
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto find = [&](std::size_t g) {
    while (root[g] != g) g = root[g];
    return g;
  };
  for (std::size_t j = 0; j < vehicle.joints.size(); ++j) {
    if (state.joint_holds[j] == 0 || state.joint_body[j] != body) continue;
    const Edge edge{j, group_of(vehicle.joints[j].part_a), group_of(vehicle.joints[j].part_b)};
    const std::size_t a = find(edge.a);
    const std::size_t b = find(edge.b);
    if (a == b) {
      tree.loop_joints.push_back(j);
      continue;
    }
    root[std::max(a, b)] = std::min(a, b);
    edges.push_back(edge);
  }
  for (const Edge& cut : edges) {
    std::vector<std::uint8_t> below(root.size(), 0);
    std::vector<std::size_t> front{cut.b};
    below[cut.b] = 1;
    while (!front.empty()) {
      const std::size_t g = front.back();
      front.pop_back();
      for (const Edge& edge : edges) {
        if (edge.joint == cut.joint || (edge.a != g && edge.b != g)) continue;
        const std::size_t other = edge.a == g ? edge.b : edge.a;
        if (below[other] == 0) front.push_back(other);
        below[other] = 1;
      }
    }
    Section section;
    section.joint = cut.joint;
    for (std::size_t p = 0; p < vehicle.parts.size(); ++p) {
      if (below[group_of(static_cast<int>(p))] != 0) section.parts.push_back(p);
    }
    tree.sections.push_back(std::move(section));
  }
  return tree;
}

SectionLoad resolve(const Joint& joint, const Load& on_side, double pressure_load) {
  const VehicleVector& n = joint.axis;
  const VehicleVector moment = on_side.moment - cross(joint.centre, on_side.force);
  const double along = dot(on_side.force, n);
  const double twist = dot(moment, n);
  // The axis points into side b: a force on it against the axis pulls the joint.
  return {std::max(0.0, pressure_load - along), norm(on_side.force - along * n),
          norm(moment - twist * n), std::abs(twist)};
}

BodyLoads body_loads(const vehicle::Body& body, std::span<const Moments> parts,
                     const vehicle::AttitudeLoads* air) {
  BodyLoads loads;
  loads.body = &body;
  loads.parts = parts;
  loads.air = air;
  Moments all;
  for (const Moments& part : parts) all += part;
  loads.mass = vehicle::properties(all);
  const std::size_t attitudes = air == nullptr ? 0 : air->direction.size();
  for (std::size_t k = 0; k < attitudes; ++k) {
    Load total;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      total.force += air->force[k * parts.size() + p];
      total.moment += air->moment[k * parts.size() + p];
    }
    loads.attitudes.push_back(free_motion(loads.mass, total));
  }
  const double rate = norm(body.flight.rate);
  for (const VehicleVector& axis : spin_axes(body)) {
    loads.spins.push_back(free_spin(loads.mass, rate * axis));
  }
  return loads;
}

JointDemand joint_demand(const vehicle::Vehicle& vehicle, const BodyLoads& loads,
                         const Section& section, Interaction interaction, double capacity_factor,
                         double pressure_load) {
  const Joint& joint = vehicle.joints[section.joint];
  const VehicleVector& centre = loads.mass.centre;
  Moments below;
  for (const std::size_t p : section.parts) below += loads.parts[p];

  std::vector<Load> spun;
  for (const Acceleration& spin : loads.spins) spun.push_back(inertial_load(below, centre, spin));
  const double rate = norm(loads.body->flight.rate);
  if (loads.body->mode == vehicle::AttitudeMode::tumbling && rate > 0.0) {
    // A turn across the arm of this side pulls it most.
    const VehicleVector arm = unit(below.first - below.mass * centre);
    const VehicleVector first = norm(arm) > 0.0 ? across(arm) : VehicleVector{1, 0, 0};
    for (const VehicleVector& axis : {first, cross(arm, first)}) {
      spun.push_back(inertial_load(below, centre, free_spin(loads.mass, rate * axis)));
    }
  }

  if (spun.empty()) spun.emplace_back();

  JointDemand worst;
  worst.joint = section.joint;
  worst.body = loads.body->id;
  const auto try_load = [&](const Load& load, std::int32_t direction) {
    const SectionLoad s = resolve(joint, load, pressure_load);
    const double demand = std::min(
        no_capacity, interaction({load_ratio(s.tension, capacity_factor * joint.tension),
                                  load_ratio(s.bending, capacity_factor * joint.bending),
                                  load_ratio(s.shear, capacity_factor * joint.shear),
                                  load_ratio(s.torsion, capacity_factor * joint.torsion)}));
    if (demand > worst.demand) {
      worst.demand = demand;
      worst.direction = direction;
    }
  };
  const auto try_spins = [&](const Load& load, std::int32_t direction) {
    for (const Load& spin : spun) {
      try_load({load.force + spin.force, load.moment + spin.moment}, direction);
    }
  };
  if (loads.attitudes.empty()) try_spins({}, -1);
  for (std::size_t k = 0; k < loads.attitudes.size(); ++k) {
    Load load = inertial_load(below, centre, loads.attitudes[k]);
    for (const std::size_t p : section.parts) {
      load.force -= loads.air->force[k * loads.parts.size() + p];
      load.moment -= loads.air->moment[k * loads.parts.size() + p];
    }
    try_spins(load, static_cast<std::int32_t>(k));
  }
  return worst;
}

double worst_acceleration(const BodyLoads& loads, const VehicleVector& place,
                          std::int32_t& direction) {
  double air = 0.0;
  double spin = 0.0;
  direction = -1;
  for (std::size_t k = 0; k < loads.attitudes.size(); ++k) {
    const double a = norm(acceleration_at(place, loads.mass.centre, loads.attitudes[k]));
    if (a > air) {
      air = a;
      direction = static_cast<std::int32_t>(k);
    }
  }
  for (const Acceleration& motion : loads.spins) {
    spin = std::max(spin, norm(acceleration_at(place, loads.mass.centre, motion)));
  }
  return air + spin;
}

}  // namespace tektite::structure
