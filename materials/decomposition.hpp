// A material that decomposes: pyrolysis from virgin to char with gas, loss of the surface by
// oxidation or ablation, loss of function of a blanket.
#pragma once

#include "materials/caloric.hpp"
#include "materials/curve.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tektite::materials {

struct Properties;

/// One component of the solid that turns to gas and char:
///   d rho/dt = -A rho_v ((rho - rho_c)/rho_v)^m exp(-E/(R T)) above a temperature.
struct Reaction {
  std::string name;
  double virgin_density = 0.0;          ///< rho_v, of the component in the whole volume [kg/m^3]
  double char_density = 0.0;            ///< rho_c, what is left of it, < rho_v [kg/m^3]
  double frequency = 0.0;               ///< A [1/s]
  double activation_temperature = 0.0;  ///< E/R [K]
  double order = 1.0;                   ///< m
  double active_above = 0.0;            ///< the rate is zero below [K]
};

/// Loss of char to the oxygen of the air, per unit of surface. The diffusion limit is
/// B' * (mass transfer coefficient); kinetics rate * p^exponent * exp(-E/(R T)).
struct CharOxidation {
  double diffusion_limit = 0.0;         ///< B' of char: mass of char by mass transfer [1]
  double frequency = 0.0;               ///< [kg/(m^2 s Pa^exponent)]
  double activation_temperature = 0.0;  ///< [K]
  double pressure_exponent = 0.0;       ///< of the pressure on the wall [1]
  double heat_of_combustion = 0.0;      ///< set free at the face [J/kg of char]
};

/// A face that gets no hotter than a temperature: it recedes instead (sublimation, melt that is
/// blown off at once).
struct Ablation {
  double temperature = 0.0;  ///< [K]
  double heat = 0.0;         ///< taken up at that temperature, > 0 [J/kg]
};

/// What a material file says. Curves that are empty are those of the virgin state.
struct Decomposition {
  std::vector<Reaction> reactions;
  Curve specific_heat;  ///< of char [J/(kg K)]
  Curve conductivity;   ///< of char [W/(m K)]
  Curve emissivity;     ///< of char
  /// Enthalpies of formation at the reference temperature, on the scale of gas_enthalpy [J/kg].
  double virgin_formation = 0.0;
  double char_formation = 0.0;
  Curve gas_enthalpy;                ///< of pyrolysis gas [J/kg]
  double reference_temperature = 0;  ///< [K]
  /// Instead of formation: heat taken up for each kg of gas, at the reference temperature, where
  /// virgin, char and gas have that temperature [J/kg]. gas_enthalpy then counts from any zero.
  std::optional<double> heat_of_pyrolysis;
  std::optional<CharOxidation> oxidation;
  std::optional<Ablation> ablation;
  /// A blanket's films shrink and tear at this temperature, for good: from there on its
  /// conductivity and emissivity are those of char, and the shields of gaps beside it are gone; 0:
  /// never [K].
  double function_lost_above = 0.0;
  /// The same from this share of the decomposition on, (0, 1): laminates without resin are loose
  /// plies, however warm they are; 0: never.
  double function_lost_beyond = 0.0;
};

/// A Decomposition compiled for the solver. Specific enthalpies [J/kg] are on the material's scale:
/// the virgin state has none at 200 K; char and gas differ from it by their heats of formation, so
/// that what a reaction takes up is in the difference of enthalpies and nowhere else.
///
/// What a cell of it has gone through ("progress") is size() numbers: the extent of each reaction
/// in [0, 1], then, if its function can be lost, 0 or 1. `virgin` below is the share of the cell's
/// mass that is virgin material, tau = rho_v/(rho_v - rho_c) (1 - rho_c/rho); properties are linear
/// in it. Ref: Lachaud2014
class Charring {
 public:
  /// `caloric`: of the virgin state. Throws bad_input where the numbers make no sense.
  Charring(const Decomposition& numbers, const Properties& virgin, const CaloricCurve& caloric);

  [[nodiscard]] const Decomposition& numbers() const { return numbers_; }
  [[nodiscard]] std::size_t reactions() const { return numbers_.reactions.size(); }
  [[nodiscard]] std::size_t size() const { return size_; }  ///< numbers of progress a cell keeps
  [[nodiscard]] bool can_lose_function() const {
    return numbers_.function_lost_above > 0.0 || numbers_.function_lost_beyond > 0.0;
  }
  /// Does a cell with that progress lose its function at a temperature [K]?
  [[nodiscard]] bool loses_function(double temperature, std::span<const double> progress) const {
    const bool is_hot =
        numbers_.function_lost_above > 0.0 && temperature > numbers_.function_lost_above;
    return is_hot || (numbers_.function_lost_beyond > 0.0 &&
                      charred_fraction(progress) > numbers_.function_lost_beyond);
  }
  /// Below this temperature [K] nothing happens to virgin material.
  [[nodiscard]] double quiet_below() const { return quiet_below_; }

