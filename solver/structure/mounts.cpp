#include "solver/structure/mounts.hpp"

#include "solver/base/exact_sum.hpp"
#include "solver/vehicle/mass.hpp"

namespace tektite::structure {

Mounts::Mounts(const vehicle::Vehicle& vehicle) : vehicle_(&vehicle) {
  for (std::size_t o = 0; o < vehicle.objects.size(); ++o) {
    for (const std::int64_t id : vehicle.objects[o].mount_panels) {
      const std::int32_t p = vehicle::find_owned(*vehicle.mesh, id);
      if (p >= 0) panels_.push_back({o, static_cast<std::size_t>(p)});
    }
  }
}

std::vector<MountState> Mounts::find(const vehicle::State& state,
                                     std::span<const WallStrength> strength) const {
  enum Sum : std::size_t { left_area, left, built_area, built, heat, count };
  const mesh::PanelMesh& mesh = *vehicle_->mesh;
  ExactSums sums(count * vehicle_->objects.size());
  for (const Panel& m : panels_) {
    const double area = mesh.area()[m.panel];
    const auto put = [&](Sum k, double value) { sums.add(count * m.object + k, area * value); };
    put(built_area, 1.0);
    put(built, cold_capacity(vehicle_->stack_of(static_cast<std::int32_t>(m.panel))));
    if (state.body[m.panel] < 0 || state.body[m.panel] != state.object_body[m.object]) continue;
    put(left_area, 1.0);
    put(left, strength[m.panel].capacity);
    put(heat, strength[m.panel].temperature);
  }
  sums.reduce(mesh.world());

  std::vector<MountState> result(vehicle_->objects.size());
  for (std::size_t o = 0; o < result.size(); ++o) {
    if (vehicle_->objects[o].mount_panels.empty() || vehicle_->objects[o].host_object >= 0)
      continue;
    if (state.mount_holds[o] == 0 || state.object_released[o] != 0) continue;
    if (state.object_body[o] < 0) continue;
    const auto total = [&](Sum k) { return sums.value(count * o + k); };
    result[o].is_there = true;
    result[o].is_lost = total(left_area) <= 0.0;
    if (result[o].is_lost) continue;
    // Walls that carry no load in themselves hold their mounts by area.
    result[o].strength =
        total(built) > 0.0 ? total(left) / total(built) : total(left_area) / total(built_area);
    result[o].temperature = total(heat) / total(left_area);
  }
  return result;
}

}  // namespace tektite::structure
