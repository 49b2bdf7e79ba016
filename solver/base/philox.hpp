// Random numbers that are a function of where they are wanted, not of what was drawn before.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tektite {

/// Philox4x32-10: ten rounds that turn a 128-bit counter and a 64-bit key into 128 random bits.
/// Ref: SalmonEtAl2011
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// Two independent 64-bit numbers of a sample of a stream.
struct Draw {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

/// The draw of (seed, stream, sample). `stream` is the name of what is sampled (its XXH3-64 is half
/// of the counter), so that what one key draws does not depend on which other keys there are.
[[nodiscard]] Draw draw(std::uint64_t seed, std::string_view stream, std::uint64_t sample);

/// The upper 52 bits as a number in (0, 1), never 0 or 1: all of them halves of 2^-52, exactly.
[[nodiscard]] constexpr double unit_interval(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

}  // namespace tektite
