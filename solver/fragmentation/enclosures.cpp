#include "solver/fragmentation/enclosures.hpp"

#include "mesh/components.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tektite::fragmentation {
namespace {

using vehicle::State;
using vehicle::Vehicle;

double circle_width(double area) {
  return std::sqrt(4.0 / constants::pi * area);
}

/// Area of a panel, from the replicated surface: for panels of any rank.
double panel_area(const Vehicle& vehicle, std::int64_t panel) {
  const auto& corner = vehicle.surface.triangles[static_cast<std::size_t>(panel)];
  const auto at = [&](std::size_t i) {
    return vehicle.surface.vertices[static_cast<std::size_t>(corner[i])];
  };
  return 0.5 * norm(cross(at(1) - at(0), at(2) - at(0)));
}

/// Volume on one side of a panel's part: side 0 inner, 1 outer; -1: none.
int volume_at(const Vehicle& vehicle, std::size_t panel, int side) {
  const vehicle::Part& part = vehicle.parts[static_cast<std::size_t>(vehicle.mesh->part()[panel])];
  return side == 0 ? part.volume : part.volume_outside;
}

/// Is the panel a hole in that volume's walls?
bool is_hole(const Pieces& pieces, std::size_t panel, int volume) {
  if (volume < 0) return false;
  const std::int32_t home = pieces.of_volume[static_cast<std::size_t>(volume)];
  return home >= 0 && pieces.of_panel[panel] != home;
}

/// Holes in the walls on one side of the parts: each connected hole's area, exact.
void widen_openings(const Vehicle& vehicle, const Pieces& pieces, int side, State& state) {
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  const auto local = static_cast<std::size_t>(mesh.local());
  std::vector<std::uint8_t> hole(local, 0);
  bool any = false;
  for (std::size_t p = 0; p < local; ++p) {
    hole[p] = is_hole(pieces, p, volume_at(vehicle, p, side)) ? 1 : 0;
    any = any || (hole[p] != 0 && p < static_cast<std::size_t>(mesh.owned()));
  }
  if (!mesh.world().any(any)) return;
  // Holes join across every edge, but those of two volumes are two.
  std::vector<std::uint8_t> joins(static_cast<std::size_t>(mesh.edges()), 1);
  for (std::int32_t e = 0; e < mesh.edges(); ++e) {
    const auto panels = mesh.edge_panels(e);
    for (const std::int32_t p : panels) {
      if (volume_at(vehicle, static_cast<std::size_t>(p), side) !=
          volume_at(vehicle, static_cast<std::size_t>(panels.front()), side)) {
        joins[static_cast<std::size_t>(e)] = 0;
      }
    }
  }
  const std::vector<std::int64_t> label = mesh::components(mesh, hole, joins, {});
  const auto owned = static_cast<std::size_t>(mesh.owned());
  std::vector<std::int64_t> mine;
  for (std::size_t p = 0; p < owned; ++p) {
    if (label[p] >= 0) mine.push_back(label[p]);
  }
  const std::vector<std::int64_t> holes = gather_unique(mesh.world(), std::move(mine));
  ExactSums area(holes.size());
  for (std::size_t p = 0; p < owned; ++p) {
    if (label[p] < 0) continue;
    const auto found = std::lower_bound(holes.begin(), holes.end(), label[p]);
    area.add(static_cast<std::size_t>(found - holes.begin()), mesh.area()[p]);
  }
  area.reduce(mesh.world());
  for (std::size_t h = 0; h < holes.size(); ++h) {
    // A hole is named after one of its panels, whose part tells the volume.
    const std::int32_t part = vehicle.surface.part[static_cast<std::size_t>(holes[h])];
    const vehicle::Part& wall = vehicle.parts[static_cast<std::size_t>(part)];
    const auto v = static_cast<std::size_t>(side == 0 ? wall.volume : wall.volume_outside);
    state.opening[v] += area.value(h);
    state.opening_width[v] = std::max(state.opening_width[v], circle_width(area.value(h)));
  }
}

}  // namespace

