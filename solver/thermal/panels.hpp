// The panels as one step sees them: what is there, what is left of each column, and the cells'
// temperatures. Filled once a step; read by every kernel.
#pragma once

#include "solver/thermal/caloric.hpp"
#include "solver/vehicle/progress.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace tektite::thermal {

/// One table per material, at a fixed address.
class Tables {
 public:
  const CaloricTable& of(const materials::Material& material);

 private:
  std::map<const materials::Material*, std::unique_ptr<CaloricTable>> tables_;
};

/// A stack with its tables, and where its cells lie.
struct StackPlan {
  const vehicle::Stack* stack = nullptr;
  std::vector<const CaloricTable*> tables;  ///< per cell
  /// Per cell: enthalpy from which virgin material that decomposes is no longer quiet [J/kg];
  /// infinite where it does not decompose. Empty: nothing of the stack decomposes.
  std::vector<double> quiet_enthalpy;
  std::vector<double> depth;  ///< of each cell's inner face above the stack's inner face [m]
};

/// Sides of a panel that see air and sky; those that see an enclosed volume, and which.
struct Sides {
  std::int32_t volume[2] = {-1,
                            -1};  ///< enclosed volume seen by the outer and the inner side, or -1
};

/// Body of each id: does it march? (What fell, landed or went to debris has left the thermal room.)
class FlyingBodies {
 public:
  void refresh(const vehicle::State& state);
  [[nodiscard]] bool operator()(std::int32_t body) const {
    return body >= 0 && flies_[static_cast<std::size_t>(body)] != 0;
  }

 private:
  std::vector<std::uint8_t> flies_;
};

class Panels {
 public:
  Panels(const vehicle::Vehicle& vehicle, Tables& tables);

  /// Takes over who flies and what is left of the columns. Not collective.
  void refresh(const vehicle::State& state, const vehicle::Solid& solid);
  /// Temperatures and conductivities of all present cells from `enthalpy` (all local cells).
  /// With `with_limits` also `diffusivity`.
  void look_up(const std::vector<double>& enthalpy, bool with_limits);
  /// The same for one panel.
  void look_up_panel(std::size_t panel, const std::vector<double>& enthalpy) {
    look_up_range(panel, panel + 1, enthalpy, false);
  }
  /// The same for ghosts alone.
  void look_up_ghosts(const std::vector<double>& enthalpy);
  /// Copies values of owned cells into their ghosts elsewhere: `fields` arrays over all local
  /// cells.
  /// @note Collective
  void update_ghosts(std::initializer_list<std::vector<double>*> fields);
  /// The same for progress of decomposition. @note Collective
  void update_ghost_progress(std::vector<double>& progress);
  /// Of a cell of a local panel, from the solid of the last refresh(); empty: does not decompose.
  [[nodiscard]] std::span<const double> progress(std::size_t panel, std::size_t cell) const {
    return vehicle::progress_of(*vehicle_, *solid_, panel, cell);
  }
  /// Is a cell outside the range of its material's tables?
  [[nodiscard]] bool is_outside(std::size_t panel, std::size_t cell, double enthalpy) const;
  /// Is a cell that decomposes warm enough to, by `enthalpy` (all local cells)?
  [[nodiscard]] bool is_stirring(std::size_t panel, const std::vector<double>& enthalpy) const;

  [[nodiscard]] const vehicle::Vehicle& vehicle() const { return *vehicle_; }
  [[nodiscard]] const mesh::PanelMesh& mesh() const { return *vehicle_->mesh; }
  [[nodiscard]] std::size_t owned() const { return owned_; }
  [[nodiscard]] std::size_t local() const { return local_; }
  [[nodiscard]] std::size_t cells() const { return cells_; }  ///< of all local panels
  [[nodiscard]] std::size_t offset(std::size_t panel) const { return offset_[panel]; }
  [[nodiscard]] int stack(std::size_t panel) const { return stack_[panel]; }
  [[nodiscard]] const StackPlan& plan(std::size_t panel) const {
    return plans_[static_cast<std::size_t>(stack_[panel])];
  }
  [[nodiscard]] const std::vector<StackPlan>& plans() const { return plans_; }

  // Per local panel.
  std::vector<std::uint8_t> active;    ///< flies and has a cell left
  std::vector<std::uint8_t> whole;     ///< active, and all of its column as built
  std::vector<std::uint8_t> virgin;    ///< nothing of it has decomposed
  std::vector<std::uint8_t> charring;  ///< active, and it decomposes: not for the ordinary columns
  std::vector<std::int32_t> body;      ///< -1 where not active
  std::vector<std::int32_t> first;     ///< outermost cell left
  std::vector<std::int32_t> last;      ///< innermost cell left
  std::vector<double> diffusivity;  ///< largest k thickness / (areal mass c) of the column [m^2/s]
  std::vector<Sides> sides;
  // Per cell of all local panels.
  std::vector<double> temperature;   ///< [K]
  std::vector<double> conductivity;  ///< [W/(m K)]
  std::vector<double> share;         ///< of the cell that is left, [0, 1]

 private:
  void refresh_progress(std::size_t panel);
  [[nodiscard]] Caloric look_up_decomposed(std::size_t panel, std::size_t cell,
                                           double enthalpy) const;
  void look_up_range(std::size_t from, std::size_t to, const std::vector<double>& enthalpy,
                     bool with_limits);

  const vehicle::Vehicle* vehicle_;
  std::size_t owned_ = 0, local_ = 0, cells_ = 0, widest_ = 0;
  std::vector<std::size_t> offset_;
  std::vector<int> stack_;
  std::vector<StackPlan> plans_;
  std::vector<std::size_t> shared_;  ///< owned panels that are ghosts elsewhere (or might be)
  std::vector<double> packed_;
  std::vector<std::uint8_t> is_damaged_;  ///< per local panel: its shares are not all 1
  FlyingBodies flying_;
  const vehicle::Solid* solid_ = nullptr;  ///< of the last refresh()
};

}  // namespace tektite::thermal
