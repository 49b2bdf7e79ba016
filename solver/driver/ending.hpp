// How bodies leave the march: on the ground, demised, or slow and cold enough to fall on their own.
#pragma once

#include "solver/driver/models.hpp"

#include <span>

namespace tektite::driver {

/// Ends the bodies of `state` whose time has come: writes how into Body, the ledger and the events,
/// and clears their panels, objects, joints and gas. `paths` of the last step and `air` at its end
/// by position in bodies (bodies born in this step have no path). Returns whether any ended.
/// @note Collective
bool end_bodies(Models& models, std::span<const trajectory::Path> paths,
                std::span<const environment::Freestream> air, vehicle::State& state);

/// Mean projected area that a body presents to people on the ground [m^2].
[[nodiscard]] double projected_area(const vehicle::Body& body);

/// Kinetic energy at its end, relative to the ground [J].
[[nodiscard]] double impact_energy(const vehicle::Body& body);

}  // namespace tektite::driver
