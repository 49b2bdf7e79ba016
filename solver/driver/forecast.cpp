#include "solver/driver/forecast.hpp"

#include "io/output/agree.hpp"
#include "solver/base/log.hpp"
#include "solver/driver/rehearsal.hpp"
#include "solver/driver/usage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tektite::driver {
namespace {

/// The mesh of the rehearsal: few panels, yet a vehicle of many parts still has its shape.
constexpr double rehearsed_panels = 1200.0;

template <class T>
double bytes_in(const std::vector<T>& values) {
  return static_cast<double>(values.size() * sizeof(T));
}

/// What every rank holds of the vehicle, counted: the surface for ray casting, metadata.
double replicated_bytes(const vehicle::Vehicle& vehicle) {
  const mesh::Surface& surface = vehicle.surface;
  double bytes = bytes_in(surface.vertices) + bytes_in(surface.triangles) + bytes_in(surface.part) +
                 bytes_in(surface.patch) + bytes_in(surface.radius_1) + bytes_in(surface.radius_2);
  bytes += bytes_in(vehicle.objects) + bytes_in(vehicle.patches) + bytes_in(vehicle.joints);
  for (const vehicle::Object& object : vehicle.objects) {
    bytes += bytes_in(object.cells) + bytes_in(object.mount_panels);
  }
  // Triangles and tree of the ray caster: 100 to 200 bytes a triangle in Embree's default build.
  constexpr double ray_caster = 150.0;
  return bytes + ray_caster * static_cast<double>(surface.panels());
}

/// What a rank holds for each of its panels, counted: the mesh (its own test says at most 500), an
/// exposure of 18 numbers a side, loads of 3 numbers a side at two stages, the State three times
/// (at hand, tried, written), work space of the columns.
double bytes_of_panels(const vehicle::Vehicle& vehicle) {
  const auto panels = static_cast<double>(vehicle.mesh->local());
  const double cells = vehicle.cell_offset.empty() ? 0.0 : vehicle.cell_offset.back();
  constexpr double of_panel = 500.0 + 2.0 * 18.0 * 8.0 + 2.0 * 2.0 * 3.0 * 8.0 + 3.0 * 20.0;
  constexpr double of_cell = 3.0 * 2.0 * 8.0 + 6.0 * 8.0;
  return of_panel * panels + of_cell * cells;
}

/// Cost of one panel, from two meshes: [s] a step, ... If they hardly differ: of half of it all.
double slope(double more, double less, double panels_more, double panels_less) {
  const double between = panels_more - panels_less;
  if (between < 0.1 * std::max(panels_less, 1.0)) return 0.5 * more / std::max(panels_more, 1.0);
  return std::max(0.0, more - less) / between;
}

struct Slopes {
  double step = 0.0;     ///< [s] a panel of a rank and attempt
  double survey = 0.0;   ///< [s] a panel of a rank and survey
  double drawing = 0.0;  ///< [s] a panel of a rank and output
  double piece = 0.0;    ///< bytes a panel and output
};

Slopes slopes_between(const Probe& large, double panels_of_rank, const Probe& small) {
  Slopes slopes;
  slopes.step = slope(large.step, small.step, panels_of_rank, small.panels);
  slopes.survey = slope(large.survey, small.survey, panels_of_rank, small.panels);
  slopes.drawing = slope(large.drawing, small.drawing, panels_of_rank, small.panels);
  // Bytes do not depend on ranks.
  slopes.piece = large.panels > 0.0 ? large.piece / large.panels : 0.0;
  return slopes;
}

/// What is left of the flight when the rehearsal was cut short goes on as its mean so far did, for
/// as long as the entry at its angle takes.
double stretch_of(const Models& models, const Rehearsal& rehearsal) {
  if (rehearsal.complete || rehearsal.flown <= 0.0) return 1.0;
  const double altitude = models.entry.point.altitude;
  const double speed = norm(models.entry.flight.velocity);
  const double sink =
      -dot(models.entry.flight.velocity, unit(models.entry.flight.position)) / std::max(speed, 1.0);
  const double time = altitude / (speed * std::max(sink, 0.01));
  return std::max(1.0, time / rehearsal.flown);
}

}  // namespace

