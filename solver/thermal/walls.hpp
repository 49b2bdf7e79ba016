// The implicit part of all wall columns: every panel on its own.
#pragma once

#include "solver/thermal/column.hpp"
#include "solver/thermal/panels.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// Loads at one moment, on the straight line through those of the two stages of a macro-step.
class LoadsAt {
 public:
  /// `weight` of the second loads; below 0 or above 1 it extrapolates.
  LoadsAt(const std::array<vehicle::SurfaceLoads, 2>& loads, double weight)
      : first_(&loads[0]), second_(&loads[1]), weight_(weight) {}

  struct Air {
    double film = 0.0, recovery = 0.0;
  };
  [[nodiscard]] Air side(std::size_t panel, std::size_t side) const {
    const std::size_t i = 2 * panel + side;
    return at(first_->film[i], first_->recovery[i], second_->film[i], second_->recovery[i]);
  }
  /// Absolute [Pa]; 0 where none was given.
  [[nodiscard]] double pressure(std::size_t panel, std::size_t side) const {
    const std::size_t i = 2 * panel + side;
    if (i >= first_->pressure.size() || i >= second_->pressure.size()) return 0.0;
    return first_->pressure[i] + weight_ * (second_->pressure[i] - first_->pressure[i]);
  }
  [[nodiscard]] Air object(std::size_t i) const {
    return at(first_->object_film[i], first_->object_recovery[i], second_->object_film[i],
              second_->object_recovery[i]);
  }
  /// On average over an object's surface, absolute [Pa]; 0 where none was given.
  [[nodiscard]] double object_pressure(std::size_t i) const {
    if (i >= first_->object_pressure.size() || i >= second_->object_pressure.size()) return 0.0;
    return first_->object_pressure[i] +
           weight_ * (second_->object_pressure[i] - first_->object_pressure[i]);
  }
  [[nodiscard]] Air joint(std::size_t i) const {
    return at(first_->joint_film[i], first_->joint_recovery[i], second_->joint_film[i],
              second_->joint_recovery[i]);
  }

 private:
  /// Film and film * recovery are linear in time: where there is no air, recovery has no meaning.
  [[nodiscard]] Air at(double film_a, double recovery_a, double film_b, double recovery_b) const {
    const double film = film_a + weight_ * (film_b - film_a);
    if (!(film > 0.0)) return {};
    const double heat = film_a * recovery_a + weight_ * (film_b * recovery_b - film_a * recovery_a);
    return {film, heat / film};
  }

  const vehicle::SurfaceLoads* first_;
  const vehicle::SurfaceLoads* second_;
  double weight_;
};

/// One stage: mass (h - start) = step * implicit(h) + sum over i of weight[i] * rate[i].
struct Stage {
  double step = 0.0;                                 ///< gamma dt [s]
  std::array<double, 3> weight{};                    ///< [s]
  std::array<const std::vector<double>*, 3> rate{};  ///< per cell [W/m^2] (lumps: [W])
  const std::vector<double>* start = nullptr;        ///< [J/kg]
  double stretch = 0.0;  ///< first guess: start + stretch * (enthalpy - start)
  bool is_last = false;
  double book_weight = 0.0;  ///< that this stage's fluxes have in the step [s]
  [[nodiscard]] double source(std::size_t cell) const {
    return weight[0] * (*rate[0])[cell] + weight[1] * (*rate[1])[cell] +
           weight[2] * (*rate[2])[cell];
  }
};

/// What the shields of a gap add to 1/e1 + 1/e2 - 1; 0 where there is no gap.
[[nodiscard]] double shield_resistance(const vehicle::Gap& gap);

class Walls {
 public:
  explicit Walls(const Panels& panels);

  /// Starts a macro-step: empty books, faces as warm as their cells.
  void begin(const Panels& panels);
  /// Takes over which columns are whole. Panels must be refreshed.
  void refresh(const Panels& panels);
  /// Solves `stage` for all owned panels. `enthalpy` (all local cells): in the guess, out the
  /// result; for the last stage by the sum of fluxes, which conserves energy to round-off. `net`
  /// out [W/m^2]. Temperatures and conductivities of owned cells are left in `panels`. Returns
  /// columns that missed the tolerance.
  std::int64_t solve(const Stage& stage, const LoadsAt& loads, const Solver& solver, Panels& panels,
                     const std::vector<double>& mass, std::vector<double>& enthalpy,
                     std::vector<double>& net);

  /// Local index of the first panel whose column missed the tolerance since begin(); -1: none.
  [[nodiscard]] std::int64_t unsolved() const { return unsolved_; }

  // Books of the macro-step, per side of owned panels (2 * panel + side).
  std::vector<double> convected;  ///< [J/m^2]
  std::vector<double> radiated;   ///< [J/m^2]
  std::vector<double> wall;       ///< temperature of the face [K]; 0: not exposed

 private:
  static constexpr int width = 8;
  struct Run;  ///< what solve() was called with

  void solve_block(const Run& run, const std::int32_t* panels, std::size_t count);
  void solve_one(const Run& run, std::size_t panel);
  void set_up_block(const StackPlan& plan);
  template <int W>
  void set_ends(const Run& run, std::size_t panel, std::size_t lane, Column<W>& column);
  template <int W>
  void keep_ends(const Run& run, std::size_t panel, std::size_t lane, const Column<W>& column);

  std::vector<std::vector<std::int32_t>> whole_;  ///< per stack: panels with full columns
  std::vector<std::int32_t> others_;              ///< panels with damaged columns
  std::vector<std::int32_t> cells_;               ///< scratch: cells of one damaged column
  Column<width> block_;
  Column<1> one_;
  std::int64_t failures_ = 0;
  std::int64_t unsolved_ = -1;
};

}  // namespace tektite::thermal
