// Strength left in walls, pressures on them, patches at their limit. Not for other rooms.
#pragma once

#include "solver/environment/freestream.hpp"
#include "solver/structure/settings.hpp"
#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>
#include <vector>

namespace tektite::structure {

/// At which capacities and cold strengths are stated [K].
inline constexpr double room_temperature = 293.0;

/// What a panel's load-carrying cells can still do.
struct WallStrength {
  double capacity = 0.0;     ///< strength times thickness that is left and solid [N/m]
  double stiffness = 0.0;    ///< E times that thickness [N/m]
  double thickness = 0.0;    ///< [m]
  double poisson = 0.0;      ///< times thickness [m]
  double temperature = 0.0;  ///< mean over the cells, by thickness as built [K]
  bool is_gone = false;      ///< none of them is below the coherent liquid fraction any more
};

/// If no cell of the stack carries load, all of them decide `is_gone` and `temperature`.
[[nodiscard]] WallStrength wall_strength(const vehicle::Vehicle& vehicle,
                                         const vehicle::State& state, std::size_t panel);

/// As built, at 293 K [N/m].
[[nodiscard]] double cold_capacity(const vehicle::Stack& stack);

/// What the air does to a body's walls [Pa]. All zero: vacuum.
struct AirPressure {
  double ambient = 0.0;
  double lowest = 0.0;      ///< on any leeward side: no less than ambient - dynamic, nor than 0
  double stagnation = 0.0;  ///< rise above ambient at the stagnation point
  bool is_fixed = false;    ///< the attitude is: pressures of the surface loads hold
};

/// By position in state.bodies. Empty `air`: vacuum for all.
[[nodiscard]] std::vector<AirPressure> air_pressures(const vehicle::State& state,
                                                     std::span<const environment::Freestream> air);

/// Gas of a volume, ideal [Pa].
[[nodiscard]] double gas_pressure(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                                  std::size_t volume);

/// A patch under pressure.
struct PatchDemand {
  int patch = -1;
  int volume = -1;  ///< whose wall it is; its inner side's if both sides are closed in
  double demand = 0.0;
  double temperature = 0.0;  ///< of its load-carrying cells, area mean [K]
  vehicle::FailureMode mode = vehicle::FailureMode::none;
};

/// Air on panels: loads and exposure may be null together with an empty `air` (vacuum).
struct AirLoads {
  std::vector<AirPressure> pressure;  ///< by position in state.bodies
  const vehicle::SurfaceLoads* surface = nullptr;
  const vehicle::Exposure* exposure = nullptr;
};

/// All patches that enclose a volume and have not torn, ascending. `strength` per owned panel.
/// The same on every rank. @note Collective
[[nodiscard]] std::vector<PatchDemand> patch_demands(const vehicle::Vehicle& vehicle,
                                                     const vehicle::State& state,
                                                     const Settings& settings, const AirLoads& air,
                                                     std::span<const WallStrength> strength);

/// Those that fail in this round: of each sealed volume the most overloaded and its equals.
[[nodiscard]] std::vector<vehicle::Failure> failing_patches(std::span<const PatchDemand> patches,
                                                            const vehicle::State& state);

}  // namespace tektite::structure
