// The Gregorian calendar: what the readers of times share.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tektite {

[[nodiscard]] constexpr bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Days of a month. `month`: 1 to 12.
[[nodiscard]] constexpr int days_in(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// The number written in `text[from, from + count)`; -1 if the text is shorter or there are other
/// characters than digits. At most nine digits.
[[nodiscard]] constexpr int digits(std::string_view text, std::size_t from, std::size_t count) {
  if (text.size() < from + count) return -1;
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

}  // namespace tektite
