// A State written down and read back, bit by bit, on any number of ranks.
#pragma once

#include "io/output/run_folder.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <string>

namespace tektite::output {

/// Writes checkpoints/NNNNNN/: rank_k.bin with the panels that rank k owns and its edges,
/// replicated.bin with all else, case.yaml with the case's text, manifest.json last. All are
/// flushed to the disk before the folder gets its name, read back and compared after; only then are
/// all but the last two generations dropped. Returns its name, "000007". Throws io_failed, on every
/// rank or on none; older generations stay. @note Collective
std::string write_checkpoint(const RunFolder& folder, const vehicle::Vehicle& vehicle,
                             const vehicle::State& state, const std::string& case_hash,
                             const std::string& case_text = {});

/// What a generation was written by.
struct SavedCase {
  std::string name;  ///< "000007"
  std::string hash;
  std::string text;  ///< the resolved case
  std::int64_t step = 0;
  double time = 0.0;  ///< [s]
};

/// The newest generation that is whole and sound, found without a vehicle: every file's sum is
/// checked, shared among the ranks. One that is not sound is skipped with a warning and renamed to
/// NNNNNN.broken. Throws no_checkpoint, on every rank, if there is none. @note Collective
[[nodiscard]] SavedCase find_checkpoint(const RunFolder& folder);

/// The newest generation that is whole, sound and of this case (an empty hash: of any); one that is
/// not sound is skipped as above. Throws no_checkpoint, on every rank, if there is none, or if they
/// are of another case or vehicle. Ghosts are filled; `name` becomes its name. @note Collective
[[nodiscard]] vehicle::State read_checkpoint(const RunFolder& folder,
                                             const vehicle::Vehicle& vehicle,
                                             const std::string& case_hash,
                                             std::string* name = nullptr);

}  // namespace tektite::output
