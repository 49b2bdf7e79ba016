#include "solver/trajectory/rigid_body.hpp"

#include "solver/base/error.hpp"

#include <cmath>

namespace tektite::trajectory {

namespace {

double determinant(const Mat3& m) {
  return m(0, 0) * (m(1, 1) * m(2, 2) - m(1, 2) * m(2, 1)) -
         m(0, 1) * (m(1, 0) * m(2, 2) - m(1, 2) * m(2, 0)) +
         m(0, 2) * (m(1, 0) * m(2, 1) - m(1, 1) * m(2, 0));
}

Mat3 inverse(const Mat3& m) {
  const double scale = 1.0 / determinant(m);
  Mat3 result;
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 3; ++c) {  // cofactors, cyclic indices
      const int i = (c + 1) % 3, j = (c + 2) % 3, k = (r + 1) % 3, l = (r + 2) % 3;
      result(r, c) = scale * (m(i, k) * m(j, l) - m(i, l) * m(j, k));
    }
  }
  return result;
}

/// The Earth's rotation in body axes.
Vec3<BodyAxes> earth_rate(const Quaternion& attitude, const environment::Planet& planet) {
  return rotate<BodyAxes>(conjugate(attitude), Vec3<EarthFixed>{0.0, 0.0, planet.rotation_rate});
}

}  // namespace

bool can_turn(const Mat3& m) {
  const double trace = m(0, 0) + m(1, 1) + m(2, 2);
  if (!(trace > 0.0) || !std::isfinite(trace)) return false;
  // Leading minors, and a least moment that is not lost beside the largest: the determinant is the
  // product of the three, of which two are at most the trace.
  const double minor = m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
  return m(0, 0) > 0.0 && minor > 0.0 && determinant(m) > 1e-9 * trace * minor;
}

RigidBody::RigidBody(const Mat3& inertia) : inertia_(inertia) {
  require(can_turn(inertia),
          "the inertia of the body is not positive definite: its principal moments must be above "
          "zero, and the least at least 1e-9 of the largest");
  inverse_ = inverse(inertia);
}

Values<13> values_of(const vehicle::Flight& flight, const environment::Planet& planet) {
  const Quaternion q = normalised(flight.attitude);
  const Vec3<BodyAxes> w = flight.rate + earth_rate(q, planet);
  const Vec3<EarthFixed>&r = flight.position, &v = flight.velocity;
  return {r.x, r.y, r.z, v.x, v.y, v.z, q.w, q.x, q.y, q.z, w.x, w.y, w.z};
}

vehicle::Flight flight_of(const Values<13>& y, const environment::Planet& planet) {
  vehicle::Flight flight;
  flight.position = {y[0], y[1], y[2]};
  flight.velocity = {y[3], y[4], y[5]};
  flight.attitude = normalised(Quaternion{y[6], y[7], y[8], y[9]});
  flight.rate = Vec3<BodyAxes>{y[10], y[11], y[12]} - earth_rate(flight.attitude, planet);
  return flight;
}

}  // namespace tektite::trajectory
