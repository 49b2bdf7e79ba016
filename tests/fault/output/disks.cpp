// Full disks, odd paths: one clear error with exit code 4, and what was there before stays.
#include "io/output/fields.hpp"
#include "io/output/report.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/tables.hpp"
#include "io/output/trajectory_log.hpp"

#include "tests/unit/output/strip.hpp"
#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

/// Files of this process may not grow beyond `bytes`: writing then fails half-way, as on a full
/// disk.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallFiles() { setrlimit(RLIMIT_FSIZE, &before_); }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit before_{};
};

std::string slurp(const std::string& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class DiskTest : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
};

TEST_F(DiskTest, AFullDeviceIsAnIoFailure) {
  try {
    write_text("/dev/full", "text");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::io_failed);
    EXPECT_NE(std::string(error.what()).find("/dev/full: No space left on device"),
              std::string::npos)
        << error.what();
  }
  EXPECT_EQ(testing::exit_code([] { write_csv("/dev/full", Table({{"id"}})); }),
            ExitCode::io_failed);
}

TEST_F(DiskTest, AFailedWriteLeavesTheOldFile) {
  const std::string path = temporary.path() + "/file";
  write_text(path, "old");
  {
    const SmallFiles limit(1000);
    EXPECT_EQ(testing::exit_code([&] { write_text(path, std::string(5000, 'x')); }),
              ExitCode::io_failed);
  }
  EXPECT_EQ(slurp(path), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(temporary.path()), {}), 1) << "no remains";
}

TEST_F(DiskTest, FoldersThatCannotBeMadeAreIoFailures) {
  for (const std::string path : {"/dev/null/run", "/proc/tektite_run"}) {
    EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, path, false); }),
              ExitCode::io_failed)
        << path;
  }
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, "", false); }),
            ExitCode::bad_input);
}

TEST_F(DiskTest, EveryWriterReportsAFullDisk) {
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  const auto strip = testing::make_strip(world);
  const auto state = testing::make_state(strip);
  RunFolder same = folder;
  FieldWriter fields(strip.vehicle, same);
  TrajectoryLog trajectories(folder);
  for (int i = 0; i < 20; ++i) trajectories.add({.time = 1.0 + i});
  Table table({{"text"}});
  table.add({std::string(2000, 'x')});
  const SmallFiles limit(200);
  EXPECT_EQ(testing::exit_code([&] { fields.write(state, {}); }), ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] { trajectories.flush(); }), ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] { write_table(folder, "t", table); }), ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] { write_report(folder, {}); }), ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] {
              write_manifest(folder, {std::string(300, 'x'), ""});
            }),
            ExitCode::io_failed);
  // Progress is a courtesy: it must not end a run.
  EXPECT_TRUE(write_progress(folder, {}).has_value());
  EXPECT_FALSE(fs::exists(folder.fields() + "/panels.pvd"));
  EXPECT_FALSE(fs::exists(folder.tables() + "/t.csv"));
}

}  // namespace
}  // namespace tektite::output
