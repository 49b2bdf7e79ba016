#include "solver/fragmentation/split.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/fragmentation/births.hpp"
#include "solver/fragmentation/sheets.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::fragmentation {
namespace {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::Event;
using vehicle::EventKind;
using vehicle::FailedThing;
using vehicle::Failure;
using vehicle::State;

bool insert_sorted(std::vector<std::int32_t>& ids, std::int32_t id) {
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place != ids.end() && *place == id) return false;
  ids.insert(place, id);
  return true;
}

/// Mass and heat of a panel's column [kg], [J].
std::pair<double, double> column(const vehicle::Vehicle& vehicle, const State& state,
                                 std::size_t panel) {
  double mass = 0.0;
  double energy = 0.0;
  const auto end = static_cast<std::size_t>(vehicle.cell_offset[panel + 1]);
  for (auto c = static_cast<std::size_t>(vehicle.cell_offset[panel]); c < end; ++c) {
    mass += state.solid.cell_mass[c];
    energy += state.solid.cell_mass[c] * state.solid.enthalpy[c];
  }
  const double area = vehicle.mesh->area()[panel];
  return {area * mass, area * energy};
}

}  // namespace

Split::Split(const vehicle::Vehicle& vehicle, const Settings& settings,
             const vehicle::MassSums& masses, const WatchedPanels& watched, bool at_entry,
             State& state)
    : vehicle_(vehicle),
      settings_(settings),
      masses_(masses),
      watched_(watched),
      at_entry_(at_entry),
      state_(state),
      position_(vehicle::body_positions(state)),
      first_event_(state.events.size()) {}

Breakup Split::run(std::span<const Failure> failures) {
  note_failures(failures);
  break_apart(vehicle_, failures, state_);
  take_off_sheets(vehicle_, failures, state_);
  remove_panels(failures);
  std::vector<std::int64_t> watched_piece;
  pieces_ = find_pieces(vehicle_, watched_, state_, watched_piece);
  const WallShares shares(vehicle_, state_, pieces_);
  place_volumes(state_, masses_, shares, pieces_);
  find_openings(vehicle_, pieces_, state_);
  Departures departures = place_objects(vehicle_, watched_, watched_piece, shares, state_, pieces_);
  for (const std::size_t o : departures.lost_mounts) {
    Event event = event_of(state_, body(state_.object_body[o]), EventKind::mount_failure);
    event.index = static_cast<std::int32_t>(o);
    event.mode = static_cast<std::int32_t>(vehicle::FailureMode::mount_lost);
    add_event(event);
  }
  for (const Failure& failure : failures) {
    if (failure.thing != FailedThing::sheet) continue;
    state_.object_body[static_cast<std::size_t>(failure.index)] = failure.body;
    departures.released.push_back(static_cast<std::size_t>(failure.index));
  }
  gather_nodes(departures);
  find_affected(failures);
  judge_debris();
  name_bodies();
  update_volumes();
  count_debris();
  for (Node& node : nodes_) {
    if (!is_affected(node.parent)) continue;
    if (node.body == node.parent) renew(node);
  }
  for (Node& node : nodes_) {
    if (node.body != node.parent) bear(node);
  }
  free_rings();
  relabel();
  weigh_hosts();
  end_demised();
  result_.changed = affected_;
  result_.events.assign(state_.events.begin() + static_cast<std::ptrdiff_t>(first_event_),
                        state_.events.end());
  return std::move(result_);
}

void Split::add_event(const Event& event) {
  state_.events.push_back(event);
}

void Split::note_failures(std::span<const Failure> failures) {
  for (const Failure& failure : failures) {
    // Panels and sheets have events of their own when they leave.
    if (failure.thing == FailedThing::panel || failure.thing == FailedThing::sheet) continue;
    Event event = event_of(state_, body(failure.body), EventKind::joint_failure);
    event.index = static_cast<std::int32_t>(failure.index);
    event.mode = static_cast<std::int32_t>(failure.mode);
    event.demand = failure.demand;
    event.temperature = failure.temperature;
    event.direction = failure.wind;
    if (failure.thing == FailedThing::mount) event.kind = EventKind::mount_failure;
    if (failure.thing == FailedThing::patch) {
      const int part = vehicle_.patches[static_cast<std::size_t>(failure.index)].part;
      const vehicle::Part& wall = vehicle_.parts[static_cast<std::size_t>(part)];
      const auto is_sealed = [&](int v) {
        return v >= 0 && state_.sealed[static_cast<std::size_t>(v)] != 0;
      };
      event.kind = is_sealed(wall.volume) || is_sealed(wall.volume_outside) ? EventKind::burst
                                                                            : EventKind::tear;
    }
    add_event(event);
  }
}

