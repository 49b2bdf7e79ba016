#include "solver/driver/march.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/ending.hpp"
#include "solver/trajectory/attitude.hpp"
#include "solver/trajectory/rigid_body.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::FailedThing;
using vehicle::State;

namespace {

/// Rounds of failure in one instant; a cascade that goes on longer continues in the next step.
constexpr int most_rounds = 50;

/// Does it have an attitude of its own? Objects fly as what they are in the mean.
bool is_integrated(const Body& body) {
  return body.mode == vehicle::AttitudeMode::integrated && body.object < 0;
}

/// Direction in which a body moves through the air, unit, in its own axes.
Vec3<BodyAxes> heading_in_body(const Quaternion& attitude, const environment::Freestream& air) {
  return rotate<BodyAxes>(conjugate(attitude), unit(air.velocity));
}

}  // namespace

bool March::Attempt::hides_event() const {
  // Melting through is gradual; only what breaks under load is located in time.
  return std::any_of(assessment.failures.begin(), assessment.failures.end(), [](const auto& f) {
    return f.thing != FailedThing::panel && f.thing != FailedThing::sheet &&
           f.mode != vehicle::FailureMode::mount_lost;
  });
}

bool March::is_flying(const State& state) {
  return std::any_of(state.bodies.begin(), state.bodies.end(),
                     [](const Body& body) { return body.status == BodyStatus::flying; });
}

StepReport March::advance(State& state, const std::function<Wishes()>& wishes) {
  double dt = allowed_step(state);
  bool was_cut = false;
  int spoilt = 0;
  Attempt result;
  for (;;) {
    attempt(state, dt, wishes, result);
    if (result.is_spoilt) {
      state.ledger.spoilt_steps += 1.0;
      const std::string what = checkup_.describe();
      require_or(ExitCode::physics_failed, spoilt < most_halvings,
                 "at {:.6g} s of flight {}; no shorter step helps, not even one of {:.2g} s",
                 state.time, what, dt);
      log::warning("at {:.6g} s {}: the step of {:.4g} s is rejected and halved", state.time, what,
                   dt);
      ++spoilt;
    } else if (!result.hides_event() || dt <= models_.march.resolution) {
      break;
    } else {
      state.ledger.rejected_steps += 1.0;
    }
    dt *= 0.5;
    was_cut = true;
  }
  return accept(state, dt, result, was_cut);
}

double March::allowed_step(const State& state) const {
  return std::min(state.next_step, models_.march.macro_step);
}

void March::attempt(const State& state, double dt, const std::function<Wishes()>& wishes,
                    Attempt& result) {
  next_ = state;
  result.is_spoilt = true;
  checkup_.begin();
  fly(state, dt);
  next_.time = state.time + dt;
  for (std::size_t b = 0; b < next_.bodies.size(); ++b) {
    if (next_.bodies[b].status != BodyStatus::flying) continue;
    next_.bodies[b].flight = paths_[b].back();
  }
  checkup_.look_at_flights(next_);
  if (checkup_.agree()) return;
  load_surfaces(state, dt);
  for (const vehicle::SurfaceLoads& loads : loads_) checkup_.look_at_loads(loads, next_);
  if (checkup_.agree()) return;
  heat(state, dt, result);
  if (onlooker_) onlooker_(dt, next_);
  checkup_.look_at_flights(next_);
  checkup_.look_at_solid(next_);
  if (checkup_.agree()) return;
  gather_attitude_loads();
  const petsc::Stage stage("structure");
  result.assessment = models_.structure.assess(next_, loads_[1], models_.aerodynamics.exposure(),
                                               air_[1], attitude_loads_);
  checkup_.look_at_demand(result.assessment, next_);
  Wishes agreed = wishes ? wishes() : Wishes{};
  result.is_spoilt = checkup_.agree(&agreed);
  // What was wished for in an attempt that is thrown away is not forgotten.
  std::ranges::transform(agreed, result.wishes, result.wishes.begin(), std::ranges::max);
}

void March::heat(const State& state, double dt, Attempt& result) {
  const petsc::Stage stage("thermal");
  try {
    result.books = models_.thermal.advance(state, loads_, dt, next_.solid);
    if (result.books.newton_failures > 0) {
      checkup_.note("temperatures through the wall", "no solution was found", -1,
                    result.books.first_unsolved, next_);
    }
  } catch (const Error& error) {
    // The room agrees before it throws: all ranks are here.
    if (error.code() != ExitCode::physics_failed) throw;
    checkup_.look_at_solid(next_);
    checkup_.note("heat", error.what(), -1, -1, next_);
  }
}

