#include "solver/thermal/thermal.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/base/petsc.hpp"
#include "solver/thermal/stored.hpp"
#include "solver/thermal/thermal_work.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tektite::thermal {

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

namespace {

constexpr double gas_cv = constants::air_specific_heat - constants::air_gas_constant;

// ARS(2,2,2): the implicit part is L-stable and its last stage is the result.
// Ref: AscherRuuthSpiteri1997, section 2.6.
constexpr double gamma = Thermal::stage_fraction;
constexpr double delta = 1.0 - 0.5 / gamma;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double shortest = 1e-3;  // bodies count as at least so long [m]

/// The loads are known at the shares gamma and 1 of the macro-step.
LoadsAt loads_at(const std::array<vehicle::SurfaceLoads, 2>& loads, double share) {
  return {loads, (share - gamma) / (1.0 - gamma)};
}

}  // namespace

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
void Thermal::Work::prepare(const vehicle::State& state, const vehicle::Solid& solid, double step) {
  panels.refresh(state, solid);
  panels.look_up(solid.enthalpy, true);
  lumps.load(solid);
  lumps.refresh(state);
  lumps.look_up();
  lateral.refresh(state);
  lateral.find_rates();
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

/// Which panels exchange implicitly along the wall in a step of this size.
void Thermal::Work::choose(double step) {
  using Choice = Settings::AlongWalls;
  double most = settings.stability / step;
  if (settings.along_walls == Choice::implicitly) most = 0.0;
  if (settings.along_walls == Choice::explicitly || !settings.lateral_conduction) most = infinite;
  is_swept = lateral.choose(most);
  walls.refresh(panels, lateral.is_implicit());
  if (is_swept && along.empty()) {
    along.assign(panels.cells(), 0.0);
    along_slope.assign(panels.cells(), 0.0);
  }
}

/// Largest stable step: the eigenvalues of exchange with neighbours reach twice the largest rate,
/// and the explicit part is stable to -2.
double Thermal::Work::limit(const vehicle::Solid& solid, bool with_walls) const {
  double along_walls = 0.0;
  if (settings.lateral_conduction) along_walls = with_walls ? lateral.fastest() : lateral.tied();
  const double across = enclosures.fastest(solid, panels, lumps, gas);
  const double largest = panels.mesh().world().max(along_walls + across);
  return largest > 0.0 ? settings.stability / largest : infinite;
}

double Thermal::stable_step(const vehicle::State& state) const {
  work_->prepare(state, state.solid, 1.0);
  return work_->limit(state.solid, true);
}

/// Everything explicit, at the temperatures at hand, on top of `rate`. Books what goes through
/// openings.
void Thermal::Work::exchange(const LoadsAt& loads, std::vector<double>& lump_source,
                             const std::vector<double>& gas_temperature, double weight,
                             ExchangePower& power) {
  std::fill(lump_source.begin(), lump_source.end(), 0.0);
  gas.temperature = gas_temperature;
  if (settings.lateral_conduction) lateral.add(panels, rate);
  enclosures.let_in(panels, loads, settings.opening_fraction);
  power = enclosures.add(panels, lumps, gas, settings.environment_temperature, rate, lump_source);
  for (std::size_t v = 0; v < power.into_gas.size(); ++v) {
    gas_heat[v] += weight * power.into_gas[v];
    openings += weight * power.through_openings[v];
    blown_in += weight * power.from_air[v];
  }
}

/// One stage of all walls; false if the sweeps of those that exchange implicitly do not converge.
///
/// A sweep is a step of Jacobi's method whose blocks are the columns. Every cell has a share of at
/// most s = step * rate / (1 + step * rate) in common with its neighbours, so that the iteration's
/// eigenvalues lie in [-s, s], and Chebyshev's relaxation needs nothing but s.
/// Ref: GolubVarga1961.
bool Thermal::Work::solve_walls(const Stage& one, const LoadsAt& loads, const Solver& solver,
                                const WallFields& fields) {
  failures += walls.solve(one, loads, solver, panels, fields);
  if (!is_swept) return true;
  constexpr int brisk = 80, most = 110;
  const Communicator& world = panels.mesh().world();
  Solver coarse = solver;
  coarse.tolerance = settings.sweep_tolerance;
  panels.update_ghosts({&fields.enthalpy});
  walls.begin_sweeps(one, panels, fields);
  const double reach = one.step * world.max(lateral.fastest());
  const double share = reach / (1.0 + reach);
  Along sides{along, along_slope};
  for (int s = 0; s < most; ++s) {
    panels.update_ghosts({&walls.swept(fields)});
    panels.look_up_ghosts(walls.swept(fields));
    // Slopes are but the preconditioner: those of the first sweep will do.
    lateral.find_implicit(panels, along, s == 1 ? &along_slope : nullptr);
    sides.is_careful = s >= brisk;
    sides.is_final = s + 1 == most;
    sides.newton = sides.is_careful ? 8 : 1;
    // First a guess: as if the neighbours' heat stayed what it is. Where all rise alike that is it.
    if (s == 0) std::fill(along_slope.begin(), along_slope.end(), 0.0);
    const double last = s > 2 ? sides.relaxation / 4.0 : 0.5;
    sides.relaxation = s <= 1 || sides.is_careful ? 1.0 : 1.0 / (1.0 - share * share * last);
    ++sweeps;
    if (world.sum(walls.sweep(one, loads, coarse, panels, fields, sides)) == 0) {
      walls.end_sweeps(one, panels, fields, along);
      return true;
    }
    walls.go_on();
  }
  if (may_fail) return false;
  ++failures;  // of the values that the last residual was of; energy is conserved by them too
  walls.go_on();
  walls.end_sweeps(one, panels, fields, along);
  return true;
}

/// One step of the Runge-Kutta method; `from` and `to` are its ends as shares of the macro-step.
/// False if it has to be done again in smaller ones; then `next` is as it was.
bool Thermal::Work::advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from,
                                 double to, double step, vehicle::Solid& next) {
  const Communicator& world = panels.mesh().world();
  const Solver solver = solver_of(settings);
  ExchangePower power_0, power_1;
  const LoadsAt start_of = loads_at(loads, from);
  char_walls.begin_step(walls);
  const std::vector<double> gas_start = next.gas_temperature;
  lumps.start = lumps.enthalpy;
  const WallFields fields{next.cell_mass, rate, stage};

  std::fill(rate.begin(), rate.end(), 0.0);
  exchange(loads_at(loads, from), lumps.source_0, gas_start, step * delta, power_0);
  Stage one;
  one.step = gamma * step;
  one.weight = {gamma * step, 0.0, 0.0};
  one.start = &next.enthalpy;
  one.book_weight = (1.0 - gamma) * step;
  one.keep_rate = delta / (1.0 - delta);  // in units of the second stage's weight
  one.keep_net = (1.0 - gamma) / (1.0 - delta);
  const LoadsAt early = loads_at(loads, from + gamma * (to - from));
  char_walls.take_first(panels, rate, delta);
  if (!solve_walls(one, early, solver, fields)) return false;
  if (char_walls.promote(panels, stage, walls)) walls.refresh(panels, lateral.is_implicit());
  if (is_swept) char_walls.take_along(panels, lateral.is_implicit(), along, 1.0 - gamma);
  char_walls.look_ahead({start_of, early, gamma * step}, next, panels, walls, stage);
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

  char_walls.put_aside(panels, rate);
  exchange(early, lumps.source_1, gas_stage, step * (1.0 - delta), power_1);
  char_walls.take_second(panels, rate, 1.0 - delta);
  Stage two;
  two.step = gamma * step;
  two.weight = {(1.0 - delta) * step, 0.0, 0.0};
  two.start = &next.enthalpy;
  two.is_last = true;
  two.book_weight = gamma * step;
  const LoadsAt late = loads_at(loads, to);
  two.stretch = 1.0 / gamma;  // a first guess on the straight line
  if (!solve_walls(two, late, solver, fields)) return false;
  if (char_walls.promote(panels, stage, walls)) walls.refresh(panels, lateral.is_implicit());
  if (is_swept) char_walls.take_along(panels, lateral.is_implicit(), along, gamma);
  char_walls.advance({start_of, late, step}, next, panels, walls, stage);
  two.weight = {delta * step, (1.0 - delta) * step, (1.0 - gamma) * step};
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
  return true;
}

