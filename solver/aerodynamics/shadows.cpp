#include "solver/aerodynamics/shadows.hpp"

#include "solver/base/error.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

namespace {

using Vector = Vec3<VehicleAxes>;

constexpr std::size_t word_bits = 64;

bool has_bit(const std::uint64_t* words, std::size_t k) {
  return ((words[k / word_bits] >> (k % word_bits)) & 1U) != 0;
}
void set_bit(std::uint64_t* words, std::size_t k) {
  words[k / word_bits] |= std::uint64_t{1} << (k % word_bits);
}

double longest_edge(const std::array<Vector, 3>& corner) {
  return std::max(
      {norm(corner[1] - corner[0]), norm(corner[2] - corner[1]), norm(corner[0] - corner[2])});
}

Vector outward(const mesh::PanelMesh& mesh, std::int32_t panel, int side) {
  const Vector normal = mesh.normal()[static_cast<std::size_t>(panel)];
  return side == vehicle::outer ? normal : -normal;
}

/// How far a side's rays start above it [m].
double lift_of(const mesh::PanelMesh& mesh, std::int32_t panel, double extent) {
  const auto i = static_cast<std::size_t>(panel);
  return ray_lift(longest_edge(mesh.corners()[i]), mesh.radius_1()[i], extent);
}

/// Does the panel's boundary run from the edge's lower to its higher vertex?
bool runs_up(const mesh::PanelMesh& mesh, std::int32_t panel, std::int32_t edge) {
  const auto& corner = mesh.corner_id()[static_cast<std::size_t>(panel)];
  const auto& end = mesh.edge_vertices()[static_cast<std::size_t>(edge)];
  for (std::size_t c = 0; c < 3; ++c) {
    if (corner[c] == end[0]) return corner[(c + 1) % 3] == end[1];
  }
  return false;
}

}  // namespace

std::vector<std::array<double, 3>> sub_centroids(int level) {
  using Weights = std::array<double, 3>;
  using Triangle = std::array<Weights, 3>;
  std::vector<Triangle> pieces = {{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}}};
  const auto middle = [](const Weights& a, const Weights& b) {
    return Weights{0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2])};
  };
  for (int i = 0; i < level; ++i) {
    std::vector<Triangle> finer;
    for (const auto& [a, b, c] : pieces) {
      const Weights ab = middle(a, b);
      const Weights bc = middle(b, c);
      const Weights ca = middle(c, a);
      finer.insert(finer.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
    }
    pieces = std::move(finer);
  }
  std::vector<Weights> result;
  result.reserve(pieces.size());
  for (const auto& [a, b, c] : pieces) {
    result.push_back(
        {(a[0] + b[0] + c[0]) / 3.0, (a[1] + b[1] + c[1]) / 3.0, (a[2] + b[2] + c[2]) / 3.0});
  }
  return result;
}

Shadows::Shadows(const Body& body, std::span<const std::int32_t> panels,
                 const std::function<bool(std::int32_t)>& is_member,
                 const std::function<bool(std::int32_t, int)>& is_closed)
    : body_(body),
      slots_(panels.begin(), panels.end()),
      words_(body.directions.size() / word_bits + 1),
      centroids_(sub_centroids(body.subpanel)) {
  const auto& mesh = body.mesh;
  if (body.subpanel > 0) {
    for (const std::int32_t panel : panels) {
      for (const auto& edge : mesh.panel_edges()[static_cast<std::size_t>(panel)]) {
        for (const std::int32_t other : mesh.edge_panels(edge.edge)) {
          if (other >= mesh.owned() && is_member(other)) slots_.push_back(other);
        }
      }
    }
    std::ranges::sort(slots_);
    slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
  }
  bits_.assign(slots_.size() * 4 * words_, 0);
  is_free_.assign(2 * slots_.size(), 0);
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    for (const int side : {vehicle::outer, vehicle::inner}) {
      if (!is_closed(slots_[slot], side)) cast(slot, side);
    }
  }
  edges_.resize(words_);
}

std::uint64_t* Shadows::bits(std::size_t slot, int side) const {
  return &bits_[(2 * slot + static_cast<std::size_t>(side)) * 2 * words_];
}

std::size_t Shadows::slot_of(std::int32_t panel) const {
  const auto place = std::ranges::lower_bound(slots_, panel);
  if (place == slots_.end() || *place != panel) return slots_.size();
  return static_cast<std::size_t>(place - slots_.begin());
}

