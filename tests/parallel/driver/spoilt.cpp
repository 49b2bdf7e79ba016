// What cannot be is caught in the step that made it: the step is thrown away and halved, counted,
// and after a limit the run stops and says where. The faults are put in by hand, between the heat
// and the look at it; sources of what is expected: the flight without a fault, and the fault.
#include "io/output/checkpoint.hpp"
#include "solver/driver/simulation.hpp"

#include "tests/parallel/driver/can.hpp"
#include "tests/parallel/driver/same_story.hpp"
#include "tests/unit/output/strip.hpp"
#include <filesystem>
#include <fstream>
#include <limits>

namespace tektite::driver {
namespace {

namespace fs = std::filesystem;
using vehicle::State;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t victim = 17;  // global id of a panel

/// The first cell of the victim, on the rank that owns it.
double* cell_of(const Models& models, std::vector<double>& values) {
  const auto& mesh = *models.vehicle.mesh;
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.owned()); ++p) {
    if (mesh.global_id()[p] != victim) continue;
    return &values[static_cast<std::size_t>(models.vehicle.cell_offset[p])];
  }
  return nullptr;
}

struct Injury {
  const char* says;  ///< what the message must name
  std::function<void(const Models&, State&)> inflict;
};

std::vector<Injury> injuries() {
  return {
      {"enthalpy of cell 0 of panel 17 (part 'can', body 0) is nan",
       [](const Models& models, State& next) {
         if (double* cell = cell_of(models, next.solid.enthalpy)) *cell = nan;
       }},
      {"enthalpy of cell 0 of panel 17 (part 'can', body 0) is 1e+99",
       [](const Models& models, State& next) {
         if (double* cell = cell_of(models, next.solid.enthalpy)) *cell = 1e99;
       }},
      {"thickness left of cell 0 of panel 17 (part 'can', body 0): -1",
       [](const Models& models, State& next) {
         if (double* cell = cell_of(models, next.solid.cell_mass)) *cell = -1.0;
       }},
      {"velocity of body 0",
       [](const Models&, State& next) { next.bodies[0].flight.velocity.y = nan; }},
      {"object 'ball'", [](const Models&, State& next) { next.solid.object_enthalpy[1][0] = nan; }},
      {"joint 'clamp'", [](const Models&, State& next) { next.solid.joint_enthalpy[0][0] = nan; }},
      {"gas of volume 'inside'",
       [](const Models&, State& next) { next.solid.gas_temperature[0] = -3.0; }},
  };
}

TEST(Spoilt, AStepIsHalvedUntilItHolds) {
  const Communicator world(PETSC_COMM_WORLD);
  for (const Injury& injury : injuries()) {
    SCOPED_TRACE(injury.says);
    Flyer flyer(can_case, world);
    // Whatever is longer than 0.2 s goes wrong: 0.5 s and 0.25 s do, 0.125 s does not.
    March march(flyer.models, [&](double dt, State& next) {
      if (dt > 0.2) injury.inflict(flyer.models, next);
    });
    const StepReport step = march.advance(flyer.state);
    EXPECT_EQ(step.step, 0.125);
    EXPECT_EQ(flyer.state.time, 0.125);
    EXPECT_EQ(flyer.state.ledger.spoilt_steps, 2.0);
    EXPECT_EQ(flyer.state.ledger.rejected_steps, 0.0) << "no event was located";

    // The same state as after a sound step of that length, to the last bit.
    Flyer sound(can_case, world);
    sound.state.next_step = 0.125;
    sound.step();
    sound.state.ledger.spoilt_steps = 2.0;
    sound.state.next_step = flyer.state.next_step;
    output::expect_same_state(flyer.state, sound.state);
    // And the march goes on, with steps that grow again.
    for (int i = 0; i < 5; ++i) {
      march.advance(flyer.state);
      EXPECT_LE(flyer.state.next_step, 0.25);
    }
  }
}

TEST(Spoilt, AfterTheLimitTheRunStopsAndSaysWhere) {
  const Communicator world(PETSC_COMM_WORLD);
  for (const Injury& injury : injuries()) {
    SCOPED_TRACE(injury.says);
    Flyer flyer(can_case, world);
    flyer.steps(2);
    State before = flyer.state;
    March march(flyer.models, [&](double, State& next) { injury.inflict(flyer.models, next); });
    try {
      march.advance(flyer.state);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::physics_failed);
      EXPECT_NE(std::string(error.what()).find(injury.says), std::string::npos) << error.what();
    }
    EXPECT_EQ(flyer.state.ledger.spoilt_steps, March::most_halvings + 1.0);
    before.ledger.spoilt_steps = flyer.state.ledger.spoilt_steps;
    output::expect_same_state(flyer.state, before);
  }
}

/// One iteration of Newton's method solves a column only where a step changes little.
TEST(Spoilt, ColumnsWithoutASolutionAreRejected) {
  const Communicator world(PETSC_COMM_WORLD);
  Flyer flyer(std::string(can_case) + "thermal: {newton_iterations: 1}\n", world);
  flyer.steps(12);
  EXPECT_GT(flyer.state.ledger.spoilt_steps, 0.0);
  EXPECT_EQ(flyer.state.ledger.newton_failures, 0.0) << "none was accepted";
  EXPECT_LT(flyer.state.time, 6.0) << "steps became shorter";
}

/// A whole run, its folder and its last words.
TEST(Spoilt, LeavesLastWordsAndAUsableCheckpoint) {
  const Communicator world(PETSC_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  output::RunFolder folder = output::RunFolder::create(world, temporary.path() + "/run", false);
  Flyer flyer(can_case, world);
  RunOptions options;
  options.onlooker = [&](double, State& next) {
    if (next.time <= 3.0) return;
    if (double* cell = cell_of(flyer.models, next.solid.enthalpy)) *cell = nan;
  };
  State last;
  {
    Simulation simulation(flyer.scenario(), flyer.models, folder, flyer.state, options);
    EXPECT_EQ(testing::exit_code([&] { simulation.fly_to_ground(); }), ExitCode::physics_failed);
    last = simulation.state();
  }
  EXPECT_EQ(last.time, 3.0);
  world.barrier();
  const fs::path fields = folder.fields();
  EXPECT_TRUE(fs::exists(fields / "last_words.pvtp"));
  EXPECT_TRUE(fs::exists(fields / "last_words" / "piece_0000.vtp"));
  std::ifstream file(folder.path() + "/progress.json");
  const std::string progress{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(progress.find("\"failed\""), std::string::npos) << progress;
  EXPECT_NE(progress.find("panel 17"), std::string::npos) << progress;

  // The checkpoint is of the last good step, and goes on where nothing spoils it.
  Flyer resumed(can_case, world);
  resumed.state = output::read_checkpoint(folder, resumed.models.vehicle, flyer.scenario().hash());
  output::expect_same_state(resumed.state, last);
  rebuild_databases(resumed.models, resumed.state);
  resumed.steps(3);
  EXPECT_GT(resumed.state.time, 3.0);
  world.barrier();
}

}  // namespace
}  // namespace tektite::driver
