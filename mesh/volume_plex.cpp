#include "mesh/volume_plex.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <utility>

namespace tektite::mesh {
namespace {

/// (rank, vertex) for every vertex that a rank's own cells use; sorted, each once.
using Uses = std::vector<std::pair<std::int32_t, std::int32_t>>;

Uses uses_of(const Grid& grid, std::span<const std::int32_t> owner) {
  Uses uses;
  uses.reserve(grid.corners.size());
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    for (const std::int32_t corner : grid.corners_of(cell)) uses.emplace_back(owner[cell], corner);
  }
  std::ranges::sort(uses);
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  return uses;
}

std::span<const std::pair<std::int32_t, std::int32_t>> of_rank(const Uses& uses, int rank) {
  const auto begin = std::ranges::lower_bound(uses, std::pair{rank, std::int32_t{-1}});
  const auto end = std::ranges::lower_bound(uses, std::pair{rank + 1, std::int32_t{-1}});
  return {begin, end};
}

DMPolytopeType polytope(CellShape shape) {
  switch (shape) {
    case CellShape::tetrahedron:
      return DM_POLYTOPE_TETRAHEDRON;
    case CellShape::pyramid:
      return DM_POLYTOPE_PYRAMID;
    case CellShape::prism:
      return DM_POLYTOPE_TRI_PRISM;
    case CellShape::hexahedron:
      break;
  }
  return DM_POLYTOPE_HEXAHEDRON;
}

/// From Gmsh's order of corners to DMPlex's, where the first face looks out of the cell.
void turn_for_plex(CellShape shape, std::array<PetscInt, 8>& cone) {
  switch (shape) {
    case CellShape::tetrahedron:
    case CellShape::prism:
      std::swap(cone[1], cone[2]);
      break;
    case CellShape::pyramid:
    case CellShape::hexahedron:
      std::swap(cone[1], cone[3]);
      break;
  }
}

/// Says which vertices of this rank are another's: the lowest rank that uses a vertex has it.
void set_point_forest(const Communicator& world, const Uses& uses, DM dm,
                      std::span<const PetscInt> cells_of_rank) {
  const auto mine = of_rank(uses, world.rank());
  // The lowest rank of each vertex, from the pairs by vertex.
  std::vector<std::int32_t> lowest;
  for (const auto& [rank, vertex] : uses) {
    if (static_cast<std::size_t>(vertex) >= lowest.size()) {
      lowest.resize(static_cast<std::size_t>(vertex) + 1, -1);
    }
    auto& its = lowest[static_cast<std::size_t>(vertex)];
    if (its < 0) its = rank;  // ranks ascend
  }
  std::vector<PetscInt> leaf;
  std::vector<PetscSFNode> root;
  const PetscInt cells = cells_of_rank[static_cast<std::size_t>(world.rank())];
  for (std::size_t i = 0; i < mine.size(); ++i) {
    const std::int32_t vertex = mine[i].second;
    const std::int32_t rank = lowest[static_cast<std::size_t>(vertex)];
    if (rank == world.rank()) continue;
    const auto theirs = of_rank(uses, rank);
    const auto place = std::ranges::lower_bound(theirs, std::pair{rank, vertex}) - theirs.begin();
    leaf.push_back(cells + static_cast<PetscInt>(i));
    root.push_back(
        {rank, cells_of_rank[static_cast<std::size_t>(rank)] + static_cast<PetscInt>(place)});
  }
  PetscSF points = nullptr;
  petsc::check(DMGetPointSF(dm, &points));
  petsc::check(PetscSFSetGraph(points, cells + static_cast<PetscInt>(mine.size()),
                               static_cast<PetscInt>(leaf.size()), leaf.data(), PETSC_COPY_VALUES,
                               root.data(), PETSC_COPY_VALUES));
}

/// Cells over vertices, without faces or overlap yet.
petsc::Mesh bare_plex(const Communicator& world, const Grid& grid,
                      std::span<const std::int64_t> owned, const Uses& uses) {
  const auto mine = of_rank(uses, world.rank());
  const auto cells = static_cast<PetscInt>(owned.size());
  petsc::Mesh dm;
  petsc::check(DMPlexCreate(world.get(), dm.out()));
  petsc::check(DMSetDimension(dm.get(), 3));
  petsc::check(DMSetCoordinateDim(dm.get(), 3));
  petsc::check(DMPlexDistributeSetDefault(dm.get(), PETSC_FALSE));
  // Without a label of our own PETSc makes one, and takes every prism for a tensor product.
  petsc::check(DMCreateLabel(dm.get(), "celltype"));
  petsc::check(DMPlexSetChart(dm.get(), 0, cells + static_cast<PetscInt>(mine.size())));
  for (PetscInt c = 0; c < cells; ++c) {
    const auto id = static_cast<std::size_t>(owned[static_cast<std::size_t>(c)]);
    petsc::check(DMPlexSetConeSize(dm.get(), c, corner_count(grid.shape[id])));
  }
  petsc::check(DMSetUp(dm.get()));
  for (PetscInt c = 0; c < cells; ++c) {
    const auto id = static_cast<std::size_t>(owned[static_cast<std::size_t>(c)]);
    std::array<PetscInt, 8> cone{};
    std::size_t k = 0;
    for (const std::int32_t corner : grid.corners_of(id)) {
      const auto at = std::ranges::lower_bound(mine, std::pair{world.rank(), corner});
      cone[k++] = cells + static_cast<PetscInt>(at - mine.begin());
    }
    turn_for_plex(grid.shape[id], cone);
    petsc::check(DMPlexSetCone(dm.get(), c, cone.data()));
  }
  petsc::check(DMPlexSymmetrize(dm.get()));
  petsc::check(DMPlexStratify(dm.get()));
  for (PetscInt c = 0; c < cells; ++c) {
    const auto id = static_cast<std::size_t>(owned[static_cast<std::size_t>(c)]);
    petsc::check(DMPlexSetCellType(dm.get(), c, polytope(grid.shape[id])));
  }
  for (std::size_t v = 0; v < mine.size(); ++v) {
    petsc::check(DMPlexSetCellType(dm.get(), cells + static_cast<PetscInt>(v), DM_POLYTOPE_POINT));
  }
  std::vector<PetscReal> place;
  place.reserve(3 * mine.size() + 1);
  for (const auto& [rank, vertex] : mine) {
    const auto& p = grid.vertices[static_cast<std::size_t>(vertex)];
    place.insert(place.end(), {p.x, p.y, p.z});
  }
  petsc::check(DMPlexBuildCoordinatesFromCellList(dm.get(), 3, place.data()));
  return dm;
}

}  // namespace

