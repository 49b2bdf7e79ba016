// What a run will need, before it is flown: memory, disk, time.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/driver/models.hpp"

#include <string>
#include <vector>

namespace tektite::driver {

/// What is asked for.
struct ForecastOptions {
  int ranks = 0;           ///< of the run to come; 0: as many as now
  double seconds = 60.0;   ///< of processor time the rehearsal may take
  double libraries = 0.0;  ///< memory of this rank before anything was built [byte]
};

/// For a given number of ranks. Each figure with its uncertainty, as a share.
struct Forecast {
  int ranks = 1;
  double memory_of_rank = 0.0;  ///< largest resident set [byte]
  double memory = 0.0;          ///< of all ranks [byte]
  double memory_error = 0.15;
  double fields = 0.0;       ///< [byte]
  double tables = 0.0;       ///< [byte]
  double rest = 0.0;         ///< report, log, resolved case ... [byte]
  double checkpoint = 0.0;   ///< one generation, at its largest [byte]
  double generations = 0.0;  ///< that will be there at the end
  double disk_error = 0.10;
  double time = 0.0;  ///< on this machine with a core a rank [s]
  double time_error = 0.5;
  double attempts = 0.0;  ///< at macro-steps
  // How it was found
  double rehearsed_panels = 0.0;
  double rehearsal_time = 0.0;  ///< processor time [s]
  double rehearsed = 0.0;       ///< flight time [s]
  bool complete = true;         ///< false: the rehearsal was cut short; the errors are larger
  [[nodiscard]] double disk() const { return fields + tables + rest + generations * checkpoint; }
};

/// The vehicle's parts are measured on the ranks that are there (probe()), the flight on few panels
/// on rank 0 (rehearse()); what goes by panels is then scaled to the whole mesh and to `ranks`.
/// The same on every rank. @note Collective
[[nodiscard]] Forecast forecast(const std::string& case_file,
                                const std::vector<std::string>& settings, Models& models,
                                const io::Case& scenario, const materials::Library& library,
                                const vehicle::State& entry, const ForecastOptions& options);

/// A few lines for the user.
void print_forecast(const Forecast& forecast);

}  // namespace tektite::driver
