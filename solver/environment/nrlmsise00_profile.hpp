// Temperature and density along the vertical in NRLMSISE-00. Not for other rooms.
// Units as in the authors' program: km, K, 1/cm^3, cm/s^2.
#pragma once

#include <array>
#include <cstddef>

namespace tektite::environment::msis {

inline constexpr double gas_constant = 831.4;

/// Gravity at a latitude, and altitudes measured in geopotential from another.
struct Gravity {
  /// `latitude` [deg]
  explicit Gravity(double latitude);
  double surface;  ///< [cm/s^2]
  double radius;   ///< effective, of the Earth [km]
  [[nodiscard]] double at(double altitude) const;
  /// Geopotential altitude of `z` above `from` [km].
  [[nodiscard]] double above(double z, double from) const {
    return (z - from) * (radius + from) / (radius + z);
  }
};

/// Cubic spline through 1/T over geopotential altitude from the first node down to the last, with
/// given slopes at both ends.
class TemperatureSpline {
 public:
  static constexpr std::size_t most_nodes = 5;
  /// Nodes from the top down: altitude [km], temperature [K]; dT/dz at first and last [K/km].
  TemperatureSpline(const Gravity& gravity, const double* altitude, const double* temperature,
                    std::size_t nodes, double top_slope, double bottom_slope);
  [[nodiscard]] double temperature(double z) const;  ///< [K], `z` within the nodes
  /// exp(-m g int dz / (R T)) from the first node to `z`: what a gas of molar mass `m` [g/mol]
  /// gains in n T by hydrostatics is one over this. The exponent is held below 50.
  [[nodiscard]] double hydrostatic(double z, double m) const;
  [[nodiscard]] double top_temperature() const { return top_temperature_; }

 private:
  [[nodiscard]] double place(double z) const { return gravity_->above(z, top_) / length_; }
  [[nodiscard]] std::size_t interval(double x) const;

  const Gravity* gravity_;
  double top_;              ///< [km]
  double length_;           ///< geopotential from first to last node, negative [km]
  double top_temperature_;  ///< [K]
  std::size_t nodes_;
  std::array<double, most_nodes> x_{}, y_{}, bend_{};
};

/// Temperatures of the thermosphere and the way to a species' diffusive profile.
class Thermosphere {
 public:
  struct Shape {
    double exospheric = 0.0;  ///< [K]
    double base = 0.0;        ///< at 120 km [K]
    double rate = 0.0;        ///< of the approach to the former [1/km]
  };
  static constexpr double base_altitude = 120.0;     ///< [km]
  static constexpr double joint_altitude = 123.435;  ///< spline below, exponential above [km]
  static constexpr double bottom_altitude = 72.5;    ///< [km]

  /// `nodes`: at 110, 100, 90, 72.5 km [K]; `bottom_slope`: dT/dz at 72.5 km [K/km].
  Thermosphere(const Gravity& gravity, const Shape& shape, const std::array<double, 4>& nodes,
               double bottom_slope);
  [[nodiscard]] double temperature(double z) const;
  /// Density at `z` of a gas of molar mass m and thermal diffusion alpha that has `base_density` at
  /// 120 km.
  [[nodiscard]] double density(double z, double base_density, double m, double alpha) const;

 private:
  [[nodiscard]] double above_joint(double z) const;

  const Gravity* gravity_;
  Shape shape_;
  TemperatureSpline spline_;
};

}  // namespace tektite::environment::msis
