// The general operator on volume meshes: cell-steps per second, a cell-step being one cell through
// one implicit stage, as for walls. Each run prints what it took: Newton and Krylov iterations.
#include "mesh/sweeps.hpp"
#include "solver/thermal/solid_heat.hpp"

#include "bench.hpp"
#include <array>
#include <vector>

namespace tektite::bench {
namespace {

const materials::Material& steel() {
  static const materials::Material material = [] {
    materials::Properties is;
    is.name = is.title = "steel of the benchmark";
    is.density = 7800.0;
    is.specific_heat = materials::Curve({300.0, 1200.0}, {460.0, 640.0});
    is.conductivity = materials::Curve({300.0, 1200.0}, {15.0, 27.0});
    is.emissivity = materials::Curve(0.7);
    is.solidus = 1670.0;
    is.liquidus = 1710.0;
    is.latent_heat = 2.7e5;
    return materials::Material(std::move(is));
  }();
  return material;
}

/// Heated outside from 300 K on, in steps of 1 s that are taken whole.
void heat_solid(benchmark::State& timer, const mesh::Grid& grid, double budget) {
  const auto mesh = std::make_shared<mesh::VolumeMesh>(world(), grid);
  const std::array<const materials::Material*, 1> materials{&steel()};
  const std::vector<thermal::BorderKind> border(mesh->outer().size(), thermal::BorderKind::exposed);
  thermal::SolidSettings settings;
  settings.step_tolerance = 1e9;
  thermal::SolidHeat heat(thermal::make_domain(mesh, materials), border, settings);
  thermal::SolidState state = heat.uniform(300.0);
  thermal::OuterLoads loads;
  const std::int32_t hot = mesh->mark("outer");
  for (std::size_t f = 0; f < border.size(); ++f) {
    loads.film.push_back(mesh->outer().mark[f] == hot ? 0.05 : 0.0);
    loads.recovery.push_back(1e7);
    loads.flux.push_back(0.0);
    loads.temperature.push_back(0.0);
  }
  thermal::SolidBooks all;
  heat.advance(state, {loads, loads}, 1.0);
  measure(timer, 2.0 * static_cast<double>(grid.cells()), budget, [&] {
    const auto books = heat.advance(state, {loads, loads}, 1.0);
    all.newton += books.newton;
    all.krylov += books.krylov;
    all.parts += books.parts;
  });
  const auto stages = 2.0 * static_cast<double>(all.parts);
  timer.counters["newton"] = static_cast<double>(all.newton) / stages;
  timer.counters["krylov"] = static_cast<double>(all.krylov) / stages;
  timer.counters["cells"] = static_cast<double>(grid.cells());
}

/// A docking ring of hexahedra of 5 mm to 1 cm.
void solid_ring(benchmark::State& timer) {
  heat_solid(timer, mesh::sweep_ring("ring", {0.60, 0.70, 0.20}, {14, 360, 20}), 2e6);
}
BENCHMARK(solid_ring)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Prisms: a thick hollow sphere.
void solid_sphere(benchmark::State& timer) {
  heat_solid(timer, mesh::sweep_sphere("sphere", 0.40, 0.50, 20, 12), 2e6);
}
BENCHMARK(solid_sphere)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
