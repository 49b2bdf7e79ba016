// Loads as text for people, as a table, as JSON and as a field file: the same quantities, by the
// same names and units.
#pragma once

#include "solver/driver/loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>
#include <string>

namespace tektite::driver {

/// What is said of one state of the flow, section by section.
[[nodiscard]] std::string loads_page(const Loads& loads, const vehicle::Vehicle& vehicle);

/// Comma-separated values, RFC 4180: a head "name [unit]" and a row for each state: the flow, the
/// first body and the whole surface.
[[nodiscard]] std::string loads_table(std::span<const Loads> all);

/// A JSON array with an object for each state. A quantity is {"value", "unit"}.
[[nodiscard]] std::string loads_json(std::span<const Loads> all, const vehicle::Vehicle& vehicle);

/// Text of a .vtp file. Cell data: pressure [Pa], shear [Pa], heat_flux [W/m^2], incidence [1] (its
/// sine), recovery_enthalpy [J/kg] on the outer side; pressure_inside and heat_flux_inside on the
/// inner one. Field data: the flow, as flow_density [kg/m3].
[[nodiscard]] std::string loads_fields(const Loads& loads, const PanelLoads& panels,
                                       const vehicle::Vehicle& vehicle);

}  // namespace tektite::driver
