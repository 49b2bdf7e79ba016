// Heat in solids resolved by cells: one macro-step of a domain, in error-controlled parts, with
// melting and removal of melt. The general operator: members, objects and columns are domains too.
#pragma once

#include "solver/base/exact_sum.hpp"
#include "solver/thermal/solid_stage.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <numbers>
#include <span>
#include <vector>

namespace tektite::thermal {

struct SolidSettings {
  double environment_temperature = 200.0;  ///< black surroundings that exposed faces see [K]
  double step_tolerance = 0.05;            ///< estimated error of each part of a step, any cell [K]
  int most_halvings = 16;   ///< of a macro-step; then the estimate is passed over and counted
  bool remove_melt = true;  ///< false: liquid stays and conducts
  StageSettings stage;
};

/// All that evolves, per local cell with ghosts up to date.
struct SolidState {
  std::vector<double> enthalpy;  ///< specific [J/kg]
  std::vector<double> mass;      ///< what is left; 0: removed [kg]
  /// Outer faces (global ids) whose loads a cell that has gone left to what it covered; -1: none.
  std::array<std::vector<std::int64_t>, Inheritance::most> left_by;
};

/// What crossed the border of the domain in one step, exact sums, the same on all ranks.
/// stored after = stored before + absorbed + set_free - radiated - melt_energy.
struct SolidBooks {
  double absorbed = 0.0;                ///< from films, given fluxes and held faces [J]
  double radiated = 0.0;                ///< net, to the surroundings [J]
  double set_free = 0.0;                ///< in the cells, OuterLoads::power [J]
  double melt_energy = 0.0;             ///< enthalpy of removed melt [J]
  double melt_mass = 0.0;               ///< [kg]
  double hottest = 0.0;                 ///< largest temperature of an exposed face at the end [K]
  std::int64_t parts = 0;               ///< the step was made of
  std::int64_t rejected = 0;            ///< parts done again in halves
  std::int64_t unresolved = 0;          ///< parts at the smallest size whose error was too large
  std::int64_t failures = 0;            ///< stages that missed the tolerance
  std::int64_t newton = 0, krylov = 0;  ///< iterations
  std::int64_t range_hits = 0;          ///< cells outside their material's tables at the end
};

class SolidHeat {
 public:
  /// `border`: what is outside each outer face of this rank. @note Collective
  SolidHeat(Domain domain, std::span<const BorderKind> border, const SolidSettings& settings);
  SolidHeat(const SolidHeat&) = delete;  // its parts point to its domain
  SolidHeat& operator=(const SolidHeat&) = delete;

  /// Place of the first load in the step, as a share of it; the second is at its end. As of
  /// Thermal.
  static constexpr double stage_fraction = 1.0 - 1.0 / std::numbers::sqrt2;

  [[nodiscard]] const Domain& domain() const { return domain_; }
  /// All cells whole and at one temperature [K].
  [[nodiscard]] SolidState uniform(double temperature) const;

  /// Advances by dt [s]. loads[0] at stage_fraction * dt, loads[1] at dt; between and before them
  /// film, film * recovery, flux, temperature and power follow straight lines. The result depends
  /// on the arguments alone. @note Collective
  SolidBooks advance(SolidState& state, const std::array<OuterLoads, 2>& loads, double dt);

  /// Enthalpy of what is left [J], an exact sum, the same on all ranks. @note Collective
  [[nodiscard]] double stored(const SolidState& state) const;
  /// As advance() found them last, and evaluated at its end.
  [[nodiscard]] const Fluxes& fluxes() const { return fluxes_; }

 private:
  void refresh(const SolidState& state);
  void fetch_inheritance();
  void loads_at(const std::array<OuterLoads, 2>& loads, double share, OuterLoads& at) const;
  bool try_part(const std::array<OuterLoads, 2>& loads, double from, double to, double step,
                SolidBooks& books, bool is_last_chance);
  void book(double weight);
  [[nodiscard]] bool remove_melt(SolidState& state);
  void tally();
  void close(const SolidState& state, SolidBooks& books);

  Domain domain_;
  SolidSettings settings_;
  std::vector<BorderKind> border_;
  Fluxes fluxes_;
  SolidStage stage_;
  // Loads of faces that are not this rank's outer faces but have uncovered one of its cells.
  std::array<std::vector<std::int64_t>, Inheritance::most> left_by_;
  std::vector<std::int64_t> fetched_;
  Inheritance inheritance_;
  petsc::StarForest fetch_;
  enum : std::size_t { absorbed, radiated, set_free, melt_energy, melt_mass, total_count };
  ExactSums totals_;  ///< of the macro-step
  bool is_finite_ = true;
  double last_error_ = 0.0;  ///< estimate of the part at hand [K]
  // Of the part at hand.
  SolidState* state_ = nullptr;
  OuterLoads at_;
  std::vector<double> net_0_, net_1_, stage_1_, stage_2_, start_, energy_;
  std::vector<double> entered_, radiated_, free_;  ///< per bare face, per cell: of the macro-step
  std::vector<double> part_entered_, part_radiated_, part_free_;  ///< of the part at hand
};

}  // namespace tektite::thermal
