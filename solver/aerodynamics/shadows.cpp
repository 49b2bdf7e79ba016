#include "solver/aerodynamics/shadows.hpp"

#include "solver/base/error.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

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

std::size_t ShadowTable::slot_of(std::int32_t panel) const {
  const auto place = std::ranges::lower_bound(slots, panel);
  if (place == slots.end() || *place != panel) return slots.size();
  return static_cast<std::size_t>(place - slots.begin());
}

Shadows::Shadows(const Body& body, std::span<const std::int32_t> panels,
                 const std::function<bool(std::int32_t)>& is_member,
                 const std::function<bool(std::int32_t, int)>& is_closed, const ShadowTable* former)
    : body_(body),
      scene_(body.device, body.surface, body.triangles),
      centroids_(sub_centroids(body.subpanel)) {
  const auto& mesh = body.mesh;
  std::vector<std::int32_t>& slots = table_.slots;
  slots.assign(panels.begin(), panels.end());
  if (body.subpanel > 0) {
    for (const std::int32_t panel : panels) {
      for (const auto& edge : mesh.panel_edges()[static_cast<std::size_t>(panel)]) {
        for (const std::int32_t other : mesh.edge_panels(edge.edge)) {
          if (other >= mesh.owned() && is_member(other)) slots.push_back(other);
        }
      }
    }
    std::ranges::sort(slots);
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  }
  table_.triangles.assign(body.triangles.begin(), body.triangles.end());
  table_.directions = body.directions.direction;
  table_.words = body.directions.size() / word_bits + 1;
  table_.bits.assign(slots.size() * 4 * table_.words, 0);
  table_.is_free.assign(2 * slots.size(), 0);
  edges_.resize(table_.words);
  if (former != nullptr) compare(*former);
  // Rays of one direction from neighbouring places go the same way through the scene.
  constexpr std::size_t together = 256;
  std::vector<Asking> block;
  for (const int side : {vehicle::outer, vehicle::inner}) {
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      if (!is_closed(slots[slot], side)) prepare(slot, side, block);
      if (block.size() < together && slot + 1 < slots.size()) continue;
      cast(block);
      block.clear();
    }
  }
  former_ = nullptr;
  gone_.reset();
}

/// What of a former table still holds.
void Shadows::compare(const ShadowTable& former) {
  if (!std::ranges::includes(former.triangles, table_.triangles)) return;
  const auto [mine, theirs] = std::ranges::mismatch(table_.directions, former.directions);
  shared_ = static_cast<std::size_t>(mine - table_.directions.begin());
  if (shared_ == 0) return;
  former_ = &former;
  std::vector<std::int64_t> gone;
  std::ranges::set_difference(former.triangles, table_.triangles, std::back_inserter(gone));
  is_whole_ = gone.empty();
  if (!is_whole_ && gone.size() < table_.triangles.size()) {
    gone_.emplace(body_.device, body_.surface, gone);
  }
}

const HorizonTree& Shadows::horizon() {
  if (!horizon_) horizon_.emplace(body_.surface, body_.triangles);
  return *horizon_;
}

/// Adds an open side to the block, unless nothing can stand before it.
void Shadows::prepare(std::size_t slot, int side, std::vector<Asking>& block) {
  const std::int32_t panel = table_.slots[slot];
  const std::size_t count = body_.directions.size();
  Asking asking;
  asking.slot = slot;
  asking.side = side;
  asking.normal = outward(body_.mesh, panel, side);
  asking.origin = body_.mesh.centroid()[static_cast<std::size_t>(panel)] +
                  lift_of(body_.mesh, panel, body_.extent) * asking.normal;
  std::uint64_t* ahead = table_.ahead(slot, side);
  for (std::size_t k = 0; k < count; ++k) {
    const auto direction = recast<VehicleAxes>(body_.directions.direction[k]);
    if (dot(asking.normal, direction) > 0.0) set_bit(ahead, k);
  }
  set_bit(ahead, count);
  std::uint8_t& is_free = table_.is_free[2 * slot + static_cast<std::size_t>(side)];
  if (former_ != nullptr) {
    const std::size_t there = former_->slot_of(panel);
    if (there < former_->slots.size()) {
      const std::uint64_t* was_ahead = former_->ahead(there, side);
      if (has_bit(was_ahead, former_->directions.size())) {  // it was open
        asking.known = was_ahead + former_->words;
        is_free = former_->is_free[2 * there + static_cast<std::size_t>(side)];
      }
    }
  }
  if (is_free != 0) return;
  if (asking.known == nullptr || shared_ < count) {
    asking.horizon = horizon().sine(asking.origin, asking.normal);
    is_free = asking.horizon == 0.0 ? 1 : 0;
    if (is_free != 0) return;
  }
  block.push_back(asking);
}

void Shadows::cast(std::span<const Asking> block) {
  const std::size_t count = body_.directions.size();
  for (std::size_t k = 0; k < count; ++k) {
    const auto direction = recast<VehicleAxes>(body_.directions.direction[k]);
    for (const Asking& asking : block) {
      std::uint64_t* ahead = table_.ahead(asking.slot, asking.side);
      if (!has_bit(ahead, k)) continue;
      const bool is_known = asking.known != nullptr && k < shared_;
      if (is_known ? !has_bit(asking.known, k) : dot(asking.normal, direction) > asking.horizon) {
        continue;
      }
      Waiting& waiting = is_known ? known_ : unknown_;
      waiting.ray.push_back({asking.origin, direction});
      waiting.blocked.push_back(ahead + table_.words);
    }
    answer(k);
  }
  for (const Asking& asking : block) {
    const bool is_known = asking.known != nullptr;
    if (is_known ? !has_bit(asking.known, former_->directions.size()) : asking.horizon < 1.0) {
      continue;
    }
    Waiting& waiting = is_known ? known_ : unknown_;
    waiting.ray.push_back({asking.origin, asking.normal});
    waiting.blocked.push_back(table_.ahead(asking.slot, asking.side) + table_.words);
  }
  answer(count);
}

