// Air from a table: a sounding, a measured or another model's profile.
#pragma once

#include "solver/environment/atmosphere.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace tektite::environment {

/// ln(density), temperature and molar mass linear in altitude between the rows; below the first and
/// above the last row density goes on as it does between the two rows there, the others stay.
class TabulatedAtmosphere final : public Atmosphere {
 public:
  /// CSV with the columns altitude, density, temperature and, if known, molar_mass [kg/mol] (dry
  /// air if not) or the mole fractions N2, O2, O, N, Ar, He, H. Throws bad_input with file and
  /// line.
  explicit TabulatedAtmosphere(const std::string& path);
  [[nodiscard]] AirState at(const AirPoint& point) const override;
  [[nodiscard]] Composition composition(const AirPoint& point) const override;

 private:
  struct Row {
    double altitude = 0.0;     ///< [m]
    double log_density = 0.0;  ///< ln(kg/m^3)
    double temperature = 0.0;  ///< [K]
    double molar_mass = 0.0;   ///< [kg/mol]
    Composition fractions{};   ///< by number
    double atoms = 0.0;        ///< AirState::atoms
  };
  /// Index of the row below, and the share of the one above: beyond [0, 1] outside the table.
  [[nodiscard]] std::pair<std::size_t, double> place(double altitude) const;

  std::vector<Row> rows_;  ///< two or more, altitude rising
};

[[nodiscard]] std::unique_ptr<Atmosphere> make_tabulated(const io::Section& atmosphere,
                                                         const io::Epoch& epoch);

}  // namespace tektite::environment