  /// Density over that of the virgin state, (0, 1].
  [[nodiscard]] double density_ratio(std::span<const double> progress) const {
    double ratio = 1.0;
    for (std::size_t r = 0; r < reactions(); ++r) ratio -= progress[r] * gas_share_[r];
    return ratio;
  }
  /// Share of virgin mass that reaction r turns to gas in all.
  [[nodiscard]] double gas_share(std::size_t reaction) const { return gas_share_[reaction]; }
  /// Density of char over that of the virgin state, (0, 1].
  [[nodiscard]] double char_ratio() const { return char_ratio_; }
  /// Share of the volume that is virgin, of a density ratio.
  [[nodiscard]] double virgin_volume(double density_ratio) const {
    return char_ratio_ < 1.0 ? (density_ratio - char_ratio_) / (1.0 - char_ratio_) : 1.0;
  }
  /// tau of a density ratio, [0, 1].
  [[nodiscard]] double virgin_share(double density_ratio) const {
    if (char_ratio_ >= 1.0) return 1.0;
    const double share = (1.0 - char_ratio_ / density_ratio) / (1.0 - char_ratio_);
    return share < 0.0 ? 0.0 : (share > 1.0 ? 1.0 : share);
  }
  [[nodiscard]] double virgin_share(std::span<const double> progress) const {
    return virgin_share(density_ratio(progress));
  }
  /// Of the material's decomposition as a whole, [0, 1].
  [[nodiscard]] double charred_fraction(std::span<const double> progress) const {
    return char_ratio_ < 1.0 ? (1.0 - density_ratio(progress)) / (1.0 - char_ratio_) : 0.0;
  }
  [[nodiscard]] bool has_lost_function(std::span<const double> progress) const {
    return can_lose_function() && progress[reactions()] > 0.0;
  }
  /// tau that conduction and radiation go by.
  [[nodiscard]] double functional_share(std::span<const double> progress) const {
    return has_lost_function(progress) ? 0.0 : virgin_share(progress);
  }

  struct Heat {
    double enthalpy;  ///< [J/kg]
    double slope;     ///< dh/dT, latent heat included [J/(kg K)]
  };
  [[nodiscard]] Heat virgin_heat(double temperature) const;
  [[nodiscard]] Heat char_heat(double temperature) const;
  [[nodiscard]] Heat solid_heat(double temperature, double virgin) const;
  /// The exact inverse of solid_heat().
  [[nodiscard]] double temperature(double enthalpy, double virgin) const;
  [[nodiscard]] Heat gas_heat(double temperature) const;
  [[nodiscard]] double conductivity(double temperature, double virgin) const {
    return virgin * virgin_conductivity_(temperature) +
           (1.0 - virgin) * char_conductivity_(temperature);
  }
  [[nodiscard]] double emissivity(double temperature, double virgin) const {
    return virgin * virgin_emissivity_(temperature) +
           (1.0 - virgin) * char_emissivity_(temperature);
  }
  /// Is the temperature outside the tables of specific heat, conductivity or gas enthalpy?
  [[nodiscard]] bool is_outside(double temperature) const {
    return temperature < least_ || temperature > greatest_;
  }

  /// K of dx/dt = -K x^m, x what is left of reaction r's component, in [0, 1] [1/s].
  [[nodiscard]] double rate(std::size_t reaction, double temperature) const {
    const Reaction& r = numbers_.reactions[reaction];
    if (temperature <= r.active_above) return 0.0;
    return frequency_[reaction] * std::exp(-r.activation_temperature / temperature);
  }
  /// Extent after the time integral of K [1], from `extent`: exact.
  [[nodiscard]] double react(std::size_t reaction, double extent, double integral) const;

 private:
  void take_reactions(const Properties& virgin);
  void find_range(const Properties& virgin, const Curve& char_heat);

  struct Knot {
    double temperature;
    double virgin_enthalpy, virgin_heat, virgin_slope;
    double char_enthalpy, char_heat, char_slope;
  };
  [[nodiscard]] const Knot& knot_below(double temperature) const;

  Decomposition numbers_;
  Curve virgin_conductivity_, char_conductivity_, virgin_emissivity_, char_emissivity_, gas_;
  std::vector<double> gas_share_, frequency_;
  std::vector<Knot> knots_;  ///< the first is everything below
  double char_ratio_ = 1.0;
  double quiet_below_ = 0.0;
  double least_ = 0.0, greatest_ = 0.0;
  std::size_t size_ = 0;
};

/// For people to read.
[[nodiscard]] std::string describe(const Charring& charring);

}  // namespace tektite::materials
