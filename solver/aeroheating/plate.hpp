// Flat plate along the running length: laminar or turbulent boundary layer on a side that lies
// nearly along the flow.
#pragma once

#include "solver/aeroheating/stagnation.hpp"
#include "solver/environment/freestream.hpp"

namespace tektite::aeroheating {

/// Edge of the boundary layer of a plate.
struct PlateEdge {
  double density = 0.0;      ///< [kg/m^3]
  double speed = 0.0;        ///< along the plate [m/s]
  double temperature = 0.0;  ///< [K]
};

/// What Eckert's method gives for a perfect gas.
struct PlateHeat {
  double flux = 0.0;                   ///< [W/m^2]
  double reference_temperature = 0.0;  ///< T* [K]
  double reynolds = 0.0;               ///< on the running length, at T*
};

enum class Layer { laminar, turbulent };

/// h* = (h_w + h_e)/2 + 0.22 r u^2/2, r = sqrt(Pr) or cbrt(Pr); q = C_f*/2 Pr^-2/3 rho* u (h_r -
/// h_w) with C_f* = 0.664/sqrt(Re*) or 0.0592 Re*^-0.2. Perfect gas of cp = 1004.5 J/(kg K),
/// Sutherland's viscosity, Pr = 0.71. `x` > 0: running length [m]. Ref: Eckert1956
[[nodiscard]] PlateHeat eckert_plate(const PlateEdge& edge, double wall_temperature, double x,
                                     Layer layer);

/// A body's air as a plate sees it.
struct PlateAir {
  const environment::Freestream& air;
  double pressure_coefficient = 0.0;  ///< at the stagnation point
  double total_enthalpy = 0.0;        ///< against the elements at 298.15 K [J/kg]
};
[[nodiscard]] PlateAir plate_air(const environment::Freestream& air);

/// Cold-wall (300 K) flux at sine of incidence s and a running length of 1 m; others by x^-0.5
/// (laminar) or x^-0.2 (turbulent) [W/m^2]. Eckert's method in equilibrium air: Newtonian pressure,
/// speed V sqrt(1 - s^2) along the plate, enthalpy from what is left. Ref: Eckert1956
[[nodiscard]] double eckert_laminar(const PlateAir& flow, double s, const FilmWall& wall);
[[nodiscard]] double eckert_turbulent(const PlateAir& flow, double s, const FilmWall& wall);

/// Tauber's correlations for slender entry vehicles. Ref: TauberMeneesAdelman1987 (recalled)
[[nodiscard]] double tauber_laminar(const PlateAir& flow, double s, const FilmWall& wall);
[[nodiscard]] double tauber_turbulent(const PlateAir& flow, double s, const FilmWall& wall);

/// Tauber's formulas themselves, `enthalpy_ratio` = h_w/h0, x [m], into a wall at
/// `wall_temperature` [W/m^2].
[[nodiscard]] double tauber_laminar_flux(const environment::Freestream& air, double s, double x,
                                         double enthalpy_ratio);
[[nodiscard]] double tauber_turbulent_flux(const environment::Freestream& air, double s, double x,
                                           double enthalpy_ratio, double wall_temperature);

}  // namespace tektite::aeroheating
