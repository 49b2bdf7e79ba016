// Drag below hypersonic speed, so that survivors land at the right speed.
#pragma once

#include "solver/environment/freestream.hpp"
#include "solver/vehicle/vehicle.hpp"

namespace tektite::aerodynamics {

/// Drag coefficient of a sphere at any Mach and Reynolds number, rarefied flow included.
/// `wall_ratio` = Tw / T. Zero speed gives 0. Ref: Henderson1976
[[nodiscard]] double henderson_sphere_drag(double mach, double reynolds, double wall_ratio);

/// Continuum drag coefficient on projected area from rest to hypersonic speed:
/// subsonic below Mach 0.5, from 2 to 5 the hypersonic value plus base drag 0.7 (1/M^2 - 1/25),
/// above 5 the hypersonic value; a smooth step between 0.5 and 2.
/// The base term is fitted to spheres within 2 % from Mach 2 to 5 (Ref: Henderson1976); the
/// blend is an estimate.
/// @param hypersonic  Newtonian coefficient at this Mach number
[[nodiscard]] double blend_with_low_speed(double mach, double hypersonic, double subsonic);

/// Subsonic drag coefficient on mean projected area of bodies that tumble (Ref: Hoerner1965,
/// recalled): box and cylinder 0.8, plate 1.17 (mean over directions of a plate's normal
/// force 1.17).
[[nodiscard]] double subsonic_drag(vehicle::ObjectShape shape);

/// The same for a body of panels: between 0.8 (closed: projected area = A/4) and 1.17 (a free
/// plate: A/2), linear in the ratio of projected to panel area. An estimate.
[[nodiscard]] double subsonic_panel_drag(double projected_area, double panel_area);

/// C_D A [m^2] of a tumbling object with `surface_area` [m^2] and `share` of free-molecular flow.
struct ObjectDrag {
  vehicle::ObjectShape shape = vehicle::ObjectShape::sphere;
  double surface_area = 0.0;
  double continuum = 0.0;       ///< stagnation pressure coefficient
  double free_molecular = 0.0;  ///< drag coefficient of the free-molecular sphere
  double share = 0.0;
  double wall_ratio = 1.0;  ///< Tw / T
};
[[nodiscard]] double object_drag_area(const ObjectDrag& drag, const environment::Freestream& air);

}  // namespace tektite::aerodynamics
