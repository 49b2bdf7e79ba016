#include "io/input/words.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace tektite::input {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

template <class T>
bool parse_whole_word(std::string_view word, T& value) {
  if (word.starts_with('+')) word.remove_prefix(1);
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size() && !word.empty();
}

}  // namespace

std::string shown(std::string_view word) {
  std::string text(word.substr(0, 40));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

bool parse(std::string_view word, double& value) {
  if (parse_whole_word(word, value)) return true;
  // A number too small or too large for a double still is one: it reads as 0 or as infinity.
  const bool is_numeric = word.find_first_not_of("+-0123456789.eE") == std::string_view::npos;
  const std::size_t exponent = word.find_first_of("eE");
  if (word.empty() || !is_numeric || exponent == std::string_view::npos) return false;
  double mantissa = 0.0;
  std::int64_t power = 0;
  if (!parse_whole_word(word.substr(0, exponent), mantissa) ||
      !parse_whole_word(word.substr(exponent + 1), power)) {
    return false;
  }
  value = power < 0 ? 0.0 : std::numeric_limits<double>::infinity();
  return true;
}

bool parse(std::string_view word, std::int64_t& value) {
  return parse_whole_word(word, value);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view Words::next() {
  const std::string& text = file_->bytes;
  while (place_ < text.size() && is_space(text[place_])) ++place_;
  const std::size_t begin = place_;
  while (place_ < text.size() && !is_space(text[place_])) ++place_;
  return std::string_view(text).substr(begin, place_ - begin);
}

std::string_view Words::next_on_line() {
  const std::string& text = file_->bytes;
  while (place_ < text.size() && is_space(text[place_]) && text[place_] != '\n') ++place_;
  const std::size_t begin = place_;
  while (place_ < text.size() && !is_space(text[place_])) ++place_;
  return std::string_view(text).substr(begin, place_ - begin);
}

double Words::number() {
  const std::string_view word = next();
  double value = 0.0;
  require(!word.empty(), "the file ends where a number is due: it is cut short");
  require(parse(word, value), "expected a number, found '{}'", shown(word));
  return value;
}

std::int64_t Words::whole() {
  const std::string_view word = next();
  std::int64_t value = 0;
  require(!word.empty(), "the file ends where a whole number is due: it is cut short");
  require(parse(word, value), "expected a whole number, found '{}'", shown(word));
  return value;
}

std::int64_t Words::count(std::int64_t least_bytes) {
  const std::int64_t value = whole();
  require(value >= 0, "expected a count, found {}", value);
  require(value <= static_cast<std::int64_t>(rest()) / least_bytes,
          "the file promises {} entries but is too short for them: it is cut short", value);
  return value;
}

void Words::expect_word(std::string_view word) {
  const std::string_view found = next();
  require(!found.empty(), "the file ends where '{}' is due: it is cut short", word);
  require(equal_ignoring_case(found, word), "expected '{}', found '{}'", word, shown(found));
}

void Words::skip_line() {
  const std::size_t end = file_->bytes.find('\n', place_);
  place_ = end == std::string::npos ? file_->bytes.size() : end + 1;
}

bool Words::at_end() {
  while (place_ < file_->bytes.size() && is_space(file_->bytes[place_])) ++place_;
  return place_ == file_->bytes.size();
}

void Words::fail(const std::string& text) const {
  const auto end = file_->bytes.begin() + static_cast<std::ptrdiff_t>(place_);
  const auto line = 1 + std::count(file_->bytes.begin(), end, '\n');
  throw Error(ExitCode::bad_input, fmt::format("{}:{}: {}", file_->path, line, text));
}

}  // namespace tektite::input
