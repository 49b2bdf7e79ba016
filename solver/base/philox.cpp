#include "solver/base/philox.hpp"

#include <xxhash.h>

namespace tektite {
namespace {

constexpr std::uint64_t low_half = 0xFFFFFFFFU;

std::uint32_t low(std::uint64_t x) {
  return static_cast<std::uint32_t>(x & low_half);
}
std::uint32_t high(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32U);
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
  constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
  constexpr std::uint32_t weyl_0 = 0x9E3779B9U;  // golden ratio
  constexpr std::uint32_t weyl_1 = 0xBB67AE85U;  // sqrt(3) - 1
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product_0 = multiplier_0 * counter[0];
    const std::uint64_t product_1 = multiplier_1 * counter[2];
    counter = {high(product_1) ^ counter[1] ^ key[0], low(product_1),
               high(product_0) ^ counter[3] ^ key[1], low(product_0)};
    key[0] += weyl_0;
    key[1] += weyl_1;
  }
  return counter;
}

Draw draw(std::uint64_t seed, std::string_view stream, std::uint64_t sample) {
  const std::uint64_t name = XXH3_64bits(stream.data(), stream.size());
  const auto bits =
      philox({low(sample), high(sample), low(name), high(name)}, {low(seed), high(seed)});
  return {(std::uint64_t{bits[1]} << 32U) | bits[0], (std::uint64_t{bits[3]} << 32U) | bits[2]};
}

}  // namespace tektite
