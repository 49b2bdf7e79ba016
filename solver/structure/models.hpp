// How a joint's tension, bending, shear and torsion act together.
#pragma once

#include "solver/base/registry.hpp"

#include <span>

namespace tektite::structure {

/// Loads over their capacities, each >= 0 [-].
struct JointRatios {
  double tension = 0.0;
  double bending = 0.0;
  double shear = 0.0;
  double torsion = 0.0;
};

/// Load over capacity of the whole: 1 fails. Grows in proportion to the ratios.
using Interaction = double (*)(const JointRatios&);

[[nodiscard]] std::span<const Model<Interaction>> interactions();

}  // namespace tektite::structure