WallShares::WallShares(const Vehicle& vehicle, const State& state, const Pieces& pieces)
    : pieces_(&pieces), volume_body_(state.volume_body) {
  std::map<std::int32_t, std::int32_t> count;  // pieces of each body
  for (const std::int32_t body : pieces.parent) ordinal_.push_back(count[body]++);
  for (std::size_t o = 0; o < vehicle.objects.size(); ++o) {
    const vehicle::Object& object = vehicle.objects[o];
    if (object.host_part < 0 || state.object_released[o] != 0) continue;
    if (state.object_body[o] >= 0) hosts_.emplace_back(object.host_part, state.object_body[o]);
  }
  std::sort(hosts_.begin(), hosts_.end());
  hosts_.erase(std::unique(hosts_.begin(), hosts_.end()), hosts_.end());

  std::size_t size = 0;
  const auto reserve = [&](std::int32_t body) {
    const std::size_t first = size;
    const auto found = count.find(body);
    if (body >= 0 && found != count.end()) size += static_cast<std::size_t>(found->second);
    return first;
  };
  for (const std::int32_t body : volume_body_) volume_offset_.push_back(reserve(body));
  for (const PartInBody& host : hosts_) host_offset_.push_back(reserve(host.second));

  const mesh::PanelMesh& mesh = *vehicle.mesh;
  ExactSums sums(size);
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.owned()); ++p) {
    if (pieces.of_panel[p] < 0) continue;
    const auto place =
        static_cast<std::size_t>(ordinal_[static_cast<std::size_t>(pieces.of_panel[p])]);
    for (const int side : {0, 1}) {
      const int v = volume_at(vehicle, p, side);
      if (v < 0 || volume_body_[static_cast<std::size_t>(v)] != state.body[p]) continue;
      sums.add(volume_offset_[static_cast<std::size_t>(v)] + place, mesh.area()[p]);
    }
    const std::size_t h = host_index({mesh.part()[p], state.body[p]});
    if (h < hosts_.size()) sums.add(host_offset_[h] + place, mesh.area()[p]);
  }
  sums.reduce(mesh.world());
  for (std::size_t i = 0; i < size; ++i) area_.push_back(sums.value(i));
}

std::size_t WallShares::host_index(const PartInBody& host) const {
  const auto found = std::lower_bound(hosts_.begin(), hosts_.end(), host);
  if (found == hosts_.end() || *found != host) return hosts_.size();
  return static_cast<std::size_t>(found - hosts_.begin());
}

double WallShares::of_volume(std::size_t volume, std::int32_t piece) const {
  const auto p = static_cast<std::size_t>(piece);
  if (pieces_->parent[p] != volume_body_[volume]) return 0.0;
  return area_[volume_offset_[volume] + static_cast<std::size_t>(ordinal_[p])];
}

double WallShares::of_host(int part, std::int32_t piece) const {
  const auto p = static_cast<std::size_t>(piece);
  const std::size_t h = host_index({part, pieces_->parent[p]});
  if (h >= hosts_.size()) return 0.0;
  return area_[host_offset_[h] + static_cast<std::size_t>(ordinal_[p])];
}

void place_volumes(const State& state, const vehicle::MassSums& masses, const WallShares& shares,
                   Pieces& pieces) {
  pieces.of_volume.assign(state.volume_body.size(), -1);
  for (std::size_t v = 0; v < state.volume_body.size(); ++v) {
    if (state.volume_body[v] < 0) continue;
    double most = 0.0;
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      const double area = shares.of_volume(v, static_cast<std::int32_t>(k));
      if (area <= most) continue;
      most = area;
      pieces.of_volume[v] = static_cast<std::int32_t>(k);
    }
    if (2.0 * most < masses.wall_area(v) * (1.0 - 1e-9)) pieces.of_volume[v] = -1;
  }
}

void find_openings(const Vehicle& vehicle, const Pieces& pieces, State& state) {
  for (std::size_t v = 0; v < state.opening.size(); ++v) {
    if (pieces.of_volume[v] < 0) continue;
    state.opening[v] = 0.0;
    state.opening_width[v] = 0.0;
  }
  widen_openings(vehicle, pieces, 0, state);
  widen_openings(vehicle, pieces, 1, state);
  for (std::size_t j = 0; j < vehicle.joints.size(); ++j) {
    const vehicle::Joint& joint = vehicle.joints[j];
    if (joint.volume < 0 || state.joint_holds[j] != 0) continue;
    const auto v = static_cast<std::size_t>(joint.volume);
    if (pieces.of_volume[v] < 0) continue;
    state.opening[v] = std::max(state.opening[v], joint.sealed_area);
    state.opening_width[v] = std::max(state.opening_width[v], circle_width(joint.sealed_area));
  }
}

