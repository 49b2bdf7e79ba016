// Volumes and hosts: what still encloses, how wide it is open, what leaves. Not for other rooms.
#pragma once

#include "solver/fragmentation/pieces.hpp"
#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace tektite::fragmentation {

/// Wall areas of volumes and of parts that host objects, by piece of the body they are in: exact
/// sums, the same on every rank.
class WallShares {
 public:
  /// @note Collective
  WallShares(const vehicle::Vehicle& vehicle, const vehicle::State& state, const Pieces& pieces);
  /// Of a volume's walls in a piece of its body [m^2].
  [[nodiscard]] double of_volume(std::size_t volume, std::int32_t piece) const;
  /// Of a part in a piece; 0 unless the part hosts an object of the piece's body [m^2].
  [[nodiscard]] double of_host(int part, std::int32_t piece) const;

 private:
  using PartInBody = std::pair<int, std::int32_t>;
  [[nodiscard]] std::size_t host_index(const PartInBody& host) const;

  const Pieces* pieces_;
  std::vector<std::int32_t> ordinal_;  ///< per piece: its number among those of its body
  std::vector<PartInBody> hosts_;      ///< sorted
  std::vector<std::int32_t> volume_body_;
  std::vector<std::size_t> volume_offset_, host_offset_;
  std::vector<double> area_;
};

/// Sets Pieces::of_volume: the piece with most of a volume's walls, dissolved with less than half
/// of all of them.
void place_volumes(const vehicle::State& state, const vehicle::MassSums& masses,
                   const WallShares& shares, Pieces& pieces);

/// Opening and opening_width of every volume that is still enclosed: walls that are gone or in
/// another piece, and the bores of failed joints. @note Collective
void find_openings(const vehicle::Vehicle& vehicle, const Pieces& pieces, vehicle::State& state);

/// Is anything left of what contains a contained object?
[[nodiscard]] bool has_living_host(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                                   std::size_t object);

/// Sets Pieces::of_object and tells which objects leave, ascending. An object stays with most of
/// its mount's area while the mount holds; loose, it stays in its volume until an opening is wider
/// than its second largest size; it leaves when nothing hosts it any more. Mounts that have lost
/// all panels cease to hold and are listed in `lost_mounts`. What a host contained that has melted
/// away is loose where the host was.
struct Departures {
  std::vector<std::size_t> released;
  std::vector<std::size_t> lost_mounts;
};
[[nodiscard]] Departures place_objects(const vehicle::Vehicle& vehicle,
                                       const WatchedPanels& watched,
                                       const std::vector<std::int64_t>& watched_piece,
                                       const WallShares& shares, vehicle::State& state,
                                       Pieces& pieces);

}  // namespace tektite::fragmentation
