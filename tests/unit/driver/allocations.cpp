// A step of many bodies takes no memory for each of them: what a step allocates does not grow with
// the number of bodies that fly.
#include "solver/driver/keys.hpp"
#include "solver/driver/march.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <mpi.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<long> allocations{0};
}

// Counts for the whole executable; otherwise the ordinary ones.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* place = std::malloc(size > 0 ? size : 1)) return place;
  throw std::bad_alloc();
}
void operator delete(void* place) noexcept {
  std::free(place);
}
void operator delete(void* place, std::size_t /*size*/) noexcept {
  std::free(place);
}

namespace tektite::driver {
namespace {

/// Allocations of one step, after some to warm up, of four kinds of objects, `count` of each.
long in_a_step(int count) {
  const std::string text = fmt::format(R"(
tektite: 1
title: many objects
entry: {{epoch: 2024-03-08T12:00:00Z, altitude: 78 km, latitude: 0 deg, longitude: 0 deg, speed: 7.5 km/s, flight_path_angle: -1 deg, heading: 41 deg, attitude: {{mode: tumbling}}}}
atmosphere: {{model: us76}}
march: {{macro_step: 0.25 s}}
vehicle:
  panel_size: 0.1 m
  temperature: 300 K
  objects:
    - {{name: ball, count: {0}, shape: sphere, size: [0.1 m], cells: 4, material: aluminium_7075, source: constructed}}
    - {{name: shell, count: {0}, shape: sphere, size: [0.5 m], thickness: 5 mm, cells: 4, material: titanium_6al_4v, source: constructed}}
    - {{name: crate, count: {0}, shape: box, size: [0.3 m, 0.2 m, 0.1 m], cells: 4, material: titanium_6al_4v, source: constructed}}
    - {{name: rod, count: {0}, shape: cylinder, size: [0.1 m, 1 m], cells: 4, material: titanium_6al_4v, source: constructed}}
)",
                                       count);
  const auto library = materials::Library::load(materials::library_folder());
  const io::Case scenario = io::read_case_text(text, "many", case_keys(), {});
  Models models(scenario, library, Communicator(MPI_COMM_WORLD));
  vehicle::State state = state_at_entry(models);
  March march(models);
  for (int i = 0; i < 4; ++i) static_cast<void>(march.advance(state));
  EXPECT_EQ(state.bodies.size(), 4U * static_cast<std::size_t>(count));
  const long before = allocations;
  static_cast<void>(march.advance(state));
  return allocations - before;
}

TEST(Allocations, OfAStepDoNotGrowWithTheBodies) {
  const long of_few = in_a_step(25);
  const long of_many = in_a_step(250);
  std::printf("  allocations of a step: %ld of 100 bodies, %ld of 1000\n", of_few, of_many);
  EXPECT_LE(of_many, of_few + 20);  // a list that is built doubles a few times more
}

}  // namespace
}  // namespace tektite::driver
