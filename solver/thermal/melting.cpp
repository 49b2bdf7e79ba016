#include "solver/thermal/melting.hpp"

#include "solver/base/constants.hpp"
#include "solver/vehicle/coherency.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

/// One column: `mass` and `enthalpy` of its cells.
struct ColumnOfCells {
  const StackPlan& plan;
  double* mass;
  const double* enthalpy;
  const Panels* panels;
  std::size_t panel;

  [[nodiscard]] bool is_left(std::size_t cell) const { return mass[cell] > 0.0; }
  [[nodiscard]] bool is_liquid(std::size_t cell) const {
    if (!is_left(cell)) return false;
    const materials::Material& material = plan.tables[cell]->material();
    if (panels->charring[panel] == 0 || material.charring() == nullptr) {
      return enthalpy[cell] >= material.liquidus_enthalpy();
    }
    return temperature(cell) >= material.properties().liquidus;
  }
  [[nodiscard]] double temperature(std::size_t cell) const {
    const materials::Material& material = plan.tables[cell]->material();
    return panels->charring[panel] == 0 || material.charring() == nullptr
               ? material.temperature(enthalpy[cell])
               : material.temperature(enthalpy[cell], panels->progress(panel, cell));
  }
  /// Does nothing touch the cell on its outer (step -1) or inner (step +1) side?
  [[nodiscard]] bool is_bare(std::size_t cell, int step) const {
    const bool is_end = step < 0 ? cell == 0 : cell + 1 == plan.tables.size();
    if (is_end) return true;
    const std::size_t beside = step < 0 ? cell - 1 : cell + 1;
    return plan.stack->gaps[step < 0 ? beside : cell].is_open || !is_left(beside);
  }
  /// Leaves `left` [kg/m^2] of a cell.
  void take(std::size_t cell, double left, Removed& removed) {
    removed.energy[panel] += (mass[cell] - left) * enthalpy[cell];
    removed.mass[panel] += mass[cell] - left;
    mass[cell] = left;
  }
};

constexpr double prandtl = 0.71;
/// Of a cell that a film has run off from, the share that goes at once.
constexpr double remnant = 0.1;

/// Takes `thickness` off the cells from `first` on.
void thin(double thickness, std::size_t first, std::vector<LiquidCell>& cells) {
  for (std::size_t c = first; c < cells.size(); ++c) {
    LiquidCell& cell = cells[c];
    const double density = cell.material->density(cell.temperature);
    const double there = cell.left / density;
    cell.left = thickness < there ? cell.left - thickness * density : 0.0;
    if (cell.left < remnant * cell.built) cell.left = 0.0;
    if (thickness < there) return;
    thickness -= there;
  }
}

/// One film of the cells from `first` on: their liquid is that of the outermost.
void shear_off(const Film& film, std::size_t first, std::vector<LiquidCell>& cells) {
  const LiquidCell& top = cells[first];
  const materials::Melt& melt = top.material->properties().melt;
  const double viscosity = melt.viscosity(top.temperature);
  const double density = top.material->density(top.temperature);
  double thickness = 0.0;
  for (std::size_t c = first; c < cells.size(); ++c) {
    thickness += cells[c].left / cells[c].material->density(cells[c].temperature);
  }
  const double ohnesorge = viscosity / std::sqrt(density * melt.surface_tension * thickness);
  const double critical = 12.0 * (1.0 + 1.077 * std::pow(ohnesorge, 1.6));
  if (film.air.pressure * thickness >= critical * melt.surface_tension) {
    for (std::size_t c = first; c < cells.size(); ++c) cells[c].left = 0.0;
    return;
  }
  const double runs = film.air.shear * thickness * film.step / (2.0 * viscosity * film.air.length);
  if (runs > 0.0) thin(thickness * runs / (1.0 + runs), first, cells);
}

bool skin_holds(const Film& film, const materials::Oxidation& oxide) {
  return oxide.exists() && film.wall < oxide.oxide_melting &&
         film.air.shear * film.air.length < oxide.skin_strength;
}

