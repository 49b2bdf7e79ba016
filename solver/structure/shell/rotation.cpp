#include "solver/structure/shell/rotation.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::structure::shell {
namespace {

double dot(const Column<3>& a, const Column<3>& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// (1 - θ/2 cot θ/2) / θ²; below 0.1 rad by its series, where the difference would cancel.
double eta(double angle) {
  const double s = angle * angle;
  if (angle < 0.1) return 1.0 / 12.0 + s * (1.0 / 720.0 + s * (1.0 / 30240.0 + s / 1209600.0));
  return (1.0 - 0.5 * angle / std::tan(0.5 * angle)) / s;
}

/// (dη/dθ) / θ
double mu(double angle) {
  const double s = angle * angle;
  if (angle < 0.1) return 1.0 / 360.0 + s * (1.0 / 7560.0 + s / 201600.0);
  const double half = std::sin(0.5 * angle);
  return (s + 4.0 * std::cos(angle) + angle * std::sin(angle) - 4.0) / (4.0 * s * s * half * half);
}

}  // namespace

Matrix3 rotation_of(const Column<3>& vector) {
  const double angle = std::sqrt(dot(vector, vector));
  const Matrix3 S = spin(vector);
  const double half = 0.5 * angle;
  const double sinc = angle > 0.0 ? std::sin(angle) / angle : 1.0;
  const double sinc_half = half > 0.0 ? std::sin(half) / half : 1.0;
  return identity<3>() + sinc * S + (0.5 * sinc_half * sinc_half) * (S * S);
}

Column<3> rotation_vector(const Matrix3& R) {
  // By the unit quaternion of the largest component, which loses no digit at any angle.
  const double trace = R(0, 0) + R(1, 1) + R(2, 2);
  std::array<double, 4> q{};  // w, x, y, z
  const std::array<double, 4> size = {trace, R(0, 0), R(1, 1), R(2, 2)};
  const auto largest = std::max_element(size.begin(), size.end()) - size.begin();
  if (largest == 0) {
    q[0] = 0.5 * std::sqrt(1.0 + trace);
    const double f = 0.25 / q[0];
    q[1] = f * (R(2, 1) - R(1, 2)), q[2] = f * (R(0, 2) - R(2, 0)), q[3] = f * (R(1, 0) - R(0, 1));
  } else {
    const int i = static_cast<int>(largest) - 1, j = (i + 1) % 3, k = (j + 1) % 3;
    const auto at = [](int n) { return static_cast<std::size_t>(n + 1); };
    q[at(i)] = 0.5 * std::sqrt(1.0 + R(i, i) - R(j, j) - R(k, k));
    const double f = 0.25 / q[at(i)];
    q[0] = f * (R(k, j) - R(j, k));
    q[at(j)] = f * (R(j, i) + R(i, j)), q[at(k)] = f * (R(k, i) + R(i, k));
  }
  if (q[0] < 0.0) {
    for (double& c : q) c = -c;
  }
  const double sine = std::sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  const double f = sine > 0.0 ? 2.0 * std::atan2(sine, q[0]) / sine : 2.0;
  return {{f * q[1], f * q[2], f * q[3]}};
}

Matrix3 vector_per_spin(const Column<3>& vector) {
  const Matrix3 S = spin(vector);
  return identity<3>() - 0.5 * S + eta(std::sqrt(dot(vector, vector))) * (S * S);
}

Matrix3 moment_derivative(const Column<3>& vector, const Column<3>& moment) {
  const double angle = std::sqrt(dot(vector, vector));
  const double product = dot(vector, moment), e = eta(angle), m = mu(angle);
  const Matrix3 S = spin(vector);
  const Column<3> turned = S * (S * moment);
  Matrix3 out = -0.5 * spin(moment);
  for (int r = 0; r < 3; ++r) {
    out(r, r) += e * product;
    for (int c = 0; c < 3; ++c) {
      out(r, c) += e * (vector[r] * moment[c] - 2.0 * moment[r] * vector[c]);
      out(r, c) += m * turned[r] * vector[c];
    }
  }
  return out * vector_per_spin(vector);
}

}  // namespace tektite::structure::shell
