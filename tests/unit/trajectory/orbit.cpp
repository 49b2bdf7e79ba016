// Two-body orbits against computed examples.
#include "solver/trajectory/orbit.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::trajectory {
namespace {

using constants::degree;

// DYN-03. Source: example 1, computed outside this code from the textbook rotation R3 R1 R3.
TEST(Orbit, StateFromElements) {
  const OrbitElements e{6598137.0, 0.012, 51.64 * degree, 130 * degree, 75 * degree, 310 * degree};
  const OrbitState s = to_state(e);
  EXPECT_NEAR(s.position.x, -5129195.791974, 1e-5);
  EXPECT_NEAR(s.position.y, 3441486.994665, 1e-5);
  EXPECT_NEAR(s.position.z, 2169483.480427, 1e-5);
  EXPECT_NEAR(s.velocity.x, -1191.1190142, 1e-7);
  EXPECT_NEAR(s.velocity.y, -5405.3683908, 1e-7);
  EXPECT_NEAR(s.velocity.z, 5542.9033380, 1e-7);
  const OrbitElements back = to_elements(s);
  EXPECT_NEAR(back.semi_major_axis, e.semi_major_axis, 1e-6);
  EXPECT_NEAR(back.eccentricity, e.eccentricity, 1e-13);
  EXPECT_NEAR(back.inclination, e.inclination, 1e-14);
  EXPECT_NEAR(back.ascending_node, e.ascending_node, 1e-13);
  EXPECT_NEAR(back.argument_of_perigee, e.argument_of_perigee, 1e-11);
  EXPECT_NEAR(back.true_anomaly, e.true_anomaly, 1e-11);
}

// Source: osculating elements of entry example 2, computed outside this code.
TEST(Orbit, ElementsFromState) {
  const OrbitElements e = to_elements({{-5610747.543634, 490876.803973, -3230373.735384},
                                       {-2329.7254768162, -6813.1196955467, 3389.2412299004}});
  EXPECT_NEAR(e.semi_major_axis, 6704951.887109, 1e-4);
  EXPECT_NEAR(e.eccentricity, 0.039485917, 1e-9);
  EXPECT_NEAR(e.inclination / degree, 40.345831309, 1e-8);
  EXPECT_NEAR(e.ascending_node / degree, 217.471161992, 1e-8);
  EXPECT_NEAR(e.argument_of_perigee / degree, 347.907881631, 1e-7);
  EXPECT_NEAR(e.true_anomaly / degree, 321.872290622, 1e-7);
}

TEST(Orbit, CircularAndEquatorialAreDefined) {
  for (const double inclination : {0.0, 0.9}) {
    for (const double eccentricity : {0.0, 0.1}) {
      const OrbitElements e{7e6, eccentricity, inclination, 0.0, 0.0, 1.0};
      const OrbitState s = to_state(e);
      const OrbitState again = to_state(to_elements(s));
      EXPECT_NEAR(norm(again.position - s.position), 0.0, 1e-6);
      EXPECT_NEAR(norm(again.velocity - s.velocity), 0.0, 1e-9);
    }
  }
}

// DYN-05. Source: Kepler's equation solved outside this code.
TEST(Orbit, KeplersEquation) {
  const double E = eccentric_anomaly(100 * degree, 0.0012);
  EXPECT_NEAR(E / degree, 100.067696240, 1e-9);
  EXPECT_NEAR(true_anomaly(E, 0.0012) / degree, 100.135385396, 1e-9);
  for (double M = -3.1; M < 3.2; M += 0.1) {
    for (const double e : {0.0, 0.3, 0.9, 0.999}) {
      const double x = eccentric_anomaly(M, e);
      EXPECT_NEAR(x - e * std::sin(x), M, 2e-15 * (1 + std::abs(M))) << M << ' ' << e;
    }
  }
}

// DYN-06. Source: 2 pi sqrt(a^3/mu); and 15.5 revolutions a day.
TEST(Orbit, Period) {
  EXPECT_NEAR(period(6778137.0) / 5553.624271252, 1.0, 1e-12);
  EXPECT_NEAR(period(6794863.0692) * 15.5 / 86400.0, 1.0, 1e-11);
}

TEST(Orbit, EscapeIsRefused) {
  EXPECT_THROW((void)to_elements({{7e6, 0, 0}, {0, 12e3, 0}}), Error);
  EXPECT_THROW((void)to_elements({{7e6, 0, 0}, {100, 0, 0}}), Error);
  EXPECT_THROW((void)eccentric_anomaly(1.0, 1.0), Error);
}

}  // namespace
}  // namespace tektite::trajectory
