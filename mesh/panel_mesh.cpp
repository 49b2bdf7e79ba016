#include "mesh/panel_mesh.hpp"

#include "mesh/partition.hpp"
#include "mesh/plex.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tektite::mesh {
namespace {

using Point = Vec3<VehicleAxes>;

/// Edges of the plex that have a panel here, by (lower, higher) global vertex id.
struct EdgeList {
  std::vector<std::array<std::int64_t, 2>> vertices;
  std::vector<std::int32_t> offset;
  std::vector<std::int32_t> panel;  ///< local panels of each edge, by ascending global id
};

/// Place of an edge in the plane of a panel with the given centroid.
PanelEdge place_edge(std::int32_t edge, const Point& low, const Point& high,
                     const Point& centroid) {
  PanelEdge place;
  place.edge = edge;
  place.tangent = unit(high - low);
  const Point from_middle = centroid - 0.5 * (low + high);
  place.along = dot(from_middle, place.tangent);
  const Point inward = from_middle - place.along * place.tangent;
  place.distance = norm(inward);
  place.outward = -inward / place.distance;
  return place;
}

/// Global ids of the local panels: owned ones ascending, then ghosts ascending.
std::vector<std::int64_t> local_ids(const Plex& plex, std::span<const std::int64_t> owned) {
  PetscInt first = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetHeightStratum(plex.dm.get(), 0, &first, &end));
  expect(first == 0, "cells come first in the chart");
  std::vector<std::int64_t> ghosts;
  for (PetscInt cell = first; cell < end; ++cell) {
    const std::int64_t id = plex.id[static_cast<std::size_t>(cell)];
    if (!std::ranges::binary_search(owned, id)) ghosts.push_back(id);
  }
  std::ranges::sort(ghosts);
  std::vector<std::int64_t> ids;
  ids.reserve(owned.size() + ghosts.size());
  ids.insert(ids.end(), owned.begin(), owned.end());
  ids.insert(ids.end(), ghosts.begin(), ghosts.end());
  expect(static_cast<PetscInt>(ids.size()) == end - first, "each cell of the plex once");
  return ids;
}

/// Local panel of each cell of the plex.
std::vector<std::int32_t> local_panels(const Plex& plex, std::span<const std::int64_t> ids,
                                       std::int32_t owned) {
  const auto mine = ids.subspan(0, static_cast<std::size_t>(owned));
  const auto ghosts = ids.subspan(static_cast<std::size_t>(owned));
  std::vector<std::int32_t> local(ids.size());
  for (std::size_t cell = 0; cell < ids.size(); ++cell) {
    const std::int64_t id = plex.id[cell];
    const auto place = std::ranges::lower_bound(mine, id);
    local[cell] = place != mine.end() && *place == id
                      ? static_cast<std::int32_t>(place - mine.begin())
                      : owned + static_cast<std::int32_t>(std::ranges::lower_bound(ghosts, id) -
                                                          ghosts.begin());
  }
  return local;
}

EdgeList edges_of(const Plex& plex, std::span<const std::int64_t> ids, std::int32_t owned) {
  const auto local = local_panels(plex, ids, owned);
  DM dm = plex.dm.get();
  PetscInt first = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetDepthStratum(dm, 1, &first, &end));
  std::vector<std::pair<std::array<std::int64_t, 2>, PetscInt>> sorted;
  sorted.reserve(static_cast<std::size_t>(end - first));
  std::size_t uses = 0;
  for (PetscInt edge = first; edge < end; ++edge) {
    PetscInt supports = 0;
    petsc::check(DMPlexGetSupportSize(dm, edge, &supports));
    if (supports == 0) continue;  // the overlap holds edges of panels that are not here
    const PetscInt* cone = nullptr;
    petsc::check(DMPlexGetCone(dm, edge, &cone));
    const std::int64_t a = plex.id[static_cast<std::size_t>(cone[0])];
    const std::int64_t b = plex.id[static_cast<std::size_t>(cone[1])];
    sorted.push_back({{std::min(a, b), std::max(a, b)}, edge});
    uses += static_cast<std::size_t>(supports);
  }
  std::ranges::sort(sorted);
  EdgeList edges;
  edges.vertices.reserve(sorted.size());
  edges.offset.reserve(sorted.size() + 1);
  edges.panel.reserve(uses);
  edges.offset.push_back(0);
  const auto global = [&](std::int32_t panel) { return ids[static_cast<std::size_t>(panel)]; };
  for (const auto& [vertices, edge] : sorted) {
    PetscInt supports = 0;
    const PetscInt* support = nullptr;
    petsc::check(DMPlexGetSupportSize(dm, edge, &supports));
    petsc::check(DMPlexGetSupport(dm, edge, &support));
    for (PetscInt i = 0; i < supports; ++i) {
      edges.panel.push_back(local[static_cast<std::size_t>(support[i])]);
    }
    std::ranges::sort(edges.panel.end() - supports, edges.panel.end(), {}, global);
    edges.vertices.push_back(vertices);
    edges.offset.push_back(static_cast<std::int32_t>(edges.panel.size()));
  }
  return edges;
}

}  // namespace

