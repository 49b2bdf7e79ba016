// Order of the engine as a whole in the macro-step: hollow spheres flown and heated together, no
// walls, nothing that breaks. Flight, surface loads and heat meet only at the macro-steps, so their
// coupling shows here and nowhere else. Expected: order 2 (two points of each step's path are used,
// at the stages of a second-order method), by halving the step three times.
#include "solver/driver/books.hpp"

#include <gtest/gtest.h>

#include "tests/parallel/driver/can.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace tektite::driver {
namespace {

std::string spheres(double step) {
  return fmt::format(R"(
tektite: 1
title: hollow spheres
entry: {{epoch: 2024-03-08T12:00:00Z, altitude: 83 km, latitude: 0 deg, longitude: 0 deg, speed: 7.5 km/s, flight_path_angle: -1.5 deg, heading: 41 deg, attitude: {{mode: tumbling, rate: 10 deg/s}}}}
vehicle:
  panel_size: 0.1 m
  temperature: 300 K
  objects:
    - {{name: aluminium, shape: sphere, size: [0.5 m], thickness: 5 mm, cells: 8, material: aluminium_6061_t6}}
    - {{name: titanium, shape: sphere, size: [0.5 m], thickness: 5 mm, cells: 8, material: titanium_6al_4v}}
march: {{macro_step: {} s}}
)",
                     step);
}

struct Outcome {
  double time = 0.0;
  std::array<double, 2> temperature{};  ///< of each sphere's outer cell [K]
  std::array<double, 2> heat{};         ///< in each sphere [J]
  double speed = 0.0;                   ///< of the first sphere [m/s]
  double absorbed = 0.0;                ///< [J]
  Balance books;
  std::size_t events = 0;
};

Outcome fly(double step, double until) {
  Flyer flyer(spheres(step), Communicator(PETSC_COMM_SELF));
  while (flyer.state.time < until - 1e-9) flyer.step();
  Outcome result;
  const vehicle::State& state = flyer.state;
  result.time = state.time;
  for (std::size_t i = 0; i < 2; ++i) {
    const vehicle::Object& object = flyer.models.vehicle.objects[i];
    const auto& enthalpy = state.solid.object_enthalpy[i];
    result.temperature[i] = object.cells.front().material->temperature(enthalpy.front());
    for (std::size_t c = 0; c < enthalpy.size(); ++c) {
      result.heat[i] += enthalpy[c] * state.solid.object_mass[i][c];
    }
  }
  result.speed = norm(state.bodies.at(0).flight.velocity);
  result.absorbed = state.ledger.absorbed;
  result.books = balance(flyer.models, state);
  result.events = state.events.size();
  return result;
}

TEST(MacroStep, HollowSpheresAreOfSecondOrder) {
  constexpr double until = 32.0;
  std::array<Outcome, 4> at{};
  const std::array<double, 4> steps{2.0, 1.0, 0.5, 0.25};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    at[i] = fly(steps[i], until);
    ASSERT_NEAR(at[i].time, until, 1e-9);
    EXPECT_EQ(at[i].events, 1U) << "something other than the entry has happened";
    EXPECT_LE(std::abs(at[i].books.mass_error), 1e-12);
    EXPECT_LE(std::abs(at[i].books.energy_error), 1e-8);
  }
  const auto check = [&](const char* what, auto&& value) {
    const auto difference = [&](std::size_t i) { return value(at[i]) - value(at[i + 1]); };
    const double first = std::log2(std::abs(difference(0) / difference(1)));
    const double second = std::log2(std::abs(difference(1) / difference(2)));
    fmt::print("{}: {:.8g}, orders {:.3f} {:.3f}, last change {:.1e}\n", what, value(at[3]), first,
               second, difference(2));
    EXPECT_NEAR(second, 2.0, 0.25) << what;
    // What the finest step still lacks, by Richardson.
    EXPECT_LT(std::abs(difference(2)) / 3.0, 1e-3 * std::abs(value(at[3]))) << what;
  };
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_GT(at[3].temperature[i], 400.0) << "not heated: the test shows nothing";
    ASSERT_LT(at[3].temperature[i], 850.0) << "near its melting point: no longer smooth";
    check("heat", [i](const Outcome& x) { return x.heat[i]; });
  }
  // Not the titanium's: there the errors of flux and gradient cancel, and what is left has no
  // order.
  check("temperature", [](const Outcome& x) { return x.temperature[0] - 300.0; });
  check("absorbed", [](const Outcome& x) { return x.absorbed; });
}

TEST(MacroStep, BooksCloseThroughMeltingAndLanding) {
  Flyer flyer(spheres(0.5), Communicator(PETSC_COMM_SELF));
  for (int i = 0; i < 3000 && March::is_flying(flyer.state); ++i) flyer.step();
  ASSERT_FALSE(March::is_flying(flyer.state));
  const vehicle::Ledger& ledger = flyer.state.ledger;
  EXPECT_GT(ledger.melt_mass, 1.0) << "the aluminium sphere has not melted";
  EXPECT_GT(ledger.handed_mass, 1.0) << "the titanium sphere has not arrived";
  const Balance books = balance(flyer.models, flyer.state);
  EXPECT_LE(std::abs(books.mass_error), 1e-12);
  EXPECT_LE(std::abs(books.energy_error), 1e-8);
  EXPECT_EQ(books.mass_in_flight, 0.0);
}

}  // namespace
}  // namespace tektite::driver
