#include "mesh/sweeps.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace tektite::mesh {
namespace {

using Point = Vec3<VehicleAxes>;
using Corners = std::vector<std::int32_t>;

Grid named(const std::string& name, std::vector<std::string> marks) {
  Grid grid;
  grid.part_name = {name};
  grid.mark_name = std::move(marks);
  grid.mark_name.insert(grid.mark_name.begin(), "");
  return grid;
}

std::int32_t add_vertex(Grid& grid, const Point& p) {
  grid.vertices.push_back(p);
  return static_cast<std::int32_t>(grid.vertices.size() - 1);
}

/// A prism, hexahedron, pyramid or tetrahedron, by what is left of the eight corners of a
/// hexahedron of which some are one vertex: an edge or a side at an axis.
void add_collapsed(Grid& grid, const std::array<std::int32_t, 8>& c) {
  if (c[0] == c[3] && c[4] == c[7]) {  // the edge at the axis of a sector
    const std::array<std::int32_t, 6> corners{c[0], c[1], c[2], c[4], c[5], c[6]};
    grid.add(CellShape::prism, corners, 0);
  } else {
    grid.add(CellShape::hexahedron, c, 0);
  }
}

/// Marks the `k`-th face of the cell that was added last.
void mark_face(Grid& grid, int k, std::int32_t mark) {
  grid.marks.push_back({face_key(face_of(grid, grid.cells() - 1, k)), mark});
}

/// Triangles of a sphere of radius 1: an icosahedron, each side cut into `across`.
struct UnitSphere {
  std::vector<Point> vertices;
  std::vector<std::array<std::int32_t, 3>> triangles;  ///< counter-clockwise from outside
};

UnitSphere icosphere(int across) {
  const double g = 0.5 * (1.0 + std::sqrt(5.0));
  const std::array<Point, 12> corner = {{{-1, g, 0},
                                         {1, g, 0},
                                         {-1, -g, 0},
                                         {1, -g, 0},
                                         {0, -1, g},
                                         {0, 1, g},
                                         {0, -1, -g},
                                         {0, 1, -g},
                                         {g, 0, -1},
                                         {g, 0, 1},
                                         {-g, 0, -1},
                                         {-g, 0, 1}}};
  constexpr std::array<std::array<int, 3>, 20> side = {
      {{0, 11, 5},  {0, 5, 1},  {0, 1, 7},  {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
       {11, 10, 2}, {10, 7, 6}, {7, 1, 8},  {3, 9, 4},  {3, 4, 2},   {3, 2, 6}, {3, 6, 8},
       {3, 8, 9},   {4, 9, 5},  {2, 4, 11}, {6, 2, 10}, {8, 6, 7},   {9, 8, 1}}};
  UnitSphere sphere;
  std::map<std::array<int, 6>, std::int32_t> known;  // weights of the icosahedron's corners
  for (const auto& s : side) {
    const auto node = [&](int i, int j) {  // i steps to the second corner, j to the third
      std::array<std::pair<int, int>, 3> by = {{{s[0], across - i - j}, {s[1], i}, {s[2], j}}};
      std::ranges::sort(by);
      std::array<int, 6> key{};
      Point p;
      for (std::size_t n = 0, used = 0; n < 3; ++n) {
        if (by[n].second == 0) continue;
        key[2 * used] = by[n].first + 1;
        key[2 * used + 1] = by[n].second;
        ++used;
        p += static_cast<double>(by[n].second) * corner[static_cast<std::size_t>(by[n].first)];
      }
      const auto [at, is_new] =
          known.emplace(key, static_cast<std::int32_t>(sphere.vertices.size()));
      if (is_new) sphere.vertices.push_back(unit(p));
      return at->second;
    };
    for (int i = 0; i < across; ++i) {
      for (int j = 0; i + j < across; ++j) {
        sphere.triangles.push_back({node(i, j), node(i + 1, j), node(i, j + 1)});
        if (i + j + 1 < across) {
          sphere.triangles.push_back({node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)});
        }
      }
    }
  }
  return sphere;
}

}  // namespace

