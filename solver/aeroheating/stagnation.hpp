// Continuum flux at the stagnation point of a sphere: what a wall of 300 K would get. Correlations
// go with 1/sqrt(radius); the flux of a partly catalytic wall nearly does.
#pragma once

#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// The wall that a film coefficient is worked out for. Films hardly depend on it; fluxes do, and
/// that is left to whoever knows the wall's temperature.
struct FilmWall {
  double temperature = 0.0;  ///< [K]
  double catalycity = 0.0;   ///< share of the arriving atoms that the wall makes recombine, [0, 1]
  double viscosity = 0.0;    ///< of cold air at that temperature, Blottner and Wilke [Pa s]
  double enthalpy = 0.0;     ///< of cold air, against the elements at 298.15 K [J/kg]

  /// Of air that does not react at `temperature` > 0 [K].
  explicit FilmWall(double temperature = 300.0, double catalycity = 1.0);
};

/// Cold-wall (300 K) flux against the radius R: (plain + atoms / (1 + resistance/sqrt(R)))/sqrt(R).
struct StagnationFlux {
  double plain = 0.0;       ///< [W/m^2 m^0.5]
  double atoms = 0.0;       ///< brought by atoms that recombine on the wall [W/m^2 m^0.5]
  double resistance = 0.0;  ///< of the wall against recombination [m^0.5]

  /// Flux [W/m^2] at `inverse_root` = 1/sqrt(R) [m^-0.5].
  [[nodiscard]] double at(double inverse_root) const {
    double sum = plain;
    if (atoms != 0.0) sum += atoms / (1.0 + resistance * inverse_root);
    return sum * inverse_root;
  }
};

/// 1.7415e-4 sqrt(rho) V^3. Ref: SuttonGraves1971
[[nodiscard]] StagnationFlux sutton_graves(const environment::Freestream& air, const FilmWall&);

/// 1.1035e8 sqrt(rho / 1.225) (V / 7925)^3.15. Ref: DetraKempRiddell1957, with the constant used by
/// DRAMA
[[nodiscard]] StagnationFlux detra_kemp_riddell(const environment::Freestream& air,
                                                const FilmWall&);

/// St = 2.1 / sqrt(Re0), q = St 0.5 rho V^3, with Re0 on the diameter and on viscosity at the
/// stagnation temperature of a perfect gas, mu(T) (T0/T)^0.75. Ref: Lips2005
[[nodiscard]] StagnationFlux scarab(const environment::Freestream& air, const FilmWall&);

/// Fay and Riddell's formula behind an equilibrium shock (fay_riddell.hpp): boundary layer in
/// equilibrium; frozen over a wall on which all atoms recombine; over one on which none do; and
/// with the wall's own share, after Goulard. Ref: FayRiddell1958, Goulard1958
[[nodiscard]] StagnationFlux fay_riddell_equilibrium(const environment::Freestream& air,
                                                     const FilmWall& wall);
[[nodiscard]] StagnationFlux fay_riddell_frozen(const environment::Freestream& air,
                                                const FilmWall& wall);
[[nodiscard]] StagnationFlux fay_riddell_noncatalytic(const environment::Freestream& air,
                                                      const FilmWall& wall);
[[nodiscard]] StagnationFlux fay_riddell_partial(const environment::Freestream& air,
                                                 const FilmWall& wall);

/// 0.763 Pr^-0.6 sqrt(rho mu) of the edge: no variation of rho mu through the boundary layer.
/// Ref: VanDriest1956
[[nodiscard]] StagnationFlux van_driest(const environment::Freestream& air, const FilmWall& wall);

/// Factor on a sphere's flux where the smaller principal radius is `ratio` (in [0, 1]) times the
/// larger: sqrt((1.1 + 0.9 sqrt(ratio)) / 2); 1 on a sphere, 0.742 on a cylinder across the flow.
/// Ref: DetraHidalgo1961 (recalled)
[[nodiscard]] double shape_factor(double ratio);

}  // namespace tektite::aeroheating
