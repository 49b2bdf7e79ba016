#include "solver/structure/shell/triangle.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::structure::shell {
namespace {

constexpr int next(int i) {
  return i == 2 ? 0 : i + 1;
}
constexpr std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

/// Column of unknown `k` (0 … 5) of corner `i`.
constexpr int column_of(int i, int k) {
  return 6 * i + k;
}

/// Constant part of the membrane strain. Its transpose spreads a constant stress to the corners,
/// moments about the normal included. Ref: Felippa2003, force lumping with α_b = 3/2.
Matrix<3, unknowns> constant_strain(const Triangle& t) {
  constexpr double alpha = 1.5;
  Matrix<3, unknowns> out;
  const double f = 0.5 / t.area;
  for (int i = 0; i < 3; ++i) {
    const int j = next(i), k = next(j);
    const auto dx = [&](int p, int q) { return t.x[at(p)] - t.x[at(q)]; };
    const auto dy = [&](int p, int q) { return t.y[at(p)] - t.y[at(q)]; };
    const int u = column_of(i, 0), v = column_of(i, 1), turn = column_of(i, 5);
    out(0, u) = f * dy(j, k);
    out(1, v) = f * dx(k, j);
    out(2, u) = f * dx(k, j);
    out(2, v) = f * dy(j, k);
    out(0, turn) = f * alpha / 6.0 * dy(j, k) * (dy(i, k) - dy(j, i));
    out(1, turn) = f * alpha / 6.0 * dx(k, j) * (dx(k, i) - dx(i, j));
    out(2, turn) = f * alpha / 3.0 * (dx(k, i) * dy(i, k) - dx(i, j) * dy(j, i));
  }
  return out;
}

/// Corner rotations about the normal less the mean rotation of the triangle.
Matrix<3, unknowns> deviatoric_rotation(const Triangle& t) {
  Matrix<3, unknowns> out;
  for (int i = 0; i < 3; ++i) {
    const int j = next(i), k = next(j);
    for (int row = 0; row < 3; ++row) {
      out(row, column_of(i, 0)) = (t.x[at(k)] - t.x[at(j)]) / (4.0 * t.area);
      out(row, column_of(i, 1)) = (t.y[at(k)] - t.y[at(j)]) / (4.0 * t.area);
    }
    out(i, column_of(i, 5)) = 1.0;
  }
  return out;
}

/// Strains along the sides 12, 23, 31 to strains in x and y. Ref: Felippa2003.
Matrix3 from_sides(const Triangle& t) {
  Matrix3 out;
  const double f = 0.25 / (t.area * t.area);
  for (int i = 0; i < 3; ++i) {  // side from corner i to j, k opposite
    const int j = next(i), k = next(j);
    const double xik = t.x[at(i)] - t.x[at(k)], xjk = t.x[at(j)] - t.x[at(k)];
    const double yik = t.y[at(i)] - t.y[at(k)], yjk = t.y[at(j)] - t.y[at(k)];
    const double xji = t.x[at(j)] - t.x[at(i)], yji = t.y[at(j)] - t.y[at(i)];
    const double length2 = xji * xji + yji * yji;
    out(0, i) = f * yjk * yik * length2;
    out(1, i) = f * xjk * xik * length2;
    out(2, i) = -f * (yjk * xik + xjk * yik) * length2;
  }
  return out;
}

/// Higher-order strains along the sides at corner `corner` per deviatoric rotation, times the
/// side's length squared over 2 A / 3. Ref: Felippa2003, eq. for Q1, Q2, Q3 with the optimal β.
Matrix3 side_pattern(int corner) {
  constexpr std::array<double, 9> b = {1.0, 2.0, 1.0, 0.0, 1.0, -1.0, -1.0, -1.0, -2.0};
  constexpr std::array<std::array<int, 9>, 3> order = {
      {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {8, 6, 7, 2, 0, 1, 5, 3, 4}, {4, 5, 3, 7, 8, 6, 1, 2, 0}}};
  Matrix3 out;
  for (int i = 0; i < 9; ++i) out[i] = b[at(order[at(corner)][at(i)])];
  return out;
}

/// Membrane rows at all points.
void add_membrane(const Triangle& t, double drilling, StrainDisplacement& out) {
  const Matrix<3, unknowns> constant = constant_strain(t);
  const Matrix<3, unknowns> rotation = deviatoric_rotation(t);
  const Matrix3 sides = from_sides(t);
  Matrix3 scale;
  for (int i = 0; i < 3; ++i) {
    const double xji = t.x[at(next(i))] - t.x[at(i)], yji = t.y[at(next(i))] - t.y[at(i)];
    // 3/2 √β0: three points of a third of the area give ¾ β0 A Σ QᵀEQ.
    scale(i, i) = std::sqrt(drilling) * t.area / (xji * xji + yji * yji);
  }
  const Matrix3 to_strain = sides * scale;
  for (int p = 0; p < points; ++p) {
    const Matrix3 pattern = 0.5 * (side_pattern(p) + side_pattern(next(p)));
    const Matrix<3, unknowns> higher = to_strain * pattern * rotation;
    for (int r = 0; r < 3; ++r) {
      for (int c = 0; c < unknowns; ++c) out[at(p)](r, c) = constant(r, c) + higher(r, c);
    }
  }
}

/// Slopes w,x and w,y as rows over the unknowns.
using Slope = Matrix<2, unknowns>;

/// Slope at the middle of side i: along the side from the cubic deflection, across it linear.
Slope mid_side_slope(const Triangle& t, int i) {
  const int j = next(i);
  const double dx = t.x[at(j)] - t.x[at(i)], dy = t.y[at(j)] - t.y[at(i)];
  const double length2 = dx * dx + dy * dy;
  Slope out;
  const std::array<double, 2> s = {dx, dy};  // tangent times length
  for (int r = 0; r < 2; ++r) {
    out(r, column_of(i, 2)) = -1.5 * s[at(r)] / length2;
    out(r, column_of(j, 2)) = 1.5 * s[at(r)] / length2;
    for (int c = 0; c < 2; ++c) {
      // -1/4 along, +1/2 across: g/2 - 3/4 s (s·g)
      const double f = (r == c ? 0.5 : 0.0) - 0.75 * s[at(r)] * s[at(c)] / length2;
      // w,x = -θ_y and w,y = θ_x at the corners
      const int turn = c == 0 ? 4 : 3;
      const double sign = c == 0 ? -1.0 : 1.0;
      out(r, column_of(i, turn)) += f * sign;
      out(r, column_of(j, turn)) += f * sign;
    }
  }
  return out;
}

/// Curvature rows at all points: derivatives of quadratic slopes. Ref: BatozEtAl1980.
void add_bending(const Triangle& t, StrainDisplacement& out) {
  std::array<double, 3> bx{}, by{};  // gradients of the area coordinates [1/m]
  std::array<Slope, 6> slope;        // at corners, then at middles of sides
  for (int i = 0; i < 3; ++i) {
    const int j = next(i), k = next(j);
    bx[at(i)] = 0.5 * (t.y[at(j)] - t.y[at(k)]) / t.area;
    by[at(i)] = 0.5 * (t.x[at(k)] - t.x[at(j)]) / t.area;
    slope[at(i)](0, column_of(i, 4)) = -1.0;
    slope[at(i)](1, column_of(i, 3)) = 1.0;
    slope[at(i + 3)] = mid_side_slope(t, i);
  }
  for (int p = 0; p < points; ++p) {
    std::array<double, 3> share{};
    share[at(p)] = share[at(next(p))] = 0.5;
    for (int n = 0; n < 6; ++n) {
      const int i = n % 3, j = next(i);
      double gx = (4.0 * share[at(i)] - 1.0) * bx[at(i)];
      double gy = (4.0 * share[at(i)] - 1.0) * by[at(i)];
      if (n >= 3) {
        gx = 4.0 * (share[at(i)] * bx[at(j)] + share[at(j)] * bx[at(i)]);
        gy = 4.0 * (share[at(i)] * by[at(j)] + share[at(j)] * by[at(i)]);
      }
      const Slope& g = slope[at(n)];
      for (int c = 0; c < unknowns; ++c) {
        out[at(p)](3, c) -= gx * g(0, c);
        out[at(p)](4, c) -= gy * g(1, c);
        out[at(p)](5, c) -= gy * g(0, c) + gx * g(1, c);
      }
    }
  }
}

}  // namespace

