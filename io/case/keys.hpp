// The table of keys of one section of a case file. Parser, schema, reference page and
// resolved.yaml are all made from these tables: a key that is not in one does not exist.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace tektite::io {

enum class KeyType {
  number,  ///< a value with a unit (`122 km`), or a bare number if `unit` is "1"
  integer,
  boolean,
  text,
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
  const std::vector<Key>* keys = nullptr;  ///< table of a section, list or map
  std::string_view meaning = {};           ///< one sentence for the reference page
};

using Keys = std::vector<Key>;

}  // namespace tektite::io
