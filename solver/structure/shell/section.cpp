#include "solver/structure/shell/section.hpp"

#include "solver/structure/shell/triangle.hpp"

#include <array>
#include <cmath>

namespace tektite::structure::shell {

Matrix3 plane_stress(double youngs_modulus, double poisson_ratio) {
  const double f = youngs_modulus / (1.0 - poisson_ratio * poisson_ratio);
  Matrix3 out;
  out(0, 0) = out(1, 1) = f;
  out(0, 1) = out(1, 0) = f * poisson_ratio;
  out(2, 2) = 0.5 * f * (1.0 - poisson_ratio);
  return out;
}

Section laminate(std::span<const Ply> plies, double areal_mass) {
  Section out;
  double weighted_ratio = 0.0, weight = 0.0;
  for (const Ply& ply : plies) {
    // moments of the thickness about the panel's plane
    const double h0 = ply.top - ply.bottom;
    const double h1 = 0.5 * h0 * (ply.top + ply.bottom);
    const double h2 =
        h0 * (ply.top * ply.top + ply.top * ply.bottom + ply.bottom * ply.bottom) / 3.0;
    const Matrix3 C = plane_stress(ply.youngs_modulus, ply.poisson_ratio);
    for (int r = 0; r < 3; ++r) {
      for (int c = 0; c < 3; ++c) {
        out.stiffness(r, c) += h0 * C(r, c);
        out.stiffness(r, c + 3) += h1 * C(r, c);
        out.stiffness(r + 3, c) += h1 * C(r, c);
        out.stiffness(r + 3, c + 3) += h2 * C(r, c);
      }
    }
    const double held = (C(0, 0) + C(0, 1)) * ply.free_strain;  // stress that undoes it, in x and y
    for (int r = 0; r < 2; ++r) {
      out.thermal[r] += h0 * held;
      out.thermal[r + 3] += h1 * held;
    }
    weighted_ratio += h0 * ply.youngs_modulus * ply.poisson_ratio;
    weight += h0 * ply.youngs_modulus;
  }
  out.drilling = drilling_factor(weight > 0.0 ? weighted_ratio / weight : 0.0);
  out.areal_mass = areal_mass;
  return out;
}

Section homogeneous(double thickness, double youngs_modulus, double poisson_ratio, double density) {
  const std::array<Ply, 1> one = {
      {{-0.5 * thickness, 0.5 * thickness, youngs_modulus, poisson_ratio, 0.0}}};
  return laminate(one, density * thickness);
}

Column<3> stress(const Ply& ply, double height, const Column<6>& strain) {
  Column<3> elastic;
  for (int r = 0; r < 3; ++r) elastic[r] = strain[r] + height * strain[r + 3];
  elastic[0] -= ply.free_strain;
  elastic[1] -= ply.free_strain;
  return plane_stress(ply.youngs_modulus, ply.poisson_ratio) * elastic;
}

double von_mises(const Column<3>& s) {
  return std::sqrt(s[0] * s[0] - s[0] * s[1] + s[1] * s[1] + 3.0 * s[2] * s[2]);
}

}  // namespace tektite::structure::shell
