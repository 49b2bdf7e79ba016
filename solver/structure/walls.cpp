#include "solver/structure/walls.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/structure/formulas.hpp"
#include "solver/vehicle/coherency.hpp"
#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/progress.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::structure {
namespace {

using vehicle::Cell;
using vehicle::Failure;
using vehicle::State;
using vehicle::Vehicle;

/// Pressure on a side of a panel, over all attitudes [Pa].
struct Range {
  double low = 0.0;
  double high = 0.0;
};

/// Finds the pressures on both sides of a panel that closes a volume in.
class SidePressures {
 public:
  SidePressures(const Vehicle& vehicle, const State& state, const AirLoads& air)
      : vehicle_(vehicle), state_(state), air_(air), position_(vehicle::body_positions(state)) {
    for (std::size_t v = 0; v < vehicle.volumes.size(); ++v) {
      double pressure = gas_pressure(vehicle, state, v);
      // A vented space fills up with the air around it.
      if (state.sealed[v] == 0 && state.volume_body[v] >= 0) {
        pressure = std::max(pressure, at(state.volume_body[v]).ambient);
      }
      volume_.push_back(pressure);
    }
  }

  /// The volume whose wall the panel is while its body encloses it, or -1.
  [[nodiscard]] int volume(std::size_t panel, int side) const {
    const vehicle::Part& part =
        vehicle_.parts[static_cast<std::size_t>(vehicle_.mesh->part()[panel])];
    const int v = side == vehicle::inner ? part.volume : part.volume_outside;
    if (v < 0 || state_.volume_body[static_cast<std::size_t>(v)] != state_.body[panel]) return -1;
    return v;
  }

  [[nodiscard]] Range on(std::size_t panel, int side) const {
    const int v = volume(panel, side);
    if (v >= 0) return {volume_[static_cast<std::size_t>(v)], volume_[static_cast<std::size_t>(v)]};
    const AirPressure& air = at(state_.body[panel]);
    if (air_.surface == nullptr) return {air.lowest, air.ambient};
    const std::size_t index = 2 * panel + static_cast<std::size_t>(side);
    if (air.is_fixed) return {air_.surface->pressure[index], air_.surface->pressure[index]};
    return {air.lowest, air.ambient + air.stagnation * air_.exposure->peak[index]};
  }

 private:
  [[nodiscard]] const AirPressure& at(std::int32_t body) const {
    const std::int32_t b = position_[static_cast<std::size_t>(body)];
    return air_.pressure[static_cast<std::size_t>(b)];
  }

  const Vehicle& vehicle_;
  const State& state_;
  const AirLoads& air_;
  std::vector<std::int32_t> position_;
  std::vector<double> volume_;
};

// Sums over a patch, each an integral over its area.
enum Sum : std::size_t {
  curved_area,
  flat_area,
  membrane,  // equivalent membrane force at unit pressure, curved panels
  capacity,
  stiffness,
  thickness,
  poisson,
  temperature,
  outward,  // largest pressure that pushes the wall out
  inward,   // and in
  sums_per_patch,
};

PatchDemand demand_of(const Vehicle& vehicle, const Settings& settings, std::size_t patch,
                      const ExactSums& sums) {
  const auto total = [&](Sum k) { return sums.value(patch * sums_per_patch + k); };
  const double area = total(curved_area) + total(flat_area);
  const double pressure = std::max({0.0, total(outward) / area, total(inward) / area});
  const double strength = settings.wall_strength_factor * total(capacity) / area;
  PatchDemand result;
  result.patch = static_cast<int>(patch);
  result.temperature = total(temperature) / area;
  if (total(curved_area) >= total(flat_area)) {
    result.mode = vehicle::FailureMode::membrane;
    result.demand = load_ratio(pressure * total(membrane) / total(curved_area), strength);
    return result;
  }
  result.mode = vehicle::FailureMode::plate;
  const double t = total(thickness) / area;
  if (strength <= 0.0 || total(stiffness) <= 0.0) {
    result.demand = load_ratio(pressure, 0.0);
    return result;
  }
  const vehicle::Part& part = vehicle.parts[static_cast<std::size_t>(vehicle.patches[patch].part)];
  const double span =
      part.span > 0.0 ? part.span : std::sqrt(4.0 / constants::pi * vehicle.patches[patch].area);
  const PlateResponse plate = clamped_plate(pressure, 0.5 * span, t, total(stiffness) / area / t,
                                            total(poisson) / total(thickness));
  result.demand = load_ratio(std::max(plate.edge_stress, plate.centre_stress), strength / t);
  return result;
}

}  // namespace

