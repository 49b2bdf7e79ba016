// Orbits from two-line element sets.
#pragma once

#include "io/input/orbit_file.hpp"
#include "solver/trajectory/orbit.hpp"

namespace tektite::trajectory {

/// The analytical theory that two-line elements are made for (SGP4), for periods below 225 minutes.
/// Its constants are those of WGS72; its axes are the true equator and mean equinox of date (TEME).
/// Ref: HootsRoehrich1980, ValladoEtAl2006
class Sgp4 {
 public:
  /// Throws bad_input, naming file and line, for orbits of deep space (periods of 225 minutes and
  /// more), and for elements that are no orbit.
  explicit Sgp4(const input::TwoLineElements& elements);

  /// Position [m] and velocity [m/s] in TEME, `minutes` after the epoch; fit to a few kilometres
  /// for a few days. Throws bad_input where the theory ends: an eccentricity outside [0, 1), or the
  /// satellite below the ground.
  struct State {
    Vec3<input::FileAxes> position;
    Vec3<input::FileAxes> velocity;
  };
  [[nodiscard]] State at(double minutes) const;

 private:
  void set_drag(double s, double coefficient_of_s);
  [[noreturn]] void fail(const std::string& text) const;

  // Symbols and units of the report: Earth radii, minutes, radians.
  input::TwoLineElements elements_;
  bool is_simple_ = false;            ///< perigee below 220 km: drag to lower order
  double n0_ = 0.0, a0_ = 0.0;        ///< Brouwer's mean motion and semi-major axis
  double cosine_ = 0.0, sine_ = 0.0;  ///< of the inclination
  double eta_ = 0.0;
  double C1_ = 0.0, C4_ = 0.0, C5_ = 0.0;
  double D2_ = 0.0, D3_ = 0.0, D4_ = 0.0;
  double M_rate_ = 0.0, omega_rate_ = 0.0, node_rate_ = 0.0;
  double node_drag_ = 0.0, omega_drag_ = 0.0, M_drag_ = 0.0;
  double t3_ = 0.0, t4_ = 0.0, t5_ = 0.0;  ///< factors of powers of time in the mean longitude
  double long_period_L_ = 0.0, long_period_y_ = 0.0;
};

}  // namespace tektite::trajectory
