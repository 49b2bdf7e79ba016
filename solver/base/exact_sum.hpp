// Sums that do not depend on the order of their terms, nor on how ranks share them.
//
// Each term is split into three integers of weights 2^4, 2^-34 and 2^-72; integer sums are exact,
// so any order and any partition gives the same three totals, and hence the same double.
// Valid while the sum of |term| stays below 2^54 and for up to 6e7 terms; what is below 2^-73 of a
// term is rounded once, term by term. Terms must be finite: check them before.
#pragma once

#include "solver/base/communicator.hpp"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite {

class ExactSums {
 public:
  /// `count` sums that start at zero.
  explicit ExactSums(std::size_t count = 0) : limbs_(3 * count, 0) {}

  [[nodiscard]] std::size_t size() const noexcept { return limbs_.size() / 3; }
  void reset(std::size_t count) { limbs_.assign(3 * count, 0); }

  void add(std::size_t index, double term) {
    const double high = std::nearbyint(term * 0x1p-4);
    double rest = term - high * 0x1p4;
    const double middle = std::nearbyint(rest * 0x1p34);
    rest -= middle * 0x1p-34;
    const double low = std::nearbyint(rest * 0x1p72);
    std::int64_t* limb = &limbs_[3 * index];
    limb[0] += static_cast<std::int64_t>(high);
    limb[1] += static_cast<std::int64_t>(middle);
    limb[2] += static_cast<std::int64_t>(low);
  }

  /// Adds up all ranks, in one message. @note Collective
  void reduce(const Communicator& world) {
    if (!limbs_.empty()) world.sum(std::span<std::int64_t>(limbs_));
  }

  /// The sum, rounded once to the nearest double.
  [[nodiscard]] double value(std::size_t index) const {
    // One integer of weight 2^-72. Carrying limb by limb in doubles would lose small negative sums.
    const std::int64_t* limb = &limbs_[3 * index];
    constexpr __int128 carry = __int128{1} << 38;
    const __int128 total = (limb[0] * carry + limb[1]) * carry + limb[2];
    return static_cast<double>(total) * 0x1p-72;
  }

 private:
  std::vector<std::int64_t> limbs_;
};

}  // namespace tektite
