// One implicit stage of a pile of cells that decompose: Newton's method on their temperatures. What
// reactions have done by the end of the stage is a function of the temperature there; gas flows
// through all cells on its way, which the elimination carries along.
#include "solver/base/error.hpp"
#include "solver/thermal/charring.hpp"
#include "solver/thermal/charring_weights.hpp"
#include "solver/thermal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

using stage_weights::gamma;

namespace {

/// Emissivity of either kind of cell.
struct SideOfGap {
  const CharCell* cell;
  double virgin;
  [[nodiscard]] double emissivity(double temperature) const {
    return cell->charring != nullptr ? cell->charring->emissivity(temperature, virgin)
                                     : cell->table->emissivity(temperature);
  }
};

bool has_lost_function(const CharCell& cell) {
  return cell.charring != nullptr &&
         cell.charring->has_lost_function({cell.progress, cell.charring->size()});
}

/// tau that conduction and radiation go by.
double functional_share(const CharCell& cell, double ratio) {
  if (cell.charring == nullptr) return 1.0;
  return has_lost_function(cell) ? 0.0 : cell.charring->virgin_share(ratio);
}

double between(double a, double b, double share) {
  return a + share * (b - a);
}

/// Film and film times recovery are linear in time: where there is no air, recovery means nothing.
Surroundings air_at(const CharEnd& end, double share) {
  const Surroundings &a = end.air[0], &b = end.air[1];
  Surroundings air;
  air.environment = between(a.environment, b.environment, share);
  air.pressure = std::max(0.0, between(a.pressure, b.pressure, share));
  air.film = between(a.film, b.film, share);
  if (air.film > 0.0) {
    air.recovery = between(a.film * a.recovery, b.film * b.recovery, share) / air.film;
  } else {
    air.film = 0.0;
  }
  return air;
}

}  // namespace

/// Extents and density at the temperatures at hand, and what the density does with them.
void CharColumn::react(int which, double dt, Stage& stage) {
  const double before = stage_weights::before(which) * dt;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    ratio_slope_[i] = 0.0;
    stage.ratio[i] = 1.0;
    if (cell[i].charring == nullptr) continue;
    const materials::Charring& charring = *cell[i].charring;
    const double T = stage.temperature[i];
    for (std::size_t r = first_[i]; r < first_[i + 1]; ++r) {
      const std::size_t reaction = r - first_[i];
      const materials::Reaction& numbers = charring.numbers().reactions[reaction];
      const double rate = charring.rate(reaction, T);
      stage.rate[r] = rate;
      stage.extent[r] =
          charring.react(reaction, extent_[r], before * stage_[0].rate[r] + gamma * dt * rate);
      stage.ratio[i] -= charring.gas_share(reaction) * stage.extent[r];
      const double by_integral = std::pow(1.0 - stage.extent[r], numbers.order);
      ratio_slope_[i] -= charring.gas_share(reaction) * by_integral * gamma * dt * rate *
                         numbers.activation_temperature / (T * T);
    }
  }
}

/// Mass, heat content and gas of every cell.
void CharColumn::weigh(int which, double dt, Stage& stage) {
  const double before = stage_weights::before(which) * dt;
  const double now = gamma * dt;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const CharCell& one = cell[i];
    stage.share[i] = share_[i];
    double lost = 0.0;
    for (std::size_t side = 0; side < 2; ++side) {
      if (i != end_cell(side)) continue;
      stage.share[i] -= before * stage_[0].recession[side] + now * stage.recession[side];
      lost += before * stage_[0].loss[side] + now * stage.loss[side];
    }
    if (one.charring == nullptr) {
      const Caloric found = (*one.table)(stage.enthalpy[i]);
      stage.temperature[i] = found.temperature;
      mass_[i] = one.mass;
      content_[i] = one.mass * stage.enthalpy[i];
      content_slope_[i] = one.mass * found.heat;
      conductivity_[i] = found.conductivity;
      conductivity_slope_[i] = found.conductivity_slope;
      stage.gas[i] = gas_slope_[i] = 0.0;
      continue;
    }
    const materials::Charring& charring = *one.charring;
    const double T = stage.temperature[i];
    const double volume = one.built * std::max(stage.share[i], 1e-3 * share_[i]);
    const double virgin = charring.virgin_volume(stage.ratio[i]);
    const double floor = charring.char_ratio();
    const auto v = charring.virgin_heat(T), c = charring.char_heat(T);
    mass_[i] = volume * stage.ratio[i];
    content_[i] = volume * (virgin * v.enthalpy + (1.0 - virgin) * floor * c.enthalpy);
    double by_ratio = 0.0;
    if (floor < 1.0) by_ratio = (v.enthalpy - floor * c.enthalpy) / (1.0 - floor);
    content_slope_[i] =
        volume * (virgin * v.slope + (1.0 - virgin) * floor * c.slope + by_ratio * ratio_slope_[i]);
    stage.gas[i] = (one.mass - mass_[i] - lost - before * stage_[0].gas[i]) / now;
    gas_slope_[i] = -volume * ratio_slope_[i] / now;
    const double tau = functional_share(one, stage.ratio[i]);
    constexpr double nudge = 0.5;  // [K]
    conductivity_[i] = charring.conductivity(T, tau);
    conductivity_slope_[i] =
        (charring.conductivity(T + nudge, tau) - charring.conductivity(T - nudge, tau)) /
        (2.0 * nudge);
  }
}

