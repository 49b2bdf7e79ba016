#include "solver/fragmentation/births.hpp"

#include "solver/environment/earth.hpp"

namespace tektite::fragmentation {

vehicle::Event event_of(const vehicle::State& state, const vehicle::Body& body,
                        vehicle::EventKind kind) {
  vehicle::Event event;
  event.time = state.time;
  event.altitude = environment::altitude(body.flight.position);
  event.kind = kind;
  event.body = body.id;
  return event;
}

void note_birth(vehicle::Body& body, double now) {
  const environment::Geodetic place = environment::to_geodetic(body.flight.position);
  body.birth_time = now;
  body.birth_altitude = place.altitude;
  body.birth_latitude = place.latitude;
  body.birth_longitude = place.longitude;
  body.birth_mass = body.mass.mass;
}

vehicle::Body born_from(const vehicle::Body& parent, const vehicle::Moments& moments, double now) {
  vehicle::Body child;
  child.parent = parent.id;
  child.mode = parent.mode;
  child.wind = parent.wind;
  child.flight = parent.flight;
  child.mass.centre = parent.mass.centre;
  vehicle::recentre(child, vehicle::properties(moments));
  note_birth(child, now);
  return child;
}

void end_body(vehicle::Body& body, vehicle::BodyStatus status, double now) {
  const environment::Geodetic place = environment::to_geodetic(body.flight.position);
  body.status = status;
  body.end_time = now;
  body.end_altitude = place.altitude;
  body.end_latitude = place.latitude;
  body.end_longitude = place.longitude;
  body.end_speed = norm(body.flight.velocity);
  body.end_mass = body.mass.mass;
}

}  // namespace tektite::fragmentation
