// A material's caloric and conduction curves as the kernels need them: enthalpy in; temperature,
// specific heat and conductivity out, in one look-up.
#pragma once

#include "materials/material.hpp"
#include "solver/thermal/lanes.hpp"

#include <algorithm>
#include <array>
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

/// The same in W lanes.
template <int W>
struct CaloricLanes {
  Lanes<W> temperature, heat, conductivity, conductivity_slope;
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

  /// Between two knots.
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

  /// W look-ups at once, with the bits of as many single ones. Neighbours mostly lie on one piece,
  /// which is then found once.
  template <int W>
  [[nodiscard]] CaloricLanes<W> look_up(const double* enthalpy) const;

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
  [[nodiscard]] bool burns() const { return burning_ > 0.0; }
  /// The same of W walls, and its slope.
  template <int W>
  void burning(const Lanes<W>& temperature, Lanes<W>& value, Lanes<W>& slope) const {
    using L = Lanes<W>;
    const L x = smaller(larger((temperature - onset_) * per_span_, L::all(0.0)), L::all(1.0));
    value = burning_ * (x * x * (3.0 - 2.0 * x));
    slope = burning_ * per_span_ * (6.0 * x * (1.0 - x));
  }
  /// Of W surfaces, and its slope [1/K].
  template <int W>
  void emissivity(const Lanes<W>& temperature, Lanes<W>& value, Lanes<W>& slope) const;
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

  /// Of emissivity between two knots; constant below the first and above the last.
  struct Shine {
    double from, to, start, value, slope;  ///< value + slope (T - start) for from <= T < to
  };
  [[nodiscard]] const Shine& shine_of(double temperature) const {
    const Shine* piece = shine_.data();
    while (temperature >= piece->to) ++piece;  // the last one's end is not-a-number
    return *piece;
  }

  const materials::Material* material_ = nullptr;
  std::vector<Shine> shine_;
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

template <int W>
[[gnu::always_inline]] inline CaloricLanes<W> CaloricTable::look_up(const double* enthalpy) const {
  using L = Lanes<W>;
  const auto solve = [](const L& h, const L& start, const L& origin, const L& heat,
                        const L& twice_slope, const L& k, const L& dk) -> CaloricLanes<W> {
    const L rise = h - start;
    const L steep = root(heat * heat + twice_slope * rise);
    const L warmer = 2.0 * rise / (heat + steep);
    return {origin + warmer, steep, k + dk * warmer, dk};
  };
  const L h = L::load(enthalpy);
  const std::size_t first = find(enthalpy[0]);
  const Piece& piece = pieces_[first];
  const bool is_coldest = first == 0;
  const Mask<W> above = ~(h < piece.enthalpy), below = ~(h >= starts_[first + 1]);
  if (W == 1 || (is_coldest ? all(below) : all(above & below))) {
    return solve(h, L::all(piece.enthalpy), L::all(piece.temperature), L::all(piece.heat),
                 L::all(piece.twice_heat_slope), L::all(piece.conductivity),
                 L::all(piece.conductivity_slope));
  }
  std::array<std::array<double, W>, 6> parts;
  for (std::size_t l = 0; l < W; ++l) {
    const Piece& one = piece_of(enthalpy[l]);
    parts[0][l] = one.enthalpy, parts[1][l] = one.temperature, parts[2][l] = one.heat;
    parts[3][l] = one.twice_heat_slope;
    parts[4][l] = one.conductivity, parts[5][l] = one.conductivity_slope;
  }
  return solve(h, L::load(parts[0].data()), L::load(parts[1].data()), L::load(parts[2].data()),
               L::load(parts[3].data()), L::load(parts[4].data()), L::load(parts[5].data()));
}

template <int W>
[[gnu::always_inline]] inline void CaloricTable::emissivity(const Lanes<W>& temperature,
                                                            Lanes<W>& value,
                                                            Lanes<W>& slope) const {
  using L = Lanes<W>;
  if (constant_emissivity_ >= 0.0) {
    value = L::all(constant_emissivity_);
    slope = L::all(0.0);
    return;
  }
  std::array<double, W> T;
  temperature.store(T.data());
  const Shine& piece = shine_of(T[0]);
  if (W == 1 || all(~(temperature < piece.from) & ~(temperature >= piece.to))) {
    slope = L::all(piece.slope);
    value = piece.value + slope * (temperature - piece.start);
    return;
  }
  std::array<double, W> start, at, rises;
  for (std::size_t l = 0; l < W; ++l) {
    const Shine& one = shine_of(T[l]);
    start[l] = one.start, at[l] = one.value, rises[l] = one.slope;
  }
  slope = L::load(rises.data());
  value = L::load(at.data()) + slope * (temperature - L::load(start.data()));
}

}  // namespace tektite::thermal
