// A State as blocks: the replicated part, and the panels and edges of one rank.
#pragma once

#include "io/output/blocks.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::output {

/// Everything but what is per panel or edge. Same bytes on every rank.
[[nodiscard]] std::vector<char> pack_replicated(const vehicle::State& state);
void unpack_replicated(const BlockReader& file, vehicle::State& state);

/// This rank's owned panels and local edges, with their global ids.
[[nodiscard]] std::vector<char> pack_panels(const vehicle::Vehicle& vehicle,
                                            const vehicle::State& state);

/// Fills the panels and edges of a State from the files of any layout.
class PanelReader {
 public:
  /// Sizes the arrays of `state`; both must outlive the reader.
  PanelReader(const vehicle::Vehicle& vehicle, vehicle::State& state);

  /// Was this file written by a rank that held exactly the panels and edges of this one?
  [[nodiscard]] bool is_ours(const BlockReader& file) const;
  /// Takes over what this rank needs. Throws no_checkpoint if it does not fit the vehicle.
  void take(const BlockReader& file);
  /// Throws no_checkpoint if an owned panel or a local edge has not been found.
  void check_complete() const;
  /// Fills the ghosts. @note Collective
  void update_ghosts();

 private:
  void update_ghost_rows(const std::vector<std::int32_t>& offset,
                         std::vector<double>& values) const;

  const vehicle::Vehicle& vehicle_;
  vehicle::State& state_;
  std::vector<std::uint8_t> panel_found_;
  std::vector<std::uint8_t> edge_found_;
};

}  // namespace tektite::output
