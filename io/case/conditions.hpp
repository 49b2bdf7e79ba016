// Which keys of a section have a meaning, and which it must have, given the others.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section_data.hpp"

#include <string>
#include <vector>

namespace tektite::io {

/// Does the condition hold for the values read so far? Values of keys that were typed wrongly count
/// as unknown, and then neither it nor its opposite holds.
enum class Holds { yes, no, unknown };
[[nodiscard]] Holds holds(const Condition& condition, const detail::SectionData& section);

/// "shape is cylinder or cone", "gap is given".
[[nodiscard]] std::string condition_text(const Condition& condition);

/// The item count that is wanted of `key` here, and why: the first that holds.
[[nodiscard]] const Count* wanted_count(const Key& key, const detail::SectionData& section);
/// "3 items", "at least 1 item", "1 to 3 items".
[[nodiscard]] std::string count_text(const Count& count);

}  // namespace tektite::io
