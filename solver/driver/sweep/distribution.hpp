// Distributions by their quantile functions, with the same bits on every machine.
#pragma once

namespace tektite::driver::sweep {

// The library's log and exp differ in the last bit between versions and between processors with and
// without fused multiply-add. These use nothing but + - * / and sqrt, which IEEE 754 fixes.

/// Natural logarithm of a normal positive number, to about 1e-15 relative.
[[nodiscard]] double portable_log(double x);
/// Exponential for |x| < 700, to about 1e-15 relative.
[[nodiscard]] double portable_exp(double x);
/// Quantile of the standard normal distribution, p in (0, 1), to about 1e-15 relative.
/// Ref: Wichura1988
[[nodiscard]] double normal_quantile(double p);

/// One distribution of a number; all in the unit of what is sampled.
struct Distribution {
  enum class Kind { uniform, triangular, normal, log_normal };

  Kind kind = Kind::uniform;
  double centre = 0.0;  ///< mode (triangular), mean (normal), median (log-normal)
  double spread = 0.0;  ///< standard deviation (normal), factor of one deviation, > 1 (log-normal)
  double least = 0.0;   ///< bounds: a normal or log-normal one is cut off there, and what lies
  double greatest = 0.0;  ///< between keeps its shape; infinite where it is not cut

  /// The value below which a share p of all samples lies; p in (0, 1).
  [[nodiscard]] double quantile(double p) const;

 private:
  [[nodiscard]] double unbounded(double p) const;
  [[nodiscard]] double share_below(double value) const;
};

}  // namespace tektite::driver::sweep
