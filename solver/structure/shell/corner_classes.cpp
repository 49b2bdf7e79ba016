#include "solver/structure/shell/corner_classes.hpp"

#include <algorithm>
#include <numeric>

namespace tektite::structure::shell {
namespace {

/// The smallest member of each group of corners, by path halving.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  std::int32_t root(std::int32_t i) {
    while (at(i) != i) i = at(i) = at(at(i));
    return i;
  }
  void join(std::int32_t a, std::int32_t b) {
    a = root(a), b = root(b);
    at(std::max(a, b)) = std::min(a, b);
  }

 private:
  std::int32_t& at(std::int32_t i) { return parent_[static_cast<std::size_t>(i)]; }
  std::vector<std::int32_t> parent_;
};

struct Side {
  std::array<std::int64_t, 2> edge{};    ///< (lower, higher) vertex
  std::array<std::int32_t, 2> corner{};  ///< 3 panel + corner at these vertices
  friend bool operator<(const Side& a, const Side& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.corner < b.corner;
  }
};

}  // namespace

CornerClasses corner_classes(std::span<const std::array<std::int64_t, 3>> panels,
                             std::span<const std::array<std::int64_t, 2>> broken) {
  std::vector<Side> sides;
  sides.reserve(3 * panels.size());
  for (std::size_t p = 0; p < panels.size(); ++p) {
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t j = (i + 1) % 3;
      Side side = {{panels[p][i], panels[p][j]},
                   {static_cast<std::int32_t>(3 * p + i), static_cast<std::int32_t>(3 * p + j)}};
      if (side.edge[0] > side.edge[1]) {
        std::swap(side.edge[0], side.edge[1]);
        std::swap(side.corner[0], side.corner[1]);
      }
      sides.push_back(side);
    }
  }
  std::sort(sides.begin(), sides.end());
  Groups groups(3 * panels.size());
  for (std::size_t i = 1; i < sides.size(); ++i) {
    const Side &a = sides[i - 1], &b = sides[i];
    if (a.edge != b.edge || std::binary_search(broken.begin(), broken.end(), a.edge)) continue;
    groups.join(a.corner[0], b.corner[0]);
    groups.join(a.corner[1], b.corner[1]);
  }
  std::vector<std::int32_t> roots;  // one corner per class
  for (std::int32_t c = 0; c < static_cast<std::int32_t>(3 * panels.size()); ++c) {
    if (groups.root(c) == c) roots.push_back(c);
  }
  const auto vertex_of = [&](std::int32_t c) {
    const auto i = static_cast<std::size_t>(c);
    return panels[i / 3][i % 3];
  };
  std::stable_sort(roots.begin(), roots.end(),
                   [&](std::int32_t a, std::int32_t b) { return vertex_of(a) < vertex_of(b); });
  CornerClasses out;
  std::vector<std::int32_t> number(3 * panels.size());
  for (const std::int32_t root : roots) {
    number[static_cast<std::size_t>(root)] = static_cast<std::int32_t>(out.vertex.size());
    out.vertex.push_back(vertex_of(root));
  }
  out.panel.resize(panels.size());
  for (std::size_t p = 0; p < panels.size(); ++p) {
    for (std::size_t i = 0; i < 3; ++i) {
      const auto root = groups.root(static_cast<std::int32_t>(3 * p + i));
      out.panel[p][i] = number[static_cast<std::size_t>(root)];
    }
  }
  return out;
}

}  // namespace tektite::structure::shell
