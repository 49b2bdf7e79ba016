#include "solver/structure/shell/stiffness.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <utility>

namespace tektite::structure::shell {
namespace {

std::size_t at(std::int64_t i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

Stiffness::Stiffness(std::size_t nodes, std::span<const std::array<std::int32_t, 3>> panels)
    : nodes_(nodes), panels_(panels.begin(), panels.end()) {
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;  // (lower, higher)
  pairs.reserve(3 * panels.size());
  for (const auto& panel : panels_) {
    for (std::size_t s = 0; s < 3; ++s) pairs.push_back(std::minmax(panel[s], panel[(s + 1) % 3]));
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  neighbour_offset_.assign(nodes_ + 1, 0);
  for (const auto& pair : pairs) ++neighbour_offset_[at(pair.first) + 1];
  for (std::size_t n = 0; n < nodes_; ++n) neighbour_offset_[n + 1] += neighbour_offset_[n];
  pair_.resize(panels_.size());
  for (std::size_t p = 0; p < panels_.size(); ++p) {
    for (std::size_t s = 0; s < 3; ++s) {
      const std::pair<std::int32_t, std::int32_t> wanted =
          std::minmax(panels_[p][s], panels_[p][(s + 1) % 3]);
      const auto first = pairs.begin() + neighbour_offset_[at(wanted.first)];
      const auto last = pairs.begin() + neighbour_offset_[at(wanted.first) + 1];
      pair_[p][s] = static_cast<std::int32_t>(std::lower_bound(first, last, wanted) - first);
    }
  }
  // Rows of the upper triangle: what is left of the diagonal block, then whole blocks.
  row_.reserve(6 * nodes_ + 1);
  row_.push_back(0);
  for (std::size_t n = 0; n < nodes_; ++n) {
    const auto first = at(neighbour_offset_[n]), last = at(neighbour_offset_[n + 1]);
    for (PetscInt r = 0; r < 6; ++r) {
      for (PetscInt c = r; c < 6; ++c) column_.push_back(static_cast<PetscInt>(6 * n) + c);
      for (std::size_t k = first; k < last; ++k) {
        for (PetscInt c = 0; c < 6; ++c) column_.push_back(6 * pairs[k].second + c);
      }
      row_.push_back(static_cast<PetscInt>(column_.size()));
    }
  }
  values_.assign(column_.size(), 0.0);
  const auto n = static_cast<PetscInt>(size());
  petsc::check(MatCreateSeqSBAIJWithArrays(PETSC_COMM_SELF, 1, n, n, row_.data(), column_.data(),
                                           values_.data(), matrix_.out()));
  petsc::check(MatSetOptionsPrefix(matrix_.get(), "structure_"));
  petsc::check(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, n, nullptr, right_.out()));
  petsc::check(VecCreateSeq(PETSC_COMM_SELF, n, left_.out()));
}

/// Index into the values: row `row` of `node`, first column of its k-th upper neighbour.
std::size_t Stiffness::place(std::int32_t node, int row, std::int32_t k) const {
  return at(row_[at(6 * std::int64_t{node} + row)] + (6 - row) + 6 * k);
}

void Stiffness::clear() {
  std::fill(values_.begin(), values_.end(), 0.0);
}

void Stiffness::add(std::size_t panel, const PanelStiffness& stiffness,
                    std::span<const std::uint8_t> fixed) {
  const auto& nodes = panels_[panel];
  std::array<double, unknowns> free{};
  for (int i = 0; i < unknowns; ++i) {
    free[at(i)] = fixed[6 * at(nodes[at(i / 6)]) + at(i % 6)] != 0 ? 0.0 : 1.0;
  }
  for (int i = 0; i < 3; ++i) {
    const std::int32_t node = nodes[at(i)];
    for (int r = 0; r < 6; ++r) {
      double* const row = &values_[at(row_[at(6 * std::int64_t{node} + r)])];
      for (int c = r; c < 6; ++c) {
        row[c - r] += free[at(6 * i + r)] * free[at(6 * i + c)] * stiffness(6 * i + r, 6 * i + c);
      }
    }
    int low = i, high = (i + 1) % 3;
    if (nodes[at(low)] > nodes[at(high)]) std::swap(low, high);
    for (int r = 0; r < 6; ++r) {
      double* const row = &values_[place(nodes[at(low)], r, pair_[panel][at(i)])];
      const double f = free[at(6 * low + r)];
      for (int c = 0; c < 6; ++c) {
        row[c] += f * free[at(6 * high + c)] * stiffness(6 * low + r, 6 * high + c);
      }
    }
  }
}

bool Stiffness::factor(std::span<const std::uint8_t> fixed, bool indefinite) {
  const petsc::Stage stage("structure_factor");
  double scale = 0.0;
  for (std::size_t i = 0; i < size(); ++i) scale = std::max(scale, values_[at(row_[i])]);
  for (std::size_t i = 0; i < size(); ++i) {
    if (fixed[i] != 0) values_[at(row_[i])] = scale;
  }
  petsc::check(MatAssemblyBegin(matrix_.get(), MAT_FINAL_ASSEMBLY));
  petsc::check(MatAssemblyEnd(matrix_.get(), MAT_FINAL_ASSEMBLY));
  uses_indefinite_ = false;
  negative_pivots_ = 0;
  if (factor_with(MATSOLVERCHOLMOD)) return true;
  if (!indefinite) return false;
  uses_indefinite_ = true;
  require_or(ExitCode::physics_failed, factor_with(MATSOLVERMUMPS),
             "the stiffness of a body is singular: a piece of it is held by nothing");
  PetscInt negative = 0;
  petsc::check(MatGetInertia(indefinite_.get(), &negative, nullptr, nullptr));
  negative_pivots_ = static_cast<int>(negative);
  return true;
}

bool Stiffness::factor_with(const char* package) {
  petsc::Matrix& factors = uses_indefinite_ ? indefinite_ : definite_;
  MatFactorInfo info;
  petsc::check(MatFactorInfoInitialize(&info));
  if (factors.get() == nullptr) {  // the ordering is kept for as long as the pattern
    petsc::check(MatGetFactor(matrix_.get(), package, MAT_FACTOR_CHOLESKY, factors.out()));
    petsc::check(MatCholeskyFactorSymbolic(factors.get(), matrix_.get(), nullptr, &info));
  }
  const PetscErrorCode code = MatCholeskyFactorNumeric(factors.get(), matrix_.get(), &info);
  if (code == PETSC_ERR_MAT_CH_ZRPVT || code == PETSC_ERR_LIB) return false;
  petsc::check(code);
  MatFactorError error = MAT_FACTOR_NOERROR;
  petsc::check(MatFactorGetError(factors.get(), &error));
  return error == MAT_FACTOR_NOERROR;
}

void Stiffness::solve(std::span<double> x) const {
  expect(x.size() == size(), "one right-hand side, six numbers a node");
  const petsc::Stage stage("structure_solve");
  petsc::check(VecPlaceArray(right_.get(), x.data()));
  petsc::check(
      MatSolve(uses_indefinite_ ? indefinite_.get() : definite_.get(), right_.get(), left_.get()));
  petsc::check(VecCopy(left_.get(), right_.get()));
  petsc::check(VecResetArray(right_.get()));
}

void Stiffness::multiply(std::span<const double> x, std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  for (std::size_t r = 0; r < size(); ++r) {
    const auto first = at(row_[r]), last = at(row_[r + 1]);
    double sum = values_[first] * x[r];
    for (std::size_t k = first + 1; k < last; ++k) {
      const auto c = at(column_[k]);
      sum += values_[k] * x[c];
      y[c] += values_[k] * x[r];
    }
    y[r] += sum;
  }
}

}  // namespace tektite::structure::shell
