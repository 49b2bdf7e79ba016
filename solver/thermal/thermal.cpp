#include "solver/thermal/thermal.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/base/petsc.hpp"
#include "solver/thermal/char_walls.hpp"
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

Solver solver_of(const Settings& settings) {
  return {settings.environment_temperature, settings.newton_tolerance, settings.newton_iterations};
}

CharSettings char_settings_of(const Settings& settings) {
  CharSettings made;
  made.solver = solver_of(settings);
  made.surface = {
      settings.blowing,
      find_model(char_oxidation_models(), "char oxidation", settings.char_oxidation).make};
  made.temperature_error = settings.decomposition_temperature_error;
  made.extent_error = settings.decomposition_error;
  return made;
}

}  // namespace

struct Thermal::Work {
  Work(const Settings& chosen, const vehicle::Vehicle& built)
      : settings(chosen),
        vehicle(&built),
        panels(built, tables),
        lateral(panels),
        walls(panels),
        char_walls(panels, char_settings_of(chosen)),
        lumps(built, tables, char_settings_of(chosen)),
        enclosures(built) {
    for (auto* values : {&source_0, &source_1, &net, &stage}) values->assign(panels.cells(), 0.0);
  }

  void prepare(const vehicle::State& state, const vehicle::Solid& solid, double step,
               bool with_limits);
  [[nodiscard]] double limit(const vehicle::Solid& solid) const;
  void exchange(std::vector<double>& panel_source, std::vector<double>& lump_source,
                const std::vector<double>& gas_temperature, double weight, ExchangePower& power);
  void advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from, double to,
                    double step, vehicle::Solid& next);
  void melt(vehicle::Solid& next);
  void begin_books();
  [[nodiscard]] HeatBooks close_books(const vehicle::Solid& next);

  Settings settings;
  const vehicle::Vehicle* vehicle;
  Tables tables;
  Panels panels;
  Lateral lateral;
  Walls walls;
  CharWalls char_walls;
  Lumps lumps;
  Enclosures enclosures;
  Gas gas;

  std::vector<double> source_0, source_1, net, stage;  ///< per cell of local panels
  // Books of the step at hand.
  Removed removed;                ///< melt, from owned panels
  Removed stripped;               ///< covers, from owned panels
  double lump_melt_energy = 0.0;  ///< [J], on all ranks alike
  double lump_melt_mass = 0.0;    ///< [kg], on all ranks alike
  std::vector<double> gas_heat;   ///< per volume [J], on all ranks alike
  double openings = 0.0;          ///< radiated through openings [J], on all ranks alike
  std::int64_t failures = 0;      ///< of this rank
  std::int64_t reduced = 0;       ///< contacts, on all ranks alike
};

