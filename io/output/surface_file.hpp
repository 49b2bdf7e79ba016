// A vehicle's surface with numbers on its panels, as one VTK file: for what is computed once and
// has no run folder.
#pragma once

#include "mesh/surface.hpp"

#include <span>
#include <string>
#include <vector>

namespace tektite::output {

/// A number a panel, or a number of the whole.
struct SurfaceArray {
  std::string name;
  std::string unit;
  std::vector<double> values;  ///< by global panel id; one value for the whole
};

/// Text of a .vtp file: all panels in the vehicle's axes [m], with `cells` and the part and the
/// global id of each as cell data and `whole` as field data. Depends on nothing but the arguments.
/// Throws io_failed. Not collective.
[[nodiscard]] std::string surface_vtp(const mesh::Surface& surface,
                                      std::span<const SurfaceArray> cells,
                                      std::span<const SurfaceArray> whole);

}  // namespace tektite::output
