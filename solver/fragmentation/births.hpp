// Bodies and events from pieces. Not for other rooms.
#pragma once

#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/state.hpp"

namespace tektite::fragmentation {

/// The event of `kind` happening to `body` now, at the body's altitude.
[[nodiscard]] vehicle::Event event_of(const vehicle::State& state, const vehicle::Body& body,
                                      vehicle::EventKind kind);

/// A rigid part of `parent` as a body of its own: place, velocity v + w x r and rate of the part's
/// centre of mass. `parent` as it was before anything left it. Birth at time `now`; its id, event
/// and what it is made of are left to the caller.
[[nodiscard]] vehicle::Body born_from(const vehicle::Body& parent, const vehicle::Moments& moments,
                                      double now);

/// Where and how a body ends now.
void end_body(vehicle::Body& body, vehicle::BodyStatus status, double now);

/// Where a body was born.
void note_birth(vehicle::Body& body, double now);

}  // namespace tektite::fragmentation
