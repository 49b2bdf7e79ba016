// Ephemerides of an exact orbit: what interpolation adds falls as its order says.
#include "io/input/orbit_file.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::input {
namespace {

constexpr double mu = 3.986004418e14, a = 6.8e6, e = 0.05;

/// Source: Kepler's equation, t seconds after perigee.
FileState kepler(double t) {
  const double n = std::sqrt(mu / (a * a * a));
  double E = n * t;
  for (int i = 0; i < 50; ++i) E -= (E - e * std::sin(E) - n * t) / (1.0 - e * std::cos(E));
  const double rate = n / (1.0 - e * std::cos(E)), w = std::sqrt(1.0 - e * e);
  return {later({}, t),
          {a * (std::cos(E) - e), 0.6 * a * w * std::sin(E), 0.8 * a * w * std::sin(E)},
          {-a * rate * std::sin(E), 0.6 * a * w * rate * std::cos(E),
           0.8 * a * w * rate * std::cos(E)}};
}

Ephemeris sampled(double step, int count, Interpolation kind, int degree) {
  EphemerisSegment segment;
  segment.interpolation = kind;
  segment.degree = degree;
  for (int i = 0; i < count; ++i) {
    segment.states.push_back(kepler(step * i));
    segment.lines.push_back(i + 1);
  }
  segment.usable_begin = segment.states.front().time;
  segment.usable_end = segment.states.back().time;
  return {"kepler.oem", {segment}};
}

struct Errors {
  double position = 0.0;
  double velocity = 0.0;
};
Errors errors(double step, Interpolation kind, int degree) {
  const Ephemeris ephemeris = sampled(step, static_cast<int>(3600.0 / step) + 1, kind, degree);
  Errors worst;
  for (double t = 1500.0; t < 2100.0; t += 7.0) {
    const FileState exact = kepler(t), found = state_at(ephemeris, later({}, t)).state;
    worst.position = std::max(worst.position, norm(found.position - exact.position));
    worst.velocity = std::max(worst.velocity, norm(found.velocity - exact.velocity));
  }
  return worst;
}

// A polynomial of degree d leaves h^(d+1); the slope of Hermite's one power less.
TEST(Interpolation, OrderOfTheError) {
  struct Row {
    Interpolation kind;
    int degree;
    double position, velocity;
  };
  for (const Row& row :
       {Row{Interpolation::hermite, 3, 4.0, 3.0}, Row{Interpolation::hermite, 7, 8.0, 7.0},
        Row{Interpolation::lagrange, 1, 2.0, 2.0}, Row{Interpolation::lagrange, 5, 6.0, 6.0}}) {
    const Errors coarse = errors(240.0, row.kind, row.degree);
    const Errors fine = errors(120.0, row.kind, row.degree);
    EXPECT_NEAR(std::log2(coarse.position / fine.position), row.position, 0.35) << row.degree;
    EXPECT_NEAR(std::log2(coarse.velocity / fine.velocity), row.velocity, 0.35) << row.degree;
  }
}

// The space station's own ephemerides have a state every 4 minutes.
TEST(Interpolation, UsualSpacingIsGoodToCentimetres) {
  const Errors usual = errors(240.0, Interpolation::hermite, 0);
  EXPECT_LT(usual.position, 0.05);
  EXPECT_LT(usual.velocity, 1e-3);
}

// A polynomial of the degree asked for comes back to round-off: Hermite's own definition.
TEST(Interpolation, PolynomialsAreExact) {
  EphemerisSegment segment;
  const auto cubic = [](double t) {
    return FileState{later({}, t),
                     {1e6 + 10.0 * t, 2e6 - 3.0 * t * t, 0.01 * t * t * t},
                     {10.0, -6.0 * t, 0.03 * t * t}};
  };
  for (const double t : {0.0, 50.0, 120.0, 200.5}) {
    segment.states.push_back(cubic(t));
    segment.lines.push_back(1);
  }
  segment.usable_end = segment.states.back().time;
  const Ephemeris ephemeris{"cubic.oem", {segment}};
  for (const double t : {1.0, 60.25, 199.0}) {
    const FileState found = state_at(ephemeris, later({}, t)).state;
    EXPECT_LT(norm(found.position - cubic(t).position), 1e-8);
    EXPECT_LT(norm(found.velocity - cubic(t).velocity), 1e-8);
  }
}

// Two states only: a cubic, whose error for motion on a circle is at most v^4 h^4/(384 r^3).
TEST(Interpolation, TwoStatesAreACubic) {
  const Ephemeris two = sampled(60.0, 2, Interpolation::hermite, 0);
  const FileState exact = kepler(30.0), found = state_at(two, later({}, 30.0)).state;
  EXPECT_LT(norm(found.position - exact.position), 0.6);
  EXPECT_GT(norm(found.position - exact.position), 0.01);
}

}  // namespace
}  // namespace tektite::input
