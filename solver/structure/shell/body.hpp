// One body as shells: its panels with their sections, the loads on it, and how it is held.
#pragma once

#include "solver/structure/shell/panel.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::structure::shell {

using Point = Vec3<VehicleAxes>;

/// Numbers per unknown: 6 per node, displacement [m] or force [N], then rotation [rad] or moment
/// [N m], in the vehicle's axes.
using NodalVector = std::vector<double>;

/// The panels of one body, in the order of their global ids; whole on the rank that solves it.
struct Body {
  std::vector<Point> node;                         ///< one per corner class, unloaded [m]
  std::vector<std::array<std::int32_t, 3>> panel;  ///< its nodes
  std::vector<PlacedTriangle> start;               ///< per panel, from place()
  std::vector<Section> section;                    ///< per panel
  [[nodiscard]] std::size_t unknowns_count() const { return 6 * node.size(); }
};

/// Fills `start`.
[[nodiscard]] Body make_body(std::vector<Point> nodes,
                             std::vector<std::array<std::int32_t, 3>> panels,
                             std::vector<Section> sections);

/// Where the nodes are.
struct Motion {
  std::vector<Point> position;
  std::vector<Matrix3> rotation;
};
[[nodiscard]] Motion at_rest(const Body& body);

/// How a body is held. Empty vectors: not at all.
struct Supports {
  std::vector<std::uint8_t> fixed;  ///< per unknown: 1 if it is held
  NodalVector value;                ///< per unknown: where it is held
};
[[nodiscard]] Supports no_supports(const Body& body);
/// Six unknowns that take the rigid motions and nothing else: a balanced load leaves no reaction.
/// The nodes must not lie on a line.
[[nodiscard]] Supports determinate_supports(const Body& body);

/// What acts on a body.
struct Loads {
  NodalVector nodal;             ///< per unknown, constant; empty: none
  std::vector<double> pressure;  ///< per panel: net, along its normal, which it follows [Pa];
                                 ///< empty: none
  bool relieved = false;  ///< balanced by the inertia of the body's free acceleration (a body in
                          ///< flight); areal_mass of the sections must be set
  Point spin;             ///< angular velocity of a relieved body [rad/s]
};

/// Force of all loads on every unknown. Force and moment of each panel's share are those of its
/// pressure, and its inertia, integrated over it exactly.
[[nodiscard]] NodalVector external_force(const Body& body, const Loads& loads,
                                         std::span<const Point> position);

/// Adds the pressure's share of the tangent of a panel: the symmetric part of minus the derivative
/// of its force; the skew parts of the panels of a closed volume cancel.
void add_load_stiffness(const std::array<Point, 3>& corners, double pressure,
                        PanelStiffness& stiffness);

/// Mass [kg], centre [m] and inertia about it [kg m^2] of panels of constant areal mass, exactly.
struct Inertia {
  double mass = 0.0;
  Point centre;
  Matrix3 tensor;
};
[[nodiscard]] Inertia inertia(const Body& body, std::span<const Point> position);

/// Sum of the forces and of the moments about the origin.
struct Wrench {
  Point force;
  Point moment;
};
[[nodiscard]] Wrench wrench(std::span<const double> force, std::span<const Point> position);

}  // namespace tektite::structure::shell
