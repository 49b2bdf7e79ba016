// Bytes of an array of a VTK XML file, plain or in base64, taken from the front.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tektite::input {

/// Keeps a view of the file.
class VtkBytes {
 public:
  VtkBytes(std::string_view text, bool is_base64) : text_(text), is_base64_(is_base64) {}

  /// At most so many bytes can still come.
  [[nodiscard]] std::size_t most() const {
    return is_base64_ ? text_.size() / 4 * 3 + 3 + held_ : text_.size();
  }
  /// Appends the next `count` bytes to `out`; false if there are fewer. A padded group of base64
  /// may be followed by another one: lengths and data may be encoded one by one.
  bool take(std::size_t count, std::string& out);

 private:
  bool decode_group();

  std::string_view text_;
  bool is_base64_;
  std::array<char, 3> group_{};
  std::size_t held_ = 0;  ///< bytes of the group not yet taken
  std::size_t size_ = 0;  ///< bytes of the group
};

}  // namespace tektite::input
