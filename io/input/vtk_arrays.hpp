// A look at a VTK XML file before VTK sees it: every length that it promises must be possible.
#pragma once

#include "io/input/formats.hpp"

#include <string_view>

namespace tektite::input {

/// Throws bad_input unless the file is a whole VTK XML file of the given type ("PolyData",
/// "UnstructuredGrid"), whose counts and array lengths fit its size. VTK trusts them and would
/// otherwise allocate or read beyond what is there.
void require_possible_lengths(const FileBytes& file, std::string_view type);

}  // namespace tektite::input
