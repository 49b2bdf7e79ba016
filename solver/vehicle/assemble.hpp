// From a case to a vehicle.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/base/communicator.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <string>

namespace tektite::vehicle {

/// Reads `vehicle:`, meshes its walls, finds what touches what, and distributes the panels.
/// `library` must outlive the vehicle. Throws bad_input on all ranks together. @note Collective
[[nodiscard]] Vehicle assemble_vehicle(const io::Section& section,
                                       const materials::Library& library,
                                       const Communicator& world);

/// Everything present, whole and at `temperature` [K]; gas as declared; no bodies yet.
[[nodiscard]] State whole_state(const Vehicle& vehicle, double temperature);

/// Three numbers of a list key as a vector; a bad_input Error if there are not three.
[[nodiscard]] Vec3<VehicleAxes> vector_of(const io::Section& section, std::string_view key);

}  // namespace tektite::vehicle
