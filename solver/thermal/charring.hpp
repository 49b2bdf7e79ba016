// A pile of cells of which some decompose: conduction, Arrhenius pyrolysis, gas that flows out
// through the char, loss of the surface. Marched over a whole step in sub-steps of its own, each an
// L-stable Runge-Kutta step of second order whose error is held below a tolerance.
#pragma once

#include "solver/thermal/caloric.hpp"
#include "solver/thermal/column.hpp"
#include "solver/thermal/recession.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// One cell, from the outside in. Walls are taken per unit area, lumps whole.
struct CharCell {
  const CaloricTable* table = nullptr;            ///< of a cell that does not decompose
  const materials::Charring* charring = nullptr;  ///< of one that does
  double reach_out =
      0.0;                ///< half its depth as built over the area it conducts through: walls [m],
  double reach_in = 0.0;  ///< lumps [1/m]; outwards and inwards
  double built = 0.0;     ///< mass as built [kg/m^2], lumps [kg]
  double mass = 0.0;      ///< in, out: what is left, > 0
  double enthalpy = 0.0;  ///< in, out [J/kg]
  double source = 0.0;    ///< heat from elsewhere, constant in time [W/m^2], lumps [W]
  double* progress = nullptr;  ///< in, out: charring->size() numbers
  std::size_t id = 0;          ///< the caller's
  // Out
  double temperature = 0.0;  ///< [K]
};

/// An end of the pile, outer (0) or inner (1).
struct CharEnd {
  double area = 1.0;
  bool exposed = false;             ///< to air and surroundings; else insulated here
  std::array<Surroundings, 2> air;  ///< at the start and the end of the step; linear between
  double wall = 0.0;                ///< in: guess, out: temperature of the face [K]
};

/// What crossed the borders in a step: walls [J/m^2], [kg/m^2]; lumps [J], [kg].
struct CharBooks {
  std::array<double, 2> convected{};  ///< from the air, per end
  std::array<double, 2> radiated{};   ///< net, to the surroundings, per end
  double burned = 0.0;      ///< heat of combustion set free at faces, less heat of ablation
  double gas_energy = 0.0;  ///< enthalpy of the gas that left
  double gas_mass = 0.0;
  double char_energy = 0.0;  ///< enthalpy of the solid that left through receding faces
  double char_mass = 0.0;
  std::int64_t substeps = 0;  ///< accepted
  std::int64_t rejected = 0;
  std::int64_t failures = 0;  ///< sub-steps of the least size that missed a tolerance
  CharBooks& operator+=(const CharBooks& other);
};

struct CharSettings {
  Solver solver;
  SurfaceLaw surface;
  double temperature_error = 1.0;  ///< of a sub-step, in any cell [K]
  double extent_error = 2e-3;      ///< of a sub-step, in any reaction
};

/// Energy and mass close to round-off whatever the tolerances. Gas goes outwards through all cells
/// that decompose up to the first gap or end; where something dense lies above, inwards; where
/// something dense lies on both sides, out of each cell sideways.
class CharColumn {
 public:
  std::vector<CharCell> cell;  ///< in, out: cells that have gone are no longer in it
  std::vector<Link> link;      ///< cell.size() - 1
  std::array<CharEnd, 2> end;
  std::vector<std::size_t> gone;  ///< out: ids of cells that have gone
  double first_substep = 0.0;     ///< in: try this first, 0: the whole step; out: the last one [s]

  /// Advances by `length` [s].
  CharBooks advance(double length, const CharSettings& settings);

 private:
  /// Where the gas of a cell goes.
  enum class Way : std::uint8_t { none, outwards, inwards, sideways };

  /// The unknowns and their rates at one stage.
  struct Stage {
    std::vector<double> temperature, enthalpy;  ///< per cell
    std::vector<double> share;                  ///< of the cell's volume that is left
    std::vector<double> ratio;                  ///< density over that of the virgin state
    std::vector<double> gas;                    ///< mean rate since the stage before [kg/s]
    std::vector<double> net;                    ///< heat into the cell, sources left out [W]
    std::vector<double> extent, rate;           ///< per reaction: X, K
    std::array<FaceLoss, 2> face;               ///< per unit area
    std::array<double, 2> loss{};               ///< of char, whole [kg/s]
    std::array<double, 2> recession{};          ///< of the end cell's share [1/s]
    std::array<double, 2> char_enthalpy{};      ///< of what is lost [J/kg]
    double gas_energy = 0.0;                    ///< that leaves [W]
  };
  /// Derivatives by the temperature of the end cell and by the gas that leaves it.
  struct Slopes {
    double temperature = 0.0, gas = 0.0;
  };

  void set_up();
  void find_ways();
  void begin_substep();
  [[nodiscard]] bool take(double from, double dt, double length, const CharSettings& settings);
  [[nodiscard]] bool solve_stage(int which, double dt, double share_of_step,
                                 const CharSettings& settings);
  void react(int which, double dt, Stage& stage);
  void weigh(int which, double dt, Stage& stage);
  void conduct(Stage& stage);
  void flow(Stage& stage);
  void carry(std::size_t from, std::size_t to, double gas, Stage& stage);
  void let_out(std::size_t from, double gas, Stage& stage);
  void look_at_faces(double share_of_step, const CharSettings& settings, Stage& stage);
  double look_at_face(std::size_t side, const Surroundings& air, const SurfaceLaw& law,
                      double temperature, double gas, Stage& stage, FaceLoss& found) const;
  [[nodiscard]] bool is_solved(int which, double dt, const Solver& solver, const Stage& stage);
  void update(double dt, Stage& stage);
  [[nodiscard]] double error_of(double dt, const CharSettings& settings) const;
  void accept(double dt, CharBooks& books);
  void close_up(double time_left, CharBooks& books);
  [[nodiscard]] bool is_carried_off(std::size_t side) const;
  void erase(std::size_t i);
  [[nodiscard]] bool same_run(std::size_t outer) const;  ///< cells outer and outer + 1
  [[nodiscard]] std::size_t end_cell(std::size_t side) const {
    return side == 0 ? 0 : cell.size() - 1;
  }

  // Per cell (reaction), at the start of the sub-step.
  std::vector<double> share_, ratio_, temperature_, energy_, extent_;
  std::vector<std::size_t> first_;  ///< of a cell's reactions in extent_; one more than cells
  std::vector<Way> way_;
  std::array<Stage, 2> stage_;
  // Of the stage at hand, per cell.
  std::vector<double> ratio_slope_, mass_, content_, content_slope_, gas_slope_;
  std::vector<double> conductivity_, conductivity_slope_, conductance_;
  std::vector<double> by_outer_, by_inner_;  ///< slopes of the flux through the border below
  std::vector<double> outflow_;              ///< of gas from the cell, the way that it goes [kg/s]
  std::vector<double> carried_;              ///< its enthalpy as it leaves [J/kg]
  std::vector<double> carried_by_own_, carried_by_next_;  ///< slopes: by this cell, by the next one
  std::vector<double> residual_, shift_, shift_slope_;
  std::vector<double> flow_shift_, flow_slope_;
  std::array<Slopes, 2> heat_by_, loss_by_;
  double share_change_ = 0.0;  ///< of an end cell, by the last look at the faces
};

}  // namespace tektite::thermal
