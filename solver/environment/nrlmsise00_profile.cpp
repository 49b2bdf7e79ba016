#include "solver/environment/nrlmsise00_profile.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::environment::msis {

Gravity::Gravity(double latitude) {
  const double c2 = std::cos(2.0 * 1.74533e-2 * latitude);
  surface = 980.616 * (1.0 - 0.0026373 * c2);
  radius = 2.0 * surface / (3.085462e-6 + 2.27e-9 * c2) * 1e-5;
}

double Gravity::at(double altitude) const {
  const double ratio = 1.0 + altitude / radius;
  return surface / (ratio * ratio);
}

TemperatureSpline::TemperatureSpline(const Gravity& gravity, const double* altitude,
                                     const double* temperature, std::size_t nodes, double top_slope,
                                     double bottom_slope)
    : gravity_(&gravity),
      top_(altitude[0]),
      length_(gravity.above(altitude[nodes - 1], altitude[0])),
      top_temperature_(temperature[0]),
      nodes_(nodes) {
  for (std::size_t k = 0; k < nodes; ++k) {
    x_[k] = place(altitude[k]);
    y_[k] = 1.0 / temperature[k];
  }
  const double last = temperature[nodes - 1];
  const double shrink = (gravity.radius + altitude[nodes - 1]) / (gravity.radius + altitude[0]);
  const double first_slope = -top_slope / (temperature[0] * temperature[0]) * length_;
  const double last_slope = -bottom_slope / (last * last) * length_ * shrink * shrink;

  std::array<double, most_nodes> u{};
  bend_[0] = -0.5;
  u[0] = 3.0 / (x_[1] - x_[0]) * ((y_[1] - y_[0]) / (x_[1] - x_[0]) - first_slope);
  for (std::size_t k = 1; k + 1 < nodes; ++k) {
    const double sigma = (x_[k] - x_[k - 1]) / (x_[k + 1] - x_[k - 1]);
    const double p = sigma * bend_[k - 1] + 2.0;
    bend_[k] = (sigma - 1.0) / p;
    u[k] = (6.0 *
                ((y_[k + 1] - y_[k]) / (x_[k + 1] - x_[k]) -
                 (y_[k] - y_[k - 1]) / (x_[k] - x_[k - 1])) /
                (x_[k + 1] - x_[k - 1]) -
            sigma * u[k - 1]) /
           p;
  }
  const std::size_t n = nodes - 1;
  const double width = x_[n] - x_[n - 1];
  const double un = 3.0 / width * (last_slope - (y_[n] - y_[n - 1]) / width);
  bend_[n] = (un - 0.5 * u[n - 1]) / (0.5 * bend_[n - 1] + 1.0);
  for (std::size_t k = n; k-- > 0;) bend_[k] = bend_[k] * bend_[k + 1] + u[k];
}

std::size_t TemperatureSpline::interval(double x) const {
  std::size_t k = 0;
  while (k + 2 < nodes_ && x > x_[k + 1]) ++k;
  return k;
}

double TemperatureSpline::temperature(double z) const {
  const double x = place(z);
  const std::size_t k = interval(x);
  const double h = x_[k + 1] - x_[k];
  const double a = (x_[k + 1] - x) / h;
  const double b = (x - x_[k]) / h;
  const double y = a * y_[k] + b * y_[k + 1] +
                   ((a * a * a - a) * bend_[k] + (b * b * b - b) * bend_[k + 1]) * h * h / 6.0;
  return 1.0 / y;
}

double TemperatureSpline::hydrostatic(double z, double m) const {
  const double x = place(z);
  const std::size_t last = interval(x);
  double integral = 0.0;
  for (std::size_t k = 0; k <= last; ++k) {
    const double h = x_[k + 1] - x_[k];
    const double end = k == last ? x : x_[k + 1];
    const double a = (x_[k + 1] - end) / h;
    const double b = (end - x_[k]) / h;
    const double a2 = a * a;
    const double b2 = b * b;
    integral += h * (0.5 * (1.0 - a2) * y_[k] + 0.5 * b2 * y_[k + 1] +
                     ((-(1.0 + a2 * a2) / 4.0 + a2 / 2.0) * bend_[k] +
                      (b2 * b2 / 4.0 - b2 / 2.0) * bend_[k + 1]) *
                         h * h / 6.0);
  }
  const double exponent = m * gravity_->at(top_) * length_ / gas_constant * integral;
  return std::exp(-std::min(exponent, 50.0));
}

namespace {

constexpr std::array<double, 5> nodes_of_thermosphere{Thermosphere::joint_altitude, 110.0, 100.0,
                                                      90.0, Thermosphere::bottom_altitude};

TemperatureSpline lower_thermosphere(const Gravity& gravity, const Thermosphere::Shape& shape,
                                     const std::array<double, 4>& nodes, double bottom_slope) {
  const double above = gravity.above(Thermosphere::joint_altitude, Thermosphere::base_altitude);
  const double joint =
      shape.exospheric - (shape.exospheric - shape.base) * std::exp(-shape.rate * above);
  const double ratio = (gravity.radius + Thermosphere::base_altitude) /
                       (gravity.radius + Thermosphere::joint_altitude);
  const double slope = (shape.exospheric - joint) * shape.rate * ratio * ratio;
  const std::array<double, 5> temperature{joint, nodes[0], nodes[1], nodes[2], nodes[3]};
  return {gravity, nodes_of_thermosphere.data(), temperature.data(), 5, slope, bottom_slope};
}

}  // namespace

Thermosphere::Thermosphere(const Gravity& gravity, const Shape& shape,
                           const std::array<double, 4>& nodes, double bottom_slope)
    : gravity_(&gravity),
      shape_(shape),
      spline_(lower_thermosphere(gravity, shape, nodes, bottom_slope)) {}

double Thermosphere::above_joint(double z) const {
  return shape_.exospheric - (shape_.exospheric - shape_.base) *
                                 std::exp(-shape_.rate * gravity_->above(z, base_altitude));
}

double Thermosphere::temperature(double z) const {
  if (z >= joint_altitude) return above_joint(z);
  return spline_.temperature(std::max(z, bottom_altitude));
}

double Thermosphere::density(double z, double base_density, double m, double alpha) const {
  const double upper = std::max(z, joint_altitude);
  const double gamma =
      m * gravity_->at(base_altitude) / (shape_.rate * gas_constant * shape_.exospheric);
  const double fall = std::exp(-shape_.rate * gamma * gravity_->above(upper, base_altitude));
  const double density = base_density *
                         std::pow(shape_.base / above_joint(upper), 1.0 + alpha + gamma) *
                         std::min(fall, 50.0);
  if (z >= joint_altitude) return density;
  const double lower = std::max(z, bottom_altitude);
  return density * std::pow(spline_.top_temperature() / spline_.temperature(lower), 1.0 + alpha) *
         spline_.hydrostatic(lower, m);
}

}  // namespace tektite::environment::msis
