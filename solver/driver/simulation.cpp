#include "solver/driver/simulation.hpp"

#include "io/output/checkpoint.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::State;

namespace {

volatile std::sig_atomic_t stop_requested = 0;

extern "C" void on_signal(int /*signal*/) {
  stop_requested = 1;
}

State first_state(Models& models, const output::RunFolder& folder, const std::string& hash,
                  std::optional<State>&& entry) {
  if (entry) return *std::move(entry);
  State state = output::read_checkpoint(folder, models.vehicle, hash);
  rebuild_databases(models, state);
  log::info("resumed at {:.4f} s, step {}", state.time, state.step);
  return state;
}

const Body* main_body(const State& state) {
  const std::int32_t id = output::reference_body(state);
  const auto found = std::find_if(state.bodies.begin(), state.bodies.end(),
                                  [id](const Body& body) { return body.id == id; });
  return found == state.bodies.end() ? nullptr : &*found;
}

double main_altitude(const State& state) {
  const Body* body = main_body(state);
  return body != nullptr ? environment::altitude(body->flight.position) : 0.0;
}

/// The heaviest piece in flight has less than half of the mass at entry: the vehicle has broken up.
void note_breakup(State& state) {
  const auto is_breakup = [](const vehicle::Event& e) {
    return e.kind == vehicle::EventKind::breakup;
  };
  if (std::any_of(state.events.begin(), state.events.end(), is_breakup)) return;
  const Body* body = main_body(state);
  if (body == nullptr || body->mass.mass >= 0.5 * state.ledger.mass_at_entry) return;
  vehicle::Event event;
  event.kind = vehicle::EventKind::breakup;
  event.time = state.time;
  event.altitude = main_altitude(state);
  event.body = body->id;
  event.mass = body->mass.mass;
  state.events.push_back(event);
}

}  // namespace

void request_stop() {
  stop_requested = 1;
}

void install_signal_handlers() {
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) std::signal(signal, on_signal);
  // A file that may not grow any more is a failed write with a message, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
}

Simulation::Simulation(const io::Case& scenario, Models& models, output::RunFolder& folder,
                       std::optional<State> entry)
    : scenario_(scenario),
      models_(models),
      folder_(folder),
      settings_(scenario.root().section("output")),
      is_resumed_(!entry),
      state_(first_state(models, folder, scenario.hash(), std::move(entry))),
      march_(models),
      fields_(models.vehicle, folder),
      trajectories_(is_resumed_ ? output::TrajectoryLog::resume(folder, state_.time)
                                : output::TrajectoryLog(folder)),
      start_(std::chrono::steady_clock::now()),
      start_time_(state_.time) {
  if (!is_resumed_) record(-1.0, true);
}

double Simulation::elapsed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

ExitCode Simulation::fly_to_ground() {
  try {
    return loop();
  } catch (...) {
    // Nothing already computed is lost: the last accepted state is intact.
    log::warning("the run failed at {:.3f} s; the last good state is being written", state_.time);
    try {
      write_checkpoint();
    } catch (const std::exception& error) {
      log::warning("... but could not be: {}", error.what());
    }
    throw;
  }
}

ExitCode Simulation::loop() {
  while (March::is_flying(state_)) {
    require_or(ExitCode::physics_failed, state_.time < models_.march.longest,
               "after {} s of flight something still flies: see march.longest", state_.time);
    const double before = state_.time;
    const StepReport step = march_.advance(state_);
    note_breakup(state_);
    if (step.changed && !is_due(before, settings_.trajectory_every)) log_trajectories(before);
    record(before, false);
    report_progress(step, "running");

    // One agreement a step on what depends on clocks and signals.
    std::int64_t wishes[2] = {stop_requested != 0 ? 1 : 0,
                              elapsed() - last_checkpoint_ > settings_.checkpoint_every ? 1 : 0};
    models_.world.max(std::span<std::int64_t>(wishes));
    if (wishes[0] != 0 || wishes[1] != 0) write_checkpoint();
    if (wishes[0] != 0) {
      report_progress(step, "stopped");
      return ExitCode::stopped;
    }
  }
  record(state_.time, true);
  trajectories_.write();
  return ExitCode::done;
}

bool Simulation::is_due(double before, double every) const {
  return std::floor(state_.time / every * (1.0 + 1e-12)) >
         std::floor(before / every * (1.0 + 1e-12));
}

