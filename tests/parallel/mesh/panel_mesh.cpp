// The distributed mesh is the same on every layout: its geometry is compared, number by number and
// bit by bit, with what the replicated surface says and with the mesh on one rank.
#include "mesh/panel_mesh.hpp"

#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <tuple>

namespace tektite::mesh {
namespace {

/// A barrel with ends and an inner bulkhead: every kind of edge with 2 and 3 panels; and a plate
/// apart from it, with open edges.
Surface module_surface(double size) {
  Shape barrel{.kind = ShapeKind::cylinder, .radius = 2.0, .length = 5.0};
  barrel.panel_size = size;
  Shape end{.kind = ShapeKind::disc, .radius = 2.0};
  end.panel_size = size;
  Shape front = end;
  front.position = {5.0, 0.0, 0.0};
  Shape bulkhead = end;
  bulkhead.position = {2.2, 0.0, 0.0};
  end.flip = true;
  Shape plate{.kind = ShapeKind::plate, .size = {4.0, 2.0, 0.0}};
  plate.panel_size = size;
  plate.position = {2.0, 5.0, 0.0};
  return build_surface({{"barrel", barrel},
                        {"aft", end},
                        {"front", front},
                        {"bulkhead", bulkhead},
                        {"array", plate}});
}

std::vector<double> weights(const Surface& surface) {
  std::vector<double> weight(surface.panels());
  for (std::size_t i = 0; i < weight.size(); ++i) weight[i] = 1.0 + surface.part[i];
  return weight;
}

using EdgeKey = std::array<std::int64_t, 2>;

std::map<EdgeKey, std::set<std::int64_t>> reference_edges(const Surface& surface) {
  std::map<EdgeKey, std::set<std::int64_t>> edges;
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::int64_t a = surface.triangles[i][k];
      const std::int64_t b = surface.triangles[i][(k + 1) % 3];
      edges[{std::min(a, b), std::max(a, b)}].insert(static_cast<std::int64_t>(i));
    }
  }
  return edges;
}

void expect_complete(const PanelMesh& mesh, const Surface& surface) {
  const auto reference = reference_edges(surface);
  std::set<std::int64_t> wanted_ghosts;
  const std::set<std::int64_t> owned(mesh.global_id().begin(),
                                     mesh.global_id().begin() + mesh.owned());
  for (const auto& [key, panels] : reference) {
    const bool mine =
        std::ranges::any_of(panels, [&](std::int64_t panel) { return owned.contains(panel); });
    for (const std::int64_t panel : panels) {
      if (mine && !owned.contains(panel)) wanted_ghosts.insert(panel);
    }
    if (!mine) continue;
    const auto place = std::ranges::lower_bound(mesh.edge_vertices(), key);
    ASSERT_TRUE(place != mesh.edge_vertices().end() && *place == key);
    const auto edge = static_cast<std::int32_t>(place - mesh.edge_vertices().begin());
    EXPECT_TRUE(mesh.is_complete(edge));
    std::vector<std::int64_t> found;
    for (const std::int32_t panel : mesh.edge_panels(edge)) {
      found.push_back(mesh.global_id()[static_cast<std::size_t>(panel)]);
    }
    EXPECT_EQ(found, std::vector<std::int64_t>(panels.begin(), panels.end()));
  }
  const std::set<std::int64_t> ghosts(mesh.global_id().begin() + mesh.owned(),
                                      mesh.global_id().end());
  EXPECT_EQ(ghosts, wanted_ghosts);
  EXPECT_TRUE(std::ranges::is_sorted(mesh.edge_vertices()));
  EXPECT_EQ(mesh.world().sum(std::int64_t{mesh.owned()}), mesh.global());
}

/// One pair, by global ids: comparable between layouts.
struct Record {
  std::array<std::int64_t, 4> key{};  ///< edge, panels
  std::array<double, 4> geometry{};
};

