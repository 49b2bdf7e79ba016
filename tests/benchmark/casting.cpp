// What rays cost without the sums of the attitude database: panel sides times directions a second.
#include "solver/aerodynamics/shadows.hpp"

#include "bench.hpp"
#include <numeric>
#include <vector>

namespace tektite::bench {
namespace {

/// Both sides of every panel of the module, or the outer ones alone, in 162 directions.
void cast(benchmark::State& timer, int subpanel, bool both) {
  Module& m = module(fine_panel);
  const mesh::PanelMesh& mesh = *m.models.vehicle.mesh;
  const mesh::Surface& surface = m.models.vehicle.surface;
  std::vector<std::int64_t> all(surface.panels());
  std::iota(all.begin(), all.end(), 0);
  std::vector<std::int32_t> mine(static_cast<std::size_t>(mesh.owned()));
  std::iota(mine.begin(), mine.end(), 0);
  const aerodynamics::RayDevice device;
  const aerodynamics::Directions directions = aerodynamics::sphere_directions(2);
  std::vector<double> lit(directions.size());
  const auto pairs = static_cast<double>(directions.size() * surface.panels());
  double rays = 0.0;
  measure(timer, pairs, 5e6, [&] {
    const aerodynamics::Shadows shadows(
        {mesh, surface, device, all, directions, 10.0, subpanel}, mine,
        [](std::int32_t) { return true; },
        [both](std::int32_t, int side) { return side == 1 && !both; });
    for (const std::int32_t panel : mine) {
      for (int side = 0; side < (both ? 2 : 1); ++side) {
        benchmark::DoNotOptimize(shadows.look(panel, side, lit));
      }
    }
    rays = static_cast<double>(shadows.rays());
  });
  timer.counters["rays_per_pair"] = rays * world().size() / pairs;
}

void cast_closed(benchmark::State& timer) {
  cast(timer, 1, false);
}
void cast_open(benchmark::State& timer) {
  cast(timer, 0, true);
}
void cast_open_with_subpanels(benchmark::State& timer) {
  cast(timer, 1, true);
}
BENCHMARK(cast_closed)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cast_open)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cast_open_with_subpanels)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
