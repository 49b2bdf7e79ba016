// Bookkeeping of mass and heat, and what follows from it for every body.
#pragma once

#include "solver/driver/models.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::driver {

/// Mass properties and wetted areas of all flying bodies; a centre of mass that has moved takes the
/// body's place and velocity with it. @note Collective
void update_masses(Models& models, vehicle::State& state);

/// Makes databases for flying panel bodies that have none, that are in `changed` (ids), or that
/// have lost too much wetted area; drops those of bodies that fly no more. @note Collective
void refresh_databases(Models& models, vehicle::State& state,
                       std::span<const std::int32_t> changed);

/// Adds what an accepted step has asked of models beyond their limits to State::out_of_range.
void note_ranges(std::span<const aeroheating::RangeWatch> watches, vehicle::State& state);

/// How well the books close.
struct Balance {
  double stored = 0.0;          ///< heat in solids that fly [J]
  double gas = 0.0;             ///< in cabin gas [J]
  double mass_in_flight = 0.0;  ///< [kg]
  double energy_error = 0.0;    ///< absorbed - (all the other terms), relative to the absorbed
  double mass_error = 0.0;      ///< relative to the mass at entry
};

/// @note Collective
[[nodiscard]] Balance balance(const Models& models, const vehicle::State& state);

}  // namespace tektite::driver
