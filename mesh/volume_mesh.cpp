#include "mesh/volume_mesh.hpp"

#include "mesh/partition.hpp"
#include "mesh/volume_plex.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <tuple>

namespace tektite::mesh {
namespace {

/// The vertices of a face of the plex, ascending global ids, -1 last in a triangle.
FaceCorners vertices_of(DM dm, PetscInt face, std::span<const std::int64_t> ids) {
  FaceCorners found{-1, -1, -1, -1};
  std::size_t count = 0;
  PetscInt edges = 0;
  const PetscInt* edge = nullptr;
  petsc::check(DMPlexGetConeSize(dm, face, &edges));
  petsc::check(DMPlexGetCone(dm, face, &edge));
  for (PetscInt i = 0; i < edges; ++i) {
    const PetscInt* ends = nullptr;
    petsc::check(DMPlexGetCone(dm, edge[i], &ends));
    for (int k = 0; k < 2; ++k) {
      const auto vertex = static_cast<std::int32_t>(ids[static_cast<std::size_t>(ends[k])]);
      if (std::find(found.begin(), found.begin() + count, vertex) == found.begin() + count) {
        found.at(count++) = vertex;
      }
    }
  }
  return face_key(found);
}

/// Which face of the cell it is.
int slot_of(const Grid& grid, std::size_t cell, const FaceCorners& key) {
  for (int k = 0; k < face_count(grid.shape[cell]); ++k) {
    if (face_key(face_of(grid, cell, k)) == key) return k;
  }
  expect(false, "a face of the plex is a face of its cell");
  return 0;
}

}  // namespace

VolumeMesh::VolumeMesh(const Communicator& world, const Grid& grid)
    : world_(world),
      global_(static_cast<std::int64_t>(grid.cells())),
      part_name_(grid.part_name),
      mark_name_(grid.mark_name) {
  const petsc::Stage stage("mesh");
  check(grid);
  if (mark_name_.empty()) mark_name_.emplace_back();
  const auto border = border_of(grid);
  const auto owner = partition_cells(grid, std::vector<double>(grid.cells(), 1.0), world.size());
  Plex plex = make_volume_plex(world, grid, owner);
  std::vector<std::int64_t> ghosts;
  for (std::size_t cell = 0; cell < owner.size(); ++cell) {
    if (owner[cell] == world.rank()) global_id_.push_back(static_cast<std::int64_t>(cell));
  }
  owned_ = static_cast<std::int32_t>(global_id_.size());
  PetscInt begin = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetHeightStratum(plex.dm.get(), 0, &begin, &end));
  for (PetscInt cell = begin; cell < end; ++cell) {
    const std::int64_t id = plex.id[static_cast<std::size_t>(cell)];
    if (owner[static_cast<std::size_t>(id)] != world.rank()) ghosts.push_back(id);
  }
  std::ranges::sort(ghosts);
  global_id_.insert(global_id_.end(), ghosts.begin(), ghosts.end());
  local_ = static_cast<std::int32_t>(global_id_.size());
  halo_ = Halo(world, global_id_, owned_, owner);
  outer_owner_.reserve(border.size());
  for (const BorderFace& face : border) {
    outer_owner_.push_back(owner[static_cast<std::size_t>(face.cell)]);
  }
  compile_cells(grid);
  dm_ = std::move(plex.dm);
  compile_inner(grid, plex.id);
  compile_outer(grid, border);
}

std::int32_t VolumeMesh::mark(const std::string& name) const {
  const auto found = std::ranges::find(mark_name_, name);
  require(found != mark_name_.end(), "the solid's mesh has no faces marked '{}'; there are: {}",
          name, fmt::join(mark_name_.begin() + 1, mark_name_.end(), ", "));
  return static_cast<std::int32_t>(found - mark_name_.begin());
}

void VolumeMesh::compile_cells(const Grid& grid) {
  const auto count = static_cast<std::size_t>(local_);
  volume_.reserve(count);
  centroid_.reserve(count);
  part_.reserve(count);
  for (const std::int64_t id : global_id_) {
    const CellGeometry geometry = geometry_of(grid, static_cast<std::size_t>(id));
    volume_.push_back(geometry.volume);
    centroid_.push_back(geometry.centroid);
    part_.push_back(grid.part[static_cast<std::size_t>(id)]);
  }
}

void VolumeMesh::compile_inner(const Grid& grid, std::span<const std::int64_t> plex_ids) {
  // Local cell of a global id: two ascending runs.
  const auto mine = std::span(global_id_).subspan(0, static_cast<std::size_t>(owned_));
  const auto ghosts = std::span(global_id_).subspan(static_cast<std::size_t>(owned_));
  const auto local_of = [&](std::int64_t id) {
    const auto at = std::ranges::lower_bound(mine, id);
    if (at != mine.end() && *at == id) return static_cast<std::int32_t>(at - mine.begin());
    return owned_ +
           static_cast<std::int32_t>(std::ranges::lower_bound(ghosts, id) - ghosts.begin());
  };
  struct Face {
    std::int64_t low, high;
    int slot;
  };
  std::vector<Face> faces;
  PetscInt begin = 0;
  PetscInt end = 0;
  petsc::check(DMPlexGetHeightStratum(dm_.get(), 1, &begin, &end));
  for (PetscInt face = begin; face < end; ++face) {
    PetscInt supports = 0;
    const PetscInt* support = nullptr;
    petsc::check(DMPlexGetSupportSize(dm_.get(), face, &supports));
    if (supports != 2) continue;  // outside, or an orphan of the overlap
    petsc::check(DMPlexGetSupport(dm_.get(), face, &support));
    const std::int64_t one = plex_ids[static_cast<std::size_t>(support[0])];
    const std::int64_t two = plex_ids[static_cast<std::size_t>(support[1])];
    if (local_of(one) >= owned_ && local_of(two) >= owned_) continue;
    const std::int64_t low = std::min(one, two);
    faces.push_back(
        {low, std::max(one, two),
         slot_of(grid, static_cast<std::size_t>(low), vertices_of(dm_.get(), face, plex_ids))});
  }
  std::ranges::sort(faces, {}, [](const Face& f) { return std::tie(f.low, f.high, f.slot); });
  inner_.a.reserve(faces.size());
  inner_.b.reserve(faces.size());
  inner_.area.reserve(faces.size());
  inner_.centroid.reserve(faces.size());
  for (const Face& face : faces) {
    const FaceGeometry geometry =
        geometry_of(grid, face_of(grid, static_cast<std::size_t>(face.low), face.slot));
    inner_.a.push_back(local_of(face.low));
    inner_.b.push_back(local_of(face.high));
    inner_.area.push_back(geometry.area);
    inner_.centroid.push_back(geometry.centroid);
  }
}

void VolumeMesh::compile_outer(const Grid& grid, std::span<const BorderFace> border) {
  const auto mine = std::span(global_id_).subspan(0, static_cast<std::size_t>(owned_));
  for (std::size_t id = 0; id < border.size(); ++id) {
    if (outer_owner_[id] != world_.rank()) continue;
    const BorderFace& face = border[id];
    const FaceGeometry geometry =
        geometry_of(grid, face_of(grid, static_cast<std::size_t>(face.cell), face.slot));
    outer_.cell.push_back(
        static_cast<std::int32_t>(std::ranges::lower_bound(mine, face.cell) - mine.begin()));
    outer_.area.push_back(geometry.area);
    outer_.centroid.push_back(geometry.centroid);
    outer_.id.push_back(static_cast<std::int64_t>(id));
    outer_.mark.push_back(face.mark);
  }
}

}  // namespace tektite::mesh
