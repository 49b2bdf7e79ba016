// Free-molecular pressure and shear on one side of a flat element, and closed forms to check them.
#pragma once

namespace tektite::aerodynamics {

/// Shares of molecules that leave a wall diffusely at wall temperature, in [0, 1].
struct Accommodation {
  double normal = 1.0;      ///< sigma_n
  double tangential = 1.0;  ///< sigma_t
};

/// Coefficients on 0.5 rho V^2. Pressure is absolute, as molecules deliver it: gas + sqrt(Tw/T) *
/// wall.
struct FreeMolecular {
  double gas = 0.0;    ///< what arrives, and what reflects specularly
  double wall = 0.0;   ///< what leaves diffusely, per sqrt(Tw/T)
  double shear = 0.0;  ///< C_tau / cos(theta): times the flow's direction projected on the element
};

/// One side at sine of incidence s in [-1, 1] (negative: leeward), speed ratio S > 0.
/// Leeward terms use erfc, since 1 + erf loses all digits there.
/// Ref: SchaafChambre1961
[[nodiscard]] FreeMolecular schaaf_chambre(double s, double speed_ratio,
                                           Accommodation accommodation);

/// Drag coefficient of a sphere on its frontal area; also that of any convex body that tumbles
/// isotropically, on its mean projected area. `wall_ratio` = Tw / T.
/// Ref: SchaafChambre1961, Bird1994
[[nodiscard]] double free_molecular_sphere_drag(double speed_ratio, double wall_ratio,
                                                Accommodation accommodation);

/// Drag coefficient of a cylinder across the flow, on diameter times length, without its ends.
/// Ref: SchaafChambre1961
[[nodiscard]] double free_molecular_cylinder_drag(double speed_ratio, double wall_ratio,
                                                  Accommodation accommodation);

}  // namespace tektite::aerodynamics
