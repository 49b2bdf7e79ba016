// Communicator and exact sums on any number of ranks. Expected values are arithmetic series over
// the ranks, and the serial sum of the same terms.
#include "solver/base/communicator.hpp"
#include "solver/base/exact_sum.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace tektite {
namespace {

class OnAllRanks : public testing::Test {
 protected:
  Communicator world_{MPI_COMM_WORLD};
  std::int64_t rank_ = world_.rank();
  std::int64_t size_ = world_.size();
};

TEST_F(OnAllRanks, OneIsRoot) {
  EXPECT_EQ(world_.sum(std::int64_t{world_.is_root() ? 1 : 0}), 1);
  EXPECT_EQ(world_.sum(std::int64_t{1}), size_);
}

TEST_F(OnAllRanks, Reductions) {
  EXPECT_EQ(world_.min(rank_), 0);
  EXPECT_EQ(world_.max(rank_), size_ - 1);
  EXPECT_EQ(world_.sum(rank_), size_ * (size_ - 1) / 2);
  EXPECT_EQ(world_.min(-0.5 * static_cast<double>(rank_)), -0.5 * static_cast<double>(size_ - 1));
  EXPECT_EQ(world_.max(-0.5 * static_cast<double>(rank_)), 0.0);
}

TEST_F(OnAllRanks, ReductionsOfSpans) {
  std::array<std::int64_t, 2> sums{rank_, std::int64_t{1} << 53};
  world_.sum(std::span<std::int64_t>(sums));
  EXPECT_EQ(sums[0], size_ * (size_ - 1) / 2);
  EXPECT_EQ(sums[1], size_ * (std::int64_t{1} << 53));
  std::array<double, 2> least{static_cast<double>(rank_), -static_cast<double>(rank_)};
  world_.min(std::span<double>(least));
  EXPECT_EQ(least[0], 0.0);
  EXPECT_EQ(least[1], -static_cast<double>(size_ - 1));
  std::array<std::int64_t, 1> most{rank_};
  world_.max(std::span<std::int64_t>(most));
  EXPECT_EQ(most[0], size_ - 1);
}

TEST_F(OnAllRanks, AllAndAny) {
  const bool is_last = rank_ == size_ - 1;
  EXPECT_TRUE(world_.any(is_last));
  EXPECT_EQ(world_.all(is_last), size_ == 1);
  EXPECT_TRUE(world_.all(true));
  EXPECT_FALSE(world_.any(false));
}

TEST_F(OnAllRanks, BroadcastResizes) {
  struct Item {
    std::int32_t number;
    double value;
  };
  const int root = world_.size() - 1;
  std::vector<Item> items;
  if (world_.rank() == root) items = {{7, 0.25}, {8, -3.0}, {9, 1e300}};
  world_.broadcast(items, root);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].number, 7);
  EXPECT_EQ(items[2].value, 1e300);
  std::vector<double> none;
  world_.broadcast(none);
  EXPECT_TRUE(none.empty());
}

// Rank r gives r values r, r, ...: rank 0 gives none, and the order is by rank.
TEST_F(OnAllRanks, GatherKeepsTheOrderOfRanks) {
  const std::vector<std::int64_t> mine(static_cast<std::size_t>(rank_), rank_);
  const std::vector<std::int64_t> all = world_.gather_on_all(mine);
  std::vector<std::int64_t> expected;
  for (std::int64_t r = 0; r < size_; ++r)
    expected.insert(expected.end(), static_cast<std::size_t>(r), r);
  EXPECT_EQ(all, expected);
}

/// The same numbers on every rank: six decades either side of 1, both signs, no pattern.
double term(std::int64_t i) {
  const double angle = 0.7548776662466927 * static_cast<double>(i);
  const double fraction = angle - std::floor(angle);
  return (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, 12.0 * fraction - 6.0);
}

TEST_F(OnAllRanks, ExactSumsAreTheSerialOnesHoweverSplit) {
  constexpr std::int64_t count = 10000;
  ExactSums serial(1);
  for (std::int64_t i = 0; i < count; ++i) serial.add(0, term(i));

  ExactSums shared(3);
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % size_ == rank_) shared.add(0, term(i));              // dealt in turn
    if (i * size_ / count == rank_) shared.add(1, term(i));      // in blocks
    if (rank_ == size_ - 1) shared.add(2, term(count - 1 - i));  // all on one rank, backwards
  }
  shared.reduce(world_);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(shared.value(i), serial.value(0)) << i;
}

// Every rank adds the same: n times one term, a multiple that doubles hold exactly.
TEST_F(OnAllRanks, ExactSumsAddRanks) {
  ExactSums sums(2);
  sums.add(0, 0.125);
  sums.add(1, -0x1p-50);
  sums.reduce(world_);
  EXPECT_EQ(sums.value(0), 0.125 * static_cast<double>(size_));
  EXPECT_EQ(sums.value(1), -0x1p-50 * static_cast<double>(size_));
  ExactSums none;
  none.reduce(world_);
  EXPECT_EQ(none.size(), 0U);
}

}  // namespace
}  // namespace tektite
