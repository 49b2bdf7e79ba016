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
#include <memory>
#include <vector>

namespace tektite::aerodynamics {

/// Speed ratios at which free-molecular sums are kept. Integrated coefficients are smooth in 1/S
/// (polynomials but for terms in exp(-S^2)), so four nodes and a cubic in 1/S do. Below 4 and above
/// 32 the end node is used: free-molecular flight is at S = 10 to 25.
inline constexpr std::size_t speed_ratio_count = 4;
inline constexpr std::array<double, speed_ratio_count> speed_ratio_nodes = {4.0, 8.0, 16.0, 32.0};

/// Terms of a force.
inline constexpr std::size_t newtonian_term = 0;  ///< pressure as sin^2 of incidence, where lit
inline constexpr std::size_t base_term = 1;       ///< pressure 1 on open sides that are not lit
inline constexpr std::size_t shear_term = 2;      ///< laminar shear where lit [m^1.5]
inline constexpr std::size_t gas_term = 3;        ///< molecules that arrive, at each node
inline constexpr std::size_t wall_term = gas_term + speed_ratio_count;  ///< that leave
inline constexpr std::size_t force_terms = wall_term + speed_ratio_count;

/// Factors on the terms that make a force of them at one state of the air.
using Blend = std::array<double, force_terms>;

/// Coefficients of a continuum flow.
struct ContinuumFactors {
  double pressure = 0.0;  ///< per sin^2 of incidence
  double base = 0.0;      ///< pressure coefficient of the lee, at most 0
  double shear = 0.0;     ///< shear coefficient times the root of the running length [m^0.5]
};

/// Cubic Lagrange weights of the nodes, in 1/S.
[[nodiscard]] std::array<double, speed_ratio_count> speed_ratio_weights(double speed_ratio);

/// Factors for `share` of free-molecular flow. `wall_ratio` = Tw / T.
[[nodiscard]] Blend blend(const ContinuumFactors& continuum, double share, double speed_ratio,
                          double wall_ratio);

/// Force / q [m^2] and moment about the vehicle's origin / q [m^3], vehicle's axes.
struct Wrench {
  Vec3<VehicleAxes> force;
  Vec3<VehicleAxes> moment;
};

/// How a force / q and moment / q change with the motion of the body's points, per speed: times
/// [u; w] / V, u the velocity of the vehicle's origin [m/s], w the rate [rad/s]. Rows: force [m^2],
/// moment about the origin [m^3]; columns: u, w. Row by row.
using Damping = std::array<double, 36>;

/// What a body with six degrees of freedom needs beside the means: everything in each attitude.
struct Turning {
  SphereNet net;
  std::vector<Wrench> total;         ///< attitude * force_terms + term: sums over the parts
  std::vector<Damping> newtonian;    ///< per attitude: of the Newtonian term
  std::vector<Damping> molecular;    ///< per attitude: of free-molecular flow at S >> 1
  std::vector<std::int32_t> panels;  ///< of this rank, local, ascending
  /// (2 * place in `panels` + side) * attitudes + attitude: lit share of the side, in 255ths.
  std::vector<std::uint8_t> lit;
  std::vector<double> front;  ///< per attitude: where the body's front lies along it [m]
  double error = 0.0;         ///< of interpolation, estimated: share of the largest force or moment

  [[nodiscard]] std::size_t attitudes() const { return newtonian.size(); }
  /// Force and moment / q between three attitudes.
  [[nodiscard]] Wrench at(const Between& between, const Blend& factor) const;
};

struct ShadowTable;

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

  std::shared_ptr<const ShadowTable> shadows;  ///< this rank's rays, for the next survey
  std::shared_ptr<Turning> turning;  ///< of bodies whose attitude is integrated; else null

  /// Fills the means from the sums.
  void average();
  /// Fills `turning` but for its panels, from the sums and the net of the attitudes' level.
  /// `length` [m] turns moments into forces for the estimate of the error.
  void begin_turning(int level, double length);
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
