// Parts of a case from other files: `include: walls.yaml` in place of the items of a list or map.
#pragma once

#include "io/case/document.hpp"
#include "io/case/keys.hpp"

#include <string>
#include <vector>

namespace tektite::io {

/// What all included files of a case may be at most together.
struct IncludeLimits {
  int depth = 8;
  std::size_t files = 256;
  std::size_t bytes = std::size_t{4} << 20U;
};

/// Puts the contents of included files in place of `include`, where a key of `keys` may include:
/// the names of a map file into the map, the items of a list file into the list. Files are relative
/// to `folder`, regular, and in it unless `allow_path`; each is appended to `sources`. Whatever is
/// wrong goes to `problems`.
void expand_includes(TreeNode& root, const Keys& keys, const std::string& folder, bool allow_path,
                     Sources& sources, std::vector<Problem>& problems,
                     const IncludeLimits& limits = {});

}  // namespace tektite::io
