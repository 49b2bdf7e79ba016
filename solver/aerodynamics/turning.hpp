// Exposure of a body that is turned one way at a time.
#pragma once

#include "mesh/panel_mesh.hpp"
#include "solver/aerodynamics/attitude_database.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <span>

namespace tektite::aerodynamics {

/// Sets the exposure of the panels of `turning` to the mean over `directions`, equal shares of a
/// time (unit, body axes): incidence is that of the direction itself, light is interpolated between
/// the database's attitudes, so that the edge of a shadow is a ramp as wide as these are apart.
void expose(const mesh::PanelMesh& mesh, const Turning& turning,
            std::span<const Vec3<BodyAxes>> directions, vehicle::Exposure& exposure);

}  // namespace tektite::aerodynamics
