// The section `decomposition` of a material's file.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"
#include "materials/decomposition.hpp"
#include "materials/material.hpp"

#include <vector>

namespace tektite::materials {

[[nodiscard]] const io::Keys& decomposition_keys();

/// Appends to `sources`. Throws bad_input with file:line:column.
[[nodiscard]] Decomposition read_decomposition(const io::Section& section,
                                               std::vector<Source>& sources);

/// A property against temperature: keys `temperature` and `value` of `section`.
[[nodiscard]] Curve read_curve(const io::Section& section);

}  // namespace tektite::materials
