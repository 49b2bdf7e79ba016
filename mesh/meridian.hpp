// The curve that sweeps out a surface of revolution: a straight line or an arc in the half-plane
// (x, r) of the shape's axes, r >= 0, run through so that the outer side lies to its left.
#pragma once

#include "mesh/shapes.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::mesh {

/// Position along the axis and distance from it [m].
struct AxialPoint {
  double x = 0.0;
  double r = 0.0;
};

class Meridian {
 public:
  /// For cylinder, cone, disc, sphere and cap, sizes checked already.
  explicit Meridian(const Shape& shape);

  [[nodiscard]] double length() const { return length_; }  ///< [m]
  /// Point at the arc length s in [0, length()].
  [[nodiscard]] AxialPoint at(double s) const;
  /// Arc length of the curve's point nearest to `p`, in [0, length()].
  [[nodiscard]] double project(const AxialPoint& p) const;
  [[nodiscard]] double distance(const AxialPoint& p) const;  ///< to the curve [m]
  [[nodiscard]] bool starts_at_pole() const { return pole_[0]; }
  [[nodiscard]] bool ends_at_pole() const { return pole_[1]; }
  /// Principal radii of curvature at s, the smaller one first [m].
  [[nodiscard]] std::array<double, 2> radii(double s) const;
  [[nodiscard]] double area() const;  ///< of the whole surface of revolution [m^2]

 private:
  bool arc_ = false;
  AxialPoint first_, last_;  ///< ends
  double centre_ = 0.0;      ///< arc: x of its centre [m]
  double radius_ = 0.0;      ///< arc [m]
  double angle_ = 0.0;       ///< arc: polar angle from +x at s = 0 [rad]
  double length_ = 0.0;
  std::array<bool, 2> pole_{};
};

/// Patches of a surface of revolution: bands along the meridian, each cut into sectors. Around a
/// pole the patch is a round cap. Follows from the ideal shape and the patch size alone.
class RevolutionPatches {
 public:
  RevolutionPatches(const Meridian& meridian, double patch_size);
  [[nodiscard]] std::int32_t count() const { return first_.back(); }
  /// Patch at arc length s and angle phi [rad] about the axis, from 0.
  [[nodiscard]] std::int32_t at(double s, double phi) const;

 private:
  double width_ = 0.0;               ///< of a band [m]
  double start_ = 0.0;               ///< arc length at which band 1 begins
  std::vector<std::int32_t> first_;  ///< first patch of each band, and the count
};

}  // namespace tektite::mesh