void Split::remove_panels(std::span<const Failure> failures) {
  const mesh::PanelMesh& mesh = *vehicle_.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  std::vector<std::int32_t> bodies;
  std::map<std::int32_t, double> hottest;
  for (const Failure& failure : failures) {
    if (failure.thing != FailedThing::panel) continue;
    insert_sorted(bodies, failure.body);
    hottest[failure.body] = std::max(hottest[failure.body], failure.temperature);
  }
  if (bodies.empty()) return;
  ExactSums sums(2 * bodies.size());
  const auto ghosts = mesh.global_id().subspan(owned);
  for (const Failure& failure : failures) {
    if (failure.thing != FailedThing::panel) continue;
    const std::int32_t p = vehicle::find_owned(mesh, failure.index);
    if (p >= 0) {
      const auto panel = static_cast<std::size_t>(p);
      if (!state_.is_present(panel)) continue;
      const auto b = static_cast<std::size_t>(
          std::lower_bound(bodies.begin(), bodies.end(), failure.body) - bodies.begin());
      const auto [mass, energy] = column(vehicle_, state_, panel);
      sums.add(2 * b, mass);
      sums.add(2 * b + 1, energy);
      state_.body[panel] = -1;
      continue;
    }
    const auto ghost = std::lower_bound(ghosts.begin(), ghosts.end(), failure.index);
    if (ghost == ghosts.end() || *ghost != failure.index) continue;
    state_.body[owned + static_cast<std::size_t>(ghost - ghosts.begin())] = -1;
  }
  sums.reduce(mesh.world());
  for (std::size_t b = 0; b < bodies.size(); ++b) {
    result_.molten_mass += sums.value(2 * b);
    result_.molten_energy += sums.value(2 * b + 1);
    Event event = event_of(state_, body(bodies[b]), EventKind::panel_lost);
    event.mode = static_cast<std::int32_t>(vehicle::FailureMode::molten);
    event.demand = 1.0;
    event.mass = sums.value(2 * b);
    event.temperature = hottest[bodies[b]];
    add_event(event);
  }
}

void Split::gather_nodes(const Departures& departures) {
  nodes_.resize(pieces_.size());
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    nodes_[k].parent = pieces_.parent[k];
    nodes_[k].first_panel = pieces_.first_panel[k];
  }
  of_object_ = pieces_.of_object;
  std::vector<std::uint8_t> departs(vehicle_.objects.size(), 0);
  for (const std::size_t o : departures.released) {
    departs[o] = 1;
    of_object_[o] = static_cast<std::int32_t>(nodes_.size());
    Node node;
    node.parent = state_.object_body[o];
    node.object = static_cast<std::int32_t>(o);
    nodes_.push_back(node);
  }
  for (std::size_t o = 0; o < vehicle_.objects.size(); ++o) {
    if (state_.object_body[o] < 0) continue;
    std::size_t host = o;
    while (vehicle_.objects[host].host_object >= 0 && state_.object_released[host] == 0 &&
           departs[host] == 0 && pieces_.of_object[host] < 0) {
      host = static_cast<std::size_t>(vehicle_.objects[host].host_object);
    }
    of_object_[o] = of_object_[host];
    if (of_object_[o] >= 0) nodes_[static_cast<std::size_t>(of_object_[o])].carries_objects = true;
  }
  const std::vector<vehicle::Moments> moments = masses_.sum(
      state_, nodes_.size(), {pieces_.of_panel, pieces_.of_joint, of_object_, pieces_.of_volume});
  for (std::size_t n = 0; n < nodes_.size(); ++n) nodes_[n].moments = moments[n];
}

bool Split::is_affected(std::int32_t id) const {
  return std::binary_search(affected_.begin(), affected_.end(), id);
}

