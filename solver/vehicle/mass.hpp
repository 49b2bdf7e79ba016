// Mass, centre and inertia of what flies, by sums that do not depend on the number of ranks.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::vehicle {

/// Moments of a distribution of mass about the vehicle's origin, vehicle's axes. They add up.
struct Moments {
  double mass = 0.0;         ///< [kg]
  Vec3<VehicleAxes> first;   ///< integral of r dm [kg m]
  Mat3 second;               ///< integral of r r^T dm, symmetric [kg m^2]
  double wetted_area = 0.0;  ///< of panels, both faces count once [m^2]
  Moments& operator+=(const Moments& other);
  friend Moments operator-(const Moments& a, const Moments& b);
};

/// Mass, centre and inertia about the centre. Nothing (mass 0) gives zeros.
[[nodiscard]] MassProperties properties(const Moments& moments);

struct BodyMass {
  MassProperties properties;
  double wetted_area = 0.0;  ///< of its panels, both faces count once; of the object it is [m^2]
};

/// Which node each thing is counted at; -1: at none.
struct Assignment {
  std::span<const std::int32_t> panel;   ///< per owned panel (may be longer)
  std::span<const std::int32_t> joint;   ///< per joint
  std::span<const std::int32_t> object;  ///< per object, contained ones on their own
  std::span<const std::int32_t> volume;  ///< per volume: its gas
};

/// Panels are thin triangles with the mass that is left in their cells, their own inertia included.
/// A joint is a thin ring of radius (length of its seam) / 2 pi about its centre and axis.
/// An object has what is left of its cells at its position, its own inertia shrinking with its
/// mass; as long as it is not released it moves with the body it is in. Gas is a point in the
/// middle of its walls.
class MassSums {
 public:
  /// Keeps a reference: `vehicle` must outlive this object. Not collective.
  explicit MassSums(const Vehicle& vehicle);

  /// For each entry of state.bodies, flying or not. Panels count by State::body, joints by
  /// joint_body (a failed joint stays with the side of its part_b), objects by object_body, gas by
  /// volume_body. One message. @note Collective
  [[nodiscard]] std::vector<BodyMass> bodies(const State& state) const;

  /// For the bodies with these ids: index = position in `ids` * parts + part. Joints count at
  /// their part_b (part_a if b has no panel left in the body), objects at the part that hosts them
  /// or their outermost host, gas at the largest wall of its volume; each at the body's first part
  /// where that has no panel left in it. The parts of a body add up to the body. One message.
  /// @note Collective
  [[nodiscard]] std::vector<Moments> parts(const State& state,
                                           std::span<const std::int32_t> ids) const;

  /// Sums over any assignment to `nodes` nodes. One message. @note Collective
  [[nodiscard]] std::vector<Moments> sum(const State& state, std::size_t nodes,
                                         const Assignment& assignment) const;

  [[nodiscard]] Moments joint(std::size_t index) const;  ///< as built
  [[nodiscard]] Moments object(const State& state,
                               std::size_t index) const;  ///< without contained ones
  [[nodiscard]] Moments gas(const State& state, std::size_t index) const;
  /// The outermost host of an object that has not been released; itself if none holds it.
  [[nodiscard]] std::size_t outermost(const State& state, std::size_t object) const;
  /// Area of all walls of a volume, inner bulkheads included, as built [m^2].
  [[nodiscard]] double wall_area(std::size_t volume) const { return wall_area_[volume]; }
  /// Middle of the walls of a volume [m].
  [[nodiscard]] const Vec3<VehicleAxes>& volume_centre(std::size_t volume) const {
    return volume_centre_[volume];
  }

 private:
  const Vehicle* vehicle_;
  std::vector<double> wall_area_;                 ///< per volume [m^2]
  std::vector<Vec3<VehicleAxes>> volume_centre_;  ///< per volume [m]
  std::vector<std::vector<int>> walls_;           ///< per volume: its parts, largest first
};

/// Surface of what is left of an object: of its outermost cell with mass [m^2]; 0: nothing is left.
[[nodiscard]] double surface_left(const Vehicle& vehicle, const State& state, std::size_t object);

/// Position in state.bodies of each body id in [0, next_body); -1: no such body.
[[nodiscard]] std::vector<std::int32_t> body_positions(const State& state);

/// Moves a body's place and velocity from its old centre of mass to that of `now`, as a rigid body,
/// and takes `now` over. Due whenever mass has left a body.
void recentre(Body& body, const MassProperties& now);

/// Local index of an owned panel by its global id, or -1 if another rank owns it.
[[nodiscard]] std::int32_t find_owned(const mesh::PanelMesh& mesh, std::int64_t global_id);

}  // namespace tektite::vehicle
