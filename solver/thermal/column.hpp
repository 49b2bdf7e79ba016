// One implicit stage of a pile of cells: walls through their thickness, objects and joints through
// their depth. Several columns of the same build are solved side by side, one in each lane.
#pragma once

#include "solver/thermal/caloric.hpp"
#include "solver/thermal/lanes.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// What the cells of one row share over all lanes.
struct Row {
  const CaloricTable* table = nullptr;
  double reach_out = 0.0;  ///< half the cell's depth over the area it conducts through, outwards;
  double reach_in = 0.0;   ///< and inwards. Walls are taken per unit area [m], lumps whole [1/m]
};

/// What lies between a row and the next one inwards.
struct Link {
  bool is_open = false;  ///< a gap, crossed by radiation alone
  double area = 1.0;     ///< of a gap; walls 1, lumps [m^2]
  double shields = 0.0;  ///< what radiation shields add to 1/e1 + 1/e2 - 1
};

/// A face at an end of the column, outer (0) or inner (1), in every lane.
template <int W>
struct End {
  double area = 1.0;                         ///< walls 1, lumps [m^2]
  std::array<std::uint8_t, W> exposed{};     ///< to air and surroundings; 0: insulated here
  alignas(64) std::array<double, W> film{};  ///< [kg/(m^2 s)]
  std::array<double, W> recovery{};          ///< [J/kg]
  std::array<double, W> extra{};             ///< other heat into the face [W/m^2]
  std::array<double, W> sky{};               ///< (temperature of the surroundings)^4 [K^4]
  std::array<double, W> wall{};              ///< in: guess, out: temperature of the face [K]
  std::array<double, W> convected{};         ///< out: from the air [W/m^2] (lumps: [W])
  std::array<double, W> radiated{};          ///< out: net, to the surroundings, likewise
  std::array<double, W> by_cell{};           ///< scratch: d(net)/dT of the end cell
  std::array<double, W> wall_by_cell{};      ///< scratch: d(wall)/dT of the end cell
};

struct Solver {
  double environment = 0.0;  ///< [K]; the surroundings of faces
  double tolerance = 1e-6;   ///< of the residual, as a temperature of each cell [K]
  int iterations = 40;
};

/// mass (h - start) = step * (conduction + radiation + air + along)(h) + source, for all rows,
/// solved for h by Newton's method on the tridiagonal system. Index of a cell: row * W + lane.
template <int W>
class Column {
 public:
  void resize(int rows);  ///< keeps no values

  std::vector<Row> row;
  std::vector<Link> link;  ///< rows - 1
  std::array<End<W>, 2> end;
  LineVector mass;          ///< in [kg/m^2] (lumps: [kg])
  LineVector start;         ///< in [J/kg]
  LineVector source;        ///< in [J/m^2] (lumps: [J])
  LineVector enthalpy;      ///< in: guess, out [J/kg]
  LineVector temperature;   ///< out [K]
  LineVector conductivity;  ///< out [W/(m K)]
  LineVector net;           ///< out: heat into each cell by what is implicit, from the faces'
                            ///< fluxes at the temperatures found [W/m^2] (lumps: [W])
  /// Heat that comes in along the wall and is implicit: along - along_slope * (T - along_at), used
  /// where `has_along`; not part of `net`. Without `along_moves` the one residual that is asked for
  /// is at along_at, which need not be given.
  bool has_along = false;
  bool along_moves = false;
  LineVector along;                         ///< in [W/m^2]
  LineVector along_slope;                   ///< in [W/(m^2 K)]
  LineVector along_at;                      ///< in: [K]
  std::array<std::uint8_t, W> converged{};  ///< out

  /// Every lane stops by its own residual, so that its bits do not depend on its neighbours.
  /// With `careful` (one lane only) steps are cut by a line search, which melting needs where a
  /// step takes a front through several cells.
  void solve(double step, const Solver& solver, bool careful);
  /// The parts of solve(), for those who iterate from outside: everything at `enthalpy`, and
  /// `converged`; true if all lanes are.
  bool evaluate(double step, const Solver& solver);
  /// One step of Newton in the lanes that are not.
  void improve(double step);
  /// `temperature` and `conductivity` of `enthalpy`, and nothing else.
  void look_up();
  /// Empty books of the ends, no lane converged.
  void begin();

 private:
  void exchange();
  void exchange_end(std::size_t side);
  void find_residual(double step, const Solver& solver);
  void update(double step);
  void move(double length);
  [[nodiscard]] double slope_along() const;

  int rows_ = 0;
  LineVector heat_, conductivity_slope_;
  LineVector outer_slope_, inner_slope_;  ///< of the flux through the face below a row
  LineVector residual_, pivot_, shift_, origin_;
};

extern template class Column<1>;
extern template class Column<8>;

}  // namespace tektite::thermal
