// From continuum to free-molecular: C = C_c + (C_fm - C_c) f(Kn), f from 0 to 1.
#pragma once

namespace tektite::aerodynamics {

/// sin^2[pi (3/8 + log10(Kn)/8)], from Kn 1e-3 to 10. Ref: Wilmoth1999
[[nodiscard]] double bridge_sin2(double knudsen);
/// sin^2[pi (1/2 + log10(Kn)/4)], from Kn 0.01 to 1: the narrow textbook form
/// (recalled).
[[nodiscard]] double bridge_sin2_narrow(double knudsen);
/// Error function in log10(Kn), fitted to the transition of the object-oriented tool SESAM (rms
/// 0.006). Ref: DRAMA
[[nodiscard]] double bridge_erf(double knudsen);
/// Sigmoid in ln(Kn) between 1e-4 and 100, pressure form. Ref: TITAN2022
[[nodiscard]] double bridge_sigmoid(double knudsen);

}  // namespace tektite::aerodynamics
