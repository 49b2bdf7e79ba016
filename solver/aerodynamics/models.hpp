// The alternatives of this room.
#pragma once

#include "solver/aerodynamics/free_molecular.hpp"
#include "solver/aerodynamics/low_speed.hpp"
#include "solver/base/registry.hpp"
#include "solver/environment/freestream.hpp"

#include <span>

namespace tektite::aerodynamics {

/// Pressure coefficient per sin^2 of incidence.
using Continuum = double (*)(const environment::Freestream& air);
/// Pressure coefficient on sides that do not meet the flow, at most 0.
using Base = double (*)(const environment::Freestream& air);
/// Shear coefficient times the root of the running length [m^0.5]: a lit side at sine of incidence
/// s has C_tau = value / sqrt(x) * s (1 - s^2)^(3/4). `pressure`: coefficient per s^2;
/// `wall_temperature` [K].
using Shear = double (*)(const environment::Freestream& air, double pressure,
                         double wall_temperature);
/// One side's coefficients at sine of incidence, speed ratio and accommodation.
using FreeMolecularModel = FreeMolecular (*)(double s, double speed_ratio, Accommodation);
/// Share of free-molecular flow against Knudsen number on the body's length.
using Bridging = double (*)(double knudsen);

[[nodiscard]] std::span<const Model<Continuum>> continuum_models();
[[nodiscard]] std::span<const Model<Base>> base_models();
[[nodiscard]] std::span<const Model<Shear>> shear_models();
[[nodiscard]] std::span<const Model<FreeMolecularModel>> free_molecular_models();
[[nodiscard]] std::span<const Model<Bridging>> bridging_models();
[[nodiscard]] std::span<const Model<LowSpeed>> low_speed_models();
[[nodiscard]] std::span<const Model<ClassDrag>> sphere_drag_models();
/// Whether bodies shadow each other.
[[nodiscard]] std::span<const Model<bool>> neighbour_models();
/// In the order of `Shape`.
[[nodiscard]] std::span<const Model<ClassDrag>> shape_classes();

}  // namespace tektite::aerodynamics
