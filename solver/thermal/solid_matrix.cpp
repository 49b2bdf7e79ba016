#include "solver/thermal/solid_matrix.hpp"

#include "solver/base/error.hpp"

#include <algorithm>

namespace tektite::thermal {

SolidMatrix::SolidMatrix(const Domain& domain) : domain_(&domain) {
  const MPI_Comm comm = domain.world.get();
  const PetscInt owned = domain.owned;
  petsc::check(MatCreate(comm, matrix_.out()));
  petsc::check(MatSetSizes(matrix_.get(), owned, owned, PETSC_DETERMINE, PETSC_DETERMINE));
  petsc::check(MatSetType(matrix_.get(), MATAIJ));
  petsc::check(MatSetOptionsPrefix(matrix_.get(), "thermal_solid_"));
  // Rows are numbered rank by rank; ghosts learn theirs from their owners.
  PetscInt first = 0;
  const PetscInt count = owned;
  MPI_Exscan(&count, &first, 1, MPIU_INT, MPI_SUM, comm);
  if (domain.world.rank() == 0) first = 0;
  std::vector<std::int64_t> row(static_cast<std::size_t>(domain.local));
  for (PetscInt c = 0; c < owned; ++c) row[static_cast<std::size_t>(c)] = first + c;
  if (domain.mesh != nullptr) domain.mesh->halo().update(row);

  std::vector<PetscInt> rows, columns;
  for (PetscInt c = 0; c < owned; ++c) {
    rows.push_back(first + c);
    columns.push_back(first + c);
  }
  const Domain::Inner& inner = domain.inner;
  for (std::size_t f = 0; f < inner.a.size(); ++f) {
    const auto a = static_cast<PetscInt>(row[static_cast<std::size_t>(inner.a[f])]);
    const auto b = static_cast<PetscInt>(row[static_cast<std::size_t>(inner.b[f])]);
    // A rank gives its own rows only: a negative row is passed over.
    rows.push_back(inner.a[f] < owned ? a : -1);
    columns.push_back(inner.a[f] < owned ? b : -1);
    rows.push_back(inner.b[f] < owned ? b : -1);
    columns.push_back(inner.b[f] < owned ? a : -1);
  }
  values_.resize(rows.size());
  petsc::check(MatSetPreallocationCOO(matrix_.get(), static_cast<PetscCount>(rows.size()),
                                      rows.data(), columns.data()));
  petsc::check(MatSetOption(matrix_.get(), MAT_SPD, PETSC_TRUE));
  petsc::check(MatCreateVecs(matrix_.get(), change_.out(), right_.out()));
  petsc::check(KSPCreate(comm, solver_.out()));
  petsc::check(KSPSetOptionsPrefix(solver_.get(), "thermal_solid_"));
  petsc::check(KSPSetType(solver_.get(), KSPCG));
  petsc::check(KSPSetNormType(solver_.get(), KSP_NORM_PRECONDITIONED));
  PC factors = nullptr;
  petsc::check(KSPGetPC(solver_.get(), &factors));
  // Within a rank incomplete Cholesky factors; between ranks nothing, which the time step's mass
  // makes good.
  petsc::check(PCSetType(factors, domain.world.size() > 1 ? PCBJACOBI : PCICC));
  if (domain.world.size() > 1) {
    petsc::check(PetscOptionsInsertString(nullptr, "-thermal_solid_sub_pc_type icc"));
  }
  petsc::check(KSPSetFromOptions(solver_.get()));
}

void SolidMatrix::fill(const Fluxes& fluxes, std::span<const double> mass, double step,
                       bool renew) {
  const auto owned = static_cast<std::size_t>(domain_->owned);
  for (std::size_t c = 0; c < owned; ++c) {
    values_[c] = fluxes.is_present(c) ? mass[c] * fluxes.heat[c] + step * fluxes.diagonal[c] : 1.0;
  }
  for (std::size_t f = 0; f < fluxes.coupling.size(); ++f) {
    const double entry = -step * fluxes.coupling[f];
    values_[owned + 2 * f] = entry;
    values_[owned + 2 * f + 1] = entry;
  }
  petsc::check(MatSetValuesCOO(matrix_.get(), values_.data(), INSERT_VALUES));
  petsc::check(KSPSetOperators(solver_.get(), matrix_.get(), matrix_.get()));
  petsc::check(KSPSetReusePreconditioner(solver_.get(), renew ? PETSC_FALSE : PETSC_TRUE));
}

int SolidMatrix::solve(std::span<const double> right, std::span<double> change, double tolerance) {
  double* into = nullptr;
  petsc::check(VecGetArrayWrite(right_.get(), &into));
  std::copy(right.begin(), right.end(), into);
  petsc::check(VecRestoreArrayWrite(right_.get(), &into));
  petsc::check(KSPSetTolerances(solver_.get(), tolerance, 1e-300, 1e10, 500));
  petsc::check(KSPSolve(solver_.get(), right_.get(), change_.get()));
  const double* from = nullptr;
  petsc::check(VecGetArrayRead(change_.get(), &from));
  std::copy_n(from, change.size(), change.begin());
  petsc::check(VecRestoreArrayRead(change_.get(), &from));
  KSPConvergedReason reason = KSP_CONVERGED_ITERATING;
  PetscInt iterations = 0;
  petsc::check(KSPGetConvergedReason(solver_.get(), &reason));
  petsc::check(KSPGetIterationNumber(solver_.get(), &iterations));
  return reason > 0 ? static_cast<int>(iterations) : -1;
}

}  // namespace tektite::thermal
