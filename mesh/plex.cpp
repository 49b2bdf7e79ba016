#include "mesh/plex.hpp"

#include "solver/base/error.hpp"

#include <limits>

namespace tektite::mesh {
namespace {

/// First vertex of the block that a rank supplies to DMPlex.
std::int64_t first_vertex(std::int64_t vertices, int rank, int ranks) {
  return vertices * rank / ranks;
}

/// Global ids of the points of the mesh without overlap: cells as given, vertices by their forest.
std::vector<std::int64_t> ids_without_overlap(const Communicator& world, std::int64_t vertices,
                                              std::span<const std::int64_t> owned, DM dm,
                                              PetscSF forest) {
  PetscInt begin = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetChart(dm, &begin, &end));
  std::vector<std::int64_t> id(static_cast<std::size_t>(end - begin), -1);
  PetscInt first_cell = 0;
  PetscInt end_cell = 0;
  petsc::check(DMPlexGetHeightStratum(dm, 0, &first_cell, &end_cell));
  expect(end_cell - first_cell == static_cast<PetscInt>(owned.size()), "cells of the plex");
  for (std::size_t i = 0; i < owned.size(); ++i) {
    id[static_cast<std::size_t>(first_cell) + i] = owned[i];
  }
  PetscInt first_point = 0;
  PetscInt end_point = 0;
  petsc::check(DMPlexGetDepthStratum(dm, 0, &first_point, &end_point));
  PetscInt leaves = 0;
  const PetscInt* place = nullptr;
  const PetscSFNode* root = nullptr;
  petsc::check(PetscSFGetGraph(forest, nullptr, &leaves, &place, &root));
  for (PetscInt leaf = 0; leaf < leaves; ++leaf) {
    const PetscInt point = first_point + (place != nullptr ? place[leaf] : leaf);
    expect(point < end_point, "vertices of the plex");
    id[static_cast<std::size_t>(point)] =
        first_vertex(vertices, static_cast<int>(root[leaf].rank), world.size()) + root[leaf].index;
  }
  return id;
}

/// Where one rank has all panels, PETSc 3.18 leaves the forest of shared points without a graph and
/// the overlap then reads what is not there: an empty graph says that nothing is shared.
void complete_point_forest(DM dm) {
  PetscSF points = nullptr;
  PetscInt roots = 0;
  petsc::check(DMGetPointSF(dm, &points));
  petsc::check(PetscSFGetGraph(points, &roots, nullptr, nullptr, nullptr));
  if (roots >= 0) return;
  PetscInt begin = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetChart(dm, &begin, &end));
  petsc::check(PetscSFSetGraph(points, end - begin, 0, nullptr, PETSC_COPY_VALUES, nullptr,
                               PETSC_COPY_VALUES));
}

}  // namespace

Plex make_plex(const Communicator& world, const Surface& surface,
               std::span<const std::int64_t> owned) {
  const auto vertices = static_cast<std::int64_t>(surface.vertices.size());
  expect(vertices <= std::numeric_limits<PetscInt>::max(), "vertex numbers fit PetscInt");
  std::vector<PetscInt> cells;
  cells.reserve(3 * owned.size() + 1);  // never a null pointer, even without cells
  for (const std::int64_t panel : owned) {
    for (const std::int32_t vertex : surface.triangles[static_cast<std::size_t>(panel)]) {
      cells.push_back(vertex);
    }
  }
  const std::int64_t first = first_vertex(vertices, world.rank(), world.size());
  const std::int64_t end = first_vertex(vertices, world.rank() + 1, world.size());
  std::vector<PetscReal> coordinates;
  coordinates.reserve(static_cast<std::size_t>(3 * (end - first) + 1));
  for (std::int64_t v = first; v < end; ++v) {
    const auto& p = surface.vertices[static_cast<std::size_t>(v)];
    coordinates.insert(coordinates.end(), {p.x, p.y, p.z});
  }
  Plex plex;
  petsc::Mesh bare;
  petsc::StarForest vertex_forest;
  // The last but one argument is read as well as written in PETSc 3.18: it must be null.
  petsc::check(DMPlexCreateFromCellListParallelPetsc(
      world.get(), 2, static_cast<PetscInt>(owned.size()), static_cast<PetscInt>(end - first),
      static_cast<PetscInt>(vertices), 3, PETSC_TRUE, cells.data(), 3, coordinates.data(),
      vertex_forest.out(), nullptr, bare.out()));
  petsc::check(DMPlexDistributeSetDefault(bare.get(), PETSC_FALSE));
  petsc::check(DMSetBasicAdjacency(bare.get(), PETSC_TRUE, PETSC_FALSE));
  plex.id = ids_without_overlap(world, vertices, owned, bare.get(), vertex_forest.get());
  if (world.size() == 1) {
    plex.dm = std::move(bare);
    return plex;
  }
  complete_point_forest(bare.get());
  petsc::StarForest overlap_forest;
  petsc::check(DMPlexDistributeOverlap(bare.get(), 1, overlap_forest.out(), plex.dm.out()));
  petsc::check(DMPlexDistributeSetDefault(plex.dm.get(), PETSC_FALSE));
  petsc::check(DMSetBasicAdjacency(plex.dm.get(), PETSC_TRUE, PETSC_FALSE));
  PetscInt begin_point = 0;
  PetscInt end_point = 0;
  petsc::check(DMPlexGetChart(plex.dm.get(), &begin_point, &end_point));
  std::vector<std::int64_t> carried(static_cast<std::size_t>(end_point - begin_point), -1);
  PetscSF forest = overlap_forest.get();
  petsc::check(PetscSFBcastBegin(forest, MPI_INT64_T, plex.id.data(), carried.data(), MPI_REPLACE));
  petsc::check(PetscSFBcastEnd(forest, MPI_INT64_T, plex.id.data(), carried.data(), MPI_REPLACE));
  plex.id = std::move(carried);
  return plex;
}

}  // namespace tektite::mesh
