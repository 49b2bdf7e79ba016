// Heat in everything solid and in the cabin gas: conduction through and along walls, re-radiation,
// gaps, cavities, joints, objects, melting. One macro-step is one step of an implicit-explicit
// Runge-Kutta method of second order.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

namespace tektite::thermal {

/// The keys of the case's section `thermal`.
[[nodiscard]] const io::Keys& thermal_keys();

/// What a user can choose. Defaults are those of thermal_keys().
struct Settings {
  double environment_temperature = 200.0;  ///< black surroundings that free faces see [K]
  double newton_tolerance = 1e-6;          ///< residual of a column, as a temperature [K]
  int newton_iterations = 40;              ///< most iterations before a column counts as failed
  double stability = 0.9;  ///< share of the explicit limit that a step may use, (0, 1]
  bool lateral_conduction = true;
  bool cavity_radiation = true;
  bool remove_melt = true;  ///< false: liquid stays and conducts
  // Materials that decompose
  std::string char_oxidation = "mixed";  ///< name of char_oxidation_models()
  double blowing = 0.5;                  ///< lambda of blowing; laminar 0.5, turbulent 0.4, 0: none
  double decomposition_error = 2e-3;     ///< of a sub-step of a column, extent of a reaction
  double decomposition_temperature_error = 1.0;  ///< of a sub-step of a column [K]

  Settings() = default;
  explicit Settings(const io::Section& section);
};

/// Energy [J] and mass [kg] that crossed a border of the whole vehicle in one step, exact sums, the
/// same on all ranks. stored after = stored before + absorbed + char_heat - radiated - melt_energy
/// - stripped_energy - gas_energy - char_energy.
struct HeatBooks {
  double absorbed = 0.0;     ///< convective heat from the air, losses to it counted negative [J]
  double radiated = 0.0;     ///< net to the surroundings, through openings of volumes too [J]
  double melt_energy = 0.0;  ///< enthalpy of removed melt [J]
  double melt_mass = 0.0;    ///< [kg]
  double stripped_energy = 0.0;    ///< enthalpy of covers that the air has stripped [J]
  double stripped_mass = 0.0;      ///< [kg]
  double gas_energy = 0.0;         ///< enthalpy of gas of decomposition that left [J]
  double gas_mass = 0.0;           ///< [kg]
  double char_energy = 0.0;        ///< enthalpy of the solid that left through receding faces [J]
  double char_mass = 0.0;          ///< [kg]
  double char_heat = 0.0;          ///< set free by burning char, less what ablation took up [J]
  std::int64_t char_substeps = 0;  ///< of all columns that decompose
  double gas_heat = 0.0;  ///< from walls and objects into cabin gas; inside the vehicle [J]
  std::vector<double> gas_heat_of_volume;  ///< the same, per volume [J]
  double hottest = 0.0;  ///< largest temperature of an exposed surface at the end of the step [K]
  std::int64_t newton_failures = 0;  ///< column solves that missed the tolerance
  std::int64_t first_unsolved = -1;  ///< lowest global id of their panels; -1: of none
  std::int64_t range_hits = 0;  ///< cells outside their material's tables at the end of the step
  std::int64_t limited_contacts = 0;  ///< joint contacts reduced to the explicit limit
  std::int64_t substeps = 1;          ///< the step was cut into
};

/// Heat content above 200 K of what flies. Enthalpy for solids, m cv T for the gas [J].
struct StoredHeat {
  double panels = 0.0;
  double objects = 0.0;
  double joints = 0.0;
  double gas = 0.0;
  [[nodiscard]] double total() const { return panels + objects + joints + gas; }
};

class Thermal {
 public:
  /// `vehicle` must outlive this object.
  Thermal(const io::Section& settings, const vehicle::Vehicle& vehicle);
  Thermal(const Settings& settings, const vehicle::Vehicle& vehicle);
  ~Thermal();
  Thermal(const Thermal&) = delete;
  Thermal(Thermal&&) noexcept;
  Thermal& operator=(const Thermal&) = delete;
  Thermal& operator=(Thermal&&) noexcept;

  /// Place of the first load in the step, as a share of it; the second is at its end.
  static constexpr double stage_fraction = 1.0 - 1.0 / std::numbers::sqrt2;

  /// Largest step that the explicit exchange (along walls, in cavities, with gas) allows [s].
  /// advance() cuts longer steps into equal parts. @note Collective
  [[nodiscard]] double stable_step(const vehicle::State& state) const;

  /// Advances all that flies by dt [s]. loads[0] at time + stage_fraction * dt, loads[1] at time +
  /// dt. Writes `next`, laid out as state.solid, ghosts up to date; `next` must not be state.solid.
  /// @note Collective
  HeatBooks advance(const vehicle::State& state, const std::array<vehicle::SurfaceLoads, 2>& loads,
                    double dt, vehicle::Solid& next);

  /// Heat in all flying bodies, exact sums, the same on all ranks. @note Collective
  [[nodiscard]] StoredHeat stored(const vehicle::State& state) const;
  /// The same for each entry of state.bodies, flying or not [J]: panels by State::body, objects by
  /// object_body, joints by joint_body, gas by volume_body. @note Collective
  [[nodiscard]] std::vector<double> stored_by_body(const vehicle::State& state) const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace tektite::thermal
