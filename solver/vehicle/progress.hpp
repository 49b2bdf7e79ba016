// What cells of materials that decompose have gone through: where it lies, and how it begins.
#pragma once

#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstddef>
#include <span>

namespace tektite::vehicle {

/// Gives every cell of `vehicle` whose material decomposes its place, and fills progress_offset.
/// The mesh must be there.
void number_progress(Vehicle& vehicle);

/// Nothing has happened yet: sizes the arrays of `solid`.
void begin_progress(const Vehicle& vehicle, Solid& solid);

/// Numbers that a cell of this material keeps.
[[nodiscard]] inline std::size_t progress_size(const materials::Material& material) {
  return material.charring() != nullptr ? material.charring()->size() : 0;
}

/// Of a cell of a local panel; empty where its material does not decompose.
[[nodiscard]] inline std::span<const double> progress_of(const Vehicle& vehicle, const Solid& solid,
                                                         std::size_t panel, std::size_t cell) {
  if (vehicle.progress_offset.empty()) return {};
  const Cell& one = vehicle.stack_of(static_cast<std::int32_t>(panel)).cells[cell];
  const auto from = static_cast<std::size_t>(vehicle.progress_offset[panel] + one.progress);
  const std::size_t size = progress_size(*one.material);
  if (size == 0) return {};
  return std::span<const double>(solid.progress).subspan(from, size);
}

/// Of a cell of an object.
[[nodiscard]] inline std::span<const double> progress_of(const Object& object,
                                                         std::span<const double> progress,
                                                         std::size_t cell) {
  const ObjectCell& one = object.cells[cell];
  const std::size_t size = progress_size(*one.material);
  if (size == 0 || progress.empty()) return {};
  return progress.subspan(static_cast<std::size_t>(one.progress), size);
}

}  // namespace tektite::vehicle
