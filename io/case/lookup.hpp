// Which key of which table a path means.
#pragma once

#include "io/case/document.hpp"
#include "io/case/keys.hpp"

#include <string_view>

namespace tektite::io {

/// The key that `path` leads to, by the same steps as an override: keys, names in a map, items of a
/// list by their `name` or position from 0; "size.0" is one number of a list of numbers. Unlike an
/// override nothing is added on the way: maps and lists are followed through `tree`, the resolved
/// case, and every item must be there. Throws bad_input with the step that leads nowhere and the
/// nearest right one.
[[nodiscard]] const Key& find_key(const TreeNode& tree, const Keys& keys, std::string_view path);

}  // namespace tektite::io
