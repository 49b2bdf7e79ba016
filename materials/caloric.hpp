// Specific enthalpy of a material against temperature and back, both exact.
#pragma once

#include "materials/uniform_index.hpp"

#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace tektite::materials {

/// Temperature at which every enthalpy is zero [K].
inline constexpr double zero_enthalpy_temperature = 200.0;

/// h(T): the integral of a piecewise linear specific heat plus a latent heat that is taken up
/// evenly between solidus and liquidus. The specific heat is constant outside its table. In each
/// interval
///   h = h0 + c0 (T - T0) + s/2 (T - T0)^2,   dh/dT = c = sqrt(c0^2 + 2 s (h - h0)),
/// so that T = T0 + 2 (h - h0) / (c0 + c), which loses no digits for either sign of s.
class CaloricCurve {
 public:
  CaloricCurve() = default;
  /// `x` ascending strictly [K], `y` > 0 [J/(kg K)]; liquidus > solidus [K]; latent heat >= 0
  /// [J/kg].
  CaloricCurve(std::span<const double> x, std::span<const double> y, double solidus,
               double liquidus, double latent_heat);

  /// [J/kg]
  [[nodiscard]] double enthalpy(double temperature) const {
    const Interval& i = intervals_[by_temperature_.interval(temperature) + above(temperature)];
    const double difference = temperature - i.temperature;
    return i.enthalpy + difference * (i.heat + 0.25 * i.twice_slope * difference);
  }

  /// Temperature [K] and dT/dh [K kg/J] > 0.
  [[nodiscard]] std::pair<double, double> temperature_and_slope(double enthalpy) const {
    const Interval& i = intervals_[by_enthalpy_.interval(enthalpy) +
                                   static_cast<std::size_t>(enthalpy >= lowest_enthalpy_)];
    const double difference = enthalpy - i.enthalpy;
    const double heat = std::sqrt(i.heat * i.heat + i.twice_slope * difference);
    return {i.temperature + 2.0 * difference / (i.heat + heat), 1.0 / heat};
  }

 private:
  struct Interval {
    double temperature;  ///< T0 [K]
    double enthalpy;     ///< h0 [J/kg]
    double heat;         ///< c0 [J/(kg K)]
    double twice_slope;  ///< 2 s [J/(kg K^2)]
  };

  [[nodiscard]] std::size_t above(double temperature) const {
    return static_cast<std::size_t>(temperature >= lowest_temperature_);
  }

  std::vector<Interval> intervals_;  ///< the first is everything below the first knot
  UniformIndex by_temperature_;
  UniformIndex by_enthalpy_;
  double lowest_temperature_ = 0.0;
  double lowest_enthalpy_ = 0.0;
};

}  // namespace tektite::materials
