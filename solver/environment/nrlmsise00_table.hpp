// Coefficient arrays of NRLMSISE-00, by the names that the model's authors gave them.
// Not for other rooms. Ref: PiconeHedinDrob2002
#pragma once

#include <array>

namespace tektite::environment::msis {

using Expansion = std::array<double, 150>;       ///< of a thermospheric quantity in G
using LowerExpansion = std::array<double, 100>;  ///< of a temperature node in G_s

extern const Expansion pt;                 ///< exospheric temperature
extern const std::array<Expansion, 9> pd;  ///< densities: He, O, N2, (T at 120 km), O2,
                                           ///< Ar, H, N, hot O
extern const Expansion ps;                 ///< temperature gradient at 120 km
extern const std::array<std::array<double, 25>, 2> pdl;  ///< turbopause and chemistry
extern const std::array<double, 10> ptm;                 ///< mean temperatures, thermosphere
extern const std::array<std::array<double, 10>, 8> pdm;  ///< mean densities: He, O, N2, O2, Ar, H,
                                                         ///< N, hot O
extern const std::array<LowerExpansion, 4> ptl;          ///< temperatures at 110, 100, 90, 72.5 km
extern const std::array<LowerExpansion, 10> pma;         ///< temperatures and gradients below
extern const std::array<double, 10> pavgm;               ///< their means

}  // namespace tektite::environment::msis
