// Balances at faces, as pure functions of W lanes: a face that sees the air and the sky, and two
// faces that look at each other across a gap. Temperatures of cells are in their middle; what lies
// between the middle and the face conducts without storing. Every lane stops by itself.
#pragma once

#include "solver/base/constants.hpp"
#include "solver/thermal/caloric.hpp"
#include "solver/thermal/lanes.hpp"

namespace tektite::thermal {

/// What the air and the surroundings are to one face.
template <int W>
struct Exposure {
  Lanes<W> film;      ///< heat into the face is film (recovery - cp_air Tw) [kg/(m^2 s)]
  Lanes<W> recovery;  ///< [J/kg]
  Lanes<W> extra;     ///< heat into the face whatever its temperature [W/m^2]
  Lanes<W> sky;       ///< fourth power of the temperature of the black surroundings [K^4]
};

/// Heat through an exposed face, per unit area. Into the cell goes convected + extra - radiated.
template <int W>
struct FaceHeat {
  Lanes<W> wall;            ///< temperature of the face [K]
  Lanes<W> convected;       ///< from the air into the face [W/m^2]
  Lanes<W> radiated;        ///< net, to the surroundings [W/m^2]
  Lanes<W> by_cell;         ///< d(into the cell)/d(temperature of the cell) [W/(m^2 K)]
  Lanes<W> by_conductance;  ///< the same by the conductance between cell and face [K]
  Lanes<W> wall_by_cell;    ///< d(wall)/d(temperature of the cell)
};

/// Solves film (recovery - cp Tw) + extra - eps sigma (Tw^4 - Te^4) = conductance (Tw - Tcell) for
/// Tw by Newton's method from `guess`; for constant eps the left side falls and is concave, so it
/// converges from anywhere.
template <int W>
[[gnu::always_inline]] inline FaceHeat<W> heat_face(const Exposure<W>& air,
                                                    const Lanes<W>& conductance,
                                                    const Lanes<W>& cell, const Lanes<W>& guess,
                                                    const CaloricTable& material) {
  using L = Lanes<W>;
  constexpr double cp = constants::air_specific_heat;
  constexpr double sigma = constants::stefan_boltzmann;
  constexpr int most = 30;
  const L coldest = L::all(1.0);  // keeps T^4 monotone should an iterate leave the physical range
  FaceHeat<W> heat;
  heat.wall = larger(guess, coldest);
  L inflow, falls;
  const auto evaluate = [&] {
    L shine, brighter;
    material.emissivity(heat.wall, shine, brighter);
    const L cubed = heat.wall * heat.wall * heat.wall;
    const L above = sigma * (cubed * heat.wall - air.sky);
    heat.radiated = shine * above;
    inflow = air.film * (air.recovery - cp * heat.wall) + air.extra - heat.radiated;
    const L plain = air.film * cp + 4.0 * sigma * shine * cubed;
    falls = larger(plain + brighter * above, 0.5 * plain);
  };
  evaluate();
  Mask<W> moving = heat.wall >= 0.0;
  for (int iteration = 0; iteration < most; ++iteration) {
    const L step = (inflow - conductance * (heat.wall - cell)) / (conductance + falls);
    heat.wall = select(moving, larger(heat.wall + step, coldest), heat.wall);
    evaluate();
    moving = moving & (absolute(step) > 1e-5 * heat.wall);  // its square is left
    if (!any(moving)) break;
  }
  // Either side of the balance is the flux; each is ill-conditioned where the other is stiff. This
  // mean is what one more step of Newton would give, and good at both ends.
  const L inwards = conductance * (heat.wall - cell);
  const L share = 1.0 / (conductance + falls);
  heat.convected = heat.radiated - air.extra + (conductance * inflow + falls * inwards) * share;
  heat.by_cell = 0.0 - falls * conductance * share;
  heat.by_conductance = falls * (heat.wall - cell) * share;
  heat.wall_by_cell = conductance * share;
  return heat;
}

/// Heat across a gap from the outer to the inner cell, per unit area.
template <int W>
struct GapHeat {
  Lanes<W> flux;      ///< [W/m^2]
  Lanes<W> by_outer;  ///< d(flux)/d(temperature of the outer cell) [W/(m^2 K)]
  Lanes<W> by_inner;  ///< d(flux)/d(temperature of the inner cell), negative [W/(m^2 K)]
};

/// Grey parallel plates: q = sigma (T1^4 - T2^4) / (1/e1 + 1/e2 - 1 + shields), where N shields of
/// emissivity e add N (2/e - 1). Face temperatures differ from the cells' by q / conductance.
template <int W>
[[gnu::always_inline]] inline GapHeat<W> heat_gap(
    const CaloricTable& outer, const CaloricTable& inner, const Lanes<W>& outer_cell,
    const Lanes<W>& inner_cell, const Lanes<W>& outer_conductance,
    const Lanes<W>& inner_conductance, double shields) {
  using L = Lanes<W>;
  constexpr double sigma = constants::stefan_boltzmann;
  constexpr int most = 30;
  const L one = L::all(1.0);
  const L drop_outer = one / outer_conductance, drop_inner = one / inner_conductance;
  GapHeat<W> heat{L::all(0.0), L::all(0.0), L::all(0.0)};
  Mask<W> moving = outer_cell > -1.0;
  for (int iteration = 0; iteration < most; ++iteration) {
    const L hot = larger(outer_cell - heat.flux * drop_outer, one);
    const L cold = larger(inner_cell + heat.flux * drop_inner, one);
    L shine_hot, shine_cold, brighter_hot, brighter_cold;
    outer.emissivity(hot, shine_hot, brighter_hot);
    inner.emissivity(cold, shine_cold, brighter_cold);
    const L dark_hot = one / shine_hot, dark_cold = one / shine_cold;
    const L exchange = sigma / (dark_hot + dark_cold + (shields - 1.0));
    const L hot_cubed = hot * hot * hot, cold_cubed = cold * cold * cold;
    const L above = hot_cubed * hot - cold_cubed * cold;
    const L wanted = exchange * above;
    const L plain_hot = 4.0 * exchange * hot_cubed, plain_cold = 4.0 * exchange * cold_cubed;
    // How the emissivities change the exchange; never so much that the flux were to turn.
    const L turn = wanted * exchange * (1.0 / sigma);
    const L by_hot = larger(plain_hot + turn * brighter_hot * dark_hot * dark_hot, 0.5 * plain_hot);
    const L by_cold =
        larger(plain_cold - turn * brighter_cold * dark_cold * dark_cold, 0.5 * plain_cold);
    const L stiff = one / (1.0 + (by_hot * drop_outer + by_cold * drop_inner));
    const L step = (wanted - heat.flux) * stiff;
    heat.flux = select(moving, heat.flux + step, heat.flux);
    heat.by_outer = select(moving, by_hot * stiff, heat.by_outer);
    heat.by_inner = select(moving, 0.0 - by_cold * stiff, heat.by_inner);
    // Relative to what either side emits, not to the flux: that may vanish.
    const L emitted = exchange * (hot_cubed * hot + cold_cubed * cold);
    moving = moving & (absolute(step) > 1e-6 * emitted);
    if (!any(moving)) break;
  }
  return heat;
}

}  // namespace tektite::thermal
