// Solids from shapes: structured cells swept along lines, circles and radii.
#pragma once

#include "mesh/grid.hpp"

#include <array>
#include <string>

namespace tektite::mesh {

/// A box with its lowest corner at `corner`; hexahedra, `cells` along x, y, z. Marks: x_low,
/// x_high, y_low, y_high, z_low, z_high. Throws bad_input for lengths that are not positive and
/// counts below 1, naming the solid. As all sweeps: the same on every rank, not collective.
[[nodiscard]] Grid sweep_box(const std::string& name, const Vec3<VehicleAxes>& corner,
                             const Vec3<VehicleAxes>& size, const std::array<int, 3>& cells);

/// A ring about the x axis, from x = 0 to `length`, between two radii; hexahedra, and prisms at the
/// axis of a full cylinder (`inner_radius` 0). `cells` across, around (>= 3), along. Corners are on
/// the ideal cylinders. Marks: inner, outer, low, high. Throws bad_input as sweep_box.
struct RingShape {
  double inner_radius = 0.0;  ///< [m]
  double outer_radius = 0.0;  ///< [m]
  double length = 0.0;        ///< [m]
};
[[nodiscard]] Grid sweep_ring(const std::string& name, const RingShape& shape,
                              const std::array<int, 3>& cells);

/// A hollow sphere about the origin, or a full one (`inner_radius` 0, prisms become tetrahedra at
/// the centre): the icosahedron with each side cut into `across`, its triangles swept along the
/// radii in `layers` of equal depth. Marks: inner, outer. Throws bad_input as sweep_box.
[[nodiscard]] Grid sweep_sphere(const std::string& name, double inner_radius, double outer_radius,
                                int across, int layers);

/// The cells of `more` added to `grid`; vertices at the same place, to 1e-9 of the extent of both,
/// become one, so that parts with equal faces touch.
void join(Grid& grid, const Grid& more);

}  // namespace tektite::mesh
