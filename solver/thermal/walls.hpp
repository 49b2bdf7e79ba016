// The implicit part of all wall columns: every panel on its own, or, where conduction along the
// wall is implicit too, in sweeps.
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
  [[nodiscard]] Air object(std::size_t i) const {
    return at(first_->object_film[i], first_->object_recovery[i], second_->object_film[i],
              second_->object_recovery[i]);
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
  std::array<const std::vector<double>*, 3> rate{};  ///< per cell; walls have their own [W]
  const std::vector<double>* start = nullptr;        ///< [J/kg]
  double stretch = 0.0;  ///< first guess: start + stretch * (enthalpy - start)
  bool is_last = false;
  double book_weight = 0.0;  ///< that this stage's fluxes have in the step [s]
  double keep_rate = 0.0;    ///< walls, not last: rate becomes keep_rate * rate + keep_net * net,
  double keep_net = 0.0;     ///< net being what is implicit
  [[nodiscard]] double source(std::size_t cell) const {
    return weight[0] * (*rate[0])[cell] + weight[1] * (*rate[1])[cell] +
           weight[2] * (*rate[2])[cell];
  }
};

/// Arrays over all local cells that a stage works on.
struct WallFields {
  const std::vector<double>& mass;  ///< [kg/m^2]
  std::vector<double>& rate;      ///< in: weight[0] times it is the source; out: see Stage [W/m^2]
  std::vector<double>& enthalpy;  ///< in: the guess, out: the result [J/kg]
};

/// Conduction along the wall at the temperatures of a sweep.
struct Along {
  const std::vector<double>& heat;   ///< that comes in, per local cell [W/m^2]
  const std::vector<double>& slope;  ///< by how much less a kelvin of the cell [W/(m^2 K)]
  double relaxation = 1.0;           ///< of the step from the values before the last ones
  int newton = 1;                    ///< most steps of Newton in a column
  bool is_final = false;             ///< the results are wanted whatever the residual
  bool is_careful = false;           ///< what they do not solve is solved alone, by line search
};

class Walls {
 public:
  explicit Walls(const Panels& panels);

  /// Starts a macro-step: empty books, faces as warm as their cells.
  void begin(const Panels& panels);
  /// Takes over which columns are whole and which are swept (per owned panel). Panels must be
  /// refreshed.
  void refresh(const Panels& panels, const std::vector<std::uint8_t>& is_swept);
  /// Solves `stage` for all owned panels that are not swept. The last stage's result is by the sum
  /// of fluxes, which conserves energy to round-off. Temperatures and conductivities are left in
  /// `panels`, but for the last stage. Returns columns that missed the tolerance.
  std::int64_t solve(const Stage& stage, const LoadsAt& loads, const Solver& solver, Panels& panels,
                     const WallFields& fields);

  /// Sweeps: every column by itself, beside the values that its neighbours had after the last sweep
  /// (`along`). First the guess, with its temperatures; fields.enthalpy must be up to date in
  /// ghosts;
  void begin_sweeps(const Stage& stage, Panels& panels, const WallFields& fields);
  /// the enthalpy that is being swept, whose ghosts are the caller's;
  [[nodiscard]] std::vector<double>& swept(const WallFields& fields) {
    return is_turned_ ? previous_ : fields.enthalpy;
  }
  /// one sweep, which finds better values, and their temperatures. Returns columns whose residual
  /// was above the tolerance before;
  std::int64_t sweep(const Stage& stage, const LoadsAt& loads, const Solver& solver, Panels& panels,
                     const WallFields& fields, const Along& along);
  /// where there are any on any rank, on to the better values;
  void go_on() { is_turned_ = !is_turned_; }
  /// and where there are none, the results and books of the values that had small residuals, as
  /// from solve().
  void end_sweeps(const Stage& stage, Panels& panels, const WallFields& fields,
                  const std::vector<double>& along);

  /// Local index of the first panel whose column missed the tolerance since begin(); -1: none.
  [[nodiscard]] std::int64_t unsolved() const { return unsolved_; }

  /// Books of the macro-step, per side of owned panels (2 * panel + side).
  struct Books {
    std::vector<double> convected;  ///< [J/m^2]
    std::vector<double> radiated;   ///< [J/m^2]
    std::vector<double> wall;       ///< temperature of the face [K]; 0: not exposed
  };
  Books books;

  /// Memory held [bytes].
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr int width = 8;
  struct Run;  ///< what solve() was called with
  struct Lists {
    std::vector<std::vector<std::int32_t>> whole;  ///< per stack: panels with full columns
    std::vector<std::int32_t> others;              ///< panels with damaged columns
  };

  void solve_block(const Run& run, const std::int32_t* panels, std::size_t count);
  void solve_one(const Run& run, std::size_t panel);
  std::int64_t sweep_block(const Run& run, const Along& along, const std::int32_t* panels,
                           std::size_t count);
  std::int64_t sweep_one(const Run& run, const Along& along, std::size_t panel);
  void set_up_block(const StackPlan& plan);
  void load_block(const Run& run, const std::int32_t* panels, std::size_t count);
  void load_ends(const Run& run, const std::int32_t* panels, std::size_t count);
  void load_rows(const std::vector<double>& from, LineVector& to) const;
  void keep_rows(const LineVector& from, const std::array<std::uint8_t, width>& kept,
                 std::vector<double>& to) const;
  void load_one(const Run& run, std::size_t panel);
  template <int W>
  void set_ends(const Run& run, std::size_t panel, std::size_t lane, Column<W>& column);
  template <int W>
  void keep_swept(std::size_t panel, std::size_t lane, const Column<W>& column);
  template <int W>
  void keep_guess(std::size_t panel, std::size_t lane, const Column<W>& column);
  template <int W>
  void keep_ends(std::size_t panel, std::size_t lane, const Column<W>& column, double weight,
                 Books& into);

  Lists alone_, swept_;
  std::array<std::size_t, width> places_{};  ///< scratch: first cells of a block's panels
  std::vector<std::int32_t> cells_;          ///< scratch: cells of one damaged column
  Column<width> block_;
  Column<1> one_;
  std::int64_t failures_ = 0;
  std::int64_t unsolved_ = -1;
  // Of sweeps; empty until there are any.
  std::vector<double> previous_;  ///< enthalpy one sweep back, then one ahead, per local cell
  bool is_turned_ = false;      ///< previous_ has the values at hand, and the stage's array others
  std::vector<double> target_;  ///< start + source / mass, per local cell [J/kg]
  std::vector<double> net_;     ///< per local cell, at the last residual [W/m^2]
  Books swept_books_;           ///< fluxes at the last residual [W/m^2]
};

}  // namespace tektite::thermal
