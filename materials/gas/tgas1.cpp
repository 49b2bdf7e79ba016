#include "materials/gas/tgas1.hpp"

#include "materials/gas/tgas1_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace tektite::materials::gas {

namespace {

/// A value and its slopes.
struct Surface {
  double value = 0.0;
  double y = 0.0;
  double z = 0.0;
};

Surface evaluate(const tgas1::Polynomial& p, double Y, double Z) {
  const auto& [a1, a2, b1, b2, c1, c2, c3, d1, d2, d3] = p;
  return {a1 + a2 * Y + (b1 + b2 * Y) * Z + (c1 + c2 * Z + c3 * Y) * Y * Y +
              (d1 + d2 * Y + d3 * Z) * Z * Z,
          a2 + b2 * Z + (2.0 * (c1 + c2 * Z) + 3.0 * c3 * Y) * Y + d2 * Z * Z,
          b1 + b2 * Y + c2 * Y * Y + (2.0 * (d1 + d2 * Y) + 3.0 * d3 * Z) * Z};
}

Surface evaluate(const tgas1::Block& block, double Y, double Z) {
  Surface result = evaluate(block.first, Y, Z);
  if (block.sign == 0.0) return result;
  const Surface second = evaluate(block.second, Y, Z);
  const auto& [s1, s2, s3, s4] = block.step;
  const double exponent = s1 + s2 * Y + s3 * Z + s4 * Y * Z;
  const bool is_held = std::abs(exponent) > 30.0;
  const double power = block.sign * std::exp(std::clamp(exponent, -30.0, 30.0));
  const double below = 1.0 + power;
  // Slope of the step by its exponent; none where that is held.
  const double slope = is_held ? 0.0 : -power / (below * below);
  result.value += second.value / below;
  result.y += second.y / below + second.value * slope * (s2 + s4 * Z);
  result.z += second.z / below + second.value * slope * (s3 + s4 * Y);
  return result;
}

/// Blocks of one range of density, and where in Z each ends. Below the first end gamma is constant.
struct Regions {
  double cold_gamma;
  std::size_t first;
  std::span<const double> ends;
};

Regions regions(double Y) {
  static constexpr double thin[] = {0.65, 1.5, 2.2, 3.05, 3.4};
  static constexpr double middle[] = {0.65, 1.5, 2.22, 2.95};
  static constexpr double dense[] = {0.65, 1.7, 2.35};
  if (Y > -0.5) return {1.3988, 9, dense};
  if (Y > -4.5) return {1.398, 5, middle};
  return {1.3965, 0, thin};
}

}  // namespace

FittedAir tgas1_air(double density, double energy) {
  const double Y = std::log10(density / 1.292);
  const double Z = std::log10(energy / 78408.4);
  const auto [cold_gamma, first, ends] = regions(Y);
  Surface gamma{cold_gamma, 0.0, 0.0};
  if (Z > ends.front()) {
    const auto region = static_cast<std::size_t>(std::ranges::lower_bound(ends, Z) - ends.begin());
    gamma = evaluate(tgas1::blocks[first + region - 1], Y, Z);
  }
  const double g = gamma.value - 1.0;
  const double square =
      energy * (g * (gamma.value + gamma.z / std::numbers::ln10) + gamma.y / std::numbers::ln10);
  return {gamma.value, g * density * energy, std::sqrt(std::max(square, 0.0))};
}

}  // namespace tektite::materials::gas
