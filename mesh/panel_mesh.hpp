// The distributed panel mesh: a DMPlex, compiled once into flat arrays. Its topology never changes;
// what breaks is said by the State. Local panels are the owned ones, then one layer of ghosts.
#pragma once

#include "mesh/halo.hpp"
#include "mesh/surface.hpp"
#include "solver/base/communicator.hpp"
#include "solver/base/petsc.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::mesh {

/// Two panels that meet at an edge. At a non-manifold edge every pair of its panels is one.
/// Lengths are measured in the plane unfolded about the edge. Panel `a` has the smaller global id.
struct Pair {
  std::int32_t a = 0;     ///< local panel
  std::int32_t b = 0;     ///< local panel
  std::int32_t edge = 0;  ///< local edge
  double length = 0.0;    ///< of the edge [m]
  double distance =
      0.0;  ///< between the centroids, normal to the edge, in the unfolded plane [m] (> 0)
  double offset = 0.0;  ///< from a's centroid to b's along the edge's direction [m]
  double share = 0.5;   ///< distance of a's centroid to the edge / distance, in (0, 1)
};

/// Place of a panel's edge in the panel's own plane.
struct PanelEdge {
  std::int32_t edge = -1;  ///< local edge
  double along = 0.0;      ///< centroid's coordinate along the edge, from the edge's midpoint [m]
  double distance = 0.0;   ///< of the centroid from the edge [m] (> 0)
  Vec3<VehicleAxes> tangent;  ///< unit, from the edge's lower to its higher global vertex id
  Vec3<VehicleAxes> outward;  ///< unit, in the panel's plane, out of the panel across the edge
};

class PanelMesh {
 public:
  /// Partitions `surface` along a Morton curve into contiguous chunks of equal weight.
  /// `weight` per triangle (cells of its column + 1), same on every rank. The result depends on
  /// nothing but the arguments. @note Collective
  PanelMesh(const Communicator& world, const Surface& surface, std::span<const double> weight);

  [[nodiscard]] const Communicator& world() const { return world_; }
  [[nodiscard]] std::int32_t owned() const {
    return owned_;
  }  ///< panels this rank owns: local ids [0, owned)
  [[nodiscard]] std::int32_t local() const {
    return local_;
  }  ///< owned and ghosts: local ids [0, local)
  [[nodiscard]] std::int64_t global() const { return global_; }  ///< panels of the whole mesh

  // Per local panel. Local order: owned by ascending global id, then ghosts by ascending global id.
  [[nodiscard]] std::span<const std::int64_t> global_id() const { return global_id_; }
  [[nodiscard]] std::span<const double> area() const { return area_; }  ///< [m^2]
  [[nodiscard]] std::span<const Vec3<VehicleAxes>> normal() const {
    return normal_;
  }  ///< unit, outer side
  [[nodiscard]] std::span<const Vec3<VehicleAxes>> centroid() const { return centroid_; }  ///< [m]
  [[nodiscard]] std::span<const std::array<Vec3<VehicleAxes>, 3>> corners() const {
    return corners_;
  }  ///< [m]
  [[nodiscard]] std::span<const std::array<std::int64_t, 3>> corner_id() const {
    return corner_id_;
  }  ///< global vertex ids
  [[nodiscard]] std::span<const std::int32_t> part() const { return part_; }
  [[nodiscard]] std::span<const std::int32_t> patch() const { return patch_; }
  [[nodiscard]] std::span<const double> radius_1() const { return radius_1_; }  ///< [m]
  [[nodiscard]] std::span<const double> radius_2() const { return radius_2_; }  ///< [m]
  [[nodiscard]] std::span<const std::array<PanelEdge, 3>> panel_edges() const {
    return panel_edges_;
  }

  /// Local edges: all edges of the local panels, ordered by (lower, higher) global vertex id.
  [[nodiscard]] std::int32_t edges() const {
    return static_cast<std::int32_t>(edge_vertices_.size());
  }
  [[nodiscard]] std::span<const std::array<std::int64_t, 2>> edge_vertices() const {
    return edge_vertices_;
  }
  /// Local panels of an edge, by ascending global id. Complete for edges of owned panels only.
  [[nodiscard]] std::span<const std::int32_t> edge_panels(std::int32_t edge) const {
    const auto first = edge_offset_[static_cast<std::size_t>(edge)];
    const auto last = edge_offset_[static_cast<std::size_t>(edge) + 1];
    return std::span(edge_panel_)
        .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
  }
  /// Does the edge touch an owned panel? Only then are its panels complete.
  [[nodiscard]] bool is_complete(std::int32_t edge) const {
    return edge_complete_[static_cast<std::size_t>(edge)] != 0;
  }

  /// All pairs with at least one owned panel, ordered by edge, then by global ids. The order is the
  /// same on every layout, so sums over it are too, panel by panel.
  [[nodiscard]] std::span<const Pair> pairs() const { return pairs_; }

  /// Fills the ghosts of `values` (local() * width numbers, panel-major) from their owners. @note
  /// Collective
  void update_ghosts(std::span<double> values, int width = 1) const;
  void update_ghosts(std::span<std::int32_t> values) const;  ///< @note Collective
  void update_ghosts(std::span<std::int64_t> values) const;  ///< @note Collective

  /// The DMPlex behind it, for PETSc's own tools.
  [[nodiscard]] DM dm() const { return dm_.get(); }

 private:
  void compile_panels(const Surface& surface);
  void compile_edges(const Surface& surface);
  void compile_pairs(const Surface& surface);

  Communicator world_;
  petsc::Mesh dm_;
  Halo halo_;
  std::int32_t owned_ = 0;
  std::int32_t local_ = 0;
  std::int64_t global_ = 0;
  std::vector<std::int64_t> global_id_;
  std::vector<double> area_;
  std::vector<Vec3<VehicleAxes>> normal_;
  std::vector<Vec3<VehicleAxes>> centroid_;
  std::vector<std::array<Vec3<VehicleAxes>, 3>> corners_;
  std::vector<std::array<std::int64_t, 3>> corner_id_;
  std::vector<std::int32_t> part_;
  std::vector<std::int32_t> patch_;
  std::vector<double> radius_1_;
  std::vector<double> radius_2_;
  std::vector<std::array<PanelEdge, 3>> panel_edges_;
  std::vector<std::array<std::int64_t, 2>> edge_vertices_;
  std::vector<std::int32_t> edge_offset_;
  std::vector<std::int32_t> edge_panel_;
  std::vector<std::uint8_t> edge_complete_;
  std::vector<Pair> pairs_;
};

}  // namespace tektite::mesh
