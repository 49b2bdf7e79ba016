// Flight of one body over one stretch of time, remembered as a continuous path.
#pragma once

#include "solver/environment/earth.hpp"
#include "solver/trajectory/dormand_prince.hpp"
#include "solver/trajectory/function_ref.hpp"
#include "solver/vehicle/state.hpp"

#include <optional>
#include <vector>

namespace tektite::trajectory {

/// Non-gravitational acceleration [m/s^2] at (time [s], position [m], velocity relative to the
/// rotating Earth [m/s]). Must be a smooth function of its arguments within one `fly`.
using ForceModel =
    FunctionRef<Vec3<EarthFixed>(double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&)>;

/// What pushes and turns a rigid body, gravity apart.
struct Action {
  Vec3<EarthFixed> acceleration;  ///< of the centre of mass [m/s^2]
  Vec3<BodyAxes> torque;          ///< about the centre of mass [N m]
};
/// Action at (time [s], place, motion, attitude and rate). Continuous in its arguments within one
/// `turn`; kinks cost short sub-steps.
using ActionModel = FunctionRef<Action(double, const vehicle::Flight&)>;

/// Error allowed per sub-step: |error| <= relative * |value| + the absolute part.
struct Tolerance {
  double relative = 1e-9;      ///< of each component [-]
  double position = 1e-3;      ///< [m]
  double velocity = 1e-6;      ///< [m/s]
  double attitude = 1e-9;      ///< of the quaternion's components [-]
  double rate = 1e-9;          ///< [rad/s]
  double first_step = 5.0;     ///< sub-step tried first [s]
  double longest_step = 60.0;  ///< [s]
};

/// How a body is turned along its path (vehicle::Body::mode and wind).
struct AttitudeRule {
  vehicle::AttitudeMode mode = vehicle::AttitudeMode::tumbling;
  Vec3<BodyAxes> wind;  ///< fixed: unit direction the body moves in, seen from the body
};

/// Where one body was at any time of a stretch. A value; reusing one keeps its storage.
class Path {
 public:
  /// Flies from `t0` to `t1` [s], or to the ground: three degrees of freedom in Earth-fixed axes,
  /// with the planet's gravity and rotation; sub-steps by error control. What the
  /// path held before is gone.
  /// Attitude: a tumbling or spinning body turns with its constant body rate relative to the
  /// Earth-fixed axes; a fixed one is turned by attitude_for().
  /// The result depends on the arguments only, never on earlier calls.
  /// Throws Error(physics_failed) when no sub-step is small enough (force not finite).
  void fly(const vehicle::Flight& start, const AttitudeRule& attitude, double t0, double t1,
           ForceModel force, const Tolerance& tolerance,
           const environment::Planet& planet = environment::earth);

  /// Flies likewise with six degrees of freedom: a rigid body of `inertia` [kg m^2] about its
  /// centre of mass, in body axes, positive definite. The attitude follows Euler's equations under
  /// the action's torque and the gradient of gravity, 3 mu/r^3 (u x I u) with u the vertical in
  /// body axes (of the point mass: the oblateness changes it by 1e-3 of itself). Throws bad_input
  /// for an inertia that is not positive definite. Ref: Hughes1986
  void turn(const vehicle::Flight& start, const Mat3& inertia, double t0, double t1,
            ActionModel action, const Tolerance& tolerance,
            const environment::Planet& planet = environment::earth);

  [[nodiscard]] double begin() const { return begin_; }  ///< [s]
  /// End of the stretch, or the moment of touching the ground. [s]
  [[nodiscard]] double end() const { return end_; }
  /// Did the body reach altitude 0? Then that was at end().
  [[nodiscard]] bool landed() const { return landed_; }

  /// Place, motion and attitude at a time in [begin(), end()]; times outside are moved to the
  /// nearer end. Fourth order in the sub-step. For a body that started below the ground, begin() ==
  /// end() and it has landed.
  [[nodiscard]] vehicle::Flight at(double time) const;
  [[nodiscard]] Vec3<EarthFixed> position(double time) const;
  [[nodiscard]] Vec3<EarthFixed> velocity(double time) const;
  [[nodiscard]] vehicle::Flight back() const { return at(end_); }

  /// Quantity whose zeros are events: altitude - h, q - q_limit, z ...
  using Quantity = FunctionRef<double(double, const Vec3<EarthFixed>&, const Vec3<EarthFixed>&)>;
  /// First time from `from` on at which `quantity` changes sign, to 1e-6 s on the path's dense
  /// output. Each sub-step is looked at in 8 places: a pair of zeros closer than that is missed.
  [[nodiscard]] std::optional<double> first_zero(Quantity quantity, double from) const;

  [[nodiscard]] int steps() const { return static_cast<int>(steps_.size() + turns_.size()); }
  [[nodiscard]] int rejected() const { return rejected_; }  ///< sub-steps tried in vain

 private:
  void begin(const vehicle::Flight& start, double t0, const environment::Planet& planet);
  template <std::size_t N, class Rate>
  void march(Rate& rate, const Values<N>& first, const StepControl<N>& control, double t1,
             std::vector<DenseStep<N>>& steps);
  /// Position and velocity.
  [[nodiscard]] Values<6> motion(double time) const;

  double begin_ = 0.0;
  double end_ = 0.0;
  bool landed_ = false;
  int rejected_ = 0;
  std::vector<DenseStep<6>> steps_;   ///< in order of time; of `fly`
  std::vector<DenseStep<13>> turns_;  ///< of `turn`
  vehicle::Flight start_;
  AttitudeRule attitude_;
  environment::Planet planet_ = environment::earth;
};

/// Path::fly into a new path.
[[nodiscard]] Path advance(const vehicle::Flight& start, const AttitudeRule& attitude, double t0,
                           double t1, ForceModel force, const Tolerance& tolerance,
                           const environment::Planet& planet = environment::earth);

}  // namespace tektite::trajectory
