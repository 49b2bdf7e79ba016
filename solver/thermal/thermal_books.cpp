// What crossed the borders in a step.
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/thermal/thermal_work.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tektite::thermal {

void Thermal::Work::begin_books() {
  walls.begin(panels);
  char_walls.begin();
  lumps.begin();
  for (Removed* left : {&removed, &stripped}) {
    left->energy.assign(panels.owned(), 0.0);
    left->mass.assign(panels.owned(), 0.0);
  }
  lump_melt_energy = lump_melt_mass = openings = blown_in = 0.0;
  gas_heat.assign(vehicle->volumes.size(), 0.0);
  failures = sweeps = cuts = substeps = 0;
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
      const double burnt = walls.books.burned[side];
      is_finite = is_finite &&
                  std::isfinite(walls.books.convected[side] + walls.books.radiated[side] + burnt);
      if (!is_finite) break;
      sums.add(absorbed, areas[p] * walls.books.convected[side]);
      sums.add(oxidised, areas[p] * burnt);
      sums.add(radiated, areas[p] * walls.books.radiated[side]);
      const bool exposed = panels.sides[p].volume[side - 2 * p] < 0;
      if (exposed) books.hottest = std::max(books.hottest, walls.books.wall[side]);
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
    is_finite =
        is_finite && std::isfinite(lumps.convected[l] + lumps.radiated[l] + lumps.burned[l]);
    if (!is_finite) break;
    sums.add(absorbed, lumps.convected[l]);
    sums.add(oxidised, lumps.burned[l]);
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
  books.absorbed = sums.value(absorbed) + blown_in;
  books.oxidised = sums.value(oxidised);
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

}  // namespace tektite::thermal
