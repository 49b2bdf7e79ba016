#include "solver/aerodynamics/low_speed.hpp"

#include "solver/aerodynamics/newtonian.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

namespace {

constexpr double subsonic_end = 0.5;
constexpr double supersonic_begin = 2.0;
constexpr double hypersonic_begin = 5.0;
constexpr double closed_drag = 0.8;
constexpr double plate_drag = 1.17;

double smooth_step(double x) {
  const double t = std::clamp(x, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

double henderson_subsonic(double M, double Re, double T) {
  const double S = M * std::sqrt(0.5 * gamma_air);
  const double slip =
      S * (4.33 + (3.65 - 1.53 * T) / (1.0 + 0.353 * T) * std::exp(-0.247 * Re / S));
  const double root = std::sqrt(Re);
  const double inertia = 0.03 * Re + 0.48 * root;
  const double M2 = M * M;
  return 24.0 / (Re + slip) +
         std::exp(-0.5 * M / root) *
             ((4.5 + 0.38 * inertia) / (1.0 + inertia) + 0.1 * M2 + 0.2 * M2 * M2 * M2 * M2) +
         (1.0 - std::exp(-M / Re)) * 0.6 * S;
}

double henderson_supersonic(double M, double Re, double T) {
  const double S = M * std::sqrt(0.5 * gamma_air);
  const double S2 = S * S;
  const double viscous = 1.86 * std::sqrt(M / Re);
  return (0.9 + 0.34 / (M * M) +
          viscous * (2.0 + 2.0 / S2 + 1.058 / S * std::sqrt(T) - 1.0 / (S2 * S2))) /
         (1.0 + viscous);
}

}  // namespace

double henderson_sphere_drag(double mach, double reynolds, double wall_ratio) {
  if (!(mach > 0.0) || !(reynolds > 0.0)) return 0.0;
  constexpr double upper = 1.75;
  if (mach <= 1.0) return henderson_subsonic(mach, reynolds, wall_ratio);
  if (mach >= upper) return henderson_supersonic(mach, reynolds, wall_ratio);
  const double low = henderson_subsonic(1.0, reynolds, wall_ratio);
  const double high = henderson_supersonic(upper, reynolds, wall_ratio);
  return low + (mach - 1.0) / (upper - 1.0) * (high - low);
}

double blend_with_low_speed(double mach, double hypersonic, double subsonic) {
  if (mach >= hypersonic_begin) return hypersonic;
  if (mach <= subsonic_end) return subsonic;
  const double m2 = std::max(1.0, mach * mach);
  const double supersonic =
      hypersonic + 0.7 * (1.0 / m2 - 1.0 / (hypersonic_begin * hypersonic_begin));
  const double share = smooth_step((mach - subsonic_end) / (supersonic_begin - subsonic_end));
  return subsonic + share * (supersonic - subsonic);
}

double subsonic_drag(vehicle::ObjectShape shape) {
  return shape == vehicle::ObjectShape::plate ? plate_drag : closed_drag;
}

double subsonic_panel_drag(double projected_area, double panel_area) {
  const double ratio = panel_area > 0.0 ? 4.0 * projected_area / panel_area : 1.0;
  return closed_drag + std::clamp(ratio - 1.0, 0.0, 1.0) * (plate_drag - closed_drag);
}

double object_drag_area(const ObjectDrag& drag, const environment::Freestream& air) {
  // Cauchy: a convex body in all directions alike shows a quarter of its surface, and its Newtonian
  // drag coefficient on that area is half the stagnation pressure coefficient.
  const double projected = 0.25 * drag.surface_area;
  const double newtonian = 0.5 * drag.continuum;
  const double mach = air.mach();
  double continuum = 0.0;
  if (drag.shape == vehicle::ObjectShape::sphere) {
    continuum = newtonian;
  } else {
    continuum = blend_with_low_speed(mach, newtonian, subsonic_drag(drag.shape));
  }
  double coefficient = continuum + drag.share * (drag.free_molecular - continuum);
  if (drag.shape == vehicle::ObjectShape::sphere && mach < hypersonic_begin) {
    const double diameter = std::sqrt(drag.surface_area / constants::pi);
    const double sphere = henderson_sphere_drag(mach, air.reynolds(diameter), drag.wall_ratio);
    const double share =
        smooth_step((mach - supersonic_begin) / (hypersonic_begin - supersonic_begin));
    coefficient = sphere + share * (coefficient - sphere);
  }
  return coefficient * projected;
}

}  // namespace tektite::aerodynamics
