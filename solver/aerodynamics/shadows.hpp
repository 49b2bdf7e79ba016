// The lit share of every panel side of one body in each of its attitudes.
//
// A ray from the centroid says whether a side is lit. Where that may be half the truth, because the
// neighbour across an edge says otherwise or is turned away, the panel is cut into 4^n triangles
// and rays start from all of their centroids: TITAN's sub-facets (Ref: TITAN2022), but only along
// the edges of shadows, which are few. Directions above all that rises above the plane of a side
// need no ray at all.
//
// Whether a ray hits is a function of the ray and of the triangles that are there. So what is left
// of a body, or a piece of it, takes over the answers that its parent had: a ray that got away gets
// away, and one that was blocked is still blocked unless it hits something that has gone.
#pragma once

#include "mesh/panel_mesh.hpp"
#include "mesh/surface.hpp"
#include "solver/aerodynamics/directions.hpp"
#include "solver/aerodynamics/horizon.hpp"
#include "solver/aerodynamics/visibility.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tektite::aerodynamics {

/// Centroids of the 4^level triangles that a triangle is cut into by halving its edges, as weights
/// of its corners.
[[nodiscard]] std::vector<std::array<double, 3>> sub_centroids(int level);

/// Answers of the rays from the centroids of a body's sides, kept for the day when part of the body
/// has gone.
struct ShadowTable {
  std::vector<std::int64_t> triangles;     ///< global ids of the body's panels, ascending
  std::vector<Vec3<BodyAxes>> directions;  ///< unit
  std::vector<std::int32_t> slots;         ///< local panels, ascending
  std::size_t words = 0;                   ///< of one bit a direction and one more
  /// Per slot and side: words of `ahead`, then words of `blocked`. The bit after the directions is
  /// that of the normal in `blocked`, and in `ahead` it says that the side is open.
  std::vector<std::uint64_t> bits;
  std::vector<std::uint8_t> is_free;  ///< per slot and side: nothing rises above its plane

  [[nodiscard]] std::size_t slot_of(std::int32_t panel) const;  ///< or slots.size()
  [[nodiscard]] const std::uint64_t* ahead(std::size_t slot, int side) const {
    return &bits[(2 * slot + static_cast<std::size_t>(side)) * 2 * words];
  }
  [[nodiscard]] std::uint64_t* ahead(std::size_t slot, int side) {
    return &bits[(2 * slot + static_cast<std::size_t>(side)) * 2 * words];
  }
};

/// Answers are functions of the body's geometry and of the direction alone: the same bits on any
/// number of ranks, with a former table or without.
class Shadows {
 public:
  struct Body {
    const mesh::PanelMesh& mesh;
    const mesh::Surface& surface;
    const RayDevice& device;
    std::span<const std::int64_t> triangles;  ///< global ids of its panels, ascending
    const Directions& directions;
    double extent = 0.0;  ///< largest coordinate of the vehicle [m]
    int subpanel = 0;     ///< level of sub-panels at the edges of shadows, 0 to 2
  };

  /// Casts the rays from the centroids of `panels`, this rank's panels of the body by ascending
  /// local id, and of their ghost neighbours for which `is_member` holds. Sides for which
  /// `is_closed` holds meet nothing. Keeps references to what `body` refers to.
  /// `former`: of this body or one that it was part of, or null; not used unless all panels of the
  /// body are in it.
  Shadows(const Body& body, std::span<const std::int32_t> panels,
          const std::function<bool(std::int32_t)>& is_member,
          const std::function<bool(std::int32_t, int)>& is_closed,
          const ShadowTable* former = nullptr);

  /// Fills `lit` with the lit share of a side of one of `panels` per direction; 0 where it is
  /// turned away. Returns whether a ray along its normal gets away. Not for two threads at once.
  bool look(std::int32_t panel, int side, std::span<double> lit) const;

  /// Rays cast so far.
  [[nodiscard]] std::int64_t rays() const { return rays_; }

  /// The table, for a later survey. What is asked after it is gone has no answer.
  [[nodiscard]] ShadowTable take() { return std::move(table_); }

 private:
  /// A side whose answers are looked for.
  struct Asking {
    std::size_t slot = 0;
    int side = 0;
    Vec3<VehicleAxes> normal;
    Vec3<VehicleAxes> origin;              ///< of its rays
    double horizon = 1.0;                  ///< HorizonTree::sine
    const std::uint64_t* known = nullptr;  ///< its blocked words of the former table
  };
  void compare(const ShadowTable& former);
  void prepare(std::size_t slot, int side, std::vector<Asking>& block);
  void cast(std::span<const Asking> block);
  /// Casts the rays that wait, and sets bit `k` of those that are blocked.
  void answer(std::size_t k);
  void mark_edges(std::int32_t panel, int side, std::span<std::uint64_t> edges) const;
  void share_light(std::int32_t panel, int side, std::span<double> lit) const;
  [[nodiscard]] const HorizonTree& horizon();

  Body body_;
  Scene scene_;
  std::optional<HorizonTree> horizon_;  ///< built when first asked
  ShadowTable table_;
  const ShadowTable* former_ = nullptr;  ///< only while casting
  std::size_t shared_ = 0;               ///< directions that the former table answers
  bool is_whole_ = false;                ///< nothing has gone since
  std::optional<Scene> gone_;            ///< what has, if it is less than what is left
  std::vector<std::array<double, 3>> centroids_;
  mutable std::int64_t rays_ = 0;
  // Scratch
  struct Waiting {
    std::vector<Ray> ray;
    std::vector<std::uint64_t*> blocked;  ///< words that the answer goes to
  };
  Waiting unknown_;  ///< to be cast
  Waiting known_;    ///< blocked by something once
  mutable std::vector<Ray> ray_;
  mutable std::vector<std::uint8_t> is_blocked_;
  mutable std::vector<std::uint64_t> edges_;
};

}  // namespace tektite::aerodynamics
