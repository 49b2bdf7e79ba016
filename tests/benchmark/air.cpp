// What the air costs: a flight asks for it some ten times a step and body, on every rank.
#include "solver/environment/msis_atmosphere.hpp"
#include "solver/environment/us76.hpp"

#include "bench.hpp"

namespace tektite::bench {
namespace {

/// Points of bodies that have spread: 20 km in altitude, 100 km along the way.
environment::AirPoint point_of(int i) {
  const double s = 0.001 * (i % 1000);
  return {70e3 + 20e3 * s, 0.7 - 0.01 * s, 2.0 + 0.02 * s, 400.0 + 0.5 * (i / 1000)};
}

void ask(benchmark::State& timer, const environment::Atmosphere& air) {
  const int calls = 20'000;
  double sum = 0.0;
  measure(timer, calls * world().size(), 0.0, [&] {
    for (int i = 0; i < calls; ++i) sum += air.at(point_of(i)).density;
    benchmark::DoNotOptimize(sum);
  });
}

void us76_calls(benchmark::State& timer) {
  ask(timer, environment::StandardAtmosphere1976());
}
BENCHMARK(us76_calls)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

void nrlmsise00_calls_on_grid(benchmark::State& timer) {
  const environment::MsisAtmosphere air({}, {});
  ask(timer, air);
}
BENCHMARK(nrlmsise00_calls_on_grid)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

void nrlmsise00_calls(benchmark::State& timer) {
  const environment::MsisAtmosphere air({}, {});
  const int calls = 20'000;
  double sum = 0.0;
  measure(timer, calls * world().size(), 0.0, [&] {
    for (int i = 0; i < calls; ++i) sum += air.exact(point_of(i)).density;
    benchmark::DoNotOptimize(sum);
  });
}
BENCHMARK(nrlmsise00_calls)->Iterations(2)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
