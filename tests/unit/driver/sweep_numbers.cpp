// Random numbers and distributions of sweeps: known answers, exact quantiles.
#include "solver/base/philox.hpp"
#include "solver/driver/sweep/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <gmock/gmock.h>
#include <limits>

namespace tektite::driver::sweep {
namespace {

using testing::ElementsAre;

constexpr double infinity = std::numeric_limits<double>::infinity();

// The three known-answer vectors of philox4x32-10 in the Random123 distribution (kat_vectors).
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_THAT(philox({0, 0, 0, 0}, {0, 0}),
              ElementsAre(0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U));
  constexpr std::uint32_t ones = 0xffffffffU;
  EXPECT_THAT(philox({ones, ones, ones, ones}, {ones, ones}),
              ElementsAre(0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU));
  EXPECT_THAT(
      philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}),
      ElementsAre(0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U));
}

TEST(Draw, DependsOnSeedStreamAndSampleAndOnNothingElse) {
  const Draw one = draw(7, "entry.speed", 3);
  EXPECT_EQ(draw(7, "entry.speed", 3).first, one.first);
  EXPECT_NE(draw(8, "entry.speed", 3).first, one.first);
  EXPECT_NE(draw(7, "entry.heading", 3).first, one.first);
  EXPECT_NE(draw(7, "entry.speed", 4).first, one.first);
  EXPECT_NE(one.first, one.second);
}

TEST(Draw, TheUnitIntervalIsOpen) {
  EXPECT_GT(unit_interval(0), 0.0);
  EXPECT_LT(unit_interval(std::numeric_limits<std::uint64_t>::max()), 1.0);
}

// Against the C library, which is good to an ulp.
TEST(PortableFunctions, AgreeWithTheLibrary) {
  for (double x = 1e-300; x < 1e300; x *= 1.37) {
    EXPECT_NEAR(portable_log(x), std::log(x), 4e-16 * std::abs(std::log(x)) + 1e-16) << x;
  }
  for (double x = -700.0; x < 700.0; x += 0.731) {
    EXPECT_NEAR(portable_exp(x), std::exp(x), 1e-15 * std::exp(x)) << x;
  }
  EXPECT_EQ(portable_log(1.0), 0.0);
  EXPECT_EQ(portable_exp(0.0), 1.0);
}

// The normal distribution function is erfc(-x / sqrt 2) / 2; normal_quantile inverts it.
TEST(NormalQuantile, InvertsTheDistributionFunction) {
  for (double p = 1e-300; p < 0.5; p *= 3.7) {
    const double x = normal_quantile(p);
    EXPECT_NEAR(0.5 * std::erfc(-x / std::sqrt(2.0)), p, 1e-14 * p * (1.0 + x * x)) << p;
  }
  for (double p = 0.5; p < 1.0; p += 0.0173) {
    EXPECT_NEAR(normal_quantile(p), -normal_quantile(1.0 - p), 1e-14) << p;
  }
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);  // any table of the distribution
}

// Quantiles that can be had by hand.
TEST(Distribution, HasTheQuantilesOfItsKind) {
  const Distribution uniform{Distribution::Kind::uniform, 0.0, 0.0, 2.0, 6.0};
  EXPECT_DOUBLE_EQ(uniform.quantile(0.25), 3.0);

  // The density rises over [0, 1] and falls over [1, 4]: a quarter lies below the mode.
  const Distribution triangular{Distribution::Kind::triangular, 1.0, 0.0, 0.0, 4.0};
  EXPECT_DOUBLE_EQ(triangular.quantile(0.25), 1.0);
  EXPECT_DOUBLE_EQ(triangular.quantile(0.0625), 0.5);
  EXPECT_DOUBLE_EQ(triangular.quantile(0.8125), 2.5);

  // One standard deviation above the middle.
  const Distribution normal{Distribution::Kind::normal, 10.0, 2.0, -infinity, infinity};
  EXPECT_NEAR(normal.quantile(0.8413447460685429), 12.0, 1e-13);
  const Distribution log_normal{Distribution::Kind::log_normal, 5.0, 2.0, 0.0, infinity};
  EXPECT_NEAR(log_normal.quantile(0.8413447460685429), 10.0, 1e-12);
  EXPECT_DOUBLE_EQ(log_normal.quantile(0.5), 5.0);
}

// Cut at the mean, a normal distribution is a half-normal one: its median is the 75 % quantile.
TEST(Distribution, CutOffKeepsTheShapeBetweenTheBounds) {
  const Distribution half{Distribution::Kind::normal, 0.0, 1.0, 0.0, infinity};
  EXPECT_NEAR(half.quantile(0.5), 0.6744897501960817, 1e-12);
  EXPECT_GE(half.quantile(1e-12), 0.0);
  const Distribution both{Distribution::Kind::normal, 0.0, 1.0, -1.0, 1.0};
  EXPECT_NEAR(both.quantile(0.5), 0.0, 1e-15);
  EXPECT_GE(both.quantile(1e-15), -1.0);
  EXPECT_LE(both.quantile(1.0 - 1e-15), 1.0);
}

}  // namespace
}  // namespace tektite::driver::sweep
