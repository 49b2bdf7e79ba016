// Bodies in the shadow of others, while they are close after a breakup.
//
// Bodies are seen as discs across the flow of their equivalent diameter (Body::length); a body is
// lit where no disc that lies ahead of it, within reach, covers its own. The reach of a shadow is a
// number of diameters of the body that casts it: behind that its wake has filled.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <span>
#include <vector>

namespace tektite::aerodynamics {

struct NeighbourSettings {
  bool shadow = false;
  double range = 5.0;         ///< reach of a shadow, in diameters of the body ahead
  double interference = 1.0;  ///< on force and heat next to another body: shock on shock
};

/// One body as others see it.
struct Disc {
  Vec3<EarthFixed> position;   ///< [m]
  Vec3<EarthFixed> direction;  ///< unit: the way it moves through the air
  double diameter = 0.0;       ///< [m]; 0: casts no shadow and is lit
};

/// Area that two circles share [m^2]; radii and `distance` of their centres in metres.
[[nodiscard]] double overlap_area(double radius_a, double radius_b, double distance);

/// Share of a disc of radius `radius` at the origin that none of the circles covers, in [0, 1].
/// One circle: exact. More: 256 strips, good to 1e-3.
struct Circle {
  double x = 0.0, y = 0.0, radius = 0.0;  ///< [m]
};
[[nodiscard]] double lit_share(double radius, std::span<const Circle> circles);

/// Fills `factor` on force and heat of each disc: its lit share, times 1 + (interference - 1) w,
/// where w falls from 1 to 0 as the nearest body ahead goes from touching its centre to out of
/// reach. Neighbours are found in grids of cells, one for each power of two of reach, so the work
/// is of order N log N. Depends on nothing but the arguments: the same on every rank that has them
/// all.
void neighbour_factors(const NeighbourSettings& settings, std::span<const Disc> discs,
                       std::vector<double>& factor);

/// The same of the flying bodies of a state; the others get 1. Directions are those of
/// Flight::velocity: wind moves neighbours alike.
void neighbour_factors(const NeighbourSettings& settings, const vehicle::State& state,
                       std::vector<double>& factor);

/// Multiplies what the air does to the surfaces of shaded bodies by their `factor`: film
/// coefficients, and pressures in excess of ambient. `by_body`: index as in state.bodies.
void shade(const vehicle::State& state, std::span<const double> factor,
           std::span<const environment::Freestream> by_body, vehicle::SurfaceLoads& loads);

}  // namespace tektite::aerodynamics
