// Section loads at joints and inertial loads at mounts of free bodies. Not for other rooms.
#pragma once

#include "solver/structure/models.hpp"
#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>
#include <vector>

namespace tektite::structure {

using VehicleVector = Vec3<VehicleAxes>;

/// Force and moment about the vehicle's origin.
struct Load {
  VehicleVector force;   ///< [N]
  VehicleVector moment;  ///< [N m]
};

/// How a free body moves under the air's load, about the steady state of falling.
struct Acceleration {
  VehicleVector linear;   ///< of the centre of mass [m/s^2]
  VehicleVector angular;  ///< [rad/s^2]
  VehicleVector rate;     ///< angular velocity, kept constant [rad/s]
};

/// Linear and angular acceleration of a rigid body under `load`; no rate.
[[nodiscard]] Acceleration free_motion(const vehicle::MassProperties& body, const Load& load);
/// Torque-free turning at `rate`: the angular acceleration of the gyroscopic moment.
[[nodiscard]] Acceleration free_spin(const vehicle::MassProperties& body,
                                     const VehicleVector& rate);
/// Of a point of the body [m/s^2].
[[nodiscard]] VehicleVector acceleration_at(const VehicleVector& place, const VehicleVector& centre,
                                            const Acceleration& motion);
/// What must act on `part` of a body to move it along: mass times acceleration, exact for the
/// part's moments.
[[nodiscard]] Load inertial_load(const vehicle::Moments& part, const VehicleVector& centre,
                                 const Acceleration& motion);

/// Axes about which a body may turn: the given one, or for a body that tumbles a fan of 13 that
/// leaves no direction further than 30 degrees away. Unit vectors; a body without a rate has none.
[[nodiscard]] std::vector<VehicleVector> spin_axes(const vehicle::Body& body);

/// One side of a joint in the tree of a body's rigid groups.
struct Section {
  std::size_t joint = 0;
  std::vector<std::size_t> parts;  ///< on the side of the joint's part_b, ascending
};

/// A body's joints as a tree (a forest of one tree per connected set of groups).
struct Tree {
  std::vector<Section> sections;         ///< ascending joints
  std::vector<std::size_t> loop_joints;  ///< joints between groups that others already connect
};

/// Over the joints that hold in `body`.
[[nodiscard]] Tree joint_tree(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                              std::int32_t body);

/// What a joint carries, each part >= 0.
struct SectionLoad {
  double tension = 0.0;  ///< [N]; compression carries no bolt
  double shear = 0.0;    ///< [N]
  double bending = 0.0;  ///< [N m]
  double torsion = 0.0;  ///< [N m]
};

/// Resolves the load that the joint puts on its side b, about the joint's centre and axis.
/// `pressure_load`: of gas that pulls the joint apart [N].
[[nodiscard]] SectionLoad resolve(const vehicle::Joint& joint, const Load& on_side,
                                  double pressure_load);

struct JointDemand {
  std::size_t joint = 0;
  std::int32_t body = -1;
  double demand = 0.0;
  double temperature = 0.0;  ///< [K]
  std::int32_t direction = -1;
};

/// A body and all the ways in which it may be moving.
struct BodyLoads {
  const vehicle::Body* body = nullptr;
  vehicle::MassProperties mass;                 ///< of all its parts together
  std::span<const vehicle::Moments> parts;      ///< by part
  const vehicle::AttitudeLoads* air = nullptr;  ///< or null: no air
  std::vector<Acceleration> attitudes;  ///< per attitude; one without load if there is no air
  std::vector<Acceleration> spins;      ///< per axis; one without rate if there is none
};

[[nodiscard]] BodyLoads body_loads(const vehicle::Body& body,
                                   std::span<const vehicle::Moments> parts,
                                   const vehicle::AttitudeLoads* air);

/// The worst over all attitudes and axes, two axes chosen for this joint among them (body
/// tumbling). `capacity_factor`: on the joint's cold capacities, strength at its temperature
/// included.
[[nodiscard]] JointDemand joint_demand(const vehicle::Vehicle& vehicle, const BodyLoads& loads,
                                       const Section& section, Interaction interaction,
                                       double capacity_factor, double pressure_load);

/// Largest acceleration of a point over attitudes plus the largest over axes [m/s^2].
[[nodiscard]] double worst_acceleration(const BodyLoads& loads, const VehicleVector& place,
                                        std::int32_t& direction);

}  // namespace tektite::structure