/// Conduction, and radiation across gaps.
void CharColumn::conduct(Stage& stage) {
  std::fill(stage.net.begin(), stage.net.end(), 0.0);
  for (std::size_t i = 0; i + 1 < cell.size(); ++i) {
    const CharCell &a = cell[i], &b = cell[i + 1];
    const double drop_a = a.reach_in * stage.share[i] / conductivity_[i];
    const double drop_b = b.reach_out * stage.share[i + 1] / conductivity_[i + 1];
    double flux = 0.0;
    if (link[i].is_open) {
      // Shields go with the function of what they belong to.
      const double shields = has_lost_function(a) || has_lost_function(b) ? 0.0 : link[i].shields;
      const double area = link[i].area;
      const GapHeat gap =
          heat_gap(SideOfGap{&a, functional_share(a, stage.ratio[i])},
                   SideOfGap{&b, functional_share(b, stage.ratio[i + 1])}, stage.temperature[i],
                   stage.temperature[i + 1], 1.0 / (drop_a * area), 1.0 / (drop_b * area), shields);
      flux = area * gap.flux;
      by_outer_[i] = area * gap.by_outer;
      by_inner_[i] = -area * gap.by_inner;
      conductance_[i] = 0.0;
    } else {
      const double conductance = 1.0 / (drop_a + drop_b);
      const double difference = stage.temperature[i] - stage.temperature[i + 1];
      flux = conductance * difference;
      const double square = conductance * conductance * difference;
      by_outer_[i] = conductance + square * drop_a * conductivity_slope_[i] / conductivity_[i];
      by_inner_[i] =
          conductance - square * drop_b * conductivity_slope_[i + 1] / conductivity_[i + 1];
      conductance_[i] = conductance;
    }
    stage.net[i] -= flux;
    stage.net[i + 1] += flux;
  }
}

/// Gas from one cell through the border to the next: central while conduction rules, upwind where
/// the flow does, so that no new extremum appears.
void CharColumn::carry(std::size_t from, std::size_t to, double gas, Stage& stage) {
  const auto own = cell[from].charring->gas_heat(stage.temperature[from]);
  const auto next = cell[from].charring->gas_heat(stage.temperature[to]);
  const double conductance = conductance_[std::min(from, to)];
  const double stream = std::abs(gas) * std::max(own.slope, next.slope);
  const double weight = stream > 2.0 * conductance ? 1.0 - conductance / stream : 0.5;
  carried_[from] = weight * own.enthalpy + (1.0 - weight) * next.enthalpy;
  carried_by_own_[from] = weight * own.slope;
  carried_by_next_[from] = (1.0 - weight) * next.slope;
  stage.net[from] -= gas * carried_[from];
  stage.net[to] += gas * carried_[from];
}

/// Gas that leaves the pile from a cell, as warm as that.
void CharColumn::let_out(std::size_t from, double gas, Stage& stage) {
  const auto own = cell[from].charring->gas_heat(stage.temperature[from]);
  carried_[from] = own.enthalpy;
  carried_by_own_[from] = own.slope;
  carried_by_next_[from] = 0.0;
  stage.net[from] -= gas * own.enthalpy;
  stage.gas_energy += gas * own.enthalpy;
}

