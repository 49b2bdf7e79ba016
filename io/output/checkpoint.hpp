// A State written down and read back, bit by bit, on any number of ranks.
#pragma once

#include "io/output/run_folder.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <string>

namespace tektite::output {

/// Writes checkpoints/NNNNNN/: rank_k.bin with the panels that rank k owns and its edges,
/// replicated.bin with all else, manifest.json last. The folder carries its name only when it is
/// complete; the last two generations are kept. Returns its name, "000007".
/// Throws io_failed, on every rank or on none; older generations stay. @note Collective
std::string write_checkpoint(const RunFolder& folder, const vehicle::Vehicle& vehicle,
                             const vehicle::State& state, const std::string& case_hash);

/// The newest generation that is whole and sound; one that is not is skipped with a warning (and
/// renamed to NNNNNN.broken). Throws no_checkpoint, on every rank, if there is none, or if they are
/// of another case. Ghosts are filled. @note Collective
[[nodiscard]] vehicle::State read_checkpoint(const RunFolder& folder,
                                             const vehicle::Vehicle& vehicle,
                                             const std::string& case_hash);

}  // namespace tektite::output
