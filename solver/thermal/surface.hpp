// Balances at faces, as pure functions: a face that sees the air and the sky, and two faces that
// look at each other across a gap. Temperatures of cells are in their middle; what lies between the
// middle and the face conducts without storing.
#pragma once

#include "solver/base/constants.hpp"
#include "solver/thermal/caloric.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

/// What the air and the surroundings are to one face.
struct Exposure {
  double film = 0.0;         ///< heat into the face is film (recovery - cp_air Tw) [kg/(m^2 s)]
  double recovery = 0.0;     ///< [J/kg]
  double environment = 0.0;  ///< temperature of the black surroundings [K]
};

/// Heat through an exposed face, per unit area.
struct FaceHeat {
  double wall = 0.0;            ///< temperature of the face [K]
  double convected = 0.0;       ///< from the air into the face [W/m^2]
  double burned = 0.0;          ///< set free by oxidation on the face [W/m^2]
  double radiated = 0.0;        ///< net, to the surroundings [W/m^2]
  double by_cell = 0.0;         ///< d(sum of the three)/d(temperature of the cell) [W/(m^2 K)]
  double by_conductance = 0.0;  ///< the same by the conductance between cell and face [K]
};

/// Solves film (recovery + burning(Tw) - cp Tw) - eps sigma (Tw^4 - Te^4) = conductance (Tw -
/// Tcell) for Tw by Newton's method from `guess`; without burning the left side falls and is
/// concave, so it converges from anywhere. Where a metal catches fire it may rise: its slope is
/// then taken as 0, and the iteration climbs from below, or falls from above, to the next solution.
[[gnu::always_inline]] inline FaceHeat heat_face(const Exposure& air, double conductance,
                                                 double cell, double guess,
                                                 const CaloricTable& material) {
  constexpr double cp = constants::air_specific_heat;
  constexpr double sigma = constants::stefan_boltzmann;
  constexpr double coldest = 1.0;  // keeps T^4 monotone should an iterate leave the physical range
  const double sky = air.environment * air.environment * air.environment * air.environment;
  double wall = guess;
  FaceHeat heat;
  for (int iteration = 0; iteration < 30; ++iteration) {
    const double emitted = material.emissivity(wall) * sigma;
    const double cubed = wall * wall * wall;
    const double inflow = air.film * (air.recovery + material.burning(wall) - cp * wall) -
                          emitted * (cubed * wall - sky);
    const double falls =
        std::max(air.film * (cp - material.burning_slope(wall)) + 4.0 * emitted * cubed, 0.0);
    const double step = (inflow - conductance * (wall - cell)) / (conductance + falls);
    wall = std::max(wall + step, coldest);
    if (std::abs(step) <= 1e-7 * wall) break;  // its square is left
  }
  const double emitted = material.emissivity(wall) * sigma;
  const double cubed = wall * wall * wall;
  const double falls =
      std::max(air.film * (cp - material.burning_slope(wall)) + 4.0 * emitted * cubed, 0.0);
  heat.wall = wall;
  heat.burned = air.film * material.burning(wall);
  heat.radiated = emitted * (cubed * wall - sky);
  // Either side of the balance is the flux; each is ill-conditioned where the other is stiff. This
  // mean is what one more step of Newton would give, and good at both ends.
  const double inflow = air.film * (air.recovery - cp * wall) + heat.burned - heat.radiated;
  const double inwards = conductance * (wall - cell);
  heat.convected = heat.radiated - heat.burned +
                   (conductance * inflow + falls * inwards) / (conductance + falls);
  heat.by_cell = -falls * conductance / (conductance + falls);
  heat.by_conductance = falls * (wall - cell) / (conductance + falls);
  return heat;
}

/// Heat across a gap from the outer to the inner cell, per unit area.
struct GapHeat {
  double flux = 0.0;      ///< [W/m^2]
  double by_outer = 0.0;  ///< d(flux)/d(temperature of the outer cell) [W/(m^2 K)]
  double by_inner = 0.0;  ///< d(flux)/d(temperature of the inner cell), negative [W/(m^2 K)]
};

/// Grey parallel plates: q = sigma (T1^4 - T2^4) / (1/e1 + 1/e2 - 1 + shields), where N shields of
/// emissivity e add N (2/e - 1). Face temperatures differ from the cells' by q / conductance.
inline GapHeat heat_gap(const CaloricTable& outer, const CaloricTable& inner, double outer_cell,
                        double inner_cell, double outer_conductance, double inner_conductance,
                        double shields) {
  constexpr double sigma = constants::stefan_boltzmann;
  const double drop_outer = 1.0 / outer_conductance;
  const double drop_inner = 1.0 / inner_conductance;
  double flux = 0.0;
  GapHeat heat;
  for (int iteration = 0; iteration < 30; ++iteration) {
    const double hot = std::max(outer_cell - flux * drop_outer, 1.0);
    const double cold = std::max(inner_cell + flux * drop_inner, 1.0);
    const double exchange =
        sigma / (1.0 / outer.emissivity(hot) + 1.0 / inner.emissivity(cold) - 1.0 + shields);
    const double hot_cubed = hot * hot * hot;
    const double cold_cubed = cold * cold * cold;
    const double wanted = exchange * (hot_cubed * hot - cold_cubed * cold);
    const double stiff = 1.0 + 4.0 * exchange * (hot_cubed * drop_outer + cold_cubed * drop_inner);
    const double step = (wanted - flux) / stiff;
    flux += step;
    heat.by_outer = 4.0 * exchange * hot_cubed / stiff;
    heat.by_inner = -4.0 * exchange * cold_cubed / stiff;
    // Relative to what either side emits, not to the flux: that may vanish.
    if (std::abs(step) <= 1e-6 * exchange * (hot_cubed * hot + cold_cubed * cold)) break;
  }
  heat.flux = flux;
  return heat;
}

}  // namespace tektite::thermal
