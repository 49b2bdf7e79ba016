#include "io/output/state_check.hpp"

#include "solver/base/error.hpp"
#include "solver/vehicle/progress.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace tektite::output {
namespace {

using vehicle::State;
using vehicle::Vehicle;

void check(bool condition, const char* what) {
  require_or(ExitCode::no_checkpoint, condition, "the checkpoint does not fit: {}", what);
}

template <class Axes>
bool is_finite(const Vec3<Axes>& v) {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

/// Finite, and no larger than anything that flies: what the march squares must not overflow.
bool is_moderate(double value) {
  return std::abs(value) <= 1e100;
}

bool all_moderate(std::span<const double> values) {
  return std::ranges::all_of(values, is_moderate);
}

bool no_negative(std::span<const double> values) {
  return std::ranges::all_of(values, [](double v) { return v >= 0.0 && is_moderate(v); });
}

bool are_flags(std::span<const std::uint8_t> values) {
  return std::ranges::all_of(values, [](std::uint8_t v) { return v <= 1; });
}

class StateCheck {
 public:
  StateCheck(const Vehicle& vehicle, const State& state) : vehicle_(vehicle), state_(state) {}

  void run() const {
    check(state_.time >= 0.0 && is_moderate(state_.time) && state_.step >= 0 &&
              state_.next_step > 0.0 && is_moderate(state_.next_step),
          "time or step");
    sizes();
    bodies();
    indices();
    matter();
  }

 private:
  void sizes() const {
    const std::size_t joints = vehicle_.joints.size();
    const std::size_t objects = vehicle_.objects.size();
    const std::size_t volumes = vehicle_.volumes.size();
    const auto& solid = state_.solid;
    check(state_.joint_holds.size() == joints && state_.joint_body.size() == joints &&
              solid.joint_enthalpy.size() == joints,
          "number of joints");
    check(state_.patch_torn.size() == vehicle_.patches.size(), "number of patches");
    check(state_.object_body.size() == objects && state_.object_released.size() == objects &&
              state_.mount_holds.size() == objects && solid.object_enthalpy.size() == objects &&
              solid.object_mass.size() == objects && solid.object_progress.size() == objects,
          "number of objects");
    check(state_.sealed.size() == volumes && state_.opening.size() == volumes &&
              state_.opening_width.size() == volumes && state_.volume_body.size() == volumes &&
              solid.gas_mass.size() == volumes && solid.gas_temperature.size() == volumes,
          "number of volumes");
    for (std::size_t i = 0; i < objects; ++i) {
      const std::size_t cells = vehicle_.objects[i].cells.size();
      check(solid.object_enthalpy[i].size() == cells && solid.object_mass[i].size() == cells,
            "cells of an object");
    }
    vehicle::Solid fresh;
    vehicle::begin_progress(vehicle_, fresh);
    check(solid.progress.size() == fresh.progress.size(), "decomposition of panels");
    for (std::size_t i = 0; i < objects; ++i) {
      check(solid.object_progress[i].size() == fresh.object_progress[i].size(),
            "decomposition of an object");
    }
    for (std::size_t i = 0; i < joints; ++i) {
      check(solid.joint_enthalpy[i].size() == static_cast<std::size_t>(vehicle_.joints[i].cells),
            "cells of a joint");
    }
  }

  [[nodiscard]] bool is_body(std::int32_t id) const {
    const auto found = std::ranges::lower_bound(state_.bodies, id, {}, &vehicle::Body::id);
    return found != state_.bodies.end() && found->id == id;
  }
  [[nodiscard]] bool is_body_or_none(std::int32_t id) const { return id == -1 || is_body(id); }

  void bodies() const {
    std::int32_t before = -1;
    for (const vehicle::Body& body : state_.bodies) {
      check(body.id > before && body.id < state_.next_body, "order of the bodies");
      before = body.id;
      check(body.parent >= -1 && body.parent < body.id, "parent of a body");
      check(body.object >= -1 && body.object < static_cast<std::int64_t>(vehicle_.objects.size()),
            "object of a body");
      check(
          body.status >= vehicle::BodyStatus::flying && body.status <= vehicle::BodyStatus::debris,
          "status of a body");
      check(body.mode >= vehicle::AttitudeMode::fixed &&
                body.mode <= vehicle::AttitudeMode::integrated,
            "attitude of a body");
      check(body.first_panel >= -1 && body.first_panel < vehicle_.mesh->global(),
            "panel of a body");
      const auto& flight = body.flight;
      const auto& q = flight.attitude;
      check(is_finite(flight.position) && is_finite(flight.velocity) && is_finite(flight.rate) &&
                std::isfinite(q.w + q.x + q.y + q.z) && is_finite(body.wind),
            "flight of a body");
      check(norm(flight.position) < 1e9 && norm(flight.velocity) < 1e6, "flight of a body");
      check(body.mass.mass >= 0.0 && is_moderate(body.mass.mass) && is_finite(body.mass.centre),
            "mass of a body");
      check(no_negative(std::array{body.wetted_area, body.refresh_area, body.length,
                                   body.birth_mass, body.end_mass}) &&
                all_moderate(std::array{body.drag_area, body.mass_rate, body.birth_time,
                                        body.birth_altitude, body.end_time, body.end_altitude,
                                        body.end_speed}),
            "size or history of a body");
      const bool flies = body.status == vehicle::BodyStatus::flying;
      check(!flies || (body.mass.mass > 0.0 && body.length > 0.0), "a flying body without mass");
      check(!flies || norm(flight.position) > 6e6, "a body flies inside the Earth");
    }
    check(state_.next_body >= 0 && state_.next_body < std::numeric_limits<std::int32_t>::max() / 2,
          "number of the next body");
  }

  void indices() const {
    check(are_flags(state_.joint_holds) && are_flags(state_.patch_torn) &&
              are_flags(state_.object_released) && are_flags(state_.mount_holds) &&
              are_flags(state_.sealed) && are_flags(state_.edge_holds),
          "a flag");
    for (const auto* ids : {&state_.joint_body, &state_.object_body, &state_.volume_body}) {
      check(std::ranges::all_of(*ids, [this](auto id) { return is_body_or_none(id); }),
            "body of a joint, object or volume");
    }
    const auto owned = static_cast<std::size_t>(vehicle_.mesh->owned());
    check(std::ranges::all_of(std::span(state_.body).first(owned),
                              [this](auto id) { return is_body_or_none(id); }),
          "body of a panel");
    check(std::ranges::all_of(std::span(state_.refresh_body).first(owned),
                              [this](auto id) { return id >= -1 && id < state_.next_body; }),
          "database of a panel");
    for (const vehicle::Event& event : state_.events) {
      check(event.kind >= vehicle::EventKind::entry && event.kind <= vehicle::EventKind::tumbling &&
                event.body >= -1 && event.body < state_.next_body && event.time >= 0.0,
            "an event");
    }
    for (const vehicle::OutOfRange& use : state_.out_of_range) {
      check(use.name.back() == 0 && use.count > 0.0 && is_moderate(use.count) &&
                use.first_time >= 0.0 && is_moderate(use.first_time) &&
                is_moderate(use.first_altitude),
            "a model's range");
    }
  }

  void matter() const {
    const auto& solid = state_.solid;
    check(all_moderate(solid.enthalpy) && no_negative(solid.cell_mass), "heat or mass of a panel");
    for (const auto& cells : solid.object_enthalpy) check(all_moderate(cells), "heat of an object");
    for (const auto& cells : solid.joint_enthalpy) check(all_moderate(cells), "heat of a joint");
    for (const auto& cells : solid.object_mass) check(no_negative(cells), "mass of an object");
    const auto is_share = [](double value) { return value >= 0.0 && value <= 1.0; };
    check(std::ranges::all_of(solid.progress, is_share), "decomposition of a panel");
    for (const auto& numbers : solid.object_progress) {
      check(std::ranges::all_of(numbers, is_share), "decomposition of an object");
    }
    check(no_negative(solid.gas_mass) && no_negative(solid.gas_temperature), "gas of a volume");
    check(no_negative(state_.opening) && no_negative(state_.opening_width), "opening of a volume");
  }

  const Vehicle& vehicle_;
  const State& state_;
};

}  // namespace

void check_state(const vehicle::Vehicle& vehicle, const vehicle::State& state) {
  StateCheck(vehicle, state).run();
}

}  // namespace tektite::output
