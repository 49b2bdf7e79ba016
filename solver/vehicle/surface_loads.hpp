// What the air does to surfaces: the one product of correlations and of the flow solver.
#pragma once

#include "solver/base/vec.hpp"

#include <cstdint>
#include <vector>

namespace tektite::vehicle {

/// Sides of a panel. Outer is where its normal points.
inline constexpr int outer = 0;
inline constexpr int inner = 1;

/// Heat into a side at wall temperature Tw: film * (recovery - cp_air * Tw) [W/m^2].
/// Index of a panel's side: 2 * local panel + side; owned panels only. A side that sees no air is
/// 0.
struct SurfaceLoads {
  std::vector<double> film;      ///< [kg/(m^2 s)]
  std::vector<double> recovery;  ///< recovery enthalpy, relative to 0 K [J/kg]
  std::vector<double> pressure;  ///< absolute [Pa]
  // objects (by object; 0 unless released) and joints (by joint; 0 if shielded): averages over the
  // surface
  std::vector<double> object_film;
  std::vector<double> object_recovery;
  std::vector<double> object_pressure;  ///< absolute, for the burning of char [Pa]; empty: none
  std::vector<double> joint_film;
  std::vector<double> joint_recovery;
};

/// How a panel's side has met the air, averaged over the attitudes of its body: for each node s_k
/// of the sine of the local incidence, the mean share of attitudes with that incidence in which the
/// side sees the flow. An average of f(s) over attitudes is sum_k weight[k] f(s_k); exact for
/// linear f.
inline constexpr int incidence_nodes = 17;
[[nodiscard]] constexpr double incidence(int node) {
  return static_cast<double>(node) / (incidence_nodes - 1);
}

struct Exposure {
  /// Per side of each owned panel (2 * local panel + side), incidence_nodes numbers.
  std::vector<double> weight;
  /// Largest sin^2 of incidence over the attitudes, seen by the flow; same index as a side.
  std::vector<double> peak;
  /// Mean of 1/sqrt(x) over the attitudes in which the side sees the flow, x the length that the
  /// flow has run along the surface of the body when it gets there; 0 for a side that never sees it
  /// [m^-1/2]. Same index as a side.
  std::vector<double> running;
};

/// Forces of the air on each part of one body, for each attitude of its database. Replicated.
struct AttitudeLoads {
  std::int32_t body = -1;
  std::vector<double> weight;  ///< per attitude, sum 1
  std::vector<Vec3<BodyAxes>>
      direction;  ///< per attitude: unit, the way the body moves through the air
  /// attitude * parts + part: force [N], and moment about the vehicle's origin [N m].
  std::vector<Vec3<VehicleAxes>> force;
  std::vector<Vec3<VehicleAxes>> moment;
};

}  // namespace tektite::vehicle
