// An assessment on all ranks together against the same on one rank alone, bit for bit.
#include "solver/structure/structure.hpp"
#include "solver/vehicle/mass.hpp"

#include <gtest/gtest.h>

#include "tests/unit/structure/module.hpp"
#include <cstring>

namespace tektite::structure {
namespace {

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// A hot, patchy, partly molten module with one weak joint, in the air.
vehicle::Assessment assess(MPI_Comm comm, bool sealed) {
  const auto vehicle = module::build({.panel_size = 0.12, .pressure = 500e3, .comm = comm});
  const mesh::PanelMesh& mesh = *vehicle->mesh;
  vehicle::State state = module::enter(*vehicle);
  state.next_body = 1;
  state.bodies[0].mass = vehicle::MassSums(*vehicle).bodies(state)[0].properties;
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.local()); ++p) {
    const auto id = static_cast<double>(mesh.global_id()[p] % 97);
    double T = 600.0 + 1.7 * id;
    if (mesh.patch()[p] % 3 == 0) T += 30.0;
    if (mesh.global_id()[p] % 50 == 7) T = 900.0;
    const auto first = static_cast<std::size_t>(vehicle->cell_offset[p]);
    for (std::size_t c = 0; c < 2; ++c) {
      state.solid.enthalpy[first + c] = module::metal().enthalpy(T);
    }
  }
  state.solid.joint_enthalpy[1].assign(3, module::metal().enthalpy(700.0));
  if (!sealed) state.sealed[0] = 0;
  const auto sides = 2 * static_cast<std::size_t>(mesh.owned());
  vehicle::SurfaceLoads surface;
  surface.pressure.assign(sides, 0.0);
  vehicle::Exposure exposure;
  exposure.peak.assign(sides, 0.3);
  std::vector<environment::Freestream> air(1);
  air[0].sound_speed = 300.0;
  air[0].density = 1e-4;
  air[0].speed = 7000.0;
  return Structure(Settings{}, *vehicle).assess(state, surface, exposure, air, {});
}

TEST(Ranks, FailuresAreTheSame) {
  for (const bool sealed : {true, false}) {
    const vehicle::Assessment alone = assess(MPI_COMM_SELF, sealed);
    const vehicle::Assessment together = assess(MPI_COMM_WORLD, sealed);
    EXPECT_TRUE(same_bits(alone.worst, together.worst));
    ASSERT_EQ(alone.failures.size(), together.failures.size());
    EXPECT_GT(alone.failures.size(), 10U);
    for (std::size_t f = 0; f < alone.failures.size(); ++f) {
      EXPECT_EQ(alone.failures[f].thing, together.failures[f].thing);
      EXPECT_EQ(alone.failures[f].index, together.failures[f].index);
      EXPECT_TRUE(same_bits(alone.failures[f].demand, together.failures[f].demand));
      EXPECT_TRUE(same_bits(alone.failures[f].temperature, together.failures[f].temperature));
      if (f == 0) continue;
      const bool in_order = alone.failures[f - 1].thing < alone.failures[f].thing ||
                            (alone.failures[f - 1].thing == alone.failures[f].thing &&
                             alone.failures[f - 1].index < alone.failures[f].index);
      EXPECT_TRUE(in_order) << f;
    }
  }
}

}  // namespace
}  // namespace tektite::structure
