// One implicit stage of the general operator: Newton's method on all cells of a domain.
#pragma once

#include "solver/thermal/solid_matrix.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::thermal {

struct StageSettings {
  double tolerance = 1e-6;  ///< of the residual, as a temperature of each cell [K]
  int iterations = 60;
  double krylov_tolerance = 1e-3;  ///< of each linear solve, as a share of its right side
};

/// What a solve took.
struct StageWork {
  bool converged = false;
  int newton = 0;
  int krylov = 0;
};

/// mass (h - start) = step * net(h), solved for h.
class SolidStage {
 public:
  /// `domain` must outlive this. @note Collective
  SolidStage(const Domain& domain, const StageSettings& settings);

  /// `enthalpy`: in a guess, out the solution (per local cell). After it `fluxes` holds what
  /// belongs to the solution. Cells that are gone keep their values. @note Collective
  StageWork solve(Fluxes& fluxes, const OuterLoads& loads, std::span<const double> mass,
                  std::span<const double> start, double step, std::span<double> enthalpy);

  /// Makes the next solve depend on nothing that went before.
  void start_over() { factored_step_ = 0.0; }

  /// (mass c + step * conduction) t = energy with the slopes of the last solve: how far energies
  /// [J] are from each other once diffusion has had its say. Returns the largest |t| of all ranks
  /// [K]. @note Collective
  double filter(const Fluxes& fluxes, std::span<const double> mass, double step,
                std::span<const double> energy);

 private:
  /// Residual per owned cell [J]; returns by how much it exceeds what is allowed, the largest of
  /// all ranks [K]; not finite: infinity.
  double find_residual(const Fluxes& fluxes, std::span<const double> mass,
                       std::span<const double> start, double step,
                       std::span<const double> enthalpy);
  [[nodiscard]] double slope_along() const;
  void recall();
  void forget();
  void find_shares(std::span<const double> one);
  void move(const Fluxes& fluxes, double length, std::span<double> enthalpy) const;

  const Domain* domain_;
  StageSettings settings_;
  SolidMatrix matrix_;
  double factored_step_ = 0.0;  ///< step that the factors were made for; 0: none
  bool is_worn_ = false;        ///< they no longer precondition well
  std::vector<double> residual_, change_, origin_, origin_temperature_, origin_heat_;
  // Steps taken and what they changed in the change that the matrix proposes; the latter are
  // orthonormal. Round robin, the oldest goes first.
  static constexpr std::size_t depth = 10;
  std::vector<std::vector<double>> step_, response_;
  std::vector<double> proposed_;  ///< the last one
  std::vector<double> taken_;     ///< the last step [K]
  std::array<double, depth + 1> share_{};
  std::size_t remembered_ = 0, next_ = 0;
  bool has_step_ = false;  ///< taken_ followed proposed_
};

}  // namespace tektite::thermal