void Simulation::record(double before, bool force) {
  const petsc::Stage stage("output");
  if (force || is_due(before, settings_.trajectory_every)) log_trajectories(-1.0);
  if (force || is_due(before, settings_.fields_every)) write_fields();
}

void Simulation::log_trajectories(double born_after) {
  for (const Body& body : state_.bodies) {
    if (body.status != BodyStatus::flying || body.birth_time <= born_after) continue;
    const environment::Geodetic place = environment::to_geodetic(body.flight.position);
    const environment::Freestream air =
        models_.environment.freestream(body.flight.position, body.flight.velocity);
    output::TrajectoryPoint point;
    point.time = state_.time;
    point.body = body.id;
    point.position = body.flight.position;
    point.velocity = body.flight.velocity;
    point.altitude = place.altitude;
    point.latitude = place.latitude;
    point.longitude = place.longitude;
    point.speed = norm(body.flight.velocity);
    point.mass = body.mass.mass;
    point.heat_flux = models_.aeroheating.stagnation_flux(air, std::max(0.5 * body.length, 1e-3));
    trajectories_.add(point);
  }
}

void Simulation::write_fields() {
  const vehicle::SurfaceLoads& surface = march_.surface();
  const auto owned = static_cast<std::size_t>(models_.vehicle.mesh->owned());
  std::vector<double> flux(owned, 0.0);
  std::vector<double> pressure(owned, 0.0);
  if (surface.film.size() >= 2 * owned && surface.pressure.size() >= 2 * owned) {
    for (std::size_t p = 0; p < owned; ++p) {
      // Heat into a 300 K wall: what the flow offers, free of the wall's own state.
      flux[p] =
          surface.film[2 * p] * (surface.recovery[2 * p] -
                                 constants::air_specific_heat * constants::cold_wall_temperature);
      pressure[p] = surface.pressure[2 * p];
    }
  }
  std::vector<double> object_flux(models_.vehicle.objects.size(), 0.0);
  for (std::size_t i = 0; i < object_flux.size() && i < surface.object_film.size(); ++i) {
    object_flux[i] =
        surface.object_film[i] * (surface.object_recovery[i] -
                                  constants::air_specific_heat * constants::cold_wall_temperature);
  }
  output::FieldData data{flux, pressure, object_flux, main_altitude(state_)};
  fields_.write(state_, data);
}

void Simulation::write_checkpoint() {
  const petsc::Stage stage("checkpoint");
  trajectories_.flush();
  checkpoint_ = output::write_checkpoint(folder_, models_.vehicle, state_, scenario_.hash());
  last_checkpoint_ = models_.world.max(elapsed());
}

void Simulation::report_progress(const StepReport& step, const char* status) {
  const double now = models_.world.max(elapsed());
  const bool is_over = !March::is_flying(state_);
  if (now - last_progress_ < settings_.progress_every && !is_over) return;
  last_progress_ = now;
  const Balance books = balance(models_, state_);
  output::Progress progress;
  progress.status = is_over ? "done" : status;
  progress.step = state_.step;
  progress.time = state_.time;
  progress.altitude = main_altitude(state_);
  progress.bodies = std::count_if(state_.bodies.begin(), state_.bodies.end(),
                                  [](const Body& b) { return b.status == BodyStatus::flying; });
  progress.hottest_wall = step.hottest;
  progress.mass_drift = books.mass_error;
  progress.energy_drift = books.energy_error;
  progress.elapsed = now;
  // The way down is the best clock there is: metres of altitude left at the pace so far.
  const double begin = models_.entry.point.altitude;
  const double fallen = begin - progress.altitude;
  if (fallen > 1000.0 && start_time_ == 0.0) progress.remaining = now * progress.altitude / fallen;
  progress.last_checkpoint = checkpoint_;
  output::write_progress(folder_, progress);
  log::info(
      "step {:6d}  t {:9.3f} s  dt {:7.4f} s  altitude {:7.2f} km  bodies {:4d}  wall {:6.0f} K  "
      "demand {:5.2f}  mass {:+.0e}  energy {:+.0e}  {}",
      progress.step, progress.time, step.step, progress.altitude * 1e-3, progress.bodies,
      progress.hottest_wall, step.worst_demand, progress.mass_drift, progress.energy_drift,
      progress.remaining >= 0.0 ? fmt::format("about {:.0f} s left", progress.remaining) : "");
}

}  // namespace tektite::driver