void Split::find_affected(std::span<const Failure> failures) {
  const auto is_flying = [&](std::int32_t id) { return body(id).status == BodyStatus::flying; };
  std::vector<std::int32_t> pieces_of(position_.size(), 0);
  for (const Node& node : nodes_) {
    if (node.object < 0) ++pieces_of[static_cast<std::size_t>(node.parent)];
    if (node.object >= 0) insert_sorted(affected_, node.parent);
  }
  for (const Failure& failure : failures) insert_sorted(affected_, failure.body);
  for (const Body& b : state_.bodies) {
    if (b.status != BodyStatus::flying || b.object >= 0) continue;
    if (pieces_of[static_cast<std::size_t>(b.id)] != 1) insert_sorted(affected_, b.id);
  }
  for (std::size_t j = 0; j < vehicle_.joints.size(); ++j) {
    if (pieces_.of_joint[j] >= 0 || state_.joint_body[j] < 0) continue;
    if (!is_flying(state_.joint_body[j])) continue;
    lost_joints_.push_back(j);
    insert_sorted(affected_, state_.joint_body[j]);
  }
  if (at_entry_) insert_sorted(affected_, 0);
  for (const std::int32_t id : affected_) before_.push_back(body(id));
}

void Split::judge_debris() {
  if (at_entry_) return;
  for (Node& node : nodes_) {
    if (node.object >= 0 || node.carries_objects || !is_affected(node.parent)) continue;
    const double area = settings_.debris_area_share * node.moments.wetted_area;
    node.is_debris = arrival_energy(node.moments.mass, area) < settings_.debris_energy;
  }
}

void Split::name_bodies() {
  std::vector<std::int32_t> heaviest(position_.size(), -1);
  for (std::size_t n = 0; n < pieces_.size(); ++n) {
    std::int32_t& best = heaviest[static_cast<std::size_t>(nodes_[n].parent)];
    if (best < 0 || nodes_[n].moments.mass > nodes_[static_cast<std::size_t>(best)].moments.mass) {
      best = static_cast<std::int32_t>(n);
    }
  }
  for (const std::int32_t n : heaviest) {
    if (n < 0) continue;
    Node& node = nodes_[static_cast<std::size_t>(n)];
    node.body = node.parent;
  }
  for (Node& node : nodes_) {
    if (!is_affected(node.parent)) node.body = node.parent;
  }
  // A vehicle without walls: its first object is the body that entered.
  if (at_entry_ && pieces_.size() == 0 && !nodes_.empty()) nodes_.front().body = 0;
  for (Node& node : nodes_) {
    if (node.body >= 0) continue;
    node.body = state_.next_body++;
    result_.new_bodies.push_back(node.body);
  }
}

double Split::joint_energy(std::size_t joint) const {
  const auto& enthalpy = state_.solid.joint_enthalpy[joint];
  double sum = 0.0;
  for (const double h : enthalpy) sum += h;
  return vehicle_.joints[joint].mass * sum / static_cast<double>(enthalpy.size());
}

void Split::count_debris() {
  ExactSums energy(1);
  const auto is_debris = [&](std::int32_t n) {
    return n >= 0 && nodes_[static_cast<std::size_t>(n)].is_debris;
  };
  for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle_.mesh->owned()); ++p) {
    if (is_debris(pieces_.of_panel[p])) energy.add(0, column(vehicle_, state_, p).second);
  }
  energy.reduce(vehicle_.mesh->world());
  result_.debris_energy = energy.value(0);
  for (const Node& node : nodes_) {
    if (node.is_debris) result_.debris_mass += node.moments.mass;
  }
  for (std::size_t j = 0; j < vehicle_.joints.size(); ++j) {
    if (is_debris(pieces_.of_joint[j])) result_.debris_energy += joint_energy(j);
  }
}

