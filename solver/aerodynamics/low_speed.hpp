// Drag from rest to hypersonic speed, so that survivors land at the right speed.
//
// Coefficients are on the mean projected area. Above Mach 5 a body has its Newtonian coefficient.
// Below Mach 0.6 it has that of its shape class; in between it rises to a transonic peak near Mach
// 1.2 and comes down again, one smooth function of Mach number per class.
#pragma once

#include "solver/aerodynamics/shape_class.hpp"

namespace tektite::aerodynamics {

/// What drag in continuum flow depends on.
struct LowSpeedFlow {
  double mach = 0.0;        ///< >= 0
  double reynolds = 0.0;    ///< on the body's length
  double wall_ratio = 1.0;  ///< Tw / T
  double newtonian = 0.0;   ///< the body's Newtonian coefficient at this Mach number
  double hypersonic = 0.0;  ///< and at Mach 5
  /// Newtonian drag over that of a plate across the flow, on the same projected area: 1 for a flat
  /// face across the flow, 1/2 for a sphere and for any convex body that tumbles, small if slender.
  double bluntness = 0.5;
};

/// Drag coefficient of one shape class in continuum flow.
using ClassDrag = double (*)(const LowSpeedFlow& flow, const ShapeClass& shape);
/// Drag coefficient of a body that is a mixture of classes.
using LowSpeed = double (*)(const LowSpeedFlow& flow, const ShapeClass& shape, ClassDrag sphere);

inline constexpr double subsonic_end = 0.6;      ///< Mach number up to which drag is subsonic
inline constexpr double peak_mach = 1.2;         ///< of the transonic peak
inline constexpr double hypersonic_begin = 5.0;  ///< Mach number from which drag is Newtonian

/// From `subsonic` below Mach 0.6 to `peak` times the coefficient at Mach 5 at Mach 1.2 and to the
/// Newtonian one from Mach 5 on; slopes are continuous too. Peaks of 1.1 to 1.2 are Hoerner's for
/// bluff bodies (Ref: Hoerner1965, recalled).
[[nodiscard]] double mach_rise(const LowSpeedFlow& flow, double subsonic, double peak);

/// `turbulent` + 24/Re + 6/(1 + sqrt(Re)): what a bluff body's coefficient grows by as Re falls;
/// White's fit to spheres with another constant. The crisis of spheres and cylinders above Re 2e5
/// is left out: rough, tumbling, molten debris has none. Re is kept above 1e-3. Ref: White2006
/// (recalled)
[[nodiscard]] double at_reynolds(double turbulent, double reynolds);

/// Linear between `slender` 0.2 (bluntness 0: base drag alone), `tumbling` (1/2) and `across` (1).
[[nodiscard]] double at_bluntness(double bluntness, double tumbling, double across);

/// Drag coefficient of a sphere at any Mach and Reynolds number, rarefied flow included.
/// `wall_ratio` = Tw / T. Zero speed gives 0. Ref: Henderson1976
[[nodiscard]] double henderson_sphere_drag(double mach, double reynolds, double wall_ratio);
/// Drag coefficient of a sphere in incompressible flow, Re up to 3e5. Zero gives 0.
/// Ref: CliftGauvin1971
[[nodiscard]] double clift_gauvin_sphere_drag(double reynolds);

// The classes and the models, a file each; see models.cpp.
[[nodiscard]] double henderson_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double clift_gauvin_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double box_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double cylinder_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double plate_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double disk_class(const LowSpeedFlow& flow, const ShapeClass& shape);
[[nodiscard]] double shell_class(const LowSpeedFlow& flow, const ShapeClass& shape);

/// Each class's function with the body's weight of that class.
[[nodiscard]] double drag_of_shape_class(const LowSpeedFlow& flow, const ShapeClass& shape,
                                         ClassDrag sphere);
/// SESAM's rule: the coefficient of Mach 5 down to Mach 1, half of it below. It jumps there.
/// Ref: DRAMA
[[nodiscard]] double half_below_mach_1(const LowSpeedFlow& flow, const ShapeClass& shape,
                                       ClassDrag sphere);
/// The coefficient of Mach 5 at all lower speeds.
[[nodiscard]] double constant_below_mach_5(const LowSpeedFlow& flow, const ShapeClass& shape,
                                           ClassDrag sphere);

}  // namespace tektite::aerodynamics
