// CSV after RFC 4180; numbers after the shortest round trip of std::to_chars (C++17, [charconv]).
#include "io/output/tables.hpp"

#include "tests/unit/output/strip.hpp"
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace tektite::output {
namespace {

TEST(Tables, NumbersReadBackToTheSameDouble) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const auto bits = random();
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(std::strtod(shortest(value).c_str(), nullptr), value);
  }
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(1.0 / 3.0), "0.3333333333333333");
  EXPECT_EQ(shortest(120000.0), "120000");
  EXPECT_EQ(shortest(-0.0), "-0");
  EXPECT_EQ(shortest(-std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(shortest(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(Tables, HeaderNamesUnitsAndCellsAreQuotedWhereNeeded) {
  Table table({{"id"}, {"time", "s"}, {"text, \"quoted\"", "-"}});
  const std::int32_t id = 3;
  table.add({id, 1.5, "plain"});
  table.add({4, std::monostate{}, "a,b"});
  table.add({5, 2.0, "say \"hi\"\nthere"});
  table.add({6, 2.0, " blank "});
  EXPECT_EQ(to_csv(table),
            "id [-],time [s],\"text, \"\"quoted\"\" [-]\"\n"
            "3,1.5,plain\n"
            "4,,\"a,b\"\n"
            "5,2,\"say \"\"hi\"\"\nthere\"\n"
            "6,2,\" blank \"\n");
}

TEST(Tables, AFileIsReplacedWhole) {
  const Communicator world(MPI_COMM_SELF);
  const testing::TemporaryFolder folder(world);
  const std::string path = folder.path() + "/t.csv";
  Table table({{"id"}});
  write_csv(path, table);
  table.add({1});
  write_csv(path, table);
  EXPECT_EQ(std::filesystem::file_size(path), std::string("id [-]\n1\n").size());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace tektite::output
