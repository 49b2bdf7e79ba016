// A case flown once on few panels, to know what the real flight will take.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/driver/models.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::driver {

/// What a step and an output cost with a given mesh, measured in hot flight. All of one rank; the
/// largest over the ranks.
struct Probe {
  double panels = 0.0;       ///< of the whole mesh
  double step = 0.0;         ///< processor time of one attempt at a macro-step [s]
  double survey = 0.0;       ///< ... of an attitude database of all panels [s]
  double drawing = 0.0;      ///< ... of a field output [s]
  double piece = 0.0;        ///< bytes of all ranks' panels in a field output
  double empty_piece = 0.0;  ///< bytes of a piece with nothing in it
  double checkpoint = 0.0;   ///< bytes of all ranks' panels in a checkpoint
  double replicated = 0.0;   ///< bytes of the rest of the checkpoint
};

/// Marches a copy of `entry` for a few steps from 85 km or from the entry, whichever is lower.
/// @note Collective
[[nodiscard]] Probe probe(Models& models, const vehicle::State& entry);

/// How the rehearsal went.
struct Rehearsal {
  Probe probe;            ///< of its own mesh
  bool complete = false;  ///< did it reach the end of the flight?
  double flown = 0.0;     ///< [s]
  double time = 0.0;      ///< processor time from the entry to the report [s], largest of the ranks
  double attempts = 0.0;  ///< at macro-steps, rejected ones included
  double panel_steps = 0.0;    ///< share of the panels in flight, summed over the attempts
  double panel_outputs = 0.0;  ///< ... summed over the field outputs
  double outputs = 0.0;        ///< field outputs
  double surveys = 0.0;        ///< share of the panels surveyed, summed over all databases
  double replicated = 0.0;     ///< bytes of the replicated part of a checkpoint at the end
  double growth = 0.0;         ///< memory on top of the vehicle's, largest of the ranks [byte]
  double fields = 0.0;         ///< bytes of fields/
  double tables = 0.0;         ///< bytes of tables/
  double rest = 0.0;           ///< bytes of everything else but checkpoints/
};

/// Flies the case with panels so large that there are about `panels` of them, into a temporary
/// folder that goes afterwards, for at most `seconds` of processor time.
/// `settings`: those of the command line. Throws what a run throws. @note Collective
[[nodiscard]] Rehearsal rehearse(const std::string& case_file,
                                 const std::vector<std::string>& settings, const Models& models,
                                 const io::Case& scenario, const materials::Library& library,
                                 double panels, double seconds);

}  // namespace tektite::driver