Grid sweep_box(const std::string& name, const Point& corner, const Point& size,
               const std::array<int, 3>& cells) {
  require(size.x > 0.0 && size.y > 0.0 && size.z > 0.0,
          "solid '{}': a box needs three positive lengths, got {} x {} x {} m", name, size.x,
          size.y, size.z);
  require(std::ranges::min(cells) >= 1, "solid '{}': a box needs a cell along each side", name);
  Grid grid = named(name, {"x_low", "x_high", "y_low", "y_high", "z_low", "z_high"});
  const auto [nx, ny, nz] = cells;
  for (int k = 0; k <= nz; ++k) {
    for (int j = 0; j <= ny; ++j) {
      for (int i = 0; i <= nx; ++i) {
        add_vertex(grid, corner + Point{size.x * i / nx, size.y * j / ny, size.z * k / nz});
      }
    }
  }
  const auto node = [&, nx = nx, ny = ny](int i, int j, int k) {
    return static_cast<std::int32_t>((k * (ny + 1) + j) * (nx + 1) + i);
  };
  for (int k = 0; k < nz; ++k) {
    for (int j = 0; j < ny; ++j) {
      for (int i = 0; i < nx; ++i) {
        const std::array<std::int32_t, 8> c{node(i, j, k),
                                            node(i + 1, j, k),
                                            node(i + 1, j + 1, k),
                                            node(i, j + 1, k),
                                            node(i, j, k + 1),
                                            node(i + 1, j, k + 1),
                                            node(i + 1, j + 1, k + 1),
                                            node(i, j + 1, k + 1)};
        grid.add(CellShape::hexahedron, c, 0);
        if (i == 0) mark_face(grid, 5, 1);
        if (i + 1 == nx) mark_face(grid, 3, 2);
        if (j == 0) mark_face(grid, 2, 3);
        if (j + 1 == ny) mark_face(grid, 4, 4);
        if (k == 0) mark_face(grid, 0, 5);
        if (k + 1 == nz) mark_face(grid, 1, 6);
      }
    }
  }
  return grid;
}

Grid sweep_ring(const std::string& name, const RingShape& shape, const std::array<int, 3>& cells) {
  const auto [across, around, along] = cells;
  require(
      shape.inner_radius >= 0.0 && shape.outer_radius > shape.inner_radius && shape.length > 0.0,
      "solid '{}': a ring needs 0 <= inner radius < outer radius and a length, got {}, {} and "
      "{} m",
      name, shape.inner_radius, shape.outer_radius, shape.length);
  require(across >= 1 && around >= 3 && along >= 1,
          "solid '{}': a ring needs a cell across and along and three around", name);
  Grid grid = named(name, {"inner", "outer", "low", "high"});
  const bool is_full = shape.inner_radius == 0.0;
  // One vertex at the axis of a full ring, else one at each angle.
  std::vector<std::vector<Corners>> node(static_cast<std::size_t>(along + 1));
  for (int k = 0; k <= along; ++k) {
    auto& plane = node[static_cast<std::size_t>(k)];
    plane.resize(static_cast<std::size_t>(across + 1));
    for (int i = 0; i <= across; ++i) {
      const double r = shape.inner_radius + (shape.outer_radius - shape.inner_radius) * i / across;
      auto& circle = plane[static_cast<std::size_t>(i)];
      const double x = shape.length * k / along;
      if (is_full && i == 0) {
        circle.assign(static_cast<std::size_t>(around), add_vertex(grid, {x, 0.0, 0.0}));
        continue;
      }
      for (int j = 0; j < around; ++j) {
        const double angle = 2.0 * constants::pi * j / around;
        circle.push_back(add_vertex(grid, {x, r * std::cos(angle), r * std::sin(angle)}));
      }
    }
  }
  for (int k = 0; k < along; ++k) {
    for (int j = 0; j < around; ++j) {
      for (int i = 0; i < across; ++i) {
        const auto at = [&, around = around](int di, int dj, int dk) {
          return node[static_cast<std::size_t>(k + dk)][static_cast<std::size_t>(i + di)]
                     [static_cast<std::size_t>((j + dj) % around)];
        };
        // Radius, angle and x are a right-handed set: y, z, x.
        const std::array<std::int32_t, 8> c{at(0, 0, 0), at(1, 0, 0), at(1, 1, 0), at(0, 1, 0),
                                            at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)};
        add_collapsed(grid, c);
        if (i == 0 && !is_full) mark_face(grid, 5, 1);
        if (i + 1 == across) mark_face(grid, 3, 2);
        if (k == 0) mark_face(grid, 0, 3);
        if (k + 1 == along) mark_face(grid, 1, 4);
      }
    }
  }
  return grid;
}

