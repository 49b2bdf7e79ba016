#include "solver/structure/shell/equilibrium.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tektite::structure::shell {
namespace {

std::size_t at(std::int32_t i) {
  return static_cast<std::size_t>(i);
}

PanelMotion motion_of(const Body& body, std::size_t panel, const Motion& motion) {
  PanelMotion out;
  for (std::size_t i = 0; i < 3; ++i) {
    out.position[i] = motion.position[at(body.panel[panel][i])];
    out.rotation[i] = motion.rotation[at(body.panel[panel][i])];
  }
  return out;
}

Column<unknowns> gather(const Body& body, std::size_t panel, std::span<const double> all) {
  Column<unknowns> out;
  for (int i = 0; i < unknowns; ++i) {
    out[i] = all[6 * at(body.panel[panel][at(i / 6)]) + at(i % 6)];
  }
  return out;
}

void scatter(const Body& body, std::size_t panel, const Column<unknowns>& part, double factor,
             NodalVector& all) {
  for (int i = 0; i < unknowns; ++i) {
    all[6 * at(body.panel[panel][at(i / 6)]) + at(i % 6)] += factor * part[i];
  }
}

/// Moves by `share` of a step: displacements add, rotations turn on.
Motion moved(const Motion& from, std::span<const double> step, double share) {
  Motion out = from;
  for (std::size_t n = 0; n < from.position.size(); ++n) {
    const double* s = &step[6 * n];
    out.position[n] += share * Point{s[0], s[1], s[2]};
    out.rotation[n] = rotation_of({{share * s[3], share * s[4], share * s[5]}}) * from.rotation[n];
  }
  return out;
}

/// Rotation of a node in one iteration [rad].
constexpr double largest_turn = 0.5;

Loads scaled(Loads loads, double factor) {
  for (double& f : loads.nodal) f *= factor;
  for (double& p : loads.pressure) p *= factor;
  loads.spin *= std::sqrt(factor);
  return loads;
}

}  // namespace

Solver::Solver(const Body& body) : body_(body), stiffness_(body.node.size(), body.panel) {
  double area = 0.0;
  for (const PlacedTriangle& t : body.start) area += t.shape.area;
  length_ = std::sqrt(area / static_cast<double>(body.panel.size()));
  // Places are known to an ulp, so strains to an ulp over the panel's size: forces to what follows.
  for (std::size_t p = 0; p < body.panel.size(); ++p) {
    const double far = norm(body.start[p].centre) * body.section[p].stiffness(0, 0);
    round_off_ += far * far;
  }
  round_off_ = 4.0 * std::numeric_limits<double>::epsilon() * std::sqrt(round_off_);
}

void Solver::assemble_start(const Supports& supports) {
  const petsc::Stage stage("structure_assembly");
  stiffness_.clear();
  for (std::size_t p = 0; p < body_.panel.size(); ++p) {
    stiffness_.add(p, linear_panel(body_.start[p], body_.section[p]).stiffness, supports.fixed);
  }
}

Equilibrium Solver::linear(const Loads& loads, const Supports& supports, bool reuse) {
  if (!reuse || !factored_) {
    assemble_start(supports);
    factored_ = false;
    require_or(ExitCode::physics_failed, stiffness_.factor(supports.fixed),
               "the stiffness of a body at rest is singular: a piece of it is held by nothing");
    factored_ = true;
  }
  Equilibrium out;
  const NodalVector applied = external_force(body_, loads, body_.node);
  NodalVector right = applied;
  const auto is_free = [&](std::size_t p) {
    for (const std::int32_t n : body_.panel[p]) {
      for (std::size_t k = 0; k < 6; ++k) {
        if (supports.fixed[6 * at(n) + k] != 0) return false;
      }
    }
    return true;
  };
  for (std::size_t p = 0; p < body_.panel.size(); ++p) {
    const bool is_hot = body_.section[p].thermal[0] != 0.0 || body_.section[p].thermal[3] != 0.0;
    if (is_free(p) && !is_hot) continue;
    const PanelAnswer panel = linear_panel(body_.start[p], body_.section[p]);
    Column<unknowns> held;
    for (int i = 0; i < unknowns; ++i) {
      const std::size_t dof = 6 * at(body_.panel[p][at(i / 6)]) + at(i % 6);
      if (supports.fixed[dof] != 0) held[i] = supports.value[dof];
    }
    scatter(body_, p, panel.force + panel.stiffness * held, -1.0, right);
  }
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (supports.fixed[i] != 0) right[i] = 0.0;
  }
  stiffness_.solve(right);
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (supports.fixed[i] != 0) right[i] = supports.value[i];
  }
  out.displacement = std::move(right);
  out.reaction.assign(applied.size(), 0.0);
  for (std::size_t p = 0; p < body_.panel.size(); ++p) {
    if (is_free(p)) continue;
    const PanelAnswer panel = linear_panel(body_.start[p], body_.section[p]);
    scatter(body_, p, panel.force + panel.stiffness * gather(body_, p, out.displacement), 1.0,
            out.reaction);
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    out.reaction[i] = supports.fixed[i] != 0 ? out.reaction[i] - applied[i] : 0.0;
  }
  out.motion = moved(at_rest(body_), out.displacement, 1.0);
  out.iterations = 1;
  return out;
}

