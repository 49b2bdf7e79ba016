#include "mesh/seams.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::mesh {

std::size_t Seams::CellHash::operator()(const Cell& cell) const {
  std::uint64_t hash = 0x9e3779b97f4a7c15ULL;
  for (const std::int64_t index : cell) {
    hash ^= static_cast<std::uint64_t>(index);
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 32;
  }
  return static_cast<std::size_t>(hash);
}

Seams::Cell Seams::cell_of(const Point& position) const {
  const double size = 4.0 * tolerance_;
  return {static_cast<std::int64_t>(std::floor(position.x / size)),
          static_cast<std::int64_t>(std::floor(position.y / size)),
          static_cast<std::int64_t>(std::floor(position.z / size))};
}

std::int32_t Seams::find(const Point& position, const Cell& cell) const {
  // The oldest vertex within reach wins, whatever cell it lies in.
  std::int32_t found = -1;
  for (std::int64_t i = -1; i <= 1; ++i) {
    for (std::int64_t j = -1; j <= 1; ++j) {
      for (std::int64_t k = -1; k <= 1; ++k) {
        const auto entry = grid_.find({cell[0] + i, cell[1] + j, cell[2] + k});
        if (entry == grid_.end()) continue;
        for (const std::int32_t vertex : entry->second) {
          const Point gap = vertices_[static_cast<std::size_t>(vertex)] - position;
          if (norm(gap) <= tolerance_ && (found < 0 || vertex < found)) found = vertex;
        }
      }
    }
  }
  return found;
}

std::int32_t Seams::add(const Point& position, int part) {
  vertices_.push_back(position);
  owners_.emplace_back(static_cast<std::int32_t>(vertices_.size() - 1), part);
  return static_cast<std::int32_t>(vertices_.size() - 1);
}

std::int32_t Seams::add_border(const Point& position, int part) {
  const Cell cell = cell_of(position);
  std::int32_t vertex = find(position, cell);
  if (vertex < 0) {
    vertex = add(position, part);
    grid_[cell].push_back(vertex);
  } else {
    owners_.emplace_back(vertex, part);
  }
  return vertex;
}

std::vector<std::pair<std::int32_t, int>> Seams::owners() const {
  auto nodes = owners_;
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

}  // namespace tektite::mesh
