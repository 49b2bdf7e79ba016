// How a run goes on: from a checkpoint that is sound, with the case that it is of.
#pragma once

#include "io/output/inputs.hpp"
#include "io/output/run_folder.hpp"
#include "solver/driver/command.hpp"

#include <optional>
#include <vector>

namespace tektite::driver {

/// The files that a case names.
[[nodiscard]] std::vector<output::Input> inputs_of(const io::Case& scenario);

/// The case to go on with: resolved.yaml, or what --case names. Before anything is built: throws
/// no_checkpoint, on every rank, where no generation is sound, or where the case is not that of the
/// newest one, naming each key that has changed, its old and its new value, and each file whose
/// content has. With --accept-changes they are said, written to the manifest, and resolved.yaml is
/// the new case. Call with the folder held. @note Collective
[[nodiscard]] io::Case case_to_resume(const Arguments& arguments, const output::RunFolder& folder);

/// Holds the folder of the run, which must exist if it is resumed. Throws bad_input, io_failed.
/// @note Collective
void hold(const Arguments& arguments, const Communicator& world,
          std::optional<output::RunLock>& lock);

/// The case of a new run, or case_to_resume(). @note Collective
[[nodiscard]] io::Case case_of(const Arguments& arguments, const Communicator& world);

}  // namespace tektite::driver
