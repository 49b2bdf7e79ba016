#include "solver/thermal/thermal.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/base/petsc.hpp"
#include "solver/thermal/enclosures.hpp"
#include "solver/thermal/lateral.hpp"
#include "solver/thermal/lumps.hpp"
#include "solver/thermal/melting.hpp"
#include "solver/thermal/panels.hpp"
#include "solver/thermal/stored.hpp"
#include "solver/thermal/walls.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tektite::thermal {
namespace {

constexpr double gas_cv = constants::air_specific_heat - constants::air_gas_constant;

// ARS(2,2,2): the implicit part is L-stable and its last stage is the result.
// Ref: AscherRuuthSpiteri1997, section 2.6.
constexpr double gamma = Thermal::stage_fraction;
constexpr double delta = 1.0 - 0.5 / gamma;

constexpr double shortest = 1e-3;  // bodies count as at least so long [m]

/// The loads are known at the shares gamma and 1 of the macro-step.
LoadsAt loads_at(const std::array<vehicle::SurfaceLoads, 2>& loads, double share) {
  return {loads, (share - gamma) / (1.0 - gamma)};
}

}  // namespace

struct Thermal::Work {
  Work(const Settings& chosen, const vehicle::Vehicle& built)
      : settings(chosen),
        vehicle(&built),
        tables({chosen.surface, chosen.oxidation}),
        panels(built, tables),
        lateral(panels),
        walls(panels),
        lumps(built, tables),
        enclosures(built) {
    for (auto* values : {&source_0, &source_1, &net, &stage}) values->assign(panels.cells(), 0.0);
  }

  void prepare(const vehicle::State& state, const vehicle::Solid& solid, double step,
               bool with_limits);
  [[nodiscard]] double limit(const vehicle::Solid& solid) const;
  void exchange(const LoadsAt& loads, std::vector<double>& panel_source,
                std::vector<double>& lump_source, const std::vector<double>& gas_temperature,
                double weight, ExchangePower& power);
  void advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from, double to,
                    double step, vehicle::Solid& next);
  void melt(const LoadsAt& loads, double step, vehicle::Solid& next);
  void begin_books();
  [[nodiscard]] std::int64_t first_unsolved() const;
  [[nodiscard]] HeatBooks close_books(const vehicle::Solid& next);

  Settings settings;
  const vehicle::Vehicle* vehicle;
  Tables tables;
  Panels panels;
  Lateral lateral;
  Walls walls;
  Lumps lumps;
  Enclosures enclosures;
  Gas gas;

  std::vector<double> source_0, source_1, net, stage;  ///< per cell of local panels
  std::vector<double> length;                          ///< of bodies by id [m]
  // Books of the step at hand.
  Removed removed;                ///< melt, from owned panels
  Removed stripped;               ///< covers, from owned panels
  double lump_melt_energy = 0.0;  ///< [J], on all ranks alike
  double lump_melt_mass = 0.0;    ///< [kg], on all ranks alike
  std::vector<double> gas_heat;   ///< per volume [J], on all ranks alike
  double blown_in = 0.0;          ///< from the air through openings [J], on all ranks alike
  double openings = 0.0;          ///< radiated through openings [J], on all ranks alike
  std::int64_t failures = 0;      ///< of this rank
  std::int64_t reduced = 0;       ///< contacts, on all ranks alike
};

