// How the stagnation flux spreads over surfaces that meet the flow at other incidences.
#pragma once

namespace tektite::aeroheating {

/// Laminar flux on a hemisphere over that at its stagnation point, at the angle `theta` [rad] from
/// it, 0 to pi/2. `epsilon` = 1 / (gamma M^2). Ref: Lees1956
[[nodiscard]] double lees(double theta, double epsilon);
/// The same against the sine of incidence s = cos(theta), in [0, 1], gamma = 1.4.
[[nodiscard]] double lees_distribution(double s, double mach);

/// Around a cylinder across a hypersonic flow, over the flux at its stagnation line:
/// theta cos^2(theta) / sqrt(2 int_0^theta t cos^2 t dt), s = cos(theta). Ref: Lees1956
[[nodiscard]] double lees_cylinder(double s, double mach);

/// Along the stagnation line of a cylinder that is swept back, s = cos(sweep): s^1.1 (recalled).
/// Ref: BeckwithGallagher1961
[[nodiscard]] double swept_cylinder(double s, double mach);

/// 0.1 + 0.9 s: simple, and in the mean over all directions 0.275 for every convex body.
/// Ref: TITAN2022
[[nodiscard]] double modified_lees(double s, double mach);

/// s^1.5, close to Lees on a cylinder (recalled).
[[nodiscard]] double cosine_power(double s, double mach);

/// A flat face of radius R in a flow at right angles has 0.55 of the flux of a sphere of that
/// radius, as a sphere of 3.3 R (recalled); with incidence it falls like the root of the Newtonian
/// pressure, s (estimate). The rim, which has 1.3 to 1.6 times as much, is for a multiplier.
[[nodiscard]] double flat_face(double s, double mach);

}  // namespace tektite::aeroheating