namespace {

/// The piece that has most of what carries an object, or -1.
std::int32_t carrier(const Vehicle& vehicle, const WatchedPanels& watched,
                     const std::vector<std::int64_t>& watched_piece, std::size_t object,
                     std::int32_t body, const Pieces& pieces) {
  std::map<std::int64_t, double> share;
  const auto& panels = vehicle.objects[object].mount_panels;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const std::int64_t piece = watched_piece[watched.mount(object) + i];
    if (piece < 0 || pieces.parent[static_cast<std::size_t>(piece)] != body) continue;
    share[piece] += panel_area(vehicle, panels[i]);
  }
  return largest_share(share);
}

/// The piece with most of the part that hosts an object, or -1.
std::int32_t largest_host(const WallShares& shares, int part, std::int32_t body,
                          const Pieces& pieces) {
  std::int32_t best = -1;
  double most = 0.0;
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    if (pieces.parent[k] != body) continue;
    const double area = shares.of_host(part, static_cast<std::int32_t>(k));
    if (area > most) {
      best = static_cast<std::int32_t>(k);
      most = area;
    }
  }
  return best;
}

double own_mass(const State& state, std::size_t object) {
  const auto& cells = state.solid.object_mass[object];
  return std::accumulate(cells.begin(), cells.end(), 0.0);
}

/// The object of the first container that was never released, in the body that `object` is in; the
/// object itself if its chain of hosts has left or ended.
std::size_t first_host(const Vehicle& vehicle, const State& state, std::size_t object) {
  std::size_t host = object;
  while (vehicle.objects[host].host_object >= 0) {
    host = static_cast<std::size_t>(vehicle.objects[host].host_object);
    if (state.object_released[host] != 0) return object;
    if (state.object_body[host] != state.object_body[object]) return object;
  }
  return host;
}

}  // namespace

bool has_living_host(const Vehicle& vehicle, const State& state, std::size_t object) {
  const auto host = static_cast<std::size_t>(vehicle.objects[object].host_object);
  return state.object_body[host] >= 0 && own_mass(state, host) > 0.0;
}

Departures place_objects(const Vehicle& vehicle, const WatchedPanels& watched,
                         const std::vector<std::int64_t>& watched_piece, const WallShares& shares,
                         State& state, Pieces& pieces) {
  Departures departures;
  pieces.of_object.assign(vehicle.objects.size(), -1);
  const std::vector<std::int32_t> position = vehicle::body_positions(state);
  const auto is_flying = [&](std::int32_t id) {
    const auto b = static_cast<std::size_t>(position[static_cast<std::size_t>(id)]);
    return state.bodies[b].status == vehicle::BodyStatus::flying;
  };
  for (std::size_t o = 0; o < vehicle.objects.size(); ++o) {
    const vehicle::Object& object = vehicle.objects[o];
    const std::int32_t body = state.object_body[o];
    if (body < 0 || state.object_released[o] != 0) continue;
    if (object.host_object >= 0 && has_living_host(vehicle, state, o)) continue;  // travels inside
    const std::size_t root = first_host(vehicle, state, o);
    if (object.host_object >= 0 && root == o) {
      departures.released.push_back(o);
      continue;
    }
    if (!is_flying(body)) continue;
    if (object.host_object < 0 && own_mass(state, o) <= 0.0) continue;  // nothing left to fly
    std::int32_t home = -1;
    if (state.mount_holds[o] != 0 && root == o) {
      home = object.mount_panels.empty()
                 ? largest_host(shares, object.host_part, body, pieces)
                 : carrier(vehicle, watched, watched_piece, o, body, pieces);
      if (home < 0 && object.host_part >= 0) {
        state.mount_holds[o] = 0;
        departures.lost_mounts.push_back(o);
      }
    }
    const int volume = vehicle.objects[root].volume;
    if (home < 0 && volume >= 0) {
      const auto v = static_cast<std::size_t>(volume);
      const bool encloses = pieces.of_volume[v] >= 0 && state.volume_body[v] == body;
      if (encloses && state.opening_width[v] <= object.second_largest()) {
        home = pieces.of_volume[v];
      }
    }
    const bool has_host = home >= 0 && shares.of_host(vehicle.objects[root].host_part, home) > 0.0;
    if (has_host) {
      pieces.of_object[o] = home;
    } else {
      departures.released.push_back(o);
    }
  }
  return departures;
}

}  // namespace tektite::fragmentation