Thermal::Thermal(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Thermal(Settings(settings), vehicle) {}
Thermal::Thermal(const Settings& settings, const vehicle::Vehicle& vehicle)
    : work_(std::make_unique<Work>(settings, vehicle)) {
  settings.check(vehicle);
}
Thermal::~Thermal() = default;
Thermal::Thermal(Thermal&&) noexcept = default;
Thermal& Thermal::operator=(Thermal&&) noexcept = default;

/// Brings everything that a step reads up to date with `solid`.
void Thermal::Work::prepare(const vehicle::State& state, const vehicle::Solid& solid, double step,
                            bool with_limits) {
  panels.refresh(state, solid);
  panels.look_up(solid.enthalpy, with_limits);
  lumps.load(solid);
  lumps.refresh(state);
  lumps.look_up();
  lateral.refresh(state);
  walls.refresh(panels);
  for (const vehicle::Body& body : state.bodies) {
    const auto id = static_cast<std::size_t>(body.id);
    if (id >= length.size()) length.resize(id + 1, 0.0);
    length[id] = std::max(body.length, shortest);
  }
  gas.temperature = solid.gas_temperature;
  gas.heat_capacity.resize(solid.gas_mass.size());
  for (std::size_t v = 0; v < solid.gas_mass.size(); ++v) {
    gas.heat_capacity[v] = solid.gas_mass[v] * gas_cv;
  }
  reduced += enclosures.refresh(state, panels, lumps, settings.cavity_radiation, step);
}

/// Largest stable step: the eigenvalues of exchange with neighbours reach twice the largest rate,
/// and the explicit part is stable to -2.
double Thermal::Work::limit(const vehicle::Solid& solid) const {
  const double along = settings.lateral_conduction ? lateral.fastest() : 0.0;
  const double across = enclosures.fastest(solid, panels, lumps, gas);
  const double rate = panels.mesh().world().max(along + across);
  return rate > 0.0 ? settings.stability / rate : std::numeric_limits<double>::infinity();
}

double Thermal::stable_step(const vehicle::State& state) const {
  work_->prepare(state, state.solid, 1.0, true);
  return work_->limit(state.solid);
}

/// Everything explicit, at the temperatures at hand. Books what goes through openings.
void Thermal::Work::exchange(const LoadsAt& loads, std::vector<double>& panel_source,
                             std::vector<double>& lump_source,
                             const std::vector<double>& gas_temperature, double weight,
                             ExchangePower& power) {
  std::fill(panel_source.begin(), panel_source.end(), 0.0);
  std::fill(lump_source.begin(), lump_source.end(), 0.0);
  gas.temperature = gas_temperature;
  if (settings.lateral_conduction) lateral.add(panels, panel_source);
  enclosures.let_in(panels, loads, settings.opening_fraction);
  power = enclosures.add(panels, lumps, gas, settings.environment_temperature, panel_source,
                         lump_source);
  for (std::size_t v = 0; v < power.into_gas.size(); ++v) {
    gas_heat[v] += weight * power.into_gas[v];
    openings += weight * power.through_openings[v];
    blown_in += weight * power.from_air[v];
  }
}

/// One step of the Runge-Kutta method; `from` and `to` are its ends as shares of the macro-step.
void Thermal::Work::advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from,
                                 double to, double step, vehicle::Solid& next) {
  const Communicator& world = panels.mesh().world();
  const Solver solver{settings.environment_temperature, settings.newton_tolerance,
                      settings.newton_iterations};
  ExchangePower power_0, power_1;
  const std::vector<double> gas_start = next.gas_temperature;
  lumps.start = lumps.enthalpy;

  exchange(loads_at(loads, from), source_0, lumps.source_0, gas_start, step * delta, power_0);
  Stage one;
  one.step = gamma * step;
  one.weight = {gamma * step, 0.0, 0.0};
  one.rate = {&source_0, &source_0, &source_0};
  one.start = &next.enthalpy;
  one.book_weight = (1.0 - gamma) * step;
  const LoadsAt early = loads_at(loads, from + gamma * (to - from));
  failures += walls.solve(one, early, solver, panels, next.cell_mass, stage, net);
  panels.update_ghosts({&stage});
  panels.look_up_ghosts(stage);
  one.rate = {&lumps.source_0, &lumps.source_0, &lumps.source_0};
  one.start = &lumps.start;
  failures += lumps.solve(one, early, solver, world);
  lumps.look_up();
  std::vector<double> gas_stage = gas_start;
  for (std::size_t v = 0; v < gas_stage.size(); ++v) {
    if (gas.heat_capacity[v] > 0.0) {
      gas_stage[v] += gamma * step * power_0.into_gas[v] / gas.heat_capacity[v];
    }
  }

  exchange(early, source_1, lumps.source_1, gas_stage, step * (1.0 - delta), power_1);
  Stage two;
  two.step = gamma * step;
  two.weight = {delta * step, (1.0 - delta) * step, (1.0 - gamma) * step};
  two.rate = {&source_0, &source_1, &net};
  two.start = &next.enthalpy;
  two.is_last = true;
  two.book_weight = gamma * step;
  const LoadsAt late = loads_at(loads, to);
  two.stretch = 1.0 / gamma;  // a first guess on the straight line
  failures += walls.solve(two, late, solver, panels, next.cell_mass, stage, net);
  two.rate = {&lumps.source_0, &lumps.source_1, &lumps.net};
  two.start = &lumps.start;
  failures += lumps.solve(two, late, solver, world);
  for (std::size_t p = 0; p < panels.owned(); ++p) {  // what no longer marches keeps its values
    if (panels.active[p] != 0 && panels.whole[p] != 0) continue;
    for (std::size_t i = panels.offset(p); i < panels.offset(p + 1); ++i) {
      if (panels.active[p] == 0 || !(next.cell_mass[i] > 0.0)) stage[i] = next.enthalpy[i];
    }
  }
  std::swap(stage, next.enthalpy);
  for (std::size_t v = 0; v < gas_start.size(); ++v) {
    if (gas.heat_capacity[v] > 0.0) {
      next.gas_temperature[v] =
          gas_start[v] + step *
                             (delta * power_0.into_gas[v] + (1.0 - delta) * power_1.into_gas[v]) /
                             gas.heat_capacity[v];
    }
  }
}

