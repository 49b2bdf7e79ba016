// Strength of materials in closed form. Pure functions of plain numbers, SI.
#pragma once

namespace tektite::structure {

/// Demand of what has no capacity left, so that tables stay finite [-].
inline constexpr double no_capacity = 1e6;
/// What is this close to its limit, relatively, fails with what is at it [-].
inline constexpr double tie = 1e-6;

/// Load over capacity, at most no_capacity; no load on no capacity is 0.
[[nodiscard]] double load_ratio(double load, double capacity);

/// Membrane forces per length of a wall [N/m].
struct Membrane {
  double meridional = 0.0;
  double circumferential = 0.0;
};

/// Of a closed shell of revolution under net pressure, away from its rims: N_m = p r / 2,
/// N_c = p r (1 - r / (2 R)), with r the radius normal to the surface around the axis and R that
/// of the meridian (infinite for a cylinder or cone; r for a sphere). Here r = radius_1 <= R =
/// radius_2 [m]. Ref: Timoshenko1959, section 105
[[nodiscard]] Membrane membrane_forces(double pressure, double radius_1, double radius_2);

/// Equivalent of two principal values without shear. Ref: vonMises1913
[[nodiscard]] double von_mises(double first, double second);

/// A circular plate, its edge clamped and held in the plane, under uniform pressure.
struct PlateResponse {
  double deflection = 0.0;     ///< at the centre [m]
  double centre_stress = 0.0;  ///< bending and membrane [Pa]
  double edge_stress = 0.0;    ///< [Pa]
};

/// Large deflections: q a^4 / (E t^4) = K1 w/t + K2 (w/t)^3, stress a^2 / (E t^2) = K3 w/t +
/// K4 (w/t)^2, with K1 = 16 / (3 (1 - nu^2)), K2 = 2.6 / (1 - nu^2); centre K3 = 2 / (1 - nu),
/// K4 = 0.976; edge K3 = 4 / (1 - nu^2), K4 = 1.73. Radius a, thickness t [m], E [Pa], all > 0;
/// pressure >= 0. Ref: YoungBudynas2002, table 11.1 case 3 (constants recalled; K1 and K3 are those
/// of the linear plate)
[[nodiscard]] PlateResponse clamped_plate(double pressure, double radius, double thickness,
                                          double youngs_modulus, double poisson_ratio);

/// Stress in a bar whose ends cannot move [Pa]: -E alpha dT. The criteria of this room leave it
/// out: thermal stress yields away before a ductile wall fails. Ref: Timoshenko1959
[[nodiscard]] double restrained_bar_stress(double youngs_modulus, double expansion,
                                           double temperature_rise);

/// Pressure coefficient of the stagnation point, perfect gas of gamma 1.4: behind a normal shock
/// above Mach 1, isentropic below. 1.8393 for fast flow. Ref: NACA1135, eqs. 44 and 100
[[nodiscard]] double stagnation_pressure_coefficient(double mach);

}  // namespace tektite::structure