void CharColumn::flow(Stage& stage) {
  stage.gas_energy = 0.0;
  const std::size_t n = cell.size();
  for (std::size_t i = n; i-- > 0;) {
    if (way_[i] == Way::sideways) {
      outflow_[i] = stage.gas[i];
      let_out(i, outflow_[i], stage);
    }
    if (way_[i] != Way::outwards) continue;
    outflow_[i] = stage.gas[i];
    if (i + 1 < n && same_run(i)) outflow_[i] += outflow_[i + 1];
    if (i > 0 && same_run(i - 1)) {
      carry(i, i - 1, outflow_[i], stage);
    } else if (i > 0 || !end[0].exposed) {
      let_out(i, outflow_[i], stage);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (way_[i] != Way::inwards) continue;
    outflow_[i] = stage.gas[i];
    if (i > 0 && same_run(i - 1)) outflow_[i] += outflow_[i - 1];
    if (i + 1 < n && same_run(i)) {
      carry(i, i + 1, outflow_[i], stage);
    } else if (i + 1 < n || !end[1].exposed) {
      let_out(i, outflow_[i], stage);
    }
  }
}

/// Heat into the end cell by its face, what leaves with gas and char taken off [W].
double CharColumn::look_at_face(std::size_t side, const Surroundings& air, const SurfaceLaw& law,
                                double temperature, double gas, Stage& stage,
                                FaceLoss& found) const {
  const std::size_t i = end_cell(side);
  const CharCell& one = cell[i];
  const double area = end[side].area;
  const double reach = (side == 0 ? one.reach_out : one.reach_in) * stage.share[i] * area;
  const double conductivity =
      conductivity_[i] + conductivity_slope_[i] * (temperature - stage.temperature[i]);
  Beneath beneath;
  beneath.charring = one.charring;
  beneath.table = one.table;
  beneath.virgin = functional_share(one, stage.ratio[i]);
  beneath.conductance = conductivity / reach;
  beneath.temperature = temperature;
  found = balance_face(law, air, beneath, gas / area, found.wall);
  double heat = area * found.conducted();
  if (one.charring != nullptr) {
    const double tau = one.charring->virgin_share(stage.ratio[i]);
    stage.char_enthalpy[side] = one.charring->solid_heat(found.wall, tau).enthalpy;
    heat -= gas * one.charring->gas_heat(found.wall).enthalpy +
            area * found.char_loss * stage.char_enthalpy[side];
  }
  return heat;
}

void CharColumn::look_at_faces(double share_of_step, const CharSettings& settings, Stage& stage) {
  share_change_ = 0.0;
  for (std::size_t side = 0; side < 2; ++side) {
    heat_by_[side] = loss_by_[side] = {};
    if (!end[side].exposed) continue;
    const std::size_t i = end_cell(side);
    const Surroundings air = air_at(end[side], share_of_step);
    const bool blows = way_[i] == (side == 0 ? Way::outwards : Way::inwards);
    const double gas = blows ? outflow_[i] : 0.0;
    const double T = stage.temperature[i];
    const double area = end[side].area;
    FaceLoss& face = stage.face[side];
    const double warmer = 1e-4 * T;
    FaceLoss other = face;
    const double heat = look_at_face(side, air, settings.surface, T, gas, stage, face);
    other.wall = face.wall;
    const double char_enthalpy = stage.char_enthalpy[side];
    heat_by_[side].temperature =
        (look_at_face(side, air, settings.surface, T + warmer, gas, stage, other) - heat) / warmer;
    loss_by_[side].temperature = area * (other.char_loss - face.char_loss) / warmer;
    if (blows) {
      const double more = std::max(1e-4 * std::abs(gas), 1e-6 * area * std::max(air.film, 1e-6));
      other.wall = face.wall;
      heat_by_[side].gas =
          (look_at_face(side, air, settings.surface, T, gas + more, stage, other) - heat) / more;
      loss_by_[side].gas = area * (other.char_loss - face.char_loss) / more;
      stage.gas_energy += gas * cell[i].charring->gas_heat(face.wall).enthalpy;
    }
    stage.char_enthalpy[side] = char_enthalpy;
    stage.net[i] += heat;
    stage.loss[side] = area * face.char_loss;
    const double recession =
        stage.loss[side] > 0.0 ? stage.loss[side] / (cell[i].built * stage.ratio[i]) : 0.0;
    share_change_ = std::max(share_change_, std::abs(recession - stage.recession[side]));
    stage.recession[side] = recession;
  }
}

bool CharColumn::is_solved(int which, double dt, const Solver& solver, const Stage& stage) {
  constexpr double round_off = 4e-15;
  const double before = stage_weights::before(which) * dt;
  const double until = stage_weights::end[static_cast<std::size_t>(which)] * dt;
  bool solved = gamma * dt * share_change_ <= 1e-10;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const double start = energy_[i] + before * stage_[0].net[i] + until * cell[i].source;
    residual_[i] = content_[i] - start - gamma * dt * stage.net[i];
    const double coupling = (i > 0 ? std::abs(by_inner_[i - 1]) : 0.0) +
                            (i + 1 < cell.size() ? std::abs(by_outer_[i]) : 0.0);
    const double allowed =
        solver.tolerance * std::abs(content_slope_[i]) +
        round_off * (gamma * dt * coupling * stage.temperature[i] + std::abs(content_[i]));
    solved = solved && std::abs(residual_[i]) <= allowed;  // false for a NaN
  }
  return solved;
}

