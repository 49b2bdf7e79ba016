#include "solver/structure/structure.hpp"

#include "solver/base/log.hpp"
#include "solver/structure/covers.hpp"
#include "solver/structure/formulas.hpp"
#include "solver/structure/mounts.hpp"
#include "solver/structure/sections.hpp"
#include "solver/structure/walls.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace tektite::structure {
namespace {

using vehicle::Failure;
using vehicle::State;
using vehicle::Vehicle;

struct MountDemand {
  std::size_t object = 0;
  double demand = 0.0;
  double temperature = 0.0;
  std::int32_t direction = -1;
  bool is_lost = false;
};

/// Everything that an assessment has found, before it is judged.
struct Findings {
  std::vector<PatchDemand> patches;
  std::vector<JointDemand> joints;
  std::vector<MountDemand> mounts;
};

/// Load over capacity as a margin of safety.
double margin(double demand) {
  return demand > 0.0 ? 1.0 / demand - 1.0 : 1e9;
}

}  // namespace

struct Structure::Work {
  Work(const Settings& given, const Vehicle& whole)
      : settings(given),
        vehicle(&whole),
        interaction(find_model(interactions(), "structure.interaction", given.interaction).make),
        masses(whole),
        mounts(whole) {}

  Settings settings;
  const Vehicle* vehicle;
  Interaction interaction;
  vehicle::MassSums masses;
  Mounts mounts;
  mutable std::vector<WallStrength> strength;  ///< scratch, per owned panel

  void measure_walls(const State& state) const;
  [[nodiscard]] Findings find(const State& state, const AirLoads& air,
                              std::span<const vehicle::AttitudeLoads> loads) const;
  void find_in_bodies(const State& state, const AirLoads& air,
                      std::span<const vehicle::AttitudeLoads> loads, Findings& found) const;
  void find_mount_demands(const State& state, const BodyLoads& body,
                          std::span<const MountState> mount, std::span<const double> carried,
                          Findings& found) const;
  [[nodiscard]] double joint_temperature(const State& state, std::size_t joint) const;
  [[nodiscard]] double pressure_pull(const State& state, std::size_t joint,
                                     const AirPressure& air) const;
  [[nodiscard]] std::vector<Failure> molten_panels(const State& state) const;
  [[nodiscard]] std::vector<std::int32_t> loaded_bodies(const State& state) const;
  [[nodiscard]] std::vector<double> carried_mass(const State& state) const;
};

void Structure::Work::measure_walls(const State& state) const {
  strength.resize(static_cast<std::size_t>(vehicle->mesh->owned()));
  for (std::size_t p = 0; p < strength.size(); ++p) {
    strength[p] = state.is_present(p) ? wall_strength(*vehicle, state, p) : WallStrength{};
  }
}

double Structure::Work::joint_temperature(const State& state, std::size_t joint) const {
  const auto& enthalpy = state.solid.joint_enthalpy[joint];
  double sum = 0.0;
  for (const double h : enthalpy) sum += vehicle->joints[joint].material->temperature(h);
  return sum / static_cast<double>(enthalpy.size());
}

double Structure::Work::pressure_pull(const State& state, std::size_t joint,
                                      const AirPressure& air) const {
  const vehicle::Joint& j = vehicle->joints[joint];
  if (j.volume < 0 || j.sealed_area <= 0.0) return 0.0;
  const auto v = static_cast<std::size_t>(j.volume);
  if (state.volume_body[v] != state.joint_body[joint]) return 0.0;
  const double outside = state.sealed[v] != 0 ? air.lowest : air.ambient;
  return j.sealed_area * std::max(0.0, gas_pressure(*vehicle, state, v) - outside);
}

