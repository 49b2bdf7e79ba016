// Small dense matrices of fixed size, for the arithmetic of one panel.
#pragma once

#include "solver/base/vec.hpp"

#include <array>
#include <cstddef>

namespace tektite::structure::shell {

/// Row-major, zero at birth. Loops run along rows, so that the compiler vectorises them without
/// reordering a sum: the bits do not depend on the processor it is built for.
template <int R, int C>
struct Matrix {
  std::array<double, static_cast<std::size_t>(R) * C> a{};

  double& operator()(int r, int c) { return a[static_cast<std::size_t>(r * C + c)]; }
  double operator()(int r, int c) const { return a[static_cast<std::size_t>(r * C + c)]; }
  double& operator[](int i) { return a[static_cast<std::size_t>(i)]; }
  double operator[](int i) const { return a[static_cast<std::size_t>(i)]; }
  Matrix& operator+=(const Matrix& o) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += o.a[i];
    return *this;
  }
  Matrix& operator-=(const Matrix& o) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] -= o.a[i];
    return *this;
  }
  Matrix& operator*=(double s) {
    for (double& v : a) v *= s;
    return *this;
  }
  friend Matrix operator+(Matrix p, const Matrix& q) { return p += q; }
  friend Matrix operator-(Matrix p, const Matrix& q) { return p -= q; }
  friend Matrix operator*(double s, Matrix p) { return p *= s; }
};

template <int N>
using Column = Matrix<N, 1>;

template <int R, int N, int C>
[[nodiscard]] Matrix<R, C> operator*(const Matrix<R, N>& p, const Matrix<N, C>& q) {
  Matrix<R, C> out;
  for (int r = 0; r < R; ++r) {
    for (int n = 0; n < N; ++n) {
      const double s = p(r, n);
      for (int c = 0; c < C; ++c) out(r, c) += s * q(n, c);
    }
  }
  return out;
}

/// out += s pᵀ q
template <int N, int R, int C>
void add_transposed_product(const Matrix<N, R>& p, const Matrix<N, C>& q, double s,
                            Matrix<R, C>& out) {
  for (int n = 0; n < N; ++n) {
    for (int r = 0; r < R; ++r) {
      const double f = s * p(n, r);
      for (int c = 0; c < C; ++c) out(r, c) += f * q(n, c);
    }
  }
}

/// pᵀ q
template <int N, int R, int C>
[[nodiscard]] Matrix<R, C> transposed_product(const Matrix<N, R>& p, const Matrix<N, C>& q) {
  Matrix<R, C> out;
  add_transposed_product(p, q, 1.0, out);
  return out;
}

template <int R, int C>
[[nodiscard]] Matrix<C, R> transposed(const Matrix<R, C>& p) {
  Matrix<C, R> out;
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) out(c, r) = p(r, c);
  }
  return out;
}

template <int N>
[[nodiscard]] Matrix<N, N> identity() {
  Matrix<N, N> out;
  for (int i = 0; i < N; ++i) out(i, i) = 1.0;
  return out;
}

using Matrix3 = Matrix<3, 3>;

/// The matrix that takes v to a × v.
[[nodiscard]] inline Matrix3 spin(const Column<3>& a) {
  Matrix3 out;
  out(0, 1) = -a[2], out(0, 2) = a[1], out(1, 0) = a[2];
  out(1, 2) = -a[0], out(2, 0) = -a[1], out(2, 1) = a[0];
  return out;
}

[[nodiscard]] inline Column<3> column(const Vec3<VehicleAxes>& v) {
  return {{v.x, v.y, v.z}};
}
[[nodiscard]] inline Vec3<VehicleAxes> vector(const Column<3>& v) {
  return {v[0], v[1], v[2]};
}

}  // namespace tektite::structure::shell