Grid sweep_sphere(const std::string& name, double inner_radius, double outer_radius, int across,
                  int layers) {
  require(inner_radius >= 0.0 && outer_radius > inner_radius,
          "solid '{}': a sphere needs 0 <= inner radius < outer radius, got {} and {} m", name,
          inner_radius, outer_radius);
  require(across >= 1 && layers >= 1, "solid '{}': a sphere needs a cell across and a layer", name);
  Grid grid = named(name, {"inner", "outer"});
  const UnitSphere sphere = icosphere(across);
  const bool is_full = inner_radius == 0.0;
  const auto count = static_cast<std::int32_t>(sphere.vertices.size());
  for (int layer = 0; layer <= layers; ++layer) {
    const double r = inner_radius + (outer_radius - inner_radius) * layer / layers;
    for (const Point& p : sphere.vertices) add_vertex(grid, r * p);
  }
  for (const auto& t : sphere.triangles) {
    for (int layer = 0; layer < layers; ++layer) {
      const std::int32_t low = layer * count;
      const std::int32_t high = low + count;
      if (is_full && layer == 0) {  // the vertices of radius 0 are one: the first
        const std::array<std::int32_t, 4> c{high + t[0], high + t[2], high + t[1], 0};
        grid.add(CellShape::tetrahedron, c, 0);
        if (layers == 1) mark_face(grid, 0, 2);
        continue;
      }
      const std::array<std::int32_t, 6> c{low + t[0],  low + t[1],  low + t[2],
                                          high + t[0], high + t[1], high + t[2]};
      grid.add(CellShape::prism, c, 0);
      if (layer == 0) mark_face(grid, 0, 1);
      if (layer + 1 == layers) mark_face(grid, 1, 2);
    }
  }
  return grid;
}

void join(Grid& grid, const Grid& more) {
  constexpr double huge = std::numeric_limits<double>::max();
  Point low{huge, huge, huge};
  Point high = -low;
  for (const Grid* one : std::array<const Grid*, 2>{&grid, &more}) {
    for (const Point& p : one->vertices) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
  }
  const double near = 1e-9 * norm(high - low);
  // Vertices by x: the partner of a new one is within `near` of it.
  std::vector<std::int32_t> by_x(grid.vertices.size());
  std::iota(by_x.begin(), by_x.end(), 0);
  const auto x_of = [&](std::int32_t v) { return grid.vertices[static_cast<std::size_t>(v)].x; };
  std::ranges::sort(by_x, {}, x_of);
  Corners place;
  for (const Point& p : more.vertices) {
    std::int32_t found = -1;
    for (auto at = std::ranges::lower_bound(by_x, p.x - near, {}, x_of);
         at != by_x.end() && x_of(*at) <= p.x + near; ++at) {
      if (norm(grid.vertices[static_cast<std::size_t>(*at)] - p) <= near) found = *at;
    }
    place.push_back(found);
  }
  for (std::size_t v = 0; v < place.size(); ++v) {
    if (place[v] < 0) place[v] = add_vertex(grid, more.vertices[v]);
  }
  const auto parts = static_cast<std::int32_t>(grid.part_name.size());
  grid.part_name.insert(grid.part_name.end(), more.part_name.begin(), more.part_name.end());
  const auto moved = [&](std::int32_t v) { return v < 0 ? v : place[static_cast<std::size_t>(v)]; };
  for (std::size_t cell = 0; cell < more.cells(); ++cell) {
    Corners corners;
    for (const std::int32_t v : more.corners_of(cell)) corners.push_back(moved(v));
    grid.add(more.shape[cell], corners, more.part[cell] + parts);
  }
  Corners mark;
  for (const std::string& name : more.mark_name) {
    const auto at = std::ranges::find(grid.mark_name, name);
    mark.push_back(static_cast<std::int32_t>(at - grid.mark_name.begin()));
    if (at == grid.mark_name.end()) grid.mark_name.push_back(name);
  }
  for (const MarkedFace& face : more.marks) {
    FaceCorners corners = face.corners;
    std::ranges::transform(corners, corners.begin(), moved);
    grid.marks.push_back({face_key(corners), mark[static_cast<std::size_t>(face.mark)]});
  }
}

}  // namespace tektite::mesh