Forecast forecast(const std::string& case_file, const std::vector<std::string>& settings,
                  Models& models, const io::Case& scenario, const materials::Library& library,
                  const vehicle::State& entry, const ForecastOptions& options) {
  const Communicator& world = models.world;
  const double size = world.size();
  const double ranks = options.ranks > 0 ? options.ranks : size;
  // What starting and building have taken, a run takes as well.
  const double before = processor_time();
  const Probe whole = probe(models, entry);

  // The largest of the ranks: memory at its peak, and of the libraries alone.
  std::array<double, 2> memory{memory_in_use().peak, options.libraries};
  world.max(std::span<double>(memory));

  Forecast result;
  result.ranks = static_cast<int>(ranks);
  output::on_root(world, [&] {
    const double panels_of_rank = whole.panels / size;
    const Rehearsal flight =
        rehearse(case_file, settings, models, scenario, library, rehearsed_panels, options.seconds);
    const double stretch = stretch_of(models, flight);
    const Slopes slopes = slopes_between(whole, panels_of_rank, flight.probe);
    const double more = whole.panels / ranks - flight.probe.panels;  // a rank has

    result.attempts = stretch * flight.attempts;
    result.time =
        before + stretch * std::max(0.1 * flight.time,
                                    flight.time + more * (slopes.step * flight.panel_steps +
                                                          slopes.survey * flight.surveys +
                                                          slopes.drawing * flight.panel_outputs));

    const double added = whole.panels - flight.probe.panels;
    result.fields = stretch * (flight.fields + added * slopes.piece * flight.panel_outputs +
                               (ranks - 1.0) * whole.empty_piece * flight.outputs);
    result.tables = stretch * flight.tables;
    result.rest = flight.rest;
    const OutputSettings output(scenario.root().section("output"));
    result.generations = std::min(2.0, 1.0 + std::floor(result.time / output.checkpoint_every));
    // The first is written at the entry; where there are more, the last ones are kept.
    const bool is_first = result.generations < 2.0;
    result.checkpoint = whole.checkpoint + (is_first ? whole.replicated : flight.replicated);

    const double built = std::max(0.0, memory[0] - memory[1]);
    const double everywhere = std::min(built, replicated_bytes(models.vehicle));
    // Panels are dealt to the ranks; all else that was measured, every rank has.
    const double panels = std::min(built - everywhere, bytes_of_panels(models.vehicle));
    const double common = memory[1] + built - panels;
    const double dealt = panels * size / ranks;
    result.memory_of_rank = common + dealt + flight.growth;
    // Paths and bodies are everywhere; points of trajectories and the report are the first rank's.
    result.memory = ranks * (common + dealt + 0.5 * flight.growth) + 0.5 * flight.growth;

    result.rehearsed_panels = flight.probe.panels;
    result.rehearsal_time = flight.time;
    result.rehearsed = flight.flown;
    result.complete = flight.complete;
    if (!flight.complete) {
      result.memory_error = 0.3;
      result.disk_error = 0.3;
      result.time_error = 1.0;
    }
  });
  std::vector<Forecast> shared{result};
  world.broadcast(shared);
  return shared.front();
}

void print_forecast(const Forecast& forecast) {
  const auto megabytes = [](double bytes) {
    const double value = bytes * 1e-6;
    return value < 100.0 ? fmt::format("{:.2f}", value) : fmt::format("{:.0f}", value);
  };
  log::info("forecast for {} rank{}: rehearsed with {:.0f} panels {} in {:.1f} s", forecast.ranks,
            forecast.ranks == 1 ? "" : "s", forecast.rehearsed_panels,
            forecast.complete
                ? "to the end"
                : fmt::format("for {:.0f} s of flight, the rest is a guess", forecast.rehearsed),
            forecast.rehearsal_time);
  log::info("  memory     {} MB a rank, {} MB in all (+- {:.0f} %)",
            megabytes(forecast.memory_of_rank), megabytes(forecast.memory),
            100.0 * forecast.memory_error);
  log::info(
      "  disk       {} MB: fields {}, tables {}, report and log {}, checkpoints {:.0f} x {} (+- "
      "{:.0f} "
      "%)",
      megabytes(forecast.disk()), megabytes(forecast.fields), megabytes(forecast.tables),
      megabytes(forecast.rest), forecast.generations, megabytes(forecast.checkpoint),
      100.0 * forecast.disk_error);
  log::info("  wall time  {:.1f} s with a core a rank: {:.0f} steps and tries (+- {:.0f} %)",
            forecast.time, forecast.attempts, 100.0 * forecast.time_error);
}

}  // namespace tektite::driver
