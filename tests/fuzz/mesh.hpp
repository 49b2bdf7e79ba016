// What is tried with the bytes of a mesh file.
#pragma once

#include "io/input/formats.hpp"
#include "solver/base/error.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

namespace tektite::fuzz {

/// Reads the bytes as a mesh file of this ending ("stl"). Whatever they are, the answer is a sound
/// mesh or one bad_input with the file's name; anything else ends the process.
inline void try_mesh(const std::string& ending, std::string bytes) {
  const input::FileBytes file{"fuzz." + ending, std::move(bytes)};
  if (file.bytes.empty()) return;  // refused before a reader sees it
  try {
    const input::TriangleFile mesh = input::triangles_of(file);
    if (mesh.triangles.empty()) std::abort();
    const auto count = static_cast<std::int64_t>(mesh.vertices.size());
    for (const auto& p : mesh.vertices) {
      if (!std::isfinite(p.x + p.y + p.z)) std::abort();
    }
    for (const auto& triangle : mesh.triangles) {
      for (const std::int32_t vertex : triangle) {
        if (vertex < 0 || vertex >= count) std::abort();
      }
    }
  } catch (const Error& error) {
    if (error.code() != ExitCode::bad_input) std::abort();
    if (!std::string_view(error.what()).starts_with(file.path)) std::abort();
  }
}

}  // namespace tektite::fuzz
