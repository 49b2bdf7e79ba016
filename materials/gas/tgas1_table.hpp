// The table behind TGAS1.
#pragma once

#include <array>

namespace tektite::materials::gas::tgas1 {

/// Coefficients of a polynomial in Y and Z, in the order of the report:
/// a1 + a2 Y + (b1 + b2 Y) Z + (c1 + c2 Z + c3 Y) Y^2 + (d1 + d2 Y + d3 Z) Z^2.
using Polynomial = std::array<double, 10>;

/// One region of Y and Z: first + second / (1 + sign exp(s1 + s2 Y + s3 Z + s4 Y Z)).
struct Block {
  Polynomial first;
  Polynomial second;
  std::array<double, 4> step;
  double sign;  ///< +1 or -1; 0: the first polynomial alone
};

/// A1 to A5 (thin air), B1 to B4, C1 to C3 (dense air).
extern const std::array<Block, 12> blocks;

}  // namespace tektite::materials::gas::tgas1
