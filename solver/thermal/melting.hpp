// What becomes of melt, and of covers that nothing holds: how a wall gets thinner.
#pragma once

#include "solver/thermal/panels.hpp"
#include "solver/thermal/thermal.hpp"
#include "solver/thermal/walls.hpp"

#include <cstddef>
#include <vector>

namespace tektite::thermal {

/// What has left each owned panel.
struct Removed {
  std::vector<double> energy;  ///< [J/m^2]
  std::vector<double> mass;    ///< [kg/m^2]
};

/// How the air pulls at a film of melt.
struct Wash {
  double shear = 0.0;     ///< [Pa]
  double pressure = 0.0;  ///< [Pa]
  double length = 1.0;    ///< that the film runs until it is off [m]
};

/// Shear from heat by Reynolds' analogy: tau = Pr^(2/3) film u with u = pi/4 V, the mean of the
/// Newtonian edge speed V cos(incidence) over a side that meets the flow at all sines alike, and V
/// from the recovery enthalpy. Right in the mean over a body that tumbles; too high where the flow
/// comes straight on.
[[nodiscard]] Wash wash(const LoadsAt::Air& air, double pressure, double length);

/// One cell of liquid under a bare face.
struct LiquidCell {
  const materials::Material* material = nullptr;
  double temperature = 0.0;  ///< [K]
  double left = 0.0;         ///< in: there, out: still there; 0: gone [kg/m^2]
  double built = 0.0;        ///< as built [kg/m^2]
  std::size_t index = 0;     ///< the caller's own
};

/// A film of melt, the air over it, and what the case says of it.
struct Film {
  MeltModel model = MeltModel::removed;
  Wash air;
  double wall = 0.0;  ///< temperature of its face [K]
  double step = 0.0;  ///< [s]
};

/// Takes off `cells`, outermost first, what leaves within the step.
/// removed: all of it. retained: nothing.
/// sheared: a film of thickness d is torn into drops where its Weber number p d / sigma reaches
/// that at which drops break up, 12 (1 + 1.077 Oh^1.6), Oh = mu / sqrt(rho sigma d). Ref:
/// PilchErdman1987. Else it runs off: a film of viscosity mu drawn by the shear tau carries
/// tau d^2 / (2 mu) per width, so that over the length L, dd/dt = -tau d^2 / (2 mu L), taken
/// exactly over the step. Of a cell that is thinned so, the last tenth goes at once. What has no
/// liquid state (no `melt` in its material) leaves. oxide_skin: kept by its skin as long as the
/// face is colder than the oxide's melting temperature and the shear on the skin, added up over L,
/// is less than the skin bears; else, and where the material has no oxide, it leaves.
void carry_off(const Film& film, std::vector<LiquidCell>& cells);

/// What remove_melt needs to know of the flow.
struct Washing {
  MeltModel model;
  const LoadsAt& loads;               ///< at the end of the step
  const std::vector<double>& wall;    ///< temperature of the faces, 2 * panel + side [K]
  const std::vector<double>& length;  ///< of each body, by its id [m]
  double step;                        ///< [s]
};

/// Removes melt of owned panels. Model `removed`: cells that are liquid throughout and lie at an
/// end of what is left of their layer with nothing of the column touching that end: the column's
/// own ends, both sides of an open gap, and wherever a layer beside has gone. `sheared` and
/// `oxide_skin`: only what lies at an end that sees the air, as carry_off() says. Adds to
/// `removed`.
void remove_melt(const Panels& panels, const Washing& washing, vehicle::Solid& solid,
                 Removed& removed);

/// Removes, layer by layer from the outside, what nothing covers and nothing holds: layers that
/// carry no load when every cell left of them is past the coherent liquid fraction. They leave as
/// drops. Fabric (vehicle::Cell::is_loose) stays: it comes off in sheets, by fragmentation. Adds to
/// `removed`.
void strip_cover(const Panels& panels, vehicle::Solid& solid, Removed& removed);

}  // namespace tektite::thermal
