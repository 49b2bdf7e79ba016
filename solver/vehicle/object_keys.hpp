// The keys of an entry of `vehicle.objects`.
#pragma once

#include "io/case/keys.hpp"

namespace tektite::vehicle {

[[nodiscard]] const io::Keys& object_keys();

}  // namespace tektite::vehicle
