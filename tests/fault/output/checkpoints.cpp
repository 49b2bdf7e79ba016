// Damaged checkpoints: the older generation is taken, or exit code 5; never a wrong State.
#include "io/output/checkpoint.hpp"

#include "tests/parallel/output/same_state.hpp"
#include "tests/unit/output/strip.hpp"
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

void flip_bit(const std::string& path, std::uintmax_t byte, int bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(byte));
  const char value = static_cast<char>(file.get() ^ (1 << bit));
  file.seekp(static_cast<std::streamoff>(byte));
  file.put(value);
}

class CheckpointFault : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
  RunFolder folder = RunFolder::create(world, temporary.path() + "/run", false);
  testing::Strip strip = testing::make_strip(world, 2, 1);
  vehicle::State state = testing::make_state(strip);

  void write(std::int64_t step) {
    state.step = step;
    write_checkpoint(folder, strip.vehicle, state, "hash", "tektite: 1\ntitle: a case\n");
  }
  vehicle::State read() const { return read_checkpoint(folder, strip.vehicle, "hash"); }
  ExitCode try_reading() const {
    return testing::exit_code([&] { (void)read(); });
  }
  std::string file(const std::string& generation, const std::string& name) const {
    return folder.checkpoints() + "/" + generation + "/" + name;
  }
};

TEST_F(CheckpointFault, NoneIsExitFive) {
  EXPECT_EQ(try_reading(), ExitCode::no_checkpoint);
}

TEST_F(CheckpointFault, EveryFlippedBitIsFound) {
  write(1);
  const std::string good = temporary.path() + "/good";
  const std::string generation = folder.checkpoints() + "/000001";
  fs::copy(generation, good);
  int flips = 0;
  for (const char* name : {"rank_0.bin", "replicated.bin", "manifest.json"}) {
    const auto size = fs::file_size(good + "/" + name);
    // All of the heads, then samples of the rest.
    for (std::uintmax_t byte = 0; byte < size; byte += byte < 64 ? 1 : 1 + size / 60) {
      flip_bit(file("000001", name), byte, static_cast<int>(byte % 7));
      const auto code = try_reading();
      // White space of a manifest and the like may be read in spite of it; then it must be right.
      if (code == ExitCode::done) {
        expect_same_state(read(), state);
      } else {
        EXPECT_EQ(code, ExitCode::no_checkpoint) << name << " byte " << byte;
      }
      EXPECT_TRUE(code == ExitCode::no_checkpoint || std::string(name) == "manifest.json");
      fs::remove_all(generation);
      fs::remove_all(generation + ".broken");
      fs::copy(good, generation);
      ++flips;
    }
  }
  EXPECT_GT(flips, 250);
  EXPECT_EQ(read().step, 1);
}

