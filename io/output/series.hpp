// A .pvd file: which file holds which time.
#pragma once

#include <string>
#include <vector>

namespace tektite::output {

struct SeriesEntry {
  double time = 0.0;  ///< [s]
  std::string file;   ///< relative to the .pvd's folder
};

[[nodiscard]] std::string to_pvd(const std::vector<SeriesEntry>& entries);
/// Reads what to_pvd wrote. Throws io_failed with `path` for anything else. Not collective.
[[nodiscard]] std::vector<SeriesEntry> read_pvd(const std::string& path);

}  // namespace tektite::output
