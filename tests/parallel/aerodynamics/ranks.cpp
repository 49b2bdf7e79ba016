// The same bits on any number of ranks: every rank also builds the whole vehicle alone and
// compares.
#include "solver/aerodynamics/aerodynamics.hpp"

#include <gtest/gtest.h>
#include <mpi.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <vector>

namespace tektite::aerodynamics {
namespace {

using test::Flyer;

/// An open tube, a closed one beside it and two plates: shadows, cavities, three bodies.
std::vector<mesh::ShapedPart> parts() {
  auto result = test::closed_cylinder(0.8, 2.5, 0.2);
  auto tube = test::cylinder(0.4, 1.5, 0.15);
  tube.name = "tube";
  tube.shape.position = {0.3, 2.0, 0.1};
  result.push_back(tube);
  result.push_back(test::plate("upper", 3.0, 1.0, 2.0, 0.25));
  result.push_back(test::plate("lower", 2.0, 1.0, -2.0, 0.25));
  return result;
}

void divide(Flyer& flyer) {
  for (int id = 1; id < 3; ++id) {
    auto body = flyer.state.bodies[0];
    body.id = id;
    flyer.state.bodies.push_back(body);
  }
  flyer.state.bodies[1].mode = vehicle::AttitudeMode::spinning;
  flyer.state.bodies[1].wind = {0.0, 0.0, 1.0};
  flyer.state.bodies[2].mode = vehicle::AttitudeMode::fixed;
  flyer.state.bodies[2].wind = unit(Vec3<BodyAxes>{0.3, 0.2, 0.9});
  const auto& mesh = *flyer.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.local(); ++i) {
    const auto p = static_cast<std::size_t>(i);
    const std::int32_t part = mesh.part()[p];
    flyer.state.body[p] = flyer.state.refresh_body[p] = part < 4 ? 0 : part - 3;
  }
}

TEST(Ranks, DatabaseExposureAndPressureAreBitwiseEqual) {
  Flyer shared(parts(), MPI_COMM_WORLD);
  Flyer alone(parts(), MPI_COMM_SELF);
  divide(shared);
  divide(alone);
  Aerodynamics air_shared({}, shared.vehicle);
  Aerodynamics air_alone({}, alone.vehicle);
  const std::array<std::int32_t, 3> bodies = {0, 1, 2};
  air_shared.refresh(shared.state, bodies);
  air_alone.refresh(alone.state, bodies);
  const auto flow = test::air_at(22.0, 0.05);
  const std::array<environment::Freestream, 3> flows = {flow, flow, test::air_at(1.2)};
  vehicle::SurfaceLoads loads_shared;
  vehicle::SurfaceLoads loads_alone;
  air_shared.pressures(shared.state, flows, loads_shared);
  air_alone.pressures(alone.state, flows, loads_alone);

  const auto& mesh = *shared.vehicle.mesh;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    for (std::size_t side = 0; side < 2; ++side) {
      const auto mine = 2 * static_cast<std::size_t>(i) + side;
      const auto theirs =
          2 * static_cast<std::size_t>(mesh.global_id()[static_cast<std::size_t>(i)]) + side;
      ASSERT_EQ(loads_shared.pressure[mine], loads_alone.pressure[theirs]);
      ASSERT_EQ(air_shared.exposure().peak[mine], air_alone.exposure().peak[theirs]);
      for (std::size_t k = 0; k < vehicle::incidence_nodes; ++k) {
        ASSERT_EQ(air_shared.exposure().weight[mine * vehicle::incidence_nodes + k],
                  air_alone.exposure().weight[theirs * vehicle::incidence_nodes + k]);
      }
    }
  }
  for (std::size_t b = 0; b < 3; ++b) {
    const auto& one = shared.state.bodies[b];
    const auto& other = alone.state.bodies[b];
    const AirForce force = air_shared.force(shared.state, one, flows[b]);
    const AirForce same = air_alone.force(alone.state, other, flows[b]);
    EXPECT_GT(force.drag_area, 0.1);
    EXPECT_EQ(force.drag_area, same.drag_area);
    EXPECT_EQ(force.side_area, same.side_area);
    EXPECT_EQ(air_shared.mean_projected_area(one), air_alone.mean_projected_area(other));
    const auto loads = air_shared.loads(shared.state, one, flows[b]);
    const auto equal = air_alone.loads(alone.state, other, flows[b]);
    EXPECT_EQ(loads.force, equal.force);
    EXPECT_EQ(loads.moment, equal.moment);
    EXPECT_EQ(loads.direction, equal.direction);
  }
}

TEST(Ranks, LitSharesAndShapesAreBitwiseEqual) {
  // Edges of shadows that fall on the borders between ranks: neighbours there are ghosts.
  Flyer shared(parts(), MPI_COMM_WORLD);
  Flyer alone(parts(), MPI_COMM_SELF);
  divide(shared);
  divide(alone);
  Settings settings;
  settings.subpanel = 2;
  Aerodynamics air_shared(settings, shared.vehicle);
  Aerodynamics air_alone(settings, alone.vehicle);
  const std::array<std::int32_t, 3> bodies = {0, 1, 2};
  air_shared.refresh(shared.state, bodies);
  air_alone.refresh(alone.state, bodies);
  const auto& mesh = *shared.vehicle.mesh;
  constexpr std::size_t nodes = vehicle::incidence_nodes;
  for (std::int32_t i = 0; i < mesh.owned(); ++i) {
    const auto theirs =
        static_cast<std::size_t>(mesh.global_id()[static_cast<std::size_t>(i)]) * 2 * nodes;
    for (std::size_t k = 0; k < 2 * nodes; ++k) {
      const std::size_t mine = static_cast<std::size_t>(i) * 2 * nodes + k;
      ASSERT_EQ(air_shared.exposure().weight[mine], air_alone.exposure().weight[theirs + k]);
    }
  }
  for (std::size_t b = 0; b < 3; ++b) {
    const auto& one = shared.state.bodies[b];
    EXPECT_EQ(air_shared.shape(one).weight, air_alone.shape(one).weight);
    EXPECT_EQ(air_shared.shape(one).slenderness, air_alone.shape(one).slenderness);
    for (const double mach : {0.3, 1.1, 3.0}) {
      const auto flow = test::air_at(mach, 1e-4);
      EXPECT_EQ(air_shared.force(shared.state, one, flow).drag_area,
                air_alone.force(alone.state, one, flow).drag_area);
    }
  }
}

}  // namespace
}  // namespace tektite::aerodynamics
