// Sums of one body over a rank's panels, in fixed point: integer sums do not depend on the order of
// their terms or on how ranks share them.
#pragma once

#include "solver/aerodynamics/attitude_database.hpp"
#include "solver/base/vec.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace tektite::aerodynamics {

inline constexpr std::size_t wrench_size = 6;
inline constexpr std::size_t damping_size = 36;
/// Terms of a force, filled up to whole vectors of four.
inline constexpr std::size_t term_lanes = (force_terms + 3) / 4 * 4;
inline constexpr std::size_t wrench_numbers = term_lanes * wrench_size;  ///< an attitude and part

/// A number beside which the last digit of a double is worth 1.
inline constexpr double fixed_point_anchor = 0x1.8p52;

/// The integer nearest to `x`, |x| < 2^51: an addition, and the bits are those of the integer.
[[nodiscard]] inline std::int64_t to_fixed(double x) {
  return std::bit_cast<std::int64_t>(x + fixed_point_anchor) -
         std::bit_cast<std::int64_t>(fixed_point_anchor);
}

/// A power of two that brings sums of magnitude up to `of_sum` just below 2^61 and single terms of
/// up to `of_term` below 2^50: what is resolved is 2^-61 of the sum or 2^-50 of the largest term.
[[nodiscard]] inline double fixed_point_scale(double of_sum, double of_term) {
  if (!(of_sum > 0.0)) return 1.0;
  int sum = 0;
  int term = 0;
  static_cast<void>(std::frexp(of_sum, &sum));  // of_sum <= 2^sum
  static_cast<void>(std::frexp(of_term, &term));
  return std::ldexp(1.0, std::min(61 - sum, 50 - term));
}

/// A direction and its moment about the vehicle's origin, each scaled for fixed point.
using ScaledWrench = std::array<double, wrench_size>;

/// One 64-bit integer a sum, scaled by bounds known beforehand; three limbs (ExactSums) would
/// triple time and message.
struct SurveySums {
  std::vector<std::int32_t> parts;
  double area = 0.0;  ///< of the body's panels [m^2]
  double force_scale = 1.0;
  double moment_scale = 1.0;
  /// ((attitude * parts + part) * wrench_size + component) * term_lanes + term
  std::vector<std::int64_t> wrench;
  std::vector<std::int64_t> open;         ///< per part and component: pressure 1 on all open sides
  std::vector<std::int64_t> silhouette;   ///< per attitude
  std::vector<std::int64_t> newtonian;    ///< damping: attitude * damping_size + number
  std::vector<std::int64_t> molecular;    ///< likewise
  std::vector<std::int32_t> panels;       ///< as Turning::panels
  std::vector<std::uint8_t> turning_lit;  ///< as Turning::lit
  std::vector<double> front;              ///< per attitude: place of the body's front [m]
  std::vector<double> lit;                ///< scratch, per attitude

  using Vector = Vec3<VehicleAxes>;

  [[nodiscard]] std::size_t part_index(std::int32_t part) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(parts, part) - parts.begin());
  }
  /// Where the sums of an attitude and part begin.
  [[nodiscard]] std::size_t wrench_at(std::size_t attitude, std::size_t part) const {
    return (attitude * parts.size() + part) * wrench_numbers;
  }
  [[nodiscard]] ScaledWrench scaled(const Vector& direction, const Vector& place) const {
    const Vector force = force_scale * direction;
    const Vector moment = moment_scale * cross(place, direction);
    return {force.x, force.y, force.z, moment.x, moment.y, moment.z};
  }
  /// Adds, per term, `normal` times the one factor and `along` times the other. The same bits as
  /// to_fixed() of one number after the other.
  static void add(std::int64_t* sum, const ScaledWrench& normal,
                  const std::array<double, term_lanes>& of_normal, const ScaledWrench& along,
                  const std::array<double, term_lanes>& of_along) {
    // Explicit vectors: the compiler makes none of the plain loop.
    using Numbers = double __attribute__((vector_size(32)));
    using Integers = std::int64_t __attribute__((vector_size(32)));
    constexpr std::size_t lanes = 4;
    for (std::size_t t = 0; t < term_lanes; t += lanes) {
      Numbers one;
      Numbers other;
      std::memcpy(&one, &of_normal[t], sizeof one);
      std::memcpy(&other, &of_along[t], sizeof other);
      for (std::size_t c = 0; c < wrench_size; ++c) {
        const Numbers anchored = one * normal[c] + other * along[c] + fixed_point_anchor;
        Integers total;
        std::memcpy(&total, &sum[c * term_lanes + t], sizeof total);
        total += __builtin_bit_cast(Integers, anchored) -
                 std::bit_cast<std::int64_t>(fixed_point_anchor);
        std::memcpy(&sum[c * term_lanes + t], &total, sizeof total);
      }
    }
  }
  /// The change of force with each of the six motions: its columns are `force`.
  void add(std::int64_t* sum, const std::array<Vector, 6>& force, const Vector& place,
           double extent) const {
    for (std::size_t j = 0; j < 6; ++j) {
      // A rate moves a point by its place: another length in the bound.
      const double per_length = j < 3 ? 1.0 : 1.0 / extent;
      const Vector moment = cross(place, force[j]);
      for (int i = 0; i < 3; ++i) {
        const auto row = static_cast<std::size_t>(i);
        sum[6 * row + j] += to_fixed(force[j][i] * force_scale * per_length);
        sum[6 * (row + 3) + j] += to_fixed(moment[i] * moment_scale * per_length);
      }
    }
  }
};

}  // namespace tektite::aerodynamics
