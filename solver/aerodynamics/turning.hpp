// Exposure of a body that is turned one way at a time.
#pragma once

#include "mesh/panel_mesh.hpp"
#include "solver/aerodynamics/attitude_database.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <span>
#include <vector>

namespace tektite::aerodynamics {

/// A direction, ready for the panel loop.
struct Stream {
  Vec3<VehicleAxes> direction;
  Between between;
  double front = 0.0;  ///< where the body's front lies along it [m]
};

/// Sets the exposure of the panels of `turning` to the mean over `directions`, equal shares of a
/// time (unit, body axes): incidence is that of the direction itself, light is interpolated between
/// the database's attitudes, so that the edge of a shadow is a ramp as wide as these are apart.
void expose(const mesh::PanelMesh& mesh, const Turning& turning,
            std::span<const Vec3<BodyAxes>> directions, std::vector<Stream>& scratch,
            vehicle::Exposure& exposure);

}  // namespace tektite::aerodynamics
