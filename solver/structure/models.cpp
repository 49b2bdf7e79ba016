#include "solver/structure/models.hpp"

#include <array>
#include <cmath>

namespace tektite::structure {
namespace {

// Tension and bending both pull the outermost bolt, so they add; shear and torsion both shear it,
// and meet that pull by the squares. Ref: NASASTD5020 (form; exponents 2 as in structure tests of
// single bolts)
double elliptic(const JointRatios& r) {
  const double pull = r.tension + r.bending;
  return std::sqrt(pull * pull + r.shear * r.shear + r.torsion * r.torsion);
}

// No credit for loads that act in different directions: the safe side of all interactions.
double linear(const JointRatios& r) {
  return r.tension + r.bending + r.shear + r.torsion;
}

constexpr std::array<Model<Interaction>, 2> table{{
    {"elliptic", elliptic, "((T + M)^2 + V^2 + Q^2)^(1/2), each over its capacity", "NASASTD5020"},
    {"linear", linear, "T + M + V + Q, each over its capacity: the safe side", "NASASTD5020"},
}};

}  // namespace

std::span<const Model<Interaction>> interactions() {
  return table;
}

}  // namespace tektite::structure
