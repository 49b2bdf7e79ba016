// What a material is to the solver: tables against temperature, and enthalpy as the measure of heat.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tektite::materials {

/// Piecewise linear function of temperature, constant outside its range.
class Curve {
 public:
  Curve() = default;
  explicit Curve(double constant) : x_{0.0}, y_{constant} {}
  /// `x` ascending strictly, same length as `y`, at least one point.
  Curve(std::vector<double> x, std::vector<double> y);
  [[nodiscard]] double operator()(double x) const;
  [[nodiscard]] std::span<const double> x() const { return x_; }
  [[nodiscard]] std::span<const double> y() const { return y_; }
  [[nodiscard]] bool empty() const { return x_.empty(); }

 private:
  std::vector<double> x_;
  std::vector<double> y_;
};

/// One row of a material's provenance.
struct Source {
  std::string property;
  std::string text;  ///< where it comes from; "recalled" and "estimate" marks are carried
};

/// The numbers a material is made from. Strengths empty: the material carries no load.
struct Properties {
  std::string name;
  std::string title;
  double density = 0.0;          ///< [kg/m^3]
  Curve specific_heat;           ///< without latent heat [J/(kg K)]
  Curve conductivity;            ///< [W/(m K)]
  Curve emissivity;              ///< total hemispherical, of the surface as flown
  Curve youngs_modulus;          ///< [Pa]
  Curve expansion;               ///< [1/K]
  Curve yield_strength;          ///< [Pa]
  Curve ultimate_strength;       ///< short-time [Pa]
  double poisson_ratio = 0.3;
  double solidus = 0.0;          ///< [K]
  double liquidus = 0.0;         ///< [K]; >= solidus + 1 K, so that T(h) has no flat stretch
  double latent_heat = 0.0;      ///< [J/kg], released linearly between solidus and liquidus
  std::vector<Source> sources;
};

/// Properties compiled for the solver. Specific enthalpy h [J/kg] is zero at 200 K, contains the latent
/// heat, and is the exact integral of the tables; temperature() is its exact inverse. Immutable.
class Material {
 public:
  explicit Material(Properties properties);

  [[nodiscard]] const Properties& properties() const { return properties_; }
  [[nodiscard]] const std::string& name() const { return properties_.name; }
  [[nodiscard]] double density() const { return properties_.density; }
  [[nodiscard]] double enthalpy(double temperature) const;      ///< [J/kg]
  [[nodiscard]] double temperature(double enthalpy) const;      ///< [K]
  /// Temperature and its slope dT/dh [K kg/J], in one look-up. The slope is positive everywhere.
  [[nodiscard]] std::pair<double, double> temperature_and_slope(double enthalpy) const;
  [[nodiscard]] double conductivity(double temperature) const { return properties_.conductivity(temperature); }
  [[nodiscard]] double emissivity(double temperature) const { return properties_.emissivity(temperature); }
  [[nodiscard]] double liquid_fraction(double enthalpy) const;  ///< [0, 1]
  [[nodiscard]] double solidus_enthalpy() const { return solidus_enthalpy_; }    ///< [J/kg]
  [[nodiscard]] double liquidus_enthalpy() const { return liquidus_enthalpy_; }  ///< [J/kg]
  /// What is left to carry load, 0 where the material is above its solidus [Pa].
  [[nodiscard]] double strength(double temperature) const;
  [[nodiscard]] bool carries_load() const { return !properties_.ultimate_strength.empty(); }

 private:
  Properties properties_;
  double solidus_enthalpy_ = 0.0;
  double liquidus_enthalpy_ = 0.0;
  std::vector<double> knots_;        ///< enthalpy at the breakpoints of the caloric curve
  std::vector<double> temperatures_;
  std::vector<double> heats_;        ///< effective specific heat at the breakpoints, left and right
};

/// All materials of a folder, by exact name.
class Library {
 public:
  /// Reads every *.yaml of `folder`. Throws bad_input with file:line:column.
  [[nodiscard]] static Library load(const std::string& folder);
  /// Throws bad_input that lists the nearest known name.
  [[nodiscard]] const Material& find(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  void add(Properties properties);

 private:
  std::map<std::string, std::unique_ptr<Material>> materials_;  ///< addresses are stable
};

}  // namespace tektite::materials
