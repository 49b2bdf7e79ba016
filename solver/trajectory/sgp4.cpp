#include "solver/trajectory/sgp4.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::trajectory {
namespace {

// WGS72, for which the elements are fitted. Ref: ValladoEtAl2006
constexpr double radius = 6378.135e3;  // [m]
constexpr double mu = 398600.8e9;      // [m^3/s^2]
constexpr double J2 = 0.001082616;
constexpr double J3 = -0.00000253881;
constexpr double J4 = -0.00000165597;
constexpr double J32 = J3 / J2;  // ratio of the two
constexpr double two_pi = 2.0 * constants::pi;

/// Root of the gravitational parameter [Earth radii^1.5/min].
double root_mu() {
  return 60.0 / std::sqrt(radius * radius * radius / mu);
}

double squared(double x) {
  return x * x;
}
double cubed(double x) {
  return x * x * x;
}

constexpr double deep_space_period = 225.0;  // [min]
constexpr double least_for_division = 1.5e-12;

}  // namespace

void Sgp4::fail(const std::string& text) const {
  throw Error(ExitCode::bad_input,
              fmt::format("{}:{}:1: error: {}", elements_.path, elements_.line, text));
}

Sgp4::Sgp4(const input::TwoLineElements& elements) : elements_(elements) {
  const double ke = root_mu();
  const double e = elements.eccentricity;
  const double n = 60.0 * elements.mean_motion;  // Kozai's [rad/min]
  if (!(e < 1.0) || !(n > 0.0)) fail("the elements are no closed orbit");
  cosine_ = std::cos(elements.inclination);
  sine_ = std::sin(elements.inclination);
  const double theta2 = squared(cosine_);
  const double beta2 = 1.0 - e * e, beta = std::sqrt(beta2);

  // From Kozai's mean motion to Brouwer's.
  const double a1 = std::pow(ke / n, 2.0 / 3.0);
  const double k = 0.75 * J2 * (3.0 * theta2 - 1.0) / (beta * beta2);
  double delta = k / squared(a1);
  const double a2 =
      a1 * (1.0 - squared(delta) - delta * (1.0 / 3.0 + 134.0 * squared(delta) / 81.0));
  delta = k / squared(a2);
  n0_ = n / (1.0 + delta);
  a0_ = std::pow(ke / n0_, 2.0 / 3.0);
  if (!(two_pi / n0_ < deep_space_period)) {
    fail(
        fmt::format("the period is {:.1f} min; orbits of deep space, from {:.0f} min on, need "
                    "another theory (SDP4), which is not here: convert the elements to an OEM",
                    two_pi / n0_, deep_space_period));
  }
  const double perigee = a0_ * (1.0 - e);
  is_simple_ = perigee < 220e3 / radius + 1.0;

  // The atmosphere's density falls as (q0 - s)^4/(r - s)^4; s is less where the perigee is low.
  const double height = 1e-3 * radius * (perigee - 1.0);  // [km]
  const double s_height = height < 98.0 ? 20.0 : height < 156.0 ? height - 78.0 : 78.0;
  set_drag(1e3 * s_height / radius + 1.0, squared(squared((120.0 - s_height) * 1e3 / radius)));

  const double theta4 = squared(theta2);
  const double p2 = 1.0 / squared(a0_ * beta2);
  const double g1 = 1.5 * J2 * p2 * n0_;
  const double g2 = 0.5 * g1 * J2 * p2;
  const double g3 = -0.46875 * J4 * squared(p2) * n0_;
  M_rate_ = n0_ + 0.5 * g1 * beta * (3.0 * theta2 - 1.0) +
            0.0625 * g2 * beta * (13.0 - 78.0 * theta2 + 137.0 * theta4);
  omega_rate_ = -0.5 * g1 * (1.0 - 5.0 * theta2) +
                0.0625 * g2 * (7.0 - 114.0 * theta2 + 395.0 * theta4) +
                g3 * (3.0 - 36.0 * theta2 + 49.0 * theta4);
  node_rate_ = -g1 * cosine_ +
               (0.5 * g2 * (4.0 - 19.0 * theta2) + 2.0 * g3 * (3.0 - 7.0 * theta2)) * cosine_;
  node_drag_ = -3.5 * beta2 * g1 * cosine_ * C1_;
  const double divisor = std::max(std::abs(1.0 + cosine_), least_for_division);
  long_period_L_ = -0.25 * J32 * sine_ * (3.0 + 5.0 * cosine_) / divisor;
  long_period_y_ = -0.5 * J32 * sine_;
}

