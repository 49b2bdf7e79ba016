// How the stagnation flux spreads over surfaces that meet the flow at other incidences.
#pragma once

namespace tektite::aeroheating {

/// Laminar flux on a hemisphere over that at its stagnation point, at the angle `theta` [rad] from
/// it, 0 to pi/2. `epsilon` = 1 / (gamma M^2). Ref: Lees1956
[[nodiscard]] double lees(double theta, double epsilon);
/// The same against the sine of incidence s = cos(theta), in [0, 1], gamma = 1.4.
[[nodiscard]] double lees_distribution(double s, double mach);

/// 0.1 + 0.9 s: simple, and in the mean over all directions 0.275 for every convex body.
/// Ref: TITAN2022
[[nodiscard]] double modified_lees(double s, double mach);

}  // namespace tektite::aeroheating
