// Heat through the faces of a domain at given enthalpies: conduction with non-orthogonal
// correction, contacts, gaps, and what the outside does to bare faces.
//
// Every face is seen from the feet of the perpendiculars that its cells drop on the line through
// its centroid. Temperature at a foot is the cell's plus gradient times offset; from foot to face
// conduction is one-dimensional. Linear temperatures are thus exact on any mesh, also where the
// conductivity jumps. Ref: Jasak1996, section 3.3.1 (over-relaxed correction).
#pragma once

#include "solver/thermal/solid_domain.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tektite::thermal {

/// What is outside the outer faces of a domain at one time, and heat set free in its cells.
struct OuterLoads {
  // per outer face of this rank
  std::vector<double> film;         ///< exposed: heat is film (recovery - cp_air Tw) [kg/(m^2 s)]
  std::vector<double> recovery;     ///< exposed [J/kg]
  std::vector<double> flux;         ///< exposed: given heat into the face [W/m^2]
  std::vector<double> temperature;  ///< held [K]
  // per owned cell; may be empty
  std::vector<double> power;  ///< [W]
};

/// Cells that have gone have left the loads that met them to the faces that they covered: each of
/// those takes the load whose face looked most nearly the same way, on its area as seen from there.
struct Inheritance {
  static constexpr std::size_t most = 3;  ///< loads of different directions that a cell leaves
  /// Per local cell: places in the loads, -1 for none.
  std::array<std::vector<std::int32_t>, most> load;
  std::vector<Vec3<VehicleAxes>> direction;  ///< per place in the loads: unit, out of the solid
};

/// Faces that are bare now: outer faces of the cells present, and inner faces whose other cell has
/// gone. Arrays side by side; owned cells only.
struct BareFaces {
  using Point = Domain::Point;
  std::vector<std::int32_t> cell;
  std::vector<BorderKind> kind;
  std::vector<std::int32_t> load;  ///< place in the loads
  std::vector<double> area;        ///< that exchanges heat with the outside [m^2]
  std::vector<double> distance;    ///< of the cell's centroid [m]
  std::vector<double> reach;       ///< distance over the area that conducts [1/m]
  std::vector<Point> offset;       ///< [m]
  std::vector<Point> normal;       ///< unit, outwards
  // found by Fluxes::evaluate
  std::vector<double> wall;      ///< temperature of the face [K]
  std::vector<double> entered;   ///< heat into the cell but for what is radiated [W]
  std::vector<double> radiated;  ///< net, to the surroundings [W]
  std::vector<double> by_cell;   ///< d(entered - radiated)/d(temperature of the cell) [W/K]
  // for the gradient: drop from foot to face is rise - share * (T - foot_of) [K]
  std::vector<double> rise, share, cell_then;
  [[nodiscard]] std::size_t size() const { return cell.size(); }
  void resize(std::size_t count);
};

class Fluxes {
 public:
  using Point = Domain::Point;

  /// `border`: per outer face of this rank. `domain` must outlive this.
  Fluxes(const Domain& domain, std::span<const BorderKind> border, double environment);

  /// Takes over which cells are left (`mass` > 0, per local cell, ghosts up to date) and what those
  /// that have gone left behind. A no-op while nothing changes.
  void refresh(std::span<const double> mass, const Inheritance& left);

  /// Forgets gradients and wall temperatures, which evaluate() otherwise starts from, so that
  /// results depend on the enthalpy alone. Faces start as warm as their cells.
  void forget();

  /// All of the below, from `enthalpy` (per local cell; its ghosts are filled). @note Collective
  void evaluate(std::span<double> enthalpy, const OuterLoads& loads);

  [[nodiscard]] bool is_present(std::size_t cell) const { return present_[cell] != 0; }
  [[nodiscard]] const Domain& domain() const { return *domain_; }

  // per local cell
  std::vector<double> temperature;   ///< [K]
  std::vector<double> heat;          ///< dh/dT [J/(kg K)]
  std::vector<double> conductivity;  ///< [W/(m K)]
  // per owned cell (ghosts hold no meaning)
  std::vector<double> net;       ///< heat into each cell [W]
  std::vector<double> diagonal;  ///< -d(net)/d(own temperature), without what gradients do [W/K]
  // per inner face
  std::vector<double> coupling;  ///< d(heat into one)/d(temperature of the other) [W/K], 0 if cut
  BareFaces bare;

 private:
  void look_up(std::span<const double> enthalpy, std::size_t from, std::size_t to);
  void list_bare(const Inheritance& left);
  void prepare_gradients();
  void find_gradients();
  [[nodiscard]] Point fit(std::size_t cell) const;
  template <bool Skewed>
  void cross_inner();
  void cross_gap(std::size_t face);
  template <bool Skewed>
  void cross_bare(const OuterLoads& loads);
  void keep_for_gradient(std::size_t face, double flux, double by_a, double by_b);

  const Domain* domain_;
  std::vector<BorderKind> border_;
  double environment_;
  std::vector<std::uint8_t> present_;
  std::vector<std::uint8_t> is_open_;  ///< per inner face: both cells are there
  std::vector<Point> gradient_;        ///< per local cell [K/m]

  // Gradients. A cell all of whose faces are inside has fixed weights; others are fitted anew.
  struct Row {
    std::int32_t face;
    std::int8_t side;  ///< 0: a of an inner face, 1: b, 2: a bare face
  };
  std::vector<std::int32_t> fixed_, fitted_;  ///< cells
  std::vector<std::int32_t> fixed_first_, neighbour_, fitted_first_;
  std::vector<Point> weight_;
  std::vector<Row> row_;
  // Of inner faces that are not inside, both sides: as in BareFaces, and by the other cell.
  struct Kept {
    double rise[2] = {}, share[2] = {}, other[2] = {}, then[2] = {};
  };
  std::vector<std::int32_t> kept_place_;
  std::vector<Kept> kept_;
};

}  // namespace tektite::thermal