void Thermal::Work::melt(const LoadsAt& loads, double step, vehicle::Solid& next) {
  strip_cover(panels, next, stripped);
  remove_melt(panels, {settings.melt, loads, walls.wall, length, step}, next, removed);
  lumps.remove_melt(settings.melt, loads, step, lump_melt_energy, lump_melt_mass);
  lumps.store(next);
  panels.update_ghosts({&next.enthalpy, &next.cell_mass});
}

void Thermal::Work::begin_books() {
  walls.begin(panels);
  lumps.begin();
  for (Removed* left : {&removed, &stripped}) {
    left->energy.assign(panels.owned(), 0.0);
    left->mass.assign(panels.owned(), 0.0);
  }
  lump_melt_energy = lump_melt_mass = openings = blown_in = 0.0;
  gas_heat.assign(vehicle->volumes.size(), 0.0);
  failures = 0;
}

/// Lowest global id of the panels whose columns missed the tolerance; -1: of none. @note Collective
std::int64_t Thermal::Work::first_unsolved() const {
  const std::int64_t panel = walls.unsolved();
  constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();
  const std::int64_t first = panels.mesh().world().min(
      panel < 0 ? none : panels.mesh().global_id()[static_cast<std::size_t>(panel)]);
  return first == none ? -1 : first;
}