std::vector<Record> pairs_of(const PanelMesh& mesh) {
  std::vector<Record> records;
  for (const Pair& pair : mesh.pairs()) {
    if (pair.a >= mesh.owned()) continue;  // counted where its first panel is owned
    const auto& edge = mesh.edge_vertices()[static_cast<std::size_t>(pair.edge)];
    records.push_back({{edge[0], edge[1], mesh.global_id()[static_cast<std::size_t>(pair.a)],
                        mesh.global_id()[static_cast<std::size_t>(pair.b)]},
                       {pair.length, pair.distance, pair.offset, pair.share}});
  }
  EXPECT_TRUE(std::ranges::is_sorted(records, {}, &Record::key));
  auto all = mesh.world().gather_on_all(records);
  std::ranges::sort(all, {}, &Record::key);
  return all;
}

struct PanelRecord {
  std::int64_t id = 0;
  std::array<double, 9> geometry{};
  std::array<double, 24> edges{};
};

std::vector<PanelRecord> panels_of(const PanelMesh& mesh) {
  std::vector<PanelRecord> records;
  for (std::size_t i = 0; i < static_cast<std::size_t>(mesh.owned()); ++i) {
    const auto& n = mesh.normal()[i];
    const auto& c = mesh.centroid()[i];
    PanelRecord record{mesh.global_id()[i],
                       {mesh.area()[i], n.x, n.y, n.z, c.x, c.y, c.z, mesh.radius_1()[i],
                        static_cast<double>(mesh.patch()[i])},
                       {}};
    for (std::size_t k = 0; k < 3; ++k) {
      const PanelEdge& e = mesh.panel_edges()[i][k];
      const std::array<double, 8> values{e.along,     e.distance,  e.tangent.x, e.tangent.y,
                                         e.tangent.z, e.outward.x, e.outward.y, e.outward.z};
      std::ranges::copy(values, record.edges.begin() + static_cast<std::ptrdiff_t>(8 * k));
    }
    records.push_back(record);
  }
  auto all = mesh.world().gather_on_all(records);
  std::ranges::sort(all, {}, &PanelRecord::id);
  return all;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

TEST(PanelMesh, OverlapIsCompleteAtEveryKindOfEdge) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = module_surface(0.3);
  const PanelMesh mesh(world, surface, weights(surface));
  expect_complete(mesh, surface);
}

TEST(PanelMesh, GeometryHasTheSameBitsOnEveryLayout) {
  const Communicator world(MPI_COMM_WORLD);
  const Communicator alone(MPI_COMM_SELF);
  const Surface surface = module_surface(0.3);
  const PanelMesh mesh(world, surface, weights(surface));
  const PanelMesh serial(alone, surface, weights(surface));
  EXPECT_TRUE(same_bits(panels_of(mesh), panels_of(serial)));
  EXPECT_TRUE(same_bits(pairs_of(mesh), pairs_of(serial)));
  // Another partition, another layout, the same bits.
  const PanelMesh even(world, surface, std::vector<double>(surface.panels(), 1.0));
  EXPECT_TRUE(same_bits(pairs_of(even), pairs_of(serial)));
}

TEST(PanelMesh, PairGeometryIsThatOfTheUnfoldedPlane) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = module_surface(0.3);
  const PanelMesh mesh(world, surface, weights(surface));
  for (const Pair& pair : mesh.pairs()) {
    EXPECT_LT(mesh.global_id()[static_cast<std::size_t>(pair.a)],
              mesh.global_id()[static_cast<std::size_t>(pair.b)]);
    EXPECT_GT(pair.share, 0.0);
    EXPECT_LT(pair.share, 1.0);
    const auto a = static_cast<std::size_t>(pair.a);
    const auto b = static_cast<std::size_t>(pair.b);
    // Heights of the triangles over the edge: three times the centroids' distances from it.
    const double heights = 2.0 * (mesh.area()[a] + mesh.area()[b]) / pair.length;
    EXPECT_NEAR(pair.distance, heights / 3.0, 1e-13);
    EXPECT_NEAR(pair.share, mesh.area()[a] / (mesh.area()[a] + mesh.area()[b]), 1e-12);
    if (mesh.part()[a] == 4) {  // the plate is flat: unfolded distance = distance in space
      const double straight = norm(mesh.centroid()[a] - mesh.centroid()[b]);
      EXPECT_NEAR(std::hypot(pair.distance, pair.offset), straight, 1e-13);
    }
  }
  // Outward edge normals times lengths close each triangle, and lie in its plane.
  for (std::size_t i = 0; i < static_cast<std::size_t>(mesh.local()); ++i) {
    Vec3<VehicleAxes> sum;
    for (std::size_t k = 0; k < 3; ++k) {
      const auto& corners = mesh.corners()[i];
      const PanelEdge& edge = mesh.panel_edges()[i][k];
      sum += norm(corners[(k + 1) % 3] - corners[k]) * edge.outward;
      EXPECT_NEAR(dot(edge.outward, mesh.normal()[i]), 0.0, 1e-12);
      EXPECT_GT(dot(edge.outward, 0.5 * (corners[k] + corners[(k + 1) % 3]) - mesh.centroid()[i]),
                0.0);
    }
    EXPECT_LT(norm(sum), 1e-13);
  }
}

