// JSON files that a run left and somebody may have touched.
#pragma once

#include "io/output/files.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace tektite::output {

/// The text as JSON; a value that is_discarded() for anything that is none, or is nested deeper
/// than 32: it could be read, but not written or copied without as many calls within each other.
template <class Json = nlohmann::ordered_json>
[[nodiscard]] Json parse_json(const std::string& text, int most_depth = 32) {
  bool is_deep = false;
  const auto watch = [&is_deep, most_depth](int depth, typename Json::parse_event_t, Json&) {
    is_deep = is_deep || depth > most_depth;
    return !is_deep;
  };
  Json json = Json::parse(text, watch, false);
  return is_deep ? Json(Json::value_t::discarded) : json;
}

/// parse_json() of a file of at most 256 MiB. Throws io_failed if it cannot be read.
template <class Json = nlohmann::ordered_json>
[[nodiscard]] Json read_json(const std::string& path) {
  constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20U;
  return parse_json<Json>(read_text(path, most_bytes));
}

}  // namespace tektite::output
