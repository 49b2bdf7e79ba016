// Heat on panels and joints: the same bits on any number of ranks. Every rank also builds the whole
// vehicle alone and compares.
#include "solver/aeroheating/aeroheating.hpp"

#include <gtest/gtest.h>
#include <mpi.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <cmath>
#include <span>
#include <vector>

namespace tektite::aeroheating {
namespace {

using test::Flyer;

/// An exposure that depends on the panel's global id alone.
vehicle::Exposure exposure_of(const Flyer& flyer) {
  const auto& mesh = *flyer.vehicle.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  vehicle::Exposure exposure;
  exposure.weight.resize(2 * owned * vehicle::incidence_nodes);
  exposure.peak.assign(2 * owned, 1.0);
  exposure.running.resize(2 * owned);
  for (std::size_t i = 0; i < owned; ++i) {
    for (std::size_t side = 0; side < 2; ++side) {
      exposure.running[2 * i + side] =
          1.0 + 0.5 * std::sin(3.0 * static_cast<double>(mesh.global_id()[i]));
    }
    for (std::size_t k = 0; k < 2 * vehicle::incidence_nodes; ++k) {
      exposure.weight[2 * i * vehicle::incidence_nodes + k] =
          0.03 * std::abs(std::sin(static_cast<double>(mesh.global_id()[i]) +
                                   0.7 * static_cast<double>(k)));
    }
  }
  return exposure;
}

/// A joint between barrel and fore disc: every third panel of either, each with its own length.
void join(Flyer& flyer) {
  vehicle::Joint joint;
  joint.part_b = 1;
  for (std::size_t i = 0; i < flyer.vehicle.surface.panels(); i += 3) {
    const auto id = static_cast<std::int64_t>(i);
    if (flyer.vehicle.surface.part[i] == 0) {
      joint.panels_a.push_back(id);
      joint.lengths_a.push_back(0.1 + 0.01 * static_cast<double>(i % 7));
    } else if (flyer.vehicle.surface.part[i] == 1) {
      joint.panels_b.push_back(id);
      joint.lengths_b.push_back(0.2);
    }
  }
  flyer.vehicle.joints = {joint, joint};
  flyer.state.joint_holds = {1, 0};
  flyer.state.bodies[0].length = 2.0;
}

/// The default, and everything that there is on top.
std::vector<Settings> choices() {
  Settings all;
  all.stagnation = "fay_riddell_partial";
  all.catalycity = 0.01;
  all.distribution = "lees";
  all.plate = "turbulent";
  all.radiation = "tauber_sutton";
  all.bridging = "stanton";
  all.multipliers = {{"edge", "fore", 2.0, 1.0, 3.0}};
  return {{}, all};
}

class Ranks : public testing::TestWithParam<Settings> {};
INSTANTIATE_TEST_SUITE_P(Choices, Ranks, testing::ValuesIn(choices()),
                         [](const auto& one) { return one.param.stagnation; });

TEST_P(Ranks, HeatIsBitwiseEqual) {
  Flyer shared(test::closed_cylinder(0.8, 2.5, 0.15), MPI_COMM_WORLD);
  Flyer alone(test::closed_cylinder(0.8, 2.5, 0.15), MPI_COMM_SELF);
  join(shared);
  join(alone);
  const Aeroheating heating_shared(GetParam(), shared.vehicle);
  const Aeroheating heating_alone(GetParam(), alone.vehicle);
  const auto flow = test::air_at(33.0, 0.02);  // 9.8 km/s: the shock layer glows
  vehicle::SurfaceLoads one;
  vehicle::SurfaceLoads other;
  const auto exposure = exposure_of(alone);
  heating_shared.surface_loads(shared.state, exposure_of(shared), std::span(&flow, 1), one);
  heating_alone.surface_loads(alone.state, exposure, std::span(&flow, 1), other);
  const auto& mesh = *shared.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    for (std::size_t side = 0; side < 2; ++side) {
      const auto mine = 2 * static_cast<std::size_t>(i) + side;
      const auto theirs =
          2 * static_cast<std::size_t>(mesh.global_id()[static_cast<std::size_t>(i)]) + side;
      ASSERT_GT(one.film[mine], 0.0);
      ASSERT_EQ(one.film[mine], other.film[theirs]);
      ASSERT_EQ(one.recovery[mine], other.recovery[theirs]);
    }
  }
  EXPECT_EQ(one.joint_film, other.joint_film);
  EXPECT_EQ(one.joint_recovery, other.joint_recovery);

  // Reference for the joint: the plain weighted mean over its panels, in order.
  double length = 0.0;
  double film = 0.0;
  double recovered = 0.0;
  const auto& joint = alone.vehicle.joints[0];
  const auto add = [&](std::int64_t panel, double along) {
    const std::size_t side = 2 * static_cast<std::size_t>(panel);
    length += along;
    film += along * other.film[side];
    recovered += along * other.film[side] * other.recovery[side];
  };
  for (std::size_t k = 0; k < joint.panels_a.size(); ++k) {
    add(joint.panels_a[k], joint.lengths_a[k]);
  }
  for (std::size_t k = 0; k < joint.panels_b.size(); ++k) {
    add(joint.panels_b[k], joint.lengths_b[k]);
  }
  EXPECT_NEAR(one.joint_film[0], film / length, 1e-12 * film / length);
  EXPECT_NEAR(one.joint_recovery[0], recovered / film, 1e-9 * other.recovery[0]);
  EXPECT_EQ(one.joint_film[1], 0.0);  // broken
}

}  // namespace
}  // namespace tektite::aeroheating