TEST(PanelMesh, GhostsGetTheirOwnersValues) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = module_surface(0.3);
  const PanelMesh mesh(world, surface, weights(surface));
  const auto local = static_cast<std::size_t>(mesh.local());
  const auto owned = static_cast<std::size_t>(mesh.owned());
  std::vector<double> wide(16 * local, -1.0);
  std::vector<double> single(local, -1.0);
  std::vector<std::int32_t> small(local, -1);
  std::vector<std::int64_t> large(local, -1);
  const auto value = [&](std::size_t i) { return static_cast<double>(mesh.global_id()[i]); };
  for (std::size_t i = 0; i < owned; ++i) {
    for (std::size_t k = 0; k < 16; ++k)
      wide[16 * i + k] = 100.0 * value(i) + static_cast<double>(k);
    single[i] = value(i);
    small[i] = static_cast<std::int32_t>(mesh.global_id()[i]);
    large[i] = mesh.global_id()[i] << 33;
  }
  for (int repeat = 0; repeat < 3; ++repeat) {
    mesh.update_ghosts(wide, 16);
    mesh.update_ghosts(single);
    mesh.update_ghosts(small);
    mesh.update_ghosts(large);
  }
  for (std::size_t i = 0; i < local; ++i) {
    for (std::size_t k = 0; k < 16; ++k) {
      ASSERT_EQ(wide[16 * i + k], 100.0 * value(i) + static_cast<double>(k));
    }
    ASSERT_EQ(single[i], value(i));
    ASSERT_EQ(small[i], mesh.global_id()[i]);
    ASSERT_EQ(large[i], mesh.global_id()[i] << 33);
  }
}

TEST(PanelMesh, WorksWithFewerPanelsThanRanks) {
  const Communicator world(MPI_COMM_WORLD);
  Shape plate{.kind = ShapeKind::plate, .size = {1.0, 1.0, 0.0}};
  plate.panel_size = 1.0;
  const Surface surface = build_surface({{"plate", plate}});
  ASSERT_EQ(surface.panels(), 2U);
  const PanelMesh mesh(world, surface, std::vector<double>{1.0, 1.0});
  expect_complete(mesh, surface);
  EXPECT_EQ(pairs_of(mesh).size(), 1U);
  std::vector<double> values(static_cast<std::size_t>(mesh.local()), 0.0);
  mesh.update_ghosts(values);
}

TEST(PanelMesh, WorksWithPartsApartAndNothingSharedBetweenRanks) {
  const Communicator world(MPI_COMM_WORLD);
  for (const int plates : {1, 2, 3, 4}) {
    std::vector<ShapedPart> parts;
    for (int i = 0; i < plates; ++i) {
      Shape plate{.kind = ShapeKind::plate, .size = {1.0, 1.0, 0.0}};
      plate.panel_size = 0.5;
      plate.position = {0.0, 0.0, 10.0 * i};
      parts.push_back({"plate", plate});
    }
    const Surface surface = build_surface(parts);
    const PanelMesh mesh(world, surface, std::vector<double>(surface.panels(), 1.0));
    expect_complete(mesh, surface);
    std::vector<double> values(static_cast<std::size_t>(mesh.local()), 0.0);
    mesh.update_ghosts(values);
  }
}

TEST(PanelMesh, WorksWithAllWeightOnOnePanel) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = module_surface(0.8);
  std::vector<double> weight(surface.panels(), 0.0);
  weight[3] = 1.0;
  const PanelMesh mesh(world, surface, weight);
  expect_complete(mesh, surface);
}

}  // namespace
}  // namespace tektite::mesh
