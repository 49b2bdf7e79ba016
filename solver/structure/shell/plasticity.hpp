// Plastic flow through the wall: von Mises yield in plane stress with isotropic hardening, station
// by station over the height. Ref: SimoTaylor1986.
#pragma once

#include "solver/structure/shell/panel.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tektite::structure::shell {

/// A layer that yields.
struct PlasticPly {
  Ply elastic;
  double yield = 0.0;      ///< at its temperature [Pa]; > 0
  double hardening = 0.0;  ///< slope of the yield stress over the plastic strain [Pa]; >= 0
};

/// A height at which stress is asked.
struct Station {
  double height = 0.0;  ///< [m]
  double weight = 0.0;  ///< [m]
  PlasticPly ply;
};

/// Stations of a wall: each layer in `slices` of equal thickness with two points each, so that the
/// elastic section is exact and the fully plastic moment of an even number of slices too.
/// Ref: AbramowitzStegun1964, two-point Gauss rule.
[[nodiscard]] std::vector<Station> stations(std::span<const PlasticPly> plies, int slices);

/// What a station remembers.
struct PlasticStrain {
  Column<3> strain;         ///< xx, yy, and xy as an angle [-]
  double equivalent = 0.0;  ///< accumulated [-]
};

/// Stress [Pa] and its derivative by the total in-plane strain [Pa] at a station; what it remembers
/// if this state is accepted. `heated`: share of the free strain that acts.
struct StationAnswer {
  Column<3> stress;
  Matrix3 tangent;
  PlasticStrain after;
};
[[nodiscard]] StationAnswer yield_stress_update(const PlasticPly& ply, const Column<3>& strain,
                                                const PlasticStrain& before, double heated);

/// Walls that yield, of the panels of one body, and what they remember.
class PlasticWalls {
 public:
  /// `wall`: per panel, index into `walls`.
  PlasticWalls(std::vector<std::vector<Station>> walls, std::vector<std::int32_t> wall);

  /// Resultant and tangent at a point of a panel, from the last accepted state on.
  [[nodiscard]] SectionAnswer answer(std::size_t panel, std::size_t point, const Column<6>& strain,
                                     double heated) const;
  /// Remembers the state of these strains.
  void accept(std::size_t panel, std::size_t point, const Column<6>& strain, double heated);

  /// Of the stations of a panel's point, innermost ply first.
  [[nodiscard]] std::span<const PlasticStrain> memory(std::size_t panel, std::size_t point) const;

 private:
  [[nodiscard]] std::size_t first(std::size_t panel, std::size_t point) const;
  std::vector<std::vector<Station>> walls_;
  std::vector<std::int32_t> wall_;
  std::vector<std::size_t> offset_;  ///< per panel into memory_
  std::vector<PlasticStrain> memory_;
};

}  // namespace tektite::structure::shell
