// The whole chain of six degrees of freedom, from panels to attitude, against the damped pendulum.
#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/base/constants.hpp"
#include "solver/trajectory/flight.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <vector>

namespace tektite {
namespace {

// Exact for small angles: a sphere of drag area D on an arm L behind a heavy centre of mass swings
// in the stream with I a'' + (q D L^2 / V) a' + q D L a = 0. A light sphere in thick air, so that
// the damping shows; the stream is steady, since the body is too heavy to be slowed down.
TEST(Swing, SphereOnAnArmIsADampedPendulum) {
  const std::array<std::int32_t, 1> whole = {0};
  const double arm = 3.0;
  const double inertia = 400.0;
  test::Flyer flyer({test::sphere(0.5, 0.05)});
  flyer.seal();
  vehicle::Body& body = flyer.state.bodies[0];
  body.mode = vehicle::AttitudeMode::integrated;
  body.mass.mass = 1e12;
  body.mass.centre = {arm, 0.0, 0.0};
  for (int i = 0; i < 3; ++i) body.mass.inertia(i, i) = inertia;
  aerodynamics::Settings settings;
  settings.base = "none";
  settings.shear = "none";
  settings.turning_error = 1e-3;
  aerodynamics::Aerodynamics aerodynamics(settings, flyer.vehicle);
  aerodynamics.refresh(flyer.state, whole);

  environment::Planet planet = environment::earth;
  planet.rotation_rate = 0.0;
  planet.degree = 0;
  environment::Freestream air = test::air_at(10.0);
  air.density = 0.02;
  vehicle::Flight start;
  start.position = {3e10, 0.0, 0.0};
  start.velocity = {air.speed, 0.0, 0.0};
  const double amplitude = 0.1;
  start.attitude = turn(0.0, 0.0, 1.0, amplitude);
  const double q = air.dynamic_pressure();
  const auto action = [&](double, const vehicle::Flight& flight) {
    const auto direction =
        rotate<BodyAxes>(conjugate(flight.attitude), Vec3<EarthFixed>{1.0, 0.0, 0.0});
    const auto wrench = aerodynamics.wrench(body, air, direction, flight.rate);
    return trajectory::Action{
        (q / body.mass.mass) * rotate<EarthFixed>(flight.attitude, wrench.force),
        q * wrench.moment};
  };
  const double drag = -aerodynamics.wrench(body, air, {1.0, 0.0, 0.0}, {}).force.x;
  EXPECT_NEAR(drag, 0.5 * 1.8317 * 0.25 * constants::pi, 0.01);  // C_pmax / 2, AER-01
  const double stiffness = q * drag * arm;
  const double damping = q * drag * arm * arm / air.speed;
  const double decay = 0.5 * damping / inertia;
  const double frequency = std::sqrt(stiffness / inertia - decay * decay);
  const double end = 10.0 * constants::pi / frequency;
  trajectory::Path path;
  path.turn(start, body.mass.inertia, 0.0, end, action, {}, planet);

  const auto angle = [&](double t) { return 2.0 * std::asin(path.at(t).attitude.z); };
  std::vector<double> zeros;
  std::vector<double> peaks;
  double peak = 0.0;
  double before = angle(0.0);
  constexpr int samples = 2000;
  for (int i = 1; i <= samples; ++i) {
    const double t = end * i / samples;
    const double now = angle(t);
    peak = std::max(peak, std::abs(now));
    if ((before < 0.0) != (now < 0.0)) {
      zeros.push_back(trajectory::find_zero(angle, end * (i - 1) / samples, before, t, now));
      peaks.push_back(peak);
      peak = 0.0;
    }
    before = now;
  }
  ASSERT_GE(zeros.size(), 9U);
  const double half = (zeros.back() - zeros.front()) / static_cast<double>(zeros.size() - 1);
  // A pendulum's amplitude lowers the frequency by a^2/16; the panels of the sphere do the rest.
  EXPECT_NEAR(constants::pi / half / frequency, 1.0, 0.005);
  const double lost = std::log(peaks[1] / peaks.back()) / static_cast<double>(peaks.size() - 2);
  EXPECT_NEAR(lost / (decay * half), 1.0, 0.05);
  EXPECT_GT(decay * half, 0.01);  // there is something to measure
  EXPECT_GT(norm(path.velocity(end)), 0.999 * air.speed);
}

}  // namespace
}  // namespace tektite
