// Civil time in ISO 8601.
#pragma once

#include "io/case/section.hpp"
#include "io/case/units.hpp"

#include <string>
#include <string_view>

namespace tektite::io {

/// "2031-01-15T12:00:00Z" or with up to nine decimals of a second. UTC only; no leap second.
[[nodiscard]] Reading<Epoch> read_epoch(std::string_view text);

/// What read_epoch() takes: the days that exist, from 1900 on.
constexpr std::string_view epoch_pattern =
    "^(?=19|[2-9][0-9])(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?Z$";

/// The same form, with as many decimals as it takes to read equal.
[[nodiscard]] std::string epoch_text(const Epoch& epoch);

}  // namespace tektite::io
