// The keys of `vehicle:` in a case.
#pragma once

#include "io/case/keys.hpp"

namespace tektite::vehicle {

[[nodiscard]] const io::Keys& vehicle_keys();

}  // namespace tektite::vehicle
