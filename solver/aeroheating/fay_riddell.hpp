// Fay and Riddell's stagnation point, taken apart: the numbers that go in and the formula.
#pragma once

#include "solver/aeroheating/stagnation.hpp"
#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Prandtl and Lewis number of hot air, engineering values.
inline constexpr double prandtl = 0.71;
inline constexpr double lewis = 1.4;

/// Edge of the boundary layer at the stagnation point, and the wall below it.
struct StagnationEdge {
  double density = 0.0;            ///< [kg/m^3]
  double viscosity = 0.0;          ///< [Pa s]
  double total_enthalpy = 0.0;     ///< against the elements at 298.15 K [J/kg]
  double bound_enthalpy = 0.0;     ///< part of it that is bound in atoms [J/kg]
  double velocity_gradient = 0.0;  ///< du/dx on a sphere of 1 m; others by 1/R [1/s]
  double wall_density = 0.0;       ///< [kg/m^3]
  double atom_speed = 0.0;         ///< sqrt(k Tw / (2 pi m)), mean over the atoms [m/s]
};

/// Behind the equilibrium shock of `air` (materials/gas), edge in equilibrium; du/dx is
/// sqrt(2 (p_e - p) / rho_e), Newtonian. No air: all zeros.
[[nodiscard]] StagnationEdge stagnation_edge(const environment::Freestream& air,
                                             const FilmWall& wall);

/// Film coefficient of a sphere of 1 m without what atoms carry, [kg/(m^2 s) m^0.5]:
/// 0.763 Pr^-0.6 (rho mu)_e^0.4 (rho mu)_w^0.1 sqrt(du/dx). The flux is that times the difference
/// of enthalpies h0 - h_w and times 1 + (Le^n - 1) h_D/h0, n = 0.52 in equilibrium and 0.63 frozen
/// over a catalytic wall; 1 - h_D/h0 over one that is not. Ref: FayRiddell1958, eqs (61) to (63)
[[nodiscard]] double fay_riddell_film(const StagnationEdge& edge, const FilmWall& wall);

/// Likewise 0.763 Pr^-0.6 (rho mu)_e^0.5 sqrt(du/dx). Ref: VanDriest1956
[[nodiscard]] double van_driest_film(const StagnationEdge& edge);

/// Resistance of a partly catalytic wall: of what the atoms carry to a fully catalytic one, the
/// share 1/(1 + resistance/sqrt(R)) arrives,
/// resistance = 0.47 Sc^-2/3 sqrt(2 du/dx mu_e rho_e) / (rho_w k_w), k_w = catalycity * atom_speed
/// [m^0.5]. Infinite for catalycity 0. Ref: Goulard1958, as in TITAN2022
[[nodiscard]] double wall_resistance(const StagnationEdge& edge, const FilmWall& wall);

}  // namespace tektite::aeroheating
