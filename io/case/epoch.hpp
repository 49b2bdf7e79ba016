// Civil time in ISO 8601.
#pragma once

#include "io/case/section.hpp"
#include "io/case/units.hpp"

#include <string>
#include <string_view>

namespace tektite::io {

/// "2031-01-15T12:00:00Z" or with up to nine decimals of a second. UTC only; no leap second.
[[nodiscard]] Reading<Epoch> read_epoch(std::string_view text);

/// The same form, with as many decimals as it takes to read equal.
[[nodiscard]] std::string epoch_text(const Epoch& epoch);

}  // namespace tektite::io
