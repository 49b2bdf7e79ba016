// The JSON Schema of a table of keys.
#pragma once

#include "io/case/keys.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tektite::io {

/// Names that keys with Key::library may have, by library.
using Libraries = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Draft 7, which YAML editors know best. It takes what the parser takes, as far as the data model
/// of JSON goes; io/case/README.md says what that leaves out. Every key has its meaning,
/// `x-tektite-unit`, `x-tektite-units`, `x-tektite-range` and `x-tektite-since` for programs.
[[nodiscard]] std::string json_schema(const Keys& keys, const std::string& title,
                                      const Libraries& libraries = {});

}  // namespace tektite::io
