// The lit share of every panel side of one body in each of its attitudes.
//
// A ray from the centroid says whether a side is lit. Where that may be half the truth, because the
// neighbour across an edge says otherwise or is turned away, the panel is cut into 4^n triangles
// and rays start from all of their centroids: TITAN's sub-facets (Ref: TITAN2022), but only along
// the edges of shadows, which are few. Directions above all that rises above the plane of a side
// need no ray at all.
#pragma once

#include "mesh/panel_mesh.hpp"
#include "solver/aerodynamics/directions.hpp"
#include "solver/aerodynamics/horizon.hpp"
#include "solver/aerodynamics/visibility.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tektite::aerodynamics {

/// Centroids of the 4^level triangles that a triangle is cut into by halving its edges, as weights
/// of its corners.
[[nodiscard]] std::vector<std::array<double, 3>> sub_centroids(int level);

/// Answers are functions of the body's geometry and of the direction alone: the same bits on any
/// number of ranks.
class Shadows {
 public:
  struct Body {
    const mesh::PanelMesh& mesh;
    const Scene& scene;
    const HorizonTree& horizon;
    const Directions& directions;
    double extent = 0.0;  ///< largest coordinate of the vehicle [m]
    int subpanel = 0;     ///< level of sub-panels at the edges of shadows, 0 to 2
  };

  /// Casts the rays from the centroids of `panels`, this rank's panels of the body by ascending
  /// local id, and of their ghost neighbours for which `is_member` holds. Sides for which
  /// `is_closed` holds meet nothing. Keeps references to what `body` refers to.
  Shadows(const Body& body, std::span<const std::int32_t> panels,
          const std::function<bool(std::int32_t)>& is_member,
          const std::function<bool(std::int32_t, int)>& is_closed);

  /// Fills `lit` with the lit share of a side of one of `panels` per direction; 0 where it is
  /// turned away. Returns whether a ray along its normal gets away. Not for two threads at once.
  bool look(std::int32_t panel, int side, std::span<double> lit) const;

  /// Rays cast so far.
  [[nodiscard]] std::int64_t rays() const { return rays_; }

 private:
  /// Bits of one side: words of `ahead`, then words of `blocked`; the bit after the directions in
  /// `blocked` is that of the normal, the one in `ahead` says that the side is open.
  [[nodiscard]] std::uint64_t* bits(std::size_t slot, int side) const;
  [[nodiscard]] std::size_t slot_of(std::int32_t panel) const;  ///< or slots_.size()
  void cast(std::size_t slot, int side);
  void mark_edges(std::int32_t panel, int side, std::span<std::uint64_t> edges) const;
  double lit_share(std::int32_t panel, int side, std::size_t direction) const;

  Body body_;
  std::vector<std::int32_t> slots_;  ///< local panels, ascending
  std::size_t words_ = 0;            ///< of one bit a direction and one more
  mutable std::vector<std::uint64_t> bits_;
  std::vector<std::uint8_t> is_free_;  ///< per slot and side: nothing rises above its plane
  std::vector<std::array<double, 3>> centroids_;
  mutable std::int64_t rays_ = 0;
  mutable std::vector<Ray> ray_;               ///< scratch
  mutable std::vector<std::uint8_t> blocked_;  ///< scratch
  std::vector<std::size_t> asked_;             ///< scratch
  mutable std::vector<std::uint64_t> edges_;   ///< scratch
};

}  // namespace tektite::aerodynamics
