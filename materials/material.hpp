// What a material is to the solver: tables against temperature, and enthalpy as the measure of
// heat.
#pragma once

#include "materials/caloric.hpp"
#include "materials/curve.hpp"
#include "materials/decomposition.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tektite::materials {

/// One row of a material's provenance.
struct Source {
  std::string property;
  std::string text;  ///< where it comes from; "recalled" and "estimate" marks are carried
};

/// Metal burning in air: an oxide grows on it. No heat: it does not burn.
struct Oxidation {
  double heat = 0.0;           ///< set free per mass of oxygen used up [J/kg]
  double onset = 0.0;          ///< no oxide to speak of below this temperature [K]
  double full = 0.0;           ///< all of the surface is oxide from here on, above the onset [K]
  double efficiency = 0.0;     ///< share of the oxygen arriving that reacts, from `full` on, [0, 1]
  double oxide_melting = 0.0;  ///< [K]
  double skin_strength = 0.0;  ///< pull that a skin of oxide on melt bears [N/m]
  [[nodiscard]] bool exists() const { return heat > 0.0; }
  /// Share of the surface that is oxide, [0, 1], linear between onset and full.
  [[nodiscard]] double coverage(double temperature) const {
    return std::clamp((temperature - onset) / (full - onset), 0.0, 1.0);
  }
};

/// The liquid that a material becomes. Empty viscosity: it becomes none, it decomposes or
/// crumbles.
struct Melt {
  Curve viscosity;               ///< dynamic [Pa s]
  double surface_tension = 0.0;  ///< [N/m]
  [[nodiscard]] bool exists() const { return !viscosity.empty(); }
};

/// How a surface is taken to look.
enum class SurfaceState {
  as_flown,  ///< `emissivity`; oxidised once it has been that hot: by its temperature
  bare,      ///< the same, but it starts as clean metal
  oxidised,  ///< from the start
};

/// The numbers a material is made from. Strengths empty: the material carries no load.
struct Properties {
  std::string name;
  std::string title;
  double density = 0.0;       ///< at 293 K: that of masses and thicknesses [kg/m^3]
  Curve hot_density;          ///< against temperature; empty: by `expansion` [kg/m^3]
  Curve specific_heat;        ///< without latent heat [J/(kg K)]
  Curve conductivity;         ///< [W/(m K)]
  Curve emissivity;           ///< total hemispherical, of the surface as flown
  Curve emissivity_bare;      ///< of clean metal; empty: as flown
  Curve emissivity_oxidised;  ///< under an oxide; empty: as flown
  Curve emissivity_molten;    ///< of the liquid; empty: as the solid
  Curve youngs_modulus;       ///< [Pa]
  Curve expansion;            ///< [1/K]
  Curve yield_strength;       ///< [Pa]
  Curve ultimate_strength;    ///< short-time [Pa]
  double poisson_ratio = 0.3;
  double solidus = 0.0;      ///< [K]
  double liquidus = 0.0;     ///< [K]; >= solidus + 1 K, so that T(h) has no flat stretch
  double latent_heat = 0.0;  ///< [J/kg], released linearly between solidus and liquidus
  Oxidation oxidation;
  Melt melt;
  std::optional<Decomposition> decomposition;  ///< none: the material only melts
  std::vector<Source> sources;
};

/// Properties compiled for the solver. Checked on construction (bad_input). Specific enthalpy h
/// [J/kg] is zero at 200 K, contains the latent heat, and is the exact integral of the tables;
/// temperature() is its exact inverse. Immutable.
class Material {
 public:
  explicit Material(Properties properties);

