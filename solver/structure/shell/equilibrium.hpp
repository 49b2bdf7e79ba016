// Equilibrium of one body: linear, and with large displacements by Newton's method.
#pragma once

#include "solver/structure/shell/body.hpp"
#include "solver/structure/shell/plasticity.hpp"
#include "solver/structure/shell/stiffness.hpp"

#include <memory>
#include <vector>

namespace tektite::structure::shell {

/// A solution.
struct Equilibrium {
  NodalVector displacement;  ///< linear: displacement and rotation vector. Newton: displacement,
                             ///< and rotation vector since the start
  NodalVector reaction;      ///< of the supports, 0 where nothing is held
  Motion motion;
  int iterations = 0;       ///< linear solutions taken
  int load_steps = 0;       ///< Newton only
  int negative_pivots = 0;  ///< of the last stiffness; > 0: the equilibrium is not stable
};

/// How far Newton's method goes.
struct NewtonSettings {
  double tolerance = 1e-10;  ///< residual over the forces that the panels exert; round-off apart
  int iterations = 30;       ///< a load step
  double smallest_step = 1.0 / 1024.0;
};

/// Solves one body again and again. Keeps the ordering for its life, the factors for as long as the
/// sections and supports stay. One rank; not collective. The body must outlive it.
class Solver {
 public:
  explicit Solver(const Body& body);

  /// Walls that yield, for newton(): in the place of the elastic sections, whose mass and drilling
  /// factor still count. They must outlive the solver; each load step that converges is remembered.
  void set_walls(PlasticWalls* walls) { walls_ = walls; }

  /// Small displacements about the start. `reuse`: sections and supports are those of the last
  /// call, so its factors serve again. Throws physics_failed if a piece is held by nothing.
  [[nodiscard]] Equilibrium linear(const Loads& loads, const Supports& supports,
                                   bool reuse = false);

  /// Large displacements and rotations. Nodal moments keep their direction; they make it converge
  /// slowly, as the stiffness is symmetric and theirs is not. A node is held
  /// at a rotation if all three are; else at 0. The
  /// load is applied at once, in halves where that does not
  /// converge. Throws physics_failed where the smallest step fails: the body finds no equilibrium.
  [[nodiscard]] Equilibrium newton(const Loads& loads, const Supports& supports,
                                   const NewtonSettings& settings = {});

  /// The tangent about a motion, assembled but not factored, fixed unknowns left out.
  /// `heated`: share of the free strains that acts.
  const Stiffness& tangent(const Motion& motion, const Loads& loads, const Supports& supports,
                           double heated = 1.0);

 private:
  struct Residual {
    NodalVector value;   ///< external less internal force, 0 where fixed
    NodalVector all;     ///< the same with its fixed unknowns
    double size = 0.0;   ///< norm over free unknowns, moments over a panel's length [N]
    double scale = 0.0;  ///< the same of the forces that panels exert [N]
  };
  [[nodiscard]] Residual residual(const Motion& motion, const Loads& loads, double factor,
                                  const Supports& supports) const;
  [[nodiscard]] bool step(Motion& motion, const Loads& loads, double factor,
                          const Supports& supports, const NewtonSettings& settings,
                          Equilibrium& out);
  void assemble_start(const Supports& supports);
  [[nodiscard]] std::array<SectionAnswer, points> section_answers(std::size_t panel,
                                                                  const PanelStrain& strain,
                                                                  double heated) const;
  void remember(const Motion& motion, double heated);

  const Body& body_;
  Stiffness stiffness_;
  PlasticWalls* walls_ = nullptr;
  double length_ = 1.0;     ///< of a panel [m]
  double round_off_ = 0.0;  ///< residual that no iteration can lower [N]
  bool factored_ = false;
};

/// Generalised strains of a panel under a linear solution, mean of its points, in its own axes.
[[nodiscard]] Column<6> mean_strain(const Body& body, std::size_t panel,
                                    std::span<const double> displacement);
/// The same under a motion of any size.
[[nodiscard]] Column<6> mean_strain(const Body& body, std::size_t panel, const Motion& motion);

/// Largest reaction over the sum of the applied forces; for a free body what should be round-off.
[[nodiscard]] double reaction_share(const Equilibrium& result, std::span<const double> applied);

}  // namespace tektite::structure::shell
