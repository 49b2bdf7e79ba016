// The spherical-harmonic expansions of NRLMSISE-00. Not for other rooms.
#pragma once

#include "solver/environment/nrlmsise00.hpp"
#include "solver/environment/nrlmsise00_table.hpp"

namespace tektite::environment::msis {

/// What all expansions share at one place and time. An instance follows one evaluation: the
/// geomagnetic term of the latest G is what G_s uses, as in the authors' program.
class Expansions {
 public:
  Expansions(const Conditions& conditions, const Switches& switches);
  /// G ("globe7").
  [[nodiscard]] double thermosphere(const Expansion& p);
  /// G_s ("glob7s").
  [[nodiscard]] double lower(const LowerExpansion& p) const;

 private:
  [[nodiscard]] double yearly(double harmonic, double phase) const;
  /// 1 if the term's switch is on; its number is one more than the term's.
  [[nodiscard]] double on(int term) const;
  [[nodiscard]] double daily_ap(const Expansion& p) const;
  [[nodiscard]] double ap_history(const Expansion& p) const;
  [[nodiscard]] double zonal_storm(const Expansion& p, std::size_t first, std::size_t cross,
                                   std::size_t diurnal, double c14) const;
  [[nodiscard]] double universal_time(const Expansion& p, double c14) const;

  const Conditions& at_;
  const Switches& switches_;
  double legendre_[4][9]{};     ///< [order][degree]
  double cosine_[4], sine_[4];  ///< of multiples of the local time's angle
  double cos_longitude_, sin_longitude_;
  double flux_, flux_average_;  ///< F10.7 less its mean; the mean less 150
  double storm_ = 0.0;          ///< ap term of the latest G
};

}  // namespace tektite::environment::msis
