// Conduction along walls, from panel to panel through the edges that hold: explicit in time where
// the step allows, else implicit, pair by pair.
//
// Heat from b to a through their edge, cell by cell:
//   F = k thickness length (Tb - Ta - offset g_t) / distance,
// where g_t is the derivative along the edge, interpolated from the gradients of both panels to
// where the line between the centroids meets the edge. A gradient is the least-squares fit to the
// differences to all edge neighbours, unfolded into the panel's plane, and to no flux across
// borders and broken edges. Exact for linear temperatures on any triangles.
#pragma once

#include "solver/thermal/panels.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

class Lateral {
 public:
  explicit Lateral(const Panels& panels);

  /// Takes over which edges hold. Panels must be refreshed. Not collective.
  void refresh(const vehicle::State& state);
  /// Finds the rates of exchange of all panels: sum of conductances over heat capacity [1/s].
  /// Needs Panels::diffusivity. @note Collective
  void find_rates();
  /// The largest one, of owned panels. Not collective.
  [[nodiscard]] double fastest() const;
  /// Pairs with a panel that exchanges faster than `most` [1/s] are implicit from now on; the
  /// others explicit. Needs find_rates(). Returns whether any is, on any rank. @note Collective
  bool choose(double most);
  /// The same as fastest(), of panels that decompose and of their neighbours alone: what is between
  /// them is never implicit. Needs find_rates(). Not collective.
  [[nodiscard]] double tied() const;
  /// Memory held [bytes].
  [[nodiscard]] std::size_t bytes() const {
    return bytes_of(slots_, tangent_, border_, first_neighbour_, neighbours_, conducts_, explicit_,
                    implicit_, is_implicit_, rate_, simple_, skewed_, gradient_x_, gradient_y_);
  }
  /// Per owned panel: has an implicit pair.
  [[nodiscard]] const std::vector<std::uint8_t>& is_implicit() const { return is_implicit_; }

  /// Adds the heat that comes in along the wall through explicit pairs to `source` [W/m^2], per
  /// cell of owned panels. Every pair's flux is computed alike on both of its ranks.
  /// @note Collective
  void add(Panels& panels, std::vector<double>& source);
  /// The same through implicit pairs, into `source`, of panels that have any; `slope` [W/(m^2 K)]
  /// out, if not null: by how much less for each kelvin of the cell itself, were gradients not to
  /// change. @note Collective
  void find_implicit(Panels& panels, std::vector<double>& source, std::vector<double>* slope);

 private:
  /// A place in the plane of a panel.
  struct Flat {
    double x = 0.0, y = 0.0;
  };
  /// One pair as one of its two panels sees it.
  struct Neighbour {
    std::int32_t pair = 0;
    std::int32_t panel = 0;  ///< the other one, local
    std::int32_t slot = 0;   ///< which of the panel's three edges
    Flat step;               ///< to its centroid, unfolded [m]
    Flat weight;             ///< gradient = sum of weight * difference; where `simple`
  };
  struct Overlap {
    std::int32_t a = 0, b = 0;  ///< cells of two unlike stacks at one depth
    double thickness = 0.0;     ///< that they share [m]
  };
  struct Fit;  ///< normal equations of one gradient

  void find_frames();
  void find_neighbours();
  void find_overlaps();
  [[nodiscard]] const std::vector<Overlap>& overlaps(int stack_a, int stack_b) const {
    return overlaps_[static_cast<std::size_t>(stack_a) * panels_->plans().size() +
                     static_cast<std::size_t>(stack_b)];
  }
  void weigh(std::size_t panel);
  void find_gradient(std::size_t panel);
  void fit_cell(std::size_t panel, std::size_t cell);
  [[nodiscard]] bool see(std::size_t panel, std::size_t cell, const Neighbour& neighbour,
                         double& temperature) const;
  void find_gradients(Panels& panels, bool of_implicit);
  /// `slope` null: not asked for.
  void add_pair(std::size_t index, double* source, double* slope) const;
  template <bool WithSlope, bool Skewed>
  void add_alike(const mesh::Pair& pair, std::size_t index, double* source, double* slope) const;
  void add_unlike(const mesh::Pair& pair, std::size_t index, double* source, double* slope) const;

  const Panels* panels_;
  std::vector<std::array<std::int32_t, 2>> slots_;     ///< per pair: its edge's slot in a and in b
  std::vector<std::array<Flat, 3>> tangent_, border_;  ///< per local panel and slot
  std::vector<std::size_t> first_neighbour_;           ///< per owned panel, and one more
  std::vector<Neighbour> neighbours_;                  ///< in the mesh's order of pairs
  std::vector<std::vector<Overlap>> overlaps_;         ///< per pair of stacks
  std::vector<std::vector<double>> thickness_;         ///< per stack and cell [m]
  std::vector<std::uint8_t> conducts_;                 ///< per pair
  std::vector<std::int32_t> explicit_, implicit_;      ///< pairs that conduct, ascending
  std::vector<std::uint8_t> is_implicit_;              ///< per owned panel
  std::vector<double> rate_;                           ///< per local panel [1/s]
  std::vector<std::uint8_t> simple_;  ///< per owned panel: whole, among whole panels of its stack
  std::vector<std::uint8_t> skewed_;  ///< per owned panel: its gradient is asked for
  std::vector<double> gradient_x_, gradient_y_;  ///< per cell of local panels [K/m]
  bool any_skewed_ = false;                      ///< on any rank
  bool any_explicit_ = true;                     ///< on any rank
};

}  // namespace tektite::thermal
