// Values from the command line in place of those of the file: --set vehicle.panel_size='0.2 m'.
#pragma once

#include "io/case/document.hpp"

#include <string>
#include <vector>

namespace tektite::io {

/// "path=value". The path goes by keys, and through lists by the items' `name` or their position
/// from 0: `vehicle.parts.barrel.span=0.3 m`. A key that the file lacks is added. Throws bad_input.
void apply_override(TreeNode& root, const std::string& setting);

}  // namespace tektite::io
