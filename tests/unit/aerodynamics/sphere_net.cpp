// Interpolation between directions.
#include "solver/aerodynamics/directions.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tektite::aerodynamics {
namespace {

std::vector<Vec3<BodyAxes>> spread(int count) {
  std::vector<Vec3<BodyAxes>> result;
  const double golden = constants::pi * (3.0 - std::sqrt(5.0));  // Fibonacci's spiral
  for (int i = 0; i < count; ++i) {
    const double z = 1.0 - 2.0 * (i + 0.5) / count;
    const double r = std::sqrt(1.0 - z * z);
    result.push_back({r * std::cos(golden * i), r * std::sin(golden * i), z});
  }
  return result;
}

TEST(SphereNet, FindsTheTriangleAroundEveryDirection) {
  for (int level : {0, 1, 2, 3, 4}) {
    const SphereNet net(level);
    const Directions nodes = sphere_directions(level);
    ASSERT_EQ(net.level(), level);
    const double edge = 1.11 / std::pow(2.0, level) * 1.2;
    for (const auto& direction : spread(2000)) {
      const Between found = net.at(direction);
      Vec3<BodyAxes> sum;
      for (std::size_t i = 0; i < 3; ++i) {
        const auto& node = nodes.direction[static_cast<std::size_t>(found.index[i])];
        EXPECT_GE(found.weight[i], 0.0);
        EXPECT_LT(norm(node - direction), edge);
        sum += found.weight[i] * node;
      }
      EXPECT_NEAR(found.weight[0] + found.weight[1] + found.weight[2], 1.0, 1e-14);
      // Seen from the centre: the weighted corners point where the direction does. Exact.
      EXPECT_LT(norm(unit(sum) - direction), 1e-13);
    }
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const Between found = net.at(nodes.direction[k]);
      double own = 0.0;
      for (std::size_t i = 0; i < 3; ++i) {
        if (found.index[i] == static_cast<int>(k)) own = found.weight[i];
      }
      EXPECT_NEAR(own, 1.0, 1e-12);
    }
  }
}

// A smooth function: second order in the distance of the directions.
TEST(SphereNet, InterpolatesWithSecondOrder) {
  const auto smooth = [](const Vec3<BodyAxes>& d) { return d.x * d.y + 0.5 * d.z * d.z * d.x; };
  std::vector<double> errors;
  for (int level : {2, 3, 4}) {
    const SphereNet net(level);
    const Directions nodes = sphere_directions(level);
    double worst = 0.0;
    for (const auto& direction : spread(20000)) {
      const Between found = net.at(direction);
      double value = 0.0;
      for (std::size_t i = 0; i < 3; ++i) {
        value +=
            found.weight[i] * smooth(nodes.direction[static_cast<std::size_t>(found.index[i])]);
      }
      worst = std::max(worst, std::abs(value - smooth(direction)));
    }
    errors.push_back(worst);
  }
  EXPECT_NEAR(std::log2(errors[0] / errors[1]), 2.0, 0.2);
  EXPECT_NEAR(std::log2(errors[1] / errors[2]), 2.0, 0.2);
}

TEST(SphereNet, MiddlesLieBetweenTheirNeighbours) {
  const SphereNet net(3);
  const Directions nodes = sphere_directions(3);
  ASSERT_EQ(net.middles().size(), 642U - 162U);
  for (const auto& [middle, a, b] : net.middles()) {
    const auto at = [&](int k) { return nodes.direction[static_cast<std::size_t>(k)]; };
    EXPECT_LT(norm(at(middle) - unit(at(a) + at(b))), 1e-14);
    EXPECT_GE(middle, 162);
    EXPECT_LT(std::max(a, b), 162);
  }
}

}  // namespace
}  // namespace tektite::aerodynamics
