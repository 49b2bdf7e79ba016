// Reading words and numbers from a text, with the line for messages.
#pragma once

#include "io/input/formats.hpp"
#include "solver/base/error.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace tektite::input {

/// Splits a file's text into words. Keeps a reference to the file.
class Words {
 public:
  explicit Words(const FileBytes& file, std::size_t begin = 0) : file_(&file), place_(begin) {}

  /// The next word, or an empty one at the end of the file.
  std::string_view next();
  /// The next word of the same line, or an empty one at its end.
  std::string_view next_on_line();
  /// A number or a whole number; anything else, and the end of the file, is an error.
  double number();
  std::int64_t whole();
  /// A count of things that take at least `least_bytes` each: more than the rest of the file could
  /// hold is an error, before anything is allocated.
  std::int64_t count(std::int64_t least_bytes);
  /// The next word must be this one, in any case.
  void expect_word(std::string_view word);
  void skip_line();
  [[nodiscard]] bool at_end();  ///< nothing but white space is left
  [[nodiscard]] std::size_t place() const { return place_; }
  [[nodiscard]] std::size_t rest() const { return file_->bytes.size() - place_; }

  /// Throws bad_input "path:line: text" unless `condition` holds.
  template <class... Arguments>
  void require(bool condition, fmt::format_string<Arguments...> text,
               Arguments&&... arguments) const {
    if (!condition) fail(fmt::format(text, std::forward<Arguments>(arguments)...));
  }

 private:
  [[noreturn]] void fail(const std::string& text) const;

  const FileBytes* file_;  ///< not owned
  std::size_t place_ = 0;
};

/// At most 40 characters of a word, anything unprintable as '?', for messages.
[[nodiscard]] std::string shown(std::string_view word);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);
/// Parses the whole word; returns false if it is no number.
[[nodiscard]] bool parse(std::string_view word, double& value);
[[nodiscard]] bool parse(std::string_view word, std::int64_t& value);

/// A vertex number as it is stored; one that does not fit becomes -1, which the check refuses.
[[nodiscard]] inline std::int32_t vertex_index(std::int64_t number) {
  return number >= 0 && number <= std::numeric_limits<std::int32_t>::max()
             ? static_cast<std::int32_t>(number)
             : -1;
}

}  // namespace tektite::input
