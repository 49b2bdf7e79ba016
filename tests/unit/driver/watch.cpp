// Why and when a run checkpoints or stops.
#include "solver/driver/watch.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <ctime>

namespace tektite::driver {
namespace {

OutputSettings settings(const std::string& checkpoint) {
  const io::Case scenario = io::read_case_text(
      "tektite: 1\ntitle: t\nentry: {epoch: 2030-06-01T00:00:00Z, altitude: 80 km, latitude: 0 "
      "deg, "
      "longitude: 0 deg, speed: 7 km/s, flight_path_angle: -2 deg, heading: 45 deg, attitude: "
      "{mode: tumbling, rate: 5 deg/s}}\nvehicle: {panel_size: 1 m, temperature: 300 K}\noutput: "
      "{checkpoint: " +
          checkpoint + "}\n",
      "test", case_keys());
  return OutputSettings(scenario.root().section("output"));
}

TEST(Watch, ReadsDurations) {
  EXPECT_EQ(parse_duration("00:00:04"), 4.0);
  EXPECT_EQ(parse_duration("1:02:03"), 3723.0);
  EXPECT_EQ(parse_duration("100:00:00"), 360000.0);
  EXPECT_EQ(parse_duration("2-03:00:01"), 183601.0);
  for (const char* text : {"", "4", "4 h", "00:04", "1:60:00", "1:00:60", "1:00:00x", "-1:00:00",
                           "1-24:00:00", "::", "1:-1:00"}) {
    EXPECT_THROW((void)parse_duration(text), Error) << text;
  }
}

TEST(Watch, KnowsTheEndOfABatchJob) {
  unsetenv("SLURM_JOB_END_TIME");
  unsetenv("TEKTITE_END_TIME");
  EXPECT_FALSE(end_time_of_batch());
  setenv("SLURM_JOB_END_TIME", "1900000000", 1);
  EXPECT_EQ(end_time_of_batch(), 1900000000.0);
  setenv("TEKTITE_END_TIME", "1900000001", 1);
  EXPECT_EQ(end_time_of_batch(), 1900000001.0);
  setenv("TEKTITE_END_TIME", "soon", 1);
  EXPECT_THROW((void)end_time_of_batch(), Error);
  unsetenv("SLURM_JOB_END_TIME");
  unsetenv("TEKTITE_END_TIME");
}

TEST(Watch, CheckpointsByStepsAndSignalsStop) {
  install_signal_handlers();
  Watch watch(settings("{every_steps: 3}"), std::nullopt);
  EXPECT_FALSE(Watch::is_checkpoint_due(watch.wishes(2)));
  EXPECT_TRUE(Watch::is_checkpoint_due(watch.wishes(3)));
  watch.checkpoint_done(3, 0.1);
  EXPECT_FALSE(Watch::is_checkpoint_due(watch.wishes(5)));
  raise(SIGUSR1);
  EXPECT_TRUE(Watch::is_checkpoint_due(watch.wishes(5)));
  EXPECT_FALSE(Watch::is_checkpoint_due(watch.wishes(5))) << "asked for once";
  EXPECT_EQ(Watch::stop(watch.wishes(5)), StopReason::none);
  watch.note(Error(ExitCode::io_failed, "full"));
  EXPECT_TRUE(Watch::has_failed(watch.wishes(5)));
}

TEST(Watch, StopsTwoCheckpointsBeforeTheLimit) {
  const double now = static_cast<double>(std::time(nullptr));
  Watch watch(settings("{}"), now + 100.0);
  EXPECT_EQ(Watch::stop(watch.wishes(1)), StopReason::none);
  watch.checkpoint_done(1, 40.0);
  EXPECT_EQ(Watch::stop(watch.wishes(2)), StopReason::none) << "82 s are kept of 100";
  watch.checkpoint_done(2, 60.0);
  EXPECT_EQ(Watch::stop(watch.wishes(3)), StopReason::time_limit) << "122 s would be kept of 100";
}

}  // namespace
}  // namespace tektite::driver
