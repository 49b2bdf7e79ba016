// The table of keys of a sweep file.
#pragma once

#include "io/case/keys.hpp"

namespace tektite::driver::sweep {

[[nodiscard]] const io::Keys& sweep_keys();

}  // namespace tektite::driver::sweep