/// Takes `next`, which everything is prepared for, from one share of the macro-step to another: in
/// one step, or in two halves where sweeps do not converge.
void Thermal::Work::cover(const vehicle::State& state,
                          const std::array<vehicle::SurfaceLoads, 2>& loads, double from, double to,
                          double dt, vehicle::Solid& next, int halved) {
  constexpr int most_halvings = 8;
  choose((to - from) * dt);
  may_fail = halved < most_halvings;
  const auto books_before =
      is_swept ? std::make_unique<Books>(Books{walls.books, lumps.convected, lumps.radiated,
                                               lumps.burned, lumps.wall, gas_heat, openings,
                                               blown_in, failures})
               : nullptr;
  if (advance_once(loads, from, to, (to - from) * dt, next)) {
    melt(loads_at(loads, to), (to - from) * dt, next);
    ++substeps;
    return;
  }
  ++cuts;
  walls.books = books_before->walls;
  lumps.convected = books_before->convected;
  lumps.radiated = books_before->radiated;
  lumps.burned = books_before->burned;
  lumps.wall = books_before->wall;
  gas_heat = books_before->gas_heat;
  openings = books_before->openings;
  blown_in = books_before->blown_in;
  failures = books_before->failures;
  const double middle = from + 0.5 * (to - from);
  for (const auto& [begin, end] : {std::pair{from, middle}, std::pair{middle, to}}) {
    reduced = 0;
    prepare(state, next, (end - begin) * dt);
    cover(state, loads, begin, end, dt, next, halved + 1);
  }
}

