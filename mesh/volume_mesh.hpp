// The distributed mesh of solids: a DMPlex of tetrahedra, pyramids, prisms and hexahedra, compiled
// once into flat arrays. Its topology never changes; what has melted is said by the state. Local
// cells are the owned ones, then one layer of ghosts across faces.
#pragma once

#include "mesh/grid.hpp"
#include "mesh/halo.hpp"
#include "solver/base/communicator.hpp"
#include "solver/base/petsc.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tektite::mesh {

/// Faces between two cells, at least one of them owned. Cell `a` has the smaller global id. In the
/// order of (id of a, id of b), the same on every layout, so sums over them are too, cell by cell.
struct InnerFaces {
  std::vector<std::int32_t> a, b;           ///< local cells
  std::vector<Vec3<VehicleAxes>> area;      ///< vector, from a to b [m^2]
  std::vector<Vec3<VehicleAxes>> centroid;  ///< [m]
  [[nodiscard]] std::size_t size() const { return a.size(); }
};

/// Faces of owned cells to the outside, by ascending global id.
struct OuterFaces {
  std::vector<std::int32_t> cell;           ///< local, owned
  std::vector<Vec3<VehicleAxes>> area;      ///< vector, outwards [m^2]
  std::vector<Vec3<VehicleAxes>> centroid;  ///< [m]
  std::vector<std::int64_t> id;             ///< global; the order of border_of()
  std::vector<std::int32_t> mark;           ///< index into mark_name()
  [[nodiscard]] std::size_t size() const { return cell.size(); }
};

class VolumeMesh {
 public:
  /// Checks `grid` (see mesh::check, border_of: bad_input) and partitions it along a Morton curve
  /// into contiguous chunks of equal numbers of cells. `grid` is the same on every rank and need
  /// not outlive this. The result depends on nothing but the arguments. @note Collective
  VolumeMesh(const Communicator& world, const Grid& grid);

  [[nodiscard]] const Communicator& world() const { return world_; }
  [[nodiscard]] std::int32_t owned() const { return owned_; }  ///< local ids [0, owned)
  [[nodiscard]] std::int32_t local() const { return local_; }  ///< owned and ghosts
  [[nodiscard]] std::int64_t global() const { return global_; }
  [[nodiscard]] std::int64_t global_outer_faces() const {
    return static_cast<std::int64_t>(outer_owner_.size());
  }

  // Per local cell: owned by ascending global id, then ghosts by ascending global id.
  [[nodiscard]] std::span<const std::int64_t> global_id() const { return global_id_; }
  [[nodiscard]] std::span<const double> volume() const { return volume_; }  ///< [m^3]
  [[nodiscard]] std::span<const Vec3<VehicleAxes>> centroid() const { return centroid_; }  ///< [m]
  [[nodiscard]] std::span<const std::int32_t> part() const { return part_; }

  [[nodiscard]] const InnerFaces& inner() const { return inner_; }
  [[nodiscard]] const OuterFaces& outer() const { return outer_; }
  [[nodiscard]] const std::vector<std::string>& part_name() const { return part_name_; }
  [[nodiscard]] const std::vector<std::string>& mark_name() const { return mark_name_; }
  /// Index of a name in mark_name(); throws bad_input that lists the marks there are.
  [[nodiscard]] std::int32_t mark(const std::string& name) const;

  /// Fills the ghosts of per-cell values from their owners.
  [[nodiscard]] const Halo& halo() const { return halo_; }
  /// Brings values of any outer faces here: leaf i is the face of global id `wanted[i]`, roots are
  /// each rank's outer(). @note Collective
  [[nodiscard]] petsc::StarForest forest_to_outer(std::span<const std::int64_t> wanted) const {
    return forest_to(world_, wanted, outer_owner_);
  }

  /// The DMPlex behind it, for PETSc's own tools.
  [[nodiscard]] DM dm() const { return dm_.get(); }

 private:
  void compile_cells(const Grid& grid);
  void compile_inner(const Grid& grid, std::span<const std::int64_t> plex_ids);
  void compile_outer(const Grid& grid, std::span<const BorderFace> border);

  Communicator world_;
  petsc::Mesh dm_;
  Halo halo_;
  std::int32_t owned_ = 0;
  std::int32_t local_ = 0;
  std::int64_t global_ = 0;
  std::vector<std::int64_t> global_id_;
  std::vector<double> volume_;
  std::vector<Vec3<VehicleAxes>> centroid_;
  std::vector<std::int32_t> part_;
  InnerFaces inner_;
  OuterFaces outer_;
  std::vector<std::int32_t> outer_owner_;  ///< rank of each outer face of the whole mesh
  std::vector<std::string> part_name_, mark_name_;
};

}  // namespace tektite::mesh
