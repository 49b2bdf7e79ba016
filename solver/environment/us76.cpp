#include "solver/environment/us76.hpp"

#include "solver/environment/us76_upper.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace tektite::environment {

namespace {

using namespace us76;

constexpr double lowest = -5e3;    // [m]
constexpr double spacing = 200.0;  // of the pieces above 86 km [m]

/// A layer of linear molecular temperature in geopotential altitude. Ref: USSA1976, table 4
struct Layer {
  double base;         // geopotential [m']
  double gradient;     // [K/m']
  double temperature;  // molecular, at the base [K]
};
constexpr std::array<Layer, 7> layers = {{{0e3, -6.5e-3, 288.15},
                                          {11e3, 0.0, 216.65},
                                          {20e3, 1.0e-3, 216.65},
                                          {32e3, 2.8e-3, 228.65},
                                          {47e3, 0.0, 270.65},
                                          {51e3, -2.8e-3, 270.65},
                                          {71e3, -2.0e-3, 214.65}}};
constexpr double hydrostatic = standard_gravity * sea_level_molar_mass / gas_constant;  // [K/m']

/// Ratio of the pressure at geopotential altitude H to that at the base of its layer.
double pressure_ratio(const Layer& layer, double H) {
  if (layer.gradient == 0.0) return std::exp(-hydrostatic * (H - layer.base) / layer.temperature);
  const double T = layer.temperature + layer.gradient * (H - layer.base);
  return std::pow(layer.temperature / T, hydrostatic / layer.gradient);
}

std::array<double, 7> base_pressures() {
  std::array<double, 7> pressure{101325.0};
  for (std::size_t b = 0; b + 1 < layers.size(); ++b) {
    pressure[b + 1] = pressure[b] * pressure_ratio(layers[b], layers[b + 1].base);
  }
  return pressure;
}

/// M/M0 from 80 to 86 km every 500 m. Ref: USSA1976, table 8
constexpr std::array<double, 13> molar_mass_ratio = {
    1.0,      0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870,
    0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579};

/// Mean molar mass up to 86 km [kg/kmol].
double lower_molar_mass(double Z) {
  if (Z <= 80e3) return sea_level_molar_mass;
  const double place = (Z - 80e3) / 500.0;
  const auto i = std::min<std::size_t>(static_cast<std::size_t>(place), 11);
  const double part = place - static_cast<double>(i);
  return sea_level_molar_mass *
         (molar_mass_ratio[i] + part * (molar_mass_ratio[i + 1] - molar_mass_ratio[i]));
}

/// Everything that follows from pressure, kinetic temperature and molar mass [kg/kmol].
AirState air(double p, double T, double M, double atoms) {
  constexpr double diameter = 3.65e-10;  // effective, of collisions [m]
  constexpr double beta = 1.458e-6;      // Sutherland [kg/(s m K^0.5)]
  constexpr double S = 110.4;            // Sutherland [K]
  constexpr double gamma = 1.4;
  const double number_density = avogadro * p / (gas_constant * T);
  const double root = std::sqrt(T);
  return {
      .density = p * M / (gas_constant * T),
      .temperature = T,
      .pressure = p,
      .molar_mass = 1e-3 * M,
      .mean_free_path =
          1.0 / (std::numbers::sqrt2 * std::numbers::pi * diameter * diameter * number_density),
      .viscosity = beta * T * root / (T + S),
      .sound_speed = std::sqrt(gamma * gas_constant * T / M),
      .atoms = atoms,
  };
}

/// Cubic on [0, 1] with given values and slopes (per unit of the interval) at its ends.
void set_hermite(double (&c)[4], double value0, double slope0, double value1, double slope1) {
  c[0] = value0;
  c[1] = slope0;
  c[2] = 3.0 * (value1 - value0) - 2.0 * slope0 - slope1;
  c[3] = 2.0 * (value0 - value1) + slope0 + slope1;
}
double cubic(const double (&c)[4], double s) {
  return c[0] + s * (c[1] + s * (c[2] + s * c[3]));
}

}  // namespace

StandardAtmosphere1976::StandardAtmosphere1976() : base_pressures_(base_pressures()) {
  const std::vector<UpperAirCell> cells = integrate_upper_air(spacing);
  pieces_.resize(cells.size());
  mixtures_.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& [a, b] = cells[i];
    set_hermite(pieces_[i].log_pressure, a.log_pressure, spacing * a.log_pressure_slope,
                b.log_pressure, spacing * b.log_pressure_slope);
    set_hermite(pieces_[i].molar_mass, a.molar_mass, spacing * a.molar_mass_slope, b.molar_mass,
                spacing * b.molar_mass_slope);
    pieces_[i].atoms[0] = atoms_of(a.fractions);
    pieces_[i].atoms[1] = atoms_of(b.fractions);
    mixtures_.push_back({a.fractions, b.fractions});
  }
  top_slope_ = cells.back().top.log_pressure_slope;
}

AirState StandardAtmosphere1976::at(const AirPoint& point) const {
  const double Z = std::max(point.altitude, lowest);
  if (Z < upper_begin) {
    const double H = earth_radius * Z / (earth_radius + Z);
    std::size_t b = layers.size() - 1;
    while (b > 0 && H < layers[b].base) --b;
    const double molecular = layers[b].temperature + layers[b].gradient * (H - layers[b].base);
    const double M = lower_molar_mass(Z);
    return air(base_pressures_[b] * pressure_ratio(layers[b], H),
               molecular * M / sea_level_molar_mass, M, dry_air_atoms);
  }
  if (Z >= upper_end) {
    const double p =
        std::exp(cubic(pieces_.back().log_pressure, 1.0) + top_slope_ * (Z - upper_end));
    return air(p, upper_temperature(upper_end).value, cubic(pieces_.back().molar_mass, 1.0),
               pieces_.back().atoms[1]);
  }
  const double place = (Z - upper_begin) / spacing;
  const auto i = std::min(static_cast<std::size_t>(place), pieces_.size() - 1);
  const double s = place - static_cast<double>(i);
  return air(std::exp(cubic(pieces_[i].log_pressure, s)), upper_temperature(Z).value,
             cubic(pieces_[i].molar_mass, s),
             pieces_[i].atoms[0] + s * (pieces_[i].atoms[1] - pieces_[i].atoms[0]));
}

Composition StandardAtmosphere1976::composition(const AirPoint& point) const {
  const AirState state = at(point);
  const double n = state.pressure / (boltzmann * state.temperature);
  Composition parts{};
  if (point.altitude < upper_begin) {
    // Well mixed: the standard's dry air without its traces, which are 3.6e-4 of it.
    parts[constituent::N2] = 0.78084 * n;
    parts[constituent::O2] = 0.209476 * n;
    parts[constituent::Ar] = 0.00934 * n;
    parts[constituent::He] = 5.24e-6 * n;
    return parts;
  }
  const double place =
      std::min((point.altitude - upper_begin) / spacing, static_cast<double>(mixtures_.size()));
  const auto i = std::min(static_cast<std::size_t>(place), mixtures_.size() - 1);
  const double s = place - static_cast<double>(i);
  for (std::size_t c = 0; c < constituents; ++c) {
    parts[c] = n * ((1.0 - s) * mixtures_[i].bottom[c] + s * mixtures_[i].top[c]);
  }
  return parts;
}

std::unique_ptr<Atmosphere> make_us76(const io::Section& /*atmosphere*/,
                                      const io::Epoch& /*epoch*/) {
  return std::make_unique<StandardAtmosphere1976>();
}

}  // namespace tektite::environment