std::array<SectionAnswer, points> Solver::section_answers(std::size_t panel,
                                                          const PanelStrain& strain,
                                                          double heated) const {
  std::array<SectionAnswer, points> out;
  for (std::size_t k = 0; k < points; ++k) {
    if (walls_ != nullptr) {
      out[k] = walls_->answer(panel, k, strain.strain[k], heated);
    } else {
      const Section& section = body_.section[panel];
      out[k] = {section.stiffness * strain.strain[k] - heated * section.thermal, section.stiffness};
    }
  }
  return out;
}

void Solver::remember(const Motion& motion, double heated) {
  for (std::size_t p = 0; walls_ != nullptr && p < body_.panel.size(); ++p) {
    const PanelStrain panel =
        strain_of(body_.start[p], motion_of(body_, p, motion), body_.section[p].drilling);
    for (std::size_t k = 0; k < points; ++k) walls_->accept(p, k, panel.strain[k], heated);
  }
}

Solver::Residual Solver::residual(const Motion& motion, const Loads& loads, double factor,
                                  const Supports& supports) const {
  Residual out;
  out.all = external_force(body_, scaled(loads, factor), motion.position);
  NodalVector size(out.all.size(), 0.0);
  for (std::size_t p = 0; p < body_.panel.size(); ++p) {
    const PanelStrain panel =
        strain_of(body_.start[p], motion_of(body_, p, motion), body_.section[p].drilling);
    const auto answers = section_answers(p, panel, factor);
    const PanelForce force =
        force_of(panel, {answers[0].resultant, answers[1].resultant, answers[2].resultant});
    scatter(body_, p, force, -1.0, out.all);
    Column<unknowns> absolute;
    for (int i = 0; i < unknowns; ++i) absolute[i] = std::abs(force[i]);
    scatter(body_, p, absolute, 1.0, size);
  }
  out.value = out.all;
  for (std::size_t i = 0; i < out.value.size(); ++i) {
    if (supports.fixed[i] != 0) out.value[i] = 0.0;
    const double weight = i % 6 < 3 ? 1.0 : 1.0 / length_;
    out.size += weight * weight * out.value[i] * out.value[i];
    out.scale += weight * weight * size[i] * size[i];
  }
  out.size = std::sqrt(out.size);
  out.scale = std::sqrt(out.scale);
  return out;
}

const Stiffness& Solver::tangent(const Motion& motion, const Loads& loads, const Supports& supports,
                                 double heated) {
  const petsc::Stage stage("structure_assembly");
  factored_ = false;
  stiffness_.clear();
  for (std::size_t p = 0; p < body_.panel.size(); ++p) {
    const PanelMotion now = motion_of(body_, p, motion);
    const PanelStrain strain = strain_of(body_.start[p], now, body_.section[p].drilling);
    PanelAnswer panel = answer(strain, section_answers(p, strain, heated));
    if (!loads.pressure.empty()) {
      add_load_stiffness(now.position, loads.pressure[p], panel.stiffness);
    }
    stiffness_.add(p, panel.stiffness, supports.fixed);
  }
  return stiffness_;
}