Thermal::Thermal(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Thermal(Settings(settings), vehicle) {}
Thermal::Thermal(const Settings& settings, const vehicle::Vehicle& vehicle)
    : work_(std::make_unique<Work>(settings, vehicle)) {}
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
void Thermal::Work::exchange(std::vector<double>& panel_source, std::vector<double>& lump_source,
                             const std::vector<double>& gas_temperature, double weight,
                             ExchangePower& power) {
  std::fill(panel_source.begin(), panel_source.end(), 0.0);
  std::fill(lump_source.begin(), lump_source.end(), 0.0);
  gas.temperature = gas_temperature;
  if (settings.lateral_conduction) lateral.add(panels, panel_source);
  power = enclosures.add(panels, lumps, gas, settings.environment_temperature, panel_source,
                         lump_source);
  for (std::size_t v = 0; v < power.into_gas.size(); ++v) {
    gas_heat[v] += weight * power.into_gas[v];
    openings += weight * power.through_openings[v];
  }
}

/// One step of the Runge-Kutta method; `from` and `to` are its ends as shares of the macro-step.
void Thermal::Work::advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from,
                                 double to, double step, vehicle::Solid& next) {
  const Communicator& world = panels.mesh().world();
  const Solver solver = solver_of(settings);
  // The loads are known at the shares gamma and 1.
  const auto loads_at = [&](double share) {
    return LoadsAt(loads, (share - gamma) / (1.0 - gamma));
  };
  ExchangePower power_0, power_1;
  const LoadsAt start_of = loads_at(from);
  char_walls.begin_step(walls);
  const std::vector<double> gas_start = next.gas_temperature;
  lumps.start = lumps.enthalpy;

  exchange(source_0, lumps.source_0, gas_start, step * delta, power_0);
  Stage one;
  one.step = gamma * step;
  one.weight = {gamma * step, 0.0, 0.0};
  one.rate = {&source_0, &source_0, &source_0};
  one.start = &next.enthalpy;
  one.book_weight = (1.0 - gamma) * step;
  const LoadsAt early = loads_at(from + gamma * (to - from));
  failures += walls.solve(one, early, solver, panels, next.cell_mass, stage, net);
  if (char_walls.promote(panels, stage, walls)) walls.refresh(panels);
  char_walls.look_ahead({start_of, early, gamma * step, source_0, source_0, {1.0, 0.0}}, next,
                        panels, walls, stage);
  panels.update_ghosts({&stage});
  panels.look_up_ghosts(stage);
  one.rate = {&lumps.source_0, &lumps.source_0, &lumps.source_0};
  one.start = &lumps.start;
  failures += lumps.solve(one, early, solver, world);
  lumps.look_ahead(start_of, early, gamma * step, world);
  lumps.look_up();
  std::vector<double> gas_stage = gas_start;
  for (std::size_t v = 0; v < gas_stage.size(); ++v) {
    if (gas.heat_capacity[v] > 0.0) {
      gas_stage[v] += gamma * step * power_0.into_gas[v] / gas.heat_capacity[v];
    }
  }

  exchange(source_1, lumps.source_1, gas_stage, step * (1.0 - delta), power_1);
  Stage two;
  two.step = gamma * step;
  two.weight = {delta * step, (1.0 - delta) * step, (1.0 - gamma) * step};
  two.rate = {&source_0, &source_1, &net};
  two.start = &next.enthalpy;
  two.is_last = true;
  two.book_weight = gamma * step;
  const LoadsAt late = loads_at(to);
  two.stretch = 1.0 / gamma;  // a first guess on the straight line
  failures += walls.solve(two, late, solver, panels, next.cell_mass, stage, net);
  if (char_walls.promote(panels, stage, walls)) walls.refresh(panels);
  char_walls.advance({start_of, late, step, source_0, source_1, {delta, 1.0 - delta}}, next, panels,
                     walls, stage);
  two.rate = {&lumps.source_0, &lumps.source_1, &lumps.net};
  two.start = &lumps.start;
  failures += lumps.solve(two, late, solver, world);
  failures += lumps.advance_charring(start_of, late, step, {delta, 1.0 - delta}, world);
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

void Thermal::Work::melt(vehicle::Solid& next) {
  strip_cover(panels, next, stripped);
  if (settings.remove_melt) {
    remove_melt(panels, next, removed);
    lumps.remove_melt(lump_melt_energy, lump_melt_mass);
  }
  lumps.store(next);
  panels.update_ghosts({&next.enthalpy, &next.cell_mass});
  panels.update_ghost_progress(next.progress);
}

void Thermal::Work::begin_books() {
  walls.begin(panels);
  char_walls.begin();
  lumps.begin();
  for (Removed* left : {&removed, &stripped}) {
    left->energy.assign(panels.owned(), 0.0);
    left->mass.assign(panels.owned(), 0.0);
  }
  lump_melt_energy = lump_melt_mass = openings = 0.0;
  gas_heat.assign(vehicle->volumes.size(), 0.0);
  failures = 0;
}

HeatBooks Thermal::Work::close_books(const vehicle::Solid& next) {
  enum : std::size_t {
    absorbed,
    radiated,
    melt_energy,
    melt_mass,
    stripped_energy,
    stripped_mass,
    gas_energy,
    gas_mass,
    char_energy,
    char_mass,
    char_heat,
    count
  };
  const Communicator& world = panels.mesh().world();
  ExactSums sums(count);
  HeatBooks books;
  bool is_finite = true;
  const auto add_char = [&](const CharBooks& of, double area) {
    sums.add(gas_energy, area * of.gas_energy);
    sums.add(gas_mass, area * of.gas_mass);
    sums.add(char_energy, area * of.char_energy);
    sums.add(char_mass, area * of.char_mass);
    sums.add(char_heat, area * of.burned);
    books.char_substeps += of.substeps;
  };
  const auto areas = panels.mesh().area();
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    for (std::size_t side = 2 * p; side < 2 * p + 2; ++side) {
      is_finite = is_finite && std::isfinite(walls.convected[side] + walls.radiated[side]);
      if (!is_finite) break;
      sums.add(absorbed, areas[p] * walls.convected[side]);
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
      books.range_hits += panels.is_outside(p, c, next.enthalpy[at]) ? 1 : 0;
    }
  }
  for (std::size_t k = 0; is_finite && k < char_walls.books.size(); ++k) {
    const CharBooks& of = char_walls.books[k];
    is_finite =
        std::isfinite(of.gas_energy + of.gas_mass + of.char_energy + of.char_mass + of.burned);
    if (is_finite) add_char(of, areas[static_cast<std::size_t>(char_walls.panel()[k])]);
  }
  for (std::size_t l = 0; l < lumps.lumps.size(); ++l) {
    const Lump& lump = lumps.lumps[l];
    if (!lump.active || !lumps.is_mine(l, world)) continue;
    is_finite = is_finite && std::isfinite(lumps.convected[l] + lumps.radiated[l]);
    if (!is_finite) break;
    sums.add(absorbed, lumps.convected[l]);
    sums.add(radiated, lumps.radiated[l]);
    add_char(lumps.char_books[l], 1.0);
    books.hottest = std::max(books.hottest, lumps.wall[l]);
    for (std::size_t at = lump.offset; at < lump.offset + lump.cells; ++at) {
      if (!(lumps.mass[at] > 0.0)) continue;
      is_finite = is_finite && std::isfinite(lumps.enthalpy[at]);
      books.range_hits += lumps.is_outside(l, at - lump.offset) ? 1 : 0;
    }
  }
  require_or(ExitCode::physics_failed, world.all(is_finite),
             "thermal: a temperature is no longer a number");
  sums.reduce(world);
  failures += char_walls.failures;
  std::array<std::int64_t, 3> counts{failures, books.range_hits, books.char_substeps};
  world.sum(std::span<std::int64_t>(counts));
  books.newton_failures = counts[0];
  books.range_hits = counts[1];
  books.char_substeps = counts[2];
  if (books.newton_failures > 0) {
    const std::int64_t panel = walls.unsolved();
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();
    const std::int64_t first =
        world.min(panel < 0 ? none : panels.mesh().global_id()[static_cast<std::size_t>(panel)]);
    books.first_unsolved = first == none ? -1 : first;
  }
  books.limited_contacts = reduced;
  books.hottest = world.max(books.hottest);
  books.absorbed = sums.value(absorbed);
  books.radiated = sums.value(radiated) + openings;
  books.melt_energy = sums.value(melt_energy) + lump_melt_energy;
  books.melt_mass = sums.value(melt_mass) + lump_melt_mass;
  books.stripped_energy = sums.value(stripped_energy);
  books.stripped_mass = sums.value(stripped_mass);
  books.gas_energy = sums.value(gas_energy);
  books.gas_mass = sums.value(gas_mass);
  books.char_energy = sums.value(char_energy);
  books.char_mass = sums.value(char_mass);
  books.char_heat = sums.value(char_heat);
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
    work.advance_once(loads, static_cast<double>(i) / static_cast<double>(count),
                      static_cast<double>(i + 1) / static_cast<double>(count), step, next);
    work.melt(next);
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
