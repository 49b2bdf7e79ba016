// Makes attitude databases: casts the rays and adds up the panels, rank by rank, in exact integers.
#pragma once

#include "solver/aerodynamics/attitude_database.hpp"
#include "solver/aerodynamics/shadows.hpp"
#include "solver/aerodynamics/visibility.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tektite::aerodynamics {

/// Is the body's side of this part closed off by a sealed volume that the body still encloses?
[[nodiscard]] bool is_closed(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                             std::int32_t part, int side, std::int32_t body);

struct SurveySums;

class Surveyor {
 public:
  /// Keeps references. `subpanel`: level of sub-panels at the edges of shadows, 0 to 2.
  Surveyor(const vehicle::Vehicle& vehicle, const NodeTable& table, Accommodation accommodation,
           int subpanel);

  /// One body to survey.
  struct Task {
    std::int32_t body = 0;
    Directions attitudes;
    int turning_level = -1;  ///< of the attitudes' net, for an integrated attitude; else -1
    /// Of this body or the one that it was part of, or null: saves rays, changes no answer.
    std::shared_ptr<const ShadowTable> former;
  };

  /// Databases of the tasks' bodies, in their order; the exposure of their owned panels is set.
  /// @note Collective
  [[nodiscard]] std::vector<AttitudeDatabase> survey(const vehicle::State& state,
                                                     std::vector<Task> tasks,
                                                     vehicle::Exposure& exposure) const;

  /// Rays cast by this rank so far.
  [[nodiscard]] std::int64_t rays() const { return rays_; }

 private:
  /// Panels of one body: all of them by global id, and those of this rank by local id.
  struct Panels {
    std::vector<std::int64_t> global;
    std::vector<std::int32_t> mine;
  };
  [[nodiscard]] std::vector<Panels> gather(const vehicle::State& state,
                                           const std::vector<Task>& tasks) const;
  /// Sizes and scales of one body's sums.
  void begin(const Task& task, const Panels& panels, SurveySums& sums) const;
  /// This rank's share of one body's sums; its exposure.
  void survey_body(const vehicle::State& state, const Task& task, const Panels& panels,
                   SurveySums& sums, vehicle::Exposure& exposure, ShadowTable& table) const;
  void survey_panel(std::int32_t panel, int side, const Shadows& shadows, const Task& task,
                    SurveySums& sums, vehicle::Exposure& exposure) const;
  /// `area`: the lit part of the panel [m^2].
  void add_damping(std::int32_t panel, const Vec3<VehicleAxes>& normal,
                   const Vec3<VehicleAxes>& direction, double area, SurveySums& sums,
                   std::size_t attitude) const;
  void unpack(const Task& task, const ShapeMeasures& shape, SurveySums& sums,
              const std::int64_t*& next, AttitudeDatabase& database) const;

  const vehicle::Vehicle& vehicle_;
  const NodeTable& table_;
  Accommodation accommodation_;
  RayDevice device_;
  int subpanel_ = 0;
  mutable std::int64_t rays_ = 0;
  double extent_ = 0.0;  ///< largest coordinate of the vehicle [m]
};

}  // namespace tektite::aerodynamics
