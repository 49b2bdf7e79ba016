// What a body looks like, as weights of a few shapes that drag is known of.
#pragma once

#include "mesh/panel_mesh.hpp"
#include "solver/base/vec.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::aerodynamics {

/// Shapes in the order of the registry shape_classes() (models.cpp).
enum class Shape : std::size_t { sphere, box, cylinder, plate, disk, shell };
inline constexpr std::size_t shape_count = 6;

/// Continuous weights, so that a small change of a body changes its drag little.
struct ShapeClass {
  std::array<double, shape_count> weight{};  ///< by Shape, each >= 0, sum 1
  double slenderness = 1.0;  ///< length over diameter of a cylinder; long over short edge of a
                             ///< plate, >= 1
  [[nodiscard]] double of(Shape shape) const { return weight[static_cast<std::size_t>(shape)]; }
  [[nodiscard]] double& of(Shape shape) { return weight[static_cast<std::size_t>(shape)]; }
};

/// 0 below `low`, 1 above `high`, with slope 0 at both.
[[nodiscard]] double smooth_step(double x, double low, double high);

/// One shape alone.
[[nodiscard]] ShapeClass pure(Shape shape, double slenderness = 1.0);

/// Of an object, from its shape and proportions: a box goes over to a plate as its least edge falls
/// from a third to a tenth of the second, to a rod (cylinder) as its largest grows from 2 to 4
/// times the second; a cylinder to a disk as its length falls from a half to a tenth of the
/// diameter. A `plate` is a plate.
[[nodiscard]] ShapeClass shape_of_object(const vehicle::Object& object);

/// What a body of panels is classed by. Each is a function of the panels that the body's attitude
/// database is made of, and of nothing else, so that a resumed run finds the same. The ellipsoid is
/// that of the panels' area, not of the mass: the air does not see what is inside.
struct ShapeMeasures {
  /// Root mean square extents along the principal axes of the panels' area, descending [m].
  std::array<double, 3> extent{};
  /// Area of the panels' mean silhouette over a quarter of their area: 1 closed and convex, 2 a
  /// free plate, between them an open shell.
  double openness = 1.0;
  /// Standard deviation of the silhouettes of the panels, shadows neglected, over their mean: 0 a
  /// sphere, 0.10 a cube.
  double unevenness = 0.0;
};

/// Closed bodies are spheres below an unevenness of 0.02, compact boxes above 0.07, rods where the
/// two smaller extents are below a third of the largest, plates where the smallest is below a tenth
/// of the second; open shells where openness is above 1.4. Between these the weights change
/// smoothly. All limits are estimates.
[[nodiscard]] ShapeClass shape_of_panels(const ShapeMeasures& measures);

/// Eigenvalues of a symmetric 3 x 3 matrix given as xx, yy, zz, xy, yz, zx; descending.
/// Ref: Smith1961
[[nodiscard]] std::array<double, 3> eigenvalues(const std::array<double, 6>& matrix);

/// Extents and unevenness of several bodies, and as openness 1 + |sum of area vectors| / area (1
/// closed, 1.5 a hemisphere, 2 a plate), which a caller that knows the true silhouettes replaces.
/// `mine`: local ids of this rank's panels of each body. Sums are exact: the same bits on any
/// number of ranks. @note Collective
[[nodiscard]] std::vector<ShapeMeasures> measure_shapes(
    const vehicle::Vehicle& vehicle, std::span<const std::span<const std::int32_t>> mine);

}  // namespace tektite::aerodynamics
