#include "solver/driver/ending.hpp"

#include "solver/base/constants.hpp"
#include "solver/risk/fall.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::Event;
using vehicle::EventKind;
using vehicle::State;

namespace {

bool has_demised(const State& state, const Body& body) {
  if (body.object < 0) return body.wetted_area <= 0.0;
  const auto& left = state.solid.object_mass[static_cast<std::size_t>(body.object)];
  return std::all_of(left.begin(), left.end(), [](double mass) { return mass <= 0.0; });
}

bool may_be_handed_over(const Models& models, const Body& body,
                        const environment::Freestream& air) {
  const double radius = std::max(0.5 * body.length, 1e-3);
  return air.mach() < models.march.handover_mach &&
         models.aeroheating.stagnation_flux(air, radius) < models.march.handover_heating;
}

/// Air in which a body's drag is that of given similarity numbers; the drag area has no other.
environment::Freestream air_of(double mach, double reynolds, double knudsen, double length) {
  environment::Freestream air;
  air.temperature = 250.0;
  air.molar_mass = 0.0289644;
  air.density = 0.1;
  air.pressure = air.density * air.gas_constant() * air.temperature;
  air.sound_speed = std::sqrt(1.4 * air.gas_constant() * air.temperature);
  air.speed = mach * air.sound_speed;
  air.mean_free_path = knudsen * length;
  air.viscosity = air.density * air.speed * length / std::max(reynolds, 1e-30);
  return air;
}

void write_impact(const risk::Impact& impact, Body& body) {
  body.status = BodyStatus::landed;
  body.end_time = impact.time;
  body.end_altitude = 0.0;
  body.end_latitude = impact.place.latitude;
  body.end_longitude = impact.place.longitude;
  body.end_speed = impact.speed;
  body.flight = impact.flight;
}

void write_end(const State& state, BodyStatus status, Body& body) {
  const environment::Geodetic place = environment::to_geodetic(body.flight.position);
  body.status = status;
  body.end_time = state.time;
  body.end_altitude = place.altitude;
  body.end_latitude = place.latitude;
  body.end_longitude = place.longitude;
  body.end_speed = norm(body.flight.velocity);
}

void fall(Models& models, State& state, Body& body) {
  const risk::FallingPiece piece{body.flight, state.time, body.mass.mass, body.length};
  const auto drag = [&](double mach, double reynolds, double knudsen) {
    return models.aerodynamics.force(state, body, air_of(mach, reynolds, knudsen, body.length))
        .drag_area;
  };
  Event event;
  event.kind = EventKind::hand_over;
  event.time = state.time;
  event.altitude = environment::altitude(body.flight.position);
  event.body = body.id;
  event.mass = body.mass.mass;
  state.events.push_back(event);
  write_impact(risk::fall_to_ground(models.environment, piece, drag), body);
}

void record(const State& state, const Body& body, std::vector<Event>& events) {
  Event event;
  event.kind = body.status == BodyStatus::landed ? EventKind::landing : EventKind::demise;
  event.time = body.end_time;
  event.altitude = body.end_altitude;
  event.body = body.id;
  event.mass = body.end_mass;
  static_cast<void>(state);
  events.push_back(event);
}

/// Takes what belongs to a body out of the march.
void clear(State& state, std::int32_t id) {
  for (auto& body : state.body) {
    if (body == id) body = -1;
  }
  for (auto& body : state.refresh_body) {
    if (body == id) body = -1;
  }
  for (auto& body : state.object_body) {
    if (body == id) body = -1;
  }
  for (auto& body : state.joint_body) {
    if (body == id) body = -1;
  }
  for (std::size_t v = 0; v < state.volume_body.size(); ++v) {
    if (state.volume_body[v] != id) continue;
    state.volume_body[v] = -1;
    state.solid.gas_mass[v] = 0.0;
  }
}

}  // namespace

double projected_area(const Body& body) {
  return 0.25 * constants::pi * body.length * body.length;
}

double impact_energy(const Body& body) {
  return 0.5 * body.end_mass * body.end_speed * body.end_speed;
}

bool end_bodies(Models& models, std::span<const trajectory::Path> paths,
                std::span<const environment::Freestream> air, State& state) {
  std::vector<std::size_t> ended;
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    Body& body = state.bodies[b];
    if (body.status != BodyStatus::flying) continue;
    const bool is_demised = has_demised(state, body) || body.mass.mass <= 0.0;
    const bool has_landed = b < paths.size() && paths[b].landed();
    if (is_demised || has_landed || may_be_handed_over(models, body, air[b])) ended.push_back(b);
  }
  if (ended.empty()) return false;

  const std::vector<double> heat = models.thermal.stored_by_body(state);
  for (const std::size_t b : ended) {
    Body& body = state.bodies[b];
    body.end_mass = body.mass.mass;
    const bool is_demised = has_demised(state, body) || body.mass.mass <= 0.0;
    if (is_demised) {
      write_end(state, BodyStatus::demised, body);
      state.ledger.debris_energy += heat[b];
      state.ledger.debris_mass += body.mass.mass;
    } else {
      state.ledger.handed_energy += heat[b];
      state.ledger.handed_mass += body.mass.mass;
      if (b < paths.size() && paths[b].landed()) {
        write_end(state, BodyStatus::landed, body);
        body.end_time = paths[b].end();
      } else {
        fall(models, state, body);
      }
    }
    record(state, body, state.events);
    clear(state, body.id);
    models.aerodynamics.forget(body.id);
  }
  return true;
}

}  // namespace tektite::driver
