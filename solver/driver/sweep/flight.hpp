// Flies members of a sweep, each as a process of its own.
#pragma once

#include "solver/base/error.hpp"
#include "solver/driver/sweep/folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::driver::sweep {

struct FlightOptions {
  int jobs = 0;                       ///< members at a time; 0: as many as the cores allow
  int ranks = 1;                      ///< of each member
  std::string launcher;               ///< "srun -n {ranks}"; empty: mpirun, or nothing for one rank
  std::vector<std::int64_t> members;  ///< which; empty: all
  bool retry = false;                 ///< also those that failed
  bool take_over = false;             ///< although another host may still hold a member's folder
};

/// "0-4,7" as indices below `count`. Throws bad_input.
[[nodiscard]] std::vector<std::int64_t> read_indices(const std::string& text, std::int64_t count);

/// `tektite check` of members of a sweep that is planned: each must pass. Throws bad_input with
/// what the first one that does not has to say.
void check_members(const std::string& case_path, const std::vector<Member>& members,
                   const std::vector<std::int64_t>& which);

/// Flies what is neither done, nor running, nor (without `retry`) failed; goes on from checkpoints
/// where there are any. TERM, INT and USR2 stop the members with a checkpoint, USR1 makes them
/// write one. ExitCode::done: all of them are done; stopped: asked to; else the exit code that the
/// failed ones share, or physics_failed.
[[nodiscard]] ExitCode fly_members(const SweepFolder& folder, const FlightOptions& options);

}  // namespace tektite::driver::sweep
