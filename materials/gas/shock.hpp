// The shock relations for any equation of state. Of the two users one solves the gas exactly, the
// other looks it up.
#pragma once

#include "materials/gas/stagnation.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::materials::gas {

/// rho1/rho2 over a normal shock in (0, 1], and p2 [Pa], h2 [J/kg] behind it.
struct NormalShock {
  double density_ratio = 1.0;
  double pressure = 0.0;
  double enthalpy = 0.0;
};

/// `specific_volume(p, h)` [m^3/kg] is the gas; it and the stream agree on cold air, or else the
/// solution without a shock cannot be divided out near Mach 1. Mach 1 or less: no shock.
///
/// With e = rho1/rho2, p2 = p1 + rho1 V^2 (1 - e), h2 = h1 + V^2/2 (1 - e^2), the equation is
/// e = rho1 v(p2, h2). The function (e - rho1 v) p2 / (1 - e) has lost the root e = 1, and is a
/// straight line in e for a perfect gas: secants need a few steps.
template <class Gas>
[[nodiscard]] NormalShock normal_shock(const Stream& stream, const Gas& specific_volume,
                                       double tolerance) {
  const double p1 = stream.pressure();
  const double flow = stream.density * stream.speed * stream.speed;
  const double total = stream.total_enthalpy();
  const double kinetic = 0.5 * stream.speed * stream.speed;
  const double mach = stream.mach();
  const auto behind = [&](double e) {
    return NormalShock{e, p1 + flow * (1.0 - e), total - kinetic * e * e};
  };
  if (!(mach > 1.0)) return behind(1.0);
  const auto residual = [&](double e) {
    const NormalShock s = behind(e);
    return (e - stream.density * specific_volume(s.pressure, s.enthalpy)) * s.pressure / (1.0 - e);
  };
  constexpr double most = 1.0 - 1e-6;
  double last = std::min((2.0 + 0.4 * mach * mach) / (2.4 * mach * mach), most);  // perfect gas
  double last_residual = residual(last);
  // Hot air is denser behind the shock than a perfect gas.
  double e = last * (0.98 - 0.5 * std::min(kinetic / 3e7, 1.0));
  for (int i = 0; i < 60; ++i) {
    const double now = residual(e);
    if (now == last_residual) break;
    const double next =
        std::clamp(e - now * (e - last) / (now - last_residual), 0.2 * e, 0.5 * (e + 1.0));
    last = e;
    last_residual = now;
    e = std::min(next, most);
    if (std::abs(e - last) <= tolerance * e) break;
  }
  return behind(e);
}

}  // namespace tektite::materials::gas
