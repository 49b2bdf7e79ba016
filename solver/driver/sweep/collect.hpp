// What a sweep found: one table of all members, and statistics of their results.
#pragma once

#include "solver/driver/sweep/folder.hpp"

namespace tektite::driver::sweep {

/// How many members stand how, and each that is not done with its reason, on the terminal.
void print_status(const SweepFolder& folder);

/// Writes table.csv (a line a member: standing, exit code, its values, the results of its
/// report.json) and statistics.csv into the sweep's folder; both depend on nothing but the members'
/// results. Throws bad_input if a member is not done, unless `partial`, and if a report is damaged.
void collect(const SweepFolder& folder, bool partial);

}  // namespace tektite::driver::sweep
