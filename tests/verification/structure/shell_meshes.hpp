// Mapped grids of shell panels for the benchmarks, loads and supports by place, stresses at nodes.
#pragma once

#include "solver/structure/shell/equilibrium.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <string>
#include <vector>

namespace tektite::structure::shell {

inline constexpr double pi = std::numbers::pi;

/// nu by nv quadrilaterals, each cut in two; the diagonals alternate.
struct Grid {
  int nu = 0;
  int nv = 0;
  Body body;
  [[nodiscard]] std::size_t at(int i, int j) const {
    return static_cast<std::size_t>(j * (nu + 1) + i);
  }
};

using Map = std::function<Point(double, double)>;  ///< of two numbers in [0, 1]

inline Grid make_grid(int nu, int nv, const Map& map, const Section& section,
                      bool alternate = true) {
  Grid grid{nu, nv, {}};
  std::vector<Point> nodes;
  for (int j = 0; j <= nv; ++j) {
    for (int i = 0; i <= nu; ++i) {
      nodes.push_back(map(static_cast<double>(i) / nu, static_cast<double>(j) / nv));
    }
  }
  std::vector<std::array<std::int32_t, 3>> panels;
  for (int j = 0; j < nv; ++j) {
    for (int i = 0; i < nu; ++i) {
      const auto n = [&](int a, int b) { return static_cast<std::int32_t>(grid.at(i + a, j + b)); };
      if (alternate && (i + j) % 2 == 1) {
        panels.push_back({n(0, 0), n(1, 0), n(0, 1)});
        panels.push_back({n(1, 0), n(1, 1), n(0, 1)});
      } else {
        panels.push_back({n(0, 0), n(1, 0), n(1, 1)});
        panels.push_back({n(0, 0), n(1, 1), n(0, 1)});
      }
    }
  }
  std::vector<Section> sections(panels.size(), section);
  grid.body = make_body(std::move(nodes), std::move(panels), std::move(sections));
  return grid;
}

/// A sphere from an octahedron, n panels along each of its sides; or its octant of positive x, y,
/// z.
inline Body make_sphere(int n, double radius, const Section& section, bool octant) {
  std::map<std::array<int, 3>, std::int32_t> known;
  std::vector<Point> nodes;
  std::vector<std::array<std::int32_t, 3>> panels;
  const auto node = [&](int i, int j, int k) {
    const auto [found, is_new] =
        known.try_emplace({i, j, k}, static_cast<std::int32_t>(nodes.size()));
    if (is_new) nodes.push_back(radius * unit(Point{1.0 * i, 1.0 * j, 1.0 * k}));
    return found->second;
  };
  for (int face = 0; face < (octant ? 1 : 8); ++face) {
    const int sx = face % 2 == 0 ? 1 : -1, sy = face / 2 % 2 == 0 ? 1 : -1, sz = face < 4 ? 1 : -1;
    const auto add = [&](std::array<std::int32_t, 3> p) {
      if (sx * sy * sz < 0) std::swap(p[1], p[2]);
      panels.push_back(p);
    };
    const auto at = [&](int i, int j) { return node(sx * (n - i - j), sy * i, sz * j); };
    for (int i = 0; i < n; ++i) {
      for (int j = 0; i + j < n; ++j) {
        add({at(i, j), at(i + 1, j), at(i, j + 1)});
        if (i + j + 1 < n) add({at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)});
      }
    }
  }
  std::vector<Section> sections(panels.size(), section);
  return make_body(std::move(nodes), std::move(panels), std::move(sections));
}

/// Holds the unknowns `which` (0 … 5) of a node, at a value.
inline void hold(Supports& supports, std::size_t node, std::initializer_list<std::size_t> which,
                 double value = 0.0) {
  for (const std::size_t k : which) {
    supports.fixed[6 * node + k] = 1;
    supports.value[6 * node + k] = value;
  }
}

/// Plane of symmetry normal to an axis (0, 1, 2).
inline void mirror(Supports& supports, std::size_t node, std::size_t axis) {
  hold(supports, node, {axis, 3 + (axis + 1) % 3, 3 + (axis + 2) % 3});
}

inline void push(NodalVector& force, std::size_t node, const Point& f) {
  force[6 * node] += f.x, force[6 * node + 1] += f.y, force[6 * node + 2] += f.z;
}

/// A constant force per area [Pa] on all panels.
inline NodalVector area_load(const Body& body, const Point& load) {
  NodalVector force(body.unknowns_count(), 0.0);
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    for (const std::int32_t n : body.panel[p]) {
      push(force, static_cast<std::size_t>(n), body.start[p].shape.area / 3.0 * load);
    }
  }
  return force;
}

inline Point displacement_of(const Equilibrium& result, std::size_t node) {
  return {result.displacement[6 * node], result.displacement[6 * node + 1],
          result.displacement[6 * node + 2]};
}

/// Stress at a point of a flat piece in the x-y plane or a plane parallel to it or to a given axis
/// pair: a plane is fitted to the panel means around `place`, weighted alike. `axes`: two unit
/// vectors that span the piece; `height`: over the middle surface. xx, yy, xy in them [Pa].
inline Column<3> fitted_stress(const Body& body, const Equilibrium& result, const Point& place,
                               const std::array<Point, 2>& axes, double radius, const Ply& ply,
                               double height) {
  Matrix3 normal;
  std::array<Column<3>, 3> right;
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    const Point d = body.start[p].centre - place;
    if (norm(d) > radius) continue;
    const Column<3> local = stress(ply, height, mean_strain(body, p, result.displacement));
    // tensor in the vehicle's axes, then in the wanted ones
    const Matrix3& e = body.start[p].axes;
    const Point x = {e(0, 0), e(1, 0), e(2, 0)}, y = {e(0, 1), e(1, 1), e(2, 1)};
    const auto component = [&](const Point& a, const Point& b) {
      return local[0] * dot(a, x) * dot(b, x) + local[1] * dot(a, y) * dot(b, y) +
             local[2] * (dot(a, x) * dot(b, y) + dot(a, y) * dot(b, x));
    };
    const Column<3> s = {
        {component(axes[0], axes[0]), component(axes[1], axes[1]), component(axes[0], axes[1])}};
    const Column<3> f = {{1.0, dot(d, axes[0]), dot(d, axes[1])}};
    for (int r = 0; r < 3; ++r) {
      for (int c = 0; c < 3; ++c) normal(r, c) += f[r] * f[c];
      for (int c = 0; c < 3; ++c) right[static_cast<std::size_t>(c)][r] += f[r] * s[c];
    }
  }
  const Column<3> n0 = {{normal(0, 0), normal(0, 1), normal(0, 2)}};
  const Point r0 = {n0[0], n0[1], n0[2]}, r1 = {normal(1, 0), normal(1, 1), normal(1, 2)},
              r2 = {normal(2, 0), normal(2, 1), normal(2, 2)};
  const double determinant = dot(r0, cross(r1, r2));
  Column<3> out;
  for (int c = 0; c < 3; ++c) {  // Cramer: the constant term
    const Column<3>& b = right[static_cast<std::size_t>(c)];
    const Point column0 = {b[0], b[1], b[2]};
    out[c] = dot(column0, cross(r1, r2)) / determinant;  // first row of the (symmetric) inverse
  }
  return out;
}

/// Prints one row of a convergence table.
inline void row(const std::string& name, int n, double value, double reference) {
  fmt::print("{:<34} {:>4} {:>14.6g} {:>14.6g} {:>8.4f}\n", name, n, value, reference,
             value / reference);
}

}  // namespace tektite::structure::shell
