// One macro-step of everything that flies. The only place where the State changes.
#pragma once

#include "solver/driver/models.hpp"
#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::driver {

/// What a step has found out, for progress lines and fields.
struct StepReport {
  double step = 0.0;          ///< taken [s]
  double hottest = 0.0;       ///< wall [K]
  double worst_demand = 0.0;  ///< load over capacity of what still holds
  bool changed = false;       ///< did bodies come apart, land or demise?
};

/// Marches a State. Order within a step: flight with dense output, loads at two points of it, heat,
/// then structure; a step that hides a failure is halved until it is located; then pieces separate.
class March {
 public:
  explicit March(Models& models) : models_(models) {}

  /// Advances `state` by one accepted macro-step. @note Collective
  StepReport advance(vehicle::State& state);

  /// Is anything still flying?
  [[nodiscard]] static bool is_flying(const vehicle::State& state);

  /// Of the last accepted step, at its end: for fields.
  [[nodiscard]] const vehicle::SurfaceLoads& surface() const { return loads_[1]; }

 private:
  struct Attempt {
    thermal::HeatBooks books;
    vehicle::Assessment assessment;
    [[nodiscard]] bool hides_event() const;
  };

  [[nodiscard]] double allowed_step(const vehicle::State& state) const;
  void attempt(const vehicle::State& state, double dt, Attempt& result);
  void fly(const vehicle::State& state, double dt);
  void load_surfaces(const vehicle::State& state, double dt);
  void gather_attitude_loads();
  StepReport accept(vehicle::State& state, double dt, const Attempt& attempt, bool was_cut);
  /// Applies failures to next_, and what follows from them in the same instant.
  bool separate(std::span<const vehicle::Failure> failures);
  void vent(double dt);

  Models& models_;
  vehicle::State next_;
  std::vector<trajectory::Path> paths_;                      ///< by position in bodies
  std::array<std::vector<environment::Freestream>, 2> air_;  ///< by position in bodies
  std::array<vehicle::SurfaceLoads, 2> loads_;
  std::vector<vehicle::AttitudeLoads> attitude_loads_;
};

}  // namespace tektite::driver
