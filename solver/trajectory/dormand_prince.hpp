// Dormand-Prince 5(4): error-controlled steps of a small system, with dense output and events.
//
//   y' = f(t, y),  seven stages, the last one the first of the next step.
//   Step size by a proportional-integral controller on the scaled error of the embedded pair.
//   Inside a step: the fourth-order continuous extension, exact at both ends in value and slope.
// Ref: DormandPrince1980, HairerNorsettWanner1993 (II.4 to II.6)
#pragma once

#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

namespace tektite::trajectory {

template <std::size_t N>
using Values = std::array<double, N>;

/// One accepted step as a polynomial in time.
template <std::size_t N>
struct DenseStep {
  double begin = 0.0;   ///< [s]
  double length = 0.0;  ///< [s]
  std::array<Values<N>, 5> coefficients{};

  [[nodiscard]] double end() const { return begin + length; }
  [[nodiscard]] Values<N> at(double time) const {
    const double s = length > 0.0 ? (time - begin) / length : 0.0;
    const auto& c = coefficients;
    Values<N> y{};
    for (std::size_t i = 0; i < N; ++i) {
      y[i] = c[0][i] + s * (c[1][i] + (1 - s) * (c[2][i] + s * (c[3][i] + (1 - s) * c[4][i])));
    }
    return y;
  }
};

/// How large an error a step may have: |error_i| <= relative * |y_i| + absolute_i (root mean square
/// over the components), and how long steps may be.
template <std::size_t N>
struct StepControl {
  double relative = 1e-9;
  Values<N> absolute{};
  double first_step = 1.0;
  double longest_step = 1e300;
};

/// Marches one system. `Rate` is callable as Values<N>(double, const Values<N>&).
template <std::size_t N, class Rate>
class DormandPrince {
 public:
  DormandPrince(Rate& rate, double time, const Values<N>& start, const StepControl<N>& control)
      : rate_(rate), control_(control), time_(time), y_(start), k1_(rate(time, start)) {
    next_ = std::min(control.first_step, control.longest_step);
  }

  [[nodiscard]] double time() const { return time_; }
  [[nodiscard]] const Values<N>& value() const { return y_; }
  [[nodiscard]] int rejected() const { return rejected_; }

  /// Makes one accepted step that does not pass `limit` and returns it.
  /// Throws Error(physics_failed) when the step becomes too small to matter.
  DenseStep<N> step(double limit);

 private:
  /// Tries one step of length h; the scaled error, 1 at the limit. Leaves stages and new value.
  double attempt(double h);
  [[nodiscard]] DenseStep<N> dense(double h) const;

