// One job a folder: who holds it, who is gone, who takes over.
#include "io/output/lock.hpp"

#include "tests/unit/output/strip.hpp"
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

class LockTest : public ::testing::Test {
 protected:
  ExitCode try_to_hold(bool take_over = false) const {
    return testing::exit_code([&] { const RunLock lock(world, path, take_over); });
  }
  /// The lock of this process with some of its words changed.
  void leave_lock(const nlohmann::json& changes) const {
    nlohmann::json json;
    {
      const RunLock lock(world, path, false);
      std::ifstream(path + "/lock") >> json;
    }
    json.update(changes);
    std::ofstream(path + "/lock") << json;
  }

  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
  std::string path = temporary.path() + "/run";
};

TEST_F(LockTest, HoldsFromConstructionToDestruction) {
  {
    const RunLock lock(world, path, false);
    EXPECT_EQ(try_to_hold(), ExitCode::bad_input);
    const auto holder = read_lock(path);
    ASSERT_TRUE(holder);
    EXPECT_EQ(holder->pid, getpid());
    EXPECT_EQ(life_of(*holder), Life::alive);
  }
  EXPECT_FALSE(read_lock(path));
  EXPECT_EQ(std::distance(fs::directory_iterator(path), {}), 0) << "no remains";
  EXPECT_EQ(try_to_hold(), ExitCode::done);
}

TEST_F(LockTest, OfADeadProcessIsTakenOver) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  leave_lock({{"pid", child}});
  EXPECT_EQ(life_of(*read_lock(path)), Life::gone);
  EXPECT_EQ(try_to_hold(), ExitCode::done);
  // The same number, but another process: started at another time.
  leave_lock({{"started", 1}});
  EXPECT_EQ(try_to_hold(), ExitCode::done);
}

TEST_F(LockTest, OfAnotherHostIsRespectedUntilItHasBeenSilentForLong) {
  leave_lock({{"host", "elsewhere"}});
  EXPECT_EQ(life_of(*read_lock(path)), Life::unknown);
  EXPECT_EQ(try_to_hold(), ExitCode::bad_input);
  EXPECT_TRUE(fs::exists(path + "/lock")) << "a refused job leaves it alone";
  fs::last_write_time(path + "/lock", fs::file_time_type::clock::now() - std::chrono::hours(2));
  EXPECT_EQ(life_of(*read_lock(path)), Life::gone);
  EXPECT_EQ(try_to_hold(), ExitCode::done);
  leave_lock({{"host", "elsewhere"}});
  EXPECT_EQ(try_to_hold(true), ExitCode::done) << "--take-over";
}

TEST_F(LockTest, AnEarlierStartOfTheSameBatchJobIsGone) {
  leave_lock({{"host", "elsewhere"}, {"job", "4711"}});
  EXPECT_EQ(try_to_hold(), ExitCode::bad_input);
  setenv("SLURM_JOB_ID", "4711", 1);
  EXPECT_EQ(try_to_hold(), ExitCode::done);
  unsetenv("SLURM_JOB_ID");
}

TEST_F(LockTest, WhatIsNoLockIsNotOverwritten) {
  fs::create_directories(path);
  for (const char* text : {"", "{", "[]", "{\"pid\": \"x\"}"}) {
    std::ofstream(path + "/lock") << text;
    EXPECT_EQ(try_to_hold(), ExitCode::bad_input) << text;
  }
  EXPECT_EQ(try_to_hold(true), ExitCode::done);
}

TEST_F(LockTest, OneOfManyGetsIt) {
  constexpr int jobs = 12;
  int held = 0;
  for (int i = 0; i < jobs; ++i) {
    if (fork() != 0) continue;
    // As processes that do not know of each other; the winner stays a while.
    const auto code = testing::exit_code([&] {
      const RunLock lock(world, path, false);
      usleep(500000);
    });
    _exit(static_cast<int>(code));
  }
  for (int i = 0; i < jobs; ++i) {
    int status = 0;
    wait(&status);
    held += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
  }
  EXPECT_GE(held, 1);
  EXPECT_LE(held, 2) << "a late one may find it free again";
}

}  // namespace
}  // namespace tektite::output
