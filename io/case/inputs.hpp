// The files that a case names.
#pragma once

#include "io/case/section.hpp"

#include <string>
#include <vector>

namespace tektite::io {

struct InputFile {
  std::string key;      ///< "vehicle.parts[2].wall.file"
  std::string name;     ///< as the case names it
  std::string path;     ///< where it was found; "" if it was not
  bool inside = false;  ///< below the case's folder, by its name
};

/// Files that keys of type path name, in the order of the case, each name once. Opens none.
[[nodiscard]] std::vector<InputFile> input_files(const Section& root, const Keys& keys);

}  // namespace tektite::io
