// A flight that is written down and read back goes on as if nothing had happened: bit by bit, on
// the ranks that wrote it. Source: the unbroken flight.
#include "io/output/checkpoint.hpp"

#include "tests/parallel/driver/can.hpp"
#include "tests/parallel/driver/same_story.hpp"
#include <filesystem>
#include <unistd.h>

namespace tektite::driver {
namespace {

class Resume : public ::testing::Test {
 protected:
  Resume()
      : world_(PETSC_COMM_WORLD),
        path_(path_for(world_)),
        folder_(output::RunFolder::create(world_, path_, true)) {}

  /// The same on every rank, another for every run of the tests.
  static std::string path_for(const Communicator& world) {
    std::vector<std::int64_t> number{getpid()};
    world.broadcast(number);
    return (std::filesystem::temp_directory_path() /
            ("tektite_resume_" + std::to_string(number[0])))
        .string();
  }

  void TearDown() override {
    world_.barrier();
    if (world_.is_root()) std::filesystem::remove_all(path_);
    world_.barrier();
  }

  /// Writes `flyer` down and goes on for `steps` steps beside one that has read it back.
  void break_and_compare(Flyer& flyer, int steps) {
    static_cast<void>(output::write_checkpoint(folder_, flyer.models.vehicle, flyer.state, "hash"));
    Flyer resumed(can_case, world_);
    resumed.state = output::read_checkpoint(folder_, resumed.models.vehicle, "hash");
    // What the first entry has put into the databases must not matter either.
    rebuild_databases(resumed.models, resumed.state);
    {
      SCOPED_TRACE("as read");
      compare(flyer.state, resumed.state);
    }
    flyer.steps(steps);
    resumed.steps(steps);
    SCOPED_TRACE("flown on");
    compare(flyer.state, resumed.state);
  }

  static void compare(const vehicle::State& a, const vehicle::State& b) {
    output::expect_same_state(a, b);
    expect_same_lives(a, b);
  }

  Communicator world_;
  std::string path_;
  output::RunFolder folder_;
};

TEST_F(Resume, GoesOnBitwiseBeforeAnythingFails) {
  Flyer flyer(can_case, world_);
  flyer.steps(5);
  ASSERT_EQ(flyer.state.bodies.size(), 1U);
  break_and_compare(flyer, 5);
}

TEST_F(Resume, GoesOnBitwiseThroughTheBreakup) {
  Flyer flyer(can_case, world_);
  while (flyer.state.patch_torn == std::vector<std::uint8_t>(flyer.state.patch_torn.size(), 0)) {
    ASSERT_TRUE(March::is_flying(flyer.state)) << "the case no longer tears";
    flyer.step();
  }
  // Just torn: the gas still streams out, and the next tears lie ahead.
  break_and_compare(flyer, 40);
  ASSERT_GT(flyer.state.bodies.size(), 5U) << "the case no longer comes apart";
}

TEST_F(Resume, GoesOnBitwiseWithManyBodiesInFlight) {
  Flyer flyer(can_case, world_);
  while (flying(flyer.state) < 8) {
    ASSERT_TRUE(March::is_flying(flyer.state)) << "the case no longer comes apart";
    flyer.step();
  }
  break_and_compare(flyer, 30);
}

}  // namespace
}  // namespace tektite::driver