/// A joint that no panel carries any more flies on as a ring of its own, with its heat.
void Split::free_rings() {
  for (const std::size_t j : lost_joints_) {
    const vehicle::Joint& joint = vehicle_.joints[j];
    const auto ring = static_cast<std::size_t>(joint.ring);
    const auto place = std::lower_bound(affected_.begin(), affected_.end(), state_.joint_body[j]);
    const Body& parent = before_[static_cast<std::size_t>(place - affected_.begin())];
    Body child = born_from(parent, masses_.joint(j), state_.time);
    child.id = state_.next_body++;
    result_.new_bodies.push_back(child.id);
    Node node;
    node.object = joint.ring;
    describe(node, child);
    if (settings_.children_tumble) child.mode = vehicle::AttitudeMode::tumbling;
    child.birth_event = cause(parent.id, joint.ring);
    Event event = event_of(state_, child, EventKind::release);
    event.index = joint.ring;
    event.mass = child.mass.mass;
    if (child.birth_event < 0) child.birth_event = static_cast<std::int32_t>(state_.events.size());
    add_event(event);
    state_.object_body[ring] = child.id;
    state_.object_released[ring] = 1;
    state_.mount_holds[ring] = 0;
    state_.joint_holds[j] = 0;
    state_.solid.object_enthalpy[ring] = state_.solid.joint_enthalpy[j];
    for (std::size_t c = 0; c < vehicle_.objects[ring].cells.size(); ++c) {
      state_.solid.object_mass[ring][c] = vehicle_.objects[ring].cells[c].mass;
    }
    state_.bodies.push_back(child);
  }
}

void Split::update_volumes() {
  constexpr double cv = constants::air_specific_heat - constants::air_gas_constant;
  for (std::size_t v = 0; v < vehicle_.volumes.size(); ++v) {
    if (state_.volume_body[v] < 0) continue;
    const double mass = state_.solid.gas_mass[v];
    const std::int32_t piece = pieces_.of_volume[v];
    const bool dissolves = piece < 0 || nodes_[static_cast<std::size_t>(piece)].is_debris;
    if (state_.sealed[v] != 0 && (dissolves || state_.opening[v] > 0.0)) {
      state_.sealed[v] = 0;
      Event event = event_of(state_, body(state_.volume_body[v]), EventKind::vent);
      event.index = static_cast<std::int32_t>(v);
      event.mass = mass;
      event.temperature = state_.solid.gas_temperature[v];
      add_event(event);
    }
    if (!dissolves) {
      state_.volume_body[v] = nodes_[static_cast<std::size_t>(piece)].body;
      continue;
    }
    // Debris has been weighed with its gas, which leaves here instead.
    if (piece >= 0) result_.debris_mass -= mass;
    result_.vented_mass += mass;
    result_.vented_energy += mass * cv * state_.solid.gas_temperature[v];
    state_.solid.gas_mass[v] = 0.0;
    state_.volume_body[v] = -1;
    state_.opening[v] = masses_.wall_area(v);
    state_.opening_width[v] = std::sqrt(4.0 / constants::pi * masses_.wall_area(v));
  }
}

std::int32_t Split::cause(std::int32_t parent, std::int32_t object) const {
  std::int32_t first = -1;
  for (std::size_t e = first_event_; e < state_.events.size(); ++e) {
    const Event& event = state_.events[e];
    if (event.body != parent) continue;
    if (event.kind == EventKind::mount_failure) {
      if (event.index == object) return static_cast<std::int32_t>(e);
      continue;
    }
    const bool is_failure = event.kind == EventKind::tear || event.kind == EventKind::burst ||
                            event.kind == EventKind::joint_failure ||
                            event.kind == EventKind::panel_lost;
    if (first < 0 && is_failure) first = static_cast<std::int32_t>(e);
  }
  return first;
}

/// A piece, or the first object of a vehicle without walls, that keeps its body's id.
void Split::renew(Node& node) {
  Body& kept = body(node.parent);
  vehicle::recentre(kept, vehicle::properties(node.moments));
  describe(node, kept);
  if (!node.is_debris) return;
  end_body(kept, BodyStatus::debris, state_.time);
  Event event = event_of(state_, kept, EventKind::debris);
  event.mass = kept.mass.mass;
  add_event(event);
}