void Sgp4::set_drag(double s, double coefficient_of_s) {
  const double e = elements_.eccentricity, drag = elements_.drag;
  const double theta2 = squared(cosine_), beta2 = 1.0 - e * e;
  const double omega = elements_.argument_of_perigee;
  const double xi = 1.0 / (a0_ - s);
  eta_ = a0_ * e * xi;
  const double eta2 = squared(eta_), e_eta = e * eta_;
  const double psi2 = std::abs(1.0 - eta2);
  const double c = coefficient_of_s * squared(squared(xi));
  const double c1 = c / std::pow(psi2, 3.5);
  const double C2 =
      c1 * n0_ *
      (a0_ * (1.0 + 1.5 * eta2 + e_eta * (4.0 + eta2)) +
       0.375 * J2 * xi / psi2 * (3.0 * theta2 - 1.0) * (8.0 + 3.0 * eta2 * (8.0 + eta2)));
  C1_ = drag * C2;
  const bool is_eccentric = e > 1e-4;
  const double C3 = is_eccentric ? -2.0 * c * xi * J32 * n0_ * sine_ / e : 0.0;
  C4_ = 2.0 * n0_ * c1 * a0_ * beta2 *
        (eta_ * (2.0 + 0.5 * eta2) + e * (0.5 + 2.0 * eta2) -
         J2 * xi / (a0_ * psi2) *
             (-3.0 * (3.0 * theta2 - 1.0) * (1.0 - 2.0 * e_eta + eta2 * (1.5 - 0.5 * e_eta)) +
              0.75 * (1.0 - theta2) * (2.0 * eta2 - e_eta * (1.0 + eta2)) * std::cos(2.0 * omega)));
  C5_ = 2.0 * c1 * a0_ * beta2 * (1.0 + 2.75 * (eta2 + e_eta) + e_eta * eta2);
  omega_drag_ = drag * C3 * std::cos(omega);
  M_drag_ = is_eccentric ? -(2.0 / 3.0) * c * drag / e_eta : 0.0;
  if (is_simple_) return;
  const double CC = squared(C1_);
  D2_ = 4.0 * a0_ * xi * CC;
  const double d = D2_ * xi * C1_ / 3.0;
  D3_ = (17.0 * a0_ + s) * d;
  D4_ = 0.5 * d * a0_ * xi * (221.0 * a0_ + 31.0 * s) * C1_;
  t3_ = D2_ + 2.0 * CC;
  t4_ = 0.25 * (3.0 * D3_ + C1_ * (12.0 * D2_ + 10.0 * CC));
  t5_ = 0.2 * (3.0 * D4_ + 12.0 * C1_ * D3_ + 6.0 * squared(D2_) + 15.0 * CC * (2.0 * D2_ + CC));
}