  Rate& rate_;
  StepControl<N> control_;
  double time_;
  Values<N> y_;
  Values<N> k1_, k2_{}, k3_{}, k4_{}, k5_{}, k6_{}, k7_{}, y_new_{};
  double next_ = 0.0;
  double previous_error_ = 1e-4;
  int rejected_ = 0;
};

/// Zero of `quantity` (callable as double(double)) between times `a` and `b` where it has the
/// values `at_a` and `at_b` of opposite sign (or zero at one of them), to `tolerance` [s].
template <class Quantity>
[[nodiscard]] double find_zero(Quantity&& quantity, double a, double at_a, double b, double at_b,
                               double tolerance = 1e-6);

/// First zero of `quantity` (callable as double(double, const Values<N>&)) within a step at or
/// after `from`, looked for in `samples` equal parts of the step.
template <std::size_t N, class Quantity>
[[nodiscard]] std::optional<double> first_zero(const DenseStep<N>& step, Quantity&& quantity,
                                               double from, int samples = 8);

// ------------------------------------------------------------------------------------------------

template <std::size_t N, class Rate>
double DormandPrince<N, Rate>::attempt(double h) {
  const auto stage = [&](double c, auto&& slope) {
    Values<N> y{};
    for (std::size_t i = 0; i < N; ++i) y[i] = y_[i] + h * slope(i);
    return rate_(time_ + c * h, y);
  };
  k2_ = stage(1.0 / 5, [&](std::size_t i) { return k1_[i] / 5; });
  k3_ = stage(3.0 / 10, [&](std::size_t i) { return 3.0 / 40 * k1_[i] + 9.0 / 40 * k2_[i]; });
  k4_ = stage(4.0 / 5, [&](std::size_t i) {
    return 44.0 / 45 * k1_[i] - 56.0 / 15 * k2_[i] + 32.0 / 9 * k3_[i];
  });
  k5_ = stage(8.0 / 9, [&](std::size_t i) {
    return 19372.0 / 6561 * k1_[i] - 25360.0 / 2187 * k2_[i] + 64448.0 / 6561 * k3_[i] -
           212.0 / 729 * k4_[i];
  });
  k6_ = stage(1.0, [&](std::size_t i) {
    return 9017.0 / 3168 * k1_[i] - 355.0 / 33 * k2_[i] + 46732.0 / 5247 * k3_[i] +
           49.0 / 176 * k4_[i] - 5103.0 / 18656 * k5_[i];
  });
  for (std::size_t i = 0; i < N; ++i) {
    y_new_[i] = y_[i] + h * (35.0 / 384 * k1_[i] + 500.0 / 1113 * k3_[i] + 125.0 / 192 * k4_[i] -
                             2187.0 / 6784 * k5_[i] + 11.0 / 84 * k6_[i]);
  }
  k7_ = rate_(time_ + h, y_new_);
  double sum = 0.0;
  for (std::size_t i = 0; i < N; ++i) {
    const double error = h * (71.0 / 57600 * k1_[i] - 71.0 / 16695 * k3_[i] + 71.0 / 1920 * k4_[i] -
                              17253.0 / 339200 * k5_[i] + 22.0 / 525 * k6_[i] - 1.0 / 40 * k7_[i]);
    const double scale =
        control_.absolute[i] + control_.relative * std::max(std::abs(y_[i]), std::abs(y_new_[i]));
    sum += (error / scale) * (error / scale);
  }
  return std::sqrt(sum / static_cast<double>(N));
}

template <std::size_t N, class Rate>
DenseStep<N> DormandPrince<N, Rate>::dense(double h) const {
  DenseStep<N> step;
  step.begin = time_;
  step.length = h;
  auto& c = step.coefficients;
  for (std::size_t i = 0; i < N; ++i) {
    const double difference = y_new_[i] - y_[i];
    const double from_start = h * k1_[i] - difference;
    c[0][i] = y_[i];
    c[1][i] = difference;
    c[2][i] = from_start;
    c[3][i] = difference - h * k7_[i] - from_start;
    c[4][i] = h * (-12715105075.0 / 11282082432 * k1_[i] + 87487479700.0 / 32700410799 * k3_[i] -
                   10690763975.0 / 1880347072 * k4_[i] + 701980252875.0 / 199316789632 * k5_[i] -
                   1453857185.0 / 822651844 * k6_[i] + 69997945.0 / 29380423 * k7_[i]);
  }
  return step;
}

template <std::size_t N, class Rate>
DenseStep<N> DormandPrince<N, Rate>::step(double limit) {
  constexpr double beta = 0.04;  // weight of the integral part
  constexpr double safety = 0.9;
  bool rejected_before = false;
  while (true) {
    const double rest = limit - time_;
    // A last step is stretched a little rather than followed by a crumb.
    const bool last = next_ >= 0.999 * rest;
    const double h = last ? rest : next_;
    require_or(ExitCode::physics_failed, h > 1e-14 * std::max(1.0, std::abs(time_)) || rest <= 0.0,
               "the integrator cannot advance at t = {:.6g} s: no step is small enough", time_);
    const double error = attempt(h);
    if (!(error <= 1.0)) {  // also where it is not a number
      const double shrink = std::isfinite(error) ? safety * std::pow(error, -0.2) : 0.1;
      next_ = h * std::clamp(shrink, 0.1, 0.9);
      rejected_before = true;
      ++rejected_;
      continue;
    }
    const DenseStep<N> done = dense(h);
    const double size = std::max(error, 1e-10);
    double grow = safety * std::pow(size, -(0.2 - 0.75 * beta)) * std::pow(previous_error_, beta);
    grow = std::clamp(grow, 0.2, rejected_before ? 1.0 : 10.0);
    previous_error_ = std::max(error, 1e-4);
    next_ = std::min(grow * h, control_.longest_step);
    time_ = last ? limit : time_ + h;
    y_ = y_new_;
    k1_ = k7_;
    return done;
  }
}

template <class Quantity>
double find_zero(Quantity&& quantity, double a, double at_a, double b, double at_b,
                 double tolerance) {
  if (at_a == 0.0) return a;
  if (at_b == 0.0) return b;
  expect((at_a < 0.0) != (at_b < 0.0), "find_zero needs a change of sign");
  // Illinois form of false position; every third trial bisects, so the bracket always shrinks.
  for (int trial = 0; trial < 200 && std::abs(b - a) > tolerance; ++trial) {
    double x = trial % 3 == 2 ? 0.5 * (a + b) : (a * at_b - b * at_a) / (at_b - at_a);
    // Keep a little distance from the ends, else one of them may never move.
    const double inside = 0.25 * tolerance;
    x = std::clamp(x, std::min(a, b) + inside, std::max(a, b) - inside);
    const double at_x = quantity(x);
    if (at_x == 0.0) return x;
    if ((at_x < 0.0) == (at_b < 0.0)) {
      at_a *= 0.5;
    } else {
      a = b;
      at_a = at_b;
    }
    b = x;
    at_b = at_x;
  }
  return 0.5 * (a + b);
}

template <std::size_t N, class Quantity>
std::optional<double> first_zero(const DenseStep<N>& step, Quantity&& quantity, double from,
                                 int samples) {
  const auto value = [&](double time) { return quantity(time, step.at(time)); };
  double a = std::max(from, step.begin);
  if (a > step.end()) return std::nullopt;
  double at_a = value(a);
  for (int i = 1; i <= samples; ++i) {
    const double b = i == samples ? step.end() : step.begin + step.length * i / samples;
    if (b <= a) continue;
    const double at_b = value(b);
    if ((at_a < 0.0) != (at_b < 0.0)) return find_zero(value, a, at_a, b, at_b);
    a = b;
    at_a = at_b;
  }
  return std::nullopt;
}

}  // namespace tektite::trajectory