WallStrength wall_strength(const Vehicle& vehicle, const State& state, std::size_t panel) {
  const vehicle::Stack& stack = vehicle.stack_of(static_cast<std::int32_t>(panel));
  const bool has_load_cells = std::any_of(stack.cells.begin(), stack.cells.end(),
                                          [](const Cell& c) { return c.carries_load; });
  const auto first = static_cast<std::size_t>(vehicle.cell_offset[panel]);
  WallStrength result;
  result.is_gone = true;
  double built = 0.0;
  for (std::size_t c = 0; c < stack.cells.size(); ++c) {
    const Cell& cell = stack.cells[c];
    if (has_load_cells && !cell.carries_load) continue;
    const materials::Material& material = *cell.material;
    const double enthalpy = state.solid.enthalpy[first + c];
    const auto progress = vehicle::progress_of(vehicle, state.solid, panel, c);
    const double T = material.temperature(enthalpy, progress);
    const double liquid = material.liquid_fraction(enthalpy, progress);
    const double built_thickness = has_load_cells ? cell.load_thickness : cell.thickness;
    // Char and a blanket without function fill space, but hold nothing.
    const double solid = state.solid.cell_mass[first + c] / cell.areal_mass * (1.0 - liquid) *
                         material.sound_share(progress);
    built += built_thickness;
    result.temperature += built_thickness * T;
    const bool is_left = state.solid.cell_mass[first + c] > 0.0;
    if (is_left && liquid < vehicle::coherency) result.is_gone = false;
    if (solid <= 0.0) continue;
    if (!has_load_cells) continue;
    const double left = solid * cell.load_thickness;
    result.capacity += left * material.strength(T);
    result.stiffness += left * material.properties().youngs_modulus(T);
    result.thickness += left;
    result.poisson += left * material.properties().poisson_ratio;
  }
  if (built > 0.0) result.temperature /= built;
  return result;
}

double cold_capacity(const vehicle::Stack& stack) {
  double capacity = 0.0;
  for (const Cell& cell : stack.cells) {
    if (cell.carries_load) {
      capacity += cell.load_thickness * cell.material->strength(room_temperature);
    }
  }
  return capacity;
}

std::vector<AirPressure> air_pressures(const State& state,
                                       std::span<const environment::Freestream> air) {
  std::vector<AirPressure> result(state.bodies.size());
  for (std::size_t b = 0; b < result.size() && b < air.size(); ++b) {
    if (state.bodies[b].status != vehicle::BodyStatus::flying) continue;
    const double q = air[b].dynamic_pressure();
    result[b].ambient = air[b].pressure;
    result[b].lowest = std::max(0.0, air[b].pressure - q);
    result[b].stagnation = q > 0.0 ? q * stagnation_pressure_coefficient(air[b].mach()) : 0.0;
    result[b].is_fixed = vehicle::is_turned_one_way(state.bodies[b].mode);
  }
  return result;
}

double gas_pressure(const Vehicle& vehicle, const State& state, std::size_t volume) {
  return state.solid.gas_mass[volume] * constants::air_gas_constant *
         state.solid.gas_temperature[volume] / vehicle.volumes[volume].space;
}

std::vector<PatchDemand> patch_demands(const Vehicle& vehicle, const State& state,
                                       const Settings& settings, const AirLoads& air,
                                       std::span<const WallStrength> strength) {
  const mesh::PanelMesh& mesh = *vehicle.mesh;
  const SidePressures side(vehicle, state, air);
  const std::size_t patches = vehicle.patches.size();
  ExactSums sums(patches * sums_per_patch);
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.owned()); ++p) {
    if (!state.is_present(p)) continue;
    const auto patch = static_cast<std::size_t>(mesh.patch()[p]);
    if (state.patch_torn[patch] != 0) continue;
    if (side.volume(p, vehicle::inner) < 0 && side.volume(p, vehicle::outer) < 0) continue;
    const double area = mesh.area()[p];
    const auto put = [&](Sum k, double value) {
      sums.add(patch * sums_per_patch + k, area * value);
    };
    if (std::isinf(mesh.radius_1()[p])) {
      put(flat_area, 1.0);
    } else {
      const Membrane unit = membrane_forces(1.0, mesh.radius_1()[p], mesh.radius_2()[p]);
      put(curved_area, 1.0);
      put(membrane, von_mises(unit.meridional, unit.circumferential));
    }
    const Range in = side.on(p, vehicle::inner);
    const Range out = side.on(p, vehicle::outer);
    put(capacity, strength[p].capacity);
    put(stiffness, strength[p].stiffness);
    put(thickness, strength[p].thickness);
    put(poisson, strength[p].poisson);
    put(temperature, strength[p].temperature);
    put(outward, in.high - out.low);
    put(inward, out.high - in.low);
  }
  sums.reduce(mesh.world());

  std::vector<PatchDemand> result;
  for (std::size_t patch = 0; patch < patches; ++patch) {
    const double area = sums.value(patch * sums_per_patch + curved_area) +
                        sums.value(patch * sums_per_patch + flat_area);
    if (area <= 0.0) continue;
    PatchDemand demand = demand_of(vehicle, settings, patch, sums);
    const vehicle::Part& part =
        vehicle.parts[static_cast<std::size_t>(vehicle.patches[patch].part)];
    const auto encloses = [&](int v) {
      return v >= 0 && state.volume_body[static_cast<std::size_t>(v)] >= 0;
    };
    demand.volume = encloses(part.volume) ? part.volume : part.volume_outside;
    result.push_back(demand);
  }
  return result;
}

std::vector<Failure> failing_patches(std::span<const PatchDemand> patches, const State& state) {
  std::vector<double> worst(state.sealed.size(), 0.0);
  for (const PatchDemand& p : patches) {
    double& most = worst[static_cast<std::size_t>(p.volume)];
    most = std::max(most, p.demand);
  }
  std::vector<Failure> failures;
  for (const PatchDemand& p : patches) {
    const auto v = static_cast<std::size_t>(p.volume);
    const double least = state.sealed[v] != 0 ? std::max(1.0, worst[v]) : 1.0;
    if (p.demand < least * (1.0 - tie)) continue;
    failures.push_back({vehicle::FailedThing::patch, p.patch, p.mode, state.volume_body[v],
                        p.demand, p.temperature, -1});
  }
  return failures;
}

}  // namespace tektite::structure
