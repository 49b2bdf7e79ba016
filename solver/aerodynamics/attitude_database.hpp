// What the air does to one body in each of its attitudes, as areas: independent of the flow's
// density and speed, so that a database lives as long as the body's geometry.
#pragma once

#include "solver/aerodynamics/directions.hpp"
#include "solver/aerodynamics/free_molecular.hpp"
#include "solver/aerodynamics/models.hpp"
#include "solver/aerodynamics/shape_class.hpp"
#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::aerodynamics {

/// Speed ratios at which free-molecular sums are kept. Integrated coefficients are smooth in 1/S
/// (polynomials but for terms in exp(-S^2)), so four nodes and a cubic in 1/S do. Below 4 and above
/// 32 the end node is used: free-molecular flight is at S = 10 to 25.
inline constexpr std::size_t speed_ratio_count = 4;
inline constexpr std::array<double, speed_ratio_count> speed_ratio_nodes = {4.0, 8.0, 16.0, 32.0};

/// Terms of a force: continuum, then gas and shear at each node, then wall at each node.
inline constexpr std::size_t force_terms = 1 + 2 * speed_ratio_count;

/// Factors on the terms that make a force of them at one state of the air.
using Blend = std::array<double, force_terms>;

/// Cubic Lagrange weights of the nodes, in 1/S.
[[nodiscard]] std::array<double, speed_ratio_count> speed_ratio_weights(double speed_ratio);

/// Factors for `share` of free-molecular flow. `coefficient`: continuum pressure per sin^2.
/// `wall_ratio` = Tw / T.
[[nodiscard]] Blend blend(double coefficient, double share, double speed_ratio, double wall_ratio);

/// Force / q [m^2] and moment about the vehicle's origin / q [m^3], vehicle's axes.
struct Wrench {
  Vec3<VehicleAxes> force;
  Vec3<VehicleAxes> moment;
};

struct AttitudeDatabase {
  Directions attitudes;
  std::vector<std::int32_t> parts;  ///< that the body has panels of, ascending
  ShapeClass shape;
  double panel_area = 0.0;         ///< of its panels, one face each [m^2]
  std::vector<Wrench> terms;       ///< (attitude * parts + part) * force_terms + term
  std::vector<double> silhouette;  ///< area seen from ahead, per attitude [m^2]
  // Means over the attitudes
  double projected_area = 0.0;                     ///< [m^2]
  std::array<double, force_terms> drag{};          ///< against the direction of motion [m^2]
  std::array<Vec3<BodyAxes>, force_terms> side{};  ///< the rest; one attitude only [m^2]

  /// Fills the means from the sums.
  void average();
  /// Fills the shape; where the attitudes are all directions, with the openness of the silhouettes.
  void classify(ShapeMeasures measures);
};

/// Free-molecular coefficients at all speed-ratio nodes against the sine of incidence, tabulated.
class NodeTable {
 public:
  NodeTable(FreeMolecularModel model, Accommodation accommodation);
  /// gas, wall and shear at each node.
  struct Values {
    std::array<double, speed_ratio_count> gas, wall, shear;
  };
  /// Linear in s, -1 <= s <= 1; error below 1e-5 of the largest coefficient.
  [[nodiscard]] Values at(double s) const;

 private:
  static constexpr int intervals = 4096;
  std::vector<Values> values_;
};

}  // namespace tektite::aerodynamics
