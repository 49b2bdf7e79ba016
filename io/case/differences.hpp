// What has changed between two cases.
#pragma once

#include <string>
#include <vector>

namespace tektite::io {

struct Difference {
  std::string path;    ///< as for --set: "march.macro_step", "vehicle.parts.can.stack"
  std::string before;  ///< empty: there was none
  std::string after;   ///< empty: there is none any more
};

/// Keys whose values differ between two resolved texts (Case::resolved()), in the order of the
/// first, new ones last. Entries of lists that have a name go by it, others by their number.
/// Throws bad_input if a text is not one.
[[nodiscard]] std::vector<Difference> differences(const std::string& before,
                                                  const std::string& after);

}  // namespace tektite::io
