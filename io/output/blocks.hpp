// A checkpoint's binary file: named arrays, each with its checksum.
//
//   magic "TEKTITE\0", format version, number of blocks, XXH3-64 of the table of blocks
//   table: per block its name, size of an element, number of elements, XXH3-64 of its bytes
//   the bytes of the blocks, one after the other
#pragma once

#include "solver/base/error.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tektite::output {

inline constexpr std::uint32_t checkpoint_format = 2;

/// XXH3-64 of some bytes.
[[nodiscard]] std::uint64_t checksum(std::span<const char> bytes);

/// Line of the table of blocks.
struct BlockEntry {
  std::array<char, 32> name{};
  std::uint64_t element = 0;  ///< bytes of one element
  std::uint64_t count = 0;
  std::uint64_t sum = 0;
};

class BlockWriter {
 public:
  template <class T>
  void add(std::string_view name, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    add_bytes(name, sizeof(T), std::as_bytes(values));
  }
  [[nodiscard]] std::vector<char> finish() const;

 private:
  void add_bytes(std::string_view name, std::size_t element, std::span<const std::byte> bytes);

  std::vector<BlockEntry> table_;
  std::vector<char> data_;
};

/// Checks everything when it is made. All errors are no_checkpoint and name the file.
class BlockReader {
 public:
  BlockReader(std::vector<char> bytes, std::string path);

  template <class T>
  [[nodiscard]] std::vector<T> get(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto bytes = find(name, sizeof(T));
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  /// The same with a given number of elements.
  template <class T>
  [[nodiscard]] std::vector<T> get(std::string_view name, std::size_t count) const {
    auto values = get<T>(name);
    require_or(ExitCode::no_checkpoint, values.size() == count,
               "{}: block {} has {} elements instead of {}", path_, name, values.size(), count);
    return values;
  }

 private:
  [[nodiscard]] std::span<const char> find(std::string_view name, std::size_t element) const;

  std::vector<char> bytes_;
  std::string path_;
  std::vector<BlockEntry> table_;
  std::vector<std::size_t> offset_;
};

}  // namespace tektite::output
