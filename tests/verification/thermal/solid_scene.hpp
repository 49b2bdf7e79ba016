// Solids made by hand for the tests of the general operator.
#pragma once

#include "mesh/sweeps.hpp"
#include "mesh/volume_mesh.hpp"
#include "solver/thermal/solid_heat.hpp"

#include "synthetic.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tektite::synthetic {

using Point = Vec3<VehicleAxes>;

inline mesh::Grid hexahedra(const Point& size, const std::array<int, 3>& cells) {
  return mesh::sweep_box("box", {}, size, cells);
}

/// Moves vertices by up to `share` of a cell, the same way for the same seed. Those on the sides of
/// the box stay on them, and those on the plane x = `seam` there.
inline void shake(mesh::Grid& grid, const Point& size, const std::array<int, 3>& cells,
                  double share, double seam = -1.0) {
  std::mt19937 draw(11);
  std::uniform_real_distribution<double> by(-share, share);
  for (Point& p : grid.vertices) {
    const Point shift{by(draw) * size.x / cells[0], by(draw) * size.y / cells[1],
                      by(draw) * size.z / cells[2]};
    const auto moved = [](double x, double length, double step) {
      return x < 1e-9 * length || x > (1.0 - 1e-9) * length ? x : x + step;
    };
    const double x = std::abs(p.x - seam) < 1e-9 * size.x ? p.x : moved(p.x, size.x, shift.x);
    p = {x, moved(p.y, size.y, shift.y), moved(p.z, size.z, shift.z)};
  }
}

/// Each hexahedron cut into six tetrahedra about its diagonal from the lowest to the highest
/// corner; those of neighbours fit. Marks are kept.
inline mesh::Grid six_tetrahedra(const mesh::Grid& boxes) {
  constexpr std::array<std::array<int, 4>, 6> cut = {
      {{0, 1, 2, 6}, {0, 2, 3, 6}, {0, 3, 7, 6}, {0, 7, 4, 6}, {0, 4, 5, 6}, {0, 5, 1, 6}}};
  mesh::Grid grid;
  grid.vertices = boxes.vertices;
  grid.part_name = boxes.part_name;
  grid.mark_name = boxes.mark_name;
  for (std::size_t cell = 0; cell < boxes.cells(); ++cell) {
    const auto c = boxes.corners_of(cell);
    for (const auto& tet : cut) {
      const std::array<std::int32_t, 4> corners{
          c[static_cast<std::size_t>(tet[0])], c[static_cast<std::size_t>(tet[1])],
          c[static_cast<std::size_t>(tet[2])], c[static_cast<std::size_t>(tet[3])]};
      grid.add(mesh::CellShape::tetrahedron, corners, boxes.part[cell]);
    }
  }
  std::vector<mesh::FaceCorners> quads;
  for (const mesh::BorderFace& face : mesh::border_of(grid)) {
    const auto key =
        mesh::face_key(mesh::face_of(grid, static_cast<std::size_t>(face.cell), face.slot));
    for (const mesh::MarkedFace& marked : boxes.marks) {
      const auto has = [&](std::int32_t v) {
        return v < 0 || std::ranges::find(marked.corners, v) != marked.corners.end();
      };
      if (std::ranges::all_of(key, has)) grid.marks.push_back({key, marked.mark});
    }
  }
  return grid;
}

/// A solid of one material, its loads by mark and its state.
struct Solid {
  using Kinds = std::vector<std::pair<std::string, thermal::BorderKind>>;

  Solid(const mesh::Grid& grid, const std::vector<const Material*>& materials, const Kinds& kinds,
        const thermal::SolidSettings& settings,
        const std::vector<thermal::Interface>& interfaces = {})
      : mesh(std::make_shared<mesh::VolumeMesh>(Communicator(MPI_COMM_WORLD), grid)) {
    std::vector<thermal::BorderKind> border(mesh->outer().size(), thermal::BorderKind::insulated);
    for (const auto& [name, kind] : kinds) {
      const std::int32_t mark = mesh->mark(name);
      for (std::size_t f = 0; f < border.size(); ++f) {
        if (mesh->outer().mark[f] == mark) border[f] = kind;
      }
    }
    heat = std::make_unique<thermal::SolidHeat>(thermal::make_domain(mesh, materials, interfaces),
                                                border, settings);
    for (auto* values : {&none.film, &none.recovery, &none.flux, &none.temperature}) {
      values->assign(border.size(), 0.0);
    }
  }

  /// Writes `value(centroid of the face)` for the faces of a mark.
  void set(std::vector<double>& values, const std::string& name,
           const std::function<double(const Point&)>& value) const {
    const std::int32_t mark = mesh->mark(name);
    for (std::size_t f = 0; f < values.size(); ++f) {
      if (mesh->outer().mark[f] == mark) values[f] = value(mesh->outer().centroid[f]);
    }
  }
  void set(std::vector<double>& values, const std::string& name, double value) const {
    set(values, name, [value](const Point&) { return value; });
  }
  [[nodiscard]] double temperature(std::size_t cell) const {
    return heat->domain().table(cell).material().temperature(state.enthalpy[cell]);
  }
  void start(const std::function<double(const Point&)>& value) {
    state = heat->uniform(300.0);
    for (std::size_t c = 0; c < state.enthalpy.size(); ++c) {
      state.enthalpy[c] =
          heat->domain().table(c).material().enthalpy(value(heat->domain().centroid[c]));
    }
  }
  void start(double value) {
    start([value](const Point&) { return value; });
  }

  std::shared_ptr<mesh::VolumeMesh> mesh;
  std::unique_ptr<thermal::SolidHeat> heat;
  thermal::OuterLoads none;
  thermal::SolidState state;
};

}  // namespace tektite::synthetic