/// One Newton step, by elimination from the inside out. With t the change of a temperature and q
/// that of the gas through a cell's outer border, t = shift + slope * (t of the next cell out), and
/// q likewise.
void CharColumn::update(double dt, Stage& stage) {
  const std::size_t n = cell.size();
  const double step = gamma * dt;
  for (std::size_t i = n; i-- > 0;) {
    double diagonal = content_slope_[i], right = -residual_[i], up = 0.0, down = 0.0, by_flow = 0.0;
    if (i > 0) diagonal += step * by_inner_[i - 1], up += step * by_outer_[i - 1];
    if (i + 1 < n) diagonal += step * by_outer_[i], down += step * by_inner_[i];
    const bool from_below = way_[i] == Way::outwards && i + 1 < n && same_run(i);
    if (from_below) {
      down += step * outflow_[i + 1] * carried_by_own_[i + 1];
      diagonal -= step * outflow_[i + 1] * carried_by_next_[i + 1];
      by_flow += step * carried_[i + 1];
    }
    if (i > 0 && way_[i] == Way::inwards && same_run(i - 1)) {
      // Upstream changes of the flow are left to the next iteration.
      up += step * (outflow_[i - 1] * carried_by_own_[i - 1] + gas_slope_[i - 1] * carried_[i - 1]);
      diagonal -= step * outflow_[i - 1] * carried_by_next_[i - 1];
    }
    for (std::size_t side = 0; side < 2; ++side) {
      if (!end[side].exposed || i != end_cell(side)) continue;
      const double own = content_[i] / mass_[i];  // [J/kg] that a loss takes from the cell
      const double by_gas = step * (heat_by_[side].gas + own * loss_by_[side].gas);
      diagonal -= step * (heat_by_[side].temperature + own * loss_by_[side].temperature) +
                  by_gas * gas_slope_[i];
      if (from_below && side == 0) by_flow += by_gas;
    }
    const bool to_face = (way_[i] == Way::outwards && i == 0 && end[0].exposed) ||
                         (way_[i] == Way::inwards && i + 1 == n && end[1].exposed);
    if (way_[i] != Way::none && !to_face) {
      diagonal += step * (gas_slope_[i] * carried_[i] + outflow_[i] * carried_by_own_[i]);
      if (from_below) by_flow -= step * carried_[i];
      const double next = step * outflow_[i] * carried_by_next_[i];
      (way_[i] == Way::inwards ? down : up) -= next;
    }
    if (i + 1 < n) {
      diagonal -= down * shift_slope_[i + 1];
      right += down * shift_[i + 1];
    }
    if (from_below) {
      diagonal -= by_flow * flow_slope_[i + 1];
      right += by_flow * flow_shift_[i + 1];
    }
    shift_[i] = right / diagonal;
    shift_slope_[i] = up / diagonal;
    const double by_own = gas_slope_[i] + (from_below ? flow_slope_[i + 1] : 0.0);
    flow_shift_[i] = by_own * shift_[i] + (from_below ? flow_shift_[i + 1] : 0.0);
    flow_slope_[i] = by_own * shift_slope_[i];
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) shift_[i] += shift_slope_[i] * shift_[i - 1];
    const double T = stage.temperature[i];
    const double change = std::clamp(shift_[i], -0.5 * T, T);
    if (cell[i].charring == nullptr) {
      stage.enthalpy[i] += content_slope_[i] / mass_[i] * change;
    } else {
      stage.temperature[i] = T + change;
    }
    shift_[i] = change;
  }
}

bool CharColumn::solve_stage(int which, double dt, double share_of_step,
                             const CharSettings& settings) {
  Stage& stage = stage_[static_cast<std::size_t>(which)];
  const int most = std::min(settings.solver.iterations, 25);
  for (int iteration = 0;; ++iteration) {
    react(which, dt, stage);
    weigh(which, dt, stage);
    conduct(stage);
    flow(stage);
    look_at_faces(share_of_step, settings, stage);
    if (is_solved(which, dt, settings.solver, stage)) return true;
    if (iteration >= most) return false;
    update(dt, stage);
  }
}

}  // namespace tektite::thermal
