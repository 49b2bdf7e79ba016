// The three-node shell triangle in its own plane: strains of the middle surface and curvatures
// from displacements and rotations.
//
// Membrane: the optimal triangle with drilling rotations, assumed natural deviatoric strains (Ref:
// Felippa2003). Bending: discrete Kirchhoff triangle (Ref: BatozEtAl1980); shear across the wall
// does not deform it, so it cannot lock. Both fields are linear in the panel and are taken at the
// middles of its sides, where the quadrature is exact; so one section (any stack of layers, with
// its coupling of stretching and bending, elastic or not) serves both.
#pragma once

#include "solver/structure/shell/matrix.hpp"

#include <array>

namespace tektite::structure::shell {

/// Points of a panel at which its section is asked: middles of the sides 12, 23, 31, each with a
/// third of the area.
inline constexpr int points = 3;
/// Unknowns of a panel: per corner u, v, w [m], then the rotation vector [rad], in the axes at
/// hand.
inline constexpr int unknowns = 18;

/// A panel's shape in its own plane.
struct Triangle {
  std::array<double, 3> x{};  ///< corners, counter-clockwise, from the centroid [m]
  std::array<double, 3> y{};  ///< [m]
  double area = 0.0;          ///< [m^2]
};

/// A triangle and where it lies.
struct PlacedTriangle {
  Triangle shape;
  Matrix3 axes;              ///< columns: panel's x, y, z in the vehicle's axes; z is the normal
  Vec3<VehicleAxes> centre;  ///< centroid [m]
};

/// x of the axes runs along the side 12. The corners must not lie on a line.
[[nodiscard]] PlacedTriangle place(const std::array<Vec3<VehicleAxes>, 3>& corners);

/// Generalised strain at the three points: rows ε_xx, ε_yy, γ_xy of the middle surface [-], then
/// κ_xx, κ_yy, κ_xy [1/m]; the strain at height z (along the normal) is ε + z κ.
using StrainDisplacement = std::array<Matrix<6, unknowns>, points>;

/// `drilling`: the factor β0 of the higher-order membrane stiffness, see drilling_factor().
[[nodiscard]] StrainDisplacement strain_displacement(const Triangle& triangle, double drilling);

/// β0 that makes the membrane bend in its plane exactly in a rectangular mesh; from Poisson's
/// ratio. Ref: Felippa2003, the optimal parameters.
[[nodiscard]] double drilling_factor(double poisson_ratio);

}  // namespace tektite::structure::shell
