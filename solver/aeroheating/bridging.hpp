// Between continuum and free-molecular heating. Both fluxes >= 0 [W/m^2].
#pragma once

namespace tektite::aeroheating {

/// q_c (1 - exp(-q_fm / q_c)). Ref: Matting1971, with n = 1
[[nodiscard]] double matting(double continuum, double free_molecular);
/// q_c / sqrt(1 + (q_c / q_fm)^2) (recalled).
[[nodiscard]] double harmonic_root(double continuum, double free_molecular);

}  // namespace tektite::aeroheating