/// Flying bodies with joints or mounts to look at, ascending.
std::vector<std::int32_t> Structure::Work::loaded_bodies(const State& state) const {
  std::vector<std::int32_t> ids;
  for (std::size_t j = 0; j < vehicle->joints.size(); ++j) {
    if (state.joint_holds[j] != 0) ids.push_back(state.joint_body[j]);
  }
  for (std::size_t o = 0; o < vehicle->objects.size(); ++o) {
    if (state.mount_holds[o] != 0 && state.object_released[o] == 0) {
      ids.push_back(state.object_body[o]);
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::vector<std::int32_t> position = vehicle::body_positions(state);
  std::erase_if(ids, [&](std::int32_t id) {
    if (id < 0 || position[static_cast<std::size_t>(id)] < 0) return true;
    const auto b = static_cast<std::size_t>(position[static_cast<std::size_t>(id)]);
    return state.bodies[b].status != vehicle::BodyStatus::flying;
  });
  return ids;
}

/// Per object that nothing contains: its own mass and that of everything inside it [kg].
std::vector<double> Structure::Work::carried_mass(const State& state) const {
  std::vector<double> mass(vehicle->objects.size(), 0.0);
  for (std::size_t o = 0; o < mass.size(); ++o) {
    if (state.object_body[o] >= 0) {
      mass[masses.outermost(state, o)] += masses.object(state, o).mass;
    }
  }
  return mass;
}

void Structure::Work::find_mount_demands(const State& state, const BodyLoads& body,
                                         std::span<const MountState> mount,
                                         std::span<const double> carried, Findings& found) const {
  for (std::size_t o = 0; o < mount.size(); ++o) {
    if (!mount[o].is_there || state.object_body[o] != body.body->id) continue;
    MountDemand demand{o, no_capacity, mount[o].temperature, -1, mount[o].is_lost};
    if (!mount[o].is_lost) {
      const vehicle::Object& object = vehicle->objects[o];
      const double load = carried[o] * worst_acceleration(body, object.position, demand.direction);
      demand.demand = load_ratio(
          load, settings.mount_strength_factor * mount[o].strength * object.mount_capacity);
    }
    found.mounts.push_back(demand);
  }
}

void Structure::Work::find_in_bodies(const State& state, const AirLoads& air,
                                     std::span<const vehicle::AttitudeLoads> loads,
                                     Findings& found) const {
  const std::vector<MountState> mount = mounts.find(state, strength);
  const std::vector<double> carried = carried_mass(state);
  const std::vector<std::int32_t> ids = loaded_bodies(state);
  const std::vector<vehicle::Moments> moments = masses.parts(state, ids);
  const std::vector<std::int32_t> position = vehicle::body_positions(state);
  const std::size_t parts = vehicle->parts.size();
  for (std::size_t i = 0; i < ids.size() && parts > 0; ++i) {
    const auto b = static_cast<std::size_t>(position[static_cast<std::size_t>(ids[i])]);
    const auto entry =
        std::find_if(loads.begin(), loads.end(), [&](const auto& l) { return l.body == ids[i]; });
    const BodyLoads body = body_loads(state.bodies[b], std::span(moments).subspan(i * parts, parts),
                                      entry == loads.end() ? nullptr : &*entry);
    for (const Section& section : joint_tree(*vehicle, state, ids[i]).sections) {
      const materials::Material& material = *vehicle->joints[section.joint].material;
      const double T = joint_temperature(state, section.joint);
      const double factor = settings.joint_strength_factor * material.strength(T) /
                            material.strength(room_temperature);
      JointDemand demand = joint_demand(*vehicle, body, section, interaction, factor,
                                        pressure_pull(state, section.joint, air.pressure[b]));
      demand.temperature = T;
      found.joints.push_back(demand);
    }
    find_mount_demands(state, body, mount, carried, found);
  }
  std::sort(found.joints.begin(), found.joints.end(),
            [](const auto& a, const auto& b) { return a.joint < b.joint; });
  std::sort(found.mounts.begin(), found.mounts.end(),
            [](const auto& a, const auto& b) { return a.object < b.object; });
}

Findings Structure::Work::find(const State& state, const AirLoads& air,
                               std::span<const vehicle::AttitudeLoads> loads) const {
  measure_walls(state);
  Findings found;
  found.patches = patch_demands(*vehicle, state, settings, air, strength);
  find_in_bodies(state, air, loads, found);
  return found;
}

/// Of all ranks, by global id. @note Collective
std::vector<Failure> Structure::Work::molten_panels(const State& state) const {
  std::vector<Failure> mine;
  for (std::size_t p = 0; p < strength.size(); ++p) {
    if (!state.is_present(p) || !strength[p].is_gone) continue;
    mine.push_back({vehicle::FailedThing::panel, vehicle->mesh->global_id()[p],
                    vehicle::FailureMode::molten, state.body[p], 1.0, strength[p].temperature, -1});
  }
  std::vector<Failure> all = vehicle->mesh->world().gather_on_all(mine);
  std::sort(all.begin(), all.end(),
            [](const Failure& a, const Failure& b) { return a.index < b.index; });
  return all;
}

Structure::Structure(const io::Section& settings, const Vehicle& vehicle)
    : Structure(Settings(settings), vehicle) {}
Structure::Structure(const Settings& settings, const Vehicle& vehicle)
    : work_(std::make_unique<Work>(settings, vehicle)) {}
Structure::~Structure() = default;
Structure::Structure(Structure&&) noexcept = default;
Structure& Structure::operator=(Structure&&) noexcept = default;

namespace {

/// Says which way the body moved in the attitude that was worst.
void name_direction(std::span<const vehicle::AttitudeLoads> loads, Failure& failure) {
  if (failure.direction < 0) return;
  const auto found = std::ranges::find(loads, failure.body, &vehicle::AttitudeLoads::body);
  const auto k = static_cast<std::size_t>(failure.direction);
  if (found != loads.end() && k < found->direction.size()) failure.wind = found->direction[k];
}

}  // namespace

vehicle::Assessment Structure::assess(const State& state, const vehicle::SurfaceLoads& surface,
                                      const vehicle::Exposure& exposure,
                                      std::span<const environment::Freestream> air,
                                      std::span<const vehicle::AttitudeLoads> loads) const {
  const AirLoads air_loads{air_pressures(state, air), &surface, &exposure};
  const Findings found = work_->find(state, air_loads, loads);
  vehicle::Assessment result;
  result.failures = failing_patches(found.patches, state);
  const auto judge = [&](double demand, const Failure& failure) {
    if (demand >= 1.0 - tie) {
      result.failures.push_back(failure);
    } else {
      result.worst = std::max(result.worst, demand);
    }
  };
  for (const JointDemand& j : found.joints) {
    judge(j.demand, {vehicle::FailedThing::joint,
                     static_cast<std::int64_t>(j.joint),
                     vehicle::FailureMode::section_load,
                     j.body,
                     j.demand,
                     j.temperature,
                     j.direction,
                     {}});
  }
  for (const MountDemand& m : found.mounts) {
    judge(m.demand,
          {vehicle::FailedThing::mount,
           static_cast<std::int64_t>(m.object),
           m.is_lost ? vehicle::FailureMode::mount_lost : vehicle::FailureMode::mount_load,
           state.object_body[m.object],
           m.demand,
           m.temperature,
           m.direction,
           {}});
  }
  for (Failure& failure : result.failures) name_direction(loads, failure);
  const std::vector<Failure> molten = work_->molten_panels(state);
  result.failures.insert(result.failures.end(), molten.begin(), molten.end());
  const std::vector<Failure> bare = bare_sheets(*work_->vehicle, state, work_->strength);
  result.failures.insert(result.failures.end(), bare.begin(), bare.end());

  std::vector<double> of_patch(work_->vehicle->patches.size(), 0.0);
  std::vector<std::uint8_t> tears(of_patch.size(), 0);
  for (const Failure& failure : result.failures) {
    if (failure.thing == vehicle::FailedThing::patch) {
      tears[static_cast<std::size_t>(failure.index)] = 1;
    }
  }
  for (const PatchDemand& p : found.patches) {
    of_patch[static_cast<std::size_t>(p.patch)] = p.demand;
    if (tears[static_cast<std::size_t>(p.patch)] == 0) {
      result.worst = std::max(result.worst, p.demand);
    }
  }
  result.demand.assign(work_->strength.size(), 0.0);
  for (std::size_t i = 0; i < result.demand.size(); ++i) {
    if (!state.is_present(i)) continue;
    const auto patch = static_cast<std::size_t>(work_->vehicle->mesh->patch()[i]);
    const bool encloses = state.patch_torn[patch] == 0;
    result.demand[i] = work_->strength[i].is_gone ? 1.0 : (encloses ? of_patch[patch] : 0.0);
  }
  return result;
}

void Structure::check_cold(const State& state) const {
  const Vehicle& vehicle = *work_->vehicle;
  AirLoads vacuum;
  vacuum.pressure.resize(state.bodies.size());
  const Findings found = work_->find(state, vacuum, {});
  std::vector<std::string> faults;
  std::vector<std::string> smallest;
  const auto blame = [&](const std::string& what, const auto& demands, const auto& name_of) {
    const auto worst =
        std::max_element(demands.begin(), demands.end(),
                         [](const auto& a, const auto& b) { return a.demand < b.demand; });
    if (worst == demands.end() || worst->demand <= 0.0) return;
    smallest.push_back(fmt::format("{} {:.3g} ({})", what, margin(worst->demand), name_of(*worst)));
  };
  std::vector<double> of_part(vehicle.parts.size(), 0.0);
  for (const PatchDemand& p : found.patches) {
    auto& worst =
        of_part[static_cast<std::size_t>(vehicle.patches[static_cast<std::size_t>(p.patch)].part)];
    worst = std::max(worst, p.demand);
  }
  const auto add_fault = [&](const char* kind, const std::string& name, double demand,
                             const char* load) {
    if (demand < 1.0 - tie) return;
    faults.push_back(fmt::format("{} '{}' would fail cold under {}: margin of safety {:.3g}", kind,
                                 name, load, margin(demand)));
  };
  for (std::size_t p = 0; p < of_part.size(); ++p) {
    add_fault("part", vehicle.parts[p].name, of_part[p], "its pressure");
  }
  for (const JointDemand& j : found.joints) {
    add_fault("joint", vehicle.joints[j.joint].name, j.demand, "pressure and rotation");
  }
  for (const MountDemand& m : found.mounts) {
    add_fault("mount of object", vehicle.objects[m.object].name, m.demand, "rotation");
  }
  for (const vehicle::Body& body : state.bodies) {
    for (const std::size_t j : joint_tree(vehicle, state, body.id).loop_joints) {
      faults.push_back(fmt::format(
          "joint '{}' closes a loop between parts that other joints or seams already hold: section "
          "loads need a tree of parts",
          vehicle.joints[j].name));
    }
  }
  // The findings are the same on all ranks, so all throw or none.
  require(faults.empty(), "{}", fmt::join(faults, "\n"));

  blame("walls", found.patches, [&](const PatchDemand& p) {
    return vehicle
        .parts[static_cast<std::size_t>(vehicle.patches[static_cast<std::size_t>(p.patch)].part)]
        .name;
  });
  blame("joints", found.joints, [&](const JointDemand& j) { return vehicle.joints[j.joint].name; });
  blame("mounts", found.mounts,
        [&](const MountDemand& m) { return vehicle.objects[m.object].name; });
  if (!smallest.empty()) {
    log::info("cold margins of safety: {}", fmt::join(smallest, ", "));
  }
}

double Structure::volume_pressure(const State& state, std::size_t volume) const {
  return gas_pressure(*work_->vehicle, state, volume);
}

Vented Structure::vent(const State& state, std::size_t volume, double outside_pressure,
                       double dt) const {
  const double mass = state.solid.gas_mass[volume];
  const double temperature = state.solid.gas_temperature[volume];
  if (state.sealed[volume] != 0) return {mass, temperature, 0.0, 0.0};
  return blow_down(mass, temperature, work_->vehicle->volumes[volume].space,
                   work_->settings.discharge_coefficient * state.opening[volume], outside_pressure,
                   dt);
}

}  // namespace tektite::structure
