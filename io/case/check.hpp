// Holds a tree against a table of keys.
#pragma once

#include "io/case/document.hpp"
#include "io/case/section_data.hpp"

#include <memory>
#include <vector>

namespace tektite::io {

/// The checked section of `map`; every violation is added to `problems`, and then the result may
/// lack values. Nested tables are found through `keys`.
[[nodiscard]] std::shared_ptr<detail::SectionData> check_section(
    const TreeNode& map, const Keys& keys, const std::string& path,
    const std::shared_ptr<const detail::Context>& context, std::vector<Problem>& problems);

}  // namespace tektite::io
