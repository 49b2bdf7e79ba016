#include "io/output/run_folder.hpp"

#include "tests/unit/output/strip.hpp"
#include <fstream>
#include <nlohmann/json.hpp>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

class RunFolderTest : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
  std::string path = temporary.path() + "/a/b/run";

  static void put(const std::string& file) {
    std::ofstream stream(file);
    stream << "mine";
  }
};

TEST_F(RunFolderTest, IsMadeWithItsParents) {
  const auto folder = RunFolder::create(world, path, false);
  EXPECT_EQ(folder.path(), path);
  for (const auto& sub : {folder.fields(), folder.tables(), folder.checkpoints()}) {
    EXPECT_TRUE(fs::is_directory(sub)) << sub;
  }
}

TEST_F(RunFolderTest, AnEmptyFolderIsTaken) {
  fs::create_directories(path);
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, path, false); }),
            ExitCode::done);
}

TEST_F(RunFolderTest, AnExistingRunIsKeptUnlessForced) {
  const auto folder = RunFolder::create(world, path, false);
  put(path + "/resolved.yaml");
  put(folder.tables() + "/bodies.csv");
  put(path + "/notes.txt");
  fs::create_directories(path + "/pictures");
  put(path + "/pictures/mine.png");
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::create(world, path, false); }),
            ExitCode::bad_input);
  EXPECT_TRUE(fs::exists(folder.tables() + "/bodies.csv"));
  try {
    (void)RunFolder::create(world, path, false);
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("use --force or another --output"), std::string::npos);
  }
  (void)RunFolder::create(world, path, true);
  EXPECT_FALSE(fs::exists(path + "/resolved.yaml"));
  EXPECT_FALSE(fs::exists(folder.tables() + "/bodies.csv"));
  EXPECT_TRUE(fs::exists(path + "/notes.txt"));
  EXPECT_TRUE(fs::exists(path + "/pictures/mine.png"));
}

TEST_F(RunFolderTest, ForceFollowsNoLinks) {
  fs::create_directories(path);
  fs::create_directories(temporary.path() + "/elsewhere");
  put(temporary.path() + "/elsewhere/precious");
  fs::create_directory_symlink(temporary.path() + "/elsewhere", path + "/tables");
  (void)RunFolder::create(world, path, true);
  EXPECT_TRUE(fs::exists(temporary.path() + "/elsewhere/precious"));
}

TEST_F(RunFolderTest, AFileInTheWayIsBadInput) {
  put(temporary.path() + "/file");
  EXPECT_EQ(
      testing::exit_code([&] { (void)RunFolder::create(world, temporary.path() + "/file", true); }),
      ExitCode::bad_input);
}

TEST_F(RunFolderTest, OpenWantsARun) {
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::open(world, path); }), ExitCode::bad_input);
  const auto folder = RunFolder::create(world, path, false);
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::open(world, path); }), ExitCode::bad_input);
  write_manifest(folder, {"case.yaml", "abc"});
  EXPECT_EQ(testing::exit_code([&] { (void)RunFolder::open(world, path); }), ExitCode::done);
}

TEST_F(RunFolderTest, ManifestAndProgressAreJson) {
  const auto folder = RunFolder::create(world, path, false);
  write_manifest(folder, {"cases/\"odd\".yaml", "0123abcd"});
  write_resolved(folder, "tektite: 1\n");
  EXPECT_FALSE(write_progress(folder, {.step = 12, .time = 3.5, .bodies = 2}).has_value());
  const auto read = [](const std::string& file) {
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
  };
  const auto manifest = read(path + "/manifest.json");
  EXPECT_EQ(manifest["case"]["path"], "cases/\"odd\".yaml");
  EXPECT_EQ(manifest["case"]["hash"], "0123abcd");
  EXPECT_EQ(manifest["ranks"], 1);
  EXPECT_EQ(manifest["hosts"], 1);
  for (const char* library : {"mpi", "petsc", "vtk", "yaml-cpp"}) {
    EXPECT_NE(manifest["libraries"][library].get<std::string>().find('.'), std::string::npos)
        << library;
  }
  const auto progress = read(path + "/progress.json");
  EXPECT_EQ(progress["step"], 12);
  EXPECT_EQ(progress["time"], 3.5);
  EXPECT_TRUE(progress["remaining"].is_null());
}

}  // namespace
}  // namespace tektite::output
