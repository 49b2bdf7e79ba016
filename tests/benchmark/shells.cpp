// The shell solver on one core: a module's cylinder under pressure, free in space.
#include "solver/structure/shell/equilibrium.hpp"

#include "bench.hpp"
#include <cmath>
#include <memory>
#include <numbers>

namespace tektite::bench {
namespace {

using namespace structure::shell;

/// A tube of 2.15 m radius and 6.5 m length, wall 4.8 mm of aluminium; `around` by `along` squares.
Body tube(int around, int along) {
  std::vector<Point> nodes;
  std::vector<std::array<std::int32_t, 3>> panels;
  for (int j = 0; j <= along; ++j) {
    for (int i = 0; i < around; ++i) {
      const double a = 2.0 * std::numbers::pi * (i + 0.5 * (j % 2)) / around;
      nodes.push_back({2.15 * std::cos(a), 2.15 * std::sin(a), 6.5 * j / along});
    }
  }
  for (int j = 0; j < along; ++j) {
    for (int i = 0; i < around; ++i) {
      const auto at = [&](int k, int row) { return row * around + (k + around) % around; };
      if (j % 2 == 0) {
        panels.push_back({at(i, j), at(i + 1, j), at(i, j + 1)});
        panels.push_back({at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)});
      } else {
        panels.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
        panels.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
      }
    }
  }
  std::vector<Section> sections(panels.size(), homogeneous(0.0048, 72e9, 0.33, 2700.0));
  return make_body(std::move(nodes), std::move(panels), std::move(sections));
}

/// Sizes of the design: 100 000 and 600 000 unknowns.
Body body_of(benchmark::State& timer) {
  const auto around = static_cast<int>(timer.range(0));
  return tube(around, around / 2);
}

Loads cabin_pressure(const Body& body) {
  Loads loads;
  loads.pressure.assign(body.panel.size(), 101325.0);
  loads.relieved = true;
  return loads;
}

/// Assembly, ordering, factorisation and solution: 100 000 unknowns in 3 s, 600 000 in 25 s.
void shells_from_nothing(benchmark::State& timer) {
  const Body body = body_of(timer);
  const Supports supports = determinate_supports(body);
  const Loads loads = cabin_pressure(body);
  const auto unknowns = static_cast<double>(body.unknowns_count());
  measure(timer, unknowns, unknowns < 2e5 ? 100e3 / 3.0 : 600e3 / 25.0, [&] {
    Solver solver(body);
    benchmark::DoNotOptimize(solver.linear(loads, supports));
  });
}

/// The same with the ordering kept: sections have changed.
void shells_with_their_ordering(benchmark::State& timer) {
  const Body body = body_of(timer);
  const Supports supports = determinate_supports(body);
  const Loads loads = cabin_pressure(body);
  Solver solver(body);
  static_cast<void>(solver.linear(loads, supports));
  measure(timer, static_cast<double>(body.unknowns_count()), 0.0,
          [&] { benchmark::DoNotOptimize(solver.linear(loads, supports)); });
}

/// Nothing but the load has changed: 100 000 unknowns in 0.2 s.
void shells_with_their_factors(benchmark::State& timer) {
  const Body body = body_of(timer);
  const Supports supports = determinate_supports(body);
  const Loads loads = cabin_pressure(body);
  Solver solver(body);
  static_cast<void>(solver.linear(loads, supports));
  measure(timer, static_cast<double>(body.unknowns_count()), 100e3 / 0.2,
          [&] { benchmark::DoNotOptimize(solver.linear(loads, supports, true)); });
}

BENCHMARK(shells_from_nothing)
    ->Arg(184)
    ->Arg(452)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(shells_with_their_ordering)
    ->Arg(184)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(shells_with_their_factors)
    ->Arg(184)
    ->Arg(452)
    ->Iterations(3)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
