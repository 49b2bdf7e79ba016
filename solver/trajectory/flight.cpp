#include "solver/trajectory/flight.hpp"

#include "solver/trajectory/attitude.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::trajectory {

namespace {

Vec3<EarthFixed> position_of(const Values<6>& y) {
  return {y[0], y[1], y[2]};
}
Vec3<EarthFixed> velocity_of(const Values<6>& y) {
  return {y[3], y[4], y[5]};
}

}  // namespace

const DenseStep<6>& Path::step_at(double time) const {
  const auto after =
      std::upper_bound(steps_.begin() + 1, steps_.end(), time,
                       [](double t, const DenseStep<6>& step) { return t < step.begin; });
  return *(after - 1);
}

Vec3<EarthFixed> Path::position(double time) const {
  if (steps_.empty()) return start_.position;
  const double t = std::clamp(time, begin_, end_);
  return position_of(step_at(t).at(t));
}

Vec3<EarthFixed> Path::velocity(double time) const {
  if (steps_.empty()) return start_.velocity;
  const double t = std::clamp(time, begin_, end_);
  return velocity_of(step_at(t).at(t));
}

vehicle::Flight Path::at(double time) const {
  const double t = std::clamp(time, begin_, end_);
  vehicle::Flight now = start_;
  if (!steps_.empty()) {
    const Values<6> y = step_at(t).at(t);
    now.position = position_of(y);
    now.velocity = velocity_of(y);
  }
  now.attitude = attitude_.mode == vehicle::AttitudeMode::fixed
                     ? attitude_for(attitude_.wind, now.position, now.velocity, planet_)
                     : turned(start_.attitude, start_.rate, t - begin_);
  return now;
}

std::optional<double> Path::first_zero(Quantity quantity, double from) const {
  const auto of_values = [&](double t, const Values<6>& y) {
    return quantity(t, position_of(y), velocity_of(y));
  };
  for (const DenseStep<6>& step : steps_) {
    if (step.end() < from) continue;
    const auto zero = trajectory::first_zero(step, of_values, from);
    if (zero && *zero <= end_) return zero;
  }
  return std::nullopt;
}

void Path::fly(const vehicle::Flight& start, const AttitudeRule& attitude, double t0, double t1,
               ForceModel force, const Tolerance& tolerance, const environment::Planet& planet) {
  begin_ = t0;
  end_ = t0;
  rejected_ = 0;
  steps_.clear();
  start_ = start;
  attitude_ = attitude;
  planet_ = planet;
  landed_ = environment::altitude(start.position, planet) <= 0.0;
  if (landed_ || t1 <= t0) return;

  auto rate = [&](double t, const Values<6>& y) -> Values<6> {
    const Vec3<EarthFixed> r = position_of(y), v = velocity_of(y);
    const Vec3<EarthFixed> a =
        environment::acceleration_in_rotating_frame(r, v, planet) + force(t, r, v);
    return {v.x, v.y, v.z, a.x, a.y, a.z};
  };
  StepControl<6> control;
  control.relative = tolerance.relative;
  for (std::size_t i = 0; i < 3; ++i) {
    control.absolute[i] = tolerance.position;
    control.absolute[i + 3] = tolerance.velocity;
  }
  control.first_step = tolerance.first_step;
  control.longest_step = tolerance.longest_step;
  const Vec3<EarthFixed>&r = start.position, &v = start.velocity;
  DormandPrince<6, decltype(rate)> march(rate, t0, {r.x, r.y, r.z, v.x, v.y, v.z}, control);
  while (march.time() < t1 && !landed_) {
    const DenseStep<6> step = march.step(t1);
    steps_.push_back(step);
    end_ = march.time();
    const auto height = [&](double t) {
      return environment::altitude(position_of(step.at(t)), planet);
    };
    const double at_end = height(step.end());
    if (at_end <= 0.0) {
      end_ = find_zero(height, step.begin, height(step.begin), step.end(), at_end);
      landed_ = true;
    }
  }
  rejected_ = march.rejected();
}

Path advance(const vehicle::Flight& start, const AttitudeRule& attitude, double t0, double t1,
             ForceModel force, const Tolerance& tolerance, const environment::Planet& planet) {
  Path path;
  path.fly(start, attitude, t0, t1, force, tolerance, planet);
  return path;
}

}  // namespace tektite::trajectory
