// What is tried with the bytes of an orbit file.
#pragma once

#include "io/input/orbit_file.hpp"
#include "solver/base/error.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

namespace tektite::fuzz {

/// Reads the bytes as an orbit file and, of an ephemeris, asks for states where there should be
/// some. Whatever they are, the answer is finite or one bad_input with the file's name; anything
/// else ends the process.
inline void try_orbit(std::string bytes) {
  const input::FileBytes file{"fuzz.orbit", std::move(bytes)};
  if (file.bytes.empty()) return;  // refused before a reader sees it
  try {
    const input::OrbitFile orbit = input::orbit_of(file);
    if (const auto* message = std::get_if<input::OrbitMessage>(&orbit)) {
      if (!std::isfinite(norm(message->state.position + message->state.velocity))) std::abort();
    }
    const auto* ephemeris = std::get_if<input::Ephemeris>(&orbit);
    if (ephemeris == nullptr) return;
    for (const auto& segment : ephemeris->segments) {
      if (segment.states.empty()) std::abort();
      const double length = input::seconds_between(segment.usable_begin, segment.usable_end);
      const auto state =
          input::state_at(*ephemeris, input::later(segment.usable_begin, 0.4 * length));
      if (!std::isfinite(norm(state.state.position + state.state.velocity))) std::abort();
    }
  } catch (const Error& error) {
    if (error.code() != ExitCode::bad_input) std::abort();
    if (!std::string_view(error.what()).starts_with(file.path)) std::abort();
  }
}

}  // namespace tektite::fuzz
