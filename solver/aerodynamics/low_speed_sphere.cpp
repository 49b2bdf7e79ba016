#include "solver/aerodynamics/low_speed.hpp"
#include "solver/aerodynamics/newtonian.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

namespace {

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

double clift_gauvin_sphere_drag(double reynolds) {
  if (!(reynolds > 0.0)) return 0.0;
  const double Re = reynolds;
  return 24.0 / Re * (1.0 + 0.15 * std::pow(Re, 0.687)) +
         0.42 / (1.0 + 42500.0 * std::pow(Re, -1.16));
}

double henderson_class(const LowSpeedFlow& flow, const ShapeClass& /*shape*/) {
  constexpr double blend_begin = 2.0;
  if (flow.mach >= hypersonic_begin) return flow.newtonian;
  const double sphere = henderson_sphere_drag(flow.mach, flow.reynolds, flow.wall_ratio);
  return sphere + smooth_step(flow.mach, blend_begin, hypersonic_begin) * (flow.newtonian - sphere);
}

double clift_gauvin_class(const LowSpeedFlow& flow, const ShapeClass& /*shape*/) {
  return mach_rise(flow, clift_gauvin_sphere_drag(std::max(flow.reynolds, 1e-3)), 1.1);
}

}  // namespace tektite::aerodynamics