PanelMesh::PanelMesh(const Communicator& world, const Surface& surface,
                     std::span<const double> weight)
    : world_(world), global_(static_cast<std::int64_t>(surface.panels())) {
  const petsc::Stage stage("mesh");
  edge_offset_.assign(1, 0);
  // A vehicle of objects alone: no panel, no plex, nothing to exchange.
  if (surface.panels() == 0) return;
  const auto owner = partition_panels(surface, weight, world.size());
  std::vector<std::int64_t> owned;
  for (std::size_t i = 0; i < owner.size(); ++i) {
    if (owner[i] == world.rank()) owned.push_back(static_cast<std::int64_t>(i));
  }
  Plex plex = make_plex(world, surface, owned);
  owned_ = static_cast<std::int32_t>(owned.size());
  global_id_ = local_ids(plex, owned);
  local_ = static_cast<std::int32_t>(global_id_.size());
  halo_ = Halo(world, global_id_, owned_, owner);
  compile_panels(surface);

  EdgeList edges = edges_of(plex, global_id_, owned_);
  edge_vertices_ = std::move(edges.vertices);
  edge_offset_ = std::move(edges.offset);
  edge_panel_ = std::move(edges.panel);
  edge_complete_.resize(edge_vertices_.size());
  for (std::int32_t edge = 0; edge < this->edges(); ++edge) {
    const bool complete =
        std::ranges::any_of(edge_panels(edge), [&](std::int32_t panel) { return panel < owned_; });
    edge_complete_[static_cast<std::size_t>(edge)] = complete ? 1 : 0;
  }
  compile_edges(surface);
  compile_pairs(surface);
  dm_ = std::move(plex.dm);
}

void PanelMesh::compile_panels(const Surface& surface) {
  const auto count = static_cast<std::size_t>(local_);
  for (auto* numbers : {&area_, &radius_1_, &radius_2_}) numbers->reserve(count);
  for (auto* vectors : {&normal_, &centroid_}) vectors->reserve(count);
  for (auto* indices : {&part_, &patch_}) indices->reserve(count);
  corners_.reserve(count);
  corner_id_.reserve(count);
  for (const std::int64_t id : global_id_) {
    const auto panel = static_cast<std::size_t>(id);
    std::array<std::int64_t, 3> vertex{};
    std::array<Point, 3> p{};
    for (std::size_t k = 0; k < 3; ++k) {
      vertex[k] = surface.triangles[panel][k];
      p[k] = surface.vertices[static_cast<std::size_t>(vertex[k])];
    }
    const Point doubled = cross(p[1] - p[0], p[2] - p[0]);
    corner_id_.push_back(vertex);
    corners_.push_back(p);
    area_.push_back(0.5 * norm(doubled));
    normal_.push_back(unit(doubled));
    centroid_.push_back((p[0] + p[1] + p[2]) / 3.0);
    part_.push_back(surface.part[panel]);
    patch_.push_back(surface.patch[panel]);
    radius_1_.push_back(surface.radius_1[panel]);
    radius_2_.push_back(surface.radius_2[panel]);
  }
}

void PanelMesh::compile_edges(const Surface& surface) {
  panel_edges_.resize(static_cast<std::size_t>(local_));
  for (std::size_t panel = 0; panel < panel_edges_.size(); ++panel) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::int64_t a = corner_id_[panel][k];
      const std::int64_t b = corner_id_[panel][(k + 1) % 3];
      const std::array<std::int64_t, 2> key{std::min(a, b), std::max(a, b)};
      const auto place = std::ranges::lower_bound(edge_vertices_, key);
      expect(place != edge_vertices_.end() && *place == key, "each side of a panel is an edge");
      panel_edges_[panel][k] =
          place_edge(static_cast<std::int32_t>(place - edge_vertices_.begin()),
                     surface.vertices[static_cast<std::size_t>(key[0])],
                     surface.vertices[static_cast<std::size_t>(key[1])], centroid_[panel]);
    }
  }
}

void PanelMesh::compile_pairs(const Surface& surface) {
  const auto side = [&](std::int32_t panel, std::int32_t edge) -> const PanelEdge& {
    const auto& three = panel_edges_[static_cast<std::size_t>(panel)];
    return *std::ranges::find(three, edge, &PanelEdge::edge);
  };
  std::size_t count = 0;
  for (std::int32_t edge = 0; edge < edges(); ++edge) {
    const std::size_t panels = edge_panels(edge).size();
    if (is_complete(edge)) count += panels * (panels - 1) / 2;
  }
  pairs_.reserve(count);
  for (std::int32_t edge = 0; edge < edges(); ++edge) {
    if (!is_complete(edge)) continue;
    const auto [low, high] = edge_vertices_[static_cast<std::size_t>(edge)];
    const double length = norm(surface.vertices[static_cast<std::size_t>(high)] -
                               surface.vertices[static_cast<std::size_t>(low)]);
    const auto panels = edge_panels(edge);
    for (std::size_t i = 0; i < panels.size(); ++i) {
      for (std::size_t j = i + 1; j < panels.size(); ++j) {
        if (panels[i] >= owned_ && panels[j] >= owned_) continue;
        const PanelEdge& a = side(panels[i], edge);
        const PanelEdge& b = side(panels[j], edge);
        const double distance = a.distance + b.distance;
        pairs_.push_back({panels[i], panels[j], edge, length, distance, b.along - a.along,
                          a.distance / distance});
      }
    }
  }
}

void PanelMesh::update_ghosts(std::span<double> values, int width) const {
  expect(values.size() == static_cast<std::size_t>(local_) * static_cast<std::size_t>(width),
         "a value for each local panel");
  halo_.update(values, width);
}

void PanelMesh::update_ghosts(std::span<std::int32_t> values) const {
  expect(values.size() == static_cast<std::size_t>(local_), "a value for each local panel");
  halo_.update(values);
}

void PanelMesh::update_ghosts(std::span<std::int64_t> values) const {
  expect(values.size() == static_cast<std::size_t>(local_), "a value for each local panel");
  halo_.update(values);
}

}  // namespace tektite::mesh