/// What a body weighs at `time`, if it goes on melting as in its last step: without that the flight
/// would be of first order in the macro-step.
double March::mass_at(const State& state, const Body& body, double time) {
  const double expected = body.mass.mass + body.mass_rate * (time - state.time);
  return std::max(expected, 0.5 * body.mass.mass);
}

void March::fly(const State& state, double dt) {
  const petsc::Stage stage("trajectory");
  trajectory::Tolerance tolerance;
  tolerance.relative = models_.march.tolerance;
  tolerance.first_step = dt;
  paths_.resize(state.bodies.size());
  aerodynamics::neighbour_factors(models_.aerodynamics.neighbours(), state, shaded_);
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    const Body& body = state.bodies[b];
    if (body.status != BodyStatus::flying) continue;
    if (is_integrated(body)) {
      turn(state, b, dt, tolerance);
      continue;
    }
    const auto force = [&](double time, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
      const environment::Freestream air = models_.environment.freestream(r, v, time);
      const aerodynamics::AirForce area = models_.aerodynamics.force(state, body, air);
      const double q = shaded_[b] * air.dynamic_pressure() / mass_at(state, body, time);
      Vec3<EarthFixed> acceleration = (-q * area.drag_area) * unit(air.velocity);
      if (body.mode == vehicle::AttitudeMode::fixed && body.object < 0) {
        const Quaternion attitude = trajectory::attitude_for(body.wind, r, air.velocity);
        acceleration += q * rotate<EarthFixed>(attitude, area.side_area);
      }
      return acceleration;
    };
    try {
      paths_[b].fly(body.flight, {body.mode, body.wind}, state.time, state.time + dt, force,
                    tolerance, models_.environment.planet());
    } catch (const Error& error) {
      if (error.code() != ExitCode::physics_failed) throw;
      checkup_.note("flight", error.what(), body.id, -1, next_);
    }
  }
}

void March::turn(const State& state, std::size_t b, double dt,
                 const trajectory::Tolerance& tolerance) {
  const Body& body = state.bodies[b];
  const auto action = [&](double time, const vehicle::Flight& flight) {
    const environment::Freestream air =
        models_.environment.freestream(flight.position, flight.velocity, time);
    const aerodynamics::AirWrench wrench =
        models_.aerodynamics.wrench(body, air, heading_in_body(flight.attitude, air), flight.rate);
    const double q = shaded_[b] * air.dynamic_pressure();
    return trajectory::Action{
        rotate<EarthFixed>(flight.attitude, (q / mass_at(state, body, time)) * wrench.force),
        q * wrench.moment};
  };
  try {
    paths_[b].turn(body.flight, body.mass.inertia, state.time, state.time + dt, action, tolerance,
                   models_.environment.planet());
  } catch (const Error& error) {
    if (error.code() != ExitCode::physics_failed) throw;
    checkup_.note("flight", error.what(), body.id, -1, next_);
  }
}

void March::expose(double begin, double end) {
  constexpr double apart = 5.0 * constants::degree;
  constexpr double most = 72.0;
  for (std::size_t b = 0; b < next_.bodies.size(); ++b) {
    Body& body = next_.bodies[b];
    if (body.status != BodyStatus::flying || !is_integrated(body)) continue;
    body.wind = heading_in_body(body.flight.attitude, air_[1][b]);
    const double turned =
        0.5 * (norm(paths_[b].at(begin).rate) + norm(paths_[b].at(end).rate)) * (end - begin);
    const int count = static_cast<int>(std::clamp(std::ceil(turned / apart), 1.0, most));
    headings_.clear();
    for (int i = 0; i < count; ++i) {
      const double time = begin + (i + 0.5) / count * (end - begin);
      const vehicle::Flight flight = paths_[b].at(time);
      const environment::Freestream air =
          models_.environment.freestream(flight.position, flight.velocity, time);
      headings_.push_back(heading_in_body(flight.attitude, air));
    }
    models_.aerodynamics.expose(body, headings_);
  }
}

void March::load_surfaces(const State& state, double dt) {
  const petsc::Stage stage("surface loads");
  const double at[2] = {state.time + thermal::Thermal::stage_fraction * dt, state.time + dt};
  for (std::size_t i = 0; i < 2; ++i) {
    air_[i].assign(state.bodies.size(), {});
    for (std::size_t b = 0; b < state.bodies.size(); ++b) {
      if (state.bodies[b].status != BodyStatus::flying) continue;
      air_[i][b] = models_.environment.freestream(paths_[b].position(at[i]),
                                                  paths_[b].velocity(at[i]), at[i]);
    }
  }
  expose(state.time, state.time + dt);
  models_.aeroheating.begin_watch();
  for (std::size_t i = 0; i < 2; ++i) {
    models_.aerodynamics.pressures(state, air_[i], loads_[i]);
    models_.aeroheating.surface_loads(state, models_.aerodynamics.exposure(), air_[i], loads_[i]);
    aerodynamics::shade(state, shaded_, air_[i], loads_[i]);
  }
}

