#include "solver/driver/models.hpp"

#include "solver/driver/books.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/mass.hpp"

#include <cmath>

namespace tektite::driver {

using vehicle::Body;
using vehicle::State;

Models::Models(const io::Case& scenario, const materials::Library& library,
               const Communicator& communicator)
    : world(communicator),
      entry(trajectory::read_entry(scenario.root().section("entry"),
                                   environment::read_earth(scenario.root().section("earth")))),
      environment(scenario.root().section("atmosphere"), entry.epoch,
                  environment::read_earth(scenario.root().section("earth"))),
      vehicle(vehicle::assemble_vehicle(scenario.root().section("vehicle"), library, communicator)),
      masses(vehicle),
      aerodynamics(scenario.root().section("aerodynamics"), vehicle),
      aeroheating(scenario.root().section("heating"), vehicle),
      thermal(scenario.root().section("thermal"), vehicle),
      structure(scenario.root().section("structure"), vehicle),
      fragmentation(scenario.root().section("fragmentation"), vehicle),
      march(scenario.root().section("march")),
      risk(risk::read_risk(scenario.root().section("risk"))),
      initial_temperature(scenario.root().section("vehicle").number("temperature")) {
  if (!risk.inclination_given) risk.inclination = entry.inclination;
  if (!risk.year_given) {
    constexpr double seconds_per_year = 365.25 * 86400.0;
    risk.year = 2000.0 + static_cast<double>(entry.epoch.seconds_since_2000) / seconds_per_year;
  }
}

namespace {

Body body_at_entry(const Models& models) {
  Body body;
  body.mode = models.entry.mode;
  body.wind = models.entry.wind;
  body.flight = models.entry.flight;
  body.birth_altitude = models.entry.point.altitude;
  body.birth_latitude = models.entry.point.latitude;
  body.birth_longitude = models.entry.point.longitude;
  return body;
}

/// Without walls, every object that nothing contains flies alone from the start.
void add_lone_objects(const Models& models, State& state) {
  for (std::size_t i = 0; i < models.vehicle.objects.size(); ++i) {
    const vehicle::Object& object = models.vehicle.objects[i];
    if (object.host_object >= 0) {
      state.object_body[i] = state.object_body[static_cast<std::size_t>(object.host_object)];
      continue;
    }
    Body body = body_at_entry(models);
    body.id = state.next_body++;
    body.object = static_cast<std::int32_t>(i);
    state.object_body[i] = body.id;
    state.object_released[i] = 1;
    state.mount_holds[i] = 0;
    state.bodies.push_back(body);
  }
  vehicle::Event start;
  start.altitude = models.entry.point.altitude;
  start.temperature = models.initial_temperature;
  state.events.push_back(start);
}

}  // namespace

State state_at_entry(Models& models) {
  State state = vehicle::whole_state(models.vehicle, models.initial_temperature);
  state.next_step = models.march.macro_step;
  if (models.vehicle.surface.panels() > 0) {
    state.bodies.push_back(body_at_entry(models));
    state.next_body = 1;
    models.fragmentation.initialise(state);
  } else {
    add_lone_objects(models, state);
  }
  update_masses(models, state);
  for (Body& body : state.bodies) body.birth_mass = body.mass.mass;
  refresh_databases(models, state, {});
  models.structure.check_cold(state);

  vehicle::Ledger& ledger = state.ledger;
  const thermal::StoredHeat heat = models.thermal.stored(state);
  ledger.stored_at_entry = heat.panels + heat.objects + heat.joints;
  ledger.gas_at_entry = heat.gas;
  for (const Body& body : state.bodies) ledger.mass_at_entry += body.mass.mass;
  return state;
}

void rebuild_databases(Models& models, const State& state) {
  std::vector<std::int32_t> bodies;
  for (const Body& body : state.bodies) {
    if (body.status == vehicle::BodyStatus::flying && body.object < 0) bodies.push_back(body.id);
  }
  models.aerodynamics.refresh(state, bodies);
}

}  // namespace tektite::driver
