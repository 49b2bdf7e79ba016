// What a run leaves behind: tables, casualty figures, report.
#pragma once

#include "io/output/report.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/tables.hpp"
#include "io/output/trajectory_log.hpp"
#include "solver/driver/models.hpp"
#include "solver/risk/casualty.hpp"

#include <string>

namespace tektite::driver {

/// What happened, in words: "tear of patch 12 (barrel), pressure on a curved wall".
[[nodiscard]] std::string describe(const vehicle::Event& event, const vehicle::Vehicle& vehicle);
/// The same of `thing` in place of what the event names; nothing if that is empty.
[[nodiscard]] std::string describe(const vehicle::Event& event, const std::string& thing);
/// What an event names: "rack 3", "patch 12 of barrel", "cabin"; empty if it happened to a body.
[[nodiscard]] std::string thing_of(const vehicle::Event& event, const vehicle::Vehicle& vehicle);
/// "rack 3", "barrel (piece)", "Destiny": what a body is.
[[nodiscard]] std::string name_of(const vehicle::Body& body, const vehicle::Vehicle& vehicle);
/// Name of the material that makes up most of what a body was built from.
[[nodiscard]] std::string material_of(const vehicle::Body& body, const vehicle::Vehicle& vehicle);

/// Figures of the pieces that reached the ground.
[[nodiscard]] risk::CasualtyRisk casualties(const Models& models, const vehicle::State& state);

/// tables/{bodies,fragments,events,objects,impacts,ledger}.csv. @note Collective
void write_tables(const Models& models, const vehicle::State& state,
                  const output::RunFolder& folder);
/// The table of fragments alone, as in fragments.csv.
[[nodiscard]] output::Table fragment_table(const Models& models, const vehicle::State& state);

/// report.html and report.json. @note Collective
void write_report(const Models& models, const io::Case& scenario, const vehicle::State& state,
                  const output::TrajectoryLog& trajectories, const output::RunFolder& folder);

/// First tear, breakup, survivors, casualty area, expectation, where the files are.
void print_summary(const Models& models, const vehicle::State& state,
                   const output::RunFolder& folder, double elapsed);

/// The first event of a kind, or nullptr.
[[nodiscard]] const vehicle::Event* first_event(const vehicle::State& state,
                                                vehicle::EventKind kind);

/// The last thing to demise, or nullptr.
[[nodiscard]] const vehicle::Event* last_demise(const vehicle::State& state);

/// The first wall to tear, whether it let a sealed volume burst or not; or nullptr.
[[nodiscard]] const vehicle::Event* first_tear(const vehicle::State& state);

}  // namespace tektite::driver
