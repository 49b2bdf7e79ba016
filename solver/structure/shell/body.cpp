#include "solver/structure/shell/body.hpp"

#include "solver/base/error.hpp"

#include <cmath>
#include <utility>

namespace tektite::structure::shell {
namespace {

std::size_t at(std::int32_t i) {
  return static_cast<std::size_t>(i);
}

std::array<Point, 3> corners_of(const Body& body, std::size_t panel,
                                std::span<const Point> position) {
  const auto& n = body.panel[panel];
  return {position[at(n[0])], position[at(n[1])], position[at(n[2])]};
}

void add_force(NodalVector& force, std::int32_t node, const Point& f) {
  const std::size_t first = 6 * at(node);
  force[first] += f.x, force[first + 1] += f.y, force[first + 2] += f.z;
}

double panel_mass(const Body& body, std::size_t panel) {
  return body.section[panel].areal_mass * body.start[panel].shape.area;
}

/// Adds minus mass times the acceleration a + α × r + ω × (ω × r), which is linear over a panel and
/// so is spread to its corners exactly.
void add_inertia_force(const Body& body, std::span<const Point> position, const Point& centre,
                       const std::array<Point, 3>& motion, NodalVector& force) {
  const auto& [a, alpha, omega] = motion;
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    const double twelfth = panel_mass(body, p) / 12.0;
    std::array<Point, 3> f;
    Point sum;
    for (std::size_t i = 0; i < 3; ++i) {
      const Point r = position[at(body.panel[p][i])] - centre;
      f[i] = a + cross(alpha, r) + cross(omega, cross(omega, r));
      sum += f[i];
    }
    for (std::size_t i = 0; i < 3; ++i) add_force(force, body.panel[p][i], -twelfth * (sum + f[i]));
  }
}

/// x of A x = b for a symmetric positive definite 3x3 matrix, by cofactors.
Point solve3(const Matrix3& A, const Point& b) {
  const Point r0 = {A(0, 0), A(0, 1), A(0, 2)}, r1 = {A(1, 0), A(1, 1), A(1, 2)},
              r2 = {A(2, 0), A(2, 1), A(2, 2)};
  const Point c0 = cross(r1, r2), c1 = cross(r2, r0), c2 = cross(r0, r1);
  return (b.x * c0 + b.y * c1 + b.z * c2) / dot(r0, c0);
}

}  // namespace

Body make_body(std::vector<Point> nodes, std::vector<std::array<std::int32_t, 3>> panels,
               std::vector<Section> sections) {
  Body body{std::move(nodes), std::move(panels), {}, std::move(sections)};
  body.start.reserve(body.panel.size());
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    body.start.push_back(place(corners_of(body, p, body.node)));
  }
  return body;
}

Motion at_rest(const Body& body) {
  return {body.node, std::vector<Matrix3>(body.node.size(), identity<3>())};
}

Supports no_supports(const Body& body) {
  return {std::vector<std::uint8_t>(body.unknowns_count(), 0),
          NodalVector(body.unknowns_count(), 0.0)};
}

Supports determinate_supports(const Body& body) {
  const auto farthest = [&](auto&& distance) {
    std::size_t best = 0;
    for (std::size_t n = 1; n < body.node.size(); ++n) {
      if (distance(body.node[n]) > distance(body.node[best])) best = n;
    }
    return best;
  };
  const auto largest = [](const Point& v) {
    int best = 0;
    for (int i = 1; i < 3; ++i) {
      if (std::abs(v[i]) > std::abs(v[best])) best = i;
    }
    return best;
  };
  const Point origin = body.node.front();
  const std::size_t a = farthest([&](const Point& x) { return norm(x - origin); });
  const Point from = body.node[a];
  const std::size_t b = farthest([&](const Point& x) { return norm(x - from); });
  const Point along = unit(body.node[b] - from);
  const std::size_t c = farthest([&](const Point& x) { return norm(cross(along, x - from)); });
  const Point normal = cross(along, body.node[c] - from);
  require_or(ExitCode::physics_failed, norm(normal) > 0.0,
             "the corners of a body lie on a line: {} of them", body.node.size());
  Supports out = no_supports(body);
  const int free = largest(along);
  for (int i = 0; i < 3; ++i) {
    out.fixed[6 * a + static_cast<std::size_t>(i)] = 1;
    if (i != free) out.fixed[6 * b + static_cast<std::size_t>(i)] = 1;
  }
  out.fixed[6 * c + static_cast<std::size_t>(largest(normal))] = 1;
  return out;
}

Inertia inertia(const Body& body, std::span<const Point> position) {
  Inertia out;
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    const auto x = corners_of(body, p, position);
    const double m = panel_mass(body, p);
    out.mass += m;
    out.centre += m / 3.0 * (x[0] + x[1] + x[2]);
  }
  require_or(ExitCode::physics_failed, out.mass > 0.0,
             "inertia relief: the panels of the body have no mass");
  out.centre = out.centre / out.mass;
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    auto x = corners_of(body, p, position);
    const double twelfth = panel_mass(body, p) / 12.0;
    Point sum;
    for (Point& r : x) sum += (r -= out.centre);
    for (const Point& r : x) {  // Σ m/12 r_i ⊗ (r_i + Σ r)
      const Point s = r + sum;
      for (int i = 0; i < 3; ++i) {
        out.tensor(i, i) += twelfth * dot(r, s);
        for (int k = 0; k < 3; ++k) out.tensor(i, k) -= 0.5 * twelfth * (r[i] * s[k] + r[k] * s[i]);
      }
    }
  }
  return out;
}

Wrench wrench(std::span<const double> force, std::span<const Point> position) {
  Wrench out;
  for (std::size_t n = 0; n < position.size(); ++n) {
    const Point f = {force[6 * n], force[6 * n + 1], force[6 * n + 2]};
    out.force += f;
    out.moment += cross(position[n], f);
    out.moment += Point{force[6 * n + 3], force[6 * n + 4], force[6 * n + 5]};
  }
  return out;
}

NodalVector external_force(const Body& body, const Loads& loads, std::span<const Point> position) {
  NodalVector force = loads.nodal;
  force.resize(body.unknowns_count(), 0.0);
  for (std::size_t p = 0; p < loads.pressure.size(); ++p) {
    const auto x = corners_of(body, p, position);
    const Point third = loads.pressure[p] / 6.0 * cross(x[1] - x[0], x[2] - x[0]);
    for (const std::int32_t node : body.panel[p]) add_force(force, node, third);
  }
  if (loads.relieved) {
    const Inertia all = inertia(body, position);
    add_inertia_force(body, position, all.centre, {Point{}, Point{}, loads.spin}, force);
    const Wrench left = wrench(force, position);
    const Point a = left.force / all.mass;
    const Point alpha = solve3(all.tensor, left.moment - cross(all.centre, left.force));
    add_inertia_force(body, position, all.centre, {a, alpha, Point{}}, force);
  }
  return force;
}

void add_load_stiffness(const std::array<Point, 3>& x, double pressure, PanelStiffness& stiffness) {
  std::array<Matrix3, 3> opposite;  // spin of the side opposite each corner
  for (std::size_t i = 0; i < 3; ++i) {
    opposite[i] = spin(column(x[(i + 2) % 3] - x[(i + 1) % 3]));
  }
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      for (int n = 0; n < 9; ++n) {
        stiffness(6 * i + n / 3, 6 * j + n % 3) -=
            pressure / 12.0 * (opposite[at(j)][n] - opposite[at(i)][n]);
      }
    }
  }
}

}  // namespace tektite::structure::shell