PlacedTriangle place(const std::array<Vec3<VehicleAxes>, 3>& corners) {
  PlacedTriangle out;
  out.centre = (corners[0] + corners[1] + corners[2]) / 3.0;
  const Vec3<VehicleAxes> side = corners[1] - corners[0];
  const Vec3<VehicleAxes> twice_area = cross(side, corners[2] - corners[0]);
  const Vec3<VehicleAxes> e1 = unit(side), e3 = unit(twice_area), e2 = cross(e3, e1);
  for (int r = 0; r < 3; ++r) {
    out.axes(r, 0) = e1[r], out.axes(r, 1) = e2[r], out.axes(r, 2) = e3[r];
  }
  out.shape.area = 0.5 * norm(twice_area);
  for (std::size_t i = 0; i < 3; ++i) {
    out.shape.x[i] = dot(corners[i] - out.centre, e1);
    out.shape.y[i] = dot(corners[i] - out.centre, e2);
  }
  return out;
}

StrainDisplacement strain_displacement(const Triangle& triangle, double drilling) {
  StrainDisplacement out;
  add_membrane(triangle, drilling, out);
  add_bending(triangle, out);
  return out;
}

double drilling_factor(double poisson_ratio) {
  return std::max(0.5 * (1.0 - 4.0 * poisson_ratio * poisson_ratio), 0.01);
}

}  // namespace tektite::structure::shell
