// The units of the case language: a closed list, from which parser, schema and reference are made.
#pragma once

#include <span>
#include <string_view>

namespace tektite::io {

/// The spellings that a value whose SI unit is `unit` may have, the SI unit first; {"%"} for "1". A
/// unit that is not in the list has itself only.
[[nodiscard]] std::span<const std::string_view> unit_names(std::string_view unit);

/// The SI units of the list.
[[nodiscard]] std::span<const std::string_view> listed_units();

}  // namespace tektite::io
