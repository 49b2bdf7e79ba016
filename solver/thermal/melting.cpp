#include "solver/thermal/melting.hpp"

namespace tektite::thermal {
namespace {

/// One column: `mass` and `enthalpy` of its cells.
struct ColumnOfCells {
  const StackPlan& plan;
  double* mass;
  const double* enthalpy;

  [[nodiscard]] bool is_left(std::size_t cell) const { return mass[cell] > 0.0; }
  [[nodiscard]] bool is_liquid(std::size_t cell) const {
    return is_left(cell) && enthalpy[cell] >= plan.tables[cell]->material().liquidus_enthalpy();
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
                         solid.enthalpy.data() + base};
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

void strip_fabric(const Panels& panels, vehicle::Solid& solid, Removed& removed) {
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    const std::size_t base = panels.offset(p);
    const auto& cells = panels.plan(p).stack->cells;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      double& mass = solid.cell_mass[base + c];
      if (mass <= 0.0) continue;
      if (!cells[c].is_loose) break;
      removed.energy[p] += mass * solid.enthalpy[base + c];
      removed.mass[p] += mass;
      mass = 0.0;
    }
  }
}

}  // namespace tektite::thermal
