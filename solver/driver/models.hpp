// Everything a run is computed with: the nouns of the story, built once from the case.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aeroheating/aeroheating.hpp"
#include "solver/base/communicator.hpp"
#include "solver/driver/keys.hpp"
#include "solver/environment/environment.hpp"
#include "solver/fragmentation/fragmentation.hpp"
#include "solver/risk/casualty.hpp"
#include "solver/structure/structure.hpp"
#include "solver/thermal/thermal.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/trajectory/flight.hpp"
#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

namespace tektite::driver {

/// The vehicle and the models that act on it. Immutable but for the databases of the aerodynamics,
/// which are made from values in the State. Not movable: rooms keep references to the vehicle.
class Models {
 public:
  /// `library` must outlive it. Throws bad_input, the same on every rank. @note Collective
  Models(const io::Case& scenario, const materials::Library& library, const Communicator& world);
  ~Models() = default;
  Models(const Models&) = delete;
  Models& operator=(const Models&) = delete;

  Communicator world;
  trajectory::Entry entry;
  environment::Environment environment;
  vehicle::Vehicle vehicle;
  vehicle::MassSums masses;
  aerodynamics::Aerodynamics aerodynamics;
  aeroheating::Aeroheating aeroheating;
  thermal::Thermal thermal;
  structure::Structure structure;
  fragmentation::Fragmentation fragmentation;
  MarchSettings march;
  risk::RiskSettings risk;
  double initial_temperature = 0.0;  ///< of everything solid [K]
};

/// The vehicle whole at the entry interface, checked to hold its pressure when cold.
/// @note Collective
[[nodiscard]] vehicle::State state_at_entry(Models& models);

/// Makes the attitude databases that `state` implies, after a resume. @note Collective
void rebuild_databases(Models& models, const vehicle::State& state);

}  // namespace tektite::driver
