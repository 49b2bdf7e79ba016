#include "solver/thermal/melting.hpp"

#include "solver/vehicle/coherency.hpp"

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
    return material.temperature(enthalpy[cell], panels->progress(panel, cell)) >=
           material.properties().liquidus;
  }
  /// Does nothing touch the cell on its outer (step -1) or inner (step +1) side?
  [[nodiscard]] bool is_bare(std::size_t cell, int step) const {
    const bool is_end = step < 0 ? cell == 0 : cell + 1 == plan.tables.size();
    if (is_end) return true;
    const std::size_t beside = step < 0 ? cell - 1 : cell + 1;
    return plan.stack->gaps[step < 0 ? beside : cell].is_open || !is_left(beside);
  }
};

}  // namespace

void remove_melt(const Panels& panels, vehicle::Solid& solid, Removed& removed) {
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    ColumnOfCells column{panels.plan(p), solid.cell_mass.data() + base,
                         solid.enthalpy.data() + base, &panels, p};
    const std::size_t cells = column.plan.tables.size();
    const auto remove = [&](std::size_t cell) {
      removed.energy[p] += column.mass[cell] * column.enthalpy[cell];
      removed.mass[p] += column.mass[cell];
      column.mass[cell] = 0.0;
    };
    // Inwards from every bare outer side, then outwards from every bare inner side.
    for (std::size_t c = 0; c < cells; ++c) {
      if (column.is_liquid(c) && column.is_bare(c, -1)) remove(c);
    }
    for (std::size_t c = cells; c-- > 0;) {
      if (column.is_liquid(c) && column.is_bare(c, +1)) remove(c);
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
