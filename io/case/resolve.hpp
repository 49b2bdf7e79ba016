// The case written back: every value in SI, with its origin.
#pragma once

#include "io/case/section.hpp"

#include <string>

namespace tektite::io {

struct Resolved {
  std::string text;  ///< YAML, ready to be read as a case
  std::string hash;  ///< of the text without comments: XXH3-128, 32 hexadecimal digits
};

/// Keys in the order of their tables; a key without value is left out.
[[nodiscard]] Resolved resolve(const Section& root, const Keys& keys);

}  // namespace tektite::io