/// The liquid at the outer (step +1 inwards) or inner end of a column, in one piece.
void gather_film(const Panels& panels, std::size_t panel, int step, const ColumnOfCells& column,
                 std::vector<LiquidCell>& cells) {
  cells.clear();
  const std::int32_t last = step > 0 ? panels.last[panel] : panels.first[panel];
  for (std::int32_t c = step > 0 ? panels.first[panel] : panels.last[panel];; c += step) {
    const auto cell = static_cast<std::size_t>(c);
    if (!column.is_liquid(cell)) return;
    const materials::Material& material = column.plan.tables[cell]->material();
    cells.push_back({&material, column.temperature(cell), column.mass[cell],
                     column.plan.stack->cells[cell].areal_mass, cell});
    if (c == last || column.is_bare(cell, step)) return;
  }
}

/// Cells that are liquid and lie bare.
void remove_all(ColumnOfCells& column, Removed& removed) {
  const std::size_t cells = column.plan.tables.size();
  // Inwards from every bare outer side, then outwards from every bare inner side.
  for (std::size_t c = 0; c < cells; ++c) {
    if (column.is_liquid(c) && column.is_bare(c, -1)) column.take(c, 0.0, removed);
  }
  for (std::size_t c = cells; c-- > 0;) {
    if (column.is_liquid(c) && column.is_bare(c, +1)) column.take(c, 0.0, removed);
  }
}

}  // namespace

Wash wash(const LoadsAt::Air& air, double pressure, double length) {
  static const double analogy = std::pow(prandtl, 2.0 / 3.0) * constants::pi / 4.0;
  const double speed = std::sqrt(2.0 * std::max(air.recovery, 0.0));
  return {analogy * air.film * speed, pressure, length};
}

void carry_off(const Film& film, std::vector<LiquidCell>& cells) {
  if (film.model == MeltModel::retained) return;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const materials::Properties& is = cells[c].material->properties();
    if (film.model == MeltModel::oxide_skin && skin_holds(film, is.oxidation)) return;
    if (film.model == MeltModel::sheared && is.melt.exists()) return shear_off(film, c, cells);
    cells[c].left = 0.0;
  }
}

void remove_melt(const Panels& panels, const Washing& washing, vehicle::Solid& solid,
                 Removed& removed) {
  if (washing.model == MeltModel::retained) return;
  std::vector<LiquidCell> cells;
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    ColumnOfCells column{panels.plan(p), solid.cell_mass.data() + base,
                         solid.enthalpy.data() + base, &panels, p};
    if (washing.model == MeltModel::removed) {
      remove_all(column, removed);
      continue;
    }
    for (std::size_t side = 0; side < 2; ++side) {
      if (panels.sides[p].volume[side] >= 0) continue;
      gather_film(panels, p, side == vehicle::outer ? +1 : -1, column, cells);
      if (cells.empty()) continue;
      const double length = washing.length[static_cast<std::size_t>(panels.body[p])];
      carry_off({washing.model,
                 wash(washing.loads.side(p, side), washing.loads.pressure(p, side), length),
                 washing.wall[2 * p + side], washing.step},
                cells);
      for (const LiquidCell& cell : cells) column.take(cell.index, cell.left, removed);
    }
  }
}

void strip_cover(const Panels& panels, vehicle::Solid& solid, Removed& removed) {
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    const auto& cells = panels.plan(p).stack->cells;
    const auto is_left = [&](std::size_t c) { return solid.cell_mass[base + c] > 0.0; };
    const auto is_coherent = [&](std::size_t c) {
      const auto progress = panels.progress(p, c);
      const auto* const charring = cells[c].material->charring();
      // Torn films hold as little as slurry.
      if (!progress.empty() && charring->has_lost_function(progress)) return false;
      return cells[c].material->liquid_fraction(solid.enthalpy[base + c], progress) <
             vehicle::coherency;
    };
    for (std::size_t c = 0; c < cells.size();) {
      std::size_t end = c;
      bool holds = false;
      for (; end < cells.size() && cells[end].layer == cells[c].layer; ++end) {
        if (!is_left(end)) continue;
        // Fabric comes off as a sheet with a life of its own, and covers what is below until then.
        holds = holds || cells[end].carries_load || cells[end].is_loose || is_coherent(end);
      }
      if (holds) break;
      for (; c < end; ++c) {
        removed.energy[p] += solid.cell_mass[base + c] * solid.enthalpy[base + c];
        removed.mass[p] += solid.cell_mass[base + c];
        solid.cell_mass[base + c] = 0.0;
      }
    }
  }
}

}  // namespace tektite::thermal
