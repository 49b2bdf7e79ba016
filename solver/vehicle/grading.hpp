// How a layer is cut into cells.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace tektite::vehicle {

/// Thinnest cell that a case may ask for [m]: conduction through less takes microseconds, and what
/// is thinner has too little heat of its own to be worth a cell.
inline constexpr double thinnest_cell = 1e-6;

/// Faces between `count` cells of a layer, from 0 to `thickness` [m]: count + 1 numbers.
/// Thicknesses of cells grow by the same factor from one to the next, the last is `ratio` times the
/// first.
[[nodiscard]] inline std::vector<double> graded_faces(double thickness, int count, double ratio) {
  std::vector<double> faces(static_cast<std::size_t>(count) + 1, 0.0);
  const bool is_even = ratio == 1.0 || count == 1;
  const double growth = is_even ? 1.0 : std::pow(ratio, 1.0 / (count - 1));
  for (int i = 1; i < count; ++i) {
    faces[static_cast<std::size_t>(i)] =
        is_even ? thickness * i / count
                : thickness * (std::pow(growth, i) - 1.0) / (std::pow(growth, count) - 1.0);
  }
  faces.back() = thickness;
  return faces;
}

}  // namespace tektite::vehicle
