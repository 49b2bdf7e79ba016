// Whole steps of a flight: a ball of about as many panels as the sphere that the open peer was
// measured on (TITAN: 3164 panels, 0.166 CPU-s a step without conduction or structure, 1.9e4
// panel-steps a CPU-second). The budget is 500 times that. Start-up and output are left out; they
// are timed apart.
//
// Rates are by processor time, of all ranks together, so that one rank can be read on a busy
// machine; on several it includes what they wait for each other.
#include "solver/trajectory/flight.hpp"

#include "solver/driver/keys.hpp"
#include "solver/driver/march.hpp"
#include "solver/trajectory/attitude.hpp"

#include <fmt/format.h>

#include "bench.hpp"
#include <array>
#include <ctime>
#include <memory>

namespace tektite::bench {
namespace {

constexpr int steps = 341;
constexpr double budget = 500.0 * 1.9e4;

/// Thick enough to come down whole; one cell through the wall.
constexpr const char* ball_case = R"(
tektite: 1
title: benchmark ball
entry: {epoch: 2031-01-15T12:00:00Z, altitude: 128 km, latitude: 0 deg, longitude: 0 deg, speed: 7.5 km/s, flight_path_angle: -0.5 deg, heading: 270 deg, attitude: {mode: fixed}}
march: {macro_step: 1 s}
vehicle:
  panel_size: 0.096 m
  temperature: 300 K
  stacks: {wall: {layers: [{material: steel_316, thickness: 40 mm, cells: 1}]}}
  parts:
    - {name: ball, stack: wall, wall: {shape: sphere, radius: 1 m}}
  volumes:
    - {name: inside, walls: [ball], pressure: 0 Pa}
)";

struct Ball {
  explicit Ball(const char* mode = "fixed")
      : library(materials::Library::load(materials::library_folder())),
        scenario(
            io::read_case_text(ball_case, "benchmark", driver::case_keys(),
                               {.overrides = {fmt::format("entry.attitude={{mode: {}}}", mode)}})),
        models(scenario, library, world()),
        state(driver::state_at_entry(models)) {}
  materials::Library library;
  io::Case scenario;
  driver::Models models;
  vehicle::State state;
};

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// As measure(), by processor time of all ranks together.
template <class Work>
void measure_processors(benchmark::State& timer, double items, double wanted, Work&& work) {
  for (auto _ : timer) {
    world().barrier();
    const double begin = processor_seconds();
    work();
    constexpr double nano = 1e9;
    const auto mine = static_cast<std::int64_t>(nano * (processor_seconds() - begin));
    timer.SetIterationTime(static_cast<double>(world().sum(mine)) / nano);
  }
  timer.counters["rate"] = benchmark::Counter(items * static_cast<double>(timer.iterations()),
                                              benchmark::Counter::kIsRate);
  timer.counters["budget"] = wanted;
}

double panel_steps(const Ball& ball) {
  return steps * static_cast<double>(ball.models.vehicle.surface.panels());
}

/// The program's own march: loads at two points of a step, heat, structure, books.
void flight_march(benchmark::State& timer) {
  Ball ball;
  measure_processors(timer, panel_steps(ball), budget, [&] {
    vehicle::State state = ball.state;
    driver::March march(ball.models);
    for (int i = 0; i < steps; ++i) march.advance(state);
    if (!driver::March::is_flying(state) || state.bodies.size() != 1) {
      timer.SkipWithError("the ball did not stay whole");
    }
  });
}
BENCHMARK(flight_march)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Flight, pressures and heating once a step, and nothing else.
void fly_and_load(benchmark::State& timer, const char* mode) {
  Ball ball(mode);
  driver::Models& models = ball.models;
  measure_processors(timer, panel_steps(ball), budget, [&] {
    vehicle::State state = ball.state;
    vehicle::Body& body = state.bodies.front();
    trajectory::Path path;
    trajectory::Tolerance tolerance;
    tolerance.first_step = 1.0;
    std::vector<environment::Freestream> air(1);
    vehicle::SurfaceLoads loads;
    const auto force = [&](double time, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
      const environment::Freestream at = models.environment.freestream(r, v, time);
      const double area = models.aerodynamics.force(state, body, at).drag_area;
      return (-at.dynamic_pressure() * area / body.mass.mass) * unit(at.velocity);
    };
    for (int i = 0; i < steps; ++i) {
      path.fly(body.flight, {body.mode, body.wind}, i, i + 1.0, force, tolerance,
               models.environment.planet());
      body.flight = path.back();
      air[0] = models.environment.freestream(body.flight.position, body.flight.velocity, i + 1.0);
      models.aerodynamics.pressures(state, air, loads);
      models.aeroheating.surface_loads(state, models.aerodynamics.exposure(), air, loads);
    }
    benchmark::DoNotOptimize(loads.film.data());
  });
}

/// What the peer did when it was measured.
void flight_loads(benchmark::State& timer) {
  fly_and_load(timer, "fixed");
}
BENCHMARK(flight_loads)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

/// The same for the mean over 162 directions.
void flight_loads_tumbling(benchmark::State& timer) {
  fly_and_load(timer, "tumbling");
}
BENCHMARK(flight_loads_tumbling)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Case, mesh, database: panels a CPU-second, once a run.
void flight_start_up(benchmark::State& timer) {
  const Ball once;  // what is read for the first time
  measure_processors(timer, static_cast<double>(once.models.vehicle.surface.panels()), 0.0,
                     [&] { const Ball ball; });
}
BENCHMARK(flight_start_up)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