/// Newton's method at one load level. Leaves `motion` as it was unless it converges.
bool Solver::step(Motion& motion, const Loads& loads, double factor, const Supports& supports,
                  const NewtonSettings& settings, Equilibrium& out) {
  Motion now = motion;
  for (std::size_t i = 0; i < supports.fixed.size(); ++i) {  // held displacements go there at once
    if (supports.fixed[i] == 0 || i % 6 > 2) continue;
    const double to = factor * supports.value[i];
    const Point start = body_.node[i / 6];
    Point& x = now.position[i / 6];
    (i % 6 == 0 ? x.x : i % 6 == 1 ? x.y : x.z) = start[static_cast<int>(i % 6)] + to;
  }
  for (std::size_t n = 0; n < body_.node.size() && !supports.fixed.empty(); ++n) {
    const std::uint8_t* fixed = &supports.fixed[6 * n + 3];
    const double* to = &supports.value[6 * n + 3];
    if (fixed[0] != 0 && fixed[1] != 0 && fixed[2] != 0) {
      now.rotation[n] = rotation_of({{factor * to[0], factor * to[1], factor * to[2]}});
    }
  }
  const Loads acting = scaled(loads, factor);
  Residual left = residual(now, loads, factor, supports);
  for (int i = 0; i < settings.iterations; ++i) {
    static_cast<void>(tangent(now, acting, supports, factor));
    if (!stiffness_.factor(supports.fixed, true)) return false;
    out.negative_pivots = stiffness_.negative_pivots();
    ++out.iterations;
    NodalVector step = left.value;
    stiffness_.solve(step);
    // No search along the step: where bending must not stretch the wall, the energy rises along
    // every straight path, and such a search crawls. Large turns are cut short instead.
    double turn = 0.0;
    for (std::size_t k = 0; k < step.size(); ++k) {
      if (k % 6 > 2) turn = std::max(turn, std::abs(step[k]));
    }
    const double share = turn > largest_turn ? largest_turn / turn : 1.0;
    Motion next = moved(now, step, share);
    Residual then = residual(next, loads, factor, supports);
    if (!std::isfinite(then.size)) return false;
    now = std::move(next);
    left = std::move(then);
    if (left.size <= settings.tolerance * left.scale + round_off_) {
      remember(now, factor);
      motion = std::move(now);
      out.reaction = std::move(left.all);
      return true;
    }
  }
  return false;
}

Equilibrium Solver::newton(const Loads& loads, const Supports& supports,
                           const NewtonSettings& settings) {
  Equilibrium out;
  Motion motion = at_rest(body_);
  double reached = 0.0, by = 1.0;
  while (reached < 1.0) {
    const double factor = std::min(1.0, reached + by);
    const int before = out.iterations;
    if (step(motion, loads, factor, supports, settings, out)) {
      reached = factor;
      if (out.iterations - before <= settings.iterations / 3) by *= 2.0;
      ++out.load_steps;
      continue;
    }
    by *= 0.5;
    require_or(ExitCode::physics_failed, by >= settings.smallest_step,
               "a body finds no equilibrium beyond {:.3g} of its load", reached);
  }
  for (std::size_t i = 0; i < out.reaction.size(); ++i) {
    out.reaction[i] = supports.fixed[i] != 0 ? -out.reaction[i] : 0.0;
  }
  out.displacement.assign(body_.unknowns_count(), 0.0);
  for (std::size_t n = 0; n < body_.node.size(); ++n) {
    const Column<3> u = column(motion.position[n] - body_.node[n]);
    const Column<3> turn = rotation_vector(motion.rotation[n]);
    for (int k = 0; k < 3; ++k) {
      out.displacement[6 * n + at(k)] = u[k];
      out.displacement[6 * n + at(k + 3)] = turn[k];
    }
  }
  out.motion = std::move(motion);
  return out;
}

Column<6> mean_strain(const Body& body, std::size_t panel, std::span<const double> displacement) {
  const PlacedTriangle& start = body.start[panel];
  const StrainDisplacement B = strain_displacement(start.shape, body.section[panel].drilling);
  const Column<unknowns> global = gather(body, panel, displacement);
  Column<unknowns> local;
  for (int b = 0; b < 6; ++b) {
    for (int r = 0; r < 3; ++r) {
      for (int k = 0; k < 3; ++k) local[3 * b + r] += start.axes(k, r) * global[3 * b + k];
    }
  }
  Column<6> out;
  for (const auto& point : B) out += (1.0 / points) * (point * local);
  return out;
}

Column<6> mean_strain(const Body& body, std::size_t panel, const Motion& motion) {
  const PanelStrain strain =
      strain_of(body.start[panel], motion_of(body, panel, motion), body.section[panel].drilling);
  Column<6> out;
  for (const auto& point : strain.strain) out += (1.0 / points) * point;
  return out;
}

double reaction_share(const Equilibrium& result, std::span<const double> applied) {
  double largest = 0.0, sum = 0.0;
  for (std::size_t n = 0; n < applied.size() / 6; ++n) {
    for (std::size_t k = 0; k < 3; ++k) {
      largest = std::max(largest, std::abs(result.reaction[6 * n + k]));
    }
    sum += norm(Point{applied[6 * n], applied[6 * n + 1], applied[6 * n + 2]});
  }
  return sum > 0.0 ? largest / sum : largest;
}

}  // namespace tektite::structure::shell
