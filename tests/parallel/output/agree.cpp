// An error on one rank reaches all of them: nobody is left waiting.
#include "io/output/agree.hpp"

#include "io/output/run_folder.hpp"

#include "tests/unit/output/strip.hpp"

namespace tektite::output {
namespace {

TEST(Agree, TheLowestRanksErrorIsEveryonesError) {
  const Communicator world(MPI_COMM_WORLD);
  for (int first = 0; first < world.size(); ++first) {
    std::string text;
    try {
      on_every_rank(world, [&] {
        if (world.rank() < first) return;
        throw Error(ExitCode::no_checkpoint, fmt::format("rank {}", world.rank()));
      });
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::no_checkpoint);
      text = error.what();
    }
    EXPECT_EQ(text, fmt::format("rank {}", first));
  }
}

TEST(Agree, ForeignExceptionsAreIoFailures) {
  const Communicator world(MPI_COMM_WORLD);
  EXPECT_EQ(
      testing::exit_code([&] { on_root(world, [] { throw std::runtime_error("no memory"); }); }),
      ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] { on_every_rank(world, [] {}); }), ExitCode::done);
}

TEST(Agree, ARunThatExistsIsRefusedOnEveryRank) {
  const Communicator world(MPI_COMM_WORLD);
  const testing::TemporaryFolder temporary(world);
  const std::string path = temporary.path() + "/run";
  const auto folder = RunFolder::create(world, path, false);
  write_manifest(folder, {"case.yaml", "hash"});
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, path, false); }),
            ExitCode::bad_input);
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, "/dev/null/x", false); }),
            ExitCode::io_failed);
}

}  // namespace
}  // namespace tektite::output
