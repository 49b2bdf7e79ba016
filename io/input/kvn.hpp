// Lines of text files, and the "KEYWORD = value [unit]" lines of CCSDS messages.
#pragma once

#include "io/input/file_bytes.hpp"
#include "io/input/instant.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace tektite::input {

/// A line without its end. Views into the file's bytes.
struct TextLine {
  int number = 0;  ///< from 1
  std::string_view text;

  /// Column of a part of the text, from 1.
  [[nodiscard]] int column_of(std::string_view part) const {
    return 1 + static_cast<int>(part.data() - text.data());
  }
};

/// Reads a text line by line, passing over those with nothing but blanks. Keeps a reference to the
/// file.
class TextLines {
 public:
  /// Lines longer than `longest` characters are an error.
  TextLines(const FileBytes& file, std::size_t longest) : file_(&file), longest_(longest) {}

  /// The next line, or false at the end. Ends are CR, LF or both. Throws bad_input for a character
  /// that is not printable ASCII, blank or tab.
  bool next(TextLine& line);
  /// Of the last line read.
  [[nodiscard]] int number() const { return number_; }

  /// Throws bad_input "path:line:column: error: text".
  [[noreturn]] void fail(int line, int column, const std::string& text) const;
  /// The same at a part of a line.
  [[noreturn]] void fail(const TextLine& line, std::string_view part,
                         const std::string& text) const {
    fail(line.number, line.column_of(part), text);
  }
  [[nodiscard]] const std::string& path() const { return file_->path; }

 private:
  const FileBytes* file_;  ///< not owned
  std::size_t longest_;
  std::size_t place_ = 0;
  int number_ = 0;
};

/// Without blanks and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// The first word; it is taken off the text, with the blanks around it.
[[nodiscard]] std::string_view take_word(std::string_view& text);

/// "X = 6655.9942 [km]".
struct KvnLine {
  TextLine line;
  std::string_view keyword;
  std::string_view value;
  std::string_view unit;  ///< "km"; empty if there is none
};

/// Splits a line at its '='. A text in brackets at the end is the unit. Throws bad_input.
[[nodiscard]] KvnLine split(const TextLines& file, const TextLine& line);

/// Lines of one section of a message, by keyword.
class KvnFields {
 public:
  /// `first` is the line of the section, for messages on what it lacks. `known` must outlive it.
  KvnFields(const TextLines& file, int first, std::span<const std::string_view> known)
      : file_(&file), first_(first), known_(known) {}

  /// Throws bad_input for a keyword that is unknown here, and for one that is there twice.
  void add(const KvnLine& line);
  [[nodiscard]] bool has(std::string_view keyword) const { return fields_.contains(keyword); }
  [[nodiscard]] int first_line() const { return first_; }
  /// Throws bad_input if there is no such line.
  [[nodiscard]] const KvnLine& get(std::string_view keyword) const;
  [[nodiscard]] std::string_view text(std::string_view keyword) const;
  /// A finite number; the unit may be left out, but be no other.
  [[nodiscard]] double number(std::string_view keyword, std::string_view unit) const;
  [[nodiscard]] Instant instant(std::string_view keyword, TimeScale scale) const;

  /// Throws bad_input at the value of a keyword that is there.
  [[noreturn]] void fail(std::string_view keyword, const std::string& text) const;

 private:
  const TextLines* file_;
  int first_;
  std::span<const std::string_view> known_;
  std::map<std::string_view, KvnLine> fields_;
};

/// A finite number. Throws bad_input at `word`.
[[nodiscard]] double finite_number(const TextLines& file, const TextLine& line,
                                   std::string_view word);

}  // namespace tektite::input
