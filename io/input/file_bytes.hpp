// Files as bytes in memory.
#pragma once

#include <cstdint>
#include <string>

namespace tektite::input {

/// A file in memory.
struct FileBytes {
  std::string path;   ///< as given by the user
  std::string bytes;  ///< not empty
};

/// Reads a whole file. Throws bad_input, naming it: missing, not a regular file, empty, larger than
/// `most` bytes, unreadable. Not collective.
[[nodiscard]] FileBytes load(const std::string& path, std::uintmax_t most);

}  // namespace tektite::input
