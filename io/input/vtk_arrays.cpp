#include "io/input/vtk_arrays.hpp"

#include "io/input/words.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <initializer_list>

namespace tektite::input {
namespace {

/// zlib shrinks by 1032 at most, so that a file can unpack to this many times its size.
constexpr double most_expansion = 1040.0;

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

/// Up to `bytes` bytes from the start of a base64 text.
std::string decode_base64(std::string_view text, std::size_t bytes) {
  std::string decoded;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0 || decoded.size() >= bytes) break;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      decoded.push_back(static_cast<char>(bits >> held & 0xff));
    }
  }
  return decoded;
}

/// Value of an attribute in the text of a tag; empty if it is not there.
std::string_view attribute(std::string_view tag, std::string_view name) {
  std::size_t at = 0;
  while ((at = tag.find(name, at)) != std::string_view::npos) {
    const bool begins = at > 0 && std::isspace(static_cast<unsigned char>(tag[at - 1])) != 0;
    std::size_t value = tag.find_first_not_of(" \t\r\n", at + name.size());
    at += name.size();
    if (!begins || value == std::string_view::npos || tag[value] != '=') continue;
    value = tag.find_first_not_of(" \t\r\n", value + 1);
    if (value == std::string_view::npos || (tag[value] != '"' && tag[value] != '\'')) continue;
    const std::size_t end = tag.find(tag[value], value + 1);
    if (end == std::string_view::npos) return {};
    return tag.substr(value + 1, end - value - 1);
  }
  return {};
}

class ArrayCheck {
 public:
  explicit ArrayCheck(const FileBytes& file) : file_(file), text_(file.bytes) {}

  void check(std::string_view type) {
    const std::size_t begin = text_.find("<VTKFile");
    require(begin != std::string_view::npos, "{}: not a VTK XML file", file_.path);
    const std::string_view head = tag_at(begin);
    require(attribute(head, "type") == type, "{}: the file is of type '{}', expected '{}'",
            file_.path, attribute(head, "type").substr(0, 40), type);
    require(text_.rfind("</VTKFile") != std::string_view::npos,
            "{}: the file ends before </VTKFile>: it is cut short", file_.path);
    require(text_.find("<!ENTITY") == std::string_view::npos, "{}: XML entities are not read",
            file_.path);
    wide_ = attribute(head, "header_type") == "UInt64";
    swapped_ = attribute(head, "byte_order") == "BigEndian";
    packed_ = !attribute(head, "compressor").empty();
    find_appended();
    const std::size_t end = appended_ == 0 ? text_.size() : appended_;
    for (std::size_t at = text_.find('<', begin); at < end; at = text_.find('<', at + 1)) {
      const std::string_view tag = tag_at(at);
      check_counts(tag);
      // Every array, wherever it stands: field data too are read.
      if (tag.starts_with("<DataArray") || tag.starts_with("<Array")) check_array(tag, at);
    }
  }

 private:
  [[nodiscard]] std::string_view tag_at(std::size_t begin) const {
    const std::size_t end = text_.find('>', begin);
    require(end != std::string_view::npos, "{}: a tag has no end: the file is cut short",
            file_.path);
    return text_.substr(begin, end + 1 - begin);
  }

  void find_appended() {
    const std::size_t begin = text_.find("<AppendedData");
    if (begin == std::string_view::npos) return;
    const std::string_view tag = tag_at(begin);
    raw_ = attribute(tag, "encoding") != "base64";
    const std::size_t mark = text_.find('_', begin + tag.size());
    require(mark != std::string_view::npos, "{}: the appended data have no beginning", file_.path);
    appended_ = mark + 1;
  }