void March::gather_attitude_loads() {
  attitude_loads_.clear();
  holding_.assign(next_.joint_body.begin(), next_.joint_body.end());
  holding_.insert(holding_.end(), next_.object_body.begin(), next_.object_body.end());
  std::ranges::sort(holding_);
  for (std::size_t b = 0; b < next_.bodies.size(); ++b) {
    const Body& body = next_.bodies[b];
    if (body.status != BodyStatus::flying || body.object >= 0) continue;
    if (std::ranges::binary_search(holding_, body.id)) {
      attitude_loads_.push_back(models_.aerodynamics.loads(next_, body, air_[1][b]));
    }
  }
}

StepReport March::accept(State& state, double dt, const Attempt& attempt, bool was_cut) {
  StepReport report;
  report.step = dt;
  report.hottest = attempt.books.hottest;
  report.worst_demand = attempt.assessment.worst;
  report.wishes = attempt.wishes;
  next_.step = state.step + 1;
  next_.ledger = state.ledger;

  vehicle::Ledger& ledger = next_.ledger;
  ledger.absorbed += attempt.books.absorbed;
  ledger.oxidised += attempt.books.oxidised;
  ledger.radiated += attempt.books.radiated;
  // Molten cells and slurry leave as drops: they are no debris, which are pieces.
  ledger.melt_energy += attempt.books.melt_energy + attempt.books.stripped_energy;
  ledger.melt_mass += attempt.books.melt_mass + attempt.books.stripped_mass;
  ledger.gas_energy += attempt.books.gas_energy;
  ledger.gas_mass += attempt.books.gas_mass;
  ledger.char_energy += attempt.books.char_energy;
  ledger.char_mass += attempt.books.char_mass;
  ledger.combustion += attempt.books.char_heat;
  ledger.newton_failures += static_cast<double>(attempt.books.newton_failures);
  ledger.range_hits += static_cast<double>(attempt.books.range_hits);
  note_ranges(models_.aeroheating.range_watches(), next_);
  const auto& demand = attempt.assessment.demand;
  std::copy(demand.begin(), demand.end(), next_.margin.begin());
  models_.vehicle.mesh->update_ghosts(std::span<double>(next_.margin));
  for (std::size_t b = 0; b < next_.bodies.size(); ++b) {
    Body& body = next_.bodies[b];
    if (body.status != BodyStatus::flying) continue;
    body.drag_area =
        is_integrated(body)
            ? -dot(models_.aerodynamics.wrench(body, air_[1][b], body.wind, body.flight.rate).force,
                   body.wind)
            : models_.aerodynamics.force(next_, body, air_[1][b]).drag_area;
  }

  update_masses(models_, next_);
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    next_.bodies[b].mass_rate = (next_.bodies[b].mass.mass - state.bodies[b].mass.mass) / dt;
  }
  bool came_apart = separate(attempt.assessment.failures);
  // A tear that was located to within this step lets the gas out during it: what its pressure
  // loads is looked at again with what is left.
  vent(dt);
  for (int round = 1; came_apart && round < most_rounds; ++round) {
    gather_attitude_loads();
    const vehicle::Assessment again = models_.structure.assess(
        next_, loads_[1], models_.aerodynamics.exposure(), air_[1], attitude_loads_);
    if (again.failures.empty()) break;
    separate(again.failures);
  }
  let_tumble();
  const bool ended = end_bodies(models_, paths_, air_[1], next_);
  report.changed = came_apart || ended;
  // What came of the separation has no shorter step to go back to: the databases have moved on.
  checkup_.begin();
  checkup_.look_at_flights(next_);
  checkup_.look_at_solid(next_);
  if (checkup_.agree()) {
    throw Error(ExitCode::physics_failed,
                fmt::format("at {:.6g} s of flight, as pieces separated, {}", next_.time,
                            checkup_.describe()));
  }

  const bool may_grow = !was_cut && !came_apart;
  const double doubled = std::min(2.0 * dt, models_.march.macro_step);
  // Steps stay on the dyadic grid: a doubled one must begin at a multiple of itself.
  const double place = next_.time / doubled;
  const bool on_grid = std::abs(place - std::round(place)) < 1e-6;
  next_.next_step = may_grow && on_grid ? doubled : dt;
  std::swap(state, next_);
  return report;
}