Sgp4::State Sgp4::at(double minutes) const {
  const double t = minutes, ke = root_mu();
  const double drag = elements_.drag, M0 = elements_.mean_anomaly;

  // Secular: gravity and drag.
  const double Mdf = M0 + M_rate_ * t;
  double M = Mdf;
  double omega = elements_.argument_of_perigee + omega_rate_ * t;
  const double node = elements_.ascending_node + node_rate_ * t + node_drag_ * t * t;
  double shrink = 1.0 - C1_ * t;
  double e_loss = drag * C4_ * t;
  double longitude_gain = 1.5 * C1_ * t * t;
  if (!is_simple_) {
    const double shift = omega_drag_ * t + M_drag_ * (cubed(1.0 + eta_ * std::cos(Mdf)) -
                                                      cubed(1.0 + eta_ * std::cos(M0)));
    M += shift;
    omega -= shift;
    shrink -= t * t * (D2_ + t * (D3_ + t * D4_));
    e_loss += drag * C5_ * (std::sin(M) - std::sin(M0));
    longitude_gain += t * t * t * (t3_ + t * (t4_ + t * t5_));
  }
  const double a = a0_ * squared(shrink);
  const double n = ke / std::pow(a, 1.5);
  double e = elements_.eccentricity - e_loss;
  if (!(e < 1.0 && e >= -0.001) || !(a > 0.0)) {
    fail(fmt::format("{:.1f} min from its epoch the elements are no orbit any more", t));
  }
  e = std::max(e, 1e-6);
  M += n0_ * longitude_gain;

  // Long periods, of the third zonal harmonic.
  const double per_p = 1.0 / (a * (1.0 - e * e));
  const double a_x = e * std::cos(omega);
  const double a_y = e * std::sin(omega) + per_p * long_period_y_;
  const double L = std::remainder(M + omega + per_p * long_period_L_ * a_x, two_pi);

  // Kepler's equation for the eccentric longitude.
  double u = L;
  for (int round = 0; round < 10; ++round) {
    const double s = std::sin(u), c = std::cos(u);
    const double step = (L - a_y * c + a_x * s - u) / (1.0 - a_x * c - a_y * s);
    u += std::clamp(step, -0.95, 0.95);
    if (std::abs(step) < 1e-12) break;
  }
  const double sin_u = std::sin(u), cos_u = std::cos(u);
  const double e_cos = a_x * cos_u + a_y * sin_u, e_sin = a_x * sin_u - a_y * cos_u;
  const double e2 = a_x * a_x + a_y * a_y;
  const double p = a * (1.0 - e2);
  if (!(p > 0.0)) fail(fmt::format("{:.1f} min from its epoch the elements are no orbit", t));
  const double r = a * (1.0 - e_cos), beta = std::sqrt(1.0 - e2);
  const double r_dot = std::sqrt(a) * e_sin / r, r_f_dot = std::sqrt(p) / r;
  const double w = e_sin / (1.0 + beta);
  const double sine = a / r * (sin_u - a_y - a_x * w), cosine = a / r * (cos_u - a_x + a_y * w);
  const double sine_2 = 2.0 * sine * cosine, cosine_2 = 1.0 - 2.0 * sine * sine;

  // Short periods, of the second.
  const double theta2 = squared(cosine_);
  const double k1 = 0.5 * J2 / p, k2 = k1 / p;
  const double polar = 3.0 * theta2 - 1.0, level = 1.0 - theta2;
  const double radial = r * (1.0 - 1.5 * k2 * beta * polar) + 0.5 * k1 * level * cosine_2;
  const double angle = std::atan2(sine, cosine) - 0.25 * k2 * (7.0 * theta2 - 1.0) * sine_2;
  const double turned_node = node + 1.5 * k2 * cosine_ * sine_2;
  const double inclination = elements_.inclination + 1.5 * k2 * cosine_ * sine_ * cosine_2;
  const double speed_up = r_dot - n * k1 * level * sine_2 / ke;
  const double speed_along = r_f_dot + n * k1 * (level * cosine_2 + 1.5 * polar) / ke;
  if (!(radial >= 1.0)) {
    fail(fmt::format("{:.1f} min from its epoch the satellite has come down, says SGP4", t));
  }

  const double sn = std::sin(turned_node), cn = std::cos(turned_node);
  const double si = std::sin(inclination), ci = std::cos(inclination);
  const double sa = std::sin(angle), ca = std::cos(angle);
  const Vec3<input::FileAxes> to_body{cn * ca - sn * ci * sa, sn * ca + cn * ci * sa, si * sa};
  const Vec3<input::FileAxes> ahead{-cn * sa - sn * ci * ca, -sn * sa + cn * ci * ca, si * ca};
  const double speed = radius * ke / 60.0;  // [m/s] of one Earth radius at its own circular speed
  return {radius * radial * to_body, speed * (speed_up * to_body + speed_along * ahead)};
}

}  // namespace tektite::trajectory
