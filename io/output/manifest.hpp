// The manifest of a checkpoint: which files belong to it, how long they are and what their sums
// are.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tektite::output {

/// Size and checksum of a file as it was meant to be.
struct FileSeal {
  std::uint64_t size = 0;  ///< [byte]
  std::uint64_t sum = 0;   ///< XXH3-64
};

[[nodiscard]] FileSeal seal(std::span<const char> bytes);

struct Manifest {
  std::string case_hash;
  std::int64_t step = 0;
  double time = 0.0;  ///< [s]
  int ranks = 0;
  FileSeal replicated;
  std::vector<FileSeal> rank_files{};  ///< one a rank
  FileSeal case_file{};
  std::int64_t panels = 0;  ///< of the vehicle
};

/// As JSON, with a sum over its own text.
[[nodiscard]] std::string to_text(const Manifest& manifest);
/// Throws no_checkpoint, naming `path`, for anything that to_text() did not write.
[[nodiscard]] Manifest parse_manifest(const std::string& text, const std::string& path);
/// The same without looking at the sum.
[[nodiscard]] Manifest parse_unsealed_manifest(const std::string& text, const std::string& path);

}  // namespace tektite::output
