#include "solver/structure/venting.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::structure {
namespace {

constexpr double cp = constants::air_specific_heat;
constexpr double gas = constants::air_gas_constant;
constexpr double cv = cp - gas;
constexpr double gamma = cp / cv;

/// Temperature over its value at `reference` mass, isentropic in a fixed space.
double isentropic(double mass_ratio) {
  return std::pow(mass_ratio, gamma - 1.0);
}

/// Speed of the subsonic phase in s = sqrt(T / T_end - 1), where T_end is reached at the outside
/// pressure: ds/dt = -rate (1 + s^2)^-n. In this variable the flow's square root is gone, so that
/// equal pressures are met at a finite time without a singularity.
double subsonic_slope(double s, double rate) {
  constexpr double n = (2.0 - gamma) / (gamma - 1.0);
  return -rate * std::pow(1.0 + s * s, -n);
}

double advance_subsonic(double s, double rate, double dt) {
  // The classical fourth-order rule in steps that move s by at most 0.02: error below 1e-10, and
  // at most some 30 steps, since s starts below 0.45 and falls by at least 0.015 each time.
  for (double left = dt; s > 0.0 && left > 0.0;) {
    const double h = std::min(left, 0.02 / rate);
    const double k1 = subsonic_slope(s, rate);
    const double k2 = subsonic_slope(s + 0.5 * h * k1, rate);
    const double k3 = subsonic_slope(s + 0.5 * h * k2, rate);
    const double k4 = subsonic_slope(s + h * k3, rate);
    s += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    left -= h;
  }
  return std::max(0.0, s);
}

}  // namespace

Vented blow_down(double mass, double temperature, double space, double effective_area,
                 double outside_pressure, double dt) {
  Vented result{mass, temperature, 0.0, 0.0};
  const double pressure = mass * gas * temperature / space;
  if (mass <= 0.0 || effective_area <= 0.0 || dt <= 0.0 || pressure <= outside_pressure) {
    return result;
  }
  double left = dt;
  const double choking = std::pow(0.5 * (gamma + 1.0), gamma / (gamma - 1.0));
  if (pressure > choking * outside_pressure) {
    // Choked: m / m0 = (1 + (gamma - 1) / 2 k t)^(-2 / (gamma - 1)), k the initial rate of loss.
    const double k = effective_area / space * std::sqrt(gamma * gas * temperature) *
                     std::pow(2.0 / (gamma + 1.0), 0.5 * (gamma + 1.0) / (gamma - 1.0));
    const double half = 0.5 * (gamma - 1.0);
    double end = 0.0;  // mass ratio at which the flow ceases to be choked
    double duration = left;
    if (outside_pressure > 0.0) {
      end = std::pow(choking * outside_pressure / pressure, 1.0 / gamma);
      duration = std::min(left, (std::pow(end, -half) - 1.0) / (half * k));
    }
    const double ratio = std::max(end, std::pow(1.0 + half * k * duration, -1.0 / half));
    result.mass = mass * ratio;
    result.temperature = temperature * isentropic(ratio);
    left -= duration;
  }
  if (left > 0.0 && outside_pressure > 0.0) {
    const double now = result.mass * gas * result.temperature / space;
    const double end_temperature =
        result.temperature * std::pow(outside_pressure / now, (gamma - 1.0) / gamma);
    const double end_mass = outside_pressure * space / (gas * end_temperature);
    const double rate =
        0.5 * (gamma - 1.0) * effective_area / space * std::sqrt(2.0 * cp * end_temperature);
    const double s0 = std::sqrt(std::max(0.0, result.temperature / end_temperature - 1.0));
    const double s = advance_subsonic(s0, rate, left);
    result.temperature = end_temperature * (1.0 + s * s);
    result.mass = std::min(result.mass, end_mass * std::pow(1.0 + s * s, 1.0 / (gamma - 1.0)));
  }
  result.mass_out = mass - result.mass;
  result.enthalpy_out = cv * (mass * temperature - result.mass * result.temperature);
  return result;
}

}  // namespace tektite::structure
