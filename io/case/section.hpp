// Typed reading of a case file. A Section is a map of the file, already checked against its table.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/words.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::io {

/// A moment of civil time. Leap seconds are not counted.
struct Epoch {
  std::int64_t seconds_since_2000 = 0;  ///< whole seconds since 2000-01-01T12:00:00Z
  double fraction = 0.0;                ///< [0, 1) s
};

namespace detail {
struct SectionData;
}

/// One map of the file, validated: every key known, every value of its type, in range, in SI.
/// Reading a key that the table lacks, or by the wrong type, is a mistake of ours (expect).
/// Cheap to copy: the tree is shared and immutable.
class Section {
 public:
  explicit Section(std::shared_ptr<const detail::SectionData> data) : data_(std::move(data)) {}

  /// Is there a value: typed by the user, or a default of a key that has a meaning here
  /// (Key::only_when)? The default of one without meaning can be read all the same.
  [[nodiscard]] bool has(std::string_view key) const;
  /// Did the user type it?
  [[nodiscard]] bool is_given(std::string_view key) const;

  [[nodiscard]] double number(std::string_view key) const;  ///< in the key's SI unit
  [[nodiscard]] std::int64_t integer(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const;  ///< text, name, path or choice
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] Epoch epoch(std::string_view key) const;
  /// A section that was not typed and has no default `{}` reads as all defaults, provided that its
  /// table requires no key; has() tells.
  [[nodiscard]] Section section(std::string_view key) const;
  [[nodiscard]] std::vector<Section> list(std::string_view key) const;  ///< empty if absent
  /// In file order; empty if absent.
  [[nodiscard]] std::vector<std::pair<std::string, Section>> map(std::string_view key) const;

  /// The regular file that a key of type path names, or why there is none: missing, no regular
  /// file, or outside the case's folder without allow_path. Never opens it.
  [[nodiscard]] FoundFile file(std::string_view key) const;

  /// "case.yaml:14:13" of the key's value, or of the section if the key was not typed.
  [[nodiscard]] std::string where(std::string_view key) const;
  /// Where the value comes from: "case, line 14", "walls.yaml, line 3", "command line" or
  /// "default".
  [[nodiscard]] std::string origin(std::string_view key) const;
  /// "parts[2].stack": the path of a key from the root.
  [[nodiscard]] std::string path(std::string_view key) const;

  /// Throws a bad_input Error "file:line:col: error: path: text" unless `condition` holds.
  template <class... Arguments>
  void require(std::string_view key, bool condition, fmt::format_string<Arguments...> text,
               Arguments&&... arguments) const {
    if (!condition) fail(key, fmt::format(text, std::forward<Arguments>(arguments)...));
  }

 private:
  [[noreturn]] void fail(std::string_view key, const std::string& text) const;

  std::shared_ptr<const detail::SectionData> data_;
};

/// A whole file.
class Case {
 public:
  Case(Section root, std::string path, std::string resolved, std::string hash)
      : root_(std::move(root)),
        path_(std::move(path)),
        resolved_(std::move(resolved)),
        hash_(std::move(hash)) {}

  [[nodiscard]] const Section& root() const { return root_; }
  [[nodiscard]] const std::string& path() const { return path_; }  ///< as given by the user
  [[nodiscard]] std::string folder() const;                        ///< folder of the file
  /// The whole case with every default written out: itself a valid case that reads to equal values.
  [[nodiscard]] const std::string& resolved() const { return resolved_; }
  /// XXH3-128 of the resolved text without its origin comments, hexadecimal: a case and the case
  /// that its resolved text is have the same hash.
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  Section root_;
  std::string path_;
  std::string resolved_;
  std::string hash_;
};

/// How a case is read, beyond its text.
struct ReadOptions {
  std::vector<std::string> overrides = {};  ///< "path=value", see overrides.hpp
  std::string folder = {};                  ///< that paths are relative to; empty: of the case file
  std::string kept = {};                    ///< copies of such files, looked for here first
  bool allow_path = false;                  ///< paths may be absolute and lead out of the folder
  /// Names that keys with Key::library may have, by library; one that is missing is not checked.
  std::map<std::string, std::vector<std::string>, std::less<>> libraries = {};
};

/// Reads and checks a file against `keys`; nested tables must outlive the Case (they are statics of
/// their rooms). All errors of the file are in the one bad_input Error, a line each:
/// "case.yaml:42:7: error: unknown key 'thicknes' in parts[2]; did you mean 'thickness'?"
[[nodiscard]] Case read_case(const std::string& path, const Keys& keys,
                             const ReadOptions& options = {});
/// The same from text; `name` stands for the file in messages.
[[nodiscard]] Case read_case_text(const std::string& text, const std::string& name,
                                  const Keys& keys, const ReadOptions& options = {});

/// A section in which nothing is typed: every value its default. A required key is an error.
[[nodiscard]] Section empty_section(const Keys& keys);

/// Converts "122 km" to SI. `unit` is the wanted SI unit. Throws bad_input without position.
[[nodiscard]] double to_si(std::string_view value, std::string_view unit);

}  // namespace tektite::io