/// 2400 times one bit, or everything from a place on, anywhere in a generation: the older one is
/// taken, or there is none; never another State than was written.
TEST_F(CheckpointFault, FlipsAndCutsOfTheNewestAreAllFound) {
  write(1);
  write(2);
  const std::string newest = folder.checkpoints() + "/000002";
  const std::string older = folder.checkpoints() + "/000001";
  const std::string aside = temporary.path() + "/aside";
  std::mt19937 chance(20261122);
  const auto below = [&](std::uintmax_t end) {
    return std::uniform_int_distribution<std::uintmax_t>(0, end - 1)(chance);
  };
  auto older_state = state;
  older_state.step = 1;
  int harmless = 0;
  double slowest = 0.0;
  for (int i = 0; i < 2400; ++i) {
    constexpr std::array<const char*, 4> names{"rank_0.bin", "replicated.bin", "case.yaml",
                                               "manifest.json"};
    const char* name = names[static_cast<std::size_t>(below(names.size()))];
    const std::string path = newest + "/" + name;
    std::ifstream stream(path, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(stream), {}};
    const bool is_cut = i % 4 == 3;
    if (is_cut) {
      fs::resize_file(path, below(whole.size()));
    } else {
      flip_bit(path, below(whole.size()), static_cast<int>(below(8)));
    }
    const bool is_alone = i % 3 == 0;
    if (is_alone) fs::rename(older, aside);
    const auto start = std::chrono::steady_clock::now();
    std::optional<vehicle::State> found;
    // The quick look and the reading come to the same end.
    const auto looked = testing::exit_code([&] { (void)find_checkpoint(folder); });
    const auto read_code = testing::exit_code([&] { found = read(); });
    slowest = std::max(
        slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    EXPECT_EQ(looked, read_code) << name;
    if (found && found->step == 2) {
      // White space of the manifest may differ: it says the same.
      EXPECT_STREQ(name, "manifest.json");
      expect_same_state(*found, state);
      ++harmless;
    } else if (is_alone) {
      EXPECT_EQ(read_code, ExitCode::no_checkpoint) << name;
    } else {
      ASSERT_TRUE(found) << name;
      expect_same_state(*found, older_state);
    }
    if (is_alone) fs::rename(aside, older);
    if (fs::exists(newest + ".broken")) fs::rename(newest + ".broken", newest);
    std::ofstream(path, std::ios::binary) << whole;
  }
  EXPECT_LT(slowest, 10.0);
  EXPECT_LT(harmless, 300);
  EXPECT_EQ(read().step, 2);
}

/// A pipe in a file's place would keep a reader waiting for ever.
TEST_F(CheckpointFault, APipeIsNotWaitedFor) {
  write(1);
  for (const char* name : {"rank_0.bin", "manifest.json"}) {
    fs::remove(file("000001", name));
    ASSERT_EQ(mkfifo(file("000001", name).c_str(), 0600), 0);
    EXPECT_EQ(testing::exit_code([&] { (void)find_checkpoint(folder); }), ExitCode::no_checkpoint);
    EXPECT_EQ(try_reading(), ExitCode::no_checkpoint);
  }
}

TEST_F(CheckpointFault, OfAVehicleWithOtherPartsIsRefused) {
  write(1);
  for (auto cut : {+[](vehicle::Vehicle& v) { v.joints.pop_back(); },
                   +[](vehicle::Vehicle& v) { v.objects.pop_back(); },
                   +[](vehicle::Vehicle& v) { v.volumes.pop_back(); },
                   +[](vehicle::Vehicle& v) { v.patches.pop_back(); }}) {
    testing::Strip other = testing::make_strip(world, 2, 1);
    cut(other.vehicle);
    if (fs::exists(folder.checkpoints() + "/000001.broken")) {
      fs::rename(folder.checkpoints() + "/000001.broken", folder.checkpoints() + "/000001");
    }
    EXPECT_EQ(testing::exit_code([&] { (void)read_checkpoint(folder, other.vehicle, "hash"); }),
              ExitCode::no_checkpoint);
  }
}

TEST_F(CheckpointFault, FallsBackToTheOlderGeneration) {
  write(1);
  write(2);
  flip_bit(file("000002", "rank_0.bin"), fs::file_size(file("000002", "rank_0.bin")) / 2, 3);
  const auto back = read();
  state.step = 1;
  expect_same_state(back, state);
  // The broken one does not count among the two that are kept.
  write(3);
  EXPECT_TRUE(fs::exists(folder.checkpoints() + "/000001"));
  flip_bit(file("000002", "../000001/manifest.json"), 0, 0);
  EXPECT_EQ(read().step, 3);
}

TEST_F(CheckpointFault, MissingAndShortFilesAreFound) {
  for (const char* name : {"rank_0.bin", "replicated.bin", "manifest.json"}) {
    write(1);
    write(2);
    const auto newest = folder.checkpoints();
    std::string last;
    for (const auto& entry : fs::directory_iterator(newest)) {
      last = std::max(last, entry.path().filename().string());
    }
    fs::remove(file(last, name));
    EXPECT_EQ(read().step, 1) << name;
    write(2);
    last.clear();
    for (const auto& entry : fs::directory_iterator(newest)) {
      const auto text = entry.path().filename().string();
      if (text.find('.') == std::string::npos) last = std::max(last, text);
    }
    fs::resize_file(file(last, name), fs::file_size(file(last, name)) - 1);
    // A manifest without its last line feed still says everything.
    EXPECT_EQ(read().step, std::string(name) == "manifest.json" ? 2 : 1) << name;
    fs::remove_all(newest);
  }
}

TEST_F(CheckpointFault, AnInterruptedOneDoesNotCount) {
  write(1);
  fs::copy(folder.checkpoints() + "/000001", folder.checkpoints() + "/000002.tmp");
  fs::remove(folder.checkpoints() + "/000002.tmp/manifest.json");
  EXPECT_EQ(read().step, 1);
  write(2);
  EXPECT_EQ(read().step, 2);
  EXPECT_FALSE(fs::exists(folder.checkpoints() + "/000002.tmp"));
}

TEST_F(CheckpointFault, AFullDiskKeepsTheOldOnes) {
  write(1);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit limit = before;
  limit.rlim_cur = 500;
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto code = testing::exit_code([&] { write(2); });
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(code, ExitCode::io_failed);
  EXPECT_EQ(read().step, 1);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.checkpoints()), {}), 1) << "no remains";
}

}  // namespace
}  // namespace tektite::output