void Thermal::Work::melt(const LoadsAt& loads, double step, vehicle::Solid& next) {
  strip_cover(panels, next, stripped);
  remove_melt(panels, {settings.melt, loads, walls.books.wall, length, step}, next, removed);
  lumps.remove_melt(settings.melt, loads, step, lump_melt_energy, lump_melt_mass);
  lumps.store(next);
  panels.update_ghosts({&next.enthalpy, &next.cell_mass});
  panels.update_ghost_progress(next.progress);
}

HeatBooks Thermal::advance(const vehicle::State& state,
                           const std::array<vehicle::SurfaceLoads, 2>& loads, double dt,
                           vehicle::Solid& next) {
  const petsc::Stage log_stage("thermal");
  expect(&next != &state.solid && dt > 0.0, "thermal step into another solid, forwards");
  Work& work = *work_;
  next = state.solid;
  work.reduced = 0;
  work.prepare(state, next, dt);
  work.enclosures.let_in(work.panels, loads_at(loads, 1.0), work.settings.opening_fraction);
  work.begin_books();
  const bool is_explicit = work.settings.along_walls == Settings::AlongWalls::explicitly;
  const double parts = std::ceil(dt / work.limit(next, is_explicit));
  constexpr double most_parts = 1e6;
  require_or(ExitCode::physics_failed, parts <= most_parts,
             "thermal: the explicit exchange of heat would need {:.3g} sub-steps", parts);
  const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(parts));
  for (std::int64_t i = 0; i < count; ++i) {
    if (count > 1) {
      work.reduced = 0;
      work.prepare(state, next, dt / static_cast<double>(count));
    }
    work.cover(state, loads, static_cast<double>(i) / static_cast<double>(count),
               static_cast<double>(i + 1) / static_cast<double>(count), dt, next, 0);
  }
  HeatBooks books = work.close_books(next);
  books.substeps = work.substeps;
  books.sweeps = work.sweeps;
  books.cuts = work.cuts;
  return books;
}

std::size_t Thermal::bytes() const {
  const Work& work = *work_;
  return work.panels.bytes() + work.lateral.bytes() + work.walls.bytes() +
         bytes_of(work.rate, work.stage, work.along, work.along_slope, work.removed.energy,
                  work.removed.mass, work.stripped.energy, work.stripped.mass);
}

StoredHeat Thermal::stored(const vehicle::State& state) const {
  return stored_in(*work_->vehicle, state);
}

std::vector<double> Thermal::stored_by_body(const vehicle::State& state) const {
  return stored_by_body_in(*work_->vehicle, state);
}

}  // namespace tektite::thermal