void Split::bear(Node& node) {
  const auto place = std::lower_bound(affected_.begin(), affected_.end(), node.parent);
  const Body& parent = before_[static_cast<std::size_t>(place - affected_.begin())];
  Body child = born_from(parent, node.moments, state_.time);
  child.id = node.body;
  describe(node, child);
  if (at_entry_) {
    child.parent = -1;
  } else {
    if (settings_.children_tumble) child.mode = vehicle::AttitudeMode::tumbling;
    if (settings_.child_rate) {
      const double rate = norm(child.flight.rate);
      const Vec3<BodyAxes> axis = rate > 0.0 ? child.flight.rate / rate : Vec3<BodyAxes>{1, 0, 0};
      child.flight.rate = *settings_.child_rate * axis;
    }
    child.birth_event = cause(node.parent, node.object);
    Event event =
        event_of(state_, child, node.object >= 0 ? EventKind::release : EventKind::separation);
    event.index = node.object;
    event.mass = child.mass.mass;
    if (node.object >= 0 && vehicle_.objects[static_cast<std::size_t>(node.object)].patch >= 0) {
      event.mode = static_cast<std::int32_t>(vehicle::FailureMode::uncovered);
      child.birth_event = -1;
    }
    if (child.birth_event < 0) child.birth_event = static_cast<std::int32_t>(state_.events.size());
    add_event(event);
  }
  if (node.is_debris) {
    end_body(child, BodyStatus::debris, state_.time);
    Event event = event_of(state_, child, EventKind::debris);
    event.mass = child.mass.mass;
    add_event(event);
  }
  state_.bodies.push_back(child);
}

/// What the body is made of.
void Split::describe(const Node& node, Body& made) const {
  made.object = node.object;
  made.first_panel = node.first_panel;
  double projected = settings_.debris_area_share * node.moments.wetted_area;
  made.wetted_area = node.moments.wetted_area;
  if (node.object >= 0) {
    made.wetted_area = vehicle_.objects[static_cast<std::size_t>(node.object)].surface_area;
    projected = 0.25 * made.wetted_area;  // exact for convex bodies, over all directions
  }
  made.length = std::sqrt(4.0 / constants::pi * projected);
}

void Split::relabel() {
  const auto id_of = [&](std::int32_t n) {
    if (n < 0 || nodes_[static_cast<std::size_t>(n)].is_debris) return -1;
    return nodes_[static_cast<std::size_t>(n)].body;
  };
  for (std::size_t p = 0; p < state_.body.size(); ++p) state_.body[p] = id_of(pieces_.of_panel[p]);
  for (std::size_t j = 0; j < state_.joint_body.size(); ++j) {
    const bool is_lost = std::binary_search(lost_joints_.begin(), lost_joints_.end(), j);
    if (pieces_.of_joint[j] < 0 && !is_lost) continue;
    state_.joint_body[j] = id_of(pieces_.of_joint[j]);
    if (state_.joint_body[j] < 0) state_.joint_holds[j] = 0;
  }
  for (std::size_t o = 0; o < state_.object_body.size(); ++o) {
    if (of_object_[o] < 0) continue;
    const Node& node = nodes_[static_cast<std::size_t>(of_object_[o])];
    state_.object_body[o] = node.body;
    if (node.object == static_cast<std::int32_t>(o)) {
      state_.object_released[o] = 1;
      state_.mount_holds[o] = 0;
    }
  }
}

/// Objects that contents have left.
void Split::weigh_hosts() {
  for (const std::int32_t id : affected_) {
    Body& host = body(id);
    if (host.object < 0 || host.status != BodyStatus::flying || at_entry_) continue;
    vehicle::Moments moments;
    for (std::size_t o = 0; o < vehicle_.objects.size(); ++o) {
      if (state_.object_body[o] == id) moments += masses_.object(state_, o);
    }
    vehicle::recentre(host, vehicle::properties(moments));
  }
}

/// Bodies of wall of which nothing is left.
void Split::end_demised() {
  std::vector<std::uint8_t> is_kept(position_.size(), 0);
  for (const Node& node : nodes_) {
    if (node.body == node.parent) is_kept[static_cast<std::size_t>(node.parent)] = 1;
  }
  for (const std::int32_t id : affected_) {
    Body& gone = body(id);
    if (is_kept[static_cast<std::size_t>(id)] != 0 || gone.status != BodyStatus::flying) continue;
    if (gone.object >= 0) continue;
    gone.mass = {0.0, gone.mass.centre, {}};
    gone.wetted_area = 0.0;
    end_body(gone, BodyStatus::demised, state_.time);
    add_event(event_of(state_, gone, EventKind::demise));
  }
}

}  // namespace tektite::fragmentation
