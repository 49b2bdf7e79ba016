// The kept inputs of the fuzz targets of checkpoints, once more.
#include "tests/fuzz/checkpoint.hpp"
#include "tests/unit/output/strip.hpp"
#include <fstream>
#include <iterator>

namespace tektite::output {
namespace {

TEST(HostileCheckpoints, TheKeptInputsOfTheFuzzTargetsAreReadOrRefused) {
  const Communicator world(MPI_COMM_SELF);
  const auto strip = testing::make_strip(world, 2, 1);
  const auto state = testing::make_state(strip);
  std::size_t files = 0;
  for (const char* target : {"checkpoint", "manifest"}) {
    const auto folder = std::filesystem::path(TEKTITE_SOURCE) / "tests/fuzz/corpus" / target;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream),
                              std::istreambuf_iterator<char>()};
      if (target[0] == 'c') {
        fuzz::try_checkpoint(strip.vehicle, state, bytes);
      } else {
        fuzz::try_manifest(bytes);
      }
      ++files;
    }
  }
  EXPECT_GE(files, 4U);
}

}  // namespace
}  // namespace tektite::output
