#include "io/input/formats.hpp"
#include "io/input/words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

namespace tektite::input {
namespace {

struct Type {
  std::string_view name;
  std::string_view other_name;
  std::size_t bytes;
  char kind;  ///< i: signed, u: unsigned, f: floating
};
constexpr std::array<Type, 8> types{{{"char", "int8", 1, 'i'},
                                     {"uchar", "uint8", 1, 'u'},
                                     {"short", "int16", 2, 'i'},
                                     {"ushort", "uint16", 2, 'u'},
                                     {"int", "int32", 4, 'i'},
                                     {"uint", "uint32", 4, 'u'},
                                     {"float", "float32", 4, 'f'},
                                     {"double", "float64", 8, 'f'}}};

struct Property {
  std::string name;
  Type type{};
  Type count_type{};
  bool is_list = false;
};

struct Element {
  std::string name;
  std::int64_t count = 0;
  std::vector<Property> properties;
};

enum class Encoding { ascii, little, big };

template <class T>
double value_as(const std::array<char, 8>& bytes) {
  T value{};
  std::memcpy(&value, bytes.data(), sizeof value);
  return static_cast<double>(value);
}

class Ply {
 public:
  explicit Ply(const FileBytes& file) : file_(file), words_(file) {}

  TriangleFile read() {
    read_header();
    bool has_vertices = false;
    for (const Element& element : elements_) {
      // Every row of every element takes at least one byte: a count beyond that is a lie.
      words_.require(element.count <= static_cast<std::int64_t>(rest()),
                     "{} rows of '{}' promised, more than the file can hold: it is cut short",
                     element.count, element.name);
      if (element.name == "vertex") {
        read_vertices(element);
        has_vertices = true;
      } else {
        read_faces(element);
      }
    }
    words_.require(has_vertices, "there are no vertices in it");
    return std::move(mesh_);
  }

 private:
  [[nodiscard]] std::size_t rest() const {
    return encoding_ == Encoding::ascii ? words_.rest() : file_.bytes.size() - place_;
  }

  Type read_type() {
    const std::string_view name = words_.next_on_line();
    const auto found = std::ranges::find_if(
        types, [&](const Type& type) { return type.name == name || type.other_name == name; });
    words_.require(found != types.end(), "unknown type of a property");
    return *found;
  }

  void read_property() {
    words_.require(!elements_.empty(), "a property comes before any element");
    Property property;
    const std::size_t here = words_.place();
    if (words_.next_on_line() == "list") {
      property.is_list = true;
      property.count_type = read_type();
      words_.require(property.count_type.kind != 'f', "the length of a list is no whole number");
    } else {
      words_ = Words(file_, here);
    }
    property.type = read_type();
    property.name = words_.next_on_line();
    elements_.back().properties.push_back(property);
  }

  void read_header() {
    words_.expect_word("ply");
    words_.expect_word("format");
    const std::string_view encoding = words_.next();
    words_.require(encoding == "ascii" || encoding == "binary_little_endian" ||
                       encoding == "binary_big_endian",
                   "unknown encoding of a PLY file");
    encoding_ = encoding == "ascii"
                    ? Encoding::ascii
                    : (encoding == "binary_big_endian" ? Encoding::big : Encoding::little);
    words_.skip_line();
    for (;; words_.skip_line()) {
      words_.require(!words_.at_end(), "the file ends within its header: it is cut short");
      const std::string_view word = words_.next_on_line();
      if (word == "end_header") break;
      if (word == "element") {
        Element element;
        element.name = words_.next_on_line();
        words_.require(parse(words_.next_on_line(), element.count) && element.count >= 0,
                       "element '{}' has no count", element.name);
        elements_.push_back(element);
      } else if (word == "property") {
        read_property();
      } else {
        words_.require(word == "comment" || word == "obj_info", "unknown line in the header");
      }
    }
    words_.skip_line();
    place_ = words_.place();
    for (const Element& element : elements_) {
      words_.require(!element.properties.empty(), "element '{}' has no properties", element.name);
    }
  }

  double read_value(const Type& type) {
    if (encoding_ == Encoding::ascii) return words_.number();
    words_.require(rest() >= type.bytes, "the file ends within its data: it is cut short");
    std::array<char, 8> bytes{};
    static_assert(std::endian::native == std::endian::little);
    for (std::size_t i = 0; i < std::min(type.bytes, bytes.size()); ++i) {
      bytes[i] = file_.bytes[place_ + (encoding_ == Encoding::big ? type.bytes - 1 - i : i)];
    }
    place_ += type.bytes;
    switch (type.bytes) {
      case 1:
        return type.kind == 'i' ? value_as<std::int8_t>(bytes) : value_as<std::uint8_t>(bytes);
      case 2:
        return type.kind == 'i' ? value_as<std::int16_t>(bytes) : value_as<std::uint16_t>(bytes);
      case 4:
        if (type.kind == 'f') return value_as<float>(bytes);
        return type.kind == 'i' ? value_as<std::int32_t>(bytes) : value_as<std::uint32_t>(bytes);
      default:
        return value_as<double>(bytes);
    }
  }

  /// Reads one property of one row; a scalar is a list of one.
  void read_values(const Property& property, std::vector<double>& values) {
    values.clear();
    double count = 1.0;
    if (property.is_list) count = read_value(property.count_type);
    words_.require(count >= 0.0 && count <= static_cast<double>(rest()) + 1.0,
                   "a list of {} entries does not fit the file: it is cut short", count);
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i)
      values.push_back(read_value(property.type));
  }

  void read_vertices(const Element& element) {
    std::vector<double> values;
    std::array<bool, 3> has{};
    for (const Property& property : element.properties) {
      for (std::size_t k = 0; k < 3; ++k) {
        has[k] = has[k] || (!property.is_list && property.name == std::string(1, "xyz"[k]));
      }
    }
    words_.require(has[0] && has[1] && has[2], "the vertices lack x, y or z");
    for (std::int64_t row = 0; row < element.count; ++row) {
      Vec3<VehicleAxes> p;
      for (const Property& property : element.properties) {
        read_values(property, values);
        if (property.is_list) continue;
        if (property.name == "x") p.x = values.front();
        if (property.name == "y") p.y = values.front();
        if (property.name == "z") p.z = values.front();
      }
      mesh_.vertices.push_back(p);
    }
  }

  void read_faces(const Element& element) {
    std::vector<double> values;
    std::vector<std::int32_t> polygon;
    for (std::int64_t row = 0; row < element.count; ++row) {
      for (const Property& property : element.properties) {
        read_values(property, values);
        if (element.name != "face" || !property.is_list) continue;
        if (property.name != "vertex_indices" && property.name != "vertex_index") continue;
        words_.require(values.size() >= 3, "a face needs three corners, face {} has {}", row,
                       values.size());
        polygon.clear();
        for (const double value : values) {
          const bool is_index = value >= 0.0 && value < 2147483648.0 && value == std::floor(value);
          polygon.push_back(is_index ? static_cast<std::int32_t>(value) : -1);
        }
        append_polygon(polygon, mesh_);
      }
    }
  }

  const FileBytes& file_;
  Words words_;
  Encoding encoding_ = Encoding::ascii;
  std::size_t place_ = 0;  ///< next byte of a binary body
  std::vector<Element> elements_;
  TriangleFile mesh_;
};

}  // namespace

TriangleFile read_ply(const FileBytes& file) {
  return Ply(file).read();
}

}  // namespace tektite::input
