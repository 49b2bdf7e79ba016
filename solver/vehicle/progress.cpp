#include "solver/vehicle/progress.hpp"

namespace tektite::vehicle {
namespace {

template <class Cells>
int number_cells(Cells& cells) {
  int next = 0;
  for (auto& cell : cells) {
    cell.progress = next;
    next += static_cast<int>(progress_size(*cell.material));
  }
  return next;
}

}  // namespace

void number_progress(Vehicle& vehicle) {
  bool any = false;
  for (Stack& stack : vehicle.stacks) {
    stack.progress_size = number_cells(stack.cells);
    any = any || stack.progress_size > 0;
  }
  for (Object& object : vehicle.objects) number_cells(object.cells);
  vehicle.progress_offset.clear();
  if (!any) return;
  vehicle.progress_offset.assign(1, 0);
  for (std::int32_t p = 0; p < vehicle.mesh->local(); ++p) {
    vehicle.progress_offset.push_back(vehicle.progress_offset.back() +
                                      vehicle.stack_of(p).progress_size);
  }
}

void begin_progress(const Vehicle& vehicle, Solid& solid) {
  const auto& offset = vehicle.progress_offset;
  solid.progress.assign(offset.empty() ? 0 : static_cast<std::size_t>(offset.back()), 0.0);
  solid.object_progress.clear();
  for (const Object& object : vehicle.objects) {
    std::size_t size = 0;
    for (const ObjectCell& cell : object.cells) size += progress_size(*cell.material);
    solid.object_progress.emplace_back(size, 0.0);
  }
}

}  // namespace tektite::vehicle
