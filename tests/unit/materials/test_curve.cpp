// Tables against temperature and the index that finds their intervals.
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tektite::materials {
namespace {

TEST(Curve, IsLinearBetweenAndConstantOutside) {
  const Curve curve({300.0, 400.0, 401.0, 1000.0}, {10.0, 20.0, 5.0, 5.0});
  EXPECT_EQ(curve(0.0), 10.0);
  EXPECT_EQ(curve(300.0), 10.0);
  EXPECT_DOUBLE_EQ(curve(325.0), 12.5);
  EXPECT_EQ(curve(400.0), 20.0);
  EXPECT_DOUBLE_EQ(curve(400.5), 12.5);
  EXPECT_EQ(curve(401.0), 5.0);
  EXPECT_EQ(curve(5000.0), 5.0);
  EXPECT_EQ(curve(std::numeric_limits<double>::infinity()), 5.0);
  EXPECT_TRUE(std::isnan(curve(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(Curve(7.0)(123.0), 7.0);
  EXPECT_TRUE(Curve().empty());
}

TEST(Curve, RefusesBadTables) {
  EXPECT_THROW(Curve({300.0, 300.0}, {1.0, 2.0}), Error);
  EXPECT_THROW(Curve({300.0, 200.0}, {1.0, 2.0}), Error);
  EXPECT_THROW(Curve({300.0}, {1.0, 2.0}), Error);
  EXPECT_THROW(Curve({}, {}), Error);
  EXPECT_THROW(Curve({300.0}, {std::numeric_limits<double>::quiet_NaN()}), Error);
}

// Against a plain binary search, on tables whose intervals differ in width by up to 1e8.
TEST(UniformIndex, AgreesWithBinarySearch) {
  std::mt19937 random(1);
  for (int table = 0; table < 200; ++table) {
    std::uniform_real_distribution<double> width(-4.0, 4.0);
    std::vector<double> knots = {-1000.0};
    const auto count = 1 + random() % 40;
    while (knots.size() < count) knots.push_back(knots.back() + std::pow(10.0, width(random)));
    const UniformIndex index(knots);
    const auto expected = [&](double x) {
      const auto above = std::ranges::upper_bound(knots, x) - knots.begin();
      return static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - 1, 0));
    };
    std::uniform_real_distribution<double> value(knots.front() - 10.0, knots.back() + 10.0);
    for (int i = 0; i < 200; ++i) {
      const double x = value(random);
      ASSERT_EQ(index.interval(x), expected(x));
    }
    for (const double knot : knots) {
      for (const double x : {knot, std::nextafter(knot, -1e9), std::nextafter(knot, 1e9)}) {
        ASSERT_EQ(index.interval(x), expected(x));
      }
    }
    EXPECT_EQ(index.interval(std::numeric_limits<double>::infinity()), knots.size() - 1);
    EXPECT_EQ(index.interval(-std::numeric_limits<double>::infinity()), 0U);
    EXPECT_EQ(index.interval(std::numeric_limits<double>::quiet_NaN()), 0U);
  }
}

}  // namespace
}  // namespace tektite::materials
