#include "io/case/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace tektite::io {

namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t most_names_listed = 24;

/// Bytes of the UTF-8 sequence at `text[at]`, 0 if it is broken; `code` receives the code point.
std::size_t sequence_length(std::string_view text, std::size_t at, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
  code = byte(0);
  if (code < 0x80) return 1;
  const std::size_t length = code >= 0xF0 ? 4 : (code >= 0xE0 ? 3 : 2);
  if (code < 0xC2 || code > 0xF4 || at + length > text.size()) return 0;
  code &= length == 4 ? 0x07U : (length == 3 ? 0x0FU : 0x1FU);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least[length] || code > 0x10FFFF || surrogate ? 0 : length;
}

/// C0 and C1 controls, delete, and the marks that reorder what a terminal shows.
bool is_invisible(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.size() > longest_word || b.size() > longest_word) return static_cast<int>(longest_word);
  using Row = std::array<int, longest_word + 1>;
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  std::string_view best;
  int best_distance = static_cast<int>(longest_word);
  for (const std::string_view name : known) {
    const int distance = edit_distance(word, name);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  const int allowed = std::max(1, static_cast<int>(std::max(word.size(), best.size())) * 2 / 5);
  if (best_distance <= allowed) return best;
  // `thickness_m` and `angle` are not near by letters, but plainly meant.
  for (const std::string_view name : known) {
    const bool contains = word.size() >= 3 && word.size() <= longest_word && name.size() >= 3 &&
                          (name.find(word) != name.npos || word.find(name) != word.npos);
    if (contains) return name;
  }
  return {};
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) return fmt::format("; did you mean '{}'?", meant);
  if (known.empty()) return "; none is known here";
  if (known.size() > most_names_listed) {
    return fmt::format("; known: {}, and {} more", fmt::join(known.first(most_names_listed), ", "),
                       known.size() - most_names_listed);
  }
  return fmt::format("; known: {}", fmt::join(known, ", "));
}

std::string printable(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= most) return out + "...";
    std::uint32_t code = 0;
    const std::size_t length = sequence_length(text, at, code);
    const std::size_t taken = std::max<std::size_t>(length, 1);
    if (length == 0 || is_invisible(code)) {
      for (std::size_t i = 0; i < taken; ++i) {
        out += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[at + i]));
      }
    } else {
      out += text.substr(at, taken);
    }
    at += taken;
  }
  return out;
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::uint32_t code = 0;
    const std::size_t length = sequence_length(text, at, code);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace tektite::io
