#include "solver/fragmentation/fragmentation.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/fragmentation/births.hpp"
#include "solver/fragmentation/split.hpp"

#include <limits>

namespace tektite::fragmentation {

Fragmentation::Fragmentation(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Fragmentation(Settings(settings), vehicle) {}

Fragmentation::Fragmentation(const Settings& settings, const vehicle::Vehicle& vehicle)
    : settings_(settings),
      vehicle_(&vehicle),
      masses_(vehicle),
      watched_(std::make_unique<WatchedPanels>(vehicle)) {}

Fragmentation::~Fragmentation() = default;
Fragmentation::Fragmentation(Fragmentation&&) noexcept = default;
Fragmentation& Fragmentation::operator=(Fragmentation&&) noexcept = default;

void Fragmentation::initialise(vehicle::State& state) const {
  expect(state.bodies.size() == 1 && state.bodies.front().id == 0, "one body enters");
  state.next_body = 1;
  vehicle::Body& whole = state.bodies.front();
  const vehicle::BodyMass mass = masses_.bodies(state).front();
  whole.mass = mass.properties;  // its flight is that of this centre
  Split(*vehicle_, settings_, masses_, *watched_, true, state).run({});
  state.events.clear();
  for (vehicle::Body& body : state.bodies) {
    note_birth(body, state.time);
    vehicle::Event event = event_of(state, body, vehicle::EventKind::entry);
    event.mass = body.mass.mass;
    state.events.push_back(event);
  }
}

Breakup Fragmentation::split(vehicle::State& state,
                             std::span<const vehicle::Failure> failures) const {
  bool is_due = !failures.empty();
  for (std::size_t o = 0; o < vehicle_->objects.size() && !is_due; ++o) {
    is_due = vehicle_->objects[o].host_object >= 0 && state.object_body[o] >= 0 &&
             state.object_released[o] == 0 && !has_living_host(*vehicle_, state, o);
  }
  if (!is_due) return {};
  return Split(*vehicle_, settings_, masses_, *watched_, false, state).run(failures);
}

double arrival_energy(double mass, double area) {
  constexpr double sea_level_density = 1.225;  // [kg/m^3], Ref: USSA1976
  if (mass <= 0.0) return 0.0;
  if (area <= 0.0) return std::numeric_limits<double>::infinity();
  const double speed_squared =
      2.0 * mass * constants::standard_gravity / (sea_level_density * area);
  return 0.5 * mass * speed_squared;
}

}  // namespace tektite::fragmentation
