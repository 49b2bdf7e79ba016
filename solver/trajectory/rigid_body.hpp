// How a rigid body turns, and how its thirteen numbers are laid out for the integrator.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/environment/earth.hpp"
#include "solver/trajectory/dormand_prince.hpp"
#include "solver/vehicle/state.hpp"

namespace tektite::trajectory {

/// Euler's equations in body axes. Ref: Hughes1986
class RigidBody {
 public:
  /// `inertia` [kg m^2], symmetric. Throws bad_input unless it is positive definite.
  explicit RigidBody(const Mat3& inertia);

  /// I w [kg m^2/s], for w [rad/s].
  [[nodiscard]] Vec3<BodyAxes> momentum(const Vec3<BodyAxes>& w) const { return inertia_ * w; }
  /// dw/dt = I^-1 (torque - w x I w) [rad/s^2]; w relative to inertial axes [rad/s], torque [N m].
  [[nodiscard]] Vec3<BodyAxes> acceleration(const Vec3<BodyAxes>& w,
                                            const Vec3<BodyAxes>& torque) const {
    return inverse_ * (torque - cross(w, momentum(w)));
  }

 private:
  Mat3 inertia_;
  Mat3 inverse_;
};

/// May this inertia be turned by Euler's equations? Positive definite, and its least principal
/// moment at least 1e-9 of the largest: a rod without thickness has no rate about itself.
[[nodiscard]] bool can_turn(const Mat3& inertia);

/// Position [m], velocity relative to the rotating Earth [m/s], attitude (body to Earth-fixed axes,
/// scalar first), rate relative to inertial axes in body axes [rad/s]: the one that Euler's
/// equations know. A Flight holds the rate relative to the Earth-fixed axes.
[[nodiscard]] Values<13> values_of(const vehicle::Flight& flight,
                                   const environment::Planet& planet);
/// The other way; the attitude is made a unit quaternion.
[[nodiscard]] vehicle::Flight flight_of(const Values<13>& values,
                                        const environment::Planet& planet);

}  // namespace tektite::trajectory
