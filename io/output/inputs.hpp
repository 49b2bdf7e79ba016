// The files that a case names: a run keeps copies, so that its folder says all that went into it.
#pragma once

#include "io/output/run_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::output {

struct Input {
  std::string name;     ///< as in the case
  std::string path;     ///< where it is
  bool inside = false;  ///< `name` leads below the case's folder
};

/// Larger files stay where they are, and only their sum is kept [byte].
constexpr std::uint64_t most_to_copy = std::uint64_t{64} << 20U;

/// Copies to inputs/<name> what is inside the case's folder and not too large. The result is for
/// the manifest, on rank 0; empty on the others. Throws io_failed. @note Collective
[[nodiscard]] std::vector<KeptInput> keep_inputs(const RunFolder& folder,
                                                 const std::vector<Input>& inputs);

/// Files whose content is not that of the manifest: key "file <name>", sums before and now ("" for
/// one that is not there). The same on every rank. Throws io_failed. @note Collective
[[nodiscard]] std::vector<AcceptedChange> changed_inputs(const RunFolder& folder,
                                                         const std::vector<Input>& inputs);

}  // namespace tektite::output
