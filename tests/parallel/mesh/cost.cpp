// Time and memory of a mesh of 100 000 panels, and of its ghost exchange. The bounds are wide: a
// shared machine must not fail the suite; the figures printed are what is compared with the budget.
#include "mesh/components.hpp"
#include "mesh/panel_mesh.hpp"
#include "mesh/shapes.hpp"

#include <gtest/gtest.h>
#include <mpi.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <string>

namespace tektite::mesh {
namespace {

/// Resident memory of this process [byte].
std::int64_t resident() {
  malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t pages = 0;
  statm >> total >> pages;
  return pages * 4096;
}

TEST(MeshCost, HundredThousandPanels) {
  const Communicator world(MPI_COMM_WORLD);
  Shape barrel{.kind = ShapeKind::cylinder, .radius = 2.0, .length = 10.0};
  barrel.panel_size = 0.0555;
  Shape bulkhead{.kind = ShapeKind::disc, .radius = 2.0};
  bulkhead.panel_size = 0.0555;
  bulkhead.position = {4.0, 0.0, 0.0};
  const double begin = MPI_Wtime();
  const Surface surface = build_surface({{"barrel", barrel}, {"bulkhead", bulkhead}});
  const double surfaced = MPI_Wtime();
  const std::vector<double> weight(surface.panels(), 1.0);
  const std::int64_t before = resident();
  world.barrier();
  const double start = MPI_Wtime();
  const std::clock_t clock = std::clock();
  const PanelMesh mesh(world, surface, weight);
  const double meshed = world.max(MPI_Wtime() - start);
  const double worked =
      world.max(static_cast<double>(std::clock() - clock) / static_cast<double>(CLOCKS_PER_SEC));
  const std::int64_t bytes = world.sum(resident() - before);

  std::vector<double> values(16 * static_cast<std::size_t>(mesh.local()), 1.0);
  double exchange = 1e9;
  for (int repeat = 0; repeat < 50; ++repeat) {
    world.barrier();
    const double from = MPI_Wtime();
    mesh.update_ghosts(values, 16);
    exchange = std::min(exchange, MPI_Wtime() - from);
  }
  exchange = world.max(exchange);
  const std::vector<std::uint8_t> present(static_cast<std::size_t>(mesh.local()), 1);
  const std::vector<std::uint8_t> holds(static_cast<std::size_t>(mesh.edges()), 1);
  const double from = MPI_Wtime();
  const auto label = components(mesh, present, holds, {});
  const double joined = world.max(MPI_Wtime() - from);
  const auto panels = static_cast<double>(mesh.global());
  if (world.is_root()) {
    std::printf(
        "%lld panels, %d ranks: surface %.3f s, mesh %.3f s (%.3f s of a core), %.0f byte/panel, "
        "ghosts x16 %.0f us, components %.4f s\n",
        static_cast<long long>(mesh.global()), world.size(), surfaced - begin, meshed, worked,
        static_cast<double>(bytes) / panels, 1e6 * exchange, joined);
  }
  EXPECT_GT(mesh.global(), 100000);
  EXPECT_LT(meshed, 20.0);
  EXPECT_TRUE(std::ranges::all_of(label, [](std::int64_t own) { return own == 0; }));
}

}  // namespace
}  // namespace tektite::mesh
