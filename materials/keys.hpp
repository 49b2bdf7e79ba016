// The table of keys of a material file.
#pragma once

#include "io/case/keys.hpp"

namespace tektite::materials {

[[nodiscard]] const io::Keys& material_keys();

}  // namespace tektite::materials
