#include "solver/thermal/stored.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"

#include <algorithm>

namespace tektite::thermal {
namespace {

constexpr double gas_cv = constants::air_specific_heat - constants::air_gas_constant;

/// Position in state.bodies of each body id; -1: none.
std::vector<std::int32_t> positions(const vehicle::State& state) {
  std::vector<std::int32_t> found;
  for (std::size_t i = 0; i < state.bodies.size(); ++i) {
    const auto id = static_cast<std::size_t>(state.bodies[i].id);
    if (found.size() <= id) found.resize(id + 1, -1);
    found[id] = static_cast<std::int32_t>(i);
  }
  return found;
}

double heat_of(const std::vector<double>& mass, const std::vector<double>& enthalpy) {
  double sum = 0.0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    if (mass[i] > 0.0) sum += mass[i] * enthalpy[i];
  }
  return sum;
}

enum Kind : std::size_t { panels, objects, joints, gas, kinds };

/// Calls add(kind, body id, heat) for everything that has a body; panels of this rank, all else on
/// rank 0.
template <class Add>
void visit(const vehicle::Vehicle& built, const vehicle::State& state, Add add) {
  const mesh::PanelMesh& mesh = *built.mesh;
  const vehicle::Solid& solid = state.solid;
  for (std::size_t p = 0; p < static_cast<std::size_t>(mesh.owned()); ++p) {
    if (state.body[p] < 0) continue;
    double sum = 0.0;
    for (auto c = static_cast<std::size_t>(built.cell_offset[p]);
         c < static_cast<std::size_t>(built.cell_offset[p + 1]); ++c) {
      if (solid.cell_mass[c] > 0.0) sum += solid.cell_mass[c] * solid.enthalpy[c];
    }
    add(panels, state.body[p], sum * mesh.area()[p]);
  }
  if (!mesh.world().is_root()) return;
  for (std::size_t i = 0; i < built.objects.size(); ++i) {
    if (state.object_body[i] < 0) continue;
    add(objects, state.object_body[i], heat_of(solid.object_mass[i], solid.object_enthalpy[i]));
  }
  for (std::size_t i = 0; i < built.joints.size(); ++i) {
    if (state.joint_body[i] < 0) continue;
    const std::vector<double> mass(
        solid.joint_enthalpy[i].size(),
        built.joints[i].mass / static_cast<double>(solid.joint_enthalpy[i].size()));
    add(joints, state.joint_body[i], heat_of(mass, solid.joint_enthalpy[i]));
  }
  for (std::size_t i = 0; i < built.volumes.size(); ++i) {
    if (state.volume_body[i] < 0) continue;
    add(gas, state.volume_body[i], solid.gas_mass[i] * gas_cv * solid.gas_temperature[i]);
  }
}

}  // namespace

StoredHeat stored_in(const vehicle::Vehicle& built, const vehicle::State& state) {
  const std::vector<std::int32_t> position = positions(state);
  ExactSums sums(kinds);
  visit(built, state, [&](Kind kind, std::int32_t body, double heat) {
    const auto at = static_cast<std::size_t>(position[static_cast<std::size_t>(body)]);
    if (state.bodies[at].status == vehicle::BodyStatus::flying) sums.add(kind, heat);
  });
  sums.reduce(built.mesh->world());
  return {sums.value(panels), sums.value(objects), sums.value(joints), sums.value(gas)};
}

std::vector<double> stored_by_body_in(const vehicle::Vehicle& built, const vehicle::State& state) {
  const std::vector<std::int32_t> position = positions(state);
  ExactSums sums(state.bodies.size());
  visit(built, state, [&](Kind, std::int32_t body, double heat) {
    sums.add(static_cast<std::size_t>(position[static_cast<std::size_t>(body)]), heat);
  });
  sums.reduce(built.mesh->world());
  std::vector<double> heat(state.bodies.size());
  for (std::size_t i = 0; i < heat.size(); ++i) heat[i] = sums.value(i);
  return heat;
}

}  // namespace tektite::thermal