  void check_counts(std::string_view tag) const {
    for (const char* name : {"NumberOfPoints", "NumberOfCells", "NumberOfVerts", "NumberOfLines",
                             "NumberOfStrips", "NumberOfPolys", "NumberOfTuples"}) {
      const std::string_view value = attribute(tag, name);
      if (value.empty()) continue;
      std::int64_t count = 0;
      require(parse(value, count) && count >= 0 &&
                  static_cast<double>(count) <= most_expansion * static_cast<double>(text_.size()),
              "{}: {} = '{}' is more than the file can hold", file_.path, name,
              value.substr(0, 40));
    }
    const std::string_view width = attribute(tag, "NumberOfComponents");
    std::int64_t components = 1;
    require(width.empty() || (parse(width, components) && components >= 1 && components <= 1000),
            "{}: NumberOfComponents = '{}'", file_.path, width.substr(0, 40));
  }

  void check_array(std::string_view tag, std::size_t begin) const {
    const std::string_view format = attribute(tag, "format");
    if (format == "appended") {
      std::int64_t offset = 0;
      require(appended_ != 0, "{}: an array is appended, but nothing is", file_.path);
      require(parse(attribute(tag, "offset"), offset) && offset >= 0 &&
                  static_cast<std::size_t>(offset) < text_.size() - appended_,
              "{}: an array's offset lies outside the file", file_.path);
      check_length(text_.substr(appended_ + static_cast<std::size_t>(offset)), raw_);
    } else if (format == "binary" && !tag.ends_with("/>")) {
      std::string_view body = text_.substr(begin + tag.size());
      body = body.substr(0, body.find('<'));
      const std::size_t first = body.find_first_not_of(" \t\r\n");
      if (first != std::string_view::npos) check_length(body.substr(first), false);
    }
  }

  /// Length words at the start of an array.
  void check_length(std::string_view body, bool is_raw) const {
    const std::size_t width = wide_ ? 8 : 4;
    const std::size_t words = packed_ ? 3 : 1;
    const double most = static_cast<double>(body.size());
    const std::string head =
        is_raw ? std::string(body.substr(0, words * width)) : decode_base64(body, words * width);
    require(head.size() >= width, "{}: an array has no length: the file is cut short", file_.path);
    const double first = word(head, 0, width);
    if (!packed_) {
      require(first <= most, "{}: an array of {:.0f} bytes is more than the file holds: cut short",
              file_.path, first);
      return;
    }
    if (first == 0.0) return;  // no blocks, no array
    require(head.size() == words * width, "{}: an array has no length: the file is cut short",
            file_.path);
    // Blocks, bytes of a block, bytes of the last one; then the packed size of each.
    const double block = word(head, 1, width);
    const double last = word(head, 2, width);
    const double count = first * static_cast<double>(width);
    require(count <= most && first * block <= most_expansion * most + 64.0 && last <= block,
            "{}: a packed array of {:.0f} blocks of {:.0f} bytes is more than the file holds",
            file_.path, first, block);
    const auto blocks = static_cast<std::size_t>(first);
    const std::size_t bytes = (words + blocks) * width;
    const std::string sizes =
        is_raw ? std::string(body.substr(0, bytes)) : decode_base64(body, bytes);
    require(sizes.size() == bytes, "{}: a packed array ends within its head: cut short",
            file_.path);
    double sum = 0.0;
    for (std::size_t i = 0; i < blocks; ++i) sum += word(sizes, words + i, width);
    require(sum <= most,
            "{}: a packed array of {:.0f} bytes is more than the file holds: cut short", file_.path,
            sum);
  }

  [[nodiscard]] double word(const std::string& bytes, std::size_t index, std::size_t width) const {
    std::array<char, 8> own{};
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(index * width), width, own.begin());
    if (swapped_) std::reverse(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(width));
    std::uint64_t value = 0;
    std::memcpy(&value, own.data(), sizeof value);
    return static_cast<double>(value);
  }

  const FileBytes& file_;
  std::string_view text_;
  bool wide_ = false;
  bool swapped_ = false;
  bool packed_ = false;
  bool raw_ = false;
  std::size_t appended_ = 0;  ///< first byte of the appended data; 0: none
};

}  // namespace

void require_possible_lengths(const FileBytes& file, std::string_view type) {
  ArrayCheck(file).check(type);
}

}  // namespace tektite::input
