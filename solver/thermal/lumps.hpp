// Objects and joints: piles of cells with their own areas, from the exposed face inwards. Each is
// solved by one rank and its result handed to all; what they exchange with others is explicit.
#pragma once

#include "solver/thermal/charring.hpp"
#include "solver/thermal/column.hpp"
#include "solver/thermal/panels.hpp"
#include "solver/thermal/walls.hpp"

#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// One object or joint.
struct Lump {
  bool is_joint = false;
  std::size_t index = 0;   ///< of the object or joint in the vehicle
  std::size_t offset = 0;  ///< of its first cell
  std::size_t cells = 0;
  // By the state
  bool active = false;
  bool exposed = false;      ///< its outer face to air and sky
  std::int32_t volume = -1;  ///< enclosed volume that its outer face sees, or -1
  std::int32_t host = -1;    ///< object whose inner wall its outer face sees, or -1
  std::int32_t first = -1;   ///< outermost cell left
  std::int32_t last = -1;    ///< innermost cell left
  bool decomposes = false;   ///< by its materials
  bool charring = false;     ///< it does, and not for the ordinary columns
  bool alone = false;        ///< exchanges heat with the air and the sky only
};

class Lumps {
 public:
  Lumps(const vehicle::Vehicle& vehicle, Tables& tables, const CharSettings& charring);

  void load(const vehicle::Solid& solid);
  void store(vehicle::Solid& solid) const;
  /// Who flies, what is left, and what each sees.
  void refresh(const vehicle::State& state);
  /// Temperatures and more from `enthalpy`.
  void look_up();
  /// Starts a macro-step: empty books.
  void begin();
  /// Solves `stage` for the lumps of this rank and shares enthalpy. Stage::start is start. Returns
  /// columns that missed the tolerance, of this rank. @note Collective
  std::int64_t solve(const Stage& stage, const LoadsAt& loads, const Solver& solver,
                     const Communicator& world);
  /// Objects that decompose, which solve() leaves out: to the middle of the step, for the exchange
  /// with others. Books nothing. @note Collective
  void look_ahead(const LoadsAt& begin, const LoadsAt& end, double length,
                  const Communicator& world);
  /// And to its end; `weight` of source_0 and source_1. @note Collective
  /// Returns columns that missed a tolerance, of this rank.
  std::int64_t advance_charring(const LoadsAt& begin, const LoadsAt& end, double length,
                                std::array<double, 2> weight, const Communicator& world);
  /// Is a cell outside the range of its material's tables?
  [[nodiscard]] bool is_outside(std::size_t lump, std::size_t cell) const;
  /// Removes molten cells from the outside of objects, on all ranks alike. What left is added to
  /// melt_energy and melt_mass [J], [kg].
  void remove_melt(double& melt_energy, double& melt_mass);

  [[nodiscard]] bool is_mine(std::size_t lump, const Communicator& world) const {
    return static_cast<int>(lump % static_cast<std::size_t>(world.size())) == world.rank();
  }
  [[nodiscard]] double outer_area(const Lump& lump) const;  ///< of what is left [m^2]
  [[nodiscard]] double inner_area(const Lump& lump) const;  ///< of an object; 0: solid [m^2]
  /// From the middle of the end cell to its face, per unit area of the face [m^2 K/W].
  [[nodiscard]] double outer_drop(const Lump& lump) const;
  [[nodiscard]] double inner_drop(const Lump& lump) const;

  std::vector<Lump> lumps;                                              ///< objects, then joints
  std::vector<const CaloricTable*> tables;                              ///< per cell
  std::vector<double> mass, enthalpy, temperature, conductivity, heat;  ///< per cell
  std::vector<double> start;                    ///< enthalpy at the start of the step
  std::vector<double> source_0, source_1, net;  ///< [W]
  // Books of the macro-step, per lump of this rank.
  std::vector<double> convected, radiated;  ///< [J]
  std::vector<double> wall;                 ///< temperature of the exposed face [K]
  std::vector<CharBooks> char_books;        ///< without faces

 private:
  [[nodiscard]] std::span<const double> progress(const Lump& lump, std::size_t cell) const;
  [[nodiscard]] bool is_stirring(const Lump& lump) const;
  void promote(const Communicator& world);
  void set_up_charring(const LoadsAt& begin, const LoadsAt& end, std::array<double, 2> weight,
                       std::size_t index);
  void share_charring(const Communicator& world, bool with_state);
  [[nodiscard]] double reach(const Lump& lump, std::size_t cell, bool outwards) const;
  void solve_one(const Stage& stage, const LoadsAt& loads, const Solver& solver, std::size_t index);

  const vehicle::Vehicle* vehicle_;
  std::size_t objects_ = 0;
  FlyingBodies flying_;
  Column<1> column_;
  CharSettings char_settings_;
  CharColumn char_column_;
  std::vector<double> char_progress_;          ///< of the column at hand
  std::vector<std::vector<double>> progress_;  ///< per object
  std::vector<double> first_substep_;          ///< per lump [s]
  std::vector<std::array<double, 3>> kept_;    ///< books at the start of the step
  std::vector<std::int32_t> cells_;
  std::vector<double> mine_;
  std::int64_t failures_ = 0;
};

}  // namespace tektite::thermal
