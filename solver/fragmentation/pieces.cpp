#include "solver/fragmentation/pieces.hpp"

#include "mesh/components.hpp"
#include "solver/vehicle/mass.hpp"

#include <algorithm>
#include <array>

namespace tektite::fragmentation {
namespace {

using vehicle::State;
using vehicle::Vehicle;

bool is_torn(const Vehicle& vehicle, const State& state, std::int64_t panel) {
  const std::int32_t patch = vehicle.surface.patch[static_cast<std::size_t>(panel)];
  return state.patch_torn[static_cast<std::size_t>(patch)] != 0;
}

/// A joint that holds ties all its panels to its ring, whatever becomes of their edges; but not
/// those of a patch that has torn off along the ring.
std::vector<mesh::Link> joint_links(const Vehicle& vehicle, const WatchedPanels& watched,
                                    const State& state, std::span<const std::int64_t> body) {
  std::vector<mesh::Link> links;
  for (std::size_t j = 0; j < vehicle.joints.size(); ++j) {
    if (state.joint_holds[j] == 0 || state.joint_body[j] < 0) continue;
    std::int64_t last = -1;
    const auto chain = [&](const std::vector<std::int64_t>& panels, std::size_t first) {
      for (std::size_t i = 0; i < panels.size(); ++i) {
        if (body[first + i] != state.joint_body[j] || is_torn(vehicle, state, panels[i])) continue;
        if (last >= 0) links.push_back({last, panels[i]});
        last = panels[i];
      }
    };
    chain(vehicle.joints[j].panels_a, watched.side_a(j));
    chain(vehicle.joints[j].panels_b, watched.side_b(j));
  }
  return links;
}

/// One side of a joint.
struct Side {
  const std::vector<std::int64_t>& panels;
  const std::vector<double>& lengths;   ///< of joint, per panel [m]
  std::span<const std::int64_t> piece;  ///< per panel
};

/// The piece of body `parent` with the longest part of a joint's side, or -1.
std::int32_t longest(const Vehicle& vehicle, const State& state, const Pieces& pieces,
                     const Side& side, std::int32_t parent, bool torn) {
  std::map<std::int64_t, double> share;
  for (std::size_t i = 0; i < side.panels.size(); ++i) {
    const std::int64_t piece = side.piece[i];
    if (piece < 0 || is_torn(vehicle, state, side.panels[i]) != torn) continue;
    if (pieces.parent[static_cast<std::size_t>(piece)] == parent) share[piece] += side.lengths[i];
  }
  return largest_share(share);
}

void place_joints(const Vehicle& vehicle, const WatchedPanels& watched, const State& state,
                  std::span<const std::int64_t> piece, Pieces& pieces) {
  pieces.of_joint.assign(vehicle.joints.size(), -1);
  for (std::size_t j = 0; j < vehicle.joints.size(); ++j) {
    if (state.joint_body[j] < 0) continue;
    const vehicle::Joint& joint = vehicle.joints[j];
    for (const bool torn : {false, true}) {
      const auto look = [&](const auto& panels, const auto& lengths, std::size_t first) {
        if (pieces.of_joint[j] >= 0) return;
        pieces.of_joint[j] =
            longest(vehicle, state, pieces, {panels, lengths, piece.subspan(first)},
                    state.joint_body[j], torn);
      };
      look(joint.panels_b, joint.lengths_b, watched.side_b(j));
      look(joint.panels_a, joint.lengths_a, watched.side_a(j));
    }
  }
}

}  // namespace

WatchedPanels::WatchedPanels(const Vehicle& vehicle) : vehicle_(&vehicle) {
  const auto watch = [&](const std::vector<std::int64_t>& panels) {
    const std::size_t first = count_;
    for (const std::int64_t id : panels) {
      const std::int32_t p = vehicle::find_owned(*vehicle.mesh, id);
      if (p >= 0) mine_.push_back({count_, static_cast<std::size_t>(p)});
      ++count_;
    }
    return first;
  };
  for (const vehicle::Joint& joint : vehicle.joints) {
    side_a_.push_back(watch(joint.panels_a));
    side_b_.push_back(watch(joint.panels_b));
  }
  for (const vehicle::Object& object : vehicle.objects)
    mount_.push_back(watch(object.mount_panels));
}

std::vector<std::int64_t> WatchedPanels::gather(std::span<const std::int32_t> value) const {
  std::vector<std::int64_t> values(count_, -1);
  for (const Place& place : mine_) values[place.index] = value[place.panel];
  if (!values.empty()) vehicle_->mesh->world().max(std::span<std::int64_t>(values));
  return values;
}

std::int32_t largest_share(const std::map<std::int64_t, double>& shares) {
  std::int32_t best = -1;
  double most = 0.0;
  for (const auto& [piece, share] : shares) {
    if (share > most) {
      best = static_cast<std::int32_t>(piece);
      most = share;
    }
  }
  return best;
}

std::vector<std::int64_t> gather_unique(const Communicator& world, std::vector<std::int64_t> mine) {
  const auto keep_one_each = [](std::vector<std::int64_t>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  };
  keep_one_each(mine);
  std::vector<std::int64_t> all = world.gather_on_all(mine);
  keep_one_each(all);
  return all;
}

void break_apart(const Vehicle& vehicle, std::span<const vehicle::Failure> failures, State& state) {
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  const auto vertices = mesh.edge_vertices();
  bool tears = false;
  for (const vehicle::Failure& failure : failures) {
    const auto index = static_cast<std::size_t>(failure.index);
    if (failure.thing == vehicle::FailedThing::patch) {
      state.patch_torn[index] = 1;
      tears = true;
    } else if (failure.thing == vehicle::FailedThing::mount) {
      state.mount_holds[index] = 0;
    } else if (failure.thing == vehicle::FailedThing::joint) {
      state.joint_holds[index] = 0;
      for (const auto& edge : vehicle.joints[index].edges) {
        const auto found = std::lower_bound(vertices.begin(), vertices.end(), edge);
        if (found == vertices.end() || *found != edge) continue;
        state.edge_holds[static_cast<std::size_t>(found - vertices.begin())] = 0;
      }
    }
  }
  if (!tears) return;
  // Along its edges: where a torn patch meets any other.
  for (std::int32_t e = 0; e < mesh.edges(); ++e) {
    const auto panels = mesh.edge_panels(e);
    for (const std::int32_t p : panels) {
      const std::int32_t patch = mesh.patch()[static_cast<std::size_t>(p)];
      if (patch == mesh.patch()[static_cast<std::size_t>(panels.front())]) continue;
      const std::int32_t first = mesh.patch()[static_cast<std::size_t>(panels.front())];
      if (state.patch_torn[static_cast<std::size_t>(patch)] != 0 ||
          state.patch_torn[static_cast<std::size_t>(first)] != 0) {
        state.edge_holds[static_cast<std::size_t>(e)] = 0;
      }
    }
  }
}

Pieces find_pieces(const Vehicle& vehicle, const WatchedPanels& watched, const State& state,
                   std::vector<std::int64_t>& watched_piece) {
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  const auto local = static_cast<std::size_t>(mesh.local());
  const auto owned = static_cast<std::size_t>(mesh.owned());
  std::vector<std::uint8_t> present(local);
  for (std::size_t p = 0; p < local; ++p) present[p] = state.is_present(p) ? 1 : 0;
  const auto links = joint_links(vehicle, watched, state, watched.gather(state.body));
  const std::vector<std::int64_t> label = mesh::components(mesh, present, state.edge_holds, links);

  std::vector<std::int64_t> mine;
  for (std::size_t p = 0; p < owned; ++p) {
    if (label[p] >= 0 && (mine.empty() || mine.back() != label[p])) mine.push_back(label[p]);
  }
  Pieces pieces;
  pieces.first_panel = gather_unique(mesh.world(), std::move(mine));
  const auto index_of = [&](std::int64_t id) {
    const auto found = std::lower_bound(pieces.first_panel.begin(), pieces.first_panel.end(), id);
    return static_cast<std::int32_t>(found - pieces.first_panel.begin());
  };
  pieces.of_panel.assign(local, -1);
  std::vector<std::int64_t> parent(pieces.size(), -1);
  for (std::size_t p = 0; p < local; ++p) {
    if (label[p] < 0) continue;
    pieces.of_panel[p] = index_of(label[p]);
    parent[static_cast<std::size_t>(pieces.of_panel[p])] = state.body[p];
  }
  mesh.world().max(std::span<std::int64_t>(parent));
  for (const std::int64_t body : parent) pieces.parent.push_back(static_cast<std::int32_t>(body));
  watched_piece = watched.gather(pieces.of_panel);
  place_joints(vehicle, watched, state, watched_piece, pieces);
  return pieces;
}

}  // namespace tektite::fragmentation
