// The step of the walls alone: 100 000 columns of 16 cells, a skin of 2 mm in four cells, a gap,
// and a wall of 4.8 mm in twelve, as right-angled triangles of 7 cm; heated from outside, radiating
// on both sides. A cell-step is one cell through one of the two implicit stages of a macro-step.
//
// Rates are by processor time, of the slowest rank: on an idle machine the same as by the clock, on
// a busy one still to be read. The triad beside them is measured in the same process.
//
// What a step must move, per cell and macro-step, when no field fits a cache, everything that can
// be found again from enthalpy is, and each stage is one pass:
//   first stage   enthalpy in 8, its stage value out 8, what the second stage needs of the first's
//                 rates out 8
//   second stage  enthalpy in 8, stage value in 8, rates in 8, new enthalpy out 8: 56 bytes;
// and per panel and stage: loads of two sides at two points 64, books and face temperatures in and
// out 96, an edge and a half with the neighbours' indices and unfolded positions 150: 620 bytes, or
// 39 a cell of 16. Half of 56 + 39, 48 bytes a cell-step. Fields written are counted once, as the
// triad counts them.
#include "bench.hpp"
#include "tests/verification/thermal/synthetic.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace tektite::bench {
namespace {

constexpr double must_move = 48.0;  // [bytes a cell-step]

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Best of some runs over arrays that no cache holds; all ranks at once, all ranks together
/// [bytes/s].
double triad() {
  constexpr std::size_t count = 16'000'000;
  const std::size_t mine = count / static_cast<std::size_t>(world().size());
  std::vector<double> a(mine, 0.0);
  const std::vector<double> b(mine, 1.0), c(mine, 2.0);
  double best = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 8; ++round) {
    world().barrier();
    const double begin = processor_seconds();
    for (std::size_t i = 0; i < mine; ++i) a[i] = b[i] + 3.0 * c[i];
    benchmark::DoNotOptimize(a.data());
    best = std::min(best, world().max(processor_seconds() - begin));
  }
  return 24.0 * static_cast<double>(count) / best;
}

struct Plate {
  static constexpr int across = 250, along = 200;
  materials::Library library = materials::Library::load(materials::library_folder());
  synthetic::Scene scene;
  std::unique_ptr<thermal::Thermal> heat;
  std::array<vehicle::SurfaceLoads, 2> loads;
  vehicle::Solid next;

  /// Panels of `side`; the skin at `skin`, the wall at `wall` [K]; `flux` [W/m^2] on a cold wall.
  Plate(double side, double skin, double wall, double flux) {
    vehicle::Stack stack;
    synthetic::add_layer(stack, library.find("aluminium_6061_t6"), 0.002, 4);
    synthetic::add_layer(stack, library.find("aluminium_2219_t87"), 0.0048, 12, 0.1);
    for (std::size_t c = 0; c < 4; ++c) stack.cells[c].carries_load = false;
    scene.vehicle.stacks.push_back(std::move(stack));
    scene.assemble(synthetic::make_plate(across * side, along * side, across, along,
                                         synthetic::Triangles::right_angled),
                   skin, PETSC_COMM_WORLD);
    const double width = across * side;
    scene.set_temperature([&](const Vec3<VehicleAxes>& x, std::size_t cell) {
      return (cell < 4 ? skin : wall) + 5.0 * std::sin(20.0 * x.x / width);
    });
    heat = std::make_unique<thermal::Thermal>(thermal::Settings{}, scene.vehicle);
    constexpr double recovery = 2e7;
    for (auto& load : loads) {
      load = scene.no_loads();
      for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
        const double x = scene.mesh().centroid()[p].x / width;
        load.film[2 * p] = flux / recovery * (0.6 + 0.4 * std::cos(9.0 * x));
        load.recovery[2 * p] = recovery;
      }
    }
  }
  [[nodiscard]] static double cells() { return 2.0 * 16 * across * along; }
};

void step(benchmark::State& timer, Plate& plate, double dt, double budget) {
  const double bandwidth = triad();
  double seconds = 0.0;
  std::int64_t substeps = 0, sweeps = 0, failures = 0;
  double melt = 0.0;
  plate.heat->advance(plate.scene.state, plate.loads, dt, plate.next);  // warms up: thrown away
  for (auto _ : timer) {
    world().barrier();
    const double begin = processor_seconds();
    const auto books = plate.heat->advance(plate.scene.state, plate.loads, dt, plate.next);
    const double one = world().max(processor_seconds() - begin);
    std::swap(plate.scene.state.solid, plate.next);
    timer.SetIterationTime(one);
    seconds += one;
    substeps += books.substeps;
    sweeps += books.sweeps;
    failures += books.newton_failures;
    melt += books.melt_mass + books.stripped_mass;
  }
  const double rate = 2.0 * Plate::cells() * static_cast<double>(timer.iterations()) / seconds;
  timer.counters["rate"] = rate;
  timer.counters["budget"] = budget;
  timer.counters["triad_GB/s"] = 1e-9 * bandwidth;
  timer.counters["over_bandwidth_bound"] = bandwidth / (must_move * rate);
  const auto rounds = static_cast<double>(timer.iterations());
  timer.counters["substeps"] = static_cast<double>(substeps) / rounds;
  timer.counters["sweeps"] = static_cast<double>(sweeps) / rounds;
  const vehicle::Solid& solid = plate.scene.state.solid;
  const auto of_solid =
      2 * sizeof(double) * (solid.enthalpy.capacity() + solid.cell_mass.capacity());  // and `next`
  const auto held = static_cast<std::int64_t>(plate.heat->bytes() + of_solid);
  timer.counters["bytes_a_cell"] = static_cast<double>(world().sum(held)) / Plate::cells();
  timer.counters["melt_kg"] = melt;
  timer.counters["failures"] = static_cast<double>(failures);
}

void wall_step_fused(benchmark::State& timer) {
  Plate plate(0.07, 400.0, 350.0, 1e5);
  step(timer, plate, 0.5, 20e6);
}
BENCHMARK(wall_step_fused)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

/// The skin melts and goes.
void wall_step_fused_melting(benchmark::State& timer) {
  Plate plate(0.07, 835.0, 500.0, 4e5);
  step(timer, plate, 0.5, 20e6);
}
BENCHMARK(wall_step_fused_melting)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Panels so small that conduction along the wall could not be explicit anywhere.
void wall_step_implicit(benchmark::State& timer) {
  Plate plate(0.02, 400.0, 350.0, 1e5);
  step(timer, plate, 0.5, 8e6);
}
BENCHMARK(wall_step_implicit)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
