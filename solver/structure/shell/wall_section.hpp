// The section of a wall as it is now: which cells still carry load, how hot, how much is left.
#pragma once

#include "solver/structure/shell/section.hpp"
#include "solver/vehicle/stack.hpp"

#include <span>
#include <vector>

namespace tektite::structure::shell {

/// What is known of a wall's cells, outermost first as in the stack.
struct WallState {
  std::span<const double> enthalpy;   ///< [J/kg]
  std::span<const double> cell_mass;  ///< what is left; 0: removed [kg/m^2]
};

/// The load-carrying layers of a wall as skins: layers that touch are one skin and bend together
/// about its middle; skins with a gap between them stretch alike but bend each on its own, as on
/// stand-offs that carry no shear. A cell's stiffness is that of its temperature times its solid
/// fraction, its thickness what is left of it; blankets and gaps carry nothing. Heights are from
/// the skin's own middle as built.
using Skin = std::vector<Ply>;
[[nodiscard]] std::vector<Skin> skins(const vehicle::Stack& stack, const WallState& wall,
                                      double built_at);

/// The sum of the skins. `built_at`: temperature at which nothing is strained [K]. Where nothing is
/// left to carry load, the stiffness is 0: such a panel is no part of a body.
[[nodiscard]] Section wall_section(const vehicle::Stack& stack, const WallState& wall,
                                   double built_at);

/// ∫ α dT from `from` to `to` [K], exact for a table's straight lines.
[[nodiscard]] double free_strain(const materials::Curve& expansion, double from, double to);

}  // namespace tektite::structure::shell
