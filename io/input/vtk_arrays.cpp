#include "io/input/vtk_arrays.hpp"

#include "io/input/vtk_bytes.hpp"
#include "io/input/words.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <zlib.h>

namespace tektite::input {
namespace {

/// All arrays of a file may unpack to this many times its size: a mesh does not shrink further.
constexpr std::size_t most_expansion = 64;
constexpr std::size_t spare_bytes = std::size_t{1} << 20;

struct NumberType {
  std::string_view name;
  std::size_t width;
};
constexpr std::array<NumberType, 10> types{{{"Int8", 1},
                                            {"UInt8", 1},
                                            {"Int16", 2},
                                            {"UInt16", 2},
                                            {"Int32", 4},
                                            {"UInt32", 4},
                                            {"Int64", 8},
                                            {"UInt64", 8},
                                            {"Float32", 4},
                                            {"Float64", 8}}};

std::uint64_t word_at(const std::string& bytes, std::size_t index, std::size_t width,
                      bool swapped) {
  std::array<char, 8> own{};
  const std::size_t first = index * width;
  for (std::size_t i = 0; i < std::min(width, own.size()); ++i) {
    own[i] = bytes[first + (swapped ? width - 1 - i : i)];
  }
  std::uint64_t value = 0;
  std::memcpy(&value, own.data(), sizeof value);  // little-endian, as we are
  return value;
}

/// A number of the given type from its bytes. A whole number beyond 2^63 becomes -1, which no count
/// or index may be.
template <class Number>
Number number_of(std::string_view type, std::uint64_t word) {
  const auto as = [&]<class Stored>(Stored stored) {
    std::memcpy(&stored, &word, sizeof stored);
    if constexpr (std::is_same_v<Stored, std::uint64_t> && std::is_same_v<Number, std::int64_t>) {
      return stored > std::uint64_t{1} << 62 ? Number{-1} : static_cast<Number>(stored);
    } else {
      return static_cast<Number>(stored);
    }
  };
  if (type == "Int8") return as(std::int8_t{});
  if (type == "UInt8") return as(std::uint8_t{});
  if (type == "Int16") return as(std::int16_t{});
  if (type == "UInt16") return as(std::uint16_t{});
  if (type == "Int32") return as(std::int32_t{});
  if (type == "UInt32") return as(std::uint32_t{});
  if (type == "Int64") return as(std::int64_t{});
  if (type == "UInt64") return as(std::uint64_t{});
  if constexpr (std::is_floating_point_v<Number>) {
    return type == "Float32" ? as(float{}) : as(double{});
  }
  return -1;
}

}  // namespace

VtkArrays::VtkArrays(const FileBytes& file, const Tag& head)
    : file_(&file),
      wide_(head["header_type"] == "UInt64"),
      swapped_(head["byte_order"] == "BigEndian"),
      packed_(!head["compressor"].empty()),
      budget_(most_expansion * file.bytes.size() + spare_bytes) {
  require(head["header_type"].empty() || wide_ || head["header_type"] == "UInt32",
          "{}: unknown header_type", file.path);
  require(!packed_ || head["compressor"] == "vtkZLibDataCompressor",
          "{}: only zlib compression is read; write it with zlib, or without", file.path);
  const std::string_view text = file.bytes;
  const std::size_t begin = text.find("<AppendedData");
  if (begin == std::string_view::npos) return;
  // Raw bytes may hold anything, the end of the data is the last tag of that name.
  const std::size_t mark = text.find('_', std::min(text.find('>', begin), text.size()));
  const std::size_t end = text.rfind("</AppendedData");
  require(mark != std::string_view::npos && end != std::string_view::npos && end > mark,
          "{}: the appended data have no end: the file is cut short", file.path);
  raw_ = text.substr(begin, mark - begin).find("base64") == std::string_view::npos;
  appended_ = text.substr(mark + 1, end - mark - 1);
}

VtkArray VtkArrays::locate(const Tag& tag) const {
  VtkArray array;
  array.name = shown(tag["Name"]);
  array.type = tag["type"];
  array.format = tag["format"].empty() ? "ascii" : tag["format"];
  const auto* type = std::ranges::find(types, array.type, &NumberType::name);
  require(type != types.end(), "{}: array '{}' is of type '{}', which is not read", file_->path,
          array.name, shown(array.type));
  array.width = type->width;
  std::int64_t number = 1;
  const std::string_view components = tag["NumberOfComponents"];
  require(components.empty() || (parse(components, number) && number >= 1 && number <= 1000),
          "{}: array '{}' has NumberOfComponents '{}'", file_->path, array.name, shown(components));
  array.components = static_cast<std::size_t>(number);
  if (array.format == "appended") {
    require(!appended_.empty() && parse(tag["offset"], number) && number >= 0 &&
                static_cast<std::size_t>(number) < appended_.size(),
            "{}: the offset of array '{}' lies outside the file", file_->path, array.name);
    array.body = appended_.substr(static_cast<std::size_t>(number));
    return array;
  }
  require(array.format == "ascii" || array.format == "binary",
          "{}: array '{}' is in format '{}', which is not read", file_->path, array.name,
          shown(array.format));
  if (tag.is_empty) return array;
  array.body = std::string_view(file_->bytes).substr(tag.end);
  array.body = array.body.substr(0, array.body.find('<'));
  return array;
}

std::string VtkArrays::unpacked(const VtkArray& array, VtkBytes& source) {
  const std::size_t width = wide_ ? 8 : 4;
  std::string head;
  const auto check = [&](bool good, const char* what) {
    require(good, "{}: array '{}': {}", file_->path, array.name, what);
  };
  check(source.take(width, head), "no length: the file is cut short");
  const std::uint64_t blocks = word_at(head, 0, width, swapped_);
  if (blocks == 0) return {};
  check(source.take(2 * width, head), "no lengths of blocks: the file is cut short");
  const std::uint64_t block = word_at(head, 1, width, swapped_);
  std::uint64_t last = word_at(head, 2, width, swapped_);
  if (last == 0) last = block;  // the last block is a whole one
  check(blocks <= source.most() / width, "more blocks than the file can hold: cut short");
  check(block > 0 && last <= block && block <= budget_ && blocks - 1 <= (budget_ - last) / block,
        "it would unpack to more than 64 times the size of the file");
  const std::size_t total = static_cast<std::size_t>((blocks - 1) * block + last);
  budget_ -= total;
  std::string sizes;
  check(source.take(static_cast<std::size_t>(blocks) * width, sizes),
        "the file ends within the sizes of its blocks: cut short");
  std::string out;
  std::string packed;
  for (std::uint64_t i = 0; i < blocks; ++i) {
    const std::uint64_t size = word_at(sizes, static_cast<std::size_t>(i), width, swapped_);
    packed.clear();
    check(size <= source.most() && source.take(static_cast<std::size_t>(size), packed),
          "a block is longer than the file: cut short");
    uLongf wanted = i + 1 < blocks ? block : last;
    // A block cannot unpack to more than zlib's 1032 times its size: known before it is given room.
    check(wanted <= 1040 * (size + 1), "a block is said to unpack to more than it can");
    const uLongf promised = wanted;
    const std::size_t before = out.size();
    out.resize(before + wanted);
    const int result = uncompress(reinterpret_cast<Bytef*>(out.data() + before), &wanted,
                                  reinterpret_cast<const Bytef*>(packed.data()), packed.size());
    check(result == Z_OK && wanted == promised, "a packed block is damaged");
  }
  return out;
}

std::string VtkArrays::bytes_of(const VtkArray& array) {
  const bool is_raw = array.format == "appended" && raw_;
  VtkBytes source(array.body, !is_raw);
  if (packed_) return unpacked(array, source);
  const std::size_t width = wide_ ? 8 : 4;
  std::string head;
  require(source.take(width, head), "{}: array '{}' has no length: the file is cut short",
          file_->path, array.name);
  const std::uint64_t size = word_at(head, 0, width, swapped_);
  std::string bytes;
  require(size <= source.most() && source.take(static_cast<std::size_t>(size), bytes),
          "{}: array '{}' of {} bytes is more than the file holds: cut short", file_->path,
          array.name, size);
  return bytes;
}

template <class Number>
std::vector<Number> VtkArrays::numbers(const VtkArray& array, std::int64_t count) {
  std::vector<Number> values;
  const auto check_count = [&](std::size_t found) {
    require(count < 0 || found == static_cast<std::size_t>(count),
            "{}: array '{}' should have {} numbers; this is not so: damaged or cut short",
            file_->path, array.name, count);
  };
  if (array.format == "ascii") {
    const std::size_t most = array.body.size() / 2 + 1;  // a digit and a blank each
    require(count < 0 || static_cast<std::size_t>(count) <= most,
            "{}: array '{}' should have {} numbers, more than the file holds: cut short",
            file_->path, array.name, count);
    const char* blanks = " \t\r\n\v\f";
    for (std::size_t at = array.body.find_first_not_of(blanks); at < array.body.size();) {
      const std::size_t end = std::min(array.body.find_first_of(blanks, at), array.body.size());
      Number value{};
      require(parse(array.body.substr(at, end - at), value),
              "{}: array '{}' holds '{}', which is no number of its kind", file_->path, array.name,
              shown(array.body.substr(at, end - at)));
      values.push_back(value);
      at = std::min(array.body.find_first_not_of(blanks, end), array.body.size());
    }
    check_count(values.size());
    return values;
  }
  const std::string bytes = bytes_of(array);
  require(bytes.size() % array.width == 0, "{}: array '{}' ends within a number", file_->path,
          array.name);
  check_count(bytes.size() / array.width);
  values.reserve(bytes.size() / array.width);
  for (std::size_t i = 0; i < bytes.size() / array.width; ++i) {
    values.push_back(number_of<Number>(array.type, word_at(bytes, i, array.width, swapped_)));
  }
  return values;
}

std::vector<double> VtkArrays::read(const VtkArray& array, std::int64_t count) {
  return numbers<double>(array, count);
}

std::vector<std::int64_t> VtkArrays::read_whole(const VtkArray& array, std::int64_t count) {
  require(!array.type.starts_with("Float"), "{}: array '{}' must hold whole numbers", file_->path,
          array.name);
  return numbers<std::int64_t>(array, count);
}

}  // namespace tektite::input
