// Single values against their keys.
#pragma once

#include "io/case/document.hpp"
#include "io/case/keys.hpp"
#include "io/case/units.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tektite::io {

// Each reads a scalar node as a value of its key: `problem` says the rule and what was found.

/// In SI.
[[nodiscard]] Reading<double> read_number_of(const Key& key, const TreeNode& node);
[[nodiscard]] Reading<std::int64_t> read_integer_of(const Key& key, const TreeNode& node);
[[nodiscard]] Reading<bool> read_boolean_of(const TreeNode& node);
/// Text, name, path, choice. Where `allow_path` is set a path may lead anywhere.
[[nodiscard]] Reading<std::string> read_text_of(const Key& key, const TreeNode& node,
                                                bool allow_path);

/// "at least 0 m", "in (0, 0.5] m", ...; "" without limits.
[[nodiscard]] std::string range_text(const Key& key);

/// Numbers with a unit have at most three digits before the point of a power of ten, the first not
/// 0, and an exponent of at most this.
constexpr int greatest_exponent = 299;

}  // namespace tektite::io
