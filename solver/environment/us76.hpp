// US Standard Atmosphere 1976, complete: -5 km to 1000 km.
#pragma once

#include "solver/environment/atmosphere.hpp"

#include <array>
#include <memory>
#include <vector>

namespace tektite::environment {

/// Below 86 km the standard's closed form. Above, its diffusion integrals, done once at
/// construction by the trapezoid rule on 10 m and kept on a 200 m grid as cubic Hermite pieces with
/// the exact slopes: they differ from the 10 m quadrature by less than 1e-6 (relative).
/// Above 1000 km: temperature and molar mass of 1000 km, pressure falling exponentially with the
/// scale height there. Below -5 km: the air of -5 km.
/// Ref: USSA1976
class StandardAtmosphere1976 final : public Atmosphere {
 public:
  StandardAtmosphere1976();
  [[nodiscard]] AirState at(const AirPoint& point) const override;
  [[nodiscard]] Composition composition(const AirPoint& point) const override;

 private:
  /// Cubic Hermite data of one grid interval.
  struct Piece {
    double log_pressure[4];  ///< polynomial in [0, 1] of ln(p / Pa)
    double molar_mass[4];    ///< polynomial in [0, 1] [kg/kmol]
    double atoms[2];         ///< at both ends, AirState::atoms
  };
  /// Mole fractions at both ends of one interval, in the order of `constituent`.
  struct Mixture {
    Composition bottom;
    Composition top;
  };
  std::array<double, 7> base_pressures_;  ///< of the layers below 86 km [Pa]
  std::vector<Piece> pieces_;             ///< from 86 km upwards
  std::vector<Mixture> mixtures_;         ///< of the same intervals
  double top_slope_ = 0.0;                ///< d ln p / dZ at 1000 km [1/m]
};

[[nodiscard]] std::unique_ptr<Atmosphere> make_us76(const io::Section& atmosphere,
                                                    const io::Epoch& epoch);

}  // namespace tektite::environment