void Shadows::answer(std::size_t k) {
  if (is_whole_) {
    for (std::uint64_t* blocked : known_.blocked) set_bit(blocked, k);
  } else if (!known_.ray.empty()) {
    is_blocked_.assign(known_.ray.size(), 1);
    if (gone_) {
      gone_->find_blocked(known_.ray, is_blocked_);
      rays_ += static_cast<std::int64_t>(known_.ray.size());
    }
    for (std::size_t i = 0; i < known_.ray.size(); ++i) {
      if (is_blocked_[i] == 0) {  // by nothing that has gone
        set_bit(known_.blocked[i], k);
        continue;
      }
      unknown_.ray.push_back(known_.ray[i]);
      unknown_.blocked.push_back(known_.blocked[i]);
    }
  }
  is_blocked_.resize(unknown_.ray.size());
  scene_.find_blocked(unknown_.ray, is_blocked_);
  rays_ += static_cast<std::int64_t>(unknown_.ray.size());
  for (std::size_t i = 0; i < unknown_.ray.size(); ++i) {
    if (is_blocked_[i] != 0) set_bit(unknown_.blocked[i], k);
  }
  for (Waiting* waiting : {&known_, &unknown_}) {
    waiting->ray.clear();
    waiting->blocked.clear();
  }
}

/// Directions in which a shadow's edge may cross the panel: where the surface does not go on with
/// the same answer beyond all three of its edges.
void Shadows::mark_edges(std::int32_t panel, int side, std::span<std::uint64_t> edges) const {
  const auto& mesh = body_.mesh;
  const std::uint64_t* ahead = table_.ahead(table_.slot_of(panel), side);
  const std::uint64_t* blocked = ahead + table_.words;
  std::ranges::fill(edges, 0);
  for (const auto& edge : mesh.panel_edges()[static_cast<std::size_t>(panel)]) {
    const auto meeting = mesh.edge_panels(edge.edge);
    const std::uint64_t* beyond = nullptr;
    if (meeting.size() == 2) {
      const std::int32_t other = meeting[0] == panel ? meeting[1] : meeting[0];
      const std::size_t slot = table_.slot_of(other);
      const bool is_turned = runs_up(mesh, panel, edge.edge) == runs_up(mesh, other, edge.edge);
      if (slot < table_.slots.size()) beyond = table_.ahead(slot, is_turned ? 1 - side : side);
    }
    for (std::size_t w = 0; w < table_.words; ++w) {
      const std::uint64_t same =
          beyond == nullptr ? 0 : beyond[w] & ~(blocked[w] ^ beyond[table_.words + w]);
      edges[w] |= ahead[w] & ~same;
    }
  }
}

/// Lit shares in the directions that are marked in `edges_`, by rays from the parts of the panel.
void Shadows::share_light(std::int32_t panel, int side, std::span<double> lit) const {
  const auto& corner = body_.mesh.corners()[static_cast<std::size_t>(panel)];
  const Vector lift = lift_of(body_.mesh, panel, body_.extent) * outward(body_.mesh, panel, side);
  ray_.clear();
  for (std::size_t k = 0; k < body_.directions.size(); ++k) {
    if (!has_bit(edges_.data(), k)) continue;
    const Vector along = recast<VehicleAxes>(body_.directions.direction[k]);
    for (const auto& w : centroids_) {
      ray_.push_back({w[0] * corner[0] + w[1] * corner[1] + w[2] * corner[2] + lift, along});
    }
  }
  is_blocked_.resize(ray_.size());
  scene_.find_blocked(ray_, is_blocked_);
  rays_ += static_cast<std::int64_t>(ray_.size());
  auto first = is_blocked_.begin();
  const auto parts = static_cast<std::ptrdiff_t>(centroids_.size());
  for (std::size_t k = 0; k < body_.directions.size(); ++k) {
    if (!has_bit(edges_.data(), k)) continue;
    const auto free = std::count(first, first + parts, std::uint8_t{0});
    lit[k] = static_cast<double>(free) / static_cast<double>(parts);
    first += parts;
  }
}

bool Shadows::look(std::int32_t panel, int side, std::span<double> lit) const {
  const std::size_t slot = table_.slot_of(panel);
  expect(slot < table_.slots.size(), "a panel that is looked at is one of the body's");
  const std::size_t count = body_.directions.size();
  const std::uint64_t* ahead = table_.ahead(slot, side);
  const std::uint64_t* blocked = ahead + table_.words;
  for (std::size_t k = 0; k < count; ++k) {
    lit[k] = has_bit(ahead, k) && !has_bit(blocked, k) ? 1.0 : 0.0;
  }
  if (!has_bit(ahead, count)) return false;  // closed
  const bool is_free = table_.is_free[2 * slot + static_cast<std::size_t>(side)] != 0;
  if (body_.subpanel > 0 && !is_free) {
    mark_edges(panel, side, edges_);
    share_light(panel, side, lit);
  }
  return !has_bit(blocked, count);
}

}  // namespace tektite::aerodynamics
