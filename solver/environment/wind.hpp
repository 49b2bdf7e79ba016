// Motion of the air over the turning Earth.
#pragma once

#include "io/case/section.hpp"

#include <vector>

namespace tektite::environment {

/// Horizontal, on the ellipsoid [m/s].
struct WindVector {
  double east = 0.0;
  double north = 0.0;
};

/// Wind by altitude and, if its table says so, latitude: linear between the values, and those of
/// the ends beyond. Immutable.
class Wind {
 public:
  Wind() = default;
  /// From the section `atmosphere.wind`. Throws bad_input, for the file with its line.
  explicit Wind(const io::Section& wind);

  [[nodiscard]] bool is_calm() const { return altitudes_.empty(); }
  [[nodiscard]] bool varies_with_latitude() const { return latitudes_.size() > 1; }
  /// Geodetic [m], [rad].
  [[nodiscard]] WindVector at(double altitude, double latitude) const;

 private:
  void read(const io::Section& wind);

  std::vector<double> altitudes_;   ///< rising [m]
  std::vector<double> latitudes_;   ///< rising [rad]; one if the wind does not depend on it
  std::vector<WindVector> values_;  ///< [latitude][altitude]
};

[[nodiscard]] const io::Keys& wind_keys();

}  // namespace tektite::environment
