// Shadows between 5000 bodies, as after a breakup: sizes of 3 cm to 8 m in a cloud of 200 m.
#include "solver/aerodynamics/neighbours.hpp"

#include "bench.hpp"
#include <cmath>
#include <cstdint>
#include <vector>

namespace tektite::bench {
namespace {

/// Bodies a second, on every rank alike.
void neighbours(benchmark::State& timer) {
  constexpr int count = 5000;
  std::uint64_t seed = 2031;
  const auto draw = [&] {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(seed >> 11U) * 0x1p-53;
  };
  const Vec3<EarthFixed> ahead = unit(Vec3<EarthFixed>{0.3, -0.8, 0.52});
  std::vector<aerodynamics::Disc> discs;
  for (int i = 0; i < count; ++i) {
    const Vec3<EarthFixed> place{6.4e6 + 200.0 * draw(), 200.0 * draw(), 200.0 * draw()};
    discs.push_back({place, ahead, 0.03 * std::pow(250.0, draw())});
  }
  const aerodynamics::NeighbourSettings settings{.shadow = true};
  std::vector<double> factor;
  measure(timer, count, 0.0, [&] {
    aerodynamics::neighbour_factors(settings, discs, factor);
    benchmark::DoNotOptimize(factor.data());
  });
}
BENCHMARK(neighbours)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
