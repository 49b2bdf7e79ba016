// Three-vectors that know their frame, and the small algebra of rotations.
#pragma once

#include <array>
#include <cmath>

namespace tektite {

// Frames. Adding vectors of two frames does not compile.
struct Inertial {};  ///< Earth-centred, not rotating; equals EarthFixed at the case's epoch turned
                     ///< by the Earth rotation angle
struct EarthFixed {};  ///< Earth-centred, rotating with the Earth (WGS84 axes)
struct VehicleAxes {
};                   ///< axes in which the vehicle was drawn; a panel's place in it never changes
struct BodyAxes {};  ///< parallel to VehicleAxes, origin at the body's centre of mass

template <class Frame>
struct Vec3 {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;

  [[nodiscard]] double operator[](int i) const { return i == 0 ? x : (i == 1 ? y : z); }
  Vec3& operator+=(const Vec3& o) {
    x += o.x, y += o.y, z += o.z;
    return *this;
  }
  Vec3& operator-=(const Vec3& o) {
    x -= o.x, y -= o.y, z -= o.z;
    return *this;
  }
  Vec3& operator*=(double s) {
    x *= s, y *= s, z *= s;
    return *this;
  }
  friend Vec3 operator+(Vec3 a, const Vec3& b) { return a += b; }
  friend Vec3 operator-(Vec3 a, const Vec3& b) { return a -= b; }
  friend Vec3 operator-(const Vec3& a) { return {-a.x, -a.y, -a.z}; }
  friend Vec3 operator*(double s, Vec3 a) { return a *= s; }
  friend Vec3 operator*(Vec3 a, double s) { return a *= s; }
  friend Vec3 operator/(Vec3 a, double s) { return {a.x / s, a.y / s, a.z / s}; }
  friend bool operator==(const Vec3&, const Vec3&) = default;
};

template <class F>
[[nodiscard]] double dot(const Vec3<F>& a, const Vec3<F>& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
template <class F>
[[nodiscard]] Vec3<F> cross(const Vec3<F>& a, const Vec3<F>& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
template <class F>
[[nodiscard]] double norm(const Vec3<F>& a) {
  return std::sqrt(dot(a, a));
}
/// `a` scaled to length 1; a zero vector stays zero.
template <class F>
[[nodiscard]] Vec3<F> unit(const Vec3<F>& a) {
  const double length = norm(a);
  return length > 0.0 ? a / length : a;
}
/// The same numbers read in another frame. For frames whose axes coincide, and for rotations.
template <class To, class From>
[[nodiscard]] Vec3<To> recast(const Vec3<From>& a) {
  return {a.x, a.y, a.z};
}

/// Row-major 3x3 matrix.
struct Mat3 {
  std::array<double, 9> a{};
  [[nodiscard]] double operator()(int r, int c) const {
    return a[static_cast<std::size_t>(3 * r + c)];
  }
  double& operator()(int r, int c) { return a[static_cast<std::size_t>(3 * r + c)]; }
  friend bool operator==(const Mat3&, const Mat3&) = default;
};

template <class F>
[[nodiscard]] Vec3<F> operator*(const Mat3& m, const Vec3<F>& v) {
  return {m(0, 0) * v.x + m(0, 1) * v.y + m(0, 2) * v.z,
          m(1, 0) * v.x + m(1, 1) * v.y + m(1, 2) * v.z,
          m(2, 0) * v.x + m(2, 1) * v.y + m(2, 2) * v.z};
}

/// Unit quaternion, scalar first: turns vectors of the moving frame into the reference frame.
struct Quaternion {
  double w = 1.0;
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
  friend bool operator==(const Quaternion&, const Quaternion&) = default;
};

[[nodiscard]] inline Quaternion operator*(const Quaternion& p, const Quaternion& q) {
  return {
      p.w * q.w - p.x * q.x - p.y * q.y - p.z * q.z, p.w * q.x + p.x * q.w + p.y * q.z - p.z * q.y,
      p.w * q.y - p.x * q.z + p.y * q.w + p.z * q.x, p.w * q.z + p.x * q.y - p.y * q.x + p.z * q.w};
}
[[nodiscard]] inline Quaternion conjugate(const Quaternion& q) {
  return {q.w, -q.x, -q.y, -q.z};
}
[[nodiscard]] inline Quaternion normalised(const Quaternion& q) {
  const double n = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
  return {q.w / n, q.x / n, q.y / n, q.z / n};
}
/// Rotation matrix of a unit quaternion: reference = R * moving.
[[nodiscard]] inline Mat3 rotation(const Quaternion& q) {
  const double w = q.w, x = q.x, y = q.y, z = q.z;
  return {{1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y), 2 * (x * y + w * z),
           1 - 2 * (x * x + z * z), 2 * (y * z - w * x), 2 * (x * z - w * y), 2 * (y * z + w * x),
           1 - 2 * (x * x + y * y)}};
}
/// Quaternion of a turn by `angle` [rad] about the unit axis (x, y, z).
[[nodiscard]] inline Quaternion turn(double x, double y, double z, double angle) {
  const double s = std::sin(0.5 * angle);
  return {std::cos(0.5 * angle), s * x, s * y, s * z};
}
template <class To, class From>
[[nodiscard]] Vec3<To> rotate(const Quaternion& q, const Vec3<From>& v) {
  return recast<To>(rotation(q) * v);
}

}  // namespace tektite
