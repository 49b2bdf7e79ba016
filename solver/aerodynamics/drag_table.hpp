// A body's drag from a table: another code's coefficients, or measured ones.
#pragma once

#include <string>
#include <vector>

namespace tektite::aerodynamics {

/// Values against Mach and Knudsen number on a full grid: linear in Mach number and in log10 of
/// the Knudsen number; outside, the value at the edge holds. Replicated.
class DragTable {
 public:
  /// CSV with the columns mach, if known knudsen, and one of drag, the coefficient on mean
  /// projected area, and factor, on the drag that would be computed. Rows by rising Mach number
  /// and, within one, by rising Knudsen number, the same ones for each. Throws bad_input with file
  /// and line.
  explicit DragTable(const std::string& path);

  /// Is it a factor on the computed drag, not a coefficient?
  [[nodiscard]] bool is_factor() const { return is_factor_; }
  /// `mach` >= 0, `knudsen` >= 0 on the body's length.
  [[nodiscard]] double at(double mach, double knudsen) const;

 private:
  std::vector<double> mach_;
  std::vector<double> log_knudsen_;  ///< one zero if the table has no such column
  std::vector<double> values_;       ///< mach * log_knudsen_.size() + knudsen
  bool is_factor_ = false;
};

}  // namespace tektite::aerodynamics
