// All wall columns in which something decomposes: each on its own, over a whole step.
#pragma once

#include "solver/thermal/charring.hpp"
#include "solver/thermal/panels.hpp"
#include "solver/thermal/walls.hpp"

#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// A part of a step: air at its ends, heat from elsewhere in between.
struct CharSpan {
  const LoadsAt& begin;
  const LoadsAt& end;
  double length = 0.0;  ///< [s]
  /// Per cell of local panels: source_0 * weight[0] + source_1 * weight[1] [W/m^2].
  const std::vector<double>& source_0;
  const std::vector<double>& source_1;
  std::array<double, 2> weight{1.0, 0.0};
};

class CharWalls {
 public:
  CharWalls(const Panels& panels, const CharSettings& settings);

  /// Is there no stack that decomposes?
  [[nodiscard]] bool empty() const { return panels_.empty(); }
  /// Starts a macro-step: empty books.
  void begin();
  /// Starts a step: `walls` has not been solved yet.
  void begin_step(const Walls& walls);
  /// Columns that were quiet and, by what the ordinary solve made of them, are no longer: they are
  /// charring from here on, and what `walls` has booked of them in this step is taken back.
  /// `enthalpy`: of all local cells. Walls must be refreshed where it returns true.
  bool promote(Panels& panels, const std::vector<double>& enthalpy, Walls& walls);
  /// To the middle of the step: leaves temperatures and conductivities in `panels` and, in
  /// `enthalpy`, what has those temperatures with the progress at the start. Books nothing.
  void look_ahead(const CharSpan& span, const vehicle::Solid& solid, Panels& panels, Walls& walls,
                  std::vector<double>& enthalpy);
  /// To the end: writes enthalpy, and mass and progress of `solid`; books faces in `walls`, the
  /// rest here.
  void advance(const CharSpan& span, vehicle::Solid& solid, Panels& panels, Walls& walls,
               std::vector<double>& enthalpy);

  // Books of the macro-step, per owned panel that may decompose (`panel`).
  [[nodiscard]] const std::vector<std::int32_t>& panel() const { return panels_; }
  std::vector<CharBooks> books;
  std::int64_t failures = 0;  ///< of this rank

 private:
  void set_up(const CharSpan& span, const vehicle::Solid& solid, const Panels& panels,
              const Walls& walls, std::size_t panel);

  CharSettings settings_;
  std::vector<std::int32_t> panels_;         ///< owned panels whose stacks decompose
  std::vector<std::array<double, 6>> kept_;  ///< books of walls at the start of the step
  std::vector<double> first_substep_;        ///< per panel of panels_ [s]
  CharColumn column_;
  std::vector<double> progress_;  ///< of the column at hand
};

}  // namespace tektite::thermal