bool March::separate(std::span<const vehicle::Failure> failures) {
  const petsc::Stage stage("fragmentation");
  const std::vector<std::uint8_t> sealed = next_.sealed;
  const std::vector<std::int32_t> enclosing = next_.volume_body;
  const std::size_t born = next_.bodies.size();
  const fragmentation::Breakup breakup = models_.fragmentation.split(next_, failures);
  vehicle::Ledger& ledger = next_.ledger;
  ledger.melt_mass += breakup.molten_mass;
  ledger.melt_energy += breakup.molten_energy;
  ledger.debris_mass += breakup.debris_mass;
  ledger.debris_energy += breakup.debris_energy;
  ledger.vented_mass += breakup.vented_mass;
  ledger.vented_energy += breakup.vented_energy;
  if (breakup.is_empty()) {
    refresh_databases(models_, next_, {});
    return false;
  }
  // A new body meets the air of the place where it was born.
  for (std::size_t b = air_[1].size(); b < next_.bodies.size(); ++b) {
    const vehicle::Flight& flight = next_.bodies[b].flight;
    air_[1].push_back(models_.environment.freestream(flight.position, flight.velocity, next_.time));
  }
  // A database has to be made anew where panels went over to another body, so that it can be made
  // again from State::refresh_body, and where a volume opened. Panels that melted away or became
  // debris stay in it until enough of them have gone.
  std::vector<std::int32_t> changed;
  for (std::size_t b = born; b < next_.bodies.size(); ++b) {
    const Body& body = next_.bodies[b];
    if (body.status == BodyStatus::flying && body.object < 0) changed.push_back(body.parent);
  }
  for (std::size_t v = 0; v < sealed.size(); ++v) {
    if (sealed[v] != next_.sealed[v] || enclosing[v] != next_.volume_body[v]) {
      changed.push_back(enclosing[v]);
    }
  }
  update_masses(models_, next_);
  for (Body& body : next_.bodies) {
    // What holds an attitude is gone with half of the body.
    if (body.status != BodyStatus::flying || body.mode != vehicle::AttitudeMode::fixed) continue;
    if (body.mass.mass >= 0.5 * body.birth_mass) continue;
    body.mode = vehicle::AttitudeMode::tumbling;
    changed.push_back(body.id);
  }
  refresh_databases(models_, next_, changed);
  return true;
}

void March::let_tumble() {
  std::vector<std::int32_t> changed;
  for (Body& body : next_.bodies) {
    if (body.status != BodyStatus::flying || body.mode != vehicle::AttitudeMode::integrated) {
      continue;
    }
    const double turn = norm(body.flight.rate) * models_.march.macro_step;
    const bool can = body.object < 0 && trajectory::can_turn(body.mass.inertia);
    if (can && turn <= models_.march.tumbling_turn) continue;
    body.mode = vehicle::AttitudeMode::tumbling;
    if (body.object >= 0) continue;  // objects have no attitude to lose
    vehicle::Event event;
    event.time = next_.time;
    event.altitude = environment::altitude(body.flight.position);
    event.kind = vehicle::EventKind::tumbling;
    event.body = body.id;
    event.demand = turn / models_.march.tumbling_turn;
    event.direction = body.wind;
    next_.events.push_back(event);
    body.wind = {};
    changed.push_back(body.id);
  }
  if (!changed.empty()) refresh_databases(models_, next_, changed);
}

void March::vent(double dt) {
  for (std::size_t v = 0; v < models_.vehicle.volumes.size(); ++v) {
    if (next_.sealed[v] != 0 || next_.solid.gas_mass[v] <= 0.0) continue;
    const std::int32_t id = next_.volume_body[v];
    const auto body = std::find_if(next_.bodies.begin(), next_.bodies.end(),
                                   [id](const Body& b) { return b.id == id; });
    if (body == next_.bodies.end()) continue;
    const auto position = static_cast<std::size_t>(body - next_.bodies.begin());
    const structure::Vented gas = models_.structure.vent(next_, v, air_[1][position].pressure, dt);
    next_.solid.gas_mass[v] = gas.mass;
    next_.solid.gas_temperature[v] = gas.temperature;
    next_.ledger.vented_mass += gas.mass_out;
    next_.ledger.vented_energy += gas.enthalpy_out;
    body->mass.mass -= gas.mass_out;
  }
}

}  // namespace tektite::driver
