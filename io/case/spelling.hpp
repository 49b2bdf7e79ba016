// Words in messages: the nearest known name, and text that cannot disturb a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tektite::io {

/// Optimal string alignment distance: insertions, deletions, substitutions and swapped neighbours.
/// Words longer than 64 bytes are at distance 64 from everything but themselves.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

/// The known word nearest to `word`; empty if none is near enough to be what was meant.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       std::span<const std::string_view> known);

/// "; did you mean 'x'?" or "; known: a, b, c", for the end of a message.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     std::span<const std::string_view> known);

/// `text` with control characters, invisible direction marks and broken UTF-8 written as \xNN, cut
/// after `most` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most = 80);

/// Position of the first byte that is not part of valid UTF-8, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

}  // namespace tektite::io
