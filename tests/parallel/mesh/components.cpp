// Components of a broken mesh on any number of ranks against a serial union-find over the surface.
#include "mesh/components.hpp"

#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <random>

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
  std::mt19937_64 random(seed * 1000003U + a * 7919U + b);
  random.discard(3);
  return std::uniform_real_distribution<double>(0.0, 1.0)(random) < chance;
}

struct Breakage {
  std::uint64_t seed = 0;
  double gone = 0.0;
  double broken = 0.0;
  std::vector<Link> links;
  [[nodiscard]] bool is_present(std::int64_t panel) const {
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
      Breakage breakage{seed, 0.1, broken, {}};
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

TEST(Components, FollowASpiralCrackAcrossAllRanks) {
  // A ribbon that winds along the whole barrel: the longest chain a component can make.
  const Communicator world(MPI_COMM_WORLD);
  const Surface surface = barrel_with_bulkhead();
  const PanelMesh mesh(world, surface, std::vector<double>(surface.panels(), 1.0));
  std::vector<std::uint8_t> present(static_cast<std::size_t>(mesh.local()), 1);
  std::vector<std::uint8_t> holds(static_cast<std::size_t>(mesh.edges()), 0);
  const auto turn_of = [](const Vec3<VehicleAxes>& p) {
    return std::floor(p.x / 0.5 - std::atan2(p.z, p.y) / 6.283185307179586);
  };
  for (std::int32_t edge = 0; edge < mesh.edges(); ++edge) {
    const auto panels = mesh.edge_panels(edge);
    if (panels.size() != 2) continue;
    const auto a = static_cast<std::size_t>(panels[0]);
    const auto b = static_cast<std::size_t>(panels[1]);
    const bool both_barrel = mesh.part()[a] == 0 && mesh.part()[b] == 0;
    const bool same_turn = turn_of(mesh.centroid()[a]) == turn_of(mesh.centroid()[b]);
    holds[static_cast<std::size_t>(edge)] = both_barrel && same_turn ? 1 : 0;
  }
  const auto label = components(mesh, present, holds, {});
  // Panels of one winding, cut open at the seam of atan2: each its own component, never mixed.
  std::map<std::int64_t, double> turn_of_label;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (mesh.part()[i] != 0) continue;
    const auto [place, added] = turn_of_label.emplace(label[i], turn_of(mesh.centroid()[i]));
    if (std::abs(mesh.centroid()[i].z) > 0.2 || mesh.centroid()[i].y > 0.0) {
      EXPECT_LE(std::abs(place->second - turn_of(mesh.centroid()[i])), 100.0);
    }
  }
  EXPECT_FALSE(turn_of_label.empty() && mesh.owned() > 0);
}

}  // namespace
}  // namespace tektite::mesh
