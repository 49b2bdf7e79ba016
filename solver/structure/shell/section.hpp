// The stiffness of a wall through its stack, per metre of width: stretching, bending, and how the
// two are coupled where layers differ in material or temperature.
#pragma once

#include "solver/structure/shell/matrix.hpp"

#include <span>

namespace tektite::structure::shell {

/// One layer of a wall as a structure sees it: isotropic, plane stress, at one temperature.
struct Ply {
  double bottom = 0.0;          ///< height of its inner face over the panel's plane, along the
                                ///< panel's normal [m]
  double top = 0.0;             ///< of its outer face [m]; > bottom
  double youngs_modulus = 0.0;  ///< at its temperature [Pa]; >= 0
  double poisson_ratio = 0.0;   ///< [-1, 0.5)
  double free_strain = 0.0;     ///< that it would have alone: ∫ α dT since it was built [-]
};

/// Forces and moments per metre: rows N_xx, N_yy, N_xy [N/m], M_xx, M_yy, M_xy [N]; of the
/// generalised strains ε (3) and κ (3) of triangle.hpp.
using Resultant = Column<6>;

/// An elastic section: resultant = stiffness * strain - thermal. The same in all directions of the
/// panel's plane.
struct Section {
  Matrix<6, 6> stiffness;   ///< [[A, B], [B, D]] [N/m, N, N m]
  Resultant thermal;        ///< resultant of the free strains if the wall is held
  double drilling = 0.5;    ///< β0 of the membrane, see triangle.hpp
  double areal_mass = 0.0;  ///< what it weighs, load-carrying or not [kg/m^2]
};

/// Classical lamination theory: strains linear through all plies, gaps between plies allowed.
/// Ref: Jones1999.
[[nodiscard]] Section laminate(std::span<const Ply> plies, double areal_mass);

/// One homogeneous layer about the panel's plane.
[[nodiscard]] Section homogeneous(double thickness, double youngs_modulus, double poisson_ratio,
                                  double density = 0.0);

/// Stress xx, yy, xy [Pa] of a ply at height z [m] under a generalised strain.
[[nodiscard]] Column<3> stress(const Ply& ply, double height, const Column<6>& strain);

/// Plane stress. Ref: vonMises1913. [Pa]
[[nodiscard]] double von_mises(const Column<3>& stress);

/// Plane-stress stiffness of an isotropic material [Pa].
[[nodiscard]] Matrix3 plane_stress(double youngs_modulus, double poisson_ratio);

}  // namespace tektite::structure::shell
