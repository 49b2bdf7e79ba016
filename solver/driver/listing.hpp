// What the program can say without flying: models, materials, the vehicle as built.
#pragma once

#include "solver/base/error.hpp"
#include "solver/driver/models.hpp"

#include <string>

namespace tektite::driver {

/// Every registry: name, what it is, reference.
ExitCode list_models();
/// All materials, or everything about one.
ExitCode list_materials(const std::string& name);
/// Panels, stacks, masses, joints, volumes: what has been understood from the case.
/// @note Collective
void describe_vehicle(const Models& models);

}  // namespace tektite::driver
