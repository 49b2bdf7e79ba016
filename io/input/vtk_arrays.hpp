// The arrays of a VTK XML file: text or bytes, inline or appended, packed or not.
#pragma once

#include "io/input/formats.hpp"
#include "io/input/xml_tags.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tektite::input {

class VtkBytes;

/// Where an array stands and how it is written; what its <DataArray> tag says.
struct VtkArray {
  std::string name;
  std::string_view type;       ///< "Float64", "Int32", ...
  std::string_view format;     ///< "ascii", "binary", "appended"
  std::string_view body;       ///< text or base64 up to the next tag; of appended data: all
  std::size_t components = 1;  ///< numbers a tuple
  std::size_t width = 0;       ///< bytes a number
};

/// Reads arrays. Every length that the file promises is compared with what is there before anything
/// is allocated; all arrays together unpack to at most 64 times the file's size. Errors: bad_input.
class VtkArrays {
 public:
  /// `head` is the <VTKFile> tag. Keeps a reference to the file.
  VtkArrays(const FileBytes& file, const Tag& head);

  /// The array of a <DataArray> tag, not yet read.
  [[nodiscard]] VtkArray locate(const Tag& tag) const;
  /// All numbers; exactly `count`, or any number if `count` is negative.
  [[nodiscard]] std::vector<double> read(const VtkArray& array, std::int64_t count);
  /// The same for whole numbers.
  [[nodiscard]] std::vector<std::int64_t> read_whole(const VtkArray& array, std::int64_t count);

 private:
  [[nodiscard]] std::string bytes_of(const VtkArray& array);
  [[nodiscard]] std::string unpacked(const VtkArray& array, VtkBytes& source);
  template <class Number>
  [[nodiscard]] std::vector<Number> numbers(const VtkArray& array, std::int64_t count);

  const FileBytes* file_;  ///< not owned
  bool wide_ = false;      ///< lengths have 8 bytes instead of 4
  bool swapped_ = false;   ///< big-endian
  bool packed_ = false;    ///< by zlib
  bool raw_ = false;       ///< appended data are bytes, not base64
  std::string_view appended_;
  std::size_t budget_ = 0;  ///< bytes that may still be unpacked
};

}  // namespace tektite::input
