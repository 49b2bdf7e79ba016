#include "solver/trajectory/orbit.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::trajectory {

namespace {

double wrapped(double angle) {
  constexpr double circle = 2.0 * constants::pi;
  const double a = std::fmod(angle, circle);
  const double positive = a < 0.0 ? a + circle : a;
  return positive < circle ? positive : 0.0;
}

/// Angle from `from` to `to`, counted about the unit vector `axis`.
double angle_about(const Vec3<Inertial>& axis, const Vec3<Inertial>& from,
                   const Vec3<Inertial>& to) {
  return wrapped(std::atan2(dot(cross(from, to), axis), dot(from, to)));
}

}  // namespace

OrbitState to_state(const OrbitElements& e, double gravitational_parameter) {
  const double cn = std::cos(e.ascending_node), sn = std::sin(e.ascending_node);
  const double ci = std::cos(e.inclination), si = std::sin(e.inclination);
  const double cw = std::cos(e.argument_of_perigee), sw = std::sin(e.argument_of_perigee);
  const Vec3<Inertial> P{cn * cw - sn * sw * ci, sn * cw + cn * sw * ci, sw * si};
  const Vec3<Inertial> Q{-cn * sw - sn * cw * ci, -sn * sw + cn * cw * ci, cw * si};
  const double ct = std::cos(e.true_anomaly), st = std::sin(e.true_anomaly);
  const double p = e.semi_major_axis * (1.0 - e.eccentricity * e.eccentricity);
  const double r = p / (1.0 + e.eccentricity * ct);
  const double speed = std::sqrt(gravitational_parameter / p);
  return {r * (ct * P + st * Q), speed * ((e.eccentricity + ct) * Q - st * P)};
}

OrbitElements to_elements(const OrbitState& state, double gravitational_parameter) {
  const Vec3<Inertial>&r = state.position, &v = state.velocity;
  const double radius = norm(r);
  const double mu = gravitational_parameter;
  const double energy = 0.5 * dot(v, v) - mu / radius;
  const Vec3<Inertial> momentum = cross(r, v);
  require(energy < 0.0, "the state is not on a closed orbit: speed {:.6g} m/s at radius {:.6g} m",
          norm(v), radius);
  require(norm(momentum) > 1e-9 * radius * norm(v), "the state falls straight: it has no orbit");

  constexpr double round_off = 1e-11;  // below it an orbit counts as circular or equatorial
  const Vec3<Inertial> h = unit(momentum);
  const Vec3<Inertial> ecc = cross(v, momentum) / mu - unit(r);
  OrbitElements e;
  e.semi_major_axis = -0.5 * mu / energy;
  e.eccentricity = norm(ecc);
  e.inclination = std::atan2(std::sqrt(h.x * h.x + h.y * h.y), h.z);
  const bool equatorial = std::abs(std::sin(e.inclination)) < round_off;
  const Vec3<Inertial> node =
      equatorial ? Vec3<Inertial>{1.0, 0.0, 0.0} : unit(Vec3<Inertial>{-h.y, h.x, 0.0});
  e.ascending_node = equatorial ? 0.0 : wrapped(std::atan2(node.y, node.x));
  const bool circular = e.eccentricity < round_off;
  e.argument_of_perigee = circular ? 0.0 : angle_about(h, node, ecc);
  e.true_anomaly = angle_about(h, circular ? node : ecc, r);
  return e;
}

double eccentric_anomaly(double mean_anomaly, double eccentricity) {
  require(eccentricity >= 0.0 && eccentricity < 1.0, "eccentricity must lie in [0, 1), got {}",
          eccentricity);
  // Newton inside a bracket: E lies within e of M.
  double low = mean_anomaly - eccentricity, high = mean_anomaly + eccentricity;
  double E = mean_anomaly + eccentricity * std::sin(mean_anomaly);
  for (int i = 0; i < 100; ++i) {
    const double residual = E - eccentricity * std::sin(E) - mean_anomaly;
    (residual > 0.0 ? high : low) = E;
    double next = E - residual / (1.0 - eccentricity * std::cos(E));
    if (next < low || next > high) next = 0.5 * (low + high);
    if (std::abs(next - E) <= 1e-15 * std::max(1.0, std::abs(E))) return next;
    E = next;
  }
  return E;
}

double true_anomaly(double eccentric_anomaly, double eccentricity) {
  return 2.0 * std::atan2(std::sqrt(1.0 + eccentricity) * std::sin(0.5 * eccentric_anomaly),
                          std::sqrt(1.0 - eccentricity) * std::cos(0.5 * eccentric_anomaly));
}

double period(double semi_major_axis, double gravitational_parameter) {
  return 2.0 * constants::pi *
         std::sqrt(semi_major_axis * semi_major_axis * semi_major_axis / gravitational_parameter);
}

}  // namespace tektite::trajectory
