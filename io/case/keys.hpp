// The table of keys of one section of a case file. Parser, schema, reference page and
// resolved.yaml are all made from these tables: a key that is not in one does not exist.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::io {

enum class KeyType {
  number,  ///< a value with a unit (`122 km`), or a bare number if `unit` is "1"
  integer,
  boolean,
  text,     ///< one line without control characters
  name,     ///< letters, digits, `_`, `-`, `.` and inner spaces; at most 64
  path,     ///< of a file, relative to the case's folder and inside it
  choice,   ///< one of `choices`
  numbers,  ///< a list of values that share a dimension
  texts,    ///< a list of texts
  epoch,    ///< ISO 8601 UTC
  section,  ///< a map with its own table; a default of `{}` means it is there with all its defaults
  list,     ///< a list of maps with one table
  map,      ///< a map from the user's names to sections of one table
};

/// Whether a section must give the key.
enum class Presence { required, optional };

/// What another key of the same section has to be.
struct Condition {
  std::string_view key = {};                  ///< empty: always holds
  std::vector<std::string_view> values = {};  ///< typed or default is one of them; empty: typed
  bool negated = false;                       ///< holds when the rest does not
};

/// `key` has one of `values`, typed or by default.
[[nodiscard]] inline Condition is(std::string_view key, std::vector<std::string_view> values) {
  return {key, std::move(values), false};
}
/// `key` is typed, or is not.
[[nodiscard]] inline Condition given(std::string_view key) {
  return {key, {}, false};
}
[[nodiscard]] inline Condition absent(std::string_view key) {
  return {key, {}, true};
}

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

/// How many items a list has.
struct Count {
  std::size_t fewest = 0;
  std::size_t most = any_number;
  Condition when = {};
};

/// One key. Aggregate, meant for designated initialisers in a table.
struct Key {
  std::string_view name;
  KeyType type = KeyType::number;
  std::string_view unit = "1";     ///< SI unit of the stored value, e.g. "m", "K", "rad", "Pa"
  std::string_view fallback = {};  ///< default as it would be typed; empty: no default
  Presence presence = Presence::optional;                   ///< required keys have no fallback
  double least = -std::numeric_limits<double>::infinity();  ///< allowed range, SI
  double greatest = std::numeric_limits<double>::infinity();
  bool least_excluded = false;  ///< the range is open at `least`
  std::vector<std::string_view> choices = {};
  const std::vector<Key>* keys = nullptr;     ///< table of a section, list or map
  std::string_view meaning = {};              ///< one sentence for the reference page
  std::vector<Condition> required_when = {};  ///< also required if one of these holds
  std::vector<Condition> only_when = {};      ///< may be typed only if all of these hold
  std::vector<Count> counts = {};             ///< of numbers, texts, list or map
  bool some_nonzero = false;                  ///< numbers: not all of them zero
  bool unique = false;  ///< name: no other item of its list has it; texts: no item twice
  std::vector<std::string_view> names_in = {};  ///< names of items of these lists or maps, which
                                                ///< are keys of a section around this one
  std::string_view library = {};                ///< a name in this library (ReadOptions::libraries)
  bool may_include = false;        ///< list or map: `include: FILE` stands for a file's items
  bool any_scalar = false;         ///< text(s) that stand for a value of another key
  std::string_view since = "0.1";  ///< first version that has the key
};

using Keys = std::vector<Key>;

}  // namespace tektite::io
