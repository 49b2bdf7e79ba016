// Eigenvalues of a dense symmetric matrix, by cyclic Jacobi rotations: slow, and accurate for small
// eigenvalues beside large ones.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace tektite::structure::shell {

/// Ascending. `a`: n * n numbers, symmetric. Ref: GolubVanLoan2013.
[[nodiscard]] inline std::vector<double> symmetric_eigenvalues(std::vector<double> a,
                                                               std::size_t n) {
  double scale = 0.0;
  for (const double v : a) scale = std::max(scale, std::abs(v));
  for (int sweep = 0; sweep < 40; ++sweep) {
    bool turned = false;
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double off = a[p * n + q];
        if (std::abs(off) <= 1e-17 * scale) continue;
        turned = true;
        const double tau = (a[q * n + q] - a[p * n + p]) / (2.0 * off);
        const double t = (tau >= 0.0 ? 1.0 : -1.0) / (std::abs(tau) + std::sqrt(1.0 + tau * tau));
        const double c = 1.0 / std::sqrt(1.0 + t * t), s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = a[k * n + p], kq = a[k * n + q];
          a[k * n + p] = c * kp - s * kq;
          a[k * n + q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double pk = a[p * n + k], qk = a[q * n + k];
          a[p * n + k] = c * pk - s * qk;
          a[q * n + k] = s * pk + c * qk;
        }
      }
    }
    if (!turned) break;
  }
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = a[i * n + i];
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace tektite::structure::shell
