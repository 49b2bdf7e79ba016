#include "solver/driver/simulation.hpp"

#include "io/output/agree.hpp"
#include "io/output/checkpoint.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"
#include "solver/driver/meeting.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::State;

namespace {

State first_state(Models& models, const output::RunFolder& folder, const std::string& hash,
                  std::optional<State>&& entry, Watch& watch, std::string& name) {
  if (entry) return *std::move(entry);
  const double before = watch.elapsed();
  State state = output::read_checkpoint(folder, models.vehicle, hash, &name);
  // Reading takes about as long as writing: until one is written, that is what is known.
  watch.checkpoint_read(state.step, models.world.max(watch.elapsed() - before));
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

Simulation::Simulation(const io::Case& scenario, Models& models, output::RunFolder& folder,
                       std::optional<State> entry, RunOptions options)
    : scenario_(scenario),
      models_(models),
      folder_(folder),
      settings_(scenario.root().section("output")),
      options_(std::move(options)),
      watch_(settings_, options_.end),
      is_resumed_(!entry),
      state_(first_state(models, folder, options_.accept_changes ? "" : scenario.hash(),
                         std::move(entry), watch_, checkpoint_)),
      march_(models, options_.onlooker),
      fields_(models.vehicle, folder),
      trajectories_(is_resumed_ ? output::TrajectoryLog::resume(folder, state_.time)
                                : output::TrajectoryLog(folder)),
      start_altitude_(main_altitude(state_)) {
  if (!is_resumed_) record(-1.0, true);
}

ExitCode Simulation::fly_to_ground() {
  try {
    return loop();
  } catch (const Error& error) {
    save_what_is_left(error);
    throw;
  }
}

void Simulation::save_what_is_left(const Error& error) {
  // Ranks that do not share the error wait elsewhere: then nothing can be done together.
  if (!all_come(models_.world)) return;
  log::warning("the run failed at {:.3f} s; the last good state is being written", state_.time);
  const auto try_to = [](auto&& work) {
    try {
      work();
    } catch (const std::exception& another) {
      log::warning("... but could not be: {}", another.what());
    }
  };
  try_to([&] { write_checkpoint(); });
  if (error.code() == ExitCode::physics_failed) {
    // A run that is resumed at its end has attempted nothing yet.
    const State& seen = march_.last_attempt().bodies.empty() ? state_ : march_.last_attempt();
    try_to([&] { write_fields(seen, true); });
  }
  output::Progress last = progress(last_step_);
  last.status = "failed";
  last.reason = error.what();
  static_cast<void>(output::write_progress(folder_, last));
}

ExitCode Simulation::loop() {
  // Resuming is possible from the first moment on, and what a checkpoint takes is known.
  if (!is_resumed_) write_checkpoint();
  while (March::is_flying(state_)) {
    require_or(ExitCode::physics_failed, state_.time < models_.march.longest,
               "after {} s of flight something still flies: see march.longest", state_.time);
    const double before = state_.time;
    last_step_ = march_.advance(state_, [&] { return watch_.wishes(state_.step + 1); });
    note_breakup(state_);
    if (last_step_.changed && !is_due(before, settings_.trajectory_every)) {
      log_trajectories(before);
    }
    record(before, false);

    const Wishes& agreed = last_step_.wishes;
    if (Watch::has_failed(agreed)) output::agree(models_.world, watch_.failure());
    if (!March::is_flying(state_)) break;
    const StopReason stop = Watch::stop(agreed);
    if (stop != StopReason::none || Watch::is_checkpoint_due(agreed)) write_checkpoint();
    report_progress(last_step_);
    if (stop == StopReason::none) continue;
    stop_reason_ = stop == StopReason::signal ? "a signal asked for it" : "the time limit is near";
    log::info("stopped at {:.3f} s of flight, step {}, with checkpoint {}: {}", state_.time,
              state_.step, checkpoint_, stop_reason_);
    return ExitCode::stopped;
  }
  record(state_.time, true);
  trajectories_.write();
  return ExitCode::done;
}

void Simulation::conclude(ExitCode code) {
  output::Progress last = progress(last_step_);
  last.status = code == ExitCode::done ? "done" : "stopped";
  last.reason = stop_reason_;
  last.next_checkpoint = -1.0;
  last.next_checkpoint_step = -1;
  if (code == ExitCode::done) last.remaining = 0.0;
  output::agree(models_.world, output::write_progress(folder_, last));
}

bool Simulation::is_due(double before, double every) const {
  return std::floor(state_.time / every * (1.0 + 1e-12)) >
         std::floor(before / every * (1.0 + 1e-12));
}

void Simulation::record(double before, bool force) {
  const petsc::Stage stage("output");
  if (force || is_due(before, settings_.trajectory_every)) log_trajectories(-1.0);
  if (force || is_due(before, settings_.fields_every)) write_fields(state_, false);
}

void Simulation::log_trajectories(double born_after) {
  for (const Body& body : state_.bodies) {
    if (body.status != BodyStatus::flying || body.birth_time <= born_after) continue;
    const environment::Geodetic place = environment::to_geodetic(body.flight.position);
    const environment::Freestream air =
        models_.environment.freestream(body.flight.position, body.flight.velocity, state_.time);
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
    if (vehicle::is_turned_one_way(body.mode)) {
      point.angle_of_attack = std::acos(std::clamp(unit(body.wind).x, -1.0, 1.0));
    }
    point.turn_rate = norm(body.flight.rate);
    trajectories_.add(point);
  }
}

void Simulation::write_fields(const State& state, bool are_last_words) {
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
  output::FieldData data{flux, pressure, object_flux, main_altitude(state)};
  if (are_last_words) {
    fields_.write_last_words(state, data);
  } else {
    fields_.write(state, data);
  }
}

void Simulation::write_checkpoint() {
  const petsc::Stage stage("checkpoint");
  const double before = watch_.elapsed();
  trajectories_.flush();
  checkpoint_ = output::write_checkpoint(folder_, models_.vehicle, state_, scenario_.hash(),
                                         scenario_.resolved());
  watch_.checkpoint_done(state_.step, models_.world.max(watch_.elapsed() - before));
}

output::Progress Simulation::progress(const StepReport& step) const {
  output::Progress now;
  const Balance books = balance(models_, state_);
  now.step = state_.step;
  now.time = state_.time;
  now.altitude = main_altitude(state_);
  now.bodies = std::count_if(state_.bodies.begin(), state_.bodies.end(),
                             [](const Body& b) { return b.status == BodyStatus::flying; });
  now.hottest_wall = step.hottest;
  now.mass_drift = books.mass_error;
  now.energy_drift = books.energy_error;
  now.elapsed = watch_.elapsed();
  // The way down is the best clock there is: metres of altitude left at the pace so far.
  const double fallen = start_altitude_ - now.altitude;
  if (fallen > 1000.0) now.remaining = now.elapsed * std::max(now.altitude, 0.0) / fallen;
  now.last_checkpoint = checkpoint_;
  now.checkpoint_step = watch_.last_step();
  now.next_checkpoint = watch_.until_checkpoint();
  if (settings_.checkpoint_steps > 0) {
    now.next_checkpoint_step = watch_.last_step() + settings_.checkpoint_steps;
  }
  now.checkpoint_cost = watch_.cost();
  now.time_limit = watch_.until_limit();
  return now;
}

void Simulation::report_progress(const StepReport& step) {
  const double clock = Watch::clock(step.wishes);
  if (clock - last_progress_ < settings_.progress_every) return;
  last_progress_ = clock;
  if (options_.lock != nullptr) options_.lock->beat();
  const output::Progress now = progress(step);
  watch_.note(output::write_progress(folder_, now));
  const std::string left =
      now.remaining >= 0.0 ? fmt::format("about {:.0f} s left", now.remaining) : "";
  std::string bar;
  if (options_.bar) {
    constexpr int width = 30;
    const double begin = models_.entry.point.altitude;
    const double share = std::clamp(1.0 - now.altitude / std::max(begin, 1.0), 0.0, 1.0);
    const int filled = static_cast<int>(share * width);
    bar = fmt::format("[{:#<{}}{:-<{}}] t {:.1f} s  {:.1f} km  {} bodies  {:.0f} K  {}", "", filled,
                      "", width - filled, now.time, now.altitude * 1e-3, now.bodies,
                      now.hottest_wall, left);
  }
  log::write_progress(
      fmt::format("step {:6d}  t {:9.3f} s  dt {:7.4f} s  altitude {:7.2f} km  bodies {:4d}  "
                  "wall {:6.0f} K  demand {:5.2f}  mass {:+.0e}  energy {:+.0e}  {}",
                  now.step, now.time, step.step, now.altitude * 1e-3, now.bodies, now.hottest_wall,
                  step.worst_demand, now.mass_drift, now.energy_drift, left),
      bar);
}

}  // namespace tektite::driver
