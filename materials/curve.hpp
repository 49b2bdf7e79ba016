// A property against temperature.
#pragma once

#include "materials/uniform_index.hpp"

#include <span>
#include <utility>
#include <vector>

namespace tektite::materials {

/// Piecewise linear function of temperature, constant outside its range. Constant time.
class Curve {
 public:
  Curve() = default;
  explicit Curve(double constant) : Curve(std::vector{0.0}, std::vector{constant}) {}
  /// `x` ascending strictly, same length as `y`, at least one point.
  Curve(std::vector<double> x, std::vector<double> y);
  /// The curve must not be empty. Not a number in, not a number out.
  [[nodiscard]] double operator()(double x) const {
    if (x <= x_.front()) return y_.front();
    if (x >= x_.back()) return y_.back();
    const std::size_t i = index_.interval(x);
    return y_[i] + slopes_[i] * (x - x_[i]);
  }
  [[nodiscard]] std::span<const double> x() const { return x_; }
  [[nodiscard]] std::span<const double> y() const { return y_; }
  [[nodiscard]] bool empty() const { return x_.empty(); }

 private:
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<double> slopes_;  ///< right of each point, 0 for the last
  UniformIndex index_;
};

}  // namespace tektite::materials
