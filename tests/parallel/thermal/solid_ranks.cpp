// A solid gives the same on any number of ranks, to ten times its solver's tolerance, and bit for
// bit when it is run again; its books close; its mesh is the same to the bit on every layout.
#include "solver/base/exact_sum.hpp"

#include <gtest/gtest.h>

#include "tests/verification/thermal/solid_scene.hpp"
#include <cstring>

namespace tektite {
namespace {

using namespace synthetic;
using thermal::BorderKind;
using thermal::OuterLoads;

const Communicator& world() {
  static const Communicator everyone(MPI_COMM_WORLD);
  return everyone;
}

/// Tetrahedra, prisms, pyramids and hexahedra in one grid, of two parts that touch.
mesh::Grid mixed_grid() {
  mesh::Grid grid = mesh::sweep_ring("ring", {0.0, 0.05, 0.06}, {4, 14, 5});
  auto box = mesh::sweep_box("block", {0.2, 0.0, 0.0}, {0.06, 0.06, 0.06}, {3, 3, 3});
  shake(box, {10.0, 0.06, 0.06}, {300, 3, 3}, 0.0);
  mesh::Grid cut;
  cut.vertices = box.vertices;
  cut.part_name = box.part_name;
  cut.mark_name = box.mark_name;
  cut.marks = box.marks;
  for (std::size_t cell = 0; cell < box.cells(); ++cell) {
    if (cell % 3 != 1) {
      cut.add(box.shape[cell], box.corners_of(cell), 0);
      continue;
    }
    Point middle;
    for (const std::int32_t v : box.corners_of(cell)) {
      middle += box.vertices[static_cast<std::size_t>(v)] / 8.0;
    }
    cut.vertices.push_back(middle);
    for (int k = 0; k < 6; ++k) {
      const mesh::FaceCorners f = mesh::face_of(box, cell, k);
      const std::array<std::int32_t, 5> corners{f[3], f[2], f[1], f[0],
                                                static_cast<std::int32_t>(cut.vertices.size() - 1)};
      cut.add(mesh::CellShape::pyramid, corners, 0);
    }
  }
  mesh::join(grid, cut);
  mesh::Grid tets =
      six_tetrahedra(mesh::sweep_box("wedge", {0.4, 0.0, 0.0}, {0.05, 0.04, 0.03}, {4, 4, 4}));
  mesh::join(grid, tets);
  return grid;
}

TEST(SolidRanks, MeshIsTheSameOnEveryLayout) {
  const mesh::Grid grid = mixed_grid();
  const mesh::VolumeMesh all(world(), grid);
  const mesh::VolumeMesh alone(Communicator(MPI_COMM_SELF), grid);
  ASSERT_EQ(world().sum(std::int64_t{all.owned()}), alone.owned());
  ASSERT_EQ(world().sum(static_cast<std::int64_t>(all.outer().size())), alone.global_outer_faces());
  for (std::size_t c = 0; c < all.volume().size(); ++c) {
    const auto id = static_cast<std::size_t>(all.global_id()[c]);
    EXPECT_EQ(all.volume()[c], alone.volume()[id]);
    EXPECT_TRUE(all.centroid()[c] == alone.centroid()[id]);
  }
  // Each owned cell is closed: its faces' areas add up to nothing, none is missing.
  std::vector<Point> sum(static_cast<std::size_t>(all.local()));
  for (std::size_t f = 0; f < all.inner().size(); ++f) {
    sum[static_cast<std::size_t>(all.inner().a[f])] += all.inner().area[f];
    sum[static_cast<std::size_t>(all.inner().b[f])] -= all.inner().area[f];
  }
  for (std::size_t f = 0; f < all.outer().size(); ++f) {
    sum[static_cast<std::size_t>(all.outer().cell[f])] += all.outer().area[f];
  }
  for (std::int32_t c = 0; c < all.owned(); ++c) {
    EXPECT_LT(norm(sum[static_cast<std::size_t>(c)]), 1e-16);
  }
  // Ghosts hold what their owners say.
  std::vector<double> values(static_cast<std::size_t>(all.local()), -1.0);
  for (std::int32_t c = 0; c < all.owned(); ++c) {
    values[static_cast<std::size_t>(c)] =
        static_cast<double>(all.global_id()[static_cast<std::size_t>(c)]);
  }
  all.halo().update(values);
  for (std::size_t c = 0; c < values.size(); ++c) {
    EXPECT_EQ(values[c], static_cast<double>(all.global_id()[c]));
  }
}

struct Flown {
  std::vector<double> enthalpy, mass;  ///< by global id
  double imbalance = 0.0;              ///< of the energy books, as a share of what came in
  double melted = 0.0;
};

/// Everything at once: two materials, contact, gap, film, flux, radiation, melting.
Flown fly(MPI_Comm comm, bool in_two) {
  auto grid = hexahedra({0.02, 0.06, 0.06}, {3, 4, 4});
  mesh::join(grid, mesh::sweep_box("middle", {0.02, 0.0, 0.0}, {0.02, 0.06, 0.06}, {3, 4, 4}));
  mesh::join(grid, mesh::sweep_box("back", {0.04, 0.0, 0.0}, {0.02, 0.06, 0.06}, {3, 4, 4}));
  for (auto& name : grid.mark_name) {
    if (name == "x_low") name = "front";
  }
  // Only the very front carries the mark: the other parts' lower sides are inside.
  shake(grid, {0.06, 0.06, 0.06}, {9, 4, 4}, 0.12, 0.02);
  Recipe recipe;
  recipe.solidus = 800.0;
  recipe.liquidus = 850.0;
  recipe.latent_heat = 3.9e5;
  recipe.conductivity = Curve({300.0, 900.0}, {120.0, 200.0});
  const Material metal = make_material(recipe);
  Recipe other;
  other.conductivity = Curve(15.0);
  other.density = 7800.0;
  const Material steel = make_material(other);

  const auto mesh = std::make_shared<mesh::VolumeMesh>(Communicator(comm), six_tetrahedra(grid));
  std::vector<BorderKind> border(mesh->outer().size(), BorderKind::exposed);
  thermal::SolidSettings settings;
  settings.step_tolerance = 5.0;
  settings.stage.tolerance = 1e-8;
  settings.stage.krylov_tolerance = 1e-6;
  const std::array<const Material*, 3> materials{&metal, &metal, &steel};
  const std::array<thermal::Interface, 2> between{thermal::Interface{0, 1, false, 2000.0, 0.0},
                                                  thermal::Interface{1, 2, true, 0.0, 1.0}};
  thermal::SolidHeat heat(thermal::make_domain(mesh, materials, between), border, settings);
  thermal::SolidState state = heat.uniform(780.0);
  OuterLoads loads;
  for (const Point& x : mesh->outer().centroid) {
    const bool is_front = x.x < 1e-6;
    loads.film.push_back(is_front ? 0.4 + 4.0 * x.y : 0.001);
    loads.recovery.push_back(8e6);
    loads.flux.push_back(x.z < 1e-6 ? 2e4 : 0.0);
    loads.temperature.push_back(0.0);
  }
  const double before = heat.stored(state);
  double in = 0.0, out = 0.0;
  Flown run;
  const int steps = 4;
  for (int i = 0; i < steps; ++i) {
    if (in_two && i == steps / 2) {
      // Written down and read back: nothing but the state goes on.
      thermal::SolidHeat fresh(thermal::make_domain(mesh, materials, between), border, settings);
      thermal::SolidState copy = state;
      for (; i < steps; ++i) {
        const auto books = fresh.advance(copy, {loads, loads}, 4.0);
        in += books.absorbed;
        out += books.radiated + books.melt_energy;
        run.melted += books.melt_mass;
      }
      state = copy;
      break;
    }
    const auto books = heat.advance(state, {loads, loads}, 4.0);
    EXPECT_EQ(books.failures, 0);
    in += books.absorbed;
    out += books.radiated + books.melt_energy;
    run.melted += books.melt_mass;
  }
  run.imbalance = std::abs(heat.stored(state) - before - in + out) / in;
  const auto cells = static_cast<std::size_t>(mesh->global());
  run.enthalpy.assign(cells, 0.0);
  run.mass.assign(cells, 0.0);
  for (std::int32_t c = 0; c < mesh->owned(); ++c) {
    const auto at = static_cast<std::size_t>(c);
    run.enthalpy[static_cast<std::size_t>(mesh->global_id()[at])] = state.enthalpy[at];
    run.mass[static_cast<std::size_t>(mesh->global_id()[at])] = state.mass[at];
  }
  for (auto* values : {&run.enthalpy, &run.mass}) {
    MPI_Allreduce(MPI_IN_PLACE, values->data(), static_cast<int>(cells), MPI_DOUBLE, MPI_SUM, comm);
  }
  return run;
}

TEST(SolidRanks, SameOnAnyNumberOfRanks) {
  const Flown all = fly(MPI_COMM_WORLD, false);
  const Flown alone = fly(MPI_COMM_SELF, false);
  EXPECT_GT(all.melted, 0.01) << "it should melt";
  EXPECT_LT(all.imbalance, 1e-11);
  EXPECT_LT(alone.imbalance, 1e-11);
  double largest = 0.0;
  for (std::size_t c = 0; c < all.mass.size(); ++c) {
    ASSERT_EQ(all.mass[c], alone.mass[c]) << c;
    largest = std::max(largest, std::abs(all.enthalpy[c] - alone.enthalpy[c]));
  }
  EXPECT_LT(largest, 10.0 * 1e-8 * 1e5);  // tolerance [K] times the heat of melting [J/(kg K)]
}

TEST(SolidRanks, ResumedToTheBit) {
  const Flown once = fly(MPI_COMM_WORLD, false);
  const Flown resumed = fly(MPI_COMM_WORLD, true);
  const auto bytes = once.enthalpy.size() * sizeof(double);
  EXPECT_EQ(std::memcmp(once.enthalpy.data(), resumed.enthalpy.data(), bytes), 0);
  EXPECT_EQ(std::memcmp(once.mass.data(), resumed.mass.data(), bytes), 0);
}

}  // namespace
}  // namespace tektite
