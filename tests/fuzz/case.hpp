// What is tried with the text of a case file.
#pragma once

#include "io/case/section.hpp"
#include "solver/base/error.hpp"
#include "solver/vehicle/keys.hpp"

#include <cstdlib>
#include <string>

namespace tektite::fuzz {

/// A case with a key of every type, and the vehicle's own table.
inline const io::Keys& case_table() {
  using io::KeyType;
  static const io::Keys entry{
      {.name = "epoch", .type = KeyType::epoch},
      {.name = "altitude", .unit = "m", .least = 0.0, .greatest = 1e6},
      {.name = "flight_path_angle", .unit = "rad"},
      {.name = "direction", .type = KeyType::numbers},
      {.name = "mode",
       .type = KeyType::choice,
       .fallback = "fixed",
       .choices = {"fixed", "tumbling"}},
      {.name = "controlled", .type = KeyType::boolean, .fallback = "false"}};
  static const io::Keys table{
      {.name = "tektite",
       .type = KeyType::integer,
       .presence = io::Presence::required,
       .least = 1,
       .greatest = 1},
      {.name = "title", .type = KeyType::text, .fallback = "untitled"},
      {.name = "standards", .type = KeyType::texts},
      {.name = "entry", .type = KeyType::section, .keys = &entry},
      {.name = "named", .type = KeyType::map, .keys = &entry},
      {.name = "vehicle", .type = KeyType::section, .keys = &vehicle::vehicle_keys()}};
  return table;
}

/// Reads the text as a case: either messages, each with file and line, or a case whose resolved
/// form is a case of the same hash; anything else ends the process.
inline void try_case(const std::string& text) {
  const auto read = [](const std::string& content) {
    return io::read_case_text(content, "fuzz.yaml", case_table());
  };
  try {
    const io::Case first = read(text);
    const std::string resolved = first.resolved();
    try {
      const io::Case again = read(resolved);
      if (again.hash() != first.hash()) std::abort();
    } catch (const Error&) {
      std::abort();
    }
  } catch (const Error& error) {
    if (error.code() != ExitCode::bad_input) std::abort();
    // Of the case, or of a file that it includes.
    if (std::string_view(error.what()).find(": error: ") == std::string_view::npos) std::abort();
  }
}

}  // namespace tektite::fuzz
