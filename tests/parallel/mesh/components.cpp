// Components of a broken mesh on any number of ranks against a serial union-find over the surface.
#include "mesh/components.hpp"

#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace tektite::mesh {
namespace {

using EdgeKey = std::array<std::int64_t, 2>;

Surface barrel_with_bulkhead() {
  Shape barrel{.kind = ShapeKind::cylinder, .radius = 1.0, .length = 4.0};
  barrel.panel_size = 0.15;
  Shape bulkhead{.kind = ShapeKind::disc, .radius = 1.0};
  bulkhead.panel_size = 0.15;
  bulkhead.position = {1.7, 0.0, 0.0};
  return build_surface({{"barrel", barrel}, {"bulkhead", bulkhead}});
}

/// The same coin for an id on every rank.
bool coin(std::uint64_t seed, std::uint64_t a, std::uint64_t b, double chance) {
  std::uint64_t hash = (seed * 1000003U + a) * 0x9e3779b97f4a7c15ULL + b;
  for (int round = 0; round < 3; ++round) {
    hash ^= hash >> 31;
    hash *= 0xbf58476d1ce4e5b9ULL;
  }
  return static_cast<double>(hash >> 11) * 0x1p-53 < chance;
}

struct Breakage {
  std::uint64_t seed = 0;
  double gone = 0.0;
  double broken = 0.0;
  std::vector<Link> links;
  std::function<bool(std::int64_t)> present;  ///< instead of chance
  [[nodiscard]] bool is_present(std::int64_t panel) const {
    if (present) return present(panel);
    return !coin(seed, static_cast<std::uint64_t>(panel), 0, gone);
  }
  [[nodiscard]] bool is_holding(const EdgeKey& edge) const {
    return !coin(seed + 17, static_cast<std::uint64_t>(edge[0]),
                 static_cast<std::uint64_t>(edge[1]), broken);
  }
};

std::vector<std::int64_t> reference(const Surface& surface, const Breakage& breakage) {
  std::vector<std::int64_t> parent(surface.panels());
  std::iota(parent.begin(), parent.end(), std::int64_t{0});
  const std::function<std::int64_t(std::int64_t)> find = [&](std::int64_t i) {
    while (parent[static_cast<std::size_t>(i)] != i) i = parent[static_cast<std::size_t>(i)];
    return i;
  };
  const auto join = [&](std::int64_t a, std::int64_t b) {
    const std::int64_t ra = find(a);
    const std::int64_t rb = find(b);
    parent[static_cast<std::size_t>(std::max(ra, rb))] = std::min(ra, rb);
  };
  std::map<EdgeKey, std::vector<std::int64_t>> edges;
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::int64_t a = surface.triangles[i][k];
      const std::int64_t b = surface.triangles[i][(k + 1) % 3];
      edges[{std::min(a, b), std::max(a, b)}].push_back(static_cast<std::int64_t>(i));
    }
  }
  for (const auto& [edge, panels] : edges) {
    if (!breakage.is_holding(edge)) continue;
    for (const std::int64_t a : panels) {
      for (const std::int64_t b : panels) {
        if (breakage.is_present(a) && breakage.is_present(b)) join(a, b);
      }
    }
  }
  for (const Link& link : breakage.links) {
    if (breakage.is_present(link.a) && breakage.is_present(link.b)) join(link.a, link.b);
  }
  std::vector<std::int64_t> label;
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    const auto panel = static_cast<std::int64_t>(i);
    label.push_back(breakage.is_present(panel) ? find(panel) : -1);
  }
  return label;
}

void expect_reference(const PanelMesh& mesh, const Surface& surface, const Breakage& breakage) {
  std::vector<std::uint8_t> present;
  for (const std::int64_t id : mesh.global_id()) present.push_back(breakage.is_present(id) ? 1 : 0);
  std::vector<std::uint8_t> holds;
  for (const EdgeKey& edge : mesh.edge_vertices())
    holds.push_back(breakage.is_holding(edge) ? 1 : 0);
  const auto label = components(mesh, present, holds, breakage.links);
  const auto wanted = reference(surface, breakage);
  for (std::size_t i = 0; i < label.size(); ++i) {
    ASSERT_EQ(label[i], wanted[static_cast<std::size_t>(mesh.global_id()[i])]);
  }
}

TEST(Components, AgreeWithSerialUnionFindForRandomBreakage) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = barrel_with_bulkhead();
  const PanelMesh mesh(world, surface, std::vector<double>(surface.panels(), 1.0));
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const double broken : {0.0, 0.2, 0.35, 0.5, 1.0}) {
      Breakage breakage{seed, 0.1, broken, {}, {}};
      expect_reference(mesh, surface, breakage);
      const auto last = static_cast<std::int64_t>(surface.panels()) - 1;
      breakage.links = {{5, last}, {0, 400}, {400, 900}, {7, 7}, {31, 32}};
      expect_reference(mesh, surface, breakage);
    }
  }
}

TEST(Components, AreOneForAnUnbrokenVehicleAndNoneForNothing) {
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = barrel_with_bulkhead();
  const PanelMesh mesh(world, surface, std::vector<double>(surface.panels(), 1.0));
  std::vector<std::uint8_t> present(static_cast<std::size_t>(mesh.local()), 1);
  const std::vector<std::uint8_t> holds(static_cast<std::size_t>(mesh.edges()), 1);
  for (const auto label : components(mesh, present, holds, {})) EXPECT_EQ(label, 0);
  std::ranges::fill(present, std::uint8_t{0});
  for (const auto label : components(mesh, present, holds, {})) EXPECT_EQ(label, -1);
}

TEST(Components, FollowARibbonThatWindsAcrossAllRanks) {
  // A long chain across the borders of ranks: a helix of panels along the barrel, whole and cut.
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = barrel_with_bulkhead();
  const PanelMesh mesh(world, surface, std::vector<double>(surface.panels(), 1.0));
  for (const double cut : {-1.0, 2.0}) {
    Breakage breakage;
    breakage.present = [&](std::int64_t panel) {
      Vec3<VehicleAxes> p;
      for (const std::int32_t vertex : surface.triangles[static_cast<std::size_t>(panel)]) {
        p += surface.vertices[static_cast<std::size_t>(vertex)] / 3.0;
      }
      const double turns = p.x / 0.8 - std::atan2(p.z, p.y) / 6.283185307179586;
      return surface.part[static_cast<std::size_t>(panel)] == 0 &&
             turns - std::floor(turns) < 0.7 && std::abs(p.x - cut) > 0.2;
    };
    expect_reference(mesh, surface, breakage);
  }
}

}  // namespace
}  // namespace tektite::mesh
