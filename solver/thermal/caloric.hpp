// A material's caloric and conduction curves as the kernels need them: enthalpy in; temperature,
// specific heat and conductivity out, in one look-up.
#pragma once

#include "materials/material.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// What a look-up returns.
struct Caloric {
  double temperature = 0.0;         ///< [K]
  double heat = 0.0;                ///< dh/dT, latent heat included [J/(kg K)]
  double conductivity = 0.0;        ///< [W/(m K)]
  double conductivity_slope = 0.0;  ///< dk/dT [W/(m K^2)]
};

/// What a case says of surfaces.
struct SurfaceRules {
  materials::SurfaceState state = materials::SurfaceState::as_flown;
  double oxidation = 0.0;  ///< factor on the materials' own efficiencies; 0: nothing burns
};

/// Mass fraction of oxygen in air, molecules and atoms. Up to 120 km it is within 0.04 of this:
/// what light gases gain on heavy ones, nitrogen loses (estimate; the film is thin up there).
inline constexpr double oxygen_in_air = 0.2315;

/// Between two knots the effective specific heat c (latent heat included) and the conductivity are
/// linear in temperature, so that T(h) is the root of a quadratic: exact, as Material's own.
class CaloricTable {
 public:
  CaloricTable() = default;
  explicit CaloricTable(const materials::Material& material, const SurfaceRules& rules = {});

  /// Between two knots. Six numbers side by side: kernels load them in pairs.
  struct Piece {
    double enthalpy, temperature;             ///< at its cold end [J/kg], [K]
    double heat;                              ///< effective specific heat there [J/(kg K)]
    double twice_heat_slope;                  ///< 2 dc/dT [J/(kg K^2)]
    double conductivity, conductivity_slope;  ///< there [W/(m K)], [W/(m K^2)]
  };
  [[nodiscard]] const Piece& piece_of(double enthalpy) const { return pieces_[find(enthalpy)]; }

  [[nodiscard]] Caloric operator()(double enthalpy) const {
    const Piece& piece = piece_of(enthalpy);
    const double rise = enthalpy - piece.enthalpy;
    const double root = std::sqrt(piece.heat * piece.heat + piece.twice_heat_slope * rise);
    const double warmer = 2.0 * rise / (piece.heat + root);
    return {piece.temperature + warmer, root,
            piece.conductivity + piece.conductivity_slope * warmer, piece.conductivity_slope};
  }

  /// Of the surface, at a temperature [K].
  [[nodiscard]] double emissivity(double temperature) const {
    return constant_emissivity_ >= 0.0 ? constant_emissivity_ : (*emissivity_)(temperature);
  }
  /// Heat that a wall of that temperature makes of the oxygen in air, and its slope: times the film
  /// it is a flux. Oxygen reaches the wall as heat does, q = efficiency film Y_O2 heat; the share
  /// of the surface that takes part rises smoothly from the onset to full cover. [J/kg], [J/(kg K)]
  [[nodiscard]] double burning(double temperature) const {
    if (!(burning_ > 0.0)) return 0.0;
    const double x = std::clamp((temperature - onset_) * per_span_, 0.0, 1.0);
    return burning_ * (x * x * (3.0 - 2.0 * x));
  }
  [[nodiscard]] double burning_slope(double temperature) const {
    if (!(burning_ > 0.0)) return 0.0;
    const double x = std::clamp((temperature - onset_) * per_span_, 0.0, 1.0);
    return burning_ * per_span_ * (6.0 * x * (1.0 - x));
  }
  /// Effective specific heat at a temperature [J/(kg K)].
  [[nodiscard]] double heat_at(double temperature) const {
    return (*this)(material_->enthalpy(temperature)).heat;
  }
  /// Is the enthalpy outside the range of the tables of specific heat and conductivity?
  [[nodiscard]] bool is_outside(double enthalpy) const {
    return enthalpy < least_ || enthalpy > greatest_;
  }
  [[nodiscard]] const materials::Material& material() const { return *material_; }

 private:
  [[nodiscard]] std::size_t find(double enthalpy) const {
    const double place = (enthalpy - starts_[0]) * buckets_per_enthalpy_;
    const double top = static_cast<double>(first_piece_.size() - 1);
    // Written so that a NaN lands in the first bucket.
    const double bucket = place > 0.0 ? (place < top ? place : top) : 0.0;
    std::size_t piece = first_piece_[static_cast<std::size_t>(static_cast<std::int64_t>(bucket))];
    while (enthalpy >= starts_[piece + 1]) ++piece;
    return piece;
  }

  const materials::Material* material_ = nullptr;
  std::vector<Piece> pieces_;
  std::vector<double> starts_;  ///< cold ends' enthalpies, and not-a-number
  std::vector<std::uint16_t> first_piece_;
  double buckets_per_enthalpy_ = 0.0;
  const materials::Curve* emissivity_ = nullptr;  ///< of the material
  double constant_emissivity_ = -1.0;
  double burning_ = 0.0;  ///< at full cover [J/kg]
  double onset_ = 0.0;
  double per_span_ = 1.0;
  double least_ = 0.0;
  double greatest_ = 0.0;
};

}  // namespace tektite::thermal
