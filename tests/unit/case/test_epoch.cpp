// Civil time. Expected seconds from POSIX: 2000-01-01T12:00:00Z is 946 728 000 s after 1970.
#include "io/case/epoch.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace tektite::io {
namespace {

constexpr std::int64_t posix_of_2000 = 946728000;

std::int64_t seconds(const char* text) {
  const auto reading = read_epoch(text);
  EXPECT_TRUE(reading.problem.empty()) << text << ": " << reading.problem;
  return reading.value.seconds_since_2000;
}

TEST(Epoch, KnownMoments) {
  EXPECT_EQ(seconds("2000-01-01T12:00:00Z"), 0);
  EXPECT_EQ(seconds("1970-01-01T00:00:00Z"), -posix_of_2000);
  EXPECT_EQ(seconds("2000-02-29T12:00:00Z"), 59 * 86400);
  EXPECT_EQ(seconds("2031-01-15T12:00:00Z"), 1926244800 - posix_of_2000);
  EXPECT_EQ(read_epoch("2031-01-15T12:00:00.25Z").value.fraction, 0.25);
}

// Against the C library's calendar, which knows nothing of ours.
TEST(Epoch, AgreesWithTheCalendarOfTheSystem) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> moment(-2208988800, 32503679999);  // 1900 to 2999
  for (int i = 0; i < 20000; ++i) {
    const std::time_t posix = moment(random);
    std::tm parts{};
    ASSERT_NE(gmtime_r(&posix, &parts), nullptr);
    char text[32];
    ASSERT_NE(std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts), 0U);
    ASSERT_EQ(seconds(text), posix - posix_of_2000) << text;
    ASSERT_EQ(epoch_text({posix - posix_of_2000, 0.0}), text);
  }
}

TEST(Epoch, PrintsWhatItReads) {
  for (const char* text : {"2031-01-15T12:00:00Z", "1999-12-31T23:59:59.123456789Z",
                           "2000-01-01T00:00:00.000000001Z", "2024-02-29T00:00:00.5Z"}) {
    EXPECT_EQ(epoch_text(read_epoch(text).value), text);
  }
}

TEST(Epoch, RefusesWhatIsNoMoment) {
  for (const char* text : {"",
                           "2031-01-15",
                           "2031-01-15T12:00:00",
                           "2031-01-15 12:00:00Z",
                           "2031-1-15T12:00:00Z",
                           "2031-13-15T12:00:00Z",
                           "2031-00-15T12:00:00Z",
                           "2031-01-00T12:00:00Z",
                           "2031-04-31T12:00:00Z",
                           "2031-02-29T12:00:00Z",
                           "1900-02-29T12:00:00Z",
                           "2031-01-15T24:00:00Z",
                           "2031-01-15T12:60:00Z",
                           "2016-12-31T23:59:60Z",
                           "2031-01-15T12:00:00.Z",
                           "2031-01-15T12:00:00.1234567890Z",
                           "2031-01-15T12:00:00.1x2Z",
                           "2031-01-15T12:00:00+01:00",
                           "-031-01-15T12:00:00Z",
                           "+031-01-15T12:00:00Z",
                           "2031-01-15T12:00:00ZZ",
                           "1899-12-31T12:00:00Z",
                           "20310-1-15T12:00:00Z"}) {
    EXPECT_FALSE(read_epoch(text).problem.empty()) << text;
  }
}

}  // namespace
}  // namespace tektite::io
