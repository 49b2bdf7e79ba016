#include "io/output/blocks.hpp"

#include <algorithm>
#include <limits>
#include <xxhash.h>

namespace tektite::output {
namespace {

struct Header {
  std::array<char, 8> magic{'T', 'E', 'K', 'T', 'I', 'T', 'E', '\0'};
  std::uint32_t format = checkpoint_format;
  std::uint32_t blocks = 0;
  std::uint64_t sum = 0;  ///< of the table
};

template <class T>
std::span<const char> bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

}  // namespace

std::uint64_t checksum(std::span<const char> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

void BlockWriter::add_bytes(std::string_view name, std::size_t element,
                            std::span<const std::byte> bytes) {
  BlockEntry entry;
  expect(name.size() < entry.name.size(), "name of a checkpoint block");
  std::ranges::copy(name, entry.name.begin());
  entry.element = element;
  entry.count = bytes.size() / element;
  const std::span<const char> data(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  entry.sum = checksum(data);
  table_.push_back(entry);
  data_.insert(data_.end(), data.begin(), data.end());
}

std::vector<char> BlockWriter::finish() const {
  const auto table = bytes_of(std::span(table_));
  Header header;
  header.blocks = static_cast<std::uint32_t>(table_.size());
  header.sum = checksum(table);
  const auto head = bytes_of(std::span<const Header>(&header, 1));
  std::vector<char> file(head.size() + table.size() + data_.size());
  auto end = std::ranges::copy(head, file.begin()).out;
  end = std::ranges::copy(table, end).out;
  std::ranges::copy(data_, end);
  return file;
}

BlockReader::BlockReader(std::vector<char> bytes, std::string path)
    : bytes_(std::move(bytes)), path_(std::move(path)) {
  const auto check = [this](bool good, const char* what) {
    require_or(ExitCode::no_checkpoint, good, "{}: {}", path_, what);
  };
  Header header;
  check(bytes_.size() >= sizeof header, "too short");
  std::memcpy(&header, bytes_.data(), sizeof header);
  check(header.magic == Header{}.magic, "not a checkpoint file");
  check(header.format == checkpoint_format, "written in another format");
  std::size_t at = sizeof header;
  check(header.blocks <= (bytes_.size() - at) / sizeof(BlockEntry), "cut off in its table");
  table_.resize(header.blocks);
  if (!table_.empty()) {
    std::memcpy(table_.data(), bytes_.data() + at, table_.size() * sizeof(BlockEntry));
  }
  check(checksum(bytes_of(std::span<const BlockEntry>(table_))) == header.sum, "damaged table");
  at += table_.size() * sizeof(BlockEntry);
  for (const auto& entry : table_) {
    const std::size_t rest = bytes_.size() - at;
    check(entry.name.back() == '\0', "damaged table");
    check(entry.element > 0 && entry.count <= rest / entry.element, "cut off");
    const std::size_t size = entry.count * entry.element;
    check(checksum(std::span(bytes_).subspan(at, size)) == entry.sum, "damaged block");
    offset_.push_back(at);
    at += size;
  }
  check(at == bytes_.size(), "longer than it says");
}

std::span<const char> BlockReader::find(std::string_view name, std::size_t element) const {
  for (std::size_t i = 0; i < table_.size(); ++i) {
    if (std::string_view(table_[i].name.data()) != name) continue;
    require_or(ExitCode::no_checkpoint, table_[i].element == element,
               "{}: block {} was written by another version", path_, name);
    return std::span(bytes_).subspan(offset_[i], table_[i].count * element);
  }
  throw Error(ExitCode::no_checkpoint, fmt::format("{}: there is no block {}", path_, name));
}

}  // namespace tektite::output
