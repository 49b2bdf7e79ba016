// A case to begin with: an example with every other key beside it as a comment.
#pragma once

#include "io/case/document.hpp"
#include "io/case/keys.hpp"

#include <string>

namespace tektite::io {

/// The example written out key by key in the order of the tables, each with its meaning, limits and
/// default; keys that it lacks stand where they would, as comments. In lists the first item shows
/// all keys, the others only theirs. A section that is a comment as a whole can be made one of the
/// case by taking "# " off its lines.
[[nodiscard]] std::string case_template(const Keys& keys, const TreeNode& example);

}  // namespace tektite::io
