// The kept inputs of the fuzz target for cases, once more: seeds, and all that ever was a finding.
#include <gtest/gtest.h>

#include "tests/fuzz/case.hpp"
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tektite::vehicle {
namespace {

TEST(HostileCases, TheKeptInputsOfTheFuzzTargetAreReadOrRefused) {
  std::size_t files = 0;
  const std::filesystem::path folder =
      std::filesystem::path(TEKTITE_SOURCE) / "tests/fuzz/corpus/case";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    fuzz::try_case({std::istreambuf_iterator<char>(file), {}});  // ends the process if it may not
    ++files;
  }
  EXPECT_GE(files, 4U);
}

}  // namespace
}  // namespace tektite::vehicle
