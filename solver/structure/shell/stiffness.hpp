// The stiffness of one body as a sparse symmetric matrix with its factors. Lives on one rank.
#pragma once

#include "solver/base/petsc.hpp"
#include "solver/structure/shell/panel.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::structure::shell {

/// Six unknowns a node (corner class). The pattern and the ordering of the elimination are found
/// once, from the connectivity; values and factors change. Not collective: each rank may have its
/// own.
class Stiffness {
 public:
  /// `panels`: nodes of each panel.
  Stiffness(std::size_t nodes, std::span<const std::array<std::int32_t, 3>> panels);
  Stiffness(const Stiffness&) = delete;
  Stiffness& operator=(const Stiffness&) = delete;
  ~Stiffness() = default;

  void clear();
  /// Adds a panel's stiffness. Rows and columns of unknowns that are `fixed` (6 per node, 1: held)
  /// are left out.
  void add(std::size_t panel, const PanelStiffness& stiffness, std::span<const std::uint8_t> fixed);
  /// Factors what has been added. False if the matrix is not positive definite and `indefinite`
  /// does not allow for that: then it has no factors. Throws physics_failed if it is singular.
  [[nodiscard]] bool factor(std::span<const std::uint8_t> fixed, bool indefinite = false);
  /// x := K⁻¹ x with the last factors; 0 where fixed.
  void solve(std::span<double> x) const;
  /// y := K x with what has been added.
  void multiply(std::span<const double> x, std::span<double> y) const;

  [[nodiscard]] std::size_t size() const { return 6 * nodes_; }
  [[nodiscard]] std::size_t entries() const { return values_.size(); }  ///< upper triangle
  /// Was the last factorisation one for indefinite matrices, and how many negative pivots had it?
  [[nodiscard]] int negative_pivots() const { return negative_pivots_; }

 private:
  [[nodiscard]] std::size_t place(std::int32_t node, int row, std::int32_t k) const;
  bool factor_with(const char* package);

  std::size_t nodes_ = 0;
  std::vector<std::array<std::int32_t, 3>> panels_;
  std::vector<std::int32_t> neighbour_offset_;     ///< per node, into the upper neighbours
  std::vector<std::array<std::int32_t, 3>> pair_;  ///< per panel: rank of the higher node among
                                                   ///< the upper neighbours, sides 12, 23, 31
  std::vector<PetscInt> row_;
  std::vector<PetscInt> column_;
  std::vector<double> values_;
  petsc::Matrix matrix_;      ///< looks into the arrays above
  petsc::Matrix definite_;    ///< CHOLMOD's factors
  petsc::Matrix indefinite_;  ///< MUMPS's factors
  bool uses_indefinite_ = false;
  int negative_pivots_ = 0;
  petsc::Vector right_;
  petsc::Vector left_;
};

}  // namespace tektite::structure::shell
