#include "solver/aeroheating/radiation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace tektite::aeroheating {

namespace {

/// f(V) of air [m/s]. The points below 10 km/s are outside of the range that the paper claims.
/// Ref: TauberSutton1991
constexpr std::array<std::array<double, 2>, 19> strengths = {{
    {9000, 1.5},   {9250, 4.3},   {9500, 9.7},   {9750, 19.5},  {10000, 35},
    {10250, 55},   {10500, 81},   {10750, 115},  {11000, 151},  {11500, 238},
    {12000, 359},  {12500, 495},  {13000, 660},  {13500, 850},  {14000, 1065},
    {14500, 1313}, {15000, 1550}, {15500, 1780}, {16000, 2040},
}};

double strength(double speed) {
  if (speed < strengths.front()[0]) return 0.0;
  std::size_t i = 1;
  while (i + 1 < strengths.size() && speed > strengths[i][0]) ++i;
  const auto& [v0, f0] = strengths[i - 1];
  const auto& [v1, f1] = strengths[i];
  return f0 + (f1 - f0) * (speed - v0) / (v1 - v0);
}

}  // namespace

double LayerRadiation::at(double radius) const {
  if (!(strength > 0.0)) return 0.0;
  const double most = radius < 1.0 ? 1.0 : (radius <= 2.0 ? 0.6 : 0.5);
  return strength * std::pow(radius, std::min(exponent, most));
}

LayerRadiation tauber_sutton(double density, double speed) {
  const double f = strength(speed);
  if (!(f > 0.0)) return {};
  return {4.736e8 * std::pow(density, 1.22) * f,
          1.072e6 * std::pow(speed, -1.88) * std::pow(density, -0.325)};
}

LayerRadiation no_radiation(double /*density*/, double /*speed*/) {
  return {};
}

}  // namespace tektite::aeroheating
