// Values from the command line in place of those of the file: --set vehicle.panel_size='0.2 m'.
#pragma once

#include "io/case/document.hpp"

#include <string>
#include <vector>

namespace tektite::io {

/// "path=value". The path goes by keys, and through lists by the items' `name` or their position
/// from 0: `vehicle.parts.barrel.span=0.3 m`. `vehicle.` may be left out, and the name of a stack
/// leads on to its layers: `parts.barrel.stack.2.thickness=4 mm` changes that stack, for all parts
/// that have it. A key that the file lacks is added. What is set has positions in `source`. A
/// mistake goes to `problems`.
void apply_override(TreeNode& root, const std::string& setting, int source,
                    std::vector<Problem>& problems);

}  // namespace tektite::io
