#include "solver/trajectory/flight.hpp"

#include "solver/trajectory/attitude.hpp"
#include "solver/trajectory/rigid_body.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::trajectory {

namespace {

template <std::size_t N>
Vec3<EarthFixed> position_of(const Values<N>& y) {
  return {y[0], y[1], y[2]};
}
template <std::size_t N>
Vec3<EarthFixed> velocity_of(const Values<N>& y) {
  return {y[3], y[4], y[5]};
}

template <std::size_t N>
const DenseStep<N>& step_at(const std::vector<DenseStep<N>>& steps, double time) {
  const auto after =
      std::upper_bound(steps.begin() + 1, steps.end(), time,
                       [](double t, const DenseStep<N>& step) { return t < step.begin; });
  return *(after - 1);
}

StepControl<6> control_of(const Tolerance& tolerance) {
  StepControl<6> control;
  control.relative = tolerance.relative;
  for (std::size_t i = 0; i < 3; ++i) {
    control.absolute[i] = tolerance.position;
    control.absolute[i + 3] = tolerance.velocity;
  }
  control.first_step = tolerance.first_step;
  control.longest_step = tolerance.longest_step;
  return control;
}

}  // namespace

Values<6> Path::motion(double time) const {
  const double t = std::clamp(time, begin_, end_);
  if (!steps_.empty()) return step_at(steps_, t).at(t);
  if (!turns_.empty()) {
    const Values<13> y = step_at(turns_, t).at(t);
    return {y[0], y[1], y[2], y[3], y[4], y[5]};
  }
  const Vec3<EarthFixed>&r = start_.position, &v = start_.velocity;
  return {r.x, r.y, r.z, v.x, v.y, v.z};
}

Vec3<EarthFixed> Path::position(double time) const {
  return position_of(motion(time));
}

Vec3<EarthFixed> Path::velocity(double time) const {
  return velocity_of(motion(time));
}

vehicle::Flight Path::at(double time) const {
  const double t = std::clamp(time, begin_, end_);
  if (!turns_.empty()) return flight_of(step_at(turns_, t).at(t), planet_);
  vehicle::Flight now = start_;
  const Values<6> y = motion(t);
  now.position = position_of(y);
  now.velocity = velocity_of(y);
  if (attitude_.mode == vehicle::AttitudeMode::fixed) {
    now.attitude = attitude_for(attitude_.wind, now.position, now.velocity, planet_);
  } else if (t > begin_) {
    now.attitude = turned(start_.attitude, start_.rate, t - begin_);
  }
  return now;
}

std::optional<double> Path::first_zero(Quantity quantity, double from) const {
  const auto search = [&](const auto& steps) -> std::optional<double> {
    for (const auto& step : steps) {
      if (step.end() < from) continue;
      const auto of_values = [&](double t, const auto& y) {
        return quantity(t, position_of(y), velocity_of(y));
      };
      const auto zero = trajectory::first_zero(step, of_values, from);
      if (zero && *zero <= end_) return zero;
    }
    return std::nullopt;
  };
  return turns_.empty() ? search(steps_) : search(turns_);
}

void Path::begin(const vehicle::Flight& start, double t0, const environment::Planet& planet) {
  begin_ = t0;
  end_ = t0;
  rejected_ = 0;
  steps_.clear();
  turns_.clear();
  start_ = start;
  planet_ = planet;
  landed_ = environment::altitude(start.position, planet) <= 0.0;
}

template <std::size_t N, class Rate>
void Path::march(Rate& rate, const Values<N>& first, const StepControl<N>& control, double t1,
                 std::vector<DenseStep<N>>& steps) {
  DormandPrince<N, Rate> march(rate, begin_, first, control);
  while (march.time() < t1 && !landed_) {
    const DenseStep<N> step = march.step(t1);
    steps.push_back(step);
    end_ = march.time();
    const auto height = [&](double t) {
      return environment::altitude(position_of(step.at(t)), planet_);
    };
    const double at_end = height(step.end());
    if (at_end <= 0.0) {
      end_ = find_zero(height, step.begin, height(step.begin), step.end(), at_end);
      landed_ = true;
    }
  }
  rejected_ = march.rejected();
}

void Path::fly(const vehicle::Flight& start, const AttitudeRule& attitude, double t0, double t1,
               ForceModel force, const Tolerance& tolerance, const environment::Planet& planet) {
  begin(start, t0, planet);
  attitude_ = attitude;
  if (landed_ || t1 <= t0) return;
  auto rate = [&](double t, const Values<6>& y) -> Values<6> {
    const Vec3<EarthFixed> r = position_of(y), v = velocity_of(y);
    const Vec3<EarthFixed> a =
        environment::acceleration_in_rotating_frame(r, v, planet) + force(t, r, v);
    return {v.x, v.y, v.z, a.x, a.y, a.z};
  };
  march(rate, motion(t0), control_of(tolerance), t1, steps_);
}

void Path::turn(const vehicle::Flight& start, const Mat3& inertia, double t0, double t1,
                ActionModel action, const Tolerance& tolerance, const environment::Planet& planet) {
  const RigidBody body(inertia);
  begin(start, t0, planet);
  attitude_ = {vehicle::AttitudeMode::integrated, {}};
  if (landed_ || t1 <= t0) return;
  auto rate = [&](double t, const Values<13>& y) -> Values<13> {
    const vehicle::Flight now = flight_of(y, planet);
    const Action acting = action(t, now);
    const Vec3<EarthFixed> a =
        environment::acceleration_in_rotating_frame(now.position, now.velocity, planet) +
        acting.acceleration;
    const Vec3<BodyAxes> vertical = rotate<BodyAxes>(conjugate(now.attitude), unit(now.position));
    const double distance = norm(now.position);
    const double gradient = 3.0 * planet.gravitational_parameter / (distance * distance * distance);
    const Vec3<BodyAxes> torque =
        acting.torque + gradient * cross(vertical, body.momentum(vertical));
    const Vec3<BodyAxes> inertial{y[10], y[11], y[12]};
    const Vec3<BodyAxes> angular = body.acceleration(inertial, torque);
    // The attitude is the one of the four numbers, not of their unit: so the derivative is that of
    // a smooth function also where rounding has taken the length off 1.
    const Vec3<BodyAxes>& w = now.rate;
    const Quaternion spin = Quaternion{y[6], y[7], y[8], y[9]} * Quaternion{0.0, w.x, w.y, w.z};
    return {now.velocity.x, now.velocity.y, now.velocity.z, a.x,          a.y,       a.z,
            0.5 * spin.w,   0.5 * spin.x,   0.5 * spin.y,   0.5 * spin.z, angular.x, angular.y,
            angular.z};
  };
  const StepControl<6> plain = control_of(tolerance);
  StepControl<13> control;
  control.relative = plain.relative;
  control.first_step = plain.first_step;
  control.longest_step = plain.longest_step;
  std::copy(plain.absolute.begin(), plain.absolute.end(), control.absolute.begin());
  for (std::size_t i = 6; i < 10; ++i) control.absolute[i] = tolerance.attitude;
  for (std::size_t i = 10; i < 13; ++i) control.absolute[i] = tolerance.rate;
  march(rate, values_of(start, planet), control, t1, turns_);
}

Path advance(const vehicle::Flight& start, const AttitudeRule& attitude, double t0, double t1,
             ForceModel force, const Tolerance& tolerance, const environment::Planet& planet) {
  Path path;
  path.fly(start, attitude, t0, t1, force, tolerance, planet);
  return path;
}

}  // namespace tektite::trajectory
