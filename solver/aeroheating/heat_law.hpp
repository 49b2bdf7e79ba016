// One body's air, worked out once a step for the loop over its panels.
#pragma once

#include "solver/aeroheating/models.hpp"
#include "solver/aeroheating/settings.hpp"
#include "solver/aeroheating/validity.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tektite::aeroheating {

inline constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);

/// What heats a body. Arrays are per node of incidence; filled only if the body has panels.
struct HeatLaw {
  StagnationFlux stagnation;
  std::array<double, nodes> share{};           ///< of the stagnation flux
  std::array<double, nodes> free_molecular{};  ///< [W/m^2]
  std::array<double, nodes> plate{};           ///< at a running length of 1 m [W/m^2]
  std::array<double, nodes> glow{};            ///< of the shock layer, for a radius of 1 m [W/m^2]
  double mean_share = 0.0;                     ///< of a convex body in all directions alike
  double mean_free_molecular = 0.0;            ///< likewise [W/m^2]
  double mean_glow = 0.0;                      ///< likewise, for a radius of 1 m [W/m^2]
  LayerRadiation radiation;                    ///< at the stagnation point
  double recovery = 0.0;                       ///< [J/kg]
  double per_enthalpy = 0.0;                   ///< from cold-wall flux to film coefficient [kg/J]
  double knudsen = 0.0;                        ///< on the body's length
  double radius_least = 0.0;                   ///< [m]
  double radius_greatest = 0.0;                ///< [m]
  bool flies = false;
};

/// The chosen models. Throws bad_input for an unknown name.
class HeatModels {
 public:
  explicit HeatModels(const Settings& settings);

  /// Cold-wall continuum flux at a sphere's stagnation point [W/m^2].
  [[nodiscard]] double stagnation_flux(const environment::Freestream& air, double radius) const;

  /// The law of a body of `length` [m] in `air`; `has_panels` or only means over all directions.
  /// Looks after the models' ranges.
  void make(const environment::Freestream& air, double length, bool has_panels, HeatLaw& law);

  /// Mean cold-wall flux over a convex body of this nose radius [m] in all directions alike, and
  /// what its shock layer radiates to it [W/m^2].
  struct MeanFlux {
    double film = 0.0;
    double glow = 0.0;
  };
  [[nodiscard]] MeanFlux mean(const HeatLaw& law, double nose) const;

  [[nodiscard]] Bridging bridging() const { return bridging_; }
  [[nodiscard]] bool has_plate() const { return plate_.flux != nullptr; }
  [[nodiscard]] double plate_power() const { return plate_.power; }
  /// One a model, in the same order always.
  [[nodiscard]] std::span<const RangeWatch> watches() const { return watches_; }
  void begin_watch();

 private:
  void fill_panels(const environment::Freestream& air, HeatLaw& law) const;
  void fill_means(const environment::Freestream& air, HeatLaw& law) const;
  /// Free-molecular heat as the cold-wall flux that makes its film [W/m^2]. `flux`: into a wall at
  /// wall_.temperature, `conductance`: how much less into a wall of one J/kg more.
  [[nodiscard]] double molecular_flux(const environment::Freestream& air, double flux,
                                      double conductance) const;
  void watch(const environment::Freestream& air, double length, const HeatLaw& law);

  FilmWall wall_;
  double accommodation_;
  double least_;     ///< Settings::radius_least
  double greatest_;  ///< Settings::radius_greatest
  Stagnation stagnation_;
  Distribution distribution_;
  Bridging bridging_;
  Plate plate_;
  Radiation radiation_;
  std::array<RangeWatch, 4> watches_;  ///< stagnation, distribution, plate, radiation
};

}  // namespace tektite::aeroheating
