#include "io/input/vtk_bytes.hpp"

#include <algorithm>
#include <cstdint>

namespace tektite::input {
namespace {

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

bool VtkBytes::decode_group() {
  std::uint32_t bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  std::size_t at = 0;
  for (; at < text_.size() && digits + padding < 4; ++at) {
    const char c = text_[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const int digit = base64_digit(c);
    if (digit < 0 || padding > 0) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    ++digits;
  }
  text_.remove_prefix(at);
  if (digits + padding != 4 || digits < 2) return false;
  bits <<= 6 * padding;
  size_ = digits - 1;
  held_ = size_;
  for (std::size_t i = 0; i < 3; ++i) {
    group_[i] = static_cast<char>(static_cast<unsigned char>(bits >> (16 - 8 * i) & 0xffU));
  }
  return true;
}

bool VtkBytes::take(std::size_t count, std::string& out) {
  if (count > most()) return false;
  out.reserve(out.size() + count);
  if (!is_base64_) {
    out.append(text_.substr(0, count));
    text_.remove_prefix(count);
    return true;
  }
  while (count > 0) {
    if (held_ == 0 && !decode_group()) return false;
    const std::size_t part = std::min(count, held_);
    out.append(group_.data() + (size_ - held_), part);
    held_ -= part;
    count -= part;
  }
  return true;
}

}  // namespace tektite::input
