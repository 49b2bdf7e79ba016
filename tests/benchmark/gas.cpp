// Hot air: what a body asks for at every step.
#include "materials/gas/equilibrium_table.hpp"
#include "materials/gas/stagnation.hpp"
#include "solver/aeroheating/stagnation.hpp"

#include "bench.hpp"
#include <cmath>

namespace tektite::bench {
namespace {

constexpr int points = 20'000;

/// Point i of a flight from 120 km down, about.
materials::gas::Stream stream(int i) {
  const double x = static_cast<double>(i) / points;
  return {2e-8 * std::pow(1e6, x), 220.0, 7600.0 - 7000.0 * x * x * x};
}

/// Stagnation points behind an equilibrium shock a second; the budget is 2 us each.
void shock_by_table(benchmark::State& timer) {
  const auto& table = materials::gas::EquilibriumTable::shared();
  double sum = 0.0;
  measure(timer, points, 0.5e6, [&] {
    for (int i = 0; i < points; ++i) sum += table.stagnation(stream(i)).air.pressure;
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(shock_by_table)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

/// The exact solution, for comparison.
void shock_exactly(benchmark::State& timer) {
  double sum = 0.0;
  measure(timer, points, 0.0, [&] {
    for (int i = 0; i < points; ++i) {
      sum += materials::gas::stagnation_point(stream(i)).stagnation.pressure;
    }
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(shock_exactly)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Fay and Riddell with a partly catalytic wall, shock included.
void fay_riddell_flux(benchmark::State& timer) {
  const aeroheating::FilmWall wall(300.0, 0.01);
  environment::Freestream air;
  air.molar_mass = 0.0289644;
  double sum = 0.0;
  measure(timer, points, 0.5e6, [&] {
    for (int i = 0; i < points; ++i) {
      const materials::gas::Stream at = stream(i);
      air.density = at.density;
      air.temperature = at.temperature;
      air.speed = at.speed;
      sum += aeroheating::fay_riddell_partial(air, wall).at(1.0);
    }
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(fay_riddell_flux)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