  [[nodiscard]] const Properties& properties() const { return properties_; }
  [[nodiscard]] const std::string& name() const { return properties_.name; }
  [[nodiscard]] double density() const { return properties_.density; }
  /// At a temperature: its table, else by thermal expansion from 293 K, else constant. For volumes
  /// at temperature; masses do not change with it [kg/m^3].
  [[nodiscard]] double density(double temperature) const;
  /// [J/kg]
  [[nodiscard]] double enthalpy(double temperature) const { return caloric_.enthalpy(temperature); }
  /// [K]
  [[nodiscard]] double temperature(double enthalpy) const {
    return caloric_.temperature_and_slope(enthalpy).first;
  }
  /// Temperature and its slope dT/dh [K kg/J], in one look-up. The slope is positive everywhere.
  [[nodiscard]] std::pair<double, double> temperature_and_slope(double enthalpy) const {
    return caloric_.temperature_and_slope(enthalpy);
  }
  [[nodiscard]] double conductivity(double temperature) const {
    return properties_.conductivity(temperature);
  }
  [[nodiscard]] double emissivity(double temperature) const {
    return surface(SurfaceState::as_flown)(temperature);
  }
  /// Emissivity of a surface by its temperature alone: that of its state, from the onset of
  /// oxidation to full cover blended into the oxide's, between solidus and liquidus into the
  /// liquid's; linear between knots.
  [[nodiscard]] const Curve& surface(SurfaceState state) const {
    return surfaces_[static_cast<std::size_t>(state)];
  }
  /// [0, 1]; linear in temperature between solidus and liquidus, as the latent heat is.
  [[nodiscard]] double liquid_fraction(double enthalpy) const;
  [[nodiscard]] double solidus_enthalpy() const { return solidus_enthalpy_; }    ///< [J/kg]
  [[nodiscard]] double liquidus_enthalpy() const { return liquidus_enthalpy_; }  ///< [J/kg]
  /// What is left to carry load, 0 where the material is above its solidus [Pa].
  [[nodiscard]] double strength(double temperature) const;
  /// What becomes of it in the heat besides melting; nullptr: nothing. For such a material
  /// enthalpy() and temperature() are those of the virgin state.
  [[nodiscard]] const Charring* charring() const { return charring_ ? &*charring_ : nullptr; }
  /// Of a cell whose material may have decomposed: with what it has gone through, Charring::size()
  /// numbers; none: as above.
  [[nodiscard]] double temperature(double enthalpy, std::span<const double> progress) const {
    if (progress.empty() || !charring_) return temperature(enthalpy);
    return charring_->temperature(enthalpy, charring_->virgin_share(progress));
  }
  [[nodiscard]] double liquid_fraction(double enthalpy, std::span<const double> progress) const;
  /// Share of it that still holds together and carries load: 1 while virgin, 0 once all of it is
  /// char; a blanket whose function is lost holds nothing.
  [[nodiscard]] double sound_share(std::span<const double> progress) const {
    if (progress.empty() || !charring_) return 1.0;
    return charring_->has_lost_function(progress) ? 0.0
                                                  : 1.0 - charring_->charred_fraction(progress);
  }
  [[nodiscard]] bool carries_load() const { return !properties_.ultimate_strength.empty(); }

 private:
  Properties properties_;
  double solidus_enthalpy_ = 0.0;
  double liquidus_enthalpy_ = 0.0;
  CaloricCurve caloric_;
  std::array<Curve, 3> surfaces_;  ///< by SurfaceState
  Curve expanded_;                 ///< density against temperature
  std::optional<Charring> charring_;
};

/// All properties with their temperature ranges and sources, for people to read.
[[nodiscard]] std::string describe(const Material& material);

/// All materials of a folder, by exact name.
class Library {
 public:
  /// Reads every *.yaml of `folder`; the name of a material is that of its file. Throws bad_input
  /// with file:line:column.
  [[nodiscard]] static Library load(const std::string& folder);
  /// Throws bad_input that lists the nearest known name.
  [[nodiscard]] const Material& find(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Throws bad_input if the name is taken.
  void add(Properties properties);

 private:
  std::map<std::string, std::unique_ptr<Material>> materials_;  ///< addresses are stable
};

/// Where the library lies: the folder that the environment variable TEKTITE_MATERIALS names, else
/// ../share/tektite/materials beside the installed program, else the source tree.
[[nodiscard]] std::string library_folder();

}  // namespace tektite::materials