Plex make_volume_plex(const Communicator& world, const Grid& grid,
                      std::span<const std::int32_t> owner) {
  const Uses uses = uses_of(grid, owner);
  std::vector<PetscInt> cells_of_rank(static_cast<std::size_t>(world.size()), 0);
  std::vector<std::int64_t> owned;
  for (std::size_t cell = 0; cell < owner.size(); ++cell) {
    ++cells_of_rank[static_cast<std::size_t>(owner[cell])];
    if (owner[cell] == world.rank()) owned.push_back(static_cast<std::int64_t>(cell));
  }
  const petsc::Mesh bare = bare_plex(world, grid, owned, uses);
  if (world.size() > 1) set_point_forest(world, uses, bare.get(), cells_of_rank);
  petsc::Mesh whole;  // with faces and edges
  petsc::check(DMPlexInterpolate(bare.get(), whole.out()));
  petsc::check(DMPlexDistributeSetDefault(whole.get(), PETSC_FALSE));
  petsc::check(DMSetBasicAdjacency(whole.get(), PETSC_TRUE, PETSC_FALSE));
  PetscInt begin = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetChart(whole.get(), &begin, &end));
  Plex plex;
  plex.id.assign(static_cast<std::size_t>(end - begin), -1);
  std::ranges::copy(owned, plex.id.begin());
  PetscInt first_vertex = 0;
  PetscInt end_vertex = 0;
  petsc::check(DMPlexGetDepthStratum(whole.get(), 0, &first_vertex, &end_vertex));
  const auto mine = of_rank(uses, world.rank());
  expect(end_vertex - first_vertex == static_cast<PetscInt>(mine.size()), "vertices of the plex");
  for (std::size_t v = 0; v < mine.size(); ++v) {
    plex.id[static_cast<std::size_t>(first_vertex) + v] = mine[v].second;
  }
  if (world.size() == 1) {
    plex.dm = std::move(whole);
    return plex;
  }
  petsc::StarForest overlap_forest;
  petsc::check(DMPlexDistributeOverlap(whole.get(), 1, overlap_forest.out(), plex.dm.out()));
  petsc::check(DMPlexDistributeSetDefault(plex.dm.get(), PETSC_FALSE));
  petsc::check(DMSetBasicAdjacency(plex.dm.get(), PETSC_TRUE, PETSC_FALSE));
  petsc::check(DMPlexGetChart(plex.dm.get(), &begin, &end));
  std::vector<std::int64_t> carried(static_cast<std::size_t>(end - begin), -1);
  PetscSF forest = overlap_forest.get();
  petsc::check(PetscSFBcastBegin(forest, MPI_INT64_T, plex.id.data(), carried.data(), MPI_REPLACE));
  petsc::check(PetscSFBcastEnd(forest, MPI_INT64_T, plex.id.data(), carried.data(), MPI_REPLACE));
  plex.id = std::move(carried);
  return plex;
}

}  // namespace tektite::mesh
