// Finds the interval of an ascending table that contains a value, in constant time.
#pragma once

#include "solver/base/error.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tektite::materials {

/// Uniform buckets over the range of the knots; a bucket remembers the last knot before it, from
/// which a search goes forward. Buckets are about as narrow as the narrowest interval, so that a
/// search takes a step or two.
class UniformIndex {
 public:
  UniformIndex() = default;

  /// `knots` ascending strictly, at least one, at most 60000.
  explicit UniformIndex(std::span<const double> knots)
      : knots_(knots.begin(), knots.end()), low_(knots.front()) {
    expect(knots.size() <= 60000, "an index of 16 bits numbers the knots");
    const double range = knots.back() - knots.front();
    double narrowest = range;
    for (std::size_t i = 1; i < knots.size(); ++i) {
      narrowest = std::min(narrowest, knots[i] - knots[i - 1]);
    }
    constexpr double most_buckets = 2048.0;
    const double wanted = range > 0.0 ? std::min(most_buckets, 1.0 + 2.0 * range / narrowest) : 1.0;
    per_unit_ = range > 0.0 ? wanted / range : 0.0;
    last_bucket_ = wanted;
    first_.assign(static_cast<std::size_t>(wanted) + 1, 0);
    // The same arithmetic as in a search, so that rounding cannot put a knot behind its bucket.
    std::size_t before = 0;
    for (std::size_t b = 0; b < first_.size(); ++b) {
      while (before < knots_.size() && bucket(knots_[before]) < b) ++before;
      first_[b] = static_cast<std::uint16_t>(before > 0 ? before - 1 : 0);
    }
    knots_.push_back(
        std::numeric_limits<double>::quiet_NaN());  // no x is above it, infinity neither
  }

  /// Number of the last knot that is not above `x`; 0 if all are, or if `x` is not a number.
  [[nodiscard]] std::size_t interval(double x) const {
    std::size_t i = first_[bucket(x)];
    while (x >= knots_[i + 1]) ++i;
    return i;
  }

 private:
  [[nodiscard]] std::size_t bucket(double x) const {
    const double position = (x - low_) * per_unit_;
    return position > 0.0 ? static_cast<std::size_t>(std::min(position, last_bucket_)) : 0;
  }

  std::vector<double> knots_;  ///< and not-a-number, which ends every search
  double low_ = 0.0;
  double per_unit_ = 0.0;  ///< buckets per unit of x
  double last_bucket_ = 0.0;
  std::vector<std::uint16_t> first_;
};

}  // namespace tektite::materials
