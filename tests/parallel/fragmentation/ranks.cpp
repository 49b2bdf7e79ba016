// A cascade of failures on all ranks together against the same on one rank alone: bodies, events,
// labels and masses bit for bit.
#include "solver/fragmentation/fragmentation.hpp"

#include <gtest/gtest.h>

#include "tests/unit/structure/module.hpp"
#include <cstring>

namespace tektite::fragmentation {
namespace {

using vehicle::FailedThing;
using vehicle::Failure;
using vehicle::FailureMode;

struct Outcome {
  vehicle::State state;
  std::vector<Breakup> breakups;
  std::vector<std::int32_t> label;  ///< per global panel
};

/// A crack between patches, a hole of molten panels, sheets of fabric, a joint, mounts, and thin
/// slivers.
Outcome fly(MPI_Comm comm) {
  const auto vehicle =
      module::build({.panel_size = 0.12, .patch_size = 0.5, .is_covered = true, .comm = comm});
  const Fragmentation room(Settings{}, *vehicle);
  Outcome outcome;
  outcome.state = module::enter(*vehicle);
  room.initialise(outcome.state);
  std::vector<std::vector<Failure>> rounds(4);
  for (std::size_t k = 0; k < vehicle->patches.size(); k += 7) {
    rounds[0].push_back({FailedThing::patch, static_cast<std::int64_t>(k), FailureMode::membrane, 0,
                         1.2, 650.0, -1});
  }
  rounds[0].push_back({FailedThing::mount, 0, FailureMode::mount_load, 0, 1.0, 500.0, 3});
  for (std::size_t k = 3; k < vehicle->patches.size(); k += 5) {
    for (const std::int32_t sheet : vehicle->sheets[k]) {
      rounds[0].push_back({FailedThing::sheet, sheet, FailureMode::uncovered, 0, 1.0, 400.0, -1});
    }
  }
  for (std::size_t t = 0; t < vehicle->surface.panels(); ++t) {
    const std::size_t hash = (t * 2654435761U) % 1000U;
    if (hash < 350) {
      rounds[1].push_back({FailedThing::panel, static_cast<std::int64_t>(t), FailureMode::molten, 0,
                           1.0, 850.0, -1});
    }
  }
  rounds[2].push_back({FailedThing::joint, 1, FailureMode::section_load, 0, 1.1, 700.0, 5});
  for (const auto& failures : rounds) {
    outcome.breakups.push_back(room.split(outcome.state, failures));
  }
  outcome.label.assign(vehicle->surface.panels(), -2);
  struct Row {
    std::int64_t id;
    std::int32_t body;
    std::int32_t unused;
  };
  std::vector<Row> mine;
  for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle->mesh->owned()); ++p) {
    mine.push_back({vehicle->mesh->global_id()[p], outcome.state.body[p], 0});
  }
  for (const Row& row : vehicle->mesh->world().gather_on_all(mine)) {
    outcome.label[static_cast<std::size_t>(row.id)] = row.body;
  }
  // Ghosts say what their owners say.
  std::vector<std::int32_t> body = outcome.state.body;
  vehicle->mesh->update_ghosts(std::span<std::int32_t>(body));
  EXPECT_EQ(body, outcome.state.body);
  return outcome;
}

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

TEST(Ranks, FragmentsAreTheSame) {
  const Outcome alone = fly(MPI_COMM_SELF);
  const Outcome together = fly(MPI_COMM_WORLD);
  EXPECT_EQ(alone.label, together.label);
  ASSERT_EQ(alone.state.bodies.size(), together.state.bodies.size());
  EXPECT_GT(alone.state.bodies.size(), 20U);
  for (std::size_t b = 0; b < alone.state.bodies.size(); ++b) {
    const vehicle::Body& x = alone.state.bodies[b];
    const vehicle::Body& y = together.state.bodies[b];
    EXPECT_EQ(x.id, y.id);
    EXPECT_EQ(x.parent, y.parent);
    EXPECT_EQ(x.first_panel, y.first_panel);
    EXPECT_EQ(x.object, y.object);
    EXPECT_EQ(x.status, y.status);
    EXPECT_EQ(x.birth_event, y.birth_event);
    EXPECT_TRUE(same_bits(x.mass.mass, y.mass.mass)) << b;
    EXPECT_EQ(x.mass.centre, y.mass.centre) << b;
    EXPECT_EQ(x.mass.inertia, y.mass.inertia) << b;
    EXPECT_EQ(x.flight.position, y.flight.position) << b;
    EXPECT_EQ(x.flight.velocity, y.flight.velocity) << b;
    EXPECT_TRUE(same_bits(x.wetted_area, y.wetted_area)) << b;
  }
  ASSERT_EQ(alone.state.events.size(), together.state.events.size());
  for (std::size_t e = 0; e < alone.state.events.size(); ++e) {
    EXPECT_EQ(alone.state.events[e].kind, together.state.events[e].kind);
    EXPECT_EQ(alone.state.events[e].body, together.state.events[e].body);
    EXPECT_TRUE(same_bits(alone.state.events[e].mass, together.state.events[e].mass));
  }
  EXPECT_EQ(alone.state.opening, together.state.opening);
  EXPECT_EQ(alone.state.opening_width, together.state.opening_width);
  EXPECT_EQ(alone.state.volume_body, together.state.volume_body);
  EXPECT_EQ(alone.state.object_body, together.state.object_body);
  EXPECT_EQ(alone.state.joint_body, together.state.joint_body);
  for (std::size_t r = 0; r < alone.breakups.size(); ++r) {
    EXPECT_EQ(alone.breakups[r].new_bodies, together.breakups[r].new_bodies);
    EXPECT_TRUE(same_bits(alone.breakups[r].debris_mass, together.breakups[r].debris_mass));
    EXPECT_TRUE(same_bits(alone.breakups[r].molten_energy, together.breakups[r].molten_energy));
  }
}

}  // namespace
}  // namespace tektite::fragmentation
