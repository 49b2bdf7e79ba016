#include "solver/driver/rehearsal.hpp"

#include "io/output/drawing.hpp"
#include "io/output/state_blocks.hpp"
#include "solver/base/log.hpp"
#include "solver/driver/records.hpp"
#include "solver/driver/simulation.hpp"
#include "solver/driver/usage.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <unistd.h>

namespace tektite::driver {
namespace {

namespace fs = std::filesystem;
using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::State;

constexpr double hot_altitude = 85e3;  ///< [m]; walls and air are busy there, nothing breaks yet
constexpr int warm_up_steps = 10;
constexpr int timed_steps = 4;

/// Every body where the first one would be at 85 km if it kept its mass.
void move_to_hot_flight(const Models& models, State& state) {
  const auto first = std::ranges::find(state.bodies, BodyStatus::flying, &Body::status);
  if (first == state.bodies.end()) return;
  const Body body = *first;
  const auto force = [&](double t, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
    const environment::Freestream air = models.environment.freestream(r, v, t);
    const double area = models.aerodynamics.force(state, body, air).drag_area;
    return (-air.dynamic_pressure() * area / body.mass.mass) * unit(air.velocity);
  };
  trajectory::Path path;
  path.fly(body.flight, {}, 0.0, models.march.longest, force, {.relative = 1e-6},
           models.environment.planet());
  const auto height = [](double, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>&) {
    return environment::altitude(r) - hot_altitude;
  };
  const auto time = path.first_zero(height, 0.0);
  if (!time) return;
  for (Body& each : state.bodies) {
    if (each.status == BodyStatus::flying) each.flight = path.at(*time);
  }
}

/// What a field output of this rank's panels takes.
void draw(const Models& models, const State& state, const vehicle::SurfaceLoads& loads,
          Probe& probe) {
  const auto owned = static_cast<std::size_t>(models.vehicle.mesh->owned());
  std::vector<double> flux(owned, 0.0);
  std::vector<double> pressure(owned, 0.0);
  for (std::size_t p = 0; p < owned && 2 * p < loads.film.size(); ++p) {
    flux[p] = loads.film[2 * p] * loads.recovery[2 * p];
    pressure[p] = loads.pressure[2 * p];
  }
  const std::vector<double> objects(models.vehicle.objects.size(), 0.0);
  const output::FieldData data{flux, pressure, objects, hot_altitude};
  const double begin = processor_time();
  output::Drawing drawing(models.vehicle, state, data);
  drawing.add_panels();
  probe.piece = static_cast<double>(drawing.piece().size());
  probe.drawing = processor_time() - begin;
  const output::Drawing empty(models.vehicle, state, data);
  probe.empty_piece = static_cast<double>(empty.piece().size());
  probe.piece = std::max(0.0, probe.piece - probe.empty_piece);
}

/// A folder that goes with the object.
class Scratch {
 public:
  Scratch()
      : path_(fs::temp_directory_path() / ("tektite_rehearsal_" + std::to_string(::getpid()))) {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

/// Nothing is said while this lives.
class Silence {
 public:
  Silence() { log::hush(true); }
  ~Silence() { log::hush(false); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
};

double bytes_below(const fs::path& path) {
  double bytes = 0.0;
  std::error_code error;
  if (fs::is_regular_file(path, error)) return static_cast<double>(fs::file_size(path, error));
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone)) bytes += static_cast<double>(entry->file_size(gone));
  }
  return bytes;
}

/// Settings that make every panel larger by `factor`, up to the size of the patches.
std::vector<std::string> coarser(const std::vector<std::string>& settings,
                                 const io::Section& vehicle, double factor) {
  std::vector<std::string> result = settings;
  const auto enlarge = [&](const std::string& path, const io::Section& section) {
    double size = section.number("panel_size") * factor;
    if (section.has("patch_size")) size = std::min(size, section.number("patch_size"));
    result.push_back(fmt::format("{}={:.6g} m", path, size));
  };
  if (vehicle.has("panel_size")) enlarge("vehicle.panel_size", vehicle);
  const auto parts = vehicle.list("parts");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].is_given("panel_size")) {
      enlarge(fmt::format("vehicle.parts.{}.panel_size", i), parts[i]);
    }
  }
  return result;
}

