#include "solver/trajectory/attitude.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tektite::trajectory {

namespace {

/// Unit quaternion of a rotation matrix, scalar part not negative. Ref: Shepperd1978
Quaternion quaternion_of(const Mat3& R) {
  const double trace = R(0, 0) + R(1, 1) + R(2, 2);
  const std::array<double, 4> size = {trace, R(0, 0), R(1, 1), R(2, 2)};
  const auto largest = std::max_element(size.begin(), size.end()) - size.begin();
  Quaternion q;
  if (largest == 0) {
    q = {1.0 + trace, R(2, 1) - R(1, 2), R(0, 2) - R(2, 0), R(1, 0) - R(0, 1)};
  } else if (largest == 1) {
    q = {R(2, 1) - R(1, 2), 1.0 + 2.0 * R(0, 0) - trace, R(1, 0) + R(0, 1), R(0, 2) + R(2, 0)};
  } else if (largest == 2) {
    q = {R(0, 2) - R(2, 0), R(1, 0) + R(0, 1), 1.0 + 2.0 * R(1, 1) - trace, R(2, 1) + R(1, 2)};
  } else {
    q = {R(1, 0) - R(0, 1), R(0, 2) + R(2, 0), R(2, 1) + R(1, 2), 1.0 + 2.0 * R(2, 2) - trace};
  }
  q = normalised(q);
  return q.w < 0.0 ? Quaternion{-q.w, -q.x, -q.y, -q.z} : q;
}

/// Three unit vectors at right angles: `first`, the part of `second` across it, and their product.
template <class Frame>
std::array<Vec3<Frame>, 3> triad(const Vec3<Frame>& first, const Vec3<Frame>& second) {
  const Vec3<Frame> a = unit(first);
  const Vec3<Frame> b = unit(second - dot(second, a) * a);
  return {a, b, cross(a, b)};
}

}  // namespace

Quaternion aligned(const Vec3<BodyAxes>& body_first, const Vec3<BodyAxes>& body_second,
                   const Vec3<EarthFixed>& first, const Vec3<EarthFixed>& second) {
  const auto b = triad(body_first, body_second);
  const auto e = triad(first, second);
  Mat3 R;
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 3; ++c) {
      R(r, c) = e[0][r] * b[0][c] + e[1][r] * b[1][c] + e[2][r] * b[2][c];
    }
  }
  return quaternion_of(R);
}

Quaternion attitude_for(const Vec3<BodyAxes>& wind, const Vec3<EarthFixed>& position,
                        const Vec3<EarthFixed>& velocity, const environment::Planet& planet) {
  static const double along_z = std::cos(1.0 * constants::degree);
  static const double vertical = std::cos(0.1 * constants::degree);
  const Vec3<BodyAxes> w = unit(wind);
  const Vec3<BodyAxes> body_up =
      std::abs(w.z) > along_z ? Vec3<BodyAxes>{1.0, 0.0, 0.0} : Vec3<BodyAxes>{0.0, 0.0, 1.0};
  const environment::LocalFrame local = environment::local_frame(position, planet);
  Vec3<EarthFixed> v = unit(velocity);
  if (norm(v) == 0.0) v = -local.up;
  return aligned(w, body_up, v, std::abs(dot(v, local.up)) > vertical ? local.north : local.up);
}

Quaternion turned(const Quaternion& attitude, const Vec3<BodyAxes>& rate, double duration) {
  const double speed = norm(rate);
  if (speed == 0.0) return attitude;
  return normalised(attitude *
                    turn(rate.x / speed, rate.y / speed, rate.z / speed, speed * duration));
}

}  // namespace tektite::trajectory
