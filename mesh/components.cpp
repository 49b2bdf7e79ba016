#include "mesh/components.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace tektite::mesh {
namespace {

/// Disjoint sets of the indices [0, count); the smallest index of a set stands for it.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  [[nodiscard]] std::size_t find(std::size_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }
  void join(std::size_t i, std::size_t j) {
    const std::size_t a = find(i);
    const std::size_t b = find(j);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

using Bond = std::array<std::int64_t, 2>;  ///< two labels of one component

void keep_unique(std::vector<Bond>& bonds) {
  std::ranges::sort(bonds);
  bonds.erase(std::unique(bonds.begin(), bonds.end()), bonds.end());
}

/// Labels of both ends of each link, -1 for one that is not present; the same on every rank.
std::vector<std::int64_t> labels_of_links(const PanelMesh& mesh, std::span<const Link> links,
                                          std::span<const std::int64_t> label) {
  std::vector<std::int64_t> ends(2 * links.size(), -1);
  const auto owned = mesh.global_id().subspan(0, static_cast<std::size_t>(mesh.owned()));
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const std::int64_t id = i % 2 == 0 ? links[i / 2].a : links[i / 2].b;
    const auto place = std::ranges::lower_bound(owned, id);
    if (place == owned.end() || *place != id) continue;
    ends[i] = label[static_cast<std::size_t>(place - owned.begin())];
  }
  if (!ends.empty()) mesh.world().max(std::span<std::int64_t>(ends));
  return ends;
}

/// Local part: labels of the owned panels joined through edges between owned panels.
std::vector<std::int64_t> label_owned(const PanelMesh& mesh, std::span<const std::uint8_t> present,
                                      std::span<const std::uint8_t> holds) {
  const auto owned = static_cast<std::size_t>(mesh.owned());
  DisjointSets sets(owned);
  for (std::int32_t edge = 0; edge < mesh.edges(); ++edge) {
    if (holds[static_cast<std::size_t>(edge)] == 0 || !mesh.is_complete(edge)) continue;
    std::int64_t first = -1;
    for (const std::int32_t panel : mesh.edge_panels(edge)) {
      if (panel >= mesh.owned() || present[static_cast<std::size_t>(panel)] == 0) continue;
      if (first >= 0) sets.join(static_cast<std::size_t>(first), static_cast<std::size_t>(panel));
      first = panel;
    }
  }
  std::vector<std::int64_t> label(static_cast<std::size_t>(mesh.local()), -1);
  for (std::size_t i = 0; i < owned; ++i) {
    // Owned panels ascend in global id: the smallest index has the smallest id.
    if (present[i] != 0) label[i] = mesh.global_id()[sets.find(i)];
  }
  return label;
}

/// Labels that meet across a border between ranks.
std::vector<Bond> bonds_with_ghosts(const PanelMesh& mesh, std::span<const std::uint8_t> present,
                                    std::span<const std::uint8_t> holds,
                                    std::span<const std::int64_t> label) {
  std::vector<Bond> bonds;
  for (std::int32_t edge = 0; edge < mesh.edges(); ++edge) {
    if (holds[static_cast<std::size_t>(edge)] == 0 || !mesh.is_complete(edge)) continue;
    std::int64_t first = -1;
    for (const std::int32_t panel : mesh.edge_panels(edge)) {
      const auto p = static_cast<std::size_t>(panel);
      if (present[p] == 0) continue;
      if (first >= 0 && first != label[p]) {
        bonds.push_back({std::min(first, label[p]), std::max(first, label[p])});
      }
      first = label[p];
    }
  }
  keep_unique(bonds);
  return bonds;
}

}  // namespace

std::vector<std::int64_t> components(const PanelMesh& mesh, std::span<const std::uint8_t> present,
                                     std::span<const std::uint8_t> holds,
                                     std::span<const Link> links) {
  expect(present.size() == static_cast<std::size_t>(mesh.local()), "present per local panel");
  expect(holds.size() == static_cast<std::size_t>(mesh.edges()), "holds per local edge");
  std::vector<std::int64_t> label = label_owned(mesh, present, holds);
  mesh.update_ghosts(label);

  // The pieces of all ranks and the bonds between them form a small graph: every rank solves it
  // whole, so that one exchange is enough however long a chain of ranks a component spans.
  std::vector<Bond> bonds =
      mesh.world().gather_on_all(bonds_with_ghosts(mesh, present, holds, label));
  const auto ends = labels_of_links(mesh, links, label);
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
    if (ends[i] < 0 || ends[i + 1] < 0 || ends[i] == ends[i + 1]) continue;
    bonds.push_back({std::min(ends[i], ends[i + 1]), std::max(ends[i], ends[i + 1])});
  }
  keep_unique(bonds);
  std::vector<std::int64_t> known;
  for (const Bond& bond : bonds) known.insert(known.end(), bond.begin(), bond.end());
  std::ranges::sort(known);
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const auto index = [&](std::int64_t id) {
    return static_cast<std::size_t>(std::ranges::lower_bound(known, id) - known.begin());
  };
  DisjointSets sets(known.size());
  for (const Bond& bond : bonds) sets.join(index(bond[0]), index(bond[1]));
  for (std::int64_t& own : label) {
    if (own < 0) continue;
    const std::size_t place = index(own);
    if (place < known.size() && known[place] == own) own = known[sets.find(place)];
  }
  return label;
}

}  // namespace tektite::mesh
