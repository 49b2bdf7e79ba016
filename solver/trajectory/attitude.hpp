// How a body is turned in space.
#pragma once

#include "solver/base/vec.hpp"
#include "solver/environment/earth.hpp"

namespace tektite::trajectory {

/// Attitude (body axes to Earth-fixed axes) of a body that always moves in the direction `wind`
/// of its own axes: `wind` (any length but 0) maps on the unit velocity.
/// Roll rule: the body's up axis, which is +z, or +x when `wind` is within 1 deg of +-z, points as
/// nearly to local up as the first condition allows; when the velocity is within 0.1 deg of the
/// vertical, as nearly to local north. A body at rest is treated as falling.
[[nodiscard]] Quaternion attitude_for(const Vec3<BodyAxes>& wind, const Vec3<EarthFixed>& position,
                                      const Vec3<EarthFixed>& velocity,
                                      const environment::Planet& planet = environment::earth);

/// Attitude that turns the body vector `body_first` into the direction `first`, and `body_second`
/// as nearly into `second` as that allows. Neither pair may be parallel.
[[nodiscard]] Quaternion aligned(const Vec3<BodyAxes>& body_first,
                                 const Vec3<BodyAxes>& body_second, const Vec3<EarthFixed>& first,
                                 const Vec3<EarthFixed>& second);

/// Attitude after `duration` [s] of turning at the constant body rate [rad/s]. Exact.
[[nodiscard]] Quaternion turned(const Quaternion& attitude, const Vec3<BodyAxes>& rate,
                                double duration);

}  // namespace tektite::trajectory
