// Between continuum and free-molecular heating. Both fluxes >= 0 [W/m^2]; Knudsen number of the
// body.
#pragma once

namespace tektite::aeroheating {

/// q_c (1 - exp(-q_fm / q_c)). Ref: Matting1971, with n = 1
[[nodiscard]] double matting(double continuum, double free_molecular, double knudsen);
/// q_c / sqrt(1 + (q_c / q_fm)^2) (recalled).
[[nodiscard]] double harmonic_root(double continuum, double free_molecular, double knudsen);
/// q_c + (q_fm - q_c) f(Kn): Stanton numbers blended. f grows from 0 at Kn = 0.005 to 1 at Kn =
/// 100, the limits of the source, as an error function of ln Kn. Ref: TITAN2022
[[nodiscard]] double stanton_blend(double continuum, double free_molecular, double knudsen);

}  // namespace tektite::aeroheating
