// NRLMSISE-00: composition, density and temperature of the air from the ground to the exosphere,
// by place, time, solar and geomagnetic activity. The bare model; see msis_atmosphere.hpp for the
// atmosphere of a run. Ref: PiconeHedinDrob2002
#pragma once

#include <array>

namespace tektite::environment::msis {

/// Where, when, and how active Sun and magnetic field are.
struct Conditions {
  int day_of_year = 1;          ///< 1 to 366
  double seconds = 0.0;         ///< of the day, UT [s]
  double altitude = 0.0;        ///< geodetic [km]
  double latitude = 0.0;        ///< geodetic [deg]
  double longitude = 0.0;       ///< [deg]
  double local_time = 0.0;      ///< local apparent solar time [h], seconds / 3600 + longitude / 15
  double f107_average = 150.0;  ///< mean of 81 days about the day, at the Earth [1e-22 W/m^2/Hz]
  double f107 = 150.0;          ///< of the day before
  std::array<double, 7> ap{4.0};  ///< the day's; then, for ApMode::history: now, 3, 6, 9 h before,
                                  ///< mean of 12 to 33 h before, mean of 36 to 57 h before
};

/// Which terms are in, by the numbers of the model's authors (1 to 23): 0 off, 1 on, 2 only in
/// cross terms. Number 9: 1 daily ap, -1 ap history.
struct Switches {
  std::array<int, 24> value{};
  constexpr Switches() { value.fill(1); }
  [[nodiscard]] double main(int i) const { return value[static_cast<std::size_t>(i)] == 1 ? 1 : 0; }
  [[nodiscard]] double cross(int i) const { return value[static_cast<std::size_t>(i)] > 0 ? 1 : 0; }
};

struct Air {
  double helium = 0.0;  ///< [1/m^3], as all below
  double oxygen = 0.0;  ///< atoms
  double nitrogen_molecules = 0.0;
  double oxygen_molecules = 0.0;
  double argon = 0.0;
  double hydrogen = 0.0;
  double nitrogen = 0.0;                ///< atoms
  double hot_oxygen = 0.0;              ///< atoms, not in equilibrium; counts for drag above 500 km
  double density = 0.0;                 ///< without hot oxygen [kg/m^3]
  double temperature = 0.0;             ///< [K]
  double exospheric_temperature = 0.0;  ///< [K]
  /// With hot oxygen [kg/m^3].
  [[nodiscard]] double drag_density() const;
  /// Of all particles but hot oxygen [1/m^3].
  [[nodiscard]] double number_density() const;
};

/// Any altitude from 0 km; below 72.5 km conditions 150, 150, 4 are meant to be given.
[[nodiscard]] Air evaluate(const Conditions& conditions, const Switches& switches = {});

}  // namespace tektite::environment::msis
