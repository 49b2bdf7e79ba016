#include "solver/aerodynamics/free_molecular.hpp"

#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aerodynamics {

namespace {
using constants::pi;
const double root_pi = std::sqrt(pi);
}  // namespace

FreeMolecular schaaf_chambre(double s, double speed_ratio, Accommodation accommodation) {
  const double S = speed_ratio;
  const double x = S * s;
  const double gauss = std::exp(-x * x);
  const double tail = std::erfc(-x);  // 1 + erf(x)
  const double flux = gauss + root_pi * x * tail;
  FreeMolecular result;
  result.gas =
      (2.0 - accommodation.normal) / (S * S) * (x / root_pi * gauss + (x * x + 0.5) * tail);
  result.wall = 0.5 * accommodation.normal / (S * S) * flux;
  result.shear = accommodation.tangential / (S * root_pi) * flux;
  return result;
}

double free_molecular_sphere_drag(double speed_ratio, double wall_ratio,
                                  Accommodation accommodation) {
  const double S = speed_ratio;
  const double S2 = S * S;
  const double arriving = (4.0 * S2 * S2 + 4.0 * S2 - 1.0) / (2.0 * S) * std::erf(S) +
                          (2.0 * S2 + 1.0) / root_pi * std::exp(-S2);
  return (2.0 - accommodation.normal + accommodation.tangential) / (2.0 * S2 * S) * arriving +
         2.0 * accommodation.normal / (3.0 * S) * std::sqrt(pi * wall_ratio);
}

double free_molecular_cylinder_drag(double speed_ratio, double wall_ratio,
                                    Accommodation accommodation) {
  const double S = speed_ratio;
  const double half = 0.5 * S * S;
  // Beyond half = 50 the Bessel functions overflow long before their product with exp(-half) does.
  double zero = 0.0;
  double one = 0.0;
  if (half < 50.0) {
    const double decay = std::exp(-half);
    zero = decay * std::cyl_bessel_i(0.0, half);
    one = decay * std::cyl_bessel_i(1.0, half);
  } else {  // asymptotic series, Abramowitz & Stegun 9.7.1, five terms: 1e-9 here
    const double root = 1.0 / std::sqrt(2.0 * pi * half);
    double term_zero = root;
    double term_one = root;
    for (int k = 1; k <= 6; ++k) {
      zero += term_zero;
      one += term_one;
      const double odd = (2.0 * k - 1.0) * (2.0 * k - 1.0);
      term_zero *= -(0.0 - odd) / (8.0 * half * k);
      term_one *= -(4.0 - odd) / (8.0 * half * k);
    }
  }
  const double bracket = (S * S + 1.5) * zero + (S * S + 0.5) * one;
  return (4.0 - 2.0 * accommodation.normal + accommodation.tangential) / 3.0 * root_pi / S *
             bracket +
         accommodation.normal * pi * root_pi / (4.0 * S) * std::sqrt(wall_ratio);
}

}  // namespace tektite::aerodynamics
