// The budgets of the design, measured on what exists. Fixed iteration counts: most of the work is
// collective, so every rank has to do the same number of rounds.
#include "solver/base/exact_sum.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/march.hpp"

#include <fmt/format.h>

#include "bench.hpp"
#include <array>
#include <vector>

namespace tektite::bench {
namespace {

/// Bandwidth that the other rates are to be seen beside: three arrays of 16 M doubles.
void stream_triad(benchmark::State& timer) {
  constexpr std::size_t count = 16'000'000;
  std::vector<double> a(count, 0.0);
  const std::vector<double> b(count, 1.0);
  const std::vector<double> c(count, 2.0);
  const auto bytes = 24.0 * static_cast<double>(count) * world().size();
  measure(timer, bytes, 0.0, [&] {
    for (std::size_t i = 0; i < count; ++i) a[i] = b[i] + 3.0 * c[i];
    benchmark::DoNotOptimize(a.data());
  });
}
BENCHMARK(stream_triad)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

void panel_loads(benchmark::State& timer) {
  Module& m = module(fine_panel);
  const vehicle::Body& body = m.state.bodies.front();
  const std::vector<environment::Freestream> air = {
      m.models.environment.freestream(body.flight.position, body.flight.velocity, 0.0)};
  vehicle::SurfaceLoads loads;
  const auto panels = static_cast<double>(m.models.vehicle.surface.panels());
  measure(timer, panels, 10e6, [&] {
    m.models.aerodynamics.pressures(m.state, air, loads);
    m.models.aeroheating.surface_loads(m.state, m.models.aerodynamics.exposure(), air, loads);
  });
}
BENCHMARK(panel_loads)->Iterations(20)->UseManualTime()->Unit(benchmark::kMillisecond);

void ray_cast_visibility(benchmark::State& timer) {
  Module& m = module(fine_panel);
  const std::array<std::int32_t, 1> bodies = {0};
  const double directions = 162.0;
  // An opened module: both sides of every panel are looked at, as after a tear.
  vehicle::State open = m.state;
  open.sealed.assign(open.sealed.size(), 0);
  const auto pairs = directions * static_cast<double>(m.models.vehicle.surface.panels());
  measure(timer, pairs, 5e6, [&] { m.models.aerodynamics.refresh(open, bodies); });
  m.models.aerodynamics.refresh(m.state, bodies);
}
BENCHMARK(ray_cast_visibility)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

void wall_step(benchmark::State& timer) {
  Module& m = module(fine_panel);
  const vehicle::Body& body = m.state.bodies.front();
  const std::vector<environment::Freestream> air = {
      m.models.environment.freestream(body.flight.position, body.flight.velocity, 0.0)};
  std::array<vehicle::SurfaceLoads, 2> loads;
  for (auto& load : loads) {
    m.models.aerodynamics.pressures(m.state, air, load);
    m.models.aeroheating.surface_loads(m.state, m.models.aerodynamics.exposure(), air, load);
  }
  vehicle::State state = m.state;
  vehicle::Solid next = state.solid;
  double cells = 0.0;
  for (const std::int32_t part : m.models.vehicle.surface.part) {
    const auto& p = m.models.vehicle.parts[static_cast<std::size_t>(part)];
    cells += m.models.vehicle.stacks[static_cast<std::size_t>(p.stack)].size();
  }
  // One macro-step is two implicit stages: a cell-step is one cell through one stage.
  measure(timer, 2.0 * cells, 20e6, [&] {
    m.models.thermal.advance(state, loads, 0.2, next);
    std::swap(state.solid, next);
  });
}
BENCHMARK(wall_step)->Iterations(10)->UseManualTime()->Unit(benchmark::kMillisecond);

void exact_body_sums(benchmark::State& timer) {
  const auto panels = static_cast<std::size_t>(100'000 / world().size());
  std::vector<double> terms(6 * panels);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    terms[i] = (i % 2 == 0 ? 1.0 : -1.0) * static_cast<double>((i * 7919) % 10'007) * 1e-3;
  }
  ExactSums sums(6);
  measure(timer, 6.0 * static_cast<double>(panels) * world().size(), 1.0 / 4e-9, [&] {
    sums.reset(6);
    for (std::size_t i = 0; i < terms.size(); ++i) sums.add(i % 6, terms[i]);
    sums.reduce(world());
    benchmark::DoNotOptimize(sums.value(0));
  });
}
BENCHMARK(exact_body_sums)->Iterations(50)->UseManualTime()->Unit(benchmark::kMicrosecond);

/// Exchanges a second; the budget is 50 us each.
void halo_of_16_numbers(benchmark::State& timer) {
  Module& m = module(fine_panel);
  const mesh::PanelMesh& mesh = *m.models.vehicle.mesh;
  std::vector<double> values(16 * static_cast<std::size_t>(mesh.local()), 1.0);
  measure(timer, 1.0, 1.0 / 50e-6, [&] { mesh.update_ghosts(std::span<double>(values), 16); });
}
BENCHMARK(halo_of_16_numbers)->Iterations(500)->UseManualTime()->Unit(benchmark::kMicrosecond);

/// Panels a second; the budget is 100 000 in 2 s.
void mesh_create(benchmark::State& timer) {
  Module& m = module(fine_panel);
  const mesh::Surface& surface = m.models.vehicle.surface;
  const std::vector<double> weight(surface.panels(), 1.0);
  measure(timer, static_cast<double>(surface.panels()), 50e3,
          [&] { const mesh::PanelMesh mesh(world(), surface, weight); });
}
BENCHMARK(mesh_create)->Iterations(2)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Objects a second from 122 km to the ground, with heating, conduction in depth and demise.
void object_trajectories(benchmark::State& timer) {
  constexpr int count = 100;
  std::string text = R"(
tektite: 1
title: benchmark objects
entry: {epoch: 2031-01-15T12:00:00Z, altitude: 122 km, latitude: 0 deg, longitude: 0 deg, speed: 7.5 km/s, flight_path_angle: -1.5 deg, heading: 40 deg, attitude: {mode: tumbling, rate: 1 deg/s}}
march: {macro_step: 1 s}
vehicle:
  panel_size: 1 m
  objects:
)";
  for (int i = 0; i < count; ++i) {
    text += fmt::format(
        "    - {{name: o{}, shape: sphere, size: [{} m], thickness: 10 mm, material: {}}}\n", i,
        0.1 + 0.01 * i, i % 2 == 0 ? "titanium_6al_4v" : "aluminium_7075");
  }
  const materials::Library library = materials::Library::load(materials::library_folder());
  const io::Case scenario = io::read_case_text(text, "benchmark", driver::case_keys());
  driver::Models models(scenario, library, world());
  measure(timer, count, 500.0, [&] {
    vehicle::State state = driver::state_at_entry(models);
    driver::March march(models);
    while (driver::March::is_flying(state)) march.advance(state);
  });
}
BENCHMARK(object_trajectories)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tektite::bench