HeatBooks Thermal::Work::close_books(const vehicle::Solid& next) {
  enum : std::size_t {
    absorbed,
    oxidised,
    radiated,
    melt_energy,
    melt_mass,
    stripped_energy,
    stripped_mass,
    count
  };
  const Communicator& world = panels.mesh().world();
  ExactSums sums(count);
  HeatBooks books;
  bool is_finite = true;
  const auto areas = panels.mesh().area();
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    for (std::size_t side = 2 * p; side < 2 * p + 2; ++side) {
      is_finite = is_finite &&
                  std::isfinite(walls.convected[side] + walls.radiated[side] + walls.burned[side]);
      if (!is_finite) break;
      sums.add(absorbed, areas[p] * walls.convected[side]);
      sums.add(oxidised, areas[p] * walls.burned[side]);
      sums.add(radiated, areas[p] * walls.radiated[side]);
      const bool exposed = panels.sides[p].volume[side - 2 * p] < 0;
      if (exposed) books.hottest = std::max(books.hottest, walls.wall[side]);
    }
    sums.add(melt_energy, areas[p] * removed.energy[p]);
    sums.add(melt_mass, areas[p] * removed.mass[p]);
    sums.add(stripped_energy, areas[p] * stripped.energy[p]);
    sums.add(stripped_mass, areas[p] * stripped.mass[p]);
    const StackPlan& plan = panels.plan(p);
    for (std::size_t c = 0; c < plan.tables.size(); ++c) {
      const std::size_t at = panels.offset(p) + c;
      if (!(next.cell_mass[at] > 0.0)) continue;
      is_finite = is_finite && std::isfinite(next.enthalpy[at]);
      books.range_hits += plan.tables[c]->is_outside(next.enthalpy[at]) ? 1 : 0;
    }
  }
  for (std::size_t l = 0; l < lumps.lumps.size(); ++l) {
    const Lump& lump = lumps.lumps[l];
    if (!lump.active || !lumps.is_mine(l, world)) continue;
    is_finite =
        is_finite && std::isfinite(lumps.convected[l] + lumps.radiated[l] + lumps.burned[l]);
    if (!is_finite) break;
    sums.add(absorbed, lumps.convected[l]);
    sums.add(oxidised, lumps.burned[l]);
    sums.add(radiated, lumps.radiated[l]);
    books.hottest = std::max(books.hottest, lumps.wall[l]);
    for (std::size_t at = lump.offset; at < lump.offset + lump.cells; ++at) {
      if (!(lumps.mass[at] > 0.0)) continue;
      is_finite = is_finite && std::isfinite(lumps.enthalpy[at]);
      books.range_hits += lumps.tables[at]->is_outside(lumps.enthalpy[at]) ? 1 : 0;
    }
  }
  require_or(ExitCode::physics_failed, world.all(is_finite),
             "thermal: a temperature is no longer a number");
  sums.reduce(world);
  std::array<std::int64_t, 2> counts{failures, books.range_hits};
  world.sum(std::span<std::int64_t>(counts));
  books.newton_failures = counts[0];
  books.range_hits = counts[1];
  if (books.newton_failures > 0) books.first_unsolved = first_unsolved();
  books.limited_contacts = reduced;
  books.hottest = world.max(books.hottest);
  books.absorbed = sums.value(absorbed) + blown_in;
  books.oxidised = sums.value(oxidised);
  books.radiated = sums.value(radiated) + openings;
  books.melt_energy = sums.value(melt_energy) + lump_melt_energy;
  books.melt_mass = sums.value(melt_mass) + lump_melt_mass;
  books.stripped_energy = sums.value(stripped_energy);
  books.stripped_mass = sums.value(stripped_mass);
  books.gas_heat_of_volume = gas_heat;
  for (const double heat : gas_heat) books.gas_heat += heat;
  return books;
}

HeatBooks Thermal::advance(const vehicle::State& state,
                           const std::array<vehicle::SurfaceLoads, 2>& loads, double dt,
                           vehicle::Solid& next) {
  const petsc::Stage log_stage("thermal");
  expect(&next != &state.solid && dt > 0.0, "thermal step into another solid, forwards");
  Work& work = *work_;
  next = state.solid;
  work.reduced = 0;
  work.prepare(state, next, dt, true);
  work.enclosures.let_in(work.panels, loads_at(loads, 1.0), work.settings.opening_fraction);
  work.begin_books();
  const double parts = std::ceil(dt / work.limit(next));
  constexpr double most_parts = 1e6;
  require_or(ExitCode::physics_failed, parts <= most_parts,
             "thermal: the exchange along walls would need {:.3g} sub-steps", parts);
  const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(parts));
  const double step = dt / static_cast<double>(count);
  for (std::int64_t i = 0; i < count; ++i) {
    if (count > 1) {
      work.reduced = 0;
      work.prepare(state, next, step, false);
    }
    const double to = static_cast<double>(i + 1) / static_cast<double>(count);
    work.advance_once(loads, static_cast<double>(i) / static_cast<double>(count), to, step, next);
    work.melt(loads_at(loads, to), step, next);
  }
  HeatBooks books = work.close_books(next);
  books.substeps = count;
  return books;
}

StoredHeat Thermal::stored(const vehicle::State& state) const {
  return stored_in(*work_->vehicle, state);
}

std::vector<double> Thermal::stored_by_body(const vehicle::State& state) const {
  return stored_by_body_in(*work_->vehicle, state);
}

}  // namespace tektite::thermal
