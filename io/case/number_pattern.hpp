// Ranges of decimal numbers as regular expressions, for the JSON Schema: "122 km" is a text there,
// so its limits can only be said by a pattern.
#pragma once

#include "io/case/keys.hpp"

#include <string>

namespace tektite::io {

/// Matches exactly the texts that a key of type number or numbers takes: a number, spaces, and one
/// of the units of the case language, within the key's range converted to that unit. For a key
/// whose unit is "1" it matches the form with %, the bare number is left to `minimum` and
/// `maximum`. In the part of the syntax that ECMA-262 and Python share.
[[nodiscard]] std::string quantity_pattern(const Key& key);

/// A bound of a key in one of its units: the number next to `bound` that is still in range.
[[nodiscard]] double bound_in(double bound, const Key& key, std::string_view name);

}  // namespace tektite::io
