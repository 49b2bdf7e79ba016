// The linear system of an implicit stage: symmetric, positive definite, its pattern laid out once.
#pragma once

#include "solver/base/petsc.hpp"
#include "solver/thermal/solid_flux.hpp"

#include <span>
#include <vector>

namespace tektite::thermal {

/// (mass c + step * conduction) t = right, for the changes of temperature t. Conjugate gradients
/// with incomplete Cholesky factors of each rank's block; PETSc options with the prefix
/// thermal_solid_ choose otherwise.
class SolidMatrix {
 public:
  /// @note Collective
  explicit SolidMatrix(const Domain& domain);

  /// Takes the slopes that `fluxes` found last. `mass` per local cell [kg]; cells that are gone get
  /// a row of their own. With `renew` false the old factors go on preconditioning. @note Collective
  void fill(const Fluxes& fluxes, std::span<const double> mass, double step, bool renew);

  /// Solves for `change` (per owned cell [K]); `right` in [J]. Stops when the residual has fallen
  /// to `tolerance` of the right side. Returns the iterations, or -1 if it did not converge. @note
  /// Collective
  int solve(std::span<const double> right, std::span<double> change, double tolerance);

 private:
  const Domain* domain_;
  petsc::Matrix matrix_;
  petsc::Handle<KSP, &KSPDestroy> solver_;
  petsc::Vector right_, change_;
  std::vector<double> values_;  ///< diagonals of owned cells, then both entries of each inner face
};

}  // namespace tektite::thermal
