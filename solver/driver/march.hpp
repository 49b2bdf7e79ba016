// One macro-step of everything that flies. The only place where the State changes.
#pragma once

#include "solver/driver/checkup.hpp"
#include "solver/driver/models.hpp"
#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tektite::driver {

/// What a step has found out, for progress lines and fields.
struct StepReport {
  double step = 0.0;          ///< taken [s]
  double hottest = 0.0;       ///< wall [K]
  double worst_demand = 0.0;  ///< load over capacity of what still holds
  bool changed = false;       ///< did bodies come apart, land or demise?
  Wishes wishes{};            ///< of all ranks
};

/// Marches a State. Order within a step: flight with dense output, loads at two points of it, heat,
/// then structure; a step that hides a failure is halved until it is located; then pieces separate.
/// A step in which something cannot be (see Checkup) is thrown away and halved as well, and counted
/// in the ledger; the last accepted State stays as it was.
class March {
 public:
  /// Sees what a step of length dt [s] has made of the State, before it is looked over. For tests.
  using Onlooker = std::function<void(double dt, vehicle::State& next)>;

  explicit March(Models& models, Onlooker onlooker = {})
      : models_(models), checkup_(models.vehicle), onlooker_(std::move(onlooker)) {}

  /// Advances `state` by one accepted macro-step. `wishes` is asked once an attempt, and what it
  /// says is agreed in the step's own reduction. Throws physics_failed, on every rank, when
  /// `most_halvings` have not helped; `state` is then the last good one. @note Collective
  StepReport advance(vehicle::State& state, const std::function<Wishes()>& wishes = {});

  static constexpr int most_halvings = 10;  ///< of one step, against what cannot be

  /// What the last attempt has made, accepted or not: for last words.
  [[nodiscard]] const vehicle::State& last_attempt() const { return next_; }

  /// Is anything still flying?
  [[nodiscard]] static bool is_flying(const vehicle::State& state);

  /// Of the last accepted step, at its end: for fields.
  [[nodiscard]] const vehicle::SurfaceLoads& surface() const { return loads_[1]; }

 private:
  struct Attempt {
    thermal::HeatBooks books;
    vehicle::Assessment assessment;
    bool is_spoilt = false;
    Wishes wishes{};
    [[nodiscard]] bool hides_event() const;
  };

  [[nodiscard]] double allowed_step(const vehicle::State& state) const;
  /// As far as it can be computed: a spoilt attempt ends where it was found out.
  void attempt(const vehicle::State& state, double dt, const std::function<Wishes()>& wishes,
               Attempt& result);
  /// Heat of the attempt into next_; what cannot be solved is noted.
  void heat(const vehicle::State& state, double dt, Attempt& result);
  void fly(const vehicle::State& state, double dt);
  [[nodiscard]] static double mass_at(const vehicle::State& state, const vehicle::Body& body,
                                      double time);
  /// Flies one body with six degrees of freedom.
  void turn(const vehicle::State& state, std::size_t body, double dt,
            const trajectory::Tolerance& tolerance);
  /// Exposure of bodies with six degrees of freedom: the mean over how they turned.
  void expose(double begin, double end);
  void load_surfaces(const vehicle::State& state, double dt);
  void gather_attitude_loads();
  StepReport accept(vehicle::State& state, double dt, const Attempt& attempt, bool was_cut);
  /// Applies failures to next_, and what follows from them in the same instant.
  bool separate(std::span<const vehicle::Failure> failures);
  /// Bodies that turn too fast for the macro-step are averaged over all directions from here on.
  void let_tumble();
  void vent(double dt);

  Models& models_;
  Checkup checkup_;
  Onlooker onlooker_;
  vehicle::State next_;
  std::vector<trajectory::Path> paths_;                      ///< by position in bodies
  std::array<std::vector<environment::Freestream>, 2> air_;  ///< by position in bodies
  std::vector<double> shaded_;  ///< per body: factor of its neighbours on force and heat
  std::array<vehicle::SurfaceLoads, 2> loads_;
  std::vector<vehicle::AttitudeLoads> attitude_loads_;
  std::vector<Vec3<BodyAxes>> headings_;  ///< scratch
  std::vector<std::int32_t> holding_;     ///< scratch: bodies of joints and objects, ascending
};

}  // namespace tektite::driver