/// The flight itself, in `folder`.
void fly(const io::Case& scenario, Models& models, State entry, const std::string& path,
         double seconds, Rehearsal& result) {
  output::RunFolder folder = output::RunFolder::create(models.world, path, false);
  const double every = OutputSettings(scenario.root().section("output")).fields_every;
  const auto panels = std::max<double>(1.0, static_cast<double>(models.vehicle.mesh->owned()));
  double outputs_seen = -1.0;
  const double begin = processor_time();
  RunOptions options;
  options.onlooker = [&](double, State& next) {
    if (processor_time() - begin > seconds) request_stop();
    const auto left = std::count_if(next.body.begin(), next.body.end(),
                                    [](std::int32_t body) { return body >= 0; });
    const double share = static_cast<double>(left) / panels;
    result.attempts += 1.0;
    result.panel_steps += share;
    const double due = std::floor(next.time / every * (1.0 + 1e-12));
    if (due > outputs_seen) result.panel_outputs += share;
    outputs_seen = std::max(outputs_seen, due);
  };
  Simulation simulation(scenario, models, folder, std::move(entry), options);
  result.complete = simulation.fly_to_ground() == ExitCode::done;
  write_tables(models, simulation.state(), folder);
  if (result.complete) {
    write_report(models, scenario, simulation.state(), simulation.trajectories(), folder);
  }
  result.flown = simulation.state().time;
  result.outputs = std::max(outputs_seen, 0.0) + 2.0;
  result.replicated = static_cast<double>(output::pack_replicated(simulation.state()).size());
  result.growth = memory_in_use().peak;
}

}  // namespace

Probe probe(Models& models, const State& entry) {
  Probe result;
  result.panels = static_cast<double>(models.vehicle.mesh->global());
  result.checkpoint = static_cast<double>(output::pack_panels(models.vehicle, entry).size());
  result.replicated = static_cast<double>(output::pack_replicated(entry).size());

  std::vector<std::int32_t> walls;
  for (const Body& body : entry.bodies) {
    if (body.object < 0) walls.push_back(body.id);
  }
  double begin = processor_time();
  models.aerodynamics.refresh(entry, walls);
  result.survey = processor_time() - begin;

  State state = entry;
  move_to_hot_flight(models, state);
  double attempts = 0.0;
  March march(models, [&](double, State&) { attempts += 1.0; });
  try {
    for (int i = 0; i < warm_up_steps; ++i) march.advance(state);
    attempts = 0.0;
    begin = processor_time();
    for (int i = 0; i < timed_steps && March::is_flying(state); ++i) march.advance(state);
  } catch (const Error&) {
    // The forecast is not the place to fail: what has been measured must do. All ranks are here.
  }
  result.step = (processor_time() - begin) / std::max(attempts, 1.0);
  draw(models, state, march.surface(), result);

  std::array<double, 3> times{result.step, result.survey, result.drawing};
  models.world.max(std::span<double>(times));
  result.step = times[0];
  result.survey = times[1];
  result.drawing = times[2];
  std::array<std::int64_t, 2> bytes{static_cast<std::int64_t>(result.piece),
                                    static_cast<std::int64_t>(result.checkpoint)};
  models.world.sum(std::span<std::int64_t>(bytes));
  result.piece = static_cast<double>(bytes[0]);
  result.checkpoint = static_cast<double>(bytes[1]);
  return result;
}

Rehearsal rehearse(const std::string& case_file, const std::vector<std::string>& settings,
                   const Models& models, const io::Case& scenario,
                   const materials::Library& library, double panels, double seconds) {
  const Silence silence;
  const Communicator alone(MPI_COMM_SELF);
  const double all = static_cast<double>(models.vehicle.mesh->global());
  const auto vehicle = scenario.root().section("vehicle");
  const Memory before = memory_in_use();
  std::optional<io::Case> coarse;
  std::optional<Models> small;
  if (all > 1.2 * panels) {
    try {
      // Where its paths may lead has been asked when the case itself was read.
      const io::ReadOptions options = {
          .overrides = coarser(settings, vehicle, std::sqrt(all / panels)), .allow_path = true};
      coarse.emplace(io::read_case(case_file, case_keys(), options));
      small.emplace(*coarse, library, alone);
    } catch (const Error&) {
      small.reset();  // large panels do not make this vehicle: then the whole mesh, for a while
      coarse.reset();
    }
  }
  if (!small) {
    coarse = scenario;
    small.emplace(*coarse, library, alone);
  }
  Rehearsal result;
  State entry = state_at_entry(*small);
  const State copy = entry;
  const Memory built = memory_in_use();
  forget_peak();
  const Scratch scratch;
  const std::int64_t surveyed = small->aerodynamics.surveyed();
  const double begin = processor_time();
  fly(*coarse, *small, std::move(entry), scratch.path(), seconds, result);
  result.time = processor_time() - begin;
  result.surveys = static_cast<double>(small->aerodynamics.surveyed() - surveyed) /
                   std::max(1.0, static_cast<double>(small->vehicle.mesh->global()));
  result.growth = std::max(0.0, result.growth - built.now);
  static_cast<void>(before);
  const fs::path folder = scratch.path();
  result.fields = bytes_below(folder / "fields");
  result.tables = bytes_below(folder / "tables");
  result.rest =
      bytes_below(folder) - result.fields - result.tables - bytes_below(folder / "checkpoints");
  result.probe = probe(*small, copy);
  return result;
}

}  // namespace tektite::driver
