// Removal of molten cells and of covers that nothing holds from walls.
#pragma once

#include "solver/thermal/panels.hpp"

#include <vector>

namespace tektite::thermal {

/// What has left each owned panel.
struct Removed {
  std::vector<double> energy;  ///< [J/m^2]
  std::vector<double> mass;    ///< [kg/m^2]
};

/// Removes cells of owned panels that are liquid throughout and lie at an end of what is left of
/// their layer with nothing of the column touching that end: the column's own ends, both sides of
/// an open gap, and wherever a layer beside has gone. Adds to `removed`.
void remove_melt(const Panels& panels, vehicle::Solid& solid, Removed& removed);

/// Removes, layer by layer from the outside, what nothing covers and nothing holds: layers that
/// carry no load when every cell left of them is past the coherent liquid fraction. They leave as
/// drops. Fabric (vehicle::Cell::is_loose) stays: it comes off in sheets, by fragmentation. Adds to
/// `removed`.
void strip_cover(const Panels& panels, vehicle::Solid& solid, Removed& removed);

}  // namespace tektite::thermal
