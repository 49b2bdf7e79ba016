#include "mesh/grid.hpp"

#include "solver/base/error.hpp"

#include <algorithm>

namespace tektite::mesh {
namespace {

using Point = Vec3<VehicleAxes>;

/// Faces by corner numbers of the cell, turned outwards.
struct Topology {
  int corners;
  int faces;
  std::array<FaceCorners, 6> face;
};

constexpr std::array<Topology, 4> topologies = {{
    {4, 4, {{{0, 2, 1, -1}, {0, 1, 3, -1}, {1, 2, 3, -1}, {0, 3, 2, -1}}}},
    {5, 5, {{{0, 3, 2, 1}, {0, 1, 4, -1}, {1, 2, 4, -1}, {2, 3, 4, -1}, {3, 0, 4, -1}}}},
    {6, 5, {{{0, 2, 1, -1}, {3, 4, 5, -1}, {0, 1, 4, 3}, {1, 2, 5, 4}, {2, 0, 3, 5}}}},
    {8, 6, {{{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}}},
}};

const Topology& topology(CellShape shape) {
  return topologies[static_cast<std::size_t>(shape)];
}

const Point& vertex(const Grid& grid, std::int32_t id) {
  return grid.vertices[static_cast<std::size_t>(id)];
}

int corners_in(const FaceCorners& face) {
  return face[3] < 0 ? 3 : 4;
}

Point mean_of(const Grid& grid, const FaceCorners& face) {
  Point sum;
  const int count = corners_in(face);
  for (int i = 0; i < count; ++i) sum += vertex(grid, face[static_cast<std::size_t>(i)]);
  return sum / count;
}

/// The triangles of a face: itself, or four about its mean point.
template <class Use>
void for_each_triangle(const Grid& grid, const FaceCorners& face, Use&& use) {
  const auto corner = [&](int i) -> const Point& {
    return vertex(grid, face[static_cast<std::size_t>(i)]);
  };
  if (face[3] < 0) {
    use(corner(0), corner(1), corner(2));
    return;
  }
  const Point middle = mean_of(grid, face);
  for (int i = 0; i < 4; ++i) use(corner(i), corner((i + 1) % 4), middle);
}

struct SidedFace {
  FaceCorners key{};
  std::int64_t cell = 0;
  std::int32_t slot = 0;
};

std::string name_of(const Grid& grid, std::size_t cell) {
  const auto part = static_cast<std::size_t>(grid.part[cell]);
  return fmt::format("cell {} of solid '{}'", cell, grid.part_name[part]);
}

}  // namespace

void Grid::add(CellShape kind, std::span<const std::int32_t> its_corners, std::int32_t its_part) {
  expect(static_cast<int>(its_corners.size()) == corner_count(kind), "corners of a cell");
  shape.push_back(kind);
  corners.insert(corners.end(), its_corners.begin(), its_corners.end());
  first.push_back(static_cast<std::int64_t>(corners.size()));
  part.push_back(its_part);
}

int corner_count(CellShape shape) {
  return topology(shape).corners;
}

int face_count(CellShape shape) {
  return topology(shape).faces;
}

FaceCorners face_of(const Grid& grid, std::size_t cell, int k) {
  const auto corners = grid.corners_of(cell);
  FaceCorners face = topology(grid.shape[cell]).face[static_cast<std::size_t>(k)];
  for (auto& corner : face) {
    if (corner >= 0) corner = corners[static_cast<std::size_t>(corner)];
  }
  return face;
}

FaceCorners face_key(const FaceCorners& face) {
  FaceCorners key = face;
  std::sort(key.begin(), key.begin() + corners_in(face));
  return key;
}

FaceGeometry geometry_of(const Grid& grid, const FaceCorners& face) {
  FaceGeometry geometry;
  Point weighted;
  double total = 0.0;
  for_each_triangle(grid, face, [&](const Point& a, const Point& b, const Point& c) {
    const Point area = 0.5 * cross(b - a, c - a);
    const double size = norm(area);
    geometry.area += area;
    weighted += size / 3.0 * (a + b + c);
    total += size;
  });
  geometry.centroid = total > 0.0 ? weighted / total : mean_of(grid, face);
  return geometry;
}

CellGeometry geometry_of(const Grid& grid, std::size_t cell) {
  const auto corners = grid.corners_of(cell);
  Point origin;
  for (const std::int32_t corner : corners) origin += vertex(grid, corner);
  origin = origin / static_cast<double>(corners.size());
  CellGeometry geometry;
  Point moment;
  for (int k = 0; k < face_count(grid.shape[cell]); ++k) {
    for_each_triangle(grid, face_of(grid, cell, k),
                      [&](const Point& a, const Point& b, const Point& c) {
                        const double volume = dot(cross(a - origin, b - origin), c - origin) / 6.0;
                        geometry.volume += volume;
                        moment += volume / 4.0 * ((a - origin) + (b - origin) + (c - origin));
                      });
  }
  geometry.centroid = origin;
  if (geometry.volume != 0.0) geometry.centroid += moment / geometry.volume;
  return geometry;
}

std::vector<BorderFace> border_of(const Grid& grid) {
  std::vector<SidedFace> faces;
  faces.reserve(6 * grid.cells());
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    for (int k = 0; k < face_count(grid.shape[cell]); ++k) {
      faces.push_back({face_key(face_of(grid, cell, k)), static_cast<std::int64_t>(cell), k});
    }
  }
  std::ranges::sort(faces, {}, [](const SidedFace& f) { return std::tie(f.key, f.cell, f.slot); });
  std::vector<MarkedFace> marks = grid.marks;
  std::ranges::stable_sort(marks, {}, &MarkedFace::corners);
  std::vector<BorderFace> border;
  std::size_t next_mark = 0;
  const auto require_no_mark_before = [&](const FaceCorners* key) {
    const bool is_lost =
        next_mark < marks.size() && (key == nullptr || marks[next_mark].corners < *key);
    require(
        !is_lost,
        "the face of corners {} is marked '{}' but belongs to no cell: mesh its volume, or take "
        "the mark away",
        is_lost ? fmt::format("{}", fmt::join(marks[next_mark].corners, " ")) : "",
        is_lost ? grid.mark_name[static_cast<std::size_t>(marks[next_mark].mark)] : "");
  };
  for (std::size_t i = 0; i < faces.size();) {
    std::size_t end = i + 1;
    while (end < faces.size() && faces[end].key == faces[i].key) ++end;
    require(end - i <= 2, "{} and {} share a face with {}: a face has two cells at most",
            name_of(grid, static_cast<std::size_t>(faces[i].cell)),
            name_of(grid, static_cast<std::size_t>(faces[i + 1 < end ? i + 1 : i].cell)),
            name_of(grid, static_cast<std::size_t>(faces[i + 2 < end ? i + 2 : i].cell)));
    require_no_mark_before(&faces[i].key);
    std::int32_t mark = 0;
    for (; next_mark < marks.size() && marks[next_mark].corners == faces[i].key; ++next_mark) {
      mark = marks[next_mark].mark;
    }
    if (end - i == 1) border.push_back({faces[i].cell, faces[i].slot, mark});
    i = end;
  }
  require_no_mark_before(nullptr);
  std::ranges::sort(border, {}, [](const BorderFace& f) { return std::tie(f.cell, f.slot); });
  return border;
}

}  // namespace tektite::mesh
