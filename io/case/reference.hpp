// The reference page of a table of keys.
#pragma once

#include "io/case/keys.hpp"

#include <string>

namespace tektite::io {

/// Markdown: a heading and a table (key, type, unit, what is allowed, default
/// and conditions, meaning, since); the
/// tables of nested sections follow, each under the path of its key.
[[nodiscard]] std::string reference_page(const Keys& keys, const std::string& title);

/// Markdown: the spellings of every unit of the case language.
[[nodiscard]] std::string reference_units();

}  // namespace tektite::io
