// A State written on one number of ranks and read on another is the same, bit by bit.
#include "io/output/checkpoint.hpp"

#include "tests/parallel/output/same_state.hpp"
#include "tests/unit/output/strip.hpp"

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

/// Part of MPI_COMM_WORLD: its first `ranks` ranks. Others get none.
class FirstRanks {
 public:
  explicit FirstRanks(int ranks) {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_split(MPI_COMM_WORLD, rank < ranks ? 0 : MPI_UNDEFINED, rank, &comm_);
  }
  ~FirstRanks() {
    if (comm_ != MPI_COMM_NULL) MPI_Comm_free(&comm_);
  }
  FirstRanks(const FirstRanks&) = delete;
  FirstRanks& operator=(const FirstRanks&) = delete;
  [[nodiscard]] bool is_member() const { return comm_ != MPI_COMM_NULL; }
  [[nodiscard]] Communicator world() const { return Communicator(comm_); }

 private:
  MPI_Comm comm_ = MPI_COMM_NULL;
};

TEST(Checkpoint, ReadsBackOnAnyNumberOfRanks) {
  const Communicator everyone(MPI_COMM_WORLD);
  for (const int writers : {1, 2, 3, 4}) {
    for (const int readers : {1, 2, 3, 4}) {
      if (std::max(writers, readers) > everyone.size()) continue;
      const testing::TemporaryFolder temporary(everyone);
      const std::string path = temporary.path() + "/run";
      const FirstRanks write_ranks(writers);
      if (write_ranks.is_member()) {
        const auto world = write_ranks.world();
        const auto folder = RunFolder::create(world, path, false);
        const auto strip = testing::make_strip(world, 6, 3, true);
        const auto state = testing::make_state(strip);
        EXPECT_EQ(write_checkpoint(folder, strip.vehicle, state, "hash"), "000001");
        for (int rank = 0; rank < writers; ++rank) {
          EXPECT_TRUE(
              fs::exists(path + "/checkpoints/000001/rank_" + std::to_string(rank) + ".bin"));
        }
        write_manifest(folder, {"case.yaml", "hash"});
      }
      everyone.barrier();
      const FirstRanks read_ranks(readers);
      if (read_ranks.is_member()) {
        const auto world = read_ranks.world();
        const auto strip = testing::make_strip(world, 6, 3, true);
        const auto folder = RunFolder::open(world, path);
        const auto state = read_checkpoint(folder, strip.vehicle, "hash");
        SCOPED_TRACE(fmt::format("written on {}, read on {}", writers, readers));
        expect_same_state(state, testing::make_state(strip));
      }
      everyone.barrier();
    }
  }
}

TEST(Checkpoint, KeepsTheLastTwo) {
  const Communicator world(MPI_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  const auto strip = testing::make_strip(world);
  auto state = testing::make_state(strip);
  for (int i = 1; i <= 4; ++i) {
    state.step = i;
    EXPECT_EQ(write_checkpoint(folder, strip.vehicle, state, "hash"), fmt::format("00000{}", i));
  }
  world.barrier();
  EXPECT_FALSE(fs::exists(folder.checkpoints() + "/000002"));
  EXPECT_TRUE(fs::exists(folder.checkpoints() + "/000003"));
  EXPECT_EQ(read_checkpoint(folder, strip.vehicle, "hash").step, 4);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.checkpoints()), {}), 2);
  world.barrier();
}

TEST(Checkpoint, OfAnotherCaseIsRefusedAndKept) {
  const Communicator world(MPI_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  const auto strip = testing::make_strip(world);
  write_checkpoint(folder, strip.vehicle, testing::make_state(strip), "hash");
  EXPECT_EQ(testing::exit_code([&] { (void)read_checkpoint(folder, strip.vehicle, "other hash"); }),
            ExitCode::no_checkpoint);
  EXPECT_EQ(read_checkpoint(folder, strip.vehicle, "hash").step, 77);
}

TEST(Checkpoint, OfAnotherVehicleIsRefused) {
  const Communicator world(MPI_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  const auto strip = testing::make_strip(world, 6, 3);
  write_checkpoint(folder, strip.vehicle, testing::make_state(strip), "hash");
  const auto larger = testing::make_strip(world, 8, 3);
  EXPECT_EQ(testing::exit_code([&] { (void)read_checkpoint(folder, larger.vehicle, "hash"); }),
            ExitCode::no_checkpoint);
}

/// A wall that melts is not one that decomposes, whatever the number of its cells.
TEST(Checkpoint, OfOtherMaterialsIsRefused) {
  const Communicator world(MPI_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  const auto strip = testing::make_strip(world, 6, 3, true);
  write_checkpoint(folder, strip.vehicle, testing::make_state(strip), "hash");
  const auto metal = testing::make_strip(world);
  EXPECT_EQ(testing::exit_code([&] { (void)read_checkpoint(folder, metal.vehicle, "hash"); }),
            ExitCode::no_checkpoint);
}

}  // namespace
}  // namespace tektite::output