void Shadows::cast(std::size_t slot, int side) {
  const std::int32_t panel = slots_[slot];
  const Vector normal = outward(body_.mesh, panel, side);
  const Vector place = body_.mesh.centroid()[static_cast<std::size_t>(panel)];
  const double lift = lift_of(body_.mesh, panel, body_.extent);
  const std::size_t count = body_.directions.size();
  std::uint64_t* ahead = bits(slot, side);
  std::uint64_t* blocked = ahead + words_;
  for (std::size_t k = 0; k < count; ++k) {
    if (dot(normal, recast<VehicleAxes>(body_.directions.direction[k])) > 0.0) set_bit(ahead, k);
  }
  set_bit(ahead, count);
  const Vector origin = place + lift * normal;
  const double horizon = body_.horizon.sine(origin, normal);
  const bool is_free = horizon == 0.0;
  is_free_[2 * slot + static_cast<std::size_t>(side)] = is_free ? 1 : 0;
  if (is_free) return;
  ray_.clear();
  asked_.clear();
  for (std::size_t k = 0; k < count; ++k) {
    const Vector direction = recast<VehicleAxes>(body_.directions.direction[k]);
    const double s = dot(normal, direction);
    if (s <= 0.0 || s > horizon) continue;
    ray_.push_back({origin, direction});
    asked_.push_back(k);
  }
  if (horizon >= 1.0) {
    ray_.push_back({origin, normal});
    asked_.push_back(count);
  }
  blocked_.resize(ray_.size());
  body_.scene.find_blocked(ray_, blocked_);
  rays_ += static_cast<std::int64_t>(ray_.size());
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (blocked_[i] != 0) set_bit(blocked, asked_[i]);
  }
}

/// Directions in which a shadow's edge may cross the panel: where the surface does not go on with
/// the same answer beyond all three of its edges.
void Shadows::mark_edges(std::int32_t panel, int side, std::span<std::uint64_t> edges) const {
  const auto& mesh = body_.mesh;
  const std::uint64_t* ahead = bits(slot_of(panel), side);
  const std::uint64_t* blocked = ahead + words_;
  std::ranges::fill(edges, 0);
  for (const auto& edge : mesh.panel_edges()[static_cast<std::size_t>(panel)]) {
    const auto meeting = mesh.edge_panels(edge.edge);
    const std::uint64_t* beyond = nullptr;
    if (meeting.size() == 2) {
      const std::int32_t other = meeting[0] == panel ? meeting[1] : meeting[0];
      const std::size_t slot = slot_of(other);
      const bool is_turned = runs_up(mesh, panel, edge.edge) == runs_up(mesh, other, edge.edge);
      if (slot < slots_.size()) beyond = bits(slot, is_turned ? 1 - side : side);
    }
    for (std::size_t w = 0; w < words_; ++w) {
      const std::uint64_t same =
          beyond == nullptr ? 0 : beyond[w] & ~(blocked[w] ^ beyond[words_ + w]);
      edges[w] |= ahead[w] & ~same;
    }
  }
}

double Shadows::lit_share(std::int32_t panel, int side, std::size_t direction) const {
  const auto& corner = body_.mesh.corners()[static_cast<std::size_t>(panel)];
  const Vector lift = lift_of(body_.mesh, panel, body_.extent) * outward(body_.mesh, panel, side);
  const Vector along = recast<VehicleAxes>(body_.directions.direction[direction]);
  ray_.clear();
  for (const auto& w : centroids_) {
    ray_.push_back({w[0] * corner[0] + w[1] * corner[1] + w[2] * corner[2] + lift, along});
  }
  blocked_.resize(ray_.size());
  body_.scene.find_blocked(ray_, blocked_);
  rays_ += static_cast<std::int64_t>(ray_.size());
  const auto free = std::ranges::count(blocked_, std::uint8_t{0});
  return static_cast<double>(free) / static_cast<double>(ray_.size());
}

bool Shadows::look(std::int32_t panel, int side, std::span<double> lit) const {
  const std::size_t slot = slot_of(panel);
  expect(slot < slots_.size(), "a panel that is looked at is one of the body's");
  const std::size_t count = body_.directions.size();
  const std::uint64_t* ahead = bits(slot, side);
  const std::uint64_t* blocked = ahead + words_;
  for (std::size_t k = 0; k < count; ++k) {
    lit[k] = has_bit(ahead, k) && !has_bit(blocked, k) ? 1.0 : 0.0;
  }
  if (!has_bit(ahead, count)) return false;  // closed
  const bool is_free = is_free_[2 * slot + static_cast<std::size_t>(side)] != 0;
  if (body_.subpanel > 0 && !is_free) {
    mark_edges(panel, side, edges_);
    for (std::size_t k = 0; k < count; ++k) {
      if (has_bit(edges_.data(), k)) lit[k] = lit_share(panel, side, k);
    }
  }
  return !has_bit(blocked, count);
}

}  // namespace tektite::aerodynamics
