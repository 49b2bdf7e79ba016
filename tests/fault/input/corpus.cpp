// The kept inputs of the fuzz targets, once more: seeds, and all that ever was a finding.
#include <gtest/gtest.h>

#include "../../unit/input/sample.hpp"
#include "tests/fuzz/mesh.hpp"

namespace tektite::input {
namespace {

TEST(HostileFiles, TheKeptInputsOfTheFuzzTargetsAreReadOrRefused) {
  std::size_t files = 0;
  for (const auto& format : formats()) {
    const std::filesystem::path folder =
        std::filesystem::path(TEKTITE_SOURCE) / "tests/fuzz/corpus" / format.name;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      fuzz::try_mesh(std::string(format.name), bytes_of(entry.path().string()));
      ++files;
    }
  }
  EXPECT_GE(files, 12U);
}

}  // namespace
}  // namespace tektite::input
