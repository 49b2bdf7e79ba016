// What hangs together, and what goes with it. Not for other rooms.
#pragma once

#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace tektite::fragmentation {

/// The panels of joints and mounts, whose fate every rank must know.
class WatchedPanels {
 public:
  explicit WatchedPanels(const vehicle::Vehicle& vehicle);

  /// Values of the watched panels on every rank. `value` per owned panel, >= -1. @note Collective
  [[nodiscard]] std::vector<std::int64_t> gather(std::span<const std::int32_t> value) const;

  // First index into what gather() returns; the panels follow in the order of the vehicle's lists.
  [[nodiscard]] std::size_t side_a(std::size_t joint) const { return side_a_[joint]; }
  [[nodiscard]] std::size_t side_b(std::size_t joint) const { return side_b_[joint]; }
  [[nodiscard]] std::size_t mount(std::size_t object) const { return mount_[object]; }

 private:
  struct Place {
    std::size_t index;
    std::size_t panel;
  };
  const vehicle::Vehicle* vehicle_;
  std::size_t count_ = 0;
  std::vector<std::size_t> side_a_, side_b_, mount_;
  std::vector<Place> mine_;  ///< those that this rank owns
};

/// Components of the panels that are left, by ascending smallest global panel id.
struct Pieces {
  std::vector<std::int64_t> first_panel;  ///< smallest global id
  std::vector<std::int32_t> parent;       ///< body it was part of
  std::vector<std::int32_t> of_panel;     ///< per local panel; -1: gone
  std::vector<std::int32_t> of_joint;     ///< per joint; -1: gone
  std::vector<std::int32_t>
      of_object;  ///< per object, released and contained ones too; -1: on none
  std::vector<std::int32_t> of_volume;  ///< per volume; -1: dissolved
  [[nodiscard]] std::size_t size() const { return first_panel.size(); }
};

/// Marks what has failed: torn patches and failed joints lose their edges, failed mounts their
/// hold. Panels are not removed here.
void break_apart(const vehicle::Vehicle& vehicle, std::span<const vehicle::Failure> failures,
                 vehicle::State& state);

/// Finds the pieces and the joints' among them: a joint goes with the piece that has the longest
/// seam on its side b, or on its side a if b has gone; panels of torn patches come last.
/// @note Collective
[[nodiscard]] Pieces find_pieces(const vehicle::Vehicle& vehicle, const WatchedPanels& watched,
                                 const vehicle::State& state,
                                 std::vector<std::int64_t>& watched_piece);

/// The piece with the largest share, the lowest among equals; -1: none has any.
[[nodiscard]] std::int32_t largest_share(const std::map<std::int64_t, double>& shares);

/// Sorted values of all ranks, each once. @note Collective
[[nodiscard]] std::vector<std::int64_t> gather_unique(const Communicator& world,
                                                      std::vector<std::int64_t> mine);

}  // namespace tektite::fragmentation
