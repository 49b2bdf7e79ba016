// The vertices of a surface under construction. Nodes on borders are sewn together where they
// coincide; nodes inside a shape are its own.
#pragma once

#include "mesh/placement.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tektite::mesh {

class Seams {
 public:
  /// Border nodes closer than `tolerance` [m] become one.
  explicit Seams(double tolerance) : tolerance_(tolerance) {}

  /// A vertex of `part` alone.
  std::int32_t add(const Point& position, int part);
  /// A vertex on a border of `part`: the one already there, if any.
  std::int32_t add_border(const Point& position, int part);

  [[nodiscard]] double tolerance() const { return tolerance_; }
  [[nodiscard]] const std::vector<Point>& vertices() const { return vertices_; }
  /// (vertex, part) for every part that has the vertex, sorted, each once.
  [[nodiscard]] std::vector<std::pair<std::int32_t, int>> owners() const;

 private:
  using Cell = std::array<std::int64_t, 3>;
  struct CellHash {
    std::size_t operator()(const Cell& cell) const;
  };
  [[nodiscard]] Cell cell_of(const Point& position) const;
  [[nodiscard]] std::int32_t find(const Point& position, const Cell& cell) const;

  double tolerance_;
  std::vector<Point> vertices_;
  std::vector<std::pair<std::int32_t, int>> owners_;
  std::unordered_map<Cell, std::vector<std::int32_t>, CellHash> grid_;
};

}  // namespace tektite::mesh
