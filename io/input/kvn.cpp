#include "io/input/kvn.hpp"

#include "io/input/words.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tektite::input {

bool TextLines::next(TextLine& line) {
  const std::string_view bytes = file_->bytes;
  while (place_ < bytes.size()) {
    ++number_;
    const std::size_t end = std::min(bytes.find_first_of("\r\n", place_), bytes.size());
    line = {number_, bytes.substr(place_, end - place_)};
    const bool is_pair = bytes.substr(end, 2) == "\r\n";
    place_ = std::min(end + (is_pair ? 2 : 1), bytes.size());
    if (line.text.size() > longest_) {
      fail(number_, static_cast<int>(longest_) + 1,
           fmt::format("the line has {} characters; at most {} are allowed", line.text.size(),
                       longest_));
    }
    for (const char& c : line.text) {
      if ((c < ' ' || c > '~') && c != '\t') {
        fail(line, {&c, 1},
             fmt::format("byte 0x{:02x} is no printable character of ASCII",
                         static_cast<unsigned>(static_cast<unsigned char>(c))));
      }
    }
    if (!trimmed(line.text).empty()) return true;
  }
  return false;
}

void TextLines::fail(int line, int column, const std::string& text) const {
  throw Error(ExitCode::bad_input,
              fmt::format("{}:{}:{}: error: {}", file_->path, line, column, text));
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t");
  return end == std::string_view::npos ? text.substr(begin, 0)
                                       : text.substr(begin, end + 1 - begin);
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  return word;
}

KvnLine split(const TextLines& file, const TextLine& line) {
  const std::size_t equals = line.text.find('=');
  if (equals == std::string_view::npos) {
    file.fail(line, trimmed(line.text),
              fmt::format("'{}' is not of the form KEYWORD = value", shown(trimmed(line.text))));
  }
  KvnLine split{
      .line = line, .keyword = trimmed(line.text.substr(0, equals)), .value = {}, .unit = {}};
  split.value = trimmed(line.text.substr(equals + 1));
  const std::size_t bracket = split.value.rfind('[');
  if (split.value.ends_with(']') && bracket != std::string_view::npos) {
    split.unit = trimmed(split.value.substr(bracket + 1, split.value.size() - bracket - 2));
    split.value = trimmed(split.value.substr(0, bracket));
  }
  if (split.keyword.empty()) file.fail(line, line.text, "there is no keyword before the '='");
  if (split.value.empty()) {
    file.fail(line, split.value, fmt::format("{} has no value", shown(split.keyword)));
  }
  return split;
}

double finite_number(const TextLines& file, const TextLine& line, std::string_view word) {
  double value = 0.0;
  if (!parse(word, value)) {
    file.fail(line, word, fmt::format("expected a number, found '{}'", shown(word)));
  }
  if (!std::isfinite(value)) {
    file.fail(line, word, fmt::format("'{}' is no finite number", shown(word)));
  }
  return value;
}

void KvnFields::add(const KvnLine& line) {
  if (std::ranges::find(known_, line.keyword) == known_.end()) {
    file_->fail(line.line, line.keyword,
                fmt::format("the standard has no keyword '{}' here", shown(line.keyword)));
  }
  const auto [place, is_new] = fields_.emplace(line.keyword, line);
  if (!is_new) {
    file_->fail(line.line, line.keyword,
                fmt::format("{} is there twice, first in line {}", line.keyword,
                            place->second.line.number));
  }
}

const KvnLine& KvnFields::get(std::string_view keyword) const {
  const auto found = fields_.find(keyword);
  if (found == fields_.end()) {
    file_->fail(first_, 1, fmt::format("{} is missing from what begins here", keyword));
  }
  return found->second;
}

std::string_view KvnFields::text(std::string_view keyword) const {
  return get(keyword).value;
}

double KvnFields::number(std::string_view keyword, std::string_view unit) const {
  const KvnLine& field = get(keyword);
  if (!field.unit.empty() && field.unit != unit) {
    file_->fail(field.line, field.unit,
                unit.empty()
                    ? fmt::format("{} has no unit, found [{}]", keyword, shown(field.unit))
                    : fmt::format("{} is in [{}], found [{}]", keyword, unit, shown(field.unit)));
  }
  return finite_number(*file_, field.line, field.value);
}

Instant KvnFields::instant(std::string_view keyword, TimeScale scale) const {
  const KvnLine& field = get(keyword);
  const InstantReading reading = read_instant(field.value, scale);
  if (!reading.problem.empty()) {
    file_->fail(field.line, field.value,
                fmt::format("{} = '{}': {}", keyword, shown(field.value), reading.problem));
  }
  return reading.value;
}

void KvnFields::fail(std::string_view keyword, const std::string& text) const {
  const KvnLine& field = get(keyword);
  file_->fail(field.line, field.value, text);
}

}  // namespace tektite::input
