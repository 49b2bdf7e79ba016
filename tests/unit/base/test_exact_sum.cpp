// Exact sums: no order, no partition, no cancellation may show in the result.
// Source of the expected values: closed forms, and sums whose terms are integers times a power of
// 2, which are exact in any arithmetic wide enough.
#include "solver/base/exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace tektite {
namespace {

double sum_of(const std::vector<double>& terms) {
  ExactSums sums(1);
  for (const double term : terms) sums.add(0, term);
  return sums.value(0);
}

/// Terms of both signs over twelve decades, 1e-6 to 1e6.
std::vector<double> twelve_decades(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> exponent(-6.0, 6.0);
  std::uniform_real_distribution<double> sign(-1.0, 1.0);
  std::vector<double> terms(count);
  for (double& term : terms) term = std::copysign(std::pow(10.0, exponent(random)), sign(random));
  return terms;
}

TEST(ExactSums, StartAtZero) {
  const ExactSums sums(3);
  EXPECT_EQ(sums.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(sums.value(i), 0.0);
}

TEST(ExactSums, DoNotDependOnTheOrder) {
  std::vector<double> terms = twelve_decades(20000, 1);
  const double forward = sum_of(terms);
  std::ranges::reverse(terms);
  EXPECT_EQ(sum_of(terms), forward);
  std::ranges::sort(terms);
  EXPECT_EQ(sum_of(terms), forward);
  std::mt19937_64 random(2);
  std::ranges::shuffle(terms, random);
  EXPECT_EQ(sum_of(terms), forward);
}

// The plain sum does depend on it, or the tests above would show nothing.
TEST(ExactSums, PlainSumsDoDependOnTheOrder) {
  std::vector<double> terms = twelve_decades(20000, 1);
  double forward = 0.0;
  for (const double term : terms) forward += term;
  std::ranges::sort(terms);
  double sorted = 0.0;
  for (const double term : terms) sorted += term;
  EXPECT_NE(forward, sorted);
}

// sum_{k=1..n} k = n (n + 1) / 2, scaled by a power of two: exact in 53 bits.
TEST(ExactSums, AgreeWithAClosedForm) {
  constexpr int n = 100000;
  for (const double scale : {0x1p-40, 0x1p-20, 1.0}) {
    ExactSums sums(2);
    for (int k = 1; k <= n; ++k) {
      sums.add(0, k * scale);
      sums.add(1, -k * scale);
    }
    EXPECT_EQ(sums.value(0), 0.5 * n * (n + 1.0) * scale);
    EXPECT_EQ(sums.value(1), -sums.value(0));
  }
}

// Large terms cancel and leave one small term, of either sign, untouched.
TEST(ExactSums, CancellationLeavesTheRest) {
  for (const double rest : {0x1p-60, -0x1p-60, 1e-3, -1e-3, 1.0 / 3.0, -1.0 / 3.0, 7.9, -7.9}) {
    std::vector<double> terms = twelve_decades(1000, 3);
    const std::size_t count = terms.size();
    for (std::size_t i = 0; i < count; ++i) terms.push_back(-terms[i]);
    terms.push_back(rest);
    std::mt19937_64 random(4);
    std::ranges::shuffle(terms, random);
    // What the terms themselves lose is 2^-73 each, and opposite terms lose opposite amounts.
    EXPECT_NEAR(sum_of(terms), rest, 0x1p-73) << rest;
  }
}

// One term comes back as itself, up to the resolution 2^-73; 1e15 is near the end of the range.
TEST(ExactSums, KeepASingleTerm) {
  for (const double magnitude : {1e-12, 3e-7, 0.1, 1.0, 15.999, 16.0, 1234.5678, 6.6e9, 1e15}) {
    for (const double term : {magnitude, -magnitude}) {
      EXPECT_NEAR(sum_of({term}), term, 0x1p-73) << term;
    }
  }
}

// Against the sum in 64-bit mantissas: n terms, each addition off by half a unit of 2^-64 at most.
TEST(ExactSums, AgreeWithLongDouble) {
  const std::vector<double> terms = twelve_decades(20000, 5);
  long double reference = 0.0L;
  long double magnitude = 0.0L;
  for (const double term : terms) {
    reference += term;
    magnitude += std::fabs(term);
  }
  const double bound = static_cast<double>(magnitude) * static_cast<double>(terms.size()) * 0x1p-64;
  EXPECT_NEAR(sum_of(terms), static_cast<double>(reference), bound);
}

TEST(ExactSums, ResetForgets) {
  ExactSums sums(1);
  sums.add(0, 3.0);
  sums.reset(2);
  EXPECT_EQ(sums.size(), 2U);
  EXPECT_EQ(sums.value(0), 0.0);
  EXPECT_EQ(sums.value(1), 0.0);
}

}  // namespace
}  // namespace tektite
